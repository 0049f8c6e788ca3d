package audit

import (
	"bytes"
	"slices"

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
}

func operators() []operator {
	return []operator{
		{"one-h1", "main h1", rename("p")},
		{"heading-order", "main h1", rename("h6")},
		{"heading-text", "h1", empty},
		{"one-main", "main", rename("div")},
		{"skip-link", `a[href="#main"]`, set("href", "/main")},
		{"help-after-main", "main + aside", rename("div")},
		{"title", "title", empty},
		{"landmark-name", "aside", unset("aria-labelledby")},
		{"zoom", "meta[name=viewport]", set("content", "width=device-width, maximum-scale=1")},
		{"id-unique", "[id] [id], [id] + [id]", set("id", "main")},
		{"reference", "[aria-describedby]", set("aria-describedby", "gone")},
		{"reference", "[aria-labelledby]", set("aria-labelledby", "gone")},
		{"in-page-link", `a[href^="#"]`, set("href", "#gone")},
		{"aria", "main", set("role", "application")},
		{"aria", "[role=group]", set("role", "alert")},
		{"aria-hidden", "main", set("aria-hidden", "true")},
		{"image-text", "img", unset("alt")},
		{"group-name", "[role=group]", unset("aria-labelledby")},
		{"table-heads", "caption", rename("thead")},
		{"table-heads", "th", unset("scope")},
		{"control-label", "label", rename("div")},
		{"group-legend", "fieldset > legend", rename("p")},
		{"choice-group", "fieldset", rename("div")},
		{"button-name", "button", empty},
		{"button-type", "button", unset("type")},
		{"form-method", "form", unset("action")},
		{"field-name", control, unset("name")},
		{"error-described", ".error", unset("id")},
		{"autofocus", "input[type=text], textarea", set("autofocus", "")},
		{"file-form", "form[enctype]", unset("enctype")},
		{"select", "textarea", rename("select")},
		{"picker", "input[type=text]", set("type", "date")},
		{"disabled", "button", set("disabled", "")},
		{"required", control, set("required", "")},
		{"placeholder", control, set("placeholder", "1")},
		{"link-text", "main a, a", empty},
		{"link-address", "main a, a", set("href", "#")},
		{"link-line", "main a, a", spoken},
		{"link-window", "main a, a", set("target", "_blank")},
		{"title-attribute", "main", set("title", "1")},
		{"inline-style", "main", set("style", "color:red")},
		{"handler", "main", set("onclick", "go()")},
		{"tabindex", "main", set("tabindex", "1")},
		{"accesskey", "main", set("accesskey", "m")},
		{"foreign-file", "link[href]", set("href", "https://example.org/x.css")},
		{"page-lang", "html", unset("lang")},
		{"lang-tag", "html", set("lang", "xx")},
	}
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
		if !at.Exists() || !applies(o, page, at) {
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
	case "file-form":
		return at.One("input[type=file]").Exists()
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
		if !slices.ContainsFunc(Check(m.HTML), func(f Finding) bool { return f.Rule == m.Rule }) {
			rules = append(rules, m.Rule)
		}
	}
	return rules, len(made)
}

func rename(tag string) func(*html.Node) {
	return func(n *html.Node) { n.Data, n.DataAtom = tag, 0 }
}

func empty(n *html.Node) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
}

func set(name, value string) func(*html.Node) {
	return func(n *html.Node) {
		unset(name)(n)
		n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
	}
}

func unset(name string) func(*html.Node) {
	return func(n *html.Node) {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	}
}

// spoken puts words right before a link.
func spoken(n *html.Node) {
	n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: "see "}, n)
}
