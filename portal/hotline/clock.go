package hotline

import (
	"time"

	"changban/portal"
	"changban/portal/deadline"
	"changban/portal/matter"
)

// Clocks are the promises of a ticket, as they were made: a change of the office's
// numbers does not move them.
type Clocks struct {
	Limits     Limits
	Dispatched portal.Day // last dispatch, "" before
	SignBy     portal.Day // "" while nothing waits to be signed
	ReplyBy    portal.Day // told to the person
	Extended   bool
	Replied    portal.Day // "" before the reply
	CallBy     portal.Day // by when the person is asked how it was
	Asked      portal.Day // when the person was asked
	Closed     portal.Day
	Estimated  bool // a counted year has no published holiday notice yet
}

// Terms are the office's other numbers.
type Terms struct {
	DispatchMinutes int // urgent: dispatched, or the next on the list is called
	DispatchDays    int // working days
	CallDays        int // working days from the reply to the call back
	RateDays        int // working days without a rating until it closes
	ReopenDays      int // calendar days in which the person may reopen
	Transfers       int // dispatches after which it goes to the supervisor
	Redos           int // reopenings after which it goes to the supervisor
	Warn, Supervise time.Duration
}

// Rules are what tickets are held to on a day.
type Rules struct {
	Calendar deadline.Calendar
	Terms    Terms
	// Sure names the unit that a new ticket goes to without anybody looking, "" when
	// somebody has to look; nil: somebody always has.
	Sure func(Ticket) string
}

// Reckon computes the promised days anew from what the ticket keeps. The clock of
// a ticket never stands still: the facts name no reason for it.
func (r Rules) Reckon(t Ticket) (Ticket, error) {
	from := portal.DayOf(t.Opened)
	days := t.Clocks.Limits.Decide
	if t.Clocks.Extended {
		days += t.Clocks.Limits.Extend
	}
	due, err := r.Calendar.Due(from, days, nil, from)
	if err != nil {
		return Ticket{}, err
	}
	t.Clocks.ReplyBy, t.Clocks.Estimated = due.Day, due.Estimated
	if t.Urgent {
		t.Clocks.ReplyBy, t.Clocks.Estimated = from, false // the same day (P32)
	}
	t.Clocks.SignBy, t.Clocks.CallBy = "", ""
	if t.State == matter.Dispatched {
		t.Clocks.SignBy, err = r.Calendar.Add(t.Clocks.Dispatched, t.Clocks.Limits.Sign)
	}
	if err == nil && t.Clocks.Replied != "" {
		t.Clocks.CallBy, err = r.Calendar.Add(t.Clocks.Replied, r.Terms.CallDays)
	}
	return t, err
}

// DispatchBy is when an accepted ticket has to be on its way.
func (r Rules) DispatchBy(t Ticket) (time.Time, error) {
	if t.Urgent {
		return t.Opened.Add(time.Duration(r.Terms.DispatchMinutes) * time.Minute), nil
	}
	day, err := r.Calendar.Add(portal.DayOf(t.Opened), r.Terms.DispatchDays)
	return day.End(), err
}
