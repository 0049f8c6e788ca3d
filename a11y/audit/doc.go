package audit

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Doc is an element of a page, or the page itself. The zero Doc is "not there":
// it has no text, no attributes and no children.
type Doc struct{ node *html.Node }

// Parse reads a page or a part of one.
func Parse(text []byte) (Doc, error) {
	node, err := html.Parse(bytes.NewReader(text))
	return Doc{node}, err
}

// Find returns the elements of a page that match a selector (see Doc.All).
func Find(text []byte, selector string) []Doc {
	page, err := Parse(text)
	if err != nil {
		return nil
	}
	return page.All(selector)
}

// All returns the matching elements below d in the order of the document. A
// selector may use tag, #id, .class, [attr], [attr=v] and ~= ^= $= *=, :not(),
// the combinators space, > and +, and commas. A selector it cannot read matches
// nothing.
func (d Doc) All(selector string) []Doc {
	choices, ok := parseSelector(selector)
	if d.node == nil || !ok {
		return nil
	}
	var found []Doc
	d.walk(func(n *html.Node) {
		if n != d.node && n.Type == html.ElementNode && slices.ContainsFunc(choices, func(c chain) bool { return c.matches(n) }) {
			found = append(found, Doc{n})
		}
	})
	return found
}

// One returns the first match below d, or the zero Doc.
func (d Doc) One(selector string) Doc {
	if all := d.All(selector); len(all) > 0 {
		return all[0]
	}
	return Doc{}
}

// Is tells whether d itself matches.
func (d Doc) Is(selector string) bool {
	choices, ok := parseSelector(selector)
	return ok && d.node != nil && slices.ContainsFunc(choices, func(c chain) bool { return c.matches(d.node) })
}

// Exists tells whether d is there.
func (d Doc) Exists() bool { return d.node != nil }

// Tag returns the element's name, in lower case.
func (d Doc) Tag() string {
	if d.node == nil || d.node.Type != html.ElementNode {
		return ""
	}
	return d.node.Data
}

// Attr returns an attribute's value, "" when it has none.
func (d Doc) Attr(name string) string {
	value, _ := d.attr(name)
	return value
}

// Has tells whether the attribute is there, even if empty.
func (d Doc) Has(name string) bool {
	_, has := d.attr(name)
	return has
}

func (d Doc) attr(name string) (string, bool) {
	if d.node == nil {
		return "", false
	}
	for _, a := range d.node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Parent returns the element around d.
func (d Doc) Parent() Doc {
	if d.node == nil || d.node.Parent == nil || d.node.Parent.Type != html.ElementNode {
		return Doc{}
	}
	return Doc{d.node.Parent}
}

// Closest returns d or the nearest element around it that matches.
func (d Doc) Closest(selector string) Doc {
	for e := d; e.Exists(); e = e.Parent() {
		if e.Is(selector) {
			return e
		}
	}
	return Doc{}
}

// Next returns the element right after d, with the same parent.
func (d Doc) Next() Doc {
	if d.node == nil {
		return Doc{}
	}
	for n := d.node.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return Doc{n}
		}
	}
	return Doc{}
}

// ID returns the element below d with that id.
func (d Doc) ID(id string) Doc {
	var found Doc
	d.walk(func(n *html.Node) {
		if !found.Exists() && n.Type == html.ElementNode && (Doc{n}).Attr("id") == id && id != "" {
			found = Doc{n}
		}
	})
	return found
}

// Text returns the text a reader sees in d, runs of white space as one space,
// with a space between blocks. A page's text is that of its body. Readings above
// characters are left out: they say the characters once more.
func (d Doc) Text() string {
	var text strings.Builder
	d.text(&text)
	return strings.Join(strings.Fields(text.String()), " ")
}

func (d Doc) text(into *strings.Builder) {
	switch {
	case d.node == nil || d.Is("script, style, head, template, rt"):
	case d.node.Type == html.TextNode:
		into.WriteString(d.node.Data)
	default:
		block := d.isBlock()
		if block {
			into.WriteByte(' ')
		}
		for n := d.node.FirstChild; n != nil; n = n.NextSibling {
			Doc{n}.text(into)
		}
		if block {
			into.WriteByte(' ')
		}
	}
}

// HTML returns the element as HTML.
func (d Doc) HTML() string {
	var text bytes.Buffer
	if d.node == nil || html.Render(&text, d.node) != nil {
		return ""
	}
	return text.String()
}

// Where returns a short description to find the element by.
func (d Doc) Where() string {
	where := d.Tag()
	switch {
	case d.Has("id"):
		where += "#" + d.Attr("id")
	case d.Has("name"):
		where += "[name=" + d.Attr("name") + "]"
	case d.Has("class"):
		where += "." + strings.Join(strings.Fields(d.Attr("class")), ".")
	}
	if text := []rune(d.Text()); len(text) > 0 {
		where += " \"" + string(text[:min(len(text), 20)]) + "\""
	}
	return where
}

func (d Doc) walk(visit func(*html.Node)) {
	if d.node == nil {
		return
	}
	visit(d.node)
	for n := d.node.FirstChild; n != nil; n = n.NextSibling {
		Doc{n}.walk(visit)
	}
}

func (d Doc) isBlock() bool {
	return slices.Contains(strings.Fields("address article aside blockquote body br button caption dd details div dl dt fieldset figcaption figure footer form "+
		"h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol p pre section summary table tbody td th thead tr ul"), d.Tag())
}

// block returns the nearest element around d, or d, that starts a line of its own.
func (d Doc) block() Doc {
	for e := d; e.Exists(); e = e.Parent() {
		if e.isBlock() {
			return e
		}
	}
	return Doc{}
}
