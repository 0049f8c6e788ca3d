package hotline

import (
	"context"
	"errors"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/matter"
)

// Store keeps tickets. What one change writes, it writes all or none: the ticket,
// its history row, its messages and its audit rows.
type Store interface {
	// Ticket reads a ticket with its history; who may see it is the caller's duty.
	// KindNotFound, also when its person is deleted.
	Ticket(ctx context.Context, ref matter.Reference) (Ticket, error)
	// TicketFor is Ticket for somebody who signed in: what the identity sent
	// itself, what was sent for the person where the link is at LevelRegister, and,
	// under the person the identity itself is, what came from its own phone.
	// KindNotFound otherwise.
	TicketFor(ctx context.Context, identity, person string, ref matter.Reference) (Ticket, error)
	// TicketsOf lists what TicketFor would show, drafts included, newest first and
	// without history.
	TicketsOf(ctx context.Context, identity, person string) ([]Ticket, error)
	// ChangeTicket reads, calls fn and writes its Change as one step; a clash is
	// tried again with a fresh read. A repeated event key changes nothing and
	// returns the ticket as it stands, and so does ErrNothing from fn.
	ChangeTicket(ctx context.Context, ref matter.Reference, key string, fn func(Ticket) (Change, error)) (Ticket, error)
}

// DraftStore keeps what is being taken down.
type DraftStore interface {
	// BeginTicket keeps a draft, with a reference if it has none. With Own its
	// person is made in the same write, a key of its own and nothing else; the
	// person's history names no identity. A repeated start key of the same starter,
	// taker and person returns the first, as it stands. KindNotFound when the person
	// is deleted.
	BeginTicket(ctx context.Context, t Ticket, by portal.Actor) (Ticket, error)
	// SaveTicket writes a draft that is still at the revision read, all but its
	// person, taker, key and beginning; KindConflict. The stored revision is one more.
	SaveTicket(ctx context.Context, t Ticket) error
	// DropTicket removes a draft, and the key of a person that was its own, whose
	// history says by whom and when; KindNotFound when it is none.
	DropTicket(ctx context.Context, ref matter.Reference, by portal.Actor, at time.Time) error
	// TicketWishes lists who would be told of a ticket, with what they wish, oldest
	// identity first.
	TicketWishes(ctx context.Context, t Ticket) ([]delivery.Wish, error)
	// DraftTickets lists up to n drafts that nobody touched since an instant, the
	// oldest first, those of deleted persons as well.
	DraftTickets(ctx context.Context, since time.Time, n int) ([]matter.Reference, error)
	// TakenTickets lists up to n drafts that a taker takes down, touched last first,
	// without those of deleted persons.
	TakenTickets(ctx context.Context, taker string, n int) ([]Ticket, error)
}

// ListStore serves lists. What is still taken down and what belongs to a deleted
// person is in none of them.
type ListStore interface {
	// Tickets lists a page of a desk's tickets, the most urgent first, and counts
	// them by filter, in at most two trips.
	Tickets(ctx context.Context, q Query) (Queue, error)
	// TicketsDue lists up to n references after one, in their order, of tickets with
	// which time itself has something to do at an instant: Next has come.
	TicketsDue(ctx context.Context, now time.Time, after matter.Reference, n int) ([]matter.Reference, error)
	// TicketsNear lists up to n open tickets about a topic in a place that were sent
	// since an instant, newest first, without history and those that were joined.
	TicketsNear(ctx context.Context, topic Topic, place portal.Place, since time.Time, n int) ([]Ticket, error)
	// TicketsAnswered lists up to n replied tickets whose senders let the reply be
	// shown, newest first; place "" is everywhere. A reply that no reviewer has seen
	// yet, or that was contested since, stays out.
	TicketsAnswered(ctx context.Context, place portal.Place, n int) ([]Ticket, error)
}

// Change is one step of a ticket with everything that goes with it.
type Change struct {
	Ticket   Ticket
	Event    matter.Event
	Messages []delivery.Message
	Audit    []audit.Entry
}

// Filter narrows a desk's list, by what is to be done.
type Filter string

// Filters. FilterAll is everything that is not over.
const (
	FilterAll      Filter = ""
	FilterUrgent   Filter = "urgent"   // open and urgent
	FilterOverdue  Filter = "overdue"  // in handling, the promised day is over
	FilterToday    Filter = "today"    // in handling, promised for today
	FilterDispatch Filter = "dispatch" // accepted, returned, reopened: waits to be sent on
	FilterSign     Filter = "sign"     // dispatched
	FilterWork     Filter = "work"     // signed, in progress, extended, escalated
	FilterReview   Filter = "review"   // replied
	FilterCall     Filter = "call"     // answered now, reviewed, callback: the person is to be asked
	FilterAway     Filter = "away"     // with 12345's own system
	FilterOver     Filter = "over"     // closed, not accepted, withdrawn
)

// Filters lists them in page order.
func Filters() []Filter {
	return []Filter{FilterAll, FilterUrgent, FilterOverdue, FilterToday, FilterDispatch, FilterSign, FilterWork, FilterReview, FilterCall,
		FilterAway, FilterOver}
}

// Query asks for a page of tickets that were sent. It finds those of any of Places,
// those that one of Units has, and those that lie in one of Areas; all empty finds
// none.
type Query struct {
	Places []portal.Place
	Units  []string
	Areas  []string // units of streets and sumus
	Filter Filter
	Today  portal.Day
	// Search finds by reference, or by the last four digits of the caller's phone
	// within Places; "" finds all. What is searched for is found in any state.
	Search string
	Known  bool // digits find a shielded ticket too: an operator knows who called
	Page   int  // from 1
	Size   int
}

// Queue is one page with the counts of every filter.
type Queue struct {
	Tickets []Ticket // without history
	Counts  map[Filter]int
	Total   int // of the filter asked for
}

// ErrNothing is returned by the function of ChangeTicket when what is asked for has
// happened already.
var ErrNothing = errors.New("nothing to do")
