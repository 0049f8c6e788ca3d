package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
)

// mutant is one fault put into a page of ours in the browser.
type mutant struct {
	page     string
	language string // "" Chinese
	elder    bool
	do       string // script, or a sheet when it begins with "css "
	checks   string // names, divided by commas, that turn red
}

// script returns the expression that puts the fault in.
func (m mutant) script() string {
	sheet, is := strings.CutPrefix(m.do, "css ")
	if !is {
		return "(() => {" + m.do + "; return 1 })()"
	}
	return "(() => { const s = new CSSStyleSheet(); s.replaceSync(" + strconv.Quote(sheet) + "); document.adoptedStyleSheets.push(s); return 1 })()"
}

// into puts HTML at the front of the main part.
func into(html string) string {
	return "document.querySelector('main').insertAdjacentHTML('afterbegin', " + strconv.Quote(html) + ")"
}

const (
	asked  = "question-hukou fresh" // a question with choices
	typed  = "question-name fresh"  // a question with a field
	listed = "queue filled"         // a table
	lead   = "front plain"
)

// engineMutants are faults that axe-core or IBM Equal Access must see.
func engineMutants() []mutant {
	const main = "const m = document.querySelector('main'), h1 = document.querySelector('h1'), a = m.querySelector('a'), b = m.querySelector('form button');"
	return []mutant{
		{page: asked, do: main + "h1.setAttribute('aria-checked', 'true')", checks: "axe aria-allowed-attr, ace aria_attribute_valid"},
		{page: asked, do: main + "b.parentElement.setAttribute('aria-hidden', 'true')", checks: "axe aria-hidden-focus, ace aria_hidden_nontabbable"},
		{page: asked, do: "document.body.setAttribute('aria-hidden', 'true')", checks: "axe aria-hidden-body"},
		{page: asked, do: into(`<div role="textbox" tabindex="0"></div>`), checks: "axe aria-input-field-name"},
		{page: asked, do: into(`<div role="button" tabindex="0"></div>`), checks: "axe aria-command-name"},
		{page: asked, do: into(`<div role="checkbox" tabindex="0" aria-label="x"></div>`), checks: "axe aria-required-attr, ace aria_attribute_required"},
		{page: asked, do: into(`<div role="checkbox" tabindex="0" aria-checked="true"></div>`), checks: "axe aria-toggle-field-name"},
		{page: asked, do: into(`<div role="list"><p role="button" tabindex="0">x</p></div>`), checks: "axe aria-required-children"},
		{page: asked, do: into(`<div role="option" tabindex="0">x</div>`), checks: "axe aria-required-parent"},
		{page: asked, do: into(`<div role="foo">x</div>`), checks: "axe aria-roles, ace aria_role_allowed"},
		{page: asked, do: main + "h1.setAttribute('aria-foo', 'x')", checks: "axe aria-valid-attr"},
		{page: asked, do: main + "b.setAttribute('aria-pressed', 'perhaps')", checks: "axe aria-valid-attr-value, ace aria_attribute_value_valid"},
		{page: typed, do: "document.querySelector('main input[type=text]').setAttribute('aria-describedby', 'nothing')", checks: "ace aria_id_unique"},
		{page: typed, do: "document.querySelector('main input[type=text]').setAttribute('autocomplete', 'nonsense')", checks: "axe autocomplete-valid, ace input_autocomplete_valid"},
		{page: asked, do: main + "b.textContent = ''", checks: "axe button-name"},
		{page: asked, do: "css main p, main label { color: #999 !important }", checks: "axe color-contrast, ace text_contrast_sufficient"},
		{page: asked, do: "css main p, main label, main a { color: #6a6a6a !important }", checks: "axe color-contrast-enhanced"},
		{page: asked, do: into(`<dl><p>x</p><dt>y</dt></dl>`), checks: "axe definition-list"},
		{page: asked, do: into(`<dt>y</dt>`), checks: "axe dlitem"},
		{page: asked, do: "document.title = ''", checks: "axe document-title, ace page_title_exists"},
		{page: asked, do: into(`<h2></h2>`), checks: "axe empty-heading"},
		{page: listed, do: "document.querySelector('thead th').textContent = ''", checks: "axe empty-table-header"},
		{page: asked, do: into(`<iframe></iframe>`), checks: "axe frame-title, ace frame_title_exists"},
		{page: asked, do: main + "h1.insertAdjacentHTML('afterend', '<h5>x</h5>')", checks: "axe heading-order"},
		{page: asked, do: "document.documentElement.removeAttribute('lang')", checks: "axe html-has-lang, ace html_lang_exists"},
		{page: asked, do: "document.documentElement.lang = 'xx-yy'", checks: "axe html-lang-valid, ace html_lang_valid"},
		{page: asked, do: into(`<p lang="zz-top">x</p>`), checks: "axe valid-lang, ace element_lang_valid"},
		{page: asked, do: into(`<p><a href="/one">去看</a></p><p><a href="/two">去看</a></p>`), checks: "axe identical-links-same-purpose"},
		{page: asked, do: into(`<img src="/favicon.ico">`), checks: "axe image-alt, ace img_alt_valid"},
		{page: asked, do: into(`<img src="/favicon.ico" alt="去看"><a href="/x"><img src="/favicon.ico" alt="去看">去看</a>`), checks: "axe image-redundant-alt"},
		{page: asked, do: into(`<form><input type="image" src="/favicon.ico"></form>`), checks: "axe input-image-alt"},
		{page: asked, do: into(`<form><input type="button"></form>`), checks: "axe input-button-name"},
		{page: asked, do: into(`<svg role="img" width="50" height="50"></svg>`), checks: "axe svg-img-alt"},
		{page: asked, do: into(`<div role="img">x</div>`), checks: "axe role-img-alt"},
		{page: typed, do: "document.querySelectorAll('main label').forEach(l => l.replaceWith(...l.childNodes)); document.querySelector('main input[type=text]').removeAttribute('aria-labelledby')", checks: "axe label, ace input_label_exists"},
		{page: typed, do: "document.querySelector('main label').htmlFor = 'nothing'", checks: "axe label, ace label_ref_valid"},
		{page: asked, do: main + "b.setAttribute('aria-label', 'send')", checks: "axe label-content-name-mismatch"},
		{page: asked, do: into(`<header role="banner">x</header>`), checks: "axe landmark-banner-is-top-level, axe landmark-no-duplicate-banner"},
		{page: asked, do: into(`<footer role="contentinfo">x</footer>`), checks: "axe landmark-contentinfo-is-top-level, axe landmark-no-duplicate-contentinfo"},
		{page: asked, do: into(`<div role="main">x</div>`), checks: "axe landmark-no-duplicate-main, axe landmark-main-is-top-level"},
		{page: asked, do: main + "m.outerHTML = m.outerHTML.replace(/^<main/, '<div').replace(/main>$/, 'div>')", checks: "axe landmark-one-main, axe region, ace aria_content_in_landmark"},
		{page: asked, do: into(`<nav aria-label="甲">x</nav><nav aria-label="甲">x</nav>`), checks: "axe landmark-unique, ace aria_navigation_label_unique"},
		{page: asked, do: into(`<p>不清楚的话，请您先 <a href="/x" class="w">看这里的说明</a> 再往下填写。</p>`) + "; const s = new CSSStyleSheet(); s.replaceSync('.w{text-decoration:none!important;color:#333!important;display:inline!important;padding:0!important}'); document.adoptedStyleSheets.push(s)", checks: "axe link-in-text-block"},
		{page: asked, do: into(`<p><a href="/x"></a></p>`), checks: "axe link-name, ace a_text_purpose"},
		{page: asked, do: into(`<ul><p>x</p></ul>`), checks: "axe list"},
		{page: asked, do: into(`<li>x</li>`), checks: "axe listitem"},
		{page: asked, do: "const e = document.createElement('meta'); e.httpEquiv = 'refresh'; e.content = '60000'; document.head.append(e)", checks: "axe meta-refresh"},
		{page: asked, do: "const e = document.createElement('meta'); e.httpEquiv = 'refresh'; e.content = '80000'; document.head.append(e)", checks: "axe meta-refresh-no-exceptions"},
		{page: asked, do: "document.querySelector('meta[name=viewport]').content = 'width=device-width, maximum-scale=4'", checks: "axe meta-viewport-large"},
		{page: asked, do: "document.querySelector('meta[name=viewport]').content = 'width=device-width, user-scalable=no, maximum-scale=1'", checks: "axe meta-viewport"},
		{page: asked, do: into(`<button type="button">甲<a href="/x">乙</a></button>`), checks: "axe nested-interactive"},
		{page: asked, do: main + "h1.outerHTML = '<p>' + h1.innerHTML + '</p>'", checks: "axe page-has-heading-one"},
		{page: asked, do: into(`<h2 role="none" tabindex="0">x</h2>`), checks: "axe presentation-role-conflict"},
		{page: asked, do: "document.body.insertAdjacentHTML('afterbegin', '<p>在外面的话</p>')", checks: "axe region"},
		{page: asked, do: into(`<div class="z"><p>一</p><p>二</p><p>三</p></div>`) + "; const s = new CSSStyleSheet(); s.replaceSync('.z{block-size:40px;overflow:scroll}'); document.adoptedStyleSheets.push(s)", checks: "axe scrollable-region-focusable"},
		{page: asked, do: into(`<select><option>x</option></select>`), checks: "axe select-name"},
		{page: asked, do: "document.querySelector('.skip').href = '#nothing'", checks: "axe skip-link"},
		{page: asked, do: into(`<details><summary></summary><p>x</p></details>`), checks: "axe summary-name"},
		{page: asked, do: main + "b.tabIndex = 3", checks: "axe tabindex"},
		{page: listed, do: "const t = document.querySelector('table'); t.setAttribute('summary', t.caption.textContent)", checks: "axe table-duplicate-name"},
		{page: listed, do: "document.querySelector('td').setAttribute('headers', 'nothing')", checks: "axe td-headers-attr, ace table_headers_ref_valid"},
		{page: listed, do: "document.querySelectorAll('th').forEach(e => e.outerHTML = e.outerHTML.replace(/^<th/, '<td').replace(/th>$/, 'td>'))", checks: "ace table_headers_exists"},
		{page: listed, do: "document.querySelector('thead th').scope = 'all'", checks: "axe scope-attr-valid, ace table_scope_valid"},
		{page: asked, do: into(`<p class="t"><a href="/x">甲</a><a href="/y">乙</a></p>`) + "; const s = new CSSStyleSheet(); s.replaceSync('.t a{min-inline-size:0!important;min-block-size:0!important;padding:0!important;font-size:10px;inline-size:10px;block-size:10px}'); document.adoptedStyleSheets.push(s)", checks: "axe target-size"},
		{page: asked, do: "const s = [...document.styleSheets].find(s => s.href); s.insertRule('@media (orientation: portrait) { html { transform: rotate(90deg) } }', s.cssRules.length)", checks: "axe css-orientation-lock"},
		{page: asked, do: into(`<p style="line-height:1!important">x</p>`) + "; document.querySelector('main p').style.setProperty('line-height', '1', 'important')", checks: "ace text_spacing_valid"},
		{page: asked, do: into(`<marquee>x</marquee>`), checks: "axe marquee"},
		{page: asked, do: main + "b.accessKey = 'x'; a.accessKey = 'x'", checks: "axe accesskeys"},
		{page: asked, do: into(`<object data="/favicon.ico" type="image/x-icon"></object>`), checks: "axe object-alt"},
		{page: asked, do: "document.querySelector('main legend')?.remove()", checks: "ace fieldset_label_valid"},
		{page: asked, do: into(`<div onclick="x()">按这里</div>`), checks: "ace aria_eventhandler_role_valid"},
		{page: asked, do: into(`<div class="s">x</div>`) + "; const r = document.createElement('blink'); document.querySelector('main').append(r); r.textContent = 'x'", checks: "axe blink, ace blink_elem_deprecated"},
	}
}

