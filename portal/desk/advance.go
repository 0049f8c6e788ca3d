package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/office"
)

// paperDays are the working days to bring the papers after the first help (P38).
const paperDays = 5

// unhelped: urgent, opened, and the first help has not been given.
func unhelped(d *Desk, s office.Staff, c application.Case) bool {
	return c.Urgent && !helped(c) && opened(d, s, c) && c.Body.Proposal == nil && !d.isOutside(c.Deciding)
}

func helped(c application.Case) bool {
	return slices.ContainsFunc(c.Events, func(e matter.Event) bool { return e.Action == string(Advance) })
}

// HelpBy returns the last day of the first help of an urgent case, and whether
// one is waited for.
func HelpBy(c application.Case) (portal.Day, bool) {
	if !c.Urgent || helped(c) || !c.State.Open() {
		return "", false
	}
	return portal.DayOf(c.Submitted).Add(application.HelpDays), true
}

// reckon computes the days of a case; until the first help an urgent case is due
// with it.
func (d *Desk) reckon(c application.Case) (application.Case, error) {
	c, err := application.Reckon(d.Calendar, c)
	if help, waits := HelpBy(c); waits && err == nil {
		c.Due = min(c.Due, help)
	}
	return c, err
}

func (d *Desk) checkAdvance(c application.Case, in Input, fail func(field, id string)) {
	if d.Pays(c) {
		d.checkFen(c, in, fail)
	}
	if len(in.Papers) == 0 {
		return
	}
	if c.State == matter.Accepted {
		fail("papers", "desk.advance.ask_later")
		return
	}
	d.checkAsked(c, in, fail)
}

// advance gives the first help at once; papers that are missing are asked for
// afterwards, and the notice is left out (P38).
func (d *Desk) advance(ctx context.Context, w work) (application.Change, error) {
	to, err := w.c.State, error(nil)
	if len(w.in.Papers) > 0 {
		var until portal.Day
		if until, err = d.Calendar.Add(d.today(), paperDays); err == nil {
			w.c, err = d.asked(w, until)
		}
		to = matter.SupplementRequested
	} else {
		w.c, err = application.Reckon(d.Calendar, w.c)
	}
	if err != nil {
		return application.Change{}, err
	}
	change, _ := d.to(ctx, w, to)
	err = d.grant(ctx, w, grant{fen: w.in.Fen, month: d.today().Month(), advance: true}, &change)
	return change, err
}

// asked adds a request for papers; the clock stands until the answer.
func (d *Desk) asked(w work, until portal.Day) (application.Case, error) {
	asked := application.Asked{
		Papers: w.in.Papers, Note: w.in.Note, At: d.Clock.Now(), Until: until, From: w.c.State,
	}
	w.c.Body.Asked = append(slices.Clone(w.c.Body.Asked), asked)
	w.c.StoppedFrom = d.today()
	c, err := application.Reckon(d.Calendar, w.c)
	c.Due = until // while the person's days run, they are the case's
	return c, err
}

// Helped lists the first helps among what a person has from a case.
func Helped(c application.Case, all []benefit.Benefit) []benefit.Benefit {
	return slices.DeleteFunc(slices.Clone(all), func(b benefit.Benefit) bool { return b.Case != c.Ref || !b.Advance })
}
