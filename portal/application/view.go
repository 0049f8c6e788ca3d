package application

import (
	"strconv"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/account"
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
	Now   time.Time
	facts eligibility.Facts
}

func newView(s *catalogue.Service, o Open, now time.Time) *View {
	v := &View{Service: s, Open: o, Now: now}
	v.facts = v.gather()
	return v
}

// Facts is everything known that conditions can ask for.
func (v *View) Facts() eligibility.Facts { return v.facts }

// Today is the day the view was made.
func (v *View) Today() portal.Day { return at(v.Now) }

// Answer returns the effective answer of a field: derived, else given in this
// draft, else known from the file it is bound to. nil: not answered.
func (v *View) Answer(id string) field.Value { return v.facts[id] }

// Given returns what the page of a field starts with: the answer, or a
// suggestion the reader may change.
func (v *View) Given(f catalogue.Field) field.Value {
	if a := v.Answer(f.ID); a.Answered() || f.Prefill == "" {
		return a
	}
	return v.source(f.Prefill, v.facts)
}

// gather resolves fields in the definition's order; a later field may be derived
// from an earlier one, and "when" sees the facts gathered so far.
func (v *View) gather() eligibility.Facts {
	facts := eligibility.Facts{}
	v.addPerson(facts)
	for pass := 0; pass < 2; pass++ { // a second pass lets a field look at one defined after it
		for _, f := range v.Service.Fields {
			if value := v.effective(f, facts); value.Answered() {
				facts[f.ID] = value
			}
		}
		v.addComputed(facts)
	}
	return facts
}

func (v *View) effective(f catalogue.Field, facts eligibility.Facts) field.Value {
	if f.Derive != "" && f.DeriveWhen.Eval(facts) == eligibility.Met {
		if value := v.source(f.Derive, facts); value.Answered() {
			return value
		}
	}
	if a, ok := v.Draft.Answers[f.ID]; ok {
		return a.Value
	}
	switch f.Bind {
	case "person":
		return v.Known.Person.Value(f.Fact())
	case "actor":
		return v.Known.Own.Value(f.Fact())
	}
	return nil
}

// addPerson adds what the register says of the person; typed words do not count
// as the state of a card.
func (v *View) addPerson(facts eligibility.Facts) {
	if f, ok := v.Known.Person.Facts[account.FieldCardStatus]; ok && f.Source == account.SourceRegister {
		facts["card_status"] = f.Value
	}
	if c := v.Known.Link.Capacity; c != "" {
		facts["filing_as"] = []string{string(c)}
		facts["guardian_present"] = []string{strconv.FormatBool(c == account.AsGuardian)}
	}
}

// addComputed adds age and deciding place.
func (v *View) addComputed(facts eligibility.Facts) {
	if n, problem := portal.ParseIDNumber(first(facts, "id_number"), v.Today()); problem == "" {
		facts["age"] = []string{strconv.Itoa(n.Birth.YearsAt(v.Today()))}
	}
	if p := decidingPlace(v.Service.DecidesAt, facts); p != "" {
		facts[eligibility.PlaceField] = []string{string(p)}
	}
}

func decidingPlace(decidesAt string, facts eligibility.Facts) portal.Place {
	if decidesAt == "residence" {
		return portal.Place(first(facts, "residence_jurisdiction"))
	}
	return portal.Place(first(facts, "hukou_jurisdiction"))
}

// source reads one of the names that Derive and Prefill use.
func (v *View) source(name string, facts eligibility.Facts) field.Value {
	file, rest, dotted := strings.Cut(name, ".")
	switch {
	case strings.HasPrefix(name, "card_no["):
		return fromCard(name, first(facts, "card_no"))
	case !dotted:
		return facts[name]
	case file == "register":
		if f, ok := v.Known.Person.Facts[rest]; ok && f.Source == account.SourceRegister {
			return f.Value
		}
	case file == "link":
		return one(v.fromLink(rest))
	case file == "actor" && rest == "phone":
		return one(v.Known.Identity.Phone)
	case file == "actor":
		return v.Known.Own.Value(rest)
	}
	return nil
}

func (v *View) fromLink(name string) string {
	l := v.Known.Link
	switch name {
	case "relation":
		return l.Relation.ProxyCode()
	case "capacity":
		return string(l.Capacity)
	case "valid_to":
		return string(l.ValidTo)
	}
	return ""
}

// fromCard derives category and level from the card number's positions 19 and
// 20 (facts: card_number), so that nobody is asked for them.
func fromCard(name, number string) field.Value {
	card, problem := portal.ParseCardNumber(number, "")
	if problem != "" {
		return nil
	}
	if name == "card_no[18]" {
		return one(card.Category)
	}
	return one(strconv.Itoa(card.Level))
}

func first(facts eligibility.Facts, id string) string { return field.Value(facts[id]).First() }

func one(s string) field.Value {
	if s == "" {
		return nil
	}
	return field.Value{s}
}

// Results judges the service's conditions over what is known.
func (v *View) Results() []eligibility.Result {
	return eligibility.Evaluate(v.Service.Eligibility, v.facts)
}

// Papers lists the papers this application needs, in the definition's order.
func (v *View) Papers() []catalogue.Paper {
	var needed []catalogue.Paper
	for _, p := range v.Service.Papers {
		if p.When.Eval(v.facts) == eligibility.Met {
			needed = append(needed, p)
		}
	}
	return needed
}

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
// of residence or of hukou.
func (v *View) Served(units office.Tree) bool {
	return v.receiving(units) != ""
}

func (v *View) receiving(units office.Tree) string {
	for _, name := range []string{"residence_jurisdiction", "hukou_jurisdiction"} {
		place := portal.Place(first(v.facts, name))
		if u, err := units.Receiving(place); err == nil && units.Serves(place) {
			return u.ID
		}
	}
	return ""
}
