package locales

import (
	"strings"
	"unicode"
)

const pseudoOpen, pseudoClose = "⟦", "⟧"

// newPseudo wraps every message of a language, and borrows the source words
// without recording them: tests render frames of languages that are not
// translated yet.
func newPseudo(l *Localizer) *Localizer {
	p := *l
	p.pseudo = true
	p.flat = make(map[string]string, len(l.flat))
	for id, text := range l.flat {
		p.flat[id] = p.wrap(text)
	}
	return &p
}

func (l *Localizer) wrap(s string) string {
	if !l.pseudo || s == "" {
		return s
	}
	return pseudoOpen + s + pseudoClose
}

// OutsidePseudo returns the parts of a text that stand outside ⟦…⟧ and hold a
// letter or digit: words that came from nowhere. Brackets nest, because a
// message may carry other messages as values.
func OutsidePseudo(text string) []string {
	var found []string
	var part strings.Builder
	depth := 0
	flush := func() {
		if s := strings.TrimSpace(part.String()); strings.ContainsFunc(s, isWordRune) {
			found = append(found, s)
		}
		part.Reset()
	}
	for _, r := range text {
		switch {
		case string(r) == pseudoOpen:
			if depth == 0 {
				flush()
			}
			depth++
		case string(r) == pseudoClose:
			depth = max(0, depth-1)
		case depth == 0:
			part.WriteRune(r)
		}
	}
	flush()
	return found
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
