package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
)

const measured = `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>量一量</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/sheet.css"></head>
<body><a class="skip" href="#main">跳到正文</a><main id="main"><h1>量一量</h1>
<form method="post" action="/send"><fieldset><legend>哪一种？</legend>
<label for="a"><input type="radio" id="a" name="kind" value="a">甲</label>
<label for="b"><input type="radio" id="b" name="kind" value="b">乙</label></fieldset>
<div class="field"><label for="name">姓名</label><input type="text" id="name" name="name" autocomplete="name"></div>
<button type="submit">下一题</button></form><p><a href="/next">去看下一页</a></p></main></body></html>`

const sheet = `body{font:18px/1.6 sans-serif;color:#111;background:#fff;margin:16px}a{display:block;color:#06507a;padding-block:12px;min-width:60px}
.skip{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;padding:0;min-width:0}
.skip:focus{position:static;clip-path:none;inline-size:auto;block-size:auto;padding-block:12px}
label{display:block;padding-block:12px}input[type=text]{font:inherit;min-block-size:48px;inline-size:100%;box-sizing:border-box;border:2px solid #555}
button{font:inherit;min-block-size:48px;min-inline-size:120px;background:#06507a;color:#fff;border:2px solid #06507a}
:focus-visible{outline:4px solid #111;outline-offset:3px}`

// serve shows one page with one sheet under a strict policy.
func serve(t *testing.T, html, css string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
		if r.URL.Path == "/sheet.css" {
			w.Header().Set("Content-Type", "text/css")
			w.Write([]byte(css))
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(html))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func all(p *browser.Page) []audit.Finding {
	found := slices.Concat(p.Axe(), p.Targets(44), p.Spacing(), p.SmallType(18), p.Keyboard())
	if err := p.Reflow(); err != nil {
		found = append(found, audit.Finding{Rule: "reflow", Where: "page", Text: err.Error()})
	}
	for _, problem := range p.Problems() {
		found = append(found, audit.Finding{Rule: "problem", Where: "page", Text: problem})
	}
	return found
}

func TestGoodPage(t *testing.T) {
	p := browser.Start(t).Page(t)
	p.Goto(serve(t, measured, sheet))
	for _, f := range all(p) {
		t.Error(f)
	}
}

func TestBadPages(t *testing.T) {
	b := browser.Start(t)
	for _, tc := range []struct {
		name, rule     string
		from, to       string
		fromCSS, toCSS string
	}{
		{name: "contrast", rule: "axe color-contrast-enhanced", fromCSS: "color:#111", toCSS: "color:#666"},
		{name: "contrast behind a picture", rule: "axe color-contrast", fromCSS: "background:#fff", toCSS: "background:linear-gradient(#fff,#111)"},
		{name: "no label", rule: "axe label", from: `<label for="name">姓名</label>`, to: ``},
		{name: "small button", rule: "target 44 px", fromCSS: "min-block-size:48px;min-inline", toCSS: "block-size:40px;padding:0;min-inline"},
		{name: "wide", rule: "reflow", fromCSS: "min-inline-size:120px", toCSS: "min-inline-size:400px"},
		{name: "cut with spacing", rule: "text spacing", fromCSS: "legend", toCSS: "", from: "<h1>", to: `<h1 class="cut">`},
		{name: "small type", rule: "type 18 px", fromCSS: "label{", toCSS: "label{font-size:16px;"},
		{name: "no focus ring", rule: "script focus visible", fromCSS: "outline:4px solid #111;outline-offset:3px", toCSS: "outline:none"},
		{name: "covered", rule: "script focus covered", fromCSS: "body{", toCSS: "main::after{content:'';position:fixed;inset:0;background:#fff}body{"},
		{name: "order", rule: "script focus order", from: `<button type="submit"`, to: `<button tabindex="1" type="submit"`},
		{name: "no name", rule: "script focus name", from: `>下一题<`, to: `><`},
		{name: "policy", rule: "problem", from: `<h1>`, to: `<h1 style="color:red">`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			html, css := strings.Replace(measured, tc.from, tc.to, 1), strings.Replace(sheet, tc.fromCSS, tc.toCSS, 1)
			if tc.name == "cut with spacing" {
				css += ".cut{overflow:hidden;inline-size:3.1em;white-space:nowrap}"
			}
			p := b.Page(t)
			p.Goto(serve(t, html, css))
			found := all(p)
			if !slices.ContainsFunc(found, func(f audit.Finding) bool { return f.Rule == tc.rule }) {
				t.Errorf("%s not seen; seen: %v", tc.rule, found)
			}
			floor.Count(t, "browser mutants", 1)
		})
	}
}

func TestTabStops(t *testing.T) {
	b := browser.Start(t)
	for _, script := range []bool{true, false} {
		p := b.Page(t)
		if !script {
			p.NoScript()
		}
		p.Goto(serve(t, measured, sheet))
		var names []string
		for _, stop := range p.TabStops() {
			names = append(names, stop.Role+" "+stop.Name)
		}
		want := "link 跳到正文|radio 甲|textbox 姓名|button 下一题|link 去看下一页"
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("script %v: %s", script, got)
		}
	}
}

func TestVerticalReflow(t *testing.T) {
	p := browser.Start(t).Page(t)
	p.Goto(serve(t, measured, sheet+"html{writing-mode:vertical-lr}h1{min-block-size:2000px}"))
	if err := p.Reflow(); err != nil {
		t.Errorf("a vertical page may be as wide as it likes: %v", err)
	}
	p.Goto(serve(t, measured, sheet+"html{writing-mode:vertical-lr}h1{min-inline-size:400px}"))
	if err := p.Reflow(); err == nil || !strings.Contains(err.Error(), "1280 × 256") {
		t.Errorf("too high was not seen: %v", err)
	}
}

func TestValidateHTML(t *testing.T) {
	good, err := os.ReadFile("../audit/testdata/good.html")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"good": good}
	for name, change := range map[string][2]string{
		"no-dup-id":                 {`id="f-yes"`, `id="f-why"`},
		"close-order":               {"</main>", "</div></main>"},
		"element-permitted-content": {"<p>畅办</p>", "<span><p>畅办</p></span>"},
		"no-inline-style":           {"<h3>", `<h3 style="color:red">`},
	} {
		pages[name] = []byte(strings.Replace(string(good), change[0], change[1], 1))
	}
	seen := map[string]bool{}
	for _, f := range browser.ValidateHTML(t, pages) {
		page, _, _ := strings.Cut(f.Where, ":")
		if page == "good" {
			t.Error(f)
		}
		seen[page+" "+f.Rule] = true
	}
	for name := range pages {
		if name != "good" && !seen[name+" html "+name] {
			t.Errorf("%s not seen: %v", name, seen)
		}
	}
}
