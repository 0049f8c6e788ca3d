// Package matter owns what a case and a ticket have in common: the reference,
// the states and the history of changes. It must not know answers, pages or a
// store. The rules of days are portal/deadline's.
package matter

import (
	"slices"
	"time"

	"changban/portal"
)

// State is where a case stands (contract 5).
type State string

// States of a case.
const (
	Submitted           State = "submitted"
	Accepted            State = "accepted"
	NotAccepted         State = "not_accepted"
	SupplementRequested State = "supplement_requested"
	Lapsed              State = "lapsed"
	InReview            State = "in_review"
	Assessment          State = "assessment"
	PublicNotice        State = "public_notice"
	Approved            State = "approved"
	Refused             State = "refused"
	Delivered           State = "delivered"
	Closed              State = "closed"
	Reopened            State = "reopened"
	Withdrawn           State = "withdrawn"
)

// moves is the table of contract 5; withdrawing is added by May.
var moves = map[State][]State{
	Submitted:           {Accepted, NotAccepted, SupplementRequested},
	SupplementRequested: {Submitted, InReview, Lapsed},
	Accepted:            {InReview},
	InReview:            {Assessment, SupplementRequested, PublicNotice, Approved, Refused},
	Assessment:          {InReview},
	PublicNotice:        {InReview, Approved, Refused},
	Approved:            {Delivered},
	Delivered:           {Closed},
	Refused:             {Closed},
	Closed:              {Reopened},
	Reopened:            {InReview},
}

// States lists every state of a case, in the order of a normal life.
func States() []State {
	return []State{Submitted, SupplementRequested, Accepted, InReview, Assessment, PublicNotice,
		Approved, Refused, Delivered, Closed, NotAccepted, Lapsed, Withdrawn, Reopened}
}

// Withdrawable reports whether the person may still withdraw: in any state
// before a decision (contract 5).
func (s State) Withdrawable() bool {
	switch s {
	case Submitted, SupplementRequested, Accepted, InReview, Assessment, PublicNotice, Reopened:
		return true
	}
	return false
}

// Final reports whether nothing follows by itself.
func (s State) Final() bool {
	return s == NotAccepted || s == Lapsed || s == Withdrawn || s == Closed
}

// Open reports whether the matter still occupies its one_open place.
func (s State) Open() bool { return s.Withdrawable() }

// May reports whether a case may go from one state to another. Staying is
// allowed: forwarding and notes change no state.
func May(from, to State) bool {
	if from == to || to == Withdrawn && from.Withdrawable() {
		return true
	}
	return slices.Contains(moves[from], to)
}

// Event is one row of a matter's history: when, who, for whom, by which channel,
// from, to, why (contract 5). Rows are inserted and read, never changed.
type Event struct {
	Seq     int // 1, 2, 3 … within the matter
	At      time.Time
	Actor   portal.Actor
	Person  string // for whom
	Unit    string // unit of the officer
	Target  string // unit it was forwarded or sent to, "" else
	Action  string // what was done, such as submit, accept, forward
	From    State
	To      State
	Reasons []string // coded reasons
	Note    string   // free text in the writer's language; sealed in the store
	Key     string   // idempotency key of the form that did it
}
