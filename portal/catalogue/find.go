package catalogue

import (
	"strconv"
	"strings"

	"changban/portal/field"
	"changban/portal/search"
)

// longestQuery is in characters; what follows adds nothing to a search.
const longestQuery = 60

// TidyQuery is what was typed in the form in which all text is kept, cut where it
// is long.
func TidyQuery(q string) string {
	q = field.Clean(q[:min(len(q), 1<<12)], false)
	if runes := []rune(q); len(runes) > longestQuery {
		q = string(runes[:longestQuery])
	}
	return q
}

// Index prepares every service that stands in the catalogue for finding, by its
// words in all languages: whoever reads one may type another.
func (c *Catalogue) Index() search.Index {
	var entries []search.Entry
	for _, s := range c.All() {
		if !s.Hidden {
			entries = append(entries, entryOf(s))
		}
	}
	return search.New(entries)
}

func entryOf(s *Service) search.Entry {
	e := search.Entry{ID: s.ID}
	for _, tag := range s.Languages() {
		said := func(path string) string { return s.Words(tag)[s.WordID(path)] }
		e.Names = append(e.Names, said("name"), said("short"), said("title"))
		e.Words = append(e.Words, strings.FieldsFunc(said("keywords"), isBreak)...)
		e.Text += said("purpose") + " " + said("promise") + " "
	}
	for _, a := range s.Amounts {
		if a.Fen != nil && *a.Fen > 0 {
			e.Words = append(e.Words, strconv.FormatInt(*a.Fen/100, 10))
		}
	}
	return e
}

// isBreak reports whether r parts everyday words: the marks of three scripts.
func isBreak(r rune) bool { return strings.ContainsRune("\u3001\uff0c,;\u1802", r) }
