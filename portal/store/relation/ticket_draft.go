package relation

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/seal"
)

// BeginTicket keeps a draft, with a reference if it has none. With Own its person
// is made in the same write, a key of its own and nothing else: its history names
// no identity, for the ticket may become one of nobody. A repeated start key of the
// same starter, taker and person returns the first. KindNotFound when the person is
// gone.
func (s *Store) BeginTicket(ctx context.Context, t hotline.Ticket, by portal.Actor) (hotline.Ticket, error) {
	if t.Ref == "" {
		t.Ref = matter.NewReference(matter.TicketKind)
	}
	t.State, t.Rev, t.Version, t.Events = matter.TicketDraft, 0, 0, nil
	w := s.writing()
	k, err := w.owner(ctx, &t, by)
	if err != nil {
		return hotline.Ticket{}, err
	}
	sets := append(fixedTicketSets(t), s.movingTicketSets(k, t)...)
	w.add(insert("ticket", append(sets, set{"rev", int64(0)}, set{"version", int64(0)}, set{"head", []byte{}})))
	if err = w.commit(ctx); err == nil {
		return t, nil
	}
	if t.Own {
		s.recall.forgetKey(t.Person)
	}
	if !broke(err, "start_key") {
		return hotline.Ticket{}, err
	}
	c, err := s.one(ctx, query("select ref from ticket where starter = ? and taker = ? and start_for = ? and start_key = ?",
		t.Starter, t.Taker, startFor(t), t.Key))
	if err != nil {
		return hotline.Ticket{}, err
	}
	return s.Ticket(ctx, matter.Reference(c.text()))
}

// owner returns the key a new ticket is sealed with, of a person that is made for
// it when it has none.
func (w *writing) owner(ctx context.Context, t *hotline.Ticket, by portal.Actor) (seal.PersonKey, error) {
	if !t.Own {
		return w.s.keyOf(ctx, t.Person)
	}
	if by.Kind == portal.ActorIdentity {
		by.ID = ""
	}
	t.Person = portal.NewID()
	rows, head, k := w.s.newPerson(account.Person{ID: t.Person, Created: t.Begun}, by)
	w.add(rows...)
	w.keep(head)
	return k, nil
}

// SaveTicket writes a draft that is still at the revision read; the stored
// revision is one more than t.Rev. KindConflict when it moved on, was sent or is
// gone, KindNotFound when its person is deleted.
func (s *Store) SaveTicket(ctx context.Context, t hotline.Ticket) error {
	k, err := s.keyOf(ctx, t.Person)
	if err != nil {
		return err
	}
	t.State = matter.TicketDraft
	sets := append(s.movingTicketSets(k, t), set{"rev", int64(t.Rev + 1)})
	return s.do(ctx, update("ticket", sets, "ref = ? and person = ? and rev = ? and state = 'draft'",
		string(t.Ref), t.Person, int64(t.Rev)).must())
}

// DropTicket removes a draft, and the key of a person that was its own;
// KindNotFound when it is none. One whose person is deleted goes as well.
func (s *Store) DropTicket(ctx context.Context, ref matter.Reference, by portal.Actor, at time.Time) error {
	c, err := s.one(ctx, query("select person, own from ticket where ref = ? and state = 'draft'", string(ref)))
	if err != nil {
		return err
	}
	person, own := c.text(), c.flag()
	drop := query("delete from ticket where ref = ? and state = 'draft'", string(ref)).must()
	if !own {
		return as(s.do(ctx, drop), portal.KindConflict, portal.KindNotFound)
	}
	rows, next, err := s.destroyed(ctx, person, by, at)
	if portal.Is(err, portal.KindNotFound) {
		return as(s.do(ctx, drop), portal.KindConflict, portal.KindNotFound)
	}
	if err != nil {
		return err
	}
	err = s.changed(s.do(ctx, append([]Statement{drop}, rows...)...), next)
	if err == nil {
		s.recall.forgetKey(person)
	}
	return as(err, portal.KindConflict, portal.KindNotFound)
}

// TakenTickets lists up to n drafts that a taker takes down, touched last first.
func (s *Store) TakenTickets(ctx context.Context, taker string, n int) ([]hotline.Ticket, error) {
	return s.tickets(ctx, query("select "+ownerColumns+ticketColumns+ticketFrom+
		" where t.state = 'draft' and t.taker = ? and t.taker <> '' order by t.touched desc, t.ref limit ?", taker, int64(n)))
}

// DraftTickets lists up to n drafts that nobody touched since an instant, the
// oldest first, those of deleted persons as well.
func (s *Store) DraftTickets(ctx context.Context, since time.Time, n int) ([]matter.Reference, error) {
	return s.references(ctx, query("select ref from ticket where state = 'draft' and touched < ? order by touched, ref limit ?",
		micros(since), int64(n)))
}
