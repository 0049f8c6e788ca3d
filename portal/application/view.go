package application

import (
	"strings"
	"time"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/paper"
)

// View is a draft seen through its service: effective answers, facts, journey.
// It is computed on each request and keeps nothing.
type View struct {
	Service *catalogue.Service
	Open
	Now      time.Time
	facts    eligibility.Facts
	before   *catalogue.Service // what the draft began with, when that was another version
	services []string           // that grant what "receives" names
	units    *office.Tree
	places   field.PlaceFinder
}

// view computes what a service makes of what is known.
func (a *Applications) view(s *catalogue.Service, o Open) *View {
	v := &View{Service: s, Open: o, Now: a.Clock.Now(), units: &a.Units, places: a.Places}
	for _, other := range a.Catalogue.All() {
		v.services = append(v.services, other.ID)
	}
	v.facts = s.Facts(v.given())
	return v
}

// Facts is everything known that conditions can ask for.
func (v *View) Facts() eligibility.Facts { return v.facts }

// answers are the facts as the case keeps them.
func (v *View) answers() map[string]field.Value {
	answers := map[string]field.Value{}
	for id, value := range v.facts {
		answers[id] = value
	}
	return answers
}

// Context is what reading and showing a field stands on.
func (v *View) Context() field.Context {
	c := field.Context{Today: v.Today(), Answer: v.Answer, Places: v.places}
	if v.units == nil {
		return c
	}
	c.Options = func(s field.Spec) []string {
		var ids []string
		for _, u := range v.units.Institutions(v.deciding(), office.UnitKind(s.Kind)) {
			ids = append(ids, u.ID)
		}
		return ids
	}
	c.Areas = func(place portal.Place) []string {
		var codes []string
		for _, area := range v.units.Places().Areas(place) {
			codes = append(codes, area.Code)
		}
		return codes
	}
	return c
}

// deciding is the place that decides; while it is open the place of residence.
func (v *View) deciding() portal.Place {
	if place := first(v.facts, eligibility.PlaceField); place != "" {
		return portal.Place(place)
	}
	return portal.Place(first(v.facts, "residence_jurisdiction"))
}

// Today is the day the view was made.
func (v *View) Today() portal.Day { return at(v.Now) }

// Answer returns the effective answer of a field: derived, else given in this
// draft, else known from the file it is bound to. nil: not answered.
func (v *View) Answer(id string) field.Value { return v.facts[id] }

// Given returns what the page of a field starts with: the answer, or a
// suggestion the reader may change.
func (v *View) Given(f catalogue.Field) field.Value {
	if a := v.Answer(f.ID); a.Answered() {
		return a
	}
	return v.Service.Suggested(f, v.facts, v.given())
}

func (v *View) given() catalogue.Given {
	return catalogue.Given{Answer: v.said, Source: v.source, Today: v.Today()}
}

// said returns what somebody answered: in this draft, else in the file the field
// is bound to.
func (v *View) said(id string) field.Value {
	if a, ok := v.Draft.Answers[id]; ok {
		return a.Value
	}
	f, _ := v.Service.Field(id)
	switch f.Bind {
	case "person":
		if value := v.had(f.Fact()); value.Answered() {
			return value // what stands on the card goes before what was said of it
		}
		return v.Known.Person.Value(f.Fact())
	case "actor":
		return v.Known.Own.Value(f.Fact())
	}
	return nil
}

// source reads the names that definitions take derived answers from. Typed words
// never count as the register's.
func (v *View) source(name string) field.Value {
	file, rest, _ := strings.Cut(name, ".")
	switch {
	case file == "register":
		return v.registered(rest)
	case file == "link":
		return one(v.fromLink(rest))
	case name == "actor.phone":
		return one(v.Known.Identity.Phone)
	case name == "actor.language":
		return one(strings.ToLower(strings.SplitN(v.Draft.Starter.Language, "-", 2)[0]))
	}
	return nil
}

func (v *View) fromLink(name string) string {
	l := v.Known.Link
	switch name {
	case "relation":
		return l.Relation.ProxyCode()
	case "filing_as":
		return string(l.Capacity)
	case "valid_to":
		return string(l.ValidTo)
	}
	return ""
}

// Results judges the service's conditions over what is known.
func (v *View) Results() []eligibility.Result { return v.Service.Verdicts(v.facts) }

// Papers lists the papers this application needs, in the definition's order.
func (v *View) Papers() []catalogue.Paper { return v.Service.Needed(v.facts) }

// Choice returns what was said about a paper; shared papers that nobody touched
// are checked by the office.
func (v *View) Choice(p catalogue.Paper) paper.Choice {
	c, ok := v.Draft.Papers[p.ID]
	if !ok && p.Share {
		return paper.Choice{Way: paper.Check}
	}
	return c
}

// Served reports whether an office here receives the application: at the place
// of residence or of hukou, or where the case lies.
func (v *View) Served(units office.Tree) bool { return v.Receiving(units) != "" }

// Receiving is the unit that takes the application in; "" when none here does.
func (v *View) Receiving(units office.Tree) string {
	for _, name := range []string{"residence_jurisdiction", "hukou_jurisdiction", eligibility.PlaceField} {
		place := portal.Place(first(v.facts, name))
		if u, err := units.Receiving(place); err == nil && units.Serves(place) {
			return u.ID
		}
	}
	return ""
}

func first(facts eligibility.Facts, id string) string { return field.Value(facts[id]).First() }

func one(s string) field.Value {
	if s == "" {
		return nil
	}
	return field.Value{s}
}
