package audit

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed unsent.txt
var sentWords string

// patternRules are about pages that every service has: check, receipt, lists.
func patternRules() []rule {
	return []rule{
		once("check-page", "A11Y-40, 91: everything once more, each answer can be changed, the button names the act", checkPage),
		must("change-named", "A11Y-24, 91: what is changed is heard with the link", ".change a", func(_, e Doc) string {
			return unless(bare(e.One(".away").Text()) != "", "does not say what it changes")
		}),
		{id: "link-same", source: "A11Y-24: the same words lead to the same place", check: linkSame},
		once("receipt", "A11Y-57, 93: received, the number in groups, what comes next, print, withdraw", receipt),
		must("tag-text", "A11Y-07: colour is never the only sign", ".tag", func(_, e Doc) string {
			return unless(e.Text() != "", "says nothing without its colour")
		}),
		must("step-text", "A11Y-07, 96: past and to come, in words", ".timeline li.done, .timeline li.now + li.next", func(_, e Doc) string {
			return unless(e.One(".away").Text() != "", "only its mark tells whether it has happened")
		}),
		ban("drag", "A11Y-28, 30: everything by a plain press", "[draggable], [dropzone]", "there is a way with buttons"),
		must("aria-label", "A11Y-29, 94: what is seen is what is heard", "a, button, input, textarea, summary, label", func(_, e Doc) string {
			return unless(!e.Has("aria-label"), "its text is its name")
		}),
		must("hidden-text", "A11Y-66: nothing is kept from screen readers", "[aria-hidden=true]", func(_, e Doc) string {
			return unless(e.Text() == "", "hides text")
		}),
		ban("text-image", "A11Y-10: no pictures of words", "h1 img, h2 img, h3 img, nav img, button img, a img, label img, legend img", "write it"),
		once("unsent", "A11Y-92: nothing is called finished beside a form that is not sent", func(page Doc) string {
			if !page.One("input[name=_step]").Exists() {
				return ""
			}
			for word := range strings.FieldsSeq(sentWords) {
				if strings.Contains(bare(page.One("main").Text()), word) {
					return "says " + word
				}
			}
			return ""
		}),
		once("one-status", "A11Y-45, 95: at most one live region", func(page Doc) string {
			return unless(len(page.All("[role=status], [aria-live], output")) <= 1, "two voices would talk at once")
		}),
	}
}

// checkPage knows the page by its step.
func checkPage(page Doc) string {
	step := page.One("form input[name=_step][value=check]")
	if !step.Exists() {
		return ""
	}
	button := step.Closest("form").One("button.primary")
	switch {
	case len(page.All("dl.summary")) == 0:
		return "the answers are not shown"
	case len(page.All("dl.summary .change a")) == 0:
		return "no answer can be changed"
	case length(button.Text()) < 4 || slices.Contains(strings.Fields(vague), bare(button.Text())):
		return "the button does not name the act"
	}
	return ""
}

func linkSame(page Doc) []Finding {
	var found []Finding
	first := map[string]string{}
	for _, e := range page.All("a[href]") {
		heard := name(page, e)
		if heard == "" {
			heard = e.Text()
		}
		if to, again := first[heard]; again && to != e.Attr("href") {
			found = append(found, Finding{"link-same", e.Where(), "leads elsewhere than a link before it with the same words: " + to})
			continue
		}
		first[heard] = e.Attr("href")
	}
	return found
}

func receipt(page Doc) string {
	at := page.One(".receipt")
	alone := len(page.All("main form, main .timeline")) == 0
	if !at.Exists() || alone || len(page.All("main .actions .aside")) > 0 {
		return "" // its print view, or the panel alone
	}
	number := at.One(".bignumber").Text()
	switch {
	case !at.One("h1").Exists():
		return "the h1 does not say that it was received"
	case len(strings.Fields(number)) < 2 || strings.Trim(number, "0123456789 "+openMark+closeMark) != "":
		return "the number is not there in groups"
	case len(page.All("main .timeline li")) == 0:
		return "what happens next is not said"
	case len(page.All(`main a[href$="/print"]`)) == 0:
		return "no way to print it"
	case len(page.All(`main a[href$="/withdraw"]`)) == 0:
		return "no way to withdraw it"
	}
	return ""
}
