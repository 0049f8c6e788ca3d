package apply

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// control is one field of a page, or one item of a row: its words and what stands
// in it.
type control struct {
	*sheet
	field  catalogue.Field
	path   string          // of its words
	about  component.Field // label and hint, without the problem
	values field.Form
	mine   func(portal.FieldError) (part string, ok bool) // whether a problem is this control's
}

// control builds a field with what was typed, else with the kept answer or a
// suggestion.
func (s *sheet) control(f catalogue.Field, about component.Field) control {
	k := control{sheet: s, field: f, path: "field." + f.ID, about: about}
	k.mine = func(e portal.FieldError) (string, bool) { return e.Part, e.Field == f.ID }
	switch {
	case s.edited != nil:
		k.values = s.edited
	case s.form != nil:
		k.values = s.form.All
	default:
		k.values = field.Spread(f.Spec, s.view.Given(f), s.view.Context())
	}
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
		return component.Radios(component.ChoicesParams{Field: k.whole(), Options: k.options(k.field.Options)})
	case field.Multiselect:
		return component.Checkboxes(component.ChoicesParams{Field: k.whole(), Options: k.options(k.field.Options)})
	case field.Checkbox:
		return component.Checkbox(component.CheckboxParams{Field: k.whole(), Value: "true", Checked: k.one(k.field.ID) != ""})
	case field.Textarea:
		return component.TextArea(component.TextAreaParams{Field: k.whole(), Value: k.one(k.field.ID)})
	case field.Date, field.Month:
		return k.date()
	case field.PlaceChoice:
		return k.place()
	case field.Institution:
		return k.institution()
	case field.Area:
		return k.area()
	case field.List:
		return k.list()
	}
	return k.text()
}

// whole is the field with every problem it has.
func (k control) whole() component.Field {
	return k.with(k.about, func(string, portal.FieldError) bool { return true })
}

// with adds the control's own problems that are about certain parts.
func (k control) with(about component.Field, is func(part string, e portal.FieldError) bool) component.Field {
	return k.problem(about, func(e portal.FieldError) bool {
		part, ok := k.mine(e)
		return ok && is(part, e)
	})
}

// part returns a part's label and hint, with the problems of that part.
func (k control) part(name string) component.Field {
	f := component.Field{
		Name: k.field.ID + "." + name, Label: k.word(k.path + "." + name + ".label"), Hint: k.optional(k.path + "." + name + ".hint"),
	}
	return k.with(f, func(part string, e portal.FieldError) bool { return part == name && field.Candidates(e) == nil })
}

// rest is the field with the problems that are about none of the parts.
func (k control) rest(parts ...string) component.Field {
	return k.with(k.about, func(part string, e portal.FieldError) bool {
		return !slices.Contains(parts, part) || field.Candidates(e) != nil
	})
}

func (k control) options(options []string) []component.Option {
	chosen := k.values(k.field.ID)
	rows := make([]component.Option, len(options))
	for i, o := range options {
		rows[i] = component.Option{Value: o, Text: k.word(k.path + ".option." + o), Checked: slices.Contains(chosen, o)}
	}
	return rows
}

// text draws the types that are one line.
func (k control) text() templ.Component {
	p := component.TextFieldParams{Field: k.whole(), Autocomplete: k.purpose(), NoSpelling: true, Unit: k.unit()}
	switch k.field.Type {
	case field.Tel:
		p.InputMode, p.Width = "tel", component.WidthPhone
	case field.IDCard, field.CardNo:
		p.Width = component.WidthNumber
	case field.Account:
		p.InputMode, p.Width = "numeric", component.WidthNumber
	case field.Number, field.Percent:
		p.InputMode, p.Width = "decimal", component.WidthYear
	case field.Money:
		p.InputMode, p.Width = "decimal", component.WidthPhone
	case field.Address:
		p.Name = k.field.ID + ".street"
	}
	p.Value = k.one(p.Name)
	return component.TextField(p)
}

// unit stands behind the field: yuan, per cent, or what the definition counts.
func (k control) unit() string {
	switch k.field.Type {
	case field.Money:
		return k.page.T("apply.unit.money")
	case field.Percent:
		return k.page.T("apply.unit.percent")
	case field.Number:
		return k.optional(k.path + ".unit")
	}
	return ""
}

// purpose is the autocomplete token of a fact about the reader; what the browser
// knows of a helper, or of an operator, is wrong for the other person.
func (k control) purpose() string {
	if k.below != "" || k.other() && k.field.Bind != "actor" {
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
	p := component.DateFieldParams{Field: k.whole(), Year: part("year"), Month: part("month"), NoDay: k.field.Type == field.Month}
	if !p.NoDay {
		p.Day = part("day")
	}
	if whole := k.one(k.field.ID); whole != "" && p.Year.Value == "" {
		p.Year.Value = whole // a date sent in one piece stays where it can be put right
	}
	return component.DateField(p)
}

func (k control) wrong(name string) bool {
	return slices.ContainsFunc(k.errs, func(e portal.FieldError) bool {
		part, ok := k.mine(e)
		return ok && part == name
	})
}
