package audit

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

//go:embed vague.txt
var vague string

// linkRules are about links: where they stand and what they say.
func linkRules() []rule {
	return []rule{
		must("link-text", "WCAG 2.2 2.4.4", "a", func(page, e Doc) string {
			return unless(e.Text() != "" || name(page, e) != "", "says nothing")
		}),
		must("link-address", "a link leads somewhere", "a", func(_, e Doc) string {
			href := strings.TrimSpace(e.Attr("href"))
			return unless(href != "" && href != "#" && !strings.HasPrefix(strings.ToLower(href), "javascript:"), "leads nowhere")
		}),
		must("link-vague", "WCAG 2.2 2.4.9; design 10", "a", func(_, e Doc) string {
			said := strings.ToLower(strings.Trim(e.Text(), openMark+closeMark))
			return unless(!slices.Contains(strings.Fields(vague), said), "says nothing when heard alone")
		}),
		must("link-line", "decisions 24: no links inside running text", "a", linkLine),
		ban("link-window", "WCAG 2.2 3.2.5", "[target], a[download]", "opens elsewhere without being asked"),
		must("nested", "WCAG 2.2 4.1.2", "a, button, label", func(_, e Doc) string {
			inside := e.All("a, button, textarea, select, summary")
			return unless(len(inside) == 0, "holds another control")
		}),
	}
}

// linkLine: a link's line holds links only. Words in a block of their own
// beside it, such as an explanation under it, are no running text.
func linkLine(_, e Doc) string {
	line := e.block()
	for n := range line.node.Descendants() {
		words := n.Type == html.TextNode && strings.ContainsFunc(n.Data, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if !words {
			continue
		}
		at := Doc{n.Parent}
		if at.block().node == line.node && !at.Closest("a").Exists() && running(at, line) {
			return "stands inside running text"
		}
	}
	return ""
}

// running tells text that flows with its line from text that the sheet may set
// apart: outside paragraphs, a span with a class is a cell of its own.
func running(at, line Doc) bool {
	if line.Is("p") {
		return true
	}
	span := at.Closest("[class]")
	apart := span.Exists() && !span.isBlock() && contains(line, span)
	return !apart
}

func contains(outer, inner Doc) bool {
	for e := inner; e.Exists(); e = e.Parent() {
		if e.node == outer.node {
			return true
		}
	}
	return false
}
