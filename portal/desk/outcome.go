package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/field"
)

const (
	actChangeBenefit = "change_benefit"
	actReopen        = "reopen"
	actRecheck       = "recheck" // of a benefit: the yearly look was made
)

// enact adds to the change of an approval what the approval gives.
func (d *Desk) enact(ctx context.Context, w work, p application.Proposal, change *application.Change) error {
	var err error
	switch o := d.outcome(w.c); {
	case o.Pays():
		if p.Fen > 0 {
			err = d.grant(ctx, w, grant{fen: p.Fen, month: p.From, institution: p.Institution}, change)
		}
	case o.Type == catalogue.Device, o.Type == catalogue.Provided, o.Type == catalogue.Registered:
		err = d.grant(ctx, w, grant{month: p.From}, change)
	case o.Type == catalogue.Certificate:
		err = d.enactCard(ctx, w, change)
	case o.Act == actChangeBenefit:
		var steps []benefit.Step
		steps, err = d.changed(ctx, w)
		d.addSteps(change, steps)
	case o.Act == actReopen:
		err = d.reopen(ctx, w, change)
	case o.Type == catalogue.Preference:
		change.Person, err = d.preferred(ctx, w)
	}
	return err
}

// addSteps adds changes of benefits with what the person is told of them.
func (d *Desk) addSteps(change *application.Change, steps []benefit.Step) {
	change.Benefits = append(change.Benefits, steps...)
	for _, s := range steps {
		if s.Event.Action == actRecheck {
			continue // the decision says it
		}
		for _, m := range benefit.Tell(s) {
			m.Recipient = change.Case.Starter
			change.Messages = append(change.Messages, m)
		}
	}
}

// by says who changes what a person has, and on which decision.
func (d *Desk) by(ctx context.Context, c application.Case) benefit.By {
	return benefit.By{At: d.Clock.Now(), Actor: portal.ActorFrom(ctx), Case: c.Ref}
}

// grant is what a decision or a first help gives.
type grant struct {
	fen         int64
	month       portal.Month // from which it counts
	advance     bool
	institution string // chosen by the office
}

func (d *Desk) grant(ctx context.Context, w work, g grant, change *application.Change) error {
	s, ok := d.Catalogue.Service(w.c.Service)
	if !ok {
		return nil
	}
	b := benefit.Benefit{
		ID: portal.NewID(), Person: w.c.Person, Case: w.c.Ref, Service: w.c.Service, Kind: kindOf(s.Outcome),
		Place: d.place(w.c), From: g.month, State: benefit.Active, Granted: d.Clock.Now(), Advance: g.advance,
	}
	if g.fen > 0 {
		b.Kind, b.Fen, b.Payee = benefit.Payment, g.fen, d.payee(w.c, g.institution)
		b.Period, b.Spans = periodOf(s.Outcome, g)
	}
	var err error
	if !g.advance {
		b, err = d.lasting(ctx, w.c, s, b)
	}
	change.Benefits = append(change.Benefits, benefit.Step{Benefit: b, Event: benefit.Event{
		At: b.Granted, Actor: portal.ActorFrom(ctx), Action: "grant", To: string(benefit.Active), Month: g.month, Case: w.c.Ref,
	}})
	return err
}

func kindOf(o catalogue.Outcome) benefit.Kind {
	switch o.Type {
	case catalogue.Device:
		return benefit.Device
	case catalogue.Registered:
		return benefit.Record
	}
	return benefit.Service
}

// periodOf returns how often an amount is paid and the months it is owed for: a
// yearly grant is asked for anew each year, so it owes one payment.
func periodOf(o catalogue.Outcome, g grant) (benefit.Period, []benefit.Span) {
	switch {
	case o.Type == catalogue.MonthlyPayment && !g.advance:
		return benefit.Monthly, []benefit.Span{{From: g.month}}
	case o.Type == catalogue.YearlyPayment && !g.advance:
		return benefit.Yearly, []benefit.Span{{From: g.month, To: g.month.Add(11)}}
	}
	return benefit.Once, []benefit.Span{{From: g.month, To: g.month}}
}

