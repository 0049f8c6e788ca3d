package office

import (
	"slices"
	"strings"
	"unicode"

	"changban/portal"
)

// How well a place fits what was typed; smaller is better.
const (
	fitExact     = iota // the whole name
	fitShort            // the name without its last rune (市, 区, 县, 旗)
	fitOldEnding        // the name with another ending: counties become districts
	fitStart            // the name begins so
	fitInside           // the name holds it
	fitParent           // only province or prefecture was named
	fitNot
)

// shortestPart is how many runes of a province or prefecture must be typed to
// count as naming it.
const shortestPart = 2

// longestName is more runes than province, prefecture and name ever have; longer
// text is no place and not worth comparing.
const longestName = 60

// Search returns the places that fit what somebody typed, best first and in order
// of code, at most limit. Names are taken with or without ending and with or
// without province and prefecture ("东河", "包头市东河区", "河北石家庄长安"), or as
// six digits, or in another language (Called). A name that exists more than once gives every place that has it;
// a name typed in full gives no others.
func (p Places) Search(text string, limit int) []Locality {
	typed := []rune(strings.Map(keepLetters, text))
	if l, ok := p.byCode[portal.Place(string(typed))]; ok {
		return []Locality{l}
	}
	if len(typed) == 0 || len(typed) > longestName || limit <= 0 {
		return nil
	}
	byFit := make([][]Locality, fitNot)
	for _, l := range p.inOrder {
		if f := p.fit(l, typed); f < fitNot {
			byFit[f] = append(byFit[f], l)
		}
	}
	found := byFit[fitExact]
	if len(found) == 0 {
		found = append(slices.Concat(byFit...), p.searchCalled(text)...)
	}
	return found[:min(limit, len(found))]
}

// mostFound is one more than a page offers to choose from, so that the page can
// tell "several" from "too many".
const mostFound = 21

// Valid reports whether code is a county-level place, where somebody can live.
func (p Places) Valid(code portal.Place) bool {
	_, ok := p.byCode[code]
	return ok
}

// Find returns the codes of what Search finds: with Valid what forms need.
func (p Places) Find(text string) []portal.Place {
	var codes []portal.Place
	for _, l := range p.Search(text, mostFound) {
		codes = append(codes, l.Code)
	}
	return codes
}

// Exact returns the places whose name was typed in full or without its ending,
// province and prefecture allowed: one result needs no further question.
func (p Places) Exact(text string) []Locality {
	typed := []rune(strings.Map(keepLetters, text))
	if len(typed) == 0 || len(typed) > longestName {
		return nil
	}
	var found []Locality
	for _, l := range p.inOrder {
		if p.fit(l, typed) <= fitShort {
			found = append(found, l)
		}
	}
	return found
}

// fit tries the text as it stands and with a leading province and prefecture
// taken off. Each is optional, so each way is tried: a county may share its
// first runes with the prefecture.
func (p Places) fit(l Locality, typed []rune) int {
	best := p.fitWithin(l, typed)
	if rest, ok := without(typed, l.Province); ok {
		best = min(best, p.fitWithin(l, rest))
	}
	return best
}

func (p Places) fitWithin(l Locality, typed []rune) int {
	best := p.fitName([]rune(l.Name), typed)
	if rest, ok := without(typed, l.Prefecture); ok {
		best = min(best, p.fitName([]rune(l.Name), rest))
	}
	return best
}

func (p Places) fitName(name, typed []rune) int {
	whole, part := string(name), string(typed)
	last := len(typed) - 1
	switch {
	case last < 0:
		return fitParent
	case whole == part:
		return fitExact
	case len(name) > 2 && string(name[:len(name)-1]) == part:
		return fitShort
	case last > 1 && len(name) > 2 && p.endings[typed[last]] && string(name[:len(name)-1]) == string(typed[:last]):
		return fitOldEnding
	case last > 0 && strings.HasPrefix(whole, part):
		return fitStart
	case last > 0 && strings.Contains(whole, part):
		return fitInside
	}
	return fitNot
}

// without takes the longest common start with parent off, if it is long enough.
func without(typed []rune, parent string) (rest []rune, ok bool) {
	n := 0
	for _, r := range parent {
		if n == len(typed) || typed[n] != r {
			break
		}
		n++
	}
	return typed[n:], n >= shortestPart
}

func keepLetters(r rune) rune {
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}
