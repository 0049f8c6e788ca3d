package benefit

import (
	"slices"
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// By is who changes something and why; it becomes the history row.
type By struct {
	At    time.Time
	Actor portal.Actor
	Case  matter.Reference // that caused it, "" for the worker or the person
	Key   string           // idempotency key of the form
}

func (by By) today() portal.Day { return portal.DayOf(by.At) }

func (by By) event(action, from, to string, month portal.Month, reason string) Event {
	return Event{
		At: by.At, Actor: by.Actor, Action: action, From: from, To: to,
		Month: month, Reason: reason, Case: by.Case, Key: by.Key,
	}
}

// Codes of why a benefit stands still or ended. Definitions name those that stop
// their outcome, see catalogue.Service.Stops.
const (
	CardHasExpired   = "card_expired"
	CardWasCancelled = "card_cancelled"
	CardIsFrozen     = "card_frozen"
	LevelChanged     = "level"         // the new level or category does not meet the rule
	Moved            = "moved"         // the household register moved to another place
	Died             = "died"          // P15: ends with the month after
	AidLost          = "aid_lost"      // the relief it stands on ended, such as dibao
	OtherSupport     = "other_support" // money it may not be had together with
	InCare           = "in_care"       // taken into an institution paid by the state
	InPrison         = "in_prison"
	OwnWish          = "own_wish"
	RecheckMissing   = "recheck_missing"
	NotReached       = "not_reached"
	PeriodOver       = "period_over" // a yearly grant or a thing's use-life
	DecisionChanged  = "decision_changed"
)

// Reasons lists the codes in the order in which a form shows them; words are
// benefit.reason.<code>.
func Reasons() []string {
	return []string{CardHasExpired, CardWasCancelled, CardIsFrozen, LevelChanged, Moved, Died, AidLost,
		OtherSupport, InCare, InPrison, OwnWish, RecheckMissing, NotReached, PeriodOver, DecisionChanged}
}

// Suspend stops b from month on: what is owed before stays owed. KindConflict
// when it does not run.
func Suspend(b Benefit, month portal.Month, reason string, by By) (Step, error) {
	if b.State != Active {
		return Step{}, moved()
	}
	return b.stop(Suspended, "suspend", month, reason, by), nil
}

// End ends b from month on, for good. KindConflict when it has ended.
func End(b Benefit, month portal.Month, reason string, by By) (Step, error) {
	if b.State == Ended {
		return Step{}, moved()
	}
	return b.stop(Ended, "end", month, reason, by), nil
}

func (b Benefit) stop(to State, action string, month portal.Month, reason string, by By) Step {
	event := by.event(action, string(b.State), string(to), month, reason)
	b.Spans, b.State, b.Reason = before(b.Spans, month), to, reason
	return Step{Benefit: b, Event: event}
}

// Resume lets b run again from month, and pays back the months it stood still
// before, at most backPay of them (P13: at most three). KindConflict when it is
// not suspended.
func Resume(b Benefit, month portal.Month, backPay int, by By) (Step, error) {
	if b.State != Suspended {
		return Step{}, moved()
	}
	event := by.event("resume", string(b.State), string(Active), month, b.Reason)
	switch {
	case b.Kind == Payment && b.Period == Once: // its one month is owed or paid, whenever it runs again
		b.Spans = []Span{{From: b.From}}
	case b.Kind == Payment:
		b.Spans = reopen(b.Spans, max(month.Add(-backPay), b.From))
	}
	b.State, b.Reason = Active, ""
	return Step{Benefit: b, Event: event}, nil
}

// NewAccount changes where the money of b goes. The state stays.
func NewAccount(b Benefit, to Payee, by By) Step {
	to.Given = by.At.UnixMicro()
	b.Payee = to
	return Step{Benefit: b, Event: by.event("account", string(b.State), string(b.State), "", "")}
}

// newCardDay notes the last day of the card b stands on.
func newCardDay(b Benefit, day portal.Day, by By) Step {
	b.Card = day
	return Step{Benefit: b, Event: by.event("card", string(b.State), string(b.State), "", "")}
}

func moved() error { return portal.Fail(portal.KindConflict, portal.Msg("benefit.moved")) }

// before returns the part of spans that lies before month.
func before(spans []Span, month portal.Month) []Span {
	var out []Span
	for _, s := range spans {
		if s.From >= month {
			continue
		}
		if s.To == "" || s.To >= month {
			s.To = month.Add(-1)
		}
		out = append(out, s)
	}
	return out
}

// reopen adds an open span from month on, without a month twice.
func reopen(spans []Span, month portal.Month) []Span {
	out := slices.Clone(spans)
	if n := len(out); n > 0 && out[n-1].To != "" && out[n-1].To >= month.Add(-1) {
		out[n-1].To = ""
		return out
	}
	return append(out, Span{From: month})
}
