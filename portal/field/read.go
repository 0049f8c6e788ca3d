package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"changban/portal"
)

// Read reads one field from a form and returns its canonical value, or nil and
// every problem in page order. What was typed stays in the form for the page to
// show again.
func Read(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	v, problems := read(s, f, c)
	if len(problems) > 0 {
		return nil, problems
	}
	if len(v) == 0 {
		if s.Required || s.MustBeTrue {
			return nil, one(s.problem("empty"))
		}
		return Value{}, nil
	}
	if problems = Check(s, v, c); len(problems) > 0 {
		return nil, problems
	}
	return v, nil
}

func read(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	switch s.Type {
	case Tel, IDCard, CardNo, Account:
		return readNumber(s, c, first(f, s.ID))
	case Date:
		return readDate(s, f)
	case Radio:
		return readRadio(s, f)
	case Multiselect:
		return readMany(s, f)
	case Checkbox:
		return readCheckbox(f(s.ID)), nil
	case PlaceChoice:
		return readPlace(s, f, c)
	case Address:
		return readText(s, first(f, s.ID+".street", s.ID))
	case Number, Money, Percent:
		return readQuantity(s, first(f, s.ID))
	case Month:
		return readMonth(s, f)
	case List, Institution, Area:
		return readMade(s, f, c)
	}
	return readText(s, first(f, s.ID))
}

// readMade reads the types that are made of several controls or choices.
func readMade(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	switch s.Type {
	case Institution:
		return readInstitution(s, f, c)
	case Area:
		return readArea(s, f, c)
	}
	return readList(s, f, c)
}

// readText reads the types whose answer is free text.
func readText(s Spec, typed string) (Value, []portal.FieldError) {
	limit := s.limit()
	if len(typed) > tooMuch {
		return nil, one(s.problem("too_long", "Max", limit))
	}
	text := Clean(typed, s.Type == Textarea)
	if s.Name {
		text = CleanName(typed)
	}
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return nil, nil
	case n > limit:
		return nil, one(s.problem("too_long", "Max", limit, "Length", n))
	case s.Name && !strings.ContainsFunc(text, unicode.IsLetter):
		return nil, one(s.problem("letters"))
	}
	return Value{text}, nil
}

// limit is the longest text in characters. Names may be long: a name in Cyrillic
// with a father's name passes 50.
func (s Spec) limit() int {
	switch {
	case s.Max > 0:
		return s.Max
	case s.Type == Textarea:
		return 1000
	case s.Type == Address:
		return 120
	}
	return 100
}

// problem names one thing that is wrong, in the field's own words where the
// definition has them.
func (s Spec) problem(name string, pairs ...any) portal.FieldError {
	id, ok := s.Words[name]
	if !ok {
		id = "field." + s.kind() + "." + name
	}
	return portal.FieldError{Field: s.ID, Message: portal.Msg(id, pairs...)}
}

func (s Spec) kind() string {
	if s.Name {
		return "name"
	}
	return string(s.Type)
}

func (s Spec) part(name string, e portal.FieldError) portal.FieldError {
	e.Part = name
	return e
}

func one(e portal.FieldError) []portal.FieldError { return []portal.FieldError{e} }

// first returns the first value of the first control that has one that is not
// blank.
func first(f Form, names ...string) string {
	for _, name := range names {
		for _, v := range f(name) {
			if strings.TrimSpace(v) != "" {
				return v
			}
		}
	}
	return ""
}

// quoted shortens what was typed so that a message can show it.
func quoted(s string) string {
	const most = 20
	s = Clean(s[:min(len(s), 8*most)], false)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "\u2026"
}
