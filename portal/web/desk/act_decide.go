package desk

import (
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/web"
)

// decision asks what an approval needs: an amount only where it is money, else
// the page says what it does. A refusal needs reasons alone. While something
// stands against approving there is no form to fill in vain; ok is false.
func (f *actForm) decision() (ok bool, err error) {
	if !f.w.approve {
		return true, nil
	}
	missing, err := f.missing()
	if err != nil || missing && !f.form.Has(web.FieldKey) {
		f.button = ""
		return false, err
	}
	if f.p.Desk.Pays(f.c) {
		f.payment()
	} else {
		f.lines = append(f.lines, f.v.T(f.p.outcomeWord(f.c)))
	}
	unknown, err := f.p.Desk.NeedsCardDay(f.v.Context(), f.c)
	if err != nil {
		return false, err
	}
	if unknown && f.w.act == desk.Propose {
		f.day("desk.card.day_label", "desk.card.day_hint", "")
	}
	return true, f.have()
}

// payment asks for the amount and, where the person left it to the office, who is
// paid.
func (f *actForm) payment() {
	if f.p.helped(f.c) {
		f.lines = append(f.lines, f.v.T("desk.amount.helped"))
	}
	f.money()
	payees := f.p.Desk.PayeeChoices(f.c)
	if len(payees) == 0 || f.w.act == desk.Answered {
		return
	}
	var rows []component.Option
	for _, id := range payees {
		if u, err := f.p.Desk.Units.Unit(id); err == nil {
			rows = append(rows, f.v.unitOption(f.p, u, f.form.One("institution")))
		}
	}
	f.add("institution", component.Radios(component.ChoicesParams{
		Field: f.field("institution", "desk.payee.question", ""), Options: rows,
	}))
}

// missing lists what still stands against approving, and reports whether
// something does.
func (f *actForm) missing() (bool, error) {
	ids, err := f.p.Desk.Missing(f.v.Context(), f.c)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: f.v.T("desk.approve.missing")}
	for _, id := range ids {
		n.Lines = append(n.Lines, f.v.T(id))
	}
	f.before = append(f.before, component.Notice(n))
	return true, nil
}

// have lists the payments that a change of the card or of the person's situation
// is held against, so that nobody stops one without having seen it.
func (f *actForm) have() error {
	s, ok := f.p.Desk.Catalogue.Service(f.c.Service)
	if !ok || f.p.Desk.Holdings == nil || s.Outcome.Type != catalogue.Certificate && s.Outcome.Act != "change_benefit" {
		return nil
	}
	all, err := f.p.Desk.Holdings.BenefitsOf(f.v.Context(), f.c.Person)
	if err != nil {
		return err
	}
	var lines []string
	for _, b := range all {
		if b.State != benefit.Ended {
			lines = append(lines, f.v.Tp("desk.have.line", "Service", f.v.T("service."+b.Service+".name"), "State", f.v.T("desk.have."+string(b.State))))
		}
	}
	if len(lines) > 0 {
		f.before = append(f.before, component.Notice(component.NoticeParams{Heading: f.v.T("desk.have.heading"), Lines: append(lines, f.v.T("desk.have.again"))}))
	}
	return nil
}

// outcomeWord says what an approval gives that is no money.
func (p Pages) outcomeWord(c application.Case) string {
	s, ok := p.Desk.Catalogue.Service(c.Service)
	switch {
	case !ok:
		return "desk.outcome.other"
	case s.Outcome.Act != "":
		return "desk.outcome." + s.Outcome.Act
	}
	return "desk.outcome." + s.Outcome.Type
}

// period is what the amount of a case is per: month, year or once.
func (p Pages) period(c application.Case) string {
	if s, ok := p.Desk.Catalogue.Service(c.Service); ok {
		switch s.Outcome.Type {
		case catalogue.YearlyPayment:
			return "year"
		case catalogue.OnePayment:
			return "once"
		}
	}
	return "month"
}

// money says an amount with what it is per.
func (p Pages) money(v visit, c application.Case, fen int64) string {
	if period := p.period(c); period != "month" {
		return v.Tp("desk.amount."+period, "Money", v.Fen(fen))
	}
	return v.FenMonthly(fen)
}

func (p Pages) helped(c application.Case) bool {
	_, waits := desk.HelpBy(c)
	return c.Urgent && !waits && c.State.Open()
}

// contest is the case an objection is about.
type contest struct {
	known bool
	c     application.Case
}

// by reports whether an officer decided the contested case: others look at it.
func (t contest) by(staff string) bool {
	d := t.c.Body.Decision
	return t.known && d != nil && (d.By == staff || d.Confirmed == staff)
}

func (p Pages) contested(v visit, c application.Case) (contest, error) {
	if c.About == "" {
		return contest{}, nil
	}
	old, err := p.Desk.Cases.Case(v.Context(), c.About)
	if portal.Is(err, portal.KindNotFound) {
		return contest{}, nil
	}
	return contest{known: err == nil, c: old}, err
}
