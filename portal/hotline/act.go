package hotline

import (
	"slices"
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// Part is what somebody is to a ticket while acting.
type Part string

// Parts. The clock acts by itself when a day is over.
const (
	Caller     Part = "caller" // whose ticket it is, or who helps
	Operator   Part = "operator"
	Handler    Part = "handler"
	Reviewer   Part = "reviewer"
	Supervisor Part = "supervisor"
	// Commissioner is the disability worker of a community, who visits and notes.
	Commissioner Part = "commissioner"
	Clock        Part = "clock"
)

// Action is one thing that is done with a ticket.
type Action string

// Actions that change the state.
const (
	Accept   Action = "accept"
	Refuse   Action = "refuse"
	Answer   Action = "answer" // at once, from the guides
	Dispatch Action = "dispatch"
	Sign     Action = "sign"
	Return   Action = "return"
	Start    Action = "start"
	Extend   Action = "extend"
	Respond  Action = "reply"
	Review   Action = "review"
	SendBack Action = "send_back"
	CallBack Action = "call_back"
	Rate     Action = "rate"
	Close    Action = "close"
	Reopen   Action = "reopen"
	Escalate Action = "escalate"
	Withdraw Action = "withdraw"
)

// Actions that leave the state as it is: a row of the history, and a flag.
const (
	SendAway  Action = "send_away" // to 12345's own system
	TakeBack  Action = "take_back"
	Join      Action = "join"
	Miss      Action = "miss"      // a promised day was missed
	Warn      Action = "warn"      // the handler is reminded
	Supervise Action = "supervise" // the supervisor is told
	Page      Action = "page"      // the next of the on-call list is called
	Note      Action = "note"
)

// Act is one thing that is done, by whom and with what.
type Act struct {
	Action  Action
	Part    Part
	Actor   portal.Actor
	Unit    string // of the officer
	Target  string // unit it goes to, or the reference it is joined to
	Reasons []string
	Note    string
	Reply   Reply  // for Respond and Answer
	Rating  Rating // for Rate
	At      time.Time
	Key     string
}

// step is one row of the table of actions.
type step struct {
	action Action
	parts  []Part
	from   []matter.State
	to     matter.State // "": the state stays
	why    bool         // a coded reason is needed
	may    func(Rules, Ticket, Act) error
	do     func(*Ticket, Act)
}

// handling are the states in which somebody works on a ticket or should.
func handling() []matter.State {
	return []matter.State{matter.Accepted, matter.Dispatched, matter.Returned, matter.Signed, matter.InProgress,
		matter.Extended, matter.Reopened, matter.Escalated}
}

// steps is who may do what, from where, and what it changes.
func steps() []step {
	desk := []Part{Operator, Supervisor}
	working, open := handling(), slices.Concat(handling(), replied())
	return []step{
		{Accept, []Part{Operator, Clock}, []matter.State{matter.TicketDraft}, matter.Accepted, false, nil, nil},
		{Refuse, desk, []matter.State{matter.TicketDraft}, matter.NotAccepted, true, nil, nil},
		{Answer, []Part{Operator}, []matter.State{matter.Accepted}, matter.AnsweredNow, false, mayAnswer, (*Ticket).replied},
		{Dispatch, []Part{Operator, Supervisor, Clock}, []matter.State{matter.Accepted, matter.Returned, matter.Reopened}, matter.Dispatched, false, mayDispatch, (*Ticket).dispatched},
		{Sign, []Part{Handler}, []matter.State{matter.Dispatched}, matter.Signed, false, mine, (*Ticket).signed},
		{Return, []Part{Handler}, []matter.State{matter.Dispatched}, matter.Returned, true, mayReturn, (*Ticket).returned},
		{Start, []Part{Handler, Supervisor}, []matter.State{matter.Signed, matter.Escalated}, matter.InProgress, false, mine, nil},
		{Extend, []Part{Handler}, []matter.State{matter.InProgress}, matter.Extended, true, mayExtend, (*Ticket).extended},
		{Respond, []Part{Handler, Supervisor}, []matter.State{matter.InProgress, matter.Extended}, matter.Replied, false, mayReply, (*Ticket).replied},
		{Review, []Part{Reviewer, Supervisor}, []matter.State{matter.Replied}, matter.Reviewed, false, notOwnReply, nil},
		{SendBack, []Part{Reviewer, Supervisor}, []matter.State{matter.Reviewed}, matter.InProgress, true, notOwnReply, (*Ticket).sentBack},
		{CallBack, []Part{Operator, Reviewer, Clock}, []matter.State{matter.AnsweredNow, matter.Reviewed}, matter.Callback, false, nil, (*Ticket).asked},
		{Rate, []Part{Caller, Operator}, []matter.State{matter.Callback}, matter.Rated, false, mayRate, (*Ticket).rated},
		{Close, []Part{Operator, Clock}, []matter.State{matter.AnsweredNow, matter.Callback, matter.Rated}, matter.Closed, false, mayClose, (*Ticket).closed},
		{Reopen, []Part{Caller, Operator, Supervisor, Clock}, []matter.State{matter.Closed, matter.Rated}, matter.Reopened, false, mayReopen, (*Ticket).reopened},
		{Escalate, []Part{Operator, Supervisor, Clock}, []matter.State{matter.Returned, matter.Reopened}, matter.Escalated, false, nil, (*Ticket).escalated},
		{Withdraw, []Part{Caller, Operator}, withdrawable(), matter.Withdrawn, false, nil, nil},
		{SendAway, desk, working, "", true, atHome, func(t *Ticket, _ Act) { t.Away = true }},
		{TakeBack, desk, working, "", false, atAway, func(t *Ticket, _ Act) { t.Away = false }},
		{Join, []Part{Caller, Operator}, working, "", false, mayJoin, func(t *Ticket, a Act) { t.Joined = matter.Reference(a.Target) }},
		{Miss, []Part{Clock}, working, "", false, nil, func(t *Ticket, a Act) { t.Late = true; t.remember(a) }},
		{Warn, []Part{Clock}, working, "", false, nil, (*Ticket).remember},
		{Supervise, []Part{Clock}, open, "", false, nil, (*Ticket).remember},
		{Page, []Part{Clock}, working, "", false, nil, nil},
		{Note, []Part{Caller, Operator, Handler, Reviewer, Supervisor, Commissioner}, open, "", false, nil, nil},
	}
}

func replied() []matter.State {
	return []matter.State{matter.AnsweredNow, matter.Replied, matter.Reviewed, matter.Callback}
}

func withdrawable() []matter.State {
	return slices.DeleteFunc(matter.TicketStates(), func(s matter.State) bool { return !s.TicketWithdrawable() })
}

// Do carries one act out and returns the ticket as it shall be, with the row of
// its history; Seq is the store's. KindConflict: not in this state any more, so the
// page shows what is. KindForbidden: not this part, or a rule against it.
func (r Rules) Do(t Ticket, a Act) (Ticket, matter.Event, error) {
	i := slices.IndexFunc(steps(), func(s step) bool { return s.action == a.Action && slices.Contains(s.from, t.State) })
	if i < 0 {
		return t, matter.Event{}, portal.Fail(portal.KindConflict, portal.Msg("hotline.refused.state"))
	}
	s := steps()[i]
	if err := s.refuse(r, t, a); err != nil {
		return t, matter.Event{}, err
	}
	event := matter.Event{At: a.At, Actor: a.Actor, Person: t.Person, Unit: a.Unit, Target: a.Target, Action: string(a.Action),
		From: t.State, To: t.State, Reasons: a.Reasons, Note: a.Note, Key: a.Key}
	if s.to != "" {
		t.State, event.To = s.to, s.to
	}
	if s.do != nil {
		s.do(&t, a)
	}
	t, err := r.Reckon(t)
	if err == nil {
		t.Next, err = r.Next(t.with(event))
	}
	return t, event, err
}

// with is the ticket with one more row of its history.
func (t Ticket) with(e matter.Event) Ticket {
	t.Events = append(slices.Clone(t.Events), e)
	return t
}

func (s step) refuse(r Rules, t Ticket, a Act) error {
	switch {
	case !slices.Contains(s.parts, a.Part):
		return refused("part")
	case s.why && len(a.Reasons) == 0:
		return portal.Fail(portal.KindInvalid, portal.Msg("hotline.refused.reason"))
	case s.may == nil:
		return nil
	}
	return s.may(r, t, a)
}

// refused is a rule that stands against an act.
func refused(rule string) error {
	return portal.Fail(portal.KindForbidden, portal.Msg("hotline.refused."+rule))
}
