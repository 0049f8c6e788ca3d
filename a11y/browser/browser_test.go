package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"changban/a11y/browser"
)

const formPage = `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>问一件事 &amp; 别的</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><a href="#main">跳到正文</a><main id="main"><h1>您叫什么？</h1>
<form method="post" action="/send" enctype="multipart/form-data">
<p id="hint">和证件上一样</p>
<label for="name">姓名</label> <input id="name" name="name" type="text" value="旧" aria-describedby="hint">
<fieldset><legend>哪一种？</legend>
<label><input type="radio" name="kind" value="a"> 甲</label>
<label><input type="radio" name="kind" value="b"> 乙</label></fieldset>
<label for="f">文件</label> <input id="f" name="f" type="file">
<button type="submit">下一题</button></form></main></body></html>`

// site is a tiny form: a wrong answer comes back with 422, a right one leads on by 303.
func site(t *testing.T) string {
	mux := http.NewServeMux()
	page := func(w http.ResponseWriter, status int, html string) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'")
		w.WriteHeader(status)
		w.Write([]byte(html))
	}
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, _ *http.Request) { page(w, 200, formPage) })
	mux.HandleFunc("POST /send", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("name") == "" {
			page(w, 422, strings.Replace(formPage, "<form", `<div role="group" tabindex="-1" autofocus id="es" aria-label="有问题"><p>错误</p></div><form`, 1))
			return
		}
		name := "-"
		if _, header, err := r.FormFile("f"); err == nil {
			name = header.Filename
		}
		http.SetCookie(w, &http.Cookie{Name: "said", Value: r.FormValue("kind"), Path: "/"})
		http.Redirect(w, r, "/done?name="+r.FormValue("name")+"&file="+name, http.StatusSeeOther)
	})
	mux.HandleFunc("GET /done", func(w http.ResponseWriter, r *http.Request) {
		kind := "-"
		if c, err := r.Cookie("said"); err == nil {
			kind = c.Value
		}
		page(w, 200, `<!doctype html><html lang="zh-Hans"><head><title>好了</title></head><body><main><h1>好了</h1><ul><li>`+
			r.FormValue("name")+`</li><li>`+kind+`</li><li>`+r.FormValue("file")+`</li></ul><p>`+r.Header.Get("Accept-Language")+`</p></main></body></html>`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestJourney(t *testing.T) {
	b, url := browser.Start(t), site(t)
	for _, script := range []bool{true, false} {
		p := b.Page(t)
		if !script {
			p.NoScript()
		}
		p.Goto(url + "/form")
		if p.Title() != "问一件事 & 别的" || p.Status() != 200 || p.Path() != "/form" {
			t.Fatalf("title %q, status %d, path %q", p.Title(), p.Status(), p.Path())
		}
		if p.Name("#name") != "姓名" || p.Description("#name") != "和证件上一样" || p.Value("#name") != "旧" {
			t.Errorf("name %q, description %q, value %q", p.Name("#name"), p.Description("#name"), p.Value("#name"))
		}
		p.Fill("#name", "")
		p.Open("button")
		if p.Status() != 422 || !p.Has("#es:focus") || p.Texts("label")[0] != "姓名" {
			t.Errorf("after a wrong answer: status %d, summary focused %v", p.Status(), p.Has("#es:focus"))
		}
		p.Fill("#name", "其其格")
		p.Click("input[value=b]")
		if p.Count("input:checked") != 1 {
			t.Error("the radio was not chosen")
		}
		file := filepath.Join(t.TempDir(), "card.txt")
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.SetFiles("#f", file)
		p.TabTo("button")
		p.Submit()
		if got := strings.Join(p.Texts("li"), " "); got != "其其格 b card.txt" {
			t.Errorf("script %v: the server got %q", script, got)
		}
		if !strings.HasPrefix(p.Text("p"), "zh-CN") {
			t.Errorf("language asked for: %q", p.Text("p"))
		}
		if !strings.Contains(string(p.Source()), "<!doctype html>") {
			t.Errorf("source: %q", p.Source())
		}
		p.ForgetCookies()
		p.Reload()
		if got := p.Texts("li")[1]; got != "-" {
			t.Errorf("the cookie %q was not forgotten", got)
		}
		p.Back()
		if p.Path() != "/send" && p.Path() != "/form" {
			t.Errorf("back led to %s", p.Path())
		}
		if problems := p.Problems(); len(problems) > 0 {
			t.Errorf("problems: %q", problems)
		}
	}
}

func TestKeyboardOnly(t *testing.T) {
	b, url := browser.Start(t), site(t)
	p := b.Page(t)
	p.NoScript()
	p.Goto(url + "/form")
	p.Press("Tab", "Enter")
	if !strings.HasSuffix(p.URL(), "#main") || !p.Has("main:target") {
		t.Errorf("the skip link led to %s", p.URL())
	}
	p.Press("Tab")
	p.Type("巴图")
	if p.Value("#name") != "巴图" { // Tab selects what a field holds, typing replaces it
		t.Errorf("typed %q", p.Value("#name"))
	}
	p.Press("Tab", "Space", "ArrowDown")
	if p.Attr("input:checked", "value") != "b" {
		t.Errorf("arrow chose %q", p.Attr("input:checked", "value"))
	}
	p.TabTo("#name")
	p.Submit()
	if p.Texts("li")[0] != "巴图" {
		t.Errorf("sent %q", p.Texts("li"))
	}
}

func TestPagesShareNothing(t *testing.T) {
	b, url := browser.Start(t), site(t)
	one, two := b.Page(t), b.Page(t)
	one.Cookie(url, "said", "mine")
	one.Goto(url + "/done")
	two.Goto(url + "/done")
	if one.Texts("li")[1] != "mine" || two.Texts("li")[1] != "-" {
		t.Errorf("cookies: %q and %q", one.Texts("li"), two.Texts("li"))
	}
	beside := one.Tab()
	beside.Goto(url + "/done")
	if beside.Texts("li")[1] != "mine" {
		t.Errorf("a tab does not share cookies: %q", beside.Texts("li"))
	}
}

func TestProblems(t *testing.T) {
	html := `<!doctype html><html lang="zh-Hans"><head><title>x</title><style>p{color:red}</style></head><body><main><h1>x</h1>
<img src="http://127.0.0.1:9/x.png" alt=""><script src="/missing.js"></script></main></body></html>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *")
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(html))
	}))
	t.Cleanup(server.Close)
	p := browser.Start(t).Page(t)
	p.Goto(server.URL)
	p.Eval(`console.error("seen"); setTimeout(() => { throw new Error("thrown") }, 0); new Promise(r => setTimeout(r, 50))`, nil)
	all := strings.Join(p.Problems(), "\n")
	for _, want := range []string{"seen", "thrown", "security", "/missing.js answered 404", "another host: http://127.0.0.1:9/"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in:\n%s", want, all)
		}
	}
}

func TestMediaAndScreens(t *testing.T) {
	b, url := browser.Start(t), site(t)
	p := b.Page(t)
	p.Viewport(390, 844)
	p.Media("forced-colors=active", "prefers-color-scheme=dark")
	p.Goto(url + "/form")
	var got []bool
	p.Eval(`["(forced-colors: active)", "(prefers-color-scheme: dark)", "(width: 390px)", "print"].map(q => matchMedia(q).matches)`, &got)
	if !slices.Equal(got, []bool{true, true, true, false}) {
		t.Errorf("media: %v", got)
	}
	dir := t.TempDir()
	t.Setenv("PORTAL_SCREENS", dir)
	p.Shot("form")
	if info, err := os.Stat(filepath.Join(dir, "form.png")); err != nil || info.Size() < 1000 {
		t.Errorf("picture: %v %v", info, err)
	}
}
