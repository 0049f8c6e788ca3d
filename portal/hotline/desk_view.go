package hotline

import (
	"context"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
)

// Promised is the day that is promised now and what for, OverReply or
// OverCall; both are "" when nobody waits any more.
func (t Ticket) Promised() (day portal.Day, promise string) {
	switch {
	case slices.Contains(handling(), t.State):
		return t.Clocks.ReplyBy, OverReply
	case slices.Contains(replied(), t.State):
		return t.Clocks.CallBy, OverCall
	}
	return "", ""
}

// offered reports whether an act makes sense as a ticket stands: what its rule would
// refuse whoever asks and whatever they say is not offered.
func offered(t Ticket, a Action) bool {
	k, _ := KindOf(t.Type)
	switch a {
	case Answer:
		return k.AnswerNow
	case SendAway, Respond:
		return !t.Away
	case TakeBack:
		return t.Away
	case Extend:
		return t.Clocks.Limits.Extend > 0 && !t.Urgent && !t.Clocks.Extended
	case Reopen:
		return k.Redo
	case Join:
		return t.Joined == ""
	}
	return true
}

// Is reports whether the officer is one of the parts to the ticket.
func (v View) Is(p Part) bool { return slices.Contains(v.Parts, p) }

// Hidden reports whether the officer may not know whose ticket it is.
func (v View) Hidden() bool { return v.Shielded && !v.Is(Operator) }

// Refuses says why an act is not possible now: KindForbidden when it is never this
// officer's, KindConflict when the ticket is in another state; nil when it is.
func (v View) Refuses(a Action) error {
	if slices.Contains(v.May, a) {
		return nil
	}
	for _, step := range steps() {
		if step.action == a && slices.ContainsFunc(v.Parts, func(p Part) bool { return slices.Contains(step.parts, p) }) {
			return portal.Fail(portal.KindConflict, portal.Msg("hotline.refused.state"))
		}
	}
	return refused("part")
}

// Places are those a call may be about that an officer takes down.
func (d *Desk) Places(s office.Staff) []portal.Place { return d.places(s) }

// DispatchBy is when a ticket that waits to be sent on has to be on its way; the
// zero time for every other.
func (d *Desk) DispatchBy(ctx context.Context, t Ticket) (time.Time, error) {
	if t.State != matter.Accepted && t.State != matter.Reopened {
		return time.Time{}, nil
	}
	rules, _, err := d.rules(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return rules.DispatchBy(t)
}

// ticketPaper is what a ticket's files are kept as.
const ticketPaper = "ticket"

// Attached are files that were kept for a reply before it was written out whole.
// KindNotFound for any that was not handed in with a ticket of this person.
func (d *Desk) Attached(ctx context.Context, s office.Staff, ref string, ids []string) ([]paper.File, error) {
	t, _, err := d.see(ctx, s, ref)
	if err != nil {
		return nil, err
	}
	var files []paper.File
	for _, id := range ids {
		f, _, err := d.Files.File(ctx, t.Person, id)
		if err != nil {
			return nil, err
		}
		if f.Paper != ticketPaper {
			return nil, portal.NotFound()
		}
		files = append(files, f)
	}
	return files, nil
}

// readBack is how long who took a call may read out its code: as long as a call
// may last. Afterwards it is the caller's alone.
const readBack = 30 * time.Minute

// Taken is a ticket with its code for who took the call and has just sent it.
// KindNotFound for everybody else, and afterwards.
func (d *Desk) Taken(ctx context.Context, s office.Staff, ref string) (Ticket, error) {
	t, _, err := d.see(ctx, s, ref)
	if err != nil {
		return Ticket{}, err
	}
	if t.Taker != s.ID || t.State == matter.TicketDraft || d.Clock.Now().Sub(t.Sent) >= readBack {
		return Ticket{}, portal.NotFound()
	}
	return t, nil
}