// TestProofEngineMutants proves the rules of both engines on our own pages:
// nothing is found on the page, the fault on its mutant.
func TestProofEngineMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "f mutants")
	c := startCast(t, "sqlite")
	byName := c.byName()
	each(t, engineMutants(), func(t *testing.T, page *browser.Page, m mutant) {
		p := c.open(t, page.Arm(), byName[m.page], row{page: m.page, mode: "standard", theme: "light", size: "standard", language: "zh-Hans", width: 1280})
		if green := append(p.Axe(), p.Ace()...); len(green) > 0 {
			t.Errorf("%s: %v", m.page, green)
			return
		}
		p.Eval(m.script(), nil)
		red := append(p.Axe(), p.Ace()...)
		for _, check := range strings.Split(m.checks, ", ") {
			if !slices.ContainsFunc(red, func(f audit.Finding) bool { return f.Rule == check }) {
				t.Errorf("%s is green on its mutant %s; red: %s", check, m.do, rulesOf(red))
				continue
			}
			floor.Prove(t, check)
			if slices.Contains([]string{"axe target-size", "axe color-contrast-enhanced", "axe label-content-name-mismatch", "axe css-orientation-lock", "axe identical-links-same-purpose"}, check) {
				floor.Prove(t, "axe rules on")
			}
		}
	})
	rules := map[string]int{}
	for check := range proved() {
		engine, _, _ := strings.Cut(check, " ")
		rules[engine]++
	}
	floor.Count(t, "proof.rules axe", rules["axe"])
	floor.Count(t, "proof.rules ace", rules["ace"])
}

// proved are the rules of the engines that have a mutant.
func proved() map[string]bool {
	all := map[string]bool{}
	for _, m := range engineMutants() {
		for _, check := range strings.Split(m.checks, ", ") {
			all[check] = true
		}
	}
	return all
}

func rulesOf(found []audit.Finding) string {
	var rules []string
	for _, f := range found {
		rules = append(rules, f.Rule)
	}
	slices.Sort(rules)
	return fmt.Sprint(slices.Compact(rules))
}