// lasting gives a benefit its last day, the card it stands on and the day of the
// next look.
func (d *Desk) lasting(ctx context.Context, c application.Case, s *catalogue.Service, b benefit.Benefit) (benefit.Benefit, error) {
	months := s.Outcome.Months
	if months == 0 && b.Period == benefit.Yearly {
		months = 12
	}
	if months > 0 {
		b.Until = d.today().AddMonths(months)
	}
	if s.Renewal.Kind == "annual" && b.Period == benefit.Monthly {
		b.Recheck = d.today().AddMonths(max(s.Renewal.Months, 1))
	}
	if !slices.Contains(s.Stops, benefit.CardHasExpired) {
		return b, nil
	}
	b.Card = portal.Day(c.Body.Answers[factValidTo].First())
	cards, err := d.cardsOf(ctx, c.Person)
	if i := slices.IndexFunc(cards, alive); i >= 0 {
		b.Card = cards[i].ValidTo
	}
	return b, err
}

// paysInstitution: the money goes to who treats the child; an approved treatment
// elsewhere is paid back to the family (child-rehab).
func paysInstitution(c application.Case, o catalogue.Outcome) bool {
	elsewhere := c.Body.Answers["other_place"].First() == "yes" && c.Body.Answers["bank_account"].First() != ""
	return o.PayTo == benefit.PayInstitution && !elsewhere
}

// payee is where the money goes: an institution, the pension account, or the
// account of the person or the guardian, never an agent's (services facts 3).
func (d *Desk) payee(c application.Case, institution string) benefit.Payee {
	said := func(id string) string { return c.Body.Answers[id].First() }
	o := d.outcome(c)
	switch {
	case paysInstitution(c, o):
		if institution == "" {
			institution = said("institution")
		}
		return benefit.Payee{To: benefit.PayInstitution, Institution: institution}
	case o.PayTo == benefit.PayPension:
		return benefit.Payee{To: benefit.PayPension, Account: said("pension_no"), Holder: c.Body.Name}
	}
	p := benefit.Payee{To: benefit.PayOwn, Bank: said("bank_name"), Account: said("bank_account"), Holder: said("account_holder")}
	if p.Holder != "" && p.Holder == said("guardian_name") && p.Holder != c.Body.Name {
		p.To = benefit.PayGuardian
	}
	return p
}

// ownAccount reports whether an account is the person's or the guardian's.
func ownAccount(c application.Case, p benefit.Payee) bool {
	return p.To != benefit.PayOwn || p.Holder == "" || p.Holder == c.Body.Name
}

// preferences says under which fact of the person an answer is kept.
func preferences() map[string]string {
	return map[string]string{"formats": "contact_formats", "where": "contact_where", "language": "contact_language"}
}

// preferred puts how somebody wants to be told into the person's file, so that
// every later notice follows it.
func (d *Desk) preferred(ctx context.Context, w work) (*account.Change, error) {
	known, err := d.known(ctx, w.c)
	if err != nil {
		return nil, err
	}
	change := account.Change{Person: known, Facts: map[string]account.Fact{}, Actor: portal.ActorFrom(ctx), At: d.Clock.Now()}
	for id, name := range preferences() {
		value := field.Value(w.c.Body.Answers[id])
		if !value.Answered() {
			continue
		}
		fact := account.Fact{Value: value, Source: account.SourceTyped, At: change.At, By: w.c.Starter}
		change.Facts[name] = fact
		change.Person = change.Person.With(name, fact)
	}
	if len(change.Facts) == 0 {
		return nil, nil
	}
	return &change, nil
}

func (d *Desk) known(ctx context.Context, c application.Case) (account.Person, error) {
	_, known, err := d.Cases.CaseFor(ctx, c.Starter, c.Person, c.Ref)
	return known.Person, err
}
