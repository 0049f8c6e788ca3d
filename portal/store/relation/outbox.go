package relation

import (
	"cmp"
	"context"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/seal"
)

const outboxColumns = "m.id, m.person, m.recipient, m.road, m.template, m.case_ref, m.created, m.state, m.attempts, m.next_try," +
	" m.code, m.urgent, case when m.language <> '' then m.language else coalesce(i.notice_language, '') end, m.data, p.wrapped_key" +
	" from outbox m left join person p on p.id = m.person left join identity i on i.id = m.recipient"

func outboxPlace(id string) seal.Where {
	return seal.Where{Table: "outbox", Column: "data", Row: id}
}

// message returns the row of a message. Its values are sealed with the person's
// key, so that they go with the person, or with the portal's for a stranger.
func (s *Store) message(ctx context.Context, m delivery.Message) (Statement, error) {
	var k sealer = s.ring.System("outbox")
	if m.Person != "" {
		own, err := s.keyOf(ctx, m.Person)
		if err != nil {
			return Statement{}, err
		}
		k = own
	}
	if m.State == "" {
		m.State = delivery.Queued
	}
	return insert("outbox", []set{{"id", m.ID}, {"person", m.Person}, {"recipient", m.Recipient}, {"road", string(m.Road)},
		{"template", m.Template}, {"data", sealJSON(k, outboxPlace(m.ID), m.Data)}, {"case_ref", m.Case},
		{"created", micros(m.Created)}, {"state", string(m.State)}, {"attempts", int64(m.Attempts)},
		{"next_try", micros(m.Next)}, {"held", int64(0)}, {"worker", ""}, {"done", int64(0)}, {"code", m.Code},
		{"language", m.Language}, {"urgent", bit(m.Urgent)}}), nil
}

// messages returns the rows of several messages.
func (s *Store) messages(ctx context.Context, list []delivery.Message) ([]Statement, error) {
	var rows []Statement
	for _, m := range list {
		row, err := s.message(ctx, m)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// messagesOnce returns rows that leave a message whose id is there as it is, and
// none for deleted persons.
func (s *Store) messagesOnce(ctx context.Context, list []delivery.Message) ([]Statement, error) {
	var rows []Statement
	for _, m := range list {
		row, err := s.message(ctx, m)
		if portal.Is(err, portal.KindNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row.and(" on conflict do nothing"))
	}
	return rows, nil
}

// messageRow reads outboxColumns. Values of a deleted person are gone: Data is nil.
func (s *Store) messageRow(c *cursor) (delivery.Message, error) {
	m := delivery.Message{ID: c.text(), Person: c.text(), Recipient: c.text(), Road: delivery.Road(c.text()),
		Template: c.text(), Case: c.text(), Created: c.time(), State: delivery.State(c.text()), Attempts: c.int(),
		Next: c.time(), Code: c.text(), Urgent: c.flag(), Language: c.text()}
	data, wrapped := c.bytes(), c.bytes()
	var k sealer = s.ring.System("outbox")
	if m.Person != "" {
		own, err := s.open(m.Person, wrapped)
		if err != nil {
			return m, as(err, portal.KindNotFound, portal.KindNotFound)
		}
		k = own
	}
	var err error
	m.Data, err = openJSON[map[string]string](k, outboxPlace(m.ID), data)
	return m, err
}

func (s *Store) messageRows(rows Rows) ([]delivery.Message, error) {
	var list []delivery.Message
	for _, row := range rows {
		m, err := s.messageRow(&cursor{row: row})
		if err != nil && !portal.Is(err, portal.KindNotFound) {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// Claim takes up to n due messages that no other worker holds, oldest first. It
// takes two trips: one claims, one reads.
func (s *Store) Claim(ctx context.Context, now time.Time, worker string, n int, lease time.Duration) ([]delivery.Message, error) {
	taken, err := s.db.Take(ctx, Statement{SQL: s.db.Dialect().Claim,
		Args: []any{micros(now), micros(now.Add(lease)), worker, int64(n)}})
	if err != nil || len(taken) == 0 {
		return nil, kinded(err)
	}
	ids := make([]any, len(taken))
	for i, row := range taken {
		ids[i] = row[0]
	}
	rows, err := s.read(ctx, query("select "+outboxColumns+" where m.id in ("+marks(len(ids))+")", ids...))
	if err != nil {
		return nil, err
	}
	list, err := s.messageRows(rows[0])
	slices.SortFunc(list, func(a, b delivery.Message) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// Sent marks a message sent; KindNotFound.
func (s *Store) Sent(ctx context.Context, id string, at time.Time) error {
	return s.queued(ctx, sentRow(id, delivery.Queued, at))
}

// Failed frees a message for another try at next, or marks it dead; KindNotFound.
func (s *Store) Failed(ctx context.Context, id string, at, next time.Time, dead bool, code string) error {
	sets := []set{{"next_try", micros(next)}, {"held", int64(0)}, {"code", code}}
	if dead {
		sets = append(sets, set{"state", string(delivery.Dead)}, set{"done", micros(at)})
	}
	return s.queued(ctx, update("outbox", sets, "id = ? and state = 'queued'", id).must())
}

// Hold puts a message off without counting the claim; KindNotFound.
func (s *Store) Hold(ctx context.Context, id string, until time.Time) error {
	return s.queued(ctx, query("update outbox set next_try = ?, held = 0, attempts = attempts - 1 where id = ? and state = 'queued'",
		micros(until), id).must())
}

// Spread marks a message sent and writes those that carry it further, in one write;
// KindNotFound.
func (s *Store) Spread(ctx context.Context, id string, more []delivery.Message, at time.Time) error {
	rows, err := s.messagesOnce(ctx, more)
	if err != nil {
		return err
	}
	return s.queued(ctx, append(rows, sentRow(id, delivery.Queued, at))...)
}

// sentRow marks a message in a state as sent.
func sentRow(id string, from delivery.State, at time.Time) Statement {
	return update("outbox", []set{{"state", string(delivery.Sent)}, {"done", micros(at)}, {"code", ""}},
		"id = ? and state = ?", id, string(from)).must()
}

// queued writes what must find a message in its state; KindNotFound.
func (s *Store) queued(ctx context.Context, rows ...Statement) error {
	return as(s.do(ctx, rows...), portal.KindConflict, portal.KindNotFound)
}

// Dead lists up to n messages given up, newest first.
func (s *Store) Dead(ctx context.Context, n int) ([]delivery.Message, error) {
	return s.outbox(ctx, " where m.state = 'dead' order by m.created desc, m.id desc limit ?", n)
}

// Latest lists up to n messages of any state, newest first: what demo shows
// instead of a phone.
func (s *Store) Latest(ctx context.Context, n int) ([]delivery.Message, error) {
	return s.outbox(ctx, " order by m.created desc, m.id desc limit ?", n)
}

func (s *Store) outbox(ctx context.Context, which string, n int) ([]delivery.Message, error) {
	rows, err := s.read(ctx, query("select "+outboxColumns+which, int64(n)))
	if err != nil {
		return nil, err
	}
	return s.messageRows(rows[0])
}
