package audit

import (
	"strings"

	"golang.org/x/net/html"
)

// Foreign returns words of a page in Mongolian that are not in its language,
// however they are marked: not those that people typed (typed), the way to the
// Chinese page, the names of languages, nor the end of the title.
func Foreign(text []byte, typed ...string) []Finding {
	page, err := Parse(text)
	if err != nil {
		return []Finding{{"foreign", "html", err.Error()}}
	}
	lang := page.One("html").Attr("lang")
	var found []Finding
	say := func(at Doc, text string) {
		if wrong := wrongScript(leftOver(text, typed), lang); wrong != "" {
			found = append(found, Finding{"foreign", at.Where(), wrong + " under " + lang + ": " + strings.Join(strings.Fields(text), " ")})
		}
	}
	for _, run := range runs(page) {
		if !run.at.Closest(`a[href^="/zh-Hans"], button[name=_language], .twin, .languages, textarea, option, script, style, title`).Exists() {
			say(run.at, run.text)
		}
	}
	for _, e := range page.All("[alt], [aria-label], [placeholder]") {
		say(e, e.Attr("alt")+" "+e.Attr("aria-label")+" "+e.Attr("placeholder"))
	}
	question, _, _ := cutLast(page.One("title").rawText(), titleDash)
	say(page.One("title"), question)
	return found
}

// run is the text of an element, that of elements in it left out.
type run struct {
	at   Doc
	text string
}

// runs are all texts of a page. What is marked as another language, or stands
// upright, is part of the text around it: who typed it did not mark it.
func runs(page Doc) []run {
	var all []run
	for n := range page.node.Descendants() {
		if n.Type != html.ElementNode || isMark(n) {
			continue
		}
		var text strings.Builder
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.TextNode:
				text.WriteString(c.Data)
			case isMark(c):
				text.WriteString(Doc{c}.whole())
			default:
				text.WriteString("\n")
			}
		}
		if strings.TrimSpace(text.String()) != "" {
			all = append(all, run{Doc{n}, text.String()})
		}
	}
	return all
}

func isMark(n *html.Node) bool {
	if n.Type != html.ElementNode || n.Data != "span" || len(n.Attr) != 1 {
		return false
	}
	for c := range n.ChildNodes() {
		if c.Type != html.TextNode {
			return false
		}
	}
	return n.Attr[0].Key == "lang" || n.Attr[0].Val == "upright"
}
