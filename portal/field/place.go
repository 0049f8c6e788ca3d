package field

import (
	"slices"
	"strings"

	"changban/portal"
)

// mostCandidates is how many places a page may offer as choices.
const mostCandidates = 20

// readPlace reads a chosen code, or "other" and a typed name. A code that is not
// among the options comes from the choices shown for an ambiguous name.
func readPlace(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	chosen := first(f, s.ID)
	typed := first(f, s.ID+".name")
	switch {
	case chosen == "" && typed == "":
		return nil, nil
	case chosen == "" || chosen == Other:
		return findPlace(s, typed, c)
	case slices.Contains(s.Options, chosen):
		return Value{chosen}, nil
	case c.Places != nil && c.Places.Valid(portal.Place(chosen)):
		return Value{chosen}, nil
	}
	return nil, one(s.problem("unknown_choice"))
}

func findPlace(s Spec, typed string, c Context) (Value, []portal.FieldError) {
	name := CleanName(typed[:min(len(typed), 400)])
	if name == "" {
		return nil, one(s.part("name", s.problem("name_empty")))
	}
	var found []portal.Place
	if code := portal.Place(Squeeze(name)); c.Places != nil && c.Places.Valid(code) {
		found = []portal.Place{code}
	} else if c.Places != nil {
		found = c.Places.Find(name)
	}
	switch {
	case len(found) == 0:
		return nil, one(s.part("name", s.problem("unknown", "Typed", quoted(typed))))
	case len(found) == 1:
		return Value{string(found[0])}, nil
	case len(found) > mostCandidates:
		return nil, one(s.part("name", s.problem("many", "Typed", quoted(typed))))
	}
	return nil, one(s.part("name", s.problem("several", "Typed", quoted(typed), "Places", joined(found))))
}

// Candidates returns the places an ambiguous name can mean, carried by the
// problem "several" for the page to offer.
func Candidates(e portal.FieldError) []portal.Place {
	text, _ := e.Message.Data["Places"].(string)
	if text == "" {
		return nil
	}
	var places []portal.Place
	for _, code := range strings.Split(text, ",") {
		places = append(places, portal.Place(code))
	}
	return places
}

func joined(places []portal.Place) string {
	codes := make([]string, len(places))
	for i, p := range places {
		codes[i] = string(p)
	}
	return strings.Join(codes, ",")
}
