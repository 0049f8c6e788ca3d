package application

import (
	"changban/portal/account"
	"changban/portal/eligibility"
	"changban/portal/paper"
)

// Reread is a sent case as a view again, so that its questions and answers can be
// put into the words of another language than the person read. Nothing is derived
// anew: the facts are those the case keeps. A case whose definition is gone is
// read by today's; false when its service is gone.
func (a *Applications) Reread(c Case) (*View, bool) {
	s, ok := a.Catalogue.ByHash(c.Definition)
	if !ok {
		s, ok = a.Catalogue.Service(c.Service)
	}
	if !ok {
		return nil, false
	}
	v := a.view(s, Open{Known: c.known(), Draft: Draft{Case: c.Ref, Papers: map[string]paper.Choice{}}})
	for id, handed := range c.Body.Papers {
		v.Draft.Papers[id] = handed.Choice
	}
	v.facts = eligibility.Facts{}
	for id, value := range c.Body.Answers {
		v.facts[id] = value
	}
	return v, true
}

// known is what a case says of who filled it in for whom.
func (c Case) known() account.Known {
	k := account.Known{Link: account.Link{Relation: c.Body.Relation}}
	if c.Body.HelperName != "" {
		k.Own.Facts = map[string]account.Fact{account.FieldName: {Value: []string{c.Body.HelperName}}}
	}
	return k
}
