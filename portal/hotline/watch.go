package hotline

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// What a reminder is about: the reason code of its row.
const (
	OverDispatch = "dispatch"
	OverSign     = "sign"
	OverReply    = "reply"
	OverCall     = "call"
	OverMoves    = "transfers"
	OverRedos    = "redos"
)

// coming is an act of the clock and the instant from which it is due.
type coming struct {
	act Act
	at  time.Time
}

// Due returns what time itself does with a ticket now, in order: what follows at
// once from its state, and what a day that is over brings. Each comes once: the
// ticket keeps what was done. A ticket that was joined follows the first.
func (r Rules) Due(t Ticket, now time.Time) ([]Act, error) {
	all, err := r.coming(t)
	var acts []Act
	for _, c := range all {
		if !now.Before(c.at) {
			acts = append(acts, clock(c.act, now))
		}
	}
	return acts, err
}

// Next is the instant from which Due has something to do if nobody acts before;
// zero when it never has.
func (r Rules) Next(t Ticket) (time.Time, error) {
	all, err := r.coming(t)
	var next time.Time
	for _, c := range all {
		if next.IsZero() || c.at.Before(next) {
			next = c.at
		}
	}
	return next, err
}

func (r Rules) coming(t Ticket) ([]coming, error) {
	if t.Joined != "" {
		return nil, nil
	}
	if next, follows := r.follows(t); follows {
		return []coming{{next, t.Opened}}, nil
	}
	var all []coming
	for _, find := range []func(Ticket) ([]coming, error){r.slowDispatch, r.slowSign, r.slowReply, r.slowCall} {
		found, err := find(t)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// follows is what nobody has to decide: a ticket whose unit is sure goes there, a rating closes a ticket or brings it back,
// too many transfers or rounds bring it before the supervisor (P34).
func (r Rules) follows(t Ticket) (Act, bool) {
	k, _ := KindOf(t.Type)
	switch {
	case t.State == matter.Accepted && t.Moves == 0 && r.sure(t) != "":
		return Act{Action: Dispatch, Target: r.sure(t)}, true
	case t.State == matter.Rated && k.Redo && t.lastRating().Low():
		return Act{Action: Reopen}, true
	case t.State == matter.Rated:
		return Act{Action: Close}, true
	case t.State == matter.Reopened && t.Redos >= r.Terms.Redos:
		return Act{Action: Escalate, Reasons: []string{OverRedos}}, true
	case t.State == matter.Returned && t.Moves >= r.Terms.Transfers:
		return Act{Action: Escalate, Reasons: []string{OverMoves}}, true
	}
	return Act{}, false
}

func (r Rules) sure(t Ticket) string {
	if r.Sure == nil {
		return ""
	}
	return r.Sure(t)
}

// slowDispatch calls the next of the on-call list for each half hour that an
// urgent ticket lies, and tells the supervisor of any other.
func (r Rules) slowDispatch(t Ticket) ([]coming, error) {
	if t.State != matter.Accepted && t.State != matter.Reopened {
		return nil, nil
	}
	by, err := r.DispatchBy(t)
	if err != nil || !t.Urgent {
		return t.once(Supervise, OverDispatch, by), err
	}
	called := 0
	for _, e := range t.Events {
		if e.Action == string(Page) && !e.At.Before(t.Opened) {
			called++
		}
	}
	call := Act{Action: Page, Reasons: []string{OverDispatch}, Note: strconv.Itoa(called + 1)}
	return []coming{{call, by.Add(by.Sub(t.Opened) * time.Duration(called))}}, nil
}

func (r Rules) slowSign(t Ticket) ([]coming, error) {
	if t.State != matter.Dispatched {
		return nil, nil
	}
	return t.once(Supervise, OverSign, t.Clocks.SignBy.End()), nil
}

// slowReply warns the handler, then tells the supervisor, then says that the
// promise was missed (P35). A promise shorter than a warning's time has none.
func (r Rules) slowReply(t Ticket) ([]coming, error) {
	if !slices.Contains(handling(), t.State) {
		return nil, nil
	}
	last := t.Clocks.ReplyBy.End()
	var all []coming
	if at := last.Add(-r.Terms.Warn); at.After(t.Opened) {
		all = append(all, t.once(Warn, OverReply, at)...)
	}
	if at := last.Add(-r.Terms.Supervise); at.After(t.Opened) {
		all = append(all, t.once(Supervise, OverReply, at)...)
	}
	return append(all, t.once(Miss, OverReply, last)...), nil
}

// slowCall tells the supervisor of a person nobody asked, and closes a ticket whose
// person was asked and said nothing for the set days.
func (r Rules) slowCall(t Ticket) ([]coming, error) {
	switch t.State {
	case matter.Replied, matter.Reviewed, matter.AnsweredNow:
		return t.once(Supervise, OverCall, t.Clocks.CallBy.End()), nil
	case matter.Callback:
		last, err := r.Calendar.Add(t.Clocks.Asked, r.Terms.RateDays)
		return []coming{{Act{Action: Close}, last.End()}}, err
	}
	return nil, nil
}

// once is an act that was not done in this round.
func (t Ticket) once(action Action, why string, at time.Time) []coming {
	a := Act{Action: action, Reasons: []string{why}}
	if t.HasMark(markOf(a)) {
		return nil
	}
	return []coming{{a, at}}
}

func markOf(a Act) string { return strings.Join(append([]string{string(a.Action)}, a.Reasons...), " ") }

func clock(a Act, now time.Time) Act {
	a.Part, a.Actor, a.At = Clock, portal.Actor{Kind: portal.ActorSystem}, now
	return a
}
