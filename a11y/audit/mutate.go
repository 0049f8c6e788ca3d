package audit

import (
	"bytes"

	"strings"

	"golang.org/x/net/html"
)

// Mutant is a page with one thing broken.
type Mutant struct {
	Rule string // that must see it
	HTML []byte
}

// operator breaks what a selector finds first, so that one rule must see it.
type operator struct {
	rule, selector string
	change         func(n *html.Node)
	only           string // it breaks nothing on pages without a match
}

// Mutants returns the page broken in every way that applies to it.
func Mutants(text []byte) ([]Mutant, error) {
	var made []Mutant
	for _, o := range operators() {
		page, err := Parse(text)
		if err != nil {
			return nil, err
		}
		at := page.One(o.selector)
		if !at.Exists() || o.only != "" && !page.One(o.only).Exists() || !applies(o, page, at) {
			continue
		}
		o.change(at.node)
		var out bytes.Buffer
		if err := html.Render(&out, page.node); err != nil {
			return nil, err
		}
		made = append(made, Mutant{o.rule, out.Bytes()})
	}
	return made, nil
}

// applies leaves out changes that break nothing on this page.
func applies(o operator, page, at Doc) bool {
	switch o.rule {
	case "choice-group":
		return at.One("input[type=radio]").Exists()
	case "control-label":
		return page.One(control).Exists() && at.node == page.One("label").node && labelled(page, at)
	case "error-described":
		return page.One("[aria-invalid=true]").Exists()
	case "description-order":
		ids := strings.Fields(at.Attr("aria-describedby"))
		return len(ids) > 1 && page.ID(ids[len(ids)-1]).Is(".error") && !page.ID(ids[0]).Is(".error")
	case "summary-message", "summary-links", "title-error":
		return len(page.All(summary+" a")) == 1 && messageOf(page, page.One(summary+" a")).Exists()
	case "file-other-way":
		return o.only == "" || at.Closest("form").One("[name=_step]").Exists() && at.Closest("form").One("input[type=file]").Exists()
	case "file-form":
		return at.One("input[type=file]").Exists()
	case "aria-hidden":
		return at.One(focusable).Exists()
	case "hint-short", "hint-plain":
		return page.One(`[aria-describedby~="` + at.Attr("id") + `"]`).Exists()
	case "question-heading":
		form := page.One(question).Closest("form")
		return contains(form, page.One("h1")) && asks(form)
	case "group-error":
		return groupError(page, at) == "" && at.One("[aria-describedby*=-error]").Closest("fieldset").node == at.node && len(at.All("input[type=radio], input[type=checkbox], .date input")) > 0
	case "heading-order":
		return len(page.All("h1, h2, h3")) > 0 && page.All("h1, h2, h3")[0].node != at.node
	}
	return true
}

func labelled(page, label Doc) bool {
	field := page.ID(label.Attr("for"))
	return (field.Exists() || label.One(control).Exists()) && !field.Has("aria-label") && !field.Has("aria-labelledby")
}

// Survivors returns the rules that stay silent on a mutant of the page that
// they should see, and how many mutants there were. A rule proves something
// about a page only when it is content with the page and not with the mutant.
func Survivors(text []byte) (rules []string, mutants int) {
	made, err := Mutants(text)
	if err != nil {
		return []string{err.Error()}, 0
	}
	for _, m := range made {
		if len(CheckRule(m.HTML, m.Rule)) == 0 {
			rules = append(rules, m.Rule)
		}
	}
	return rules, len(made)
}
