package audit

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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

// add puts HTML at the end of an element.
func add(text string) func(*html.Node) {
	return func(n *html.Node) {
		parts, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil {
			return
		}
		for _, part := range parts {
			n.AppendChild(part)
		}
	}
}

// say replaces all of an element by a text.
func say(text string) func(*html.Node) {
	return func(n *html.Node) {
		empty(n)
		n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	}
}

// each changes every match on the whole page, not the first alone.
func each(selector string, change func(*html.Node)) func(*html.Node) {
	return func(n *html.Node) {
		for n.Parent != nil {
			n = n.Parent
		}
		for _, e := range (Doc{n}).All(selector) {
			change(e.node)
		}
	}
}

// last moves an element to the end of main.
func last(n *html.Node) {
	main := Doc{n}.Closest("main")
	if main.Exists() {
		n.Parent.RemoveChild(n)
		main.node.AppendChild(n)
	}
}

// unmarked takes the word that marks errors from the title.
func unmarked(n *html.Node) {
	if n.FirstChild != nil {
		n.FirstChild.Data = string([]rune(n.FirstChild.Data)[1:])
	}
}

func reversed(n *html.Node) {
	ids := strings.Fields(Doc{n}.Attr("aria-describedby"))
	slices.Reverse(ids)
	set("aria-describedby", strings.Join(ids, " "))(n)
}

// twin puts a link with the same words and another address behind a link.
func twin(n *html.Node) {
	copied := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
	set("href", "/elsewhere")(copied)
	say(Doc{n}.Text())(copied)
	n.Parent.InsertBefore(copied, n.NextSibling)
}

// unnamed takes the question from the name of its answer.
func unnamed(n *html.Node) {
	if n.Data == "label" {
		rename("span")(n)
		return
	}
	rename("div")(n.Parent)
}
