package hotline

import (
	"slices"
	"unicode/utf8"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	line "changban/portal/hotline"
	"changban/portal/office"
)

// Fields of the place.
const (
	fieldPlace  = "place"
	fieldWhere  = "where"
	fieldUrgent = "urgent"
	fieldArea   = "area"
	fieldAbout  = "about"
)

// Answers to whether it is urgent.
const (
	yes = "yes"
	no  = "no"
)

// maxWhere bounds a place in words, in characters.
const maxWhere = 200

// served are the counties with a federation, which tickets of all kinds can go to.
func (p Pages) served() []string {
	var codes []string
	for _, u := range p.Tickets.Units.All() {
		if u.Kind == office.KindFederation && !slices.Contains(codes, string(u.Place)) {
			codes = append(codes, string(u.Place))
		}
	}
	return codes
}

// placePage asks where it is, in words, and whether somebody is in danger.
func (v *visit) placePage() (templ.Component, error) {
	var counties []component.Option
	for _, code := range v.served() {
		counties = append(counties, component.Option{Value: code, Text: v.page.NearPlace(v.Tickets.Units.Places(), portal.Place(code))})
	}
	urgent := ""
	if v.Place != "" {
		urgent = map[bool]string{true: yes, false: no}[v.Urgent]
	}
	title := v.t("hotline.page.place.title")
	about := component.Field{Name: "_place", Label: title, Heading: true}
	inner := []templ.Component{
		v.radios(fieldPlace, "hotline.page.place.county", "hotline.page.place.county_hint", string(v.Place), counties...),
		component.TextArea(component.TextAreaParams{
			Field: v.page.Field(fieldWhere, "hotline.page.place.where", "hotline.page.place.where_hint", v.errs), Value: v.typed(fieldWhere, v.Body.Where), Rows: 3,
		}),
		v.radios(fieldUrgent, "hotline.page.urgent.label", "hotline.page.urgent.hint", urgent,
			component.Option{Value: no, Text: v.t("hotline.page.urgent.no")},
			component.Option{Value: yes, Text: v.t("hotline.page.urgent.yes"), Hint: v.t("hotline.page.urgent.yes_hint")}),
	}
	if v.blames() {
		inner = append(inner, component.TextField(component.TextFieldParams{
			Field: v.page.Field(fieldAbout, "hotline.page.about_unit", "hotline.page.about_unit_hint", v.errs), Value: v.typed(fieldAbout, v.Body.About), NoSpelling: true,
		}))
	}
	return v.question(stepPlace, title, "hotline.page.then.place", component.With(component.Fieldset(about), inner...)), nil
}

// blames reports whether the ticket may be about an office, which then does not
// judge it.
func (v *visit) blames() bool {
	return v.Type == line.Complaint || v.Type == line.Report || v.form != nil && v.form.Has(fieldAbout)
}

func (v *visit) keepPlace() (string, error) {
	place, errs := field.Read(choice(fieldPlace, "hotline.page.place.empty", v.served()), v.form.All, field.Context{})
	where, problems := field.Read(field.Spec{ID: fieldWhere, Type: field.Textarea, Max: maxWhere}, v.form.All, field.Context{})
	errs = append(errs, problems...)
	about, problems := field.Read(field.Spec{ID: fieldAbout, Type: field.Text, Max: maxName}, v.form.All, field.Context{})
	errs = append(errs, problems...)
	urgent, problems := field.Read(choice(fieldUrgent, "hotline.page.urgent.empty", []string{yes, no}), v.form.All, field.Context{})
	if errs = append(errs, problems...); len(errs) > 0 {
		return "", portal.FieldErrors(errs)
	}
	err := v.save(func(t *line.Ticket) {
		if t.Place != portal.Place(place.First()) {
			t.Area = "" // it lay in the other county
		}
		t.Place, t.Body.Where, t.Urgent = portal.Place(place.First()), where.First(), urgent.First() == yes
		t.Body.About, t.About = about.First(), v.unit(t.Place, about.First())
	})
	return v.after(stepPlace), err
}

// shortest is how much of a unit's name has to be there to mean one: more than the
// last two signs, which all have in common.
const shortest = 3

// unit finds the office that is meant by words; "" when it is none of ours.
func (v *visit) unit(place portal.Place, words string) string {
	if utf8.RuneCountInString(words) < shortest {
		return ""
	}
	return v.Tickets.Units.Ending(place, words).ID
}

// areas are the streets and sumus of the chosen county.
func (v *visit) areas() []office.Area {
	place := v.Place
	if place == "" && v.form != nil {
		place = portal.Place(v.form.One(fieldPlace)) // the store is away
	}
	return v.Tickets.Units.Places().Areas(place)
}

// areaPage asks for the street or sumu, whose commissioner can come by.
func (v *visit) areaPage() (templ.Component, error) {
	if len(v.areas()) == 0 {
		return nil, instead(v.path("/" + v.resume()))
	}
	var options []component.Option
	for _, a := range v.areas() {
		options = append(options, component.Option{Value: a.Code, Text: v.page.Area(v.Tickets.Units.Places(), a.Code), Checked: v.typed(fieldArea, v.Area) == a.Code})
	}
	options = append(options, component.Option{Value: field.Other, Text: v.t("hotline.page.area.unknown"), Checked: v.typed(fieldArea, "") == field.Other})
	about := v.page.Field(fieldArea, "hotline.page.area.title", "hotline.page.area.hint", v.errs)
	about.Heading = true
	return v.question(stepArea, about.Label, "hotline.page.then.area", component.Hidden(component.HiddenParams{Name: fieldPlace, Value: v.typed(fieldPlace, string(v.Place))}),
		component.Radios(component.ChoicesParams{Field: about, Options: options})), nil
}

func (v *visit) keepArea() (string, error) {
	codes := []string{field.Other}
	for _, a := range v.areas() {
		codes = append(codes, a.Code)
	}
	area, errs := field.Read(choice(fieldArea, "hotline.page.area.empty", codes), v.form.All, field.Context{})
	if len(errs) > 0 {
		return "", portal.FieldErrors(errs)
	}
	err := v.save(func(t *line.Ticket) {
		if t.Area = area.First(); t.Area == field.Other {
			t.Area = ""
		}
	})
	return v.after(stepArea), err
}
