package apply

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
)

// place is the served places, "other", and a name to type. An ambiguous name
// turns into rows to choose from.
func (k control) place() templ.Component {
	id := k.field.ID
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
			add(o, k.word(k.path+".option."+o))
			continue
		}
		add(o, k.nearby(portal.Place(o)))
	}
	return component.Join(
		component.Radios(component.ChoicesParams{Field: k.rest("name"), Options: rows}),
		k.typed("name"),
	)
}

// typed is the text field of a part.
func (k control) typed(name string) templ.Component {
	f := k.part(name)
	return component.TextField(component.TextFieldParams{Field: f, Value: k.one(f.Name), NoSpelling: true})
}

// candidates are the places an ambiguous name can mean, and the one that was
// chosen or found before, so that it stays chosen.
func (k control) candidates(chosen string) []portal.Place {
	var found []portal.Place
	for _, e := range k.errs {
		if _, mine := k.mine(e); mine {
			found = append(found, field.Candidates(e)...)
		}
	}
	code := portal.Place(chosen)
	if _, known := k.units.Places().Lookup(code); known && !slices.Contains(k.field.Options, chosen) && !slices.Contains(found, code) {
		found = append(found, code)
	}
	return found
}

// institution is the institutions of the deciding place, and what the definition
// allows besides: the office chooses, or another one is typed.
func (k control) institution() templ.Component {
	id, chosen := k.field.ID, k.one(k.field.ID)
	offered := field.Choices(k.field.Spec, k.view.Context())
	if chosen != "" && !slices.Contains(offered, chosen) {
		if _, err := k.units.Unit(chosen); err == nil { // of another place, or shown while the store is away
			offered = append([]string{chosen}, offered...)
		}
	}
	var rows []component.Option
	for _, o := range offered {
		rows = append(rows, component.Option{Value: o, Text: k.institutionName(k.path, o), Checked: o == chosen})
	}
	group := component.Radios(component.ChoicesParams{Field: k.rest("name"), Options: rows})
	if !slices.Contains(k.field.Options, field.Other) {
		return group
	}
	if k.typedOnly(k.field.Spec) { // nothing to choose from: only the name is asked
		about := k.whole()
		about.Name = id + ".name"
		return component.TextField(component.TextFieldParams{Field: about, Value: k.one(about.Name), NoSpelling: true})
	}
	return component.Join(group, k.typed("name"))
}

// institutionName puts a kept institution into words: a unit, what the definition
// allows besides, or a typed name.
func (s *sheet) institutionName(path, value string) string {
	if value == field.Office || value == field.Other {
		return s.word(path + ".option." + value)
	}
	if u, err := s.units.Unit(value); err == nil {
		return s.page.Unit(s.units, u)
	}
	return s.page.Name(value)
}

// area is the streets and sumu of the place that was answered, a name to type and
// the community; without a list of streets the name alone.
func (k control) area() templ.Component {
	id, chosen := k.field.ID, k.one(k.field.ID)
	if k.typedOnly(k.field.Spec) {
		about := k.about
		about.Name = "_" + id
		name := k.part("name")
		if own := k.with(name, func(part string, _ portal.FieldError) bool { return part == "" }); own.Error != "" {
			name = own // an empty street has no control but this one
		}
		street := component.TextField(component.TextFieldParams{Field: name, Value: k.one(name.Name), NoSpelling: true})
		return component.With(component.Fieldset(about), street, k.typed("community"))
	}
	var rows []component.Option
	for _, code := range field.AreasOf(k.field.Spec, k.view.Context()) {
		rows = append(rows, component.Option{Value: code, Text: k.areaName(code), Checked: code == chosen})
	}
	rows = append(rows, component.Option{Value: field.Other, Text: k.page.T("apply.area.other"), Checked: chosen == field.Other})
	group := component.Radios(component.ChoicesParams{Field: k.rest("name", "community"), Options: rows})
	return component.Join(group, k.typed("name"), k.typed("community"))
}

func (s *sheet) areaName(code string) string { return s.page.Area(s.units.Places(), code) }
