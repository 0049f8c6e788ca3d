package desk

import (
	"slices"

	"changban/a11y/component"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/eligibility"
	"changban/portal/web/official"
)

// conditionsPart is what the rules say of the answers.
type conditionsPart struct {
	Heading string
	Rows    []component.Condition
	Lines   []string
}

// conditions judges the service's rules over the answers once more, so that the
// officer sees the same verdicts as the person.
func (p Pages) conditions(v visit, c application.Case) conditionsPart {
	part := conditionsPart{Heading: v.T("desk.conditions.heading")}
	s, known := p.definition(c)
	if !known {
		part.Lines = []string{v.T("desk.conditions.gone")}
		return part
	}
	facts := eligibility.Facts{}
	for id, value := range c.Body.Answers {
		facts[id] = value
	}
	for _, r := range eligibility.Evaluate(s.Eligibility, facts) {
		tag := component.TagParams{Text: v.T("eligibility." + string(r.Verdict) + ".label")}
		switch r.Verdict {
		case eligibility.Met:
			tag.Kind = component.TagMet
		case eligibility.Unknown:
			tag.Kind = component.TagTurn
		}
		text := official.Sentences(v.Page, v.T(s.WordID("eligibility."+r.Rule+"."+string(r.Verdict))), v.source(s, r, c))
		part.Rows = append(part.Rows, component.Condition{Tag: tag, Text: text})
	}
	return part
}

// definition is the version the case was made with, or today's.
func (p Pages) definition(c application.Case) (*catalogue.Service, bool) {
	if s, ok := p.Desk.Catalogue.ByHash(c.Definition); ok {
		return s, true
	}
	return p.Desk.Catalogue.Service(c.Service)
}

// source says where the facts behind a verdict come from. A card is active or
// expired by its last day as well, which may have been typed; that one is frozen
// or cancelled only the register knows.
func (v visit) source(s *catalogue.Service, r eligibility.Result, c application.Case) string {
	i := slices.IndexFunc(s.Eligibility, func(rule eligibility.Rule) bool { return rule.ID == r.Rule })
	switch {
	case r.Verdict == eligibility.Unknown:
		return v.T("desk.source.nobody")
	case i >= 0 && s.Eligibility[i].Field == account.FieldCardStatus:
		if status := c.Body.Answers[account.FieldCardStatus].First(); status != "active" && status != "expired" {
			return v.T("desk.source.register")
		}
		return v.T("desk.source.card")
	case c.Body.HelperName != "":
		return v.T("desk.source.helper")
	}
	return v.T("desk.source.person")
}

// handling says which units the case concerns and what was promised.
func (p Pages) handling(v visit, c application.Case) component.SummaryListParams {
	list := component.SummaryListParams{Heading: v.T("desk.handling.heading")}
	add := func(words string, values ...string) {
		list.Rows = append(list.Rows, component.SummaryRow{Label: v.T(words), Values: values})
	}
	places := p.Desk.Units.Places()
	add("desk.handling.hukou", v.FullPlace(places, c.Hukou))
	add("desk.handling.residence", v.FullPlace(places, c.Residence))
	add("desk.handling.receiving", p.office().UnitName(v.Page, c.Receiving))
	add("desk.handling.deciding", p.deciding(v, c)...)
	if c.Unit != c.Receiving {
		add("desk.handling.unit", p.office().UnitName(v.Page, c.Unit))
	}
	if c.Promised != "" {
		add("desk.handling.promised", v.Date(c.Promised))
	}
	if p.Desk.Pays(c) {
		add("desk.handling.amount", p.amountLine(v, c))
		add("desk.handling.payee", p.payee(v, c)...)
	}
	for _, a := range c.Body.Assessments {
		add("desk.handling.assessment", p.assessmentLines(v, c, a)...)
	}
	for _, n := range c.Body.Notices {
		add("desk.public.label", v.noticeLines(n)...)
	}
	for _, asked := range c.Body.Asked {
		add("desk.handling.asked", p.asked(v, c, asked)...)
	}
	for _, letter := range c.Body.Dispatches {
		add("desk.handling.letter", v.letter(letter)...)
	}
	if c.Body.Told != "" {
		add("desk.handling.told", v.T("desk.how."+c.Body.Told))
	}
	if c.Body.Proposal != nil {
		add("desk.handling.proposal", p.proposalLines(v, c, *c.Body.Proposal)...)
	}
	return list
}

// deciding names the unit; one outside the portal with where its letters go.
func (p Pages) deciding(v visit, c application.Case) []string {
	u, err := p.Desk.Units.Unit(c.Deciding)
	if err != nil || !u.Outside {
		return []string{p.office().UnitName(v.Page, c.Deciding)}
	}
	lines := []string{v.T("desk.handling.outside"), p.office().Reach(v.Page, u.ID)}
	if u.Address != "" {
		lines = append(lines, v.Name(u.Address))
	}
	return lines
}

// asked says what was asked for, why, and whether the answer came.
func (p Pages) asked(v visit, c application.Case, a application.Asked) []string {
	var lines []string
	for _, paper := range a.Papers {
		why := official.Reasons(v.Page, desk.GroupAsk, []string{paper.Reason})
		lines = append(lines, v.Tp("desk.asked.paper", "Paper", p.paperName(v, c, paper.Paper), "Reason", why[0]))
	}
	if a.Answered.IsZero() {
		return append(lines, v.Tp("desk.asked.until", "Date", v.Date(a.Until)))
	}
	return append(lines, v.Tp("desk.asked.answered", "Time", v.DateTime(a.Answered)))
}

func (v visit) letter(l application.Dispatch) []string {
	lines := []string{v.Tp("desk.letter.sent", "Time", v.DateTime(l.At), "How", v.T("desk.how."+l.How))}
	if l.Answered.IsZero() {
		return append(lines, v.T("desk.letter.waiting"))
	}
	return append(lines, v.Tp("desk.letter.answered", "Time", v.DateTime(l.Answered)))
}
