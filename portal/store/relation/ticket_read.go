package relation

import (
	"context"
	"errors"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/seal"
)

// ticketFile is a ticket as it was read, with what the next write needs.
type ticketFile struct {
	hotline.Ticket
	key  seal.PersonKey
	head audit.Head
}

// ticketTail is read after ticketColumns. The head of the person's audit chain
// comes along for the write that may follow.
const (
	ticketTail = ", t.head, a.seq, a.hash" + ticketFrom + " left join audit_entry a on a.chain = 'audit:' || t.person" +
		" and a.seq = (select max(seq) from audit_entry where chain = 'audit:' || t.person)"

	// seenTicket joins who looks, l, with the tickets that are shown under the
	// person of the address: those sent by oneself or, at LevelRegister, by anybody
	// for that person; under oneself, what was sent with the own phone too, and what
	// was sent for nobody on file.
	seenTicket = " join identity i on i.id = ? join link l on l.identity = i.id and l.person = ?" +
		" where (t.person = l.person and (t.starter = l.identity or l.level >= 2)" +
		" or t.phone_bix = i.phone_bix and t.anonymous = 0 and t.state <> 'draft' and l.relation = 'self'" +
		" or t.starter = l.identity and t.own = 1 and l.relation = 'self')"
)

// Ticket reads a ticket with its history; who may see it is the caller's duty.
// KindNotFound, also when its person is deleted.
func (s *Store) Ticket(ctx context.Context, ref matter.Reference) (hotline.Ticket, error) {
	f, err := s.ticketFile(ctx, ref, " where t.ref = ?", string(ref))
	return f.Ticket, err
}

// TicketFor is Ticket for somebody who signed in, in one trip; KindNotFound.
func (s *Store) TicketFor(ctx context.Context, identity, person string, ref matter.Reference) (hotline.Ticket, error) {
	f, err := s.ticketFile(ctx, ref, seenTicket+" and t.ref = ?", identity, person, string(ref))
	return f.Ticket, err
}

// ticketFile reads the ticket that fits a condition, with its history.
func (s *Store) ticketFile(ctx context.Context, ref matter.Reference, where string, args ...any) (ticketFile, error) {
	rows, err := s.read(ctx, query("select "+ownerColumns+ticketColumns+ticketTail+where, args...), eventsOf(ticketThing(ref)), toldOf(ref))
	if err != nil {
		return ticketFile{}, err
	}
	if len(rows[0]) == 0 {
		return ticketFile{}, portal.NotFound()
	}
	c := &cursor{row: rows[0][0]}
	var f ticketFile
	if f.key, err = s.open(c.text(), c.bytes()); err != nil {
		return ticketFile{}, err
	}
	if f.Ticket, err = ticketRow(c, f.key); err != nil {
		return ticketFile{}, err
	}
	f.head = audit.Head{Chain: ticketThing(ref).chain(), Seq: int64(f.Version), Hash: c.bytes()}
	s.recall.keepHeads(audit.Head{Chain: audit.ChainID("audit", f.Person), Seq: c.number(), Hash: c.bytes()})
	f.Events, err = eventRows(rows[1], f.key, ticketThing(ref), f.Version)
	if !f.Anonymous {
		for _, row := range rows[2] {
			f.Tell = append(f.Tell, (&cursor{row: row}).text())
		}
	}
	return f, err
}

// toldOf reads the identities that are told of a ticket: who sent it, who proved
// its phone, who the person is.
func toldOf(ref matter.Reference) Statement {
	return query(toldTicket+" order by 1", string(ref), string(ref), string(ref))
}

const toldTicket = "select t.starter from ticket t where t.ref = ? and t.starter <> ''" +
	" union select i.id from ticket t join identity i on i.phone_bix = t.phone_bix where t.ref = ?" +
	" union select l.identity from ticket t join link l on l.person = t.person and l.relation = 'self' where t.ref = ?"

// TicketsOf lists what TicketFor would show, drafts included, newest first and
// without history.
func (s *Store) TicketsOf(ctx context.Context, identity, person string) ([]hotline.Ticket, error) {
	return s.tickets(ctx, query("select "+ownerColumns+ticketColumns+ticketFrom+seenTicket+" order by t.begun desc, t.ref", identity, person))
}

// tickets reads ownerColumns and ticketColumns, without those of deleted persons.
func (s *Store) tickets(ctx context.Context, list Statement) ([]hotline.Ticket, error) {
	rows, err := s.read(ctx, list)
	if err != nil {
		return nil, err
	}
	return eachOwned(s, rows[0], ticketRow)
}

// ChangeTicket reads, calls fn and writes its Change as one step; a clash is tried
// again with a fresh read. A repeated event key changes nothing and returns the
// ticket as it stands, and so does ErrNothing from fn.
func (s *Store) ChangeTicket(ctx context.Context, ref matter.Reference, key string, fn func(hotline.Ticket) (hotline.Change, error)) (hotline.Ticket, error) {
	return fresh(func() (hotline.Ticket, bool, error) {
		f, err := s.ticketFile(ctx, ref, " where t.ref = ?", string(ref))
		if err != nil {
			return hotline.Ticket{}, true, err
		}
		if hasKey(f.Events, key) {
			return f.Ticket, true, nil
		}
		change, err := fn(f.Ticket)
		if errors.Is(err, hotline.ErrNothing) {
			return f.Ticket, true, nil
		}
		if err != nil {
			return hotline.Ticket{}, true, err
		}
		change.Event.Key = key
		w := s.writing()
		after, err := w.ticketStep(ctx, f, change)
		if err == nil {
			err = w.commit(ctx)
		}
		if err != nil {
			after = hotline.Ticket{}
		}
		return after, false, err
	})
}

// ticketStep adds one step of a ticket as it was read and returns it as it will
// stand. Two who read the same state cannot both write: the history's primary key
// is (ticket, sequence number), and a draft has to be at the revision read.
func (w *writing) ticketStep(ctx context.Context, f ticketFile, n hotline.Change) (hotline.Ticket, error) {
	event, next := matterEvent(f.key, f.head, ticketThing(f.Ref), n.Event)
	w.keep(next)
	after := n.Ticket
	after.Ref, after.Person, after.Rev, after.Version = f.Ref, f.Person, f.Rev+1, int(next.Seq)
	n.Event.Seq = after.Version
	after.Events = append(f.Events[:len(f.Events):len(f.Events)], n.Event)
	sets := append(w.s.movingTicketSets(f.key, after), set{"rev", int64(after.Rev)}, set{"version", next.Seq}, set{"head", next.Hash})
	write := update("ticket", sets, "ref = ? and version = ? and rev = ?", string(f.Ref), f.head.Seq, int64(f.Rev))
	if f.head.Seq == 0 {
		write = write.must()
	}
	w.add(write, event)
	return after, w.tell(ctx, n.Messages, n.Audit)
}
