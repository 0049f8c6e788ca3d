package apply

import (
	"slices"
	"strings"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Groups of check answers that hold more than fields.
const (
	groupContact = "contact"
	groupMoney   = "money"
	groupPapers  = "papers"
)

// group is a part of check answers.
type group struct {
	id   string
	rows []row
}

// row is one line as it is read, and the step that changes it.
type row struct {
	id     string
	label  string
	values []string
	step   string // "" where nobody can change it
}

// groups are all lines of check answers, in the order of the definition. The
// declaration is made of exactly these (decisions 8).
func (s *sheet) groups() []group {
	var groups []group
	add := func(id string, r row) {
		i := slices.IndexFunc(groups, func(g group) bool { return g.id == id })
		if i < 0 {
			groups = append(groups, group{id: id})
			i = len(groups) - 1
		}
		groups[i].rows = append(groups[i].rows, r)
	}
	for _, f := range s.view.Service.Fields {
		if r, shown := s.fieldRow(f); shown {
			add(f.Group, r)
		}
	}
	add(groupContact, s.alsoRow())
	if r, ok := s.amountRow(); ok {
		add(groupMoney, r)
	}
	for _, p := range s.view.Papers() {
		add(groupPapers, row{id: application.PaperLine + p.ID, label: s.word("paper." + p.ID + ".name"), values: s.choiceLines(p), step: s.stepOfPaper(p)})
	}
	return groups
}

// fieldRow is the line of a field that applies. A read-only copy of another
// field says nothing new.
func (s *sheet) fieldRow(f catalogue.Field) (row, bool) {
	value := s.view.Answer(f.ID)
	_, copied := s.view.Service.Field(f.Derive)
	hidden := f.AtCheck || f.Readonly && (copied || len(value) == 0)
	if hidden || f.When.Eval(s.view.Facts()) != eligibility.Met {
		return row{}, false
	}
	return row{id: f.ID, label: s.word("field." + f.ID + ".label"), values: s.answer(f, value), step: s.stepOfField(f)}, true
}

// stepOfField is the step where a field can be changed: one that really asks it.
func (s *sheet) stepOfField(f catalogue.Field) string {
	step, ok := s.view.Service.StepOf(f.ID)
	asks := func(x catalogue.Field) bool { return x.ID == f.ID }
	if !ok || !slices.ContainsFunc(s.view.Asked(step), asks) {
		return ""
	}
	return s.reachable(step.ID)
}

func (s *sheet) stepOfPaper(p catalogue.Paper) string {
	for _, step := range s.view.Service.Steps {
		if step.Paper == p.ID || step.Shared && p.Share {
			return s.reachable(step.ID)
		}
	}
	return ""
}

func (s *sheet) reachable(step string) string {
	if _, ok := s.view.Journey().Find(step); !ok {
		return ""
	}
	return step
}

// alsoRow says where the result can be read besides.
func (s *sheet) alsoRow() row {
	r := row{id: "portal", label: s.page.T("apply.check.also"), values: []string{s.page.T("apply.check.also_self")}}
	if own := s.view.Known.Own.First(account.FieldName); s.other() && own != "" {
		r.values = []string{s.page.Tp("apply.check.also_helper", "Name", own)}
	}
	return r
}

// amountRow says what the deciding place pays, or that its newest standard
// counts: an amount is never invented.
func (s *sheet) amountRow() (row, bool) {
	place := portal.Place(field.Value(s.view.Facts()[eligibility.PlaceField]).First())
	if place == "" || !s.has("amount.unstated") {
		return row{}, false
	}
	r := row{id: "amount", label: s.page.T("apply.check.amount"), values: []string{s.word("amount.unstated")}}
	a, ok := s.view.Service.Amount(place, s.view.Facts())
	switch {
	case !ok || a.Fen == nil || a.Kind != "benefit":
	case a.Period == "month":
		r.values = []string{s.page.FenMonthly(*a.Fen)}
	case a.Period == "year":
		r.values = []string{s.page.Tp("guide.amount.yearly", "Money", s.page.Fen(*a.Fen))}
	default:
		r.values = []string{s.page.Fen(*a.Fen)}
	}
	if ok && a.Fen != nil && a.ID != "" { // one amount of several says for whom
		r.values = append(r.values, s.word("amount."+a.ID))
	}
	return r, true
}

// heading names a group; one that a new definition brought without words of its
// own goes by the general ones.
func (s *sheet) heading(g group) string {
	id := "check.group." + g.id
	if other := id + "_other"; s.other() && s.page.Words().Has(other) {
		id = other
	}
	if s.page.Words().Has(id) {
		return s.page.T(id)
	}
	return s.page.T("apply.check.more")
}

// list draws a group.
func (s *sheet) list(g group) component.SummaryListParams {
	p := component.SummaryListParams{Heading: s.heading(g)}
	for _, r := range g.rows {
		line := component.SummaryRow{ID: component.FieldID(r.id), Label: r.label, Values: r.values}
		if s.waits(r.id) {
			line.Values = append(slices.Clone(r.values), s.page.T("apply.marks.tag"))
		}
		if r.step != "" {
			line.Change = &component.LinkParams{
				Text: s.page.T("common.button.change"), Hidden: s.page.Tp("apply.hidden", "What", r.label),
				URL: draftPath(s.page, s.where, r.step),
			}
		}
		p.Rows = append(p.Rows, line)
	}
	return p
}

// declaration keeps the lines as they were read.
func (s *sheet) declaration() application.Declaration {
	d := application.Declaration{Language: s.page.Language.Tag, Title: s.word("title")}
	for _, g := range s.groups() {
		heading := s.heading(g)
		for _, r := range g.rows {
			d.Lines = append(d.Lines, application.Line{ID: r.id, Group: heading, Question: r.label, Answer: strings.Join(r.values, "\n")})
		}
	}
	return d
}
