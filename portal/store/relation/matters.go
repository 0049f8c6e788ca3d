package relation

import (
	"context"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// noticesShown bounds the notices of a person's page.
const noticesShown = 50

// Matters lists what a person's page shows, seen by one identity, in one trip:
// what it began itself, and everything at LevelRegister (decisions 2).
func (s *Store) Matters(ctx context.Context, identity, person string) (application.Matters, error) {
	const link = " join link l on l.identity = ? and l.person = ?"
	rows, err := s.read(ctx,
		query("select "+knownColumns+knownTables+" where l.identity = ? and l.person = ?", identity, person),
		query("select "+draftColumns+" from draft d"+link+" and d.person = l.person where d.case_ref = '' and "+mineDraft+
			" order by d.updated desc, d.id", identity, person),
		query("select "+caseColumns+fileTail+fileFrom+link+" and c.person = l.person where "+mineCase+
			" order by c.submitted desc, c.ref", identity, person),
		noticesSeen(identity, person),
		benefitsSeen(identity, "?", person), cardsSeen(identity, "?", person), cardEventsSeen(identity, "?", person),
		returnedSeen(identity, person))
	if err != nil {
		return application.Matters{}, err
	}
	if len(rows[0]) == 0 {
		return application.Matters{}, portal.NotFound()
	}
	return s.matters(ctx, person, rows)
}

func (s *Store) matters(ctx context.Context, person string, rows []Rows) (application.Matters, error) {
	var m application.Matters
	var err error
	if m.Known, err = s.known(&cursor{row: rows[0][0]}); err != nil {
		return m, err
	}
	key, err := s.keyOf(ctx, person)
	if err != nil {
		return m, err
	}
	if m.Drafts, err = each(rows[1], func(c *cursor) (application.Draft, error) {
		return draftRow(c, func() (seal.PersonKey, error) { return key, nil })
	}); err != nil {
		return m, err
	}
	if m.Cases, err = each(rows[2], func(c *cursor) (application.Case, error) {
		f, err := s.file(c)
		return f.Case, err
	}); err != nil {
		return m, err
	}
	if m.Benefits, m.Cards, err = s.held(ctx, person, rows[4], rows[5], rows[6]); err != nil {
		return m, err
	}
	if m.Returned, err = each(rows[7], func(c *cursor) (benefit.Pay, error) { return payRow(c, key) }); err != nil {
		return m, err
	}
	m.Notices, err = eachOwned(s, rows[3], notice)
	return m, err
}

// noticesSeen reads what was told about the person of the address; under oneself
// also what was told oneself of tickets that have a person of their own.
func noticesSeen(identity, person string) Statement {
	const link = " join link l on l.identity = ? and l.person = ?"
	return query("select "+ownerColumns+"m.id, m.template, m.data, m.case_ref, m.created from outbox m join person p on p.id = m.person"+
		" where m.id in (select a.id from outbox a"+link+" and a.person = l.person where a.road = 'in_portal' and (a.recipient = l.identity"+
		" or l.level >= 2 or a.recipient = '' and exists (select 1 from case_file c where c.ref = a.case_ref and c.starter = l.identity))"+
		" union select b.id from outbox b"+link+" and b.recipient = l.identity and l.relation = 'self' where b.road = 'in_portal' and b.recipient <> ''"+
		" and exists (select 1 from ticket t where t.ref = b.case_ref and t.person = b.person and t.own = 1))"+
		" order by m.created desc, m.id desc limit ?", identity, person, identity, person, int64(noticesShown))
}

func notice(c *cursor, k seal.PersonKey) (application.Notice, error) {
	id, n := c.text(), application.Notice{Template: c.text()}
	data := c.bytes()
	n.Case, n.At = matter.Reference(c.text()), c.time()
	var err error
	n.Data, err = openJSON[map[string]string](k, outboxPlace(id), data)
	return n, err
}

// each reads every row.
func each[T any](rows Rows, one func(*cursor) (T, error)) ([]T, error) {
	var list []T
	for _, row := range rows {
		v, err := one(&cursor{row: row})
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}
