package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
)

// Holdings tells what a person has.
type Holdings interface {
	// CertificatesOf lists a person's certificates, newest first.
	CertificatesOf(ctx context.Context, person string) ([]benefit.Certificate, error)
	// BenefitsOf lists a person's benefits, newest first.
	BenefitsOf(ctx context.Context, person string) ([]benefit.Benefit, error)
}

// Twins finds cases of the same ID number and service under another person, such
// as two parents who file for one child.
type Twins interface {
	Twins(ctx context.Context, ref matter.Reference) ([]matter.Reference, error)
}

// Register is the register of cards; see account.Register.
type Register = account.Register

// Twins lists the cases that ask for the same thing for the same ID number.
func (d *Desk) Twins(ctx context.Context, c application.Case) ([]matter.Reference, error) {
	if d.TwinCases == nil {
		return nil, nil
	}
	return d.TwinCases.Twins(ctx, c.Ref)
}

func (d *Desk) cardsOf(ctx context.Context, person string) ([]benefit.Certificate, error) {
	if d.Holdings == nil {
		return nil, nil
	}
	return d.Holdings.CertificatesOf(ctx, person)
}

func (d *Desk) benefitsOf(ctx context.Context, person string) ([]benefit.Benefit, error) {
	if d.Holdings == nil {
		return nil, nil
	}
	return d.Holdings.BenefitsOf(ctx, person)
}

func toldOf(step benefit.CardStep, c application.Case) []delivery.Message {
	messages := benefit.TellCard(step)
	for i := range messages {
		messages[i].Recipient = c.Starter
	}
	return messages
}

// changed is what a reported change does to the monthly payments of a person: a
// stop counts from the month after the day it happened (P13).
func (d *Desk) changed(ctx context.Context, w work) ([]benefit.Step, error) {
	all, err := d.benefitsOf(ctx, w.c.Person)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(b benefit.Benefit) bool {
		return b.Kind != benefit.Payment || b.Period != benefit.Monthly || b.State == benefit.Ended
	})
	switch w.c.Body.Answers["change_type"].First() {
	case "bank":
		return d.moved(ctx, w.c, all), nil
	case "alive_check":
		return d.rechecked(ctx, w.c, all)
	case "new_card":
		return d.resumed(ctx, w.c, all, benefit.CardHasExpired, benefit.CardWasCancelled, benefit.CardIsFrozen, benefit.LevelChanged)
	case "moved":
		return d.ended(ctx, w.c, d.stoppedBy(all, benefit.Moved), benefit.Moved), nil
	case "aid_lost":
		return d.ended(ctx, w.c, d.stoppedBy(all, benefit.AidLost), benefit.AidLost), nil
	case "death":
		return d.ended(ctx, w.c, all, benefit.Died), nil
	case "stop":
		return d.ended(ctx, w.c, all, benefit.OwnWish), nil
	}
	return nil, nil
}

// moved sends the money to another account.
func (d *Desk) moved(ctx context.Context, c application.Case, all []benefit.Benefit) []benefit.Step {
	var steps []benefit.Step
	for _, b := range all {
		steps = append(steps, benefit.NewAccount(b, d.payee(c, ""), d.by(ctx, c)))
	}
	return steps
}

// rechecked notes the yearly look, and lets run again what stood still for want
// of it.
func (d *Desk) rechecked(ctx context.Context, c application.Case, all []benefit.Benefit) ([]benefit.Step, error) {
	steps, err := d.resumed(ctx, c, all, benefit.RecheckMissing, benefit.NotReached)
	by := d.by(ctx, c)
	for _, b := range all {
		if b.State == benefit.Active {
			steps = append(steps, benefit.Step{Benefit: b, Event: benefit.Event{
				At: by.At, Actor: by.Actor, Action: actRecheck, From: string(b.State), To: string(b.State), Case: by.Case,
			}})
		}
	}
	for i := range steps {
		steps[i].Benefit.Recheck = d.today().AddMonths(12)
	}
	return steps, err
}

func (d *Desk) resumed(ctx context.Context, c application.Case, all []benefit.Benefit, reasons ...string) ([]benefit.Step, error) {
	var steps []benefit.Step
	for _, b := range all {
		s, known := d.Catalogue.Service(b.Service)
		if b.State != benefit.Suspended || !slices.Contains(reasons, b.Reason) || !known {
			continue
		}
		step, err := benefit.Resume(b, d.today().Month(), s.BackPay, d.by(ctx, c))
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func (d *Desk) stoppedBy(all []benefit.Benefit, reason string) []benefit.Benefit {
	return slices.DeleteFunc(slices.Clone(all), func(b benefit.Benefit) bool {
		s, ok := d.Catalogue.Service(b.Service)
		return !ok || !slices.Contains(s.Stops, reason)
	})
}

func (d *Desk) ended(ctx context.Context, c application.Case, all []benefit.Benefit, reason string) []benefit.Step {
	day := portal.Day(c.Body.Answers["effective_on"].First())
	if day == "" || day > d.today() {
		day = d.today()
	}
	var steps []benefit.Step
	for _, b := range all {
		if step, err := benefit.End(b, day.Month().Add(1), reason, d.by(ctx, c)); err == nil {
			steps = append(steps, step)
		}
	}
	return steps
}

// reopen turns an objection that was upheld into another look at the contested
// case, in the same write (contract 5).
func (d *Desk) reopen(ctx context.Context, w work, change *application.Change) error {
	old, err := d.Cases.Case(ctx, w.c.About)
	if err != nil {
		return err
	}
	old.Body.Proposal = nil
	if n := len(w.c.Body.Assessments); n > 0 && w.c.Conclusion() != nil {
		again := w.c.Body.Assessments[n-1] // the second assessment counts from now on
		old.Body.Assessments = append([]application.Assessment{}, old.Body.Assessments...)
		old.Body.Assessments = slices.Insert(old.Body.Assessments, settled(old), again)
	}
	path := reopening(old.State)
	for i, to := range path {
		if to == matter.Reopened {
			if old, err = d.stage(work{c: old, promised: w.promised}, application.StageDecide); err != nil {
				return err
			}
		}
		step := d.step(ctx, office.Staff{ID: w.staff.ID, Unit: w.staff.Unit}, old, reopenAction(to), to, Input{})
		if i < len(path)-1 {
			step.Messages = nil
		}
		change.Also = append(change.Also, step)
		old = step.Case
		old.Version++ // the next step stands on this one
	}
	return nil
}

// settled is how many assessments of a case are over.
func settled(c application.Case) int {
	n := len(c.Body.Assessments)
	if c.State == matter.Assessment && n > 0 {
		return n - 1
	}
	return n
}

// reopening is the way back to a review, step by step as the contract has it. A
// conclusion may be contested before anything was decided: the state stays then.
func reopening(from matter.State) []matter.State {
	switch from {
	case matter.Approved:
		return []matter.State{matter.Delivered, matter.Closed, matter.Reopened}
	case matter.Delivered, matter.Refused:
		return []matter.State{matter.Closed, matter.Reopened}
	case matter.Closed:
		return []matter.State{matter.Reopened}
	case matter.PublicNotice:
		return []matter.State{matter.InReview}
	}
	return []matter.State{from}
}

func reopenAction(to matter.State) string {
	switch to {
	case matter.Delivered:
		return string(Deliver)
	case matter.Closed:
		return string(Close)
	case matter.Reopened:
		return "reopen"
	}
	return "reassess"
}
