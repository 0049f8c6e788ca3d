// Package audit holds rules over rendered HTML: what every page of ours must
// and must not contain, checked without a browser in microseconds. Tests of
// components and pages call Check on all they render and use Doc to assert by
// selector and text.
//
// It sees only HTML. It must not know components, pages, routes or languages
// beyond the lang attribute; what needs layout or script is a11y/browser's.
package audit

import (
	"fmt"
	"slices"
)

// Finding is one broken rule at one place. Every engine reports in this form.
type Finding struct {
	Rule  string // id of the rule, such as "one-h1"
	Where string // a short selector of the element
	Text  string // what is wrong, for developers
}

// String returns the finding on one line.
func (f Finding) String() string { return fmt.Sprintf("%s: %s: %s", f.Rule, f.Where, f.Text) }

// rule is one check; source says where it is decided.
type rule struct {
	id     string
	source string
	whole  bool // looks at a whole page, so it says nothing about a part
	check  func(page Doc) []Finding
}

func rules() []rule {
	return slices.Concat(pageRules(), frameRules(), nameRules(), formRules(), questionRules(), errorRules(), patternRules(),
		linkRules(), bannedRules(), languageRules(), verticalRules(), wordRules())
}

// Check returns every broken rule of a whole page. Rules named in except are
// left out; a test that does so says why.
func Check(html []byte, except ...string) []Finding { return check(html, true, except) }

// CheckPart is Check for a part of a page, such as one component: rules about
// title, landmarks and headings of the page are left out.
func CheckPart(html []byte, except ...string) []Finding { return check(html, false, except) }

func check(html []byte, whole bool, except []string) []Finding {
	page, err := Parse(html)
	if err != nil {
		return []Finding{{"readable", "html", err.Error()}}
	}
	var found []Finding
	for _, r := range rules() {
		if (whole || !r.whole) && !slices.Contains(except, r.id) {
			found = append(found, r.check(page)...)
		}
	}
	return found
}

// CheckRule returns where a whole page breaks one rule.
func CheckRule(html []byte, id string) []Finding {
	page, err := Parse(html)
	if err != nil {
		return []Finding{{"readable", "html", err.Error()}}
	}
	for _, r := range rules() {
		if r.id == id {
			return r.check(page)
		}
	}
	return nil
}

// Rules returns the ids of all rules, each with where it is decided.
func Rules() map[string]string {
	ids := map[string]string{}
	for _, r := range rules() {
		ids[r.id] = r.source
	}
	return ids
}

// find reports one finding for each element that wrong has a complaint about.
func find(page Doc, id, selector string, wrong func(e Doc) string) []Finding {
	var found []Finding
	for _, e := range page.All(selector) {
		if text := wrong(e); text != "" {
			found = append(found, Finding{id, e.Where(), text})
		}
	}
	return found
}

// ban reports every element that matches.
func ban(id, source, selector, text string) rule {
	return rule{id: id, source: source, check: func(page Doc) []Finding {
		return find(page, id, selector, func(Doc) string { return text })
	}}
}

// must makes a rule from a check of single elements.
func must(id, source, selector string, wrong func(page, e Doc) string) rule {
	return rule{id: id, source: source, check: func(page Doc) []Finding {
		return find(page, id, selector, func(e Doc) string { return wrong(page, e) })
	}}
}

// once makes a whole-page rule from a check that finds at most one thing.
func once(id, source string, wrong func(page Doc) string) rule {
	return rule{id: id, source: source, whole: true, check: func(page Doc) []Finding {
		if text := wrong(page); text != "" {
			return []Finding{{id, "page", text}}
		}
		return nil
	}}
}

// whole keeps a rule from parts, whose other half may be elsewhere on the page.
func whole(r rule) rule {
	r.whole = true
	return r
}
