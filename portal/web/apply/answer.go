package apply

import (
	"strings"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// answer puts a canonical answer into the words of its question, one text a
// line.
func (s *sheet) answer(f catalogue.Field, v field.Value) []string {
	if len(v) == 0 {
		return []string{s.page.T("common.answer.empty")}
	}
	words := s.page.Words()
	switch f.Type {
	case field.Radio, field.Multiselect:
		return []string{words.List(s.options(f, v))}
	case field.Checkbox:
		return []string{s.page.T("common.answer.yes")}
	case field.PlaceChoice:
		return []string{s.place(portal.Place(v.First()))}
	case field.Date:
		return []string{words.DateShort(v.First(), "")}
	case field.IDCard:
		return []string{words.IDNumber(v.First())}
	case field.CardNo:
		return []string{words.CardNumber(v.First())}
	case field.Account:
		return []string{words.BankAccount(v.First())}
	case field.Tel:
		return []string{words.Phone(v.First())}
	case field.Textarea:
		return strings.Split(v.First(), "\n")
	}
	return v
}

func (s *sheet) options(f catalogue.Field, chosen []string) []string {
	texts := make([]string, len(chosen))
	for i, o := range chosen {
		texts[i] = s.word("field." + f.ID + ".option." + o)
	}
	return texts
}

// place names a place in full, so that two of the same name are told apart.
func (s *sheet) place(code portal.Place) string {
	return s.page.Name(s.units.Places().FullName(code))
}

// nearby names a place that is served here without its province, which all of
// them share.
func (s *sheet) nearby(code portal.Place) string {
	l, ok := s.units.Places().Lookup(code)
	if !ok || l.Prefecture == l.Name {
		return s.page.Name(s.units.Places().Name(code))
	}
	return s.page.Name(l.Prefecture + l.Name)
}

// controlsOf spreads a kept answer over the controls that show it.
func controlsOf(f catalogue.Field, v field.Value) field.Form {
	values := map[string][]string{}
	switch {
	case len(v) == 0:
	case f.Type == field.Date:
		year, rest, _ := strings.Cut(v.First(), "-")
		month, day, _ := strings.Cut(rest, "-")
		values[f.ID+".year"] = []string{year}
		values[f.ID+".month"] = []string{strings.TrimPrefix(month, "0")}
		values[f.ID+".day"] = []string{strings.TrimPrefix(day, "0")}
	case f.Type == field.Address:
		values[f.ID+".street"] = v
	default:
		values[f.ID] = v
	}
	return func(name string) []string { return values[name] }
}

func hasOption(f catalogue.Field, option string) bool {
	for _, o := range f.Options {
		if o == option {
			return true
		}
	}
	return false
}
