package audit

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

var languageTag = regexp.MustCompile(`^(zh-Hans|zh-Hant|zh|mn-Mong|mn-Cyrl|mn|en)(-[A-Z]{2})?$`)

// languageRules are about lang: on the page, and on parts in another script.
func languageRules() []rule {
	return []rule{
		once("page-lang", "WCAG 2.2 3.1.1", func(page Doc) string {
			return unless(page.One("html").Attr("lang") != "", "html has no lang")
		}),
		must("lang-tag", "WCAG 2.2 3.1.1, 3.1.2", "[lang], [hreflang]", func(_, e Doc) string {
			for _, attr := range []string{"lang", "hreflang"} {
				if e.Has(attr) && !languageTag.MatchString(e.Attr(attr)) {
					return attr + " " + e.Attr(attr) + " is none of ours"
				}
			}
			return ""
		}),
		{id: "lang-script", source: "WCAG 2.2 3.1.2", check: scripts},
	}
}

// scripts finds text whose letters cannot be of the language it is under.
// Messages of the pseudo-language stand for words of any language. The Chinese end
// of a translation's title (A11Y-125) and what a person types cannot be marked.
func scripts(page Doc) []Finding {
	var found []Finding
	for n := range page.node.Descendants() {
		at := Doc{n.Parent}
		if n.Type != html.TextNode || at.Is("script, style, textarea") {
			continue
		}
		lang := at.Closest("[lang]").Attr("lang")
		data := n.Data
		if at.Is("title") && strings.HasPrefix(lang, "mn") {
			data, _, _ = strings.Cut(data, " – ")
		}
		if text := wrongScript(outside(data), lang); lang != "" && text != "" {
			found = append(found, Finding{"lang-script", at.Where(), text + " under lang " + lang})
		}
	}
	return found
}

func wrongScript(text, lang string) string {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r) && !strings.HasPrefix(lang, "zh"):
			return "Chinese characters"
		case unicode.Is(unicode.Mongolian, r) && lang != "mn-Mong":
			return "Mongolian letters"
		case unicode.Is(unicode.Cyrillic, r) && lang != "mn-Cyrl" && lang != "mn":
			return "Cyrillic letters"
		}
	}
	return ""
}
