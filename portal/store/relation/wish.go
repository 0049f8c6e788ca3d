package relation

import (
	"context"
	"time"

	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/seal"
)

const wishColumns = "i.id, i.phone, i.created, i.wish"

func wishPlace(identity string) seal.Where {
	return seal.Where{Table: "identity", Column: "wish", Row: identity}
}

// wish reads wishColumns. Where nothing was said the usual holds.
func (s *Store) wish(c *cursor) (delivery.Wish, error) {
	who, err := s.identity(c)
	if err != nil {
		return delivery.Wish{}, err
	}
	w := delivery.DefaultWish()
	if kept := c.bytes(); len(kept) > 0 {
		w, err = openJSON[delivery.Wish](s.ring.System("identity"), wishPlace(who.ID), kept)
	}
	w.Identity, w.Phone = who.ID, who.Phone
	return w, err
}

// Wish returns how an identity wants to be told; KindNotFound.
func (s *Store) Wish(ctx context.Context, identity string) (delivery.Wish, error) {
	c, err := s.one(ctx, query("select "+wishColumns+" from identity i where i.id = ?", identity))
	if err != nil {
		return delivery.Wish{}, err
	}
	return s.wish(c)
}

// PutWish keeps how an identity wants to be told; KindNotFound. How somebody can be
// reached tells of a disability, so it is sealed.
func (s *Store) PutWish(ctx context.Context, w delivery.Wish) error {
	return s.chose(ctx, w.Identity, set{"wish", sealJSON(s.ring.System("identity"), wishPlace(w.Identity), w)})
}

// WishesOf lists everybody a message is carried to: its recipient; of a case also the
// person itself, where it has an identity of the register's level; and, of a message
// to nobody in particular, who may see it on the person's page. Tickets name all
// themselves who are told.
func (s *Store) WishesOf(ctx context.Context, m delivery.Message) ([]delivery.Wish, error) {
	list := query("select "+wishColumns+" from identity i where i.id = ? or i.id in (select l.identity from link l"+
		" where l.person = ? and l.level >= 2 and l.relation = 'self' and exists (select 1 from case_file c where c.ref = ?))",
		m.Recipient, m.Person, m.Case)
	if m.Recipient == "" {
		list = query("select "+wishColumns+" from identity i where i.id in (select l.identity from link l"+
			" where l.person = ? and (l.level >= 2 or exists (select 1 from case_file c where c.ref = ? and c.starter = l.identity)))",
			m.Person, m.Case)
	}
	rows, err := s.read(ctx, list.and(" order by i.created, i.id"))
	if err != nil {
		return nil, err
	}
	return each(rows[0], s.wish)
}

// wishesOfAll reads the wishes of identities, given by a query for their ids with ?
// for its arguments: oldest first, with the language they chose for messages, and
// whether they are the person's own.
func wishesOfAll(person, ids string, args ...any) Statement {
	return query("select "+wishColumns+", i.notice_language, (select count(*) from link o where o.identity = i.id and o.person = ?"+
		" and o.relation = 'self') from identity i where i.id in ("+ids+") order by i.created, i.id", append([]any{person}, args...)...)
}

// wishOfAll reads a row of wishesOfAll.
func (s *Store) wishOfAll(c *cursor) (delivery.Wish, error) {
	w, err := s.wish(c)
	w.Language, w.Own = c.text(), c.int() > 0
	return w, err
}

// toldOfDraft is who will be told of what a draft becomes, as WishesOf says it of a
// case.
func toldOfDraft(person, draft string) Statement {
	return wishesOfAll(person, "select d.identity from draft d where d.id = ? union select l.identity from link l"+
		" where l.person = ? and l.level >= 2 and l.relation = 'self'", draft, person)
}

// TicketWishes lists who is told of a ticket, with what they wish, oldest identity
// first.
func (s *Store) TicketWishes(ctx context.Context, t hotline.Ticket) ([]delivery.Wish, error) {
	rows, err := s.read(ctx, wishesOfAll(t.Person, toldTicket, string(t.Ref), string(t.Ref), string(t.Ref)))
	if err != nil {
		return nil, err
	}
	return each(rows[0], s.wishOfAll)
}

// Letters lists up to n letters that wait to be posted, oldest first, with the
// address they go to.
func (s *Store) Letters(ctx context.Context, n int) ([]delivery.Message, error) {
	list, err := s.outbox(ctx, " where m.state = 'waiting' order by m.created, m.id limit ?", n)
	for i, m := range list {
		w, _ := delivery.Carried(m.Data)
		if m.Recipient != "" && err == nil {
			w, err = s.Wish(ctx, m.Recipient)
		}
		list[i].To = w.Address(m.Road)
	}
	return list, err
}

// Posted marks a letter sent; KindNotFound.
func (s *Store) Posted(ctx context.Context, id string, at time.Time) error {
	return s.queued(ctx, sentRow(id, delivery.Waiting, at))
}

// Revive queues a dead message once more; KindNotFound.
func (s *Store) Revive(ctx context.Context, id string, at time.Time) error {
	return s.queued(ctx, update("outbox", []set{{"state", string(delivery.Queued)}, {"attempts", int64(0)},
		{"next_try", micros(at)}, {"held", int64(0)}, {"done", int64(0)}, {"code", ""}},
		"id = ? and state = 'dead'", id).must())
}
