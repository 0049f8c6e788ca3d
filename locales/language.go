package locales

import (
	"strings"

	"golang.org/x/text/language"
)

// Source is the language that is always complete and that others fall back to.
const Source = "zh-Hans"

// Language is what a page needs to know about a language.
type Language struct {
	Tag         string // as in addresses and lang attributes
	Dir         string // dir attribute; ltr for all three, vertical Mongolian included
	Vertical    bool   // columns from left to right (mn-Mong)
	OwnName     string // in its own script, for the switch
	ChineseName string // for readers of Chinese, for the switch
}

// knownLanguages is the order of the switch and of matching: the first one wins
// when nothing fits.
func knownLanguages() []Language {
	return []Language{
		{Tag: Source, Dir: "ltr"},
		{Tag: "mn-Mong", Dir: "ltr", Vertical: true},
		{Tag: "mn-Cyrl", Dir: "ltr"},
	}
}

// isOffered is the one switch that opens a language to readers. Mongolian stays
// closed until its words are complete and its pages are checked in both scripts;
// half a translation is worse than a clear redirect.
func isOffered(string) bool { return true }

func namedLanguages(words catalog) []Language {
	languages := knownLanguages()
	for i, l := range languages {
		if own := words[l.Tag]["frame.language.own"]; own != nil {
			languages[i].OwnName = own.Other
		}
		if chinese := words[Source]["frame.language."+l.Tag]; chinese != nil {
			languages[i].ChineseName = chinese.Other
		}
	}
	return languages
}

// chooser matches what browsers send to the languages it was given.
type chooser struct {
	languages []Language
	matcher   language.Matcher
}

func newChooser(languages []Language) chooser {
	tags := make([]language.Tag, len(languages))
	for i, l := range languages {
		tags[i] = language.MustParse(l.Tag)
	}
	return chooser{languages, language.NewMatcher(tags)}
}

// choose takes the first wish that fits a language at all. The index of the
// match counts, not its tag: the tag may carry extensions.
func (c chooser) choose(wishes ...string) Language {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil || len(tags) == 0 {
			continue
		}
		_, i, confidence := c.matcher.Match(rewriteAliases(tags)...)
		// Confidence No pairs languages that merely share a region or script:
		// Russian would get Cyrillic Mongolian.
		if confidence != language.No {
			return c.languages[i]
		}
	}
	return c.languages[0]
}

// Alias returns the offered language that people may mean by a first part of an
// address that is not the way we write one.
func (b *Bundle) Alias(tag string) (Language, bool) {
	means := map[string]string{"zh": Source, "zh-CN": Source, "mn": "mn-Cyrl", "mn-MN": "mn-Cyrl", "mn-CN": "mn-Mong"}
	for _, l := range b.offered {
		if l.Tag == means[tag] {
			return l, true
		}
	}
	return Language{}, false
}

// rewriteAliases maps Peripheral Mongolian (mvf), which x/text does not relate
// to Mongolian, to the traditional script its speakers write.
func rewriteAliases(tags []language.Tag) []language.Tag {
	for i, t := range tags {
		if s := t.String(); s == "mvf" || strings.HasPrefix(s, "mvf-") {
			tags[i] = language.MustParse("mn-Mong")
		}
	}
	return tags
}
