package office

import (
	"slices"
	"strings"
	"unicode"

	"changban/mongol"
	"changban/portal"
)

// called is a name of a place in another language than Chinese, as a key that
// spellings of one shape share.
type called struct {
	key  string
	code portal.Place
}

// Called returns the places so that Search finds them by these names as well.
// name is asked for every place of region, city and county level; Chinese is no
// other name.
func (p Places) Called(name func(code portal.Place, chinese string) string) Places {
	for _, code := range p.codes() {
		if key := calledKey(name(code, p.Name(code))); key != "" {
			p.called = append(p.called, called{key, code})
		}
	}
	return p
}

func (p Places) codes() []portal.Place {
	var codes []portal.Place
	for _, l := range p.inOrder {
		codes = append(codes, p.Path(l.Code)...)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// calledKey leaves letters only: joiners, marks and spaces are written in many
// ways.
func calledKey(name string) string {
	key := strings.Map(keepLetters, strings.ToLower(mongol.Fold(name)))
	if strings.ContainsFunc(key, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return ""
	}
	return key
}

// searchCalled returns the places called as somebody typed: by the whole name,
// larger places before it allowed, else by its first letters. The name of a city
// or league gives what lies in it.
func (p Places) searchCalled(text string) []Locality {
	typed := calledKey(text)
	if len([]rune(typed)) < shortestPart {
		return nil
	}
	longest := 0
	var whole, part []portal.Place
	for _, c := range p.called {
		switch {
		case strings.HasSuffix(typed, c.key) && len(c.key) >= longest:
			if len(c.key) > longest {
				longest, whole = len(c.key), nil
			}
			whole = append(whole, c.code)
		case strings.HasPrefix(c.key, typed):
			part = append(part, c.code)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	return p.within(whole)
}

// within returns the county-level places of codes, those of a city or league
// being all in it.
func (p Places) within(codes []portal.Place) []Locality {
	var found []Locality
	for _, l := range p.inOrder {
		if slices.ContainsFunc(codes, func(c portal.Place) bool { return c == l.Code || c == above(l.Code) }) {
			found = append(found, l)
		}
	}
	return found
}
