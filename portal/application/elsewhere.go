package application

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
)

// OtherStep is the address of the page that leads to another service.
const OtherStep = "other-service"

// Elsewhere returns the service that an answer belongs to instead of this one,
// and the step that asks it; "" while none does.
func (v *View) Elsewhere() (service, step string) {
	for _, f := range v.Service.Fields {
		if f.Redirect.Service == "" || f.When.Eval(v.facts) != eligibility.Met {
			continue
		}
		if slices.Contains(v.Answer(f.ID), f.Redirect.Value) {
			s, _ := v.Service.StepOf(f.ID)
			return f.Redirect.Service, s.ID
		}
	}
	return "", ""
}

// Switch starts a draft of the service an answer leads to, with the answers that
// mean the same there. The first draft stays, so that one can go back.
func (a *Applications) Switch(ctx context.Context, w Where, key string) (Draft, error) {
	v, err := a.View(ctx, w)
	if err != nil {
		return Draft{}, err
	}
	id, _ := v.Elsewhere()
	s, ok := a.Catalogue.Service(id)
	if !ok || s.Delivery != transact || v.Draft.Case != "" || v.Draft.Amends != "" {
		return Draft{}, portal.NotFound()
	}
	if err := checkKey(key); err != nil {
		return Draft{}, err
	}
	d, err := a.fresh(ctx, w.Person, s, key)
	if err != nil {
		return Draft{}, err
	}
	said := v.Draft.Answers
	d.Answers = carried(s, v.Service, v.answers(), v.Draft.Starter.ID)
	for id := range d.Answers {
		if _, here := said[id]; !here {
			delete(d.Answers, id) // the file knows it
		}
	}
	d.Papers, d.Marks = v.Draft.Papers, map[string]Mark{}
	for id, m := range v.Draft.Marks {
		if _, carried := d.Answers[id]; carried {
			d.Marks[id] = m // what waits for the person there waits here too
		}
	}
	return a.start(ctx, s, d, Matters{Known: v.Known, Benefits: v.Has, Cards: v.Cards})
}

// Leads reports whether the catalogue has the service an answer leads to.
func (a *Applications) Leads(v *View) (*catalogue.Service, bool) {
	id, _ := v.Elsewhere()
	return a.Catalogue.Service(id)
}
