package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
)

func opened(_ *Desk, _ office.Staff, c application.Case) bool {
	return !c.Opened.IsZero() || c.State != matter.Submitted
}

// unsettled: no proposal waits for its second pair of eyes.
func unsettled(d *Desk, s office.Staff, c application.Case) bool {
	return opened(d, s, c) && c.Body.Proposal == nil
}

func (d *Desk) isOutside(unit string) bool {
	u, err := d.Units.Unit(unit)
	return err == nil && u.Outside
}

func inside(d *Desk, _ office.Staff, c application.Case) bool {
	return !d.isOutside(c.Deciding) && c.Body.Proposal == nil
}

func outside(d *Desk, _ office.Staff, c application.Case) bool { return d.isOutside(c.Deciding) }

// away: the letter is out and no answer came.
func away(d *Desk, _ office.Staff, c application.Case) bool {
	return d.isOutside(c.Deciding) && c.Body.Proposal == nil
}

// atDeciding: the case has come to the place that decides, whose rules and money
// count.
func atDeciding(d *Desk, _ office.Staff, c application.Case) bool {
	has, err := d.Units.Unit(c.Unit)
	deciding, missing := d.Units.Unit(c.Deciding)
	return err == nil && missing == nil && !deciding.Outside && has.Place == deciding.Place
}

func unproposed(d *Desk, s office.Staff, c application.Case) bool {
	return atDeciding(d, s, c) && c.Body.Proposal == nil
}

func proposedByOther(_ *Desk, s office.Staff, c application.Case) bool {
	return c.Body.Proposal != nil && office.FourEyes(c.Body.Proposal.By, s)
}

// unbiased refuses who decided the contested case: others look at an objection.
func (d *Desk) unbiased(ctx context.Context, s office.Staff, c application.Case, a Act) error {
	if c.About == "" || a != Propose && a != Confirm {
		return nil
	}
	before, err := d.Cases.Case(ctx, c.About)
	if err != nil {
		return err
	}
	if first := before.Body.Decision; first != nil && slices.Contains([]string{first.By, first.Confirmed}, s.ID) {
		return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.contested"))
	}
	return nil
}

// outcome is what an approval of the case gives; the zero value for a service
// that is no more.
func (d *Desk) outcome(c application.Case) catalogue.Outcome {
	if s, ok := d.Catalogue.Service(c.Service); ok {
		return s.Outcome
	}
	return catalogue.Outcome{}
}

// Pays reports whether an approval is money, so that its panel asks for an amount.
func (d *Desk) Pays(c application.Case) bool { return d.outcome(c).Pays() }
