package hotline

import (
	"slices"

	"changban/portal"
)

// What the acts change in a ticket; the state is Do's. Slices are copied: the
// ticket that was read stays as it was.

func (t *Ticket) dispatched(a Act) {
	t.Unit, t.Assignee, t.Clocks.Dispatched = a.Target, "", portal.DayOf(a.At)
	t.Moves++
}

func (t *Ticket) signed(a Act) { t.Assignee = a.Actor.ID }

func (t *Ticket) returned(a Act) { t.Returned = append(slices.Clone(t.Returned), a.Unit) }

func (t *Ticket) extended(Act) { t.Clocks.Extended = true }

func (t *Ticket) replied(a Act) {
	a.Reply.At, a.Reply.By = a.At, a.Actor.ID
	t.Body.Replies = append(slices.Clone(t.Body.Replies), a.Reply)
	t.Clocks.Replied = portal.DayOf(a.At)
}

func (t *Ticket) sentBack(Act) { t.Clocks.Replied = "" }

func (t *Ticket) asked(a Act) { t.Clocks.Asked = portal.DayOf(a.At) }

func (t *Ticket) rated(a Act) {
	a.Rating.At = a.At
	t.Body.Ratings = append(slices.Clone(t.Body.Ratings), a.Rating)
}

func (t *Ticket) closed(a Act) { t.Clocks.Closed = portal.DayOf(a.At) }

// reopened begins a round of its own: a new promise, other units may get it.
func (t *Ticket) reopened(a Act) {
	t.Redos++
	t.Opened, t.Late, t.Away, t.Moves, t.Returned = a.At, false, false, 0, nil
	limits := t.Clocks.Limits
	t.Clocks = Clocks{Limits: limits}
}

func (t *Ticket) escalated(a Act) {
	if a.Target != "" {
		t.Unit = a.Target
	}
}

func (t *Ticket) remember(a Act) { t.Marks = append(slices.Clone(t.Marks), t.mark(markOf(a))) }

func (t *Ticket) lastRating() Rating {
	if n := len(t.Body.Ratings); n > 0 {
		return t.Body.Ratings[n-1]
	}
	return Rating{Score: 5}
}
