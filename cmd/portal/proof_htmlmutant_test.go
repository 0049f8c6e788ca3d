package main

import (
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// htmlMutants are faults in the text of a page, by the rule of html-validate
// that must see them: what is replaced, and by what.
func htmlMutants() map[string][2]string {
	const front = "</h1>"
	at := func(html string) [2]string { return [2]string{front, front + html} }
	return map[string][2]string{
		"no-dup-id":                   at(`<p id="x-1">x</p><p id="x-1">y</p>`),
		"close-order":                 {"</main>", "</div></main>"},
		"element-permitted-content":   at(`<span><p>x</p></span>`),
		"element-permitted-order":     at(`<table><tbody><tr><td>x</td></tr></tbody><caption>x</caption></table>`),
		"element-required-attributes": at(`<img alt="x">`),
		"element-required-ancestor":   at(`<area alt="x" href="/x">`),
		"no-inline-style":             at(`<p style="color:red">x</p>`),
		"attribute-allowed-values":    at(`<button type="foo">x</button>`),
		"no-dup-attr":                 at(`<p lang="zh" lang="en">x</p>`),
		"element-name":                at(`<foo>x</foo>`),
		"deprecated":                  at(`<marquee>x</marquee>`),
		"void-content":                at(`</br>`),
		"input-missing-label":         at(`<input type="text" name="x">`),
		"empty-heading":               at(`<h2></h2>`),
		"empty-title":                 {"<title>", "<title></title><title>"},
		"heading-level":               at(`<h4>x</h4>`),
		"multiple-labeled-controls":   at(`<label for="x-3">x <input id="x-4" name="x"></label><input id="x-3" name="y">`),
		"no-autoplay":                 at(`<audio autoplay src="/x"></audio>`),
		"no-redundant-role":           at(`<ul role="list"><li>x</li></ul>`),
		"prefer-native-element":       at(`<div role="button">x</div>`),
		"text-content":                at(`<button type="button"></button>`),
		"unique-landmark":             at(`<nav>x</nav><nav>y</nav>`),
		"valid-id":                    at(`<p id="">x</p>`),
		"valid-autocomplete":          at(`<input type="text" name="x" autocomplete="foo" aria-label="x">`),
		"wcag/h30":                    at(`<a href="/x"></a>`),
		"wcag/h32":                    at(`<form><p>x</p></form>`),
		"wcag/h36":                    at(`<input type="image" src="/x">`),
		"wcag/h37":                    at(`<img src="/x">`),
		"wcag/h67":                    at(`<img src="/x" alt="" title="x">`),
		"wcag/h71":                    at(`<fieldset><p>x</p></fieldset>`),
		"meta-refresh":                {"<title>", `<meta http-equiv="refresh" content="5"><title>`},
		"aria-label-misuse":           at(`<p aria-label="x">y</p>`),
		"aria-hidden-body":            {"<body", `<body aria-hidden="true"`},
		"hidden-focusable":            at(`<button type="button" aria-hidden="true">x</button>`),
		"no-implicit-button-type":     at(`<button>x</button>`),
		"map-id-name":                 at(`<map id="x-5" name="x-6"></map>`),
		"map-dup-name":                at(`<map name="m"></map><map name="m"></map>`),
		"input-attributes":            at(`<input type="text" name="x" aria-label="x" step="2">`),
		"no-abstract-role":            at(`<div role="command">x</div>`),
		"no-multiple-main":            at(`<main>x</main>`),
		"no-missing-references":       at(`<label for="x-nothing">x</label>`),
		"no-implicit-close":           at(`<ul><li>x<li>y</li></ul>`),
		"unrecognized-char-ref":       at(`<p>&foo;</p>`),
		"script-type":                 at(`<script type="text/javascript"></script>`),
		"area-alt":                    at(`<map name="x"><area href="/x"></map>`),
		"no-conditional-comment":      at(`<!--[if IE]>x<![endif]-->`),
		"no-deprecated-attr":          at(`<p align="center">x</p>`),
		"prefer-tbody":                at(`<table><tr><td>x</td></tr></table>`),
		"attr-quotes":                 at(`<p lang=zh>x</p>`),
		"missing-doctype":             {"<!doctype html>", ""},
	}
}

// TestProofHTMLMutants proves the rules of html-validate on a page of ours.
func TestProofHTMLMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("needs node")
	}
	floor.Part(t, "f mutants")
	c := startCast(t, "sqlite")
	page := string(c.take(t, c.byName()[asked]).Body)
	pages := map[string][]byte{"page": []byte(page)}
	for rule, change := range htmlMutants() {
		if !strings.Contains(page, change[0]) {
			t.Errorf("%s: the page has no %s", rule, change[0])
		}
		pages[rule] = []byte(strings.Replace(page, change[0], change[1], 1))
	}
	red := map[string][]string{}
	for _, f := range browser.ValidateHTML(t, pages) {
		name, _, _ := strings.Cut(f.Where, ":")
		if name == "page" {
			t.Error(f)
		}
		red[name] = append(red[name], f.Rule)
	}
	proved := 0
	for rule := range htmlMutants() {
		if !strings.Contains(strings.Join(red[rule], " ")+" ", "html "+rule+" ") {
			t.Errorf("html %s is green on its mutant; red: %q", rule, red[rule])
			continue
		}
		floor.Prove(t, "html "+rule)
		proved++
	}
	floor.Count(t, "proof.rules html", proved)
}
