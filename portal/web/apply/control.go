package apply

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// control is one field of a page: its words and what stands in it.
type control struct {
	*sheet
	field  catalogue.Field
	about  component.Field // label and hint, without the problem
	values field.Form
}

// control builds a field with what was typed, else with the kept answer or a
// suggestion.
func (s *sheet) control(f catalogue.Field, about component.Field) control {
	k := control{sheet: s, field: f, about: about}
	if s.form != nil {
		k.values = s.form.All
		return k
	}
	k.values = controlsOf(f, s.view.Given(f))
	return k
}

func (k control) one(name string) string {
	if v := k.values(name); len(v) > 0 {
		return v[0]
	}
	return ""
}

// component draws the field by its type.
func (k control) component() templ.Component {
	switch k.field.Type {
	case field.Radio:
		return component.Radios(component.ChoicesParams{Field: k.whole(), Options: k.rows(k.field.Options)})
	case field.Multiselect:
		return component.Checkboxes(component.ChoicesParams{Field: k.whole(), Options: k.rows(k.field.Options)})
	case field.Checkbox:
		return component.Checkbox(component.CheckboxParams{Field: k.whole(), Value: "true", Checked: k.one(k.field.ID) != ""})
	case field.Textarea:
		return component.TextArea(component.TextAreaParams{Field: k.whole(), Value: k.one(k.field.ID)})
	case field.Date:
		return k.date()
	case field.PlaceChoice:
		return k.place()
	}
	return k.text()
}

// whole is the field with every problem it has.
func (k control) whole() component.Field { return k.problem(k.about, k.field.ID, always) }

func (k control) rows(options []string) []component.Option {
	chosen := k.values(k.field.ID)
	rows := make([]component.Option, len(options))
	for i, o := range options {
		rows[i] = component.Option{
			Value: o, Text: k.word("field." + k.field.ID + ".option." + o), Checked: slices.Contains(chosen, o),
		}
	}
	return rows
}

// text draws the types that are one line.
func (k control) text() templ.Component {
	p := component.TextFieldParams{Field: k.whole(), Autocomplete: k.purpose(), NoSpelling: true}
	switch k.field.Type {
	case field.Tel:
		p.InputMode, p.Width = "tel", component.WidthPhone
	case field.IDCard, field.CardNo:
		p.Width = component.WidthNumber
	case field.Account:
		p.InputMode, p.Width = "numeric", component.WidthNumber
	case field.Address:
		p.Name = k.field.ID + ".street"
	}
	p.Value = k.one(p.Name)
	return component.TextField(p)
}

// purpose is the autocomplete token of a fact about the reader; what the browser
// knows of a helper is wrong for the other person.
func (k control) purpose() string {
	if k.other() && k.field.Bind != "actor" {
		return ""
	}
	return k.field.Purpose
}

func (k control) date() templ.Component {
	part := func(name string) component.DatePart {
		example := "common.date.example_" + name
		if name == "year" && k.field.NotBefore != "" {
			example = "common.date.example_year_ahead"
		}
		return component.DatePart{
			Label: k.page.T("common.date." + name), Example: k.page.T(example),
			Value: k.one(k.field.ID + "." + name), Wrong: k.wrong(name),
		}
	}
	p := component.DateFieldParams{Field: k.whole(), Year: part("year"), Month: part("month"), Day: part("day")}
	if whole := k.one(k.field.ID); whole != "" && p.Year.Value == "" {
		p.Year.Value = whole // a date sent in one piece stays where it can be put right
	}
	return component.DateField(p)
}

func (k control) wrong(part string) bool {
	return slices.ContainsFunc(k.errs, func(e portal.FieldError) bool { return e.Field == k.field.ID && e.Part == part })
}

// place is the served places, "other", and a name to type. An ambiguous name
// turns into rows to choose from.
func (k control) place() templ.Component {
	id := k.field.ID
	group := k.problem(k.about, id, func(e portal.FieldError) bool { return !isTyped(e) })
	chosen := k.one(id)
	var rows []component.Option
	add := func(code, text string) {
		rows = append(rows, component.Option{Value: code, Text: text, Checked: code == chosen})
	}
	for _, code := range k.candidates(chosen) {
		add(string(code), k.sheet.place(code))
	}
	for _, o := range k.field.Options {
		if o == field.Other {
			add(o, k.word("field."+id+".option."+o))
			continue
		}
		add(o, k.nearby(portal.Place(o)))
	}
	name := component.Field{Name: id + ".name", Label: k.word("field." + id + ".name.label"), Hint: k.optional("field." + id + ".name.hint")}
	return component.Join(
		component.Radios(component.ChoicesParams{Field: group, Options: rows}),
		component.TextField(component.TextFieldParams{Field: k.problem(name, id, isTyped), Value: k.one(name.Name), NoSpelling: true}),
	)
}

// candidates are the places an ambiguous name can mean, and the one that was
// chosen or found before, so that it stays chosen.
func (k control) candidates(chosen string) []portal.Place {
	var found []portal.Place
	for _, e := range k.errs {
		if e.Field == k.field.ID {
			found = append(found, field.Candidates(e)...)
		}
	}
	code := portal.Place(chosen)
	if _, known := k.units.Places().Lookup(code); known && !hasOption(k.field, chosen) && !slices.Contains(found, code) {
		found = append(found, code)
	}
	return found
}
