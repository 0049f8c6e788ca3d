package audit

import (
	"slices"
	"strings"
)

// errorRules are about pages that ask for something to be put right.
func errorRules() []rule {
	return []rule{
		whole(must("summary-place", "A11Y-76; decisions 25", summary, func(page, e Doc) string {
			if !page.before(e, page.One("h1")) || (page.One(".back").Exists() && !page.before(page.One(".back"), e)) {
				return "must stand below the way back and above the h1"
			}
			return unless(e.firstChild().Is("h2") && e.Attr("aria-labelledby") == e.firstChild().Attr("id"), "must begin with the h2 that names it")
		})),
		whole(must("summary-links", "A11Y-76: one link for each problem, to the first control that is wrong", summary, summaryLinks)),
		whole(must("summary-message", "A11Y-81: the summary and the field say the same", summary+" a", func(page, e Doc) string {
			return unless(messageOf(page, e).Exists() || len(page.All(summary+` a[href="`+e.Attr("href")+`"]`)) > 1, "no field says this")
		})),
		once("title-error", "A11Y-79", titleError),
		must("description-order", "A11Y-81: the hint is heard before the error", "[aria-describedby]", func(page, e Doc) string {
			seen := false
			for _, id := range strings.Fields(e.Attr("aria-describedby")) {
				is := page.ID(id).Is(".error")
				if seen && !is {
					return "the hint comes after the error"
				}
				seen = seen || is
			}
			return ""
		}),
		must("group-error", "A11Y-82", "fieldset", groupError),
		must("error-marked", "A11Y-38, 81: no message without its control", ".error[id]", func(page, e Doc) string {
			return unless(len(page.All(`[aria-describedby~="`+e.Attr("id")+`"]`)) > 0, "no control or group is tied to it")
		}),
	}
}

const summary = `[role=group][autofocus]`

// before tells whether a begins before b in the order of the document.
func (d Doc) before(a, b Doc) bool {
	first := Doc{}
	for n := range d.node.Descendants() {
		if n == a.node || n == b.node {
			first = Doc{n}
			break
		}
	}
	return first.node == a.node
}

// summaryLinks: as many links as messages, each to the first wrong control of
// its message.
func summaryLinks(page, e Doc) string {
	targets := map[string]bool{}
	for _, link := range e.All(`a[href^="#"]`) {
		targets[link.Attr("href")] = true
		message := messageOf(page, link)
		if wrong := page.wrongBy(message); len(wrong) > 0 && !meant(page, e, link, message, wrong) {
			return link.Attr("href") + " is not the first control that is wrong"
		}
	}
	return unless(len(targets) >= len(page.All(".error[id]")), "has not one link for each message")
}

// meant tells whether a link leads to what its message is about: the first such
// control or, where several links share a message, each to one of them.
func meant(page, summary, link, message Doc, wrong []Doc) bool {
	target := strings.TrimPrefix(link.Attr("href"), "#")
	shared := 0
	for _, other := range summary.All(`a[href^="#"]`) {
		if messageOf(page, other).node == message.node {
			shared++
		}
	}
	if shared < 2 {
		return wrong[0].Attr("id") == target
	}
	return slices.ContainsFunc(wrong, func(e Doc) bool { return e.Attr("id") == target })
}

// wrongBy are the controls that a message is about.
func (d Doc) wrongBy(message Doc) []Doc {
	if !message.Exists() {
		return nil
	}
	return slices.DeleteFunc(d.All(`[aria-describedby~="`+message.Attr("id")+`"]`), func(e Doc) bool { return e.Is("fieldset") })
}

// messageOf is the message at a field that a link of the summary repeats; only
// the word that marks errors stands before it. Of several with the same text it
// is that of the control the link leads to.
func messageOf(page, link Doc) Doc {
	said := said(page, link)
	same := slices.DeleteFunc(page.All(".error[id]"), func(e Doc) bool { return said == "" || !holds(e, said) })
	for _, e := range same {
		if hasWord(page.ID(strings.TrimPrefix(link.Attr("href"), "#")).Attr("aria-describedby"), e.Attr("id")) {
			return e
		}
	}
	if len(same) == 0 {
		return Doc{}
	}
	return same[0]
}

// said is what a link of the summary says is wrong; for a list its row stands
// before that.
func said(page, link Doc) string {
	text := bare(link.Text())
	for _, e := range page.All(".error[id]") {
		if holds(e, text) {
			return text
		}
	}
	for _, colon := range []string{"\uff1a", ": "} {
		if _, rest, found := strings.Cut(text, colon); found {
			return rest
		}
	}
	return text
}

// sentence is the least number of characters of a text that is looked for
// anywhere in a message: parts of a date are told in one message at the field.
const sentence = 4

func holds(message Doc, text string) bool {
	told := bare(message.Text())
	return strings.HasSuffix(told, text) || len([]rune(text)) >= sentence && strings.Contains(told, text)
}

func bare(text string) string { return strings.NewReplacer(openMark, "", closeMark, "").Replace(text) }

// titleError: the title begins with the word that marks errors, and no title
// does without an error.
func titleError(page Doc) string {
	title, at := bare(page.One("title").rawText()), page.One(summary)
	for _, link := range at.All("a") {
		message := messageOf(page, link)
		if message.Exists() && alike(title, bare(message.Text())) < 2 {
			return "the title does not begin with the word that marks errors"
		}
	}
	return ""
}

// alike counts the characters with which two texts begin alike.
func alike(a, b string) int {
	as, bs, n := []rune(a), []rune(b), 0
	for n < min(len(as), len(bs)) && as[n] == bs[n] {
		n++
	}
	return n
}

// groupError: choices and parts of a date say what is wrong with them on entering
// the group, and again at the first of them.
func groupError(page, e Doc) string {
	parts := slices.DeleteFunc(e.All("input[type=radio], input[type=checkbox], .date input"), func(part Doc) bool {
		return part.Closest("fieldset, .group").node != e.node // another field of the same question
	})
	if len(parts) == 0 {
		return ""
	}
	group := slices.ContainsFunc(strings.Fields(e.Attr("aria-describedby")), func(id string) bool { return page.ID(id).Is(".error") })
	one := slices.ContainsFunc(parts, func(part Doc) bool {
		return slices.ContainsFunc(strings.Fields(part.Attr("aria-describedby")), func(id string) bool { return page.ID(id).Is(".error") })
	})
	return unless(group == one, "the group and its first wrong control are not both tied to the message")
}
