package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
	"changban/portal/office"
)

// checkProposal: an approval names the amount where the outcome pays, and nothing
// it stands on may be missing. An outside unit has looked at that itself.
func (d *Desk) checkProposal(ctx context.Context, c application.Case, in Input, fail func(field, id string)) error {
	if !in.Approve {
		return nil
	}
	if d.Pays(c) && !(helped(c) && in.Fen == 0) { // the first help may have been enough
		d.checkFen(c, in, fail)
	}
	if in.Act == Answered {
		return nil
	}
	if payees := d.PayeeChoices(c); len(payees) > 0 && !slices.Contains(payees, in.Institution) {
		fail("institution", "desk.institution.empty")
	}
	unknown, err := d.NeedsCardDay(ctx, c)
	if err != nil {
		return err
	}
	if _, bad := portal.ParseDay(string(in.Day)); unknown && bad != nil {
		fail("day", "desk.card.day")
	}
	missing, err := d.Missing(ctx, c)
	for _, id := range missing {
		fail("approve", id)
	}
	return err
}

// Missing lists, as message ids, what still stands against approving a case.
func (d *Desk) Missing(ctx context.Context, c application.Case) ([]string, error) {
	s, ok := d.Catalogue.Service(c.Service)
	if !ok || d.isOutside(c.Deciding) {
		return nil, nil
	}
	var missing []string
	if s.Assessed && c.Conclusion() == nil {
		missing = append(missing, "desk.approve.conclusion")
	}
	if found := c.Conclusion(); found != nil && s.Outcome.Type == catalogue.Certificate && found.Level == 0 {
		missing = append(missing, "desk.approve.level")
	}
	if d.noticed(c) && !noticeDone(c) {
		missing = append(missing, "desk.approve.notice")
	}
	if s.Outcome.Pays() && !ownAccount(c, d.payee(c, "")) {
		missing = append(missing, "desk.approve.holder")
	}
	more, err := d.missingObject(ctx, c, s.Outcome, len(missing) == 0)
	return append(missing, more...), err
}

// missingObject looks for what a decision changes: a card, a benefit.
func (d *Desk) missingObject(ctx context.Context, c application.Case, o catalogue.Outcome, complete bool) ([]string, error) {
	switch {
	case o.Type == catalogue.Certificate && complete:
		c.Body.Proposal = &application.Proposal{CardUntil: d.today()} // its last day is asked for by NeedsCardDay
		_, err := d.cardSteps(ctx, c)
		if portal.Is(err, portal.KindInvalid) || portal.Is(err, portal.KindConflict) || portal.Is(err, portal.KindNotFound) {
			return []string{"desk.approve.card"}, nil
		}
		return nil, err
	case o.Act == actChangeBenefit:
		steps, err := d.changed(ctx, work{c: c})
		if err == nil && len(steps) == 0 {
			return []string{"desk.approve.benefit"}, nil
		}
		return nil, err
	}
	return nil, nil
}

// checkFen: an amount, and where it stands when the catalogue states none or
// another; amounts are never invented.
func (d *Desk) checkFen(c application.Case, in Input, fail func(field, id string)) {
	if in.Fen <= 0 || in.Fen > 10_000_000 {
		fail("amount", "desk.amount.empty")
		return
	}
	stated, known := d.Stated(c)
	if (!known || stated != in.Fen) && strings.TrimSpace(in.Source) == "" {
		fail("source", "desk.source.empty")
	}
}

// Stated returns the amount in fen per period that the sources state for the
// case, and whether they state one: the first row that holds decides, so that a
// place whose own amount is open never gets a wider one.
func (d *Desk) Stated(c application.Case) (int64, bool) {
	s, ok := d.Catalogue.Service(c.Service)
	if !ok {
		return 0, false
	}
	place := d.place(c)
	facts := eligibility.Facts{}
	for id, value := range c.Body.Answers {
		facts[id] = value
	}
	facts[eligibility.PlaceField] = []string{string(place)}
	a, stated := s.Amount(place, facts)
	if !stated || a.Kind != "benefit" || a.Fen == nil || a.OnlyWhen.Eval(facts) != eligibility.Met {
		return 0, false
	}
	return *a.Fen, true
}

// PayeeChoices lists the institutions that can be paid when the person left the
// choice to the office; none when nothing is to be chosen.
func (d *Desk) PayeeChoices(c application.Case) []string {
	s, ok := d.Catalogue.Service(c.Service)
	if !ok || !paysInstitution(c, s.Outcome) {
		return nil
	}
	for _, f := range s.Fields {
		answer := c.Body.Answers[f.ID].First()
		if f.Type != field.Institution || answer != field.Office {
			continue
		}
		var ids []string
		for _, u := range d.Units.Institutions(d.place(c), office.UnitKind(f.Kind)) {
			ids = append(ids, u.ID)
		}
		return ids
	}
	return nil
}

// with returns the facts of a case with some changed.
func with(facts map[string]field.Value, changed eligibility.Facts) eligibility.Facts {
	all := eligibility.Facts{}
	for id, value := range facts {
		all[id] = value
	}
	maps.Copy(all, changed)
	return all
}
