package web

import (
	"changban/a11y/gloss"
	"changban/a11y/preference"
	"changban/a11y/tongue"
	"changban/locales"
)

// PreferenceRead reports whether the device's kept preference was understood as a
// whole; none kept is well understood.
func (p *Page) PreferenceRead() bool {
	kept := p.ctx.Cookies(cookiePreferences)
	return kept == "" || preference.Readable(kept)
}

// glosses compiles the readings once: a page then costs one pass over its bytes,
// and only for readers who ask for it.
func glosses(words *locales.Bundle) map[string]gloss.Readings {
	all := map[string]gloss.Readings{}
	for _, lang := range words.Languages() {
		// The file is embedded and a test reads it; without it pages are plain.
		if readings, err := locales.Readings(lang.Tag); err == nil {
			all[lang.Tag] = gloss.New(readings)
		}
	}
	return all
}

// marked is the page as it leaves: recordings after its heading, readings above
// difficult terms for readers who chose them, and a language for every run of
// another script.
func (p *Page) marked(html []byte) []byte {
	html = p.withRecordings(html)
	if p.Preference.Pinyin {
		html = gloss.Gloss(html, p.server.glosses[p.Language.Tag])
	}
	return tongue.Mark(html)
}
