package desk

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/office"
)

// extendable: the service may take longer, it has not yet, and the promised day
// is not over. Time alone never stretches a promise.
func extendable(d *Desk, s office.Staff, c application.Case) bool {
	_, may := d.ExtendsTo(c)
	return may && unproposed(d, s, c)
}

// ExtendsTo returns the last day to which a case may be put off, and whether it
// may be.
func (d *Desk) ExtendsTo(c application.Case) (portal.Day, bool) {
	def, ok := d.Catalogue.Service(c.Service)
	if !ok || def.Days.Extend == 0 || Extended(c) || c.Promised < d.today() {
		return "", false
	}
	return c.Promised.Add(def.Days.Extend), true
}

// Extended reports whether a case was put off already.
func Extended(c application.Case) bool {
	return slices.ContainsFunc(c.Events, func(e matter.Event) bool { return e.Action == string(Extend) })
}

// checkExtend: a day after the promised one and not too far, and a reason in
// words, which the person is told.
func (d *Desk) checkExtend(c application.Case, in Input, fail func(field, id string)) {
	last, _ := d.ExtendsTo(c)
	if _, err := portal.ParseDay(string(in.Day)); err != nil || in.Day <= c.Promised || in.Day > last {
		fail("day", "desk.extend.day_wrong")
	}
	if strings.TrimSpace(in.Note) == "" {
		fail("note", "desk.extend.note_empty")
	}
}

// extend promises a later day. The case keeps the days it is promised, so stops
// and holidays count on as before.
func (d *Desk) extend(ctx context.Context, w work) (application.Change, error) {
	more := w.c.Promised.Until(w.in.Day)
	w.c.StageDays, w.c.TotalDays, w.c.Calendar = w.c.StageDays+more, w.c.TotalDays+more, w.c.Calendar+more
	var err error
	if w.c, err = d.reckon(w.c); err != nil {
		return application.Change{}, err
	}
	return d.to(ctx, w, w.c.State)
}
