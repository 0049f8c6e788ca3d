package field

import (
	"slices"
	"unicode/utf8"

	"changban/portal"
)

// longestName is the most characters of a typed institution, street or
// community.
const longestName = 60

// Choices returns what an institution question offers: the institutions of the
// place, then "office" and "other" where the definition allows them.
func Choices(s Spec, c Context) []string {
	if s.Type != Institution || c.Options == nil {
		return s.Options
	}
	return slices.Concat(c.Options(s), s.Options)
}

func readInstitution(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	chosen, typed := first(f, s.ID), first(f, s.ID+".name")
	named := slices.Contains(s.Options, Other)
	switch {
	case chosen == "" && (typed == "" || !named):
		return nil, nil
	case named && (chosen == "" || chosen == Other):
		return readTyped(s, "name", typed, true)
	case slices.Contains(Choices(s, c), chosen):
		return Value{chosen}, nil
	}
	return nil, one(s.problem("unknown"))
}

// readTyped reads a name that stands in a control of its own.
func readTyped(s Spec, part, typed string, needed bool) (Value, []portal.FieldError) {
	name := CleanName(typed[:min(len(typed), tooMuch)])
	switch {
	case name == "" && needed:
		return nil, one(s.part(part, s.problem(part+"_empty")))
	case name == "":
		return nil, nil
	case utf8.RuneCountInString(name) > longestName:
		return nil, one(s.part(part, s.problem(part+"_long", "Max", longestName)))
	}
	return Value{name}, nil
}

// checkInstitution: a place that was changed later has other institutions.
func checkInstitution(s Spec, v Value, c Context) string {
	if s.Type != Institution || c.Options == nil || slices.Contains(s.Options, Other) {
		return ""
	}
	if !slices.Contains(Choices(s, c), v.First()) {
		return "unknown"
	}
	return ""
}

// AreasOf returns the codes an area question offers, below the place that was
// answered before; none when it is open or the place has no list.
func AreasOf(s Spec, c Context) []string {
	place := c.answer(s.below()).First()
	if s.Type != Area || c.Areas == nil || place == "" {
		return nil
	}
	return c.Areas(portal.Place(place))
}

func (s Spec) below() string {
	if s.Below != "" {
		return s.Below
	}
	return "residence_jurisdiction"
}

// readArea reads the street or sumu, chosen or typed, and the community.
func readArea(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	chosen, typed := first(f, s.ID), first(f, s.ID+".name")
	community, problems := readTyped(s, "community", first(f, s.ID+".community"), s.MinItems > 1 && chosen+typed != "")
	var area Value
	var wrong []portal.FieldError
	switch {
	case slices.Contains(AreasOf(s, c), chosen):
		area = Value{chosen}
	case chosen == "" || chosen == Other:
		area, wrong = readTyped(s, "name", typed, chosen == Other || len(community) > 0)
	default:
		wrong = one(s.problem("unknown"))
	}
	if problems = append(wrong, problems...); len(problems) > 0 {
		return nil, problems
	}
	return append(area, community...), nil
}
