package matter

import "slices"

// States of a ticket that a case has not (services facts, hotline).
const (
	TicketDraft State = "draft" // being taken down; not sent yet
	AnsweredNow State = "answered_now"
	Dispatched  State = "dispatched"
	Signed      State = "signed"
	Returned    State = "returned"
	InProgress  State = "in_progress"
	Extended    State = "extended"
	Replied     State = "replied"
	Reviewed    State = "reviewed"
	Callback    State = "callback"
	Rated       State = "rated"
	Escalated   State = "escalated"
)

// ticketMoves is the table of the services facts with the rows that issue 6 names:
// callback may close without a rating. Withdrawing is added by MayTicket.
var ticketMoves = map[State][]State{
	TicketDraft: {Accepted, NotAccepted},
	Accepted:    {AnsweredNow, Dispatched},
	AnsweredNow: {Callback, Closed},
	Dispatched:  {Signed, Returned},
	Returned:    {Dispatched, Escalated},
	Signed:      {InProgress},
	InProgress:  {Extended, Replied},
	Extended:    {Replied},
	Replied:     {Reviewed},
	Reviewed:    {Callback, InProgress},
	Callback:    {Rated, Closed},
	Rated:       {Closed, Reopened},
	Reopened:    {Dispatched, Escalated},
	Escalated:   {InProgress},
	Closed:      {Reopened},
}

// TicketStates lists every state of a ticket, in the order of the facts.
func TicketStates() []State {
	return []State{TicketDraft, Accepted, AnsweredNow, Dispatched, Signed, Returned, InProgress, Extended, Replied, Reviewed,
		Callback, Rated, Reopened, Escalated, Closed, NotAccepted, Withdrawn}
}

// TicketWithdrawable reports whether the person may still take a ticket back:
// before it is replied to (issue 6).
func (s State) TicketWithdrawable() bool {
	switch s {
	case Accepted, Dispatched, Signed, Returned, InProgress, Extended, Reopened, Escalated:
		return true
	}
	return false
}

// MayTicket reports whether a ticket may go from one state to another. Staying is
// allowed: joining, lateness and the way to 12345 and back are rows of the
// history and flags, never states.
func MayTicket(from, to State) bool {
	if from == to || to == Withdrawn && from.TicketWithdrawable() {
		return true
	}
	return slices.Contains(ticketMoves[from], to)
}
