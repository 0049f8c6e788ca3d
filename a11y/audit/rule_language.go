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
		{id: "lang-attribute", source: "WCAG 2.2 3.1.2: an attribute cannot mark another language", check: scriptsOfAttributes},
		once("title-chinese", "A11Y-125; decisions 24", func(page Doc) string {
			_, place, _ := cutLast(page.One("title").rawText(), titleDash)
			ok := !page.isMongolian() || hanIn(place) > 0 && hanIn(place) <= 8 && wrongScript(place, Chinese) == ""
			return unless(ok, "the title says nothing in Chinese at its end")
		}),
	}
}

// Chinese is the tag of pages in Chinese.
const Chinese = "zh-Hans"

func (d Doc) isMongolian() bool { return strings.HasPrefix(d.One("html").Attr("lang"), "mn") }

// titleDash divides the title of a Mongolian page from its name in Chinese.
const titleDash = " – "

// scripts finds text whose letters cannot be of the language it is under.
// Messages of the pseudo-language stand for words of any language.
func scripts(page Doc) []Finding {
	var found []Finding
	for n := range page.node.Descendants() {
		at := Doc{n.Parent}
		if n.Type != html.TextNode || at.Is("script, style, textarea, option") {
			continue
		}
		lang, said := at.Closest("[lang]").Attr("lang"), n.Data
		if at.Is("title") && page.isMongolian() {
			said, _, _ = cutLast(said, titleDash) // a Chinese voice says the rest
		}
		if text := wrongScript(outside(said), lang); lang != "" && text != "" {
			found = append(found, Finding{"lang-script", at.Where(), text + " under lang " + lang})
		}
	}
	return found
}

// scriptsOfAttributes is scripts for what is heard or shown without being text.
func scriptsOfAttributes(page Doc) []Finding {
	var found []Finding
	for _, e := range page.All("[alt], [aria-label], [aria-description], [title], [placeholder], [label]") {
		lang := e.Closest("[lang]").Attr("lang")
		for _, attr := range []string{"alt", "aria-label", "aria-description", "title", "placeholder", "label"} {
			if text := wrongScript(outside(e.Attr(attr)), lang); lang != "" && text != "" {
				found = append(found, Finding{"lang-attribute", e.Where(), attr + " has " + text + " under lang " + lang})
			}
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
