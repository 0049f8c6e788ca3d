package application

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/paper"
)

// again reports whether the person may apply once more with a case's answers:
// once nothing of it is running and nothing was granted that still is delivered.
func (c Case) again() bool {
	switch c.State {
	case matter.Refused, matter.NotAccepted, matter.Lapsed, matter.Withdrawn, matter.Closed:
		return true
	}
	return false
}

// Again starts a draft with the answers and papers of a case that ended, under
// the service's present definition. The same key gives the same draft.
func (a *Applications) Again(ctx context.Context, person, ref, key string) (Draft, error) {
	v, err := a.keyed(ctx, person, ref, key)
	if err != nil {
		return Draft{}, err
	}
	if !v.CanAgain {
		return Draft{}, portal.Fail(portal.KindExists, portal.Msg("apply.again.running"))
	}
	s, _ := a.Catalogue.Service(v.Service)
	return a.copied(ctx, s, v, key, nil)
}

// copied starts a draft of a service with what a case says; change may add to it.
func (a *Applications) copied(ctx context.Context, s *catalogue.Service, v CaseView, key string, change func(*Draft)) (Draft, error) {
	d, err := a.fresh(ctx, v.Person, s, key)
	if err != nil {
		return Draft{}, err
	}
	m, err := a.Matters(ctx, v.Person)
	if err != nil {
		return Draft{}, err
	}
	before, _ := a.Catalogue.Service(v.Service)
	d.Answers = carried(s, before, v.Body.Answers, v.Starter)
	d.Papers = map[string]paper.Choice{}
	for id, handed := range v.Body.Papers {
		if _, asked := s.Paper(id); asked {
			d.Papers[id] = handed.Choice
		}
	}
	// The file may know better than an old answer.
	blank := a.view(s, m.open())
	for id := range d.Answers {
		if f, _ := s.Field(id); f.Bind != "" && blank.Answer(id).Answered() {
			delete(d.Answers, id)
		}
	}
	if change != nil {
		change(&d)
	}
	return a.start(ctx, s, d, m)
}

// carried takes over the answers that mean the same in another service: the field
// has the same name and type there and offers what was chosen.
func carried(to, from *catalogue.Service, answers map[string]field.Value, by string) map[string]Answer {
	kept := map[string]Answer{}
	for _, f := range to.Fields {
		value, said := answers[f.ID]
		if !said || f.Derive != "" || f.Readonly || f.AtCheck || from == nil {
			continue
		}
		if old, ok := from.Field(f.ID); ok && old.Type == f.Type && offers(f, value) {
			kept[f.ID] = Answer{Value: value, By: by}
		}
	}
	return kept
}

func offers(f catalogue.Field, value field.Value) bool {
	if f.Type != field.Radio && f.Type != field.Multiselect {
		return true
	}
	return !slices.ContainsFunc(value, func(o string) bool { return !slices.Contains(f.Options, o) })
}
