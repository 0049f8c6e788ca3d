package relation

import (
	"context"

	"changban/portal"
	"changban/portal/audit"
)

// attempts bounds how often a write is tried again because another one took its
// place in a chain.
const attempts = 20

// Record writes audit entries that belong to no change, such as reading.
func (s *Store) Record(ctx context.Context, entries ...audit.Entry) error {
	return s.withAudit(ctx, entries, func() ([]Statement, error) { return nil, nil })
}

// withAudit writes what rest returns together with the entries, and again when
// somebody else wrote to one of their chains meanwhile. With the chains' heads
// remembered from the read before, this is one trip.
func (s *Store) withAudit(ctx context.Context, entries []audit.Entry, rest func() ([]Statement, error)) error {
	var err error
	for range attempts {
		var rows, others []Statement
		var heads []audit.Head
		if rows, heads, err = s.auditRows(ctx, entries); err != nil {
			return err
		}
		if others, err = rest(); err != nil {
			return err
		}
		all := append(others, rows...)
		if len(all) == 0 {
			return nil
		}
		if err = s.do(ctx, all...); err == nil {
			s.recall.keepHeads(heads...)
			return nil
		}
		for _, h := range heads {
			s.recall.forgetHead(h.Chain)
		}
		if !broke(err, "audit_entry") {
			return err
		}
	}
	return as(err, portal.KindExists, portal.KindUnavailable)
}

// auditRows returns the rows of entries, each at the end of its chain.
func (s *Store) auditRows(ctx context.Context, entries []audit.Entry) ([]Statement, []audit.Head, error) {
	var rows []Statement
	heads := map[string]audit.Head{}
	for _, e := range entries {
		chain := e.Chain()
		head, known := heads[chain]
		if !known {
			var err error
			if head, err = s.auditHead(ctx, chain); err != nil {
				return nil, nil, err
			}
		}
		row := audit.Next(head, e.Bytes())
		heads[chain] = row.Head(e.At)
		rows = append(rows, auditInsert(row, e))
	}
	var list []audit.Head
	for _, h := range heads {
		list = append(list, h)
	}
	return rows, list, nil
}

func (s *Store) auditHead(ctx context.Context, chain string) (audit.Head, error) {
	if head, known := s.recall.head(chain); known {
		return head, nil
	}
	c, err := s.one(ctx, query("select seq, hash from audit_entry where chain = ? order by seq desc limit 1", chain))
	if portal.Is(err, portal.KindNotFound) {
		return audit.Head{Chain: chain}, nil
	}
	if err != nil {
		return audit.Head{}, err
	}
	return audit.Head{Chain: chain, Seq: c.number(), Hash: c.bytes()}, nil
}

func auditInsert(row audit.Row, e audit.Entry) Statement {
	return insert("audit_entry", []set{{"chain", row.Chain}, {"seq", row.Seq}, {"id", e.ID},
		{"actor_kind", string(e.Actor.Kind)}, {"actor", e.Actor.ID}, {"channel", string(e.Actor.Channel)},
		{"unit", e.Unit}, {"action", e.Action}, {"object", e.Object}, {"target", e.Target}, {"person", e.Person},
		{"purpose", e.Purpose}, {"at", micros(e.At)}, {"prev", row.Prev}, {"hash", row.Hash}})
}

const auditColumns = "chain, seq, prev, hash, id, actor_kind, actor, channel, unit, action, object, target, person, purpose, at"

func auditRow(c *cursor) (audit.Row, audit.Entry) {
	row := audit.Row{Chain: c.text(), Seq: c.number(), Prev: c.bytes(), Hash: c.bytes()}
	e := audit.Entry{ID: c.text()}
	e.Actor = portal.Actor{Kind: portal.ActorKind(c.text()), ID: c.text(), Channel: portal.Channel(c.text())}
	e.Unit, e.Action, e.Object, e.Target, e.Person, e.Purpose, e.At = c.text(), c.text(), c.text(), c.text(), c.text(), c.text(), c.time()
	row.Sealed = e.Bytes()
	return row, e
}

// Looked lists the newest n audit entries about a person, newest first.
func (s *Store) Looked(ctx context.Context, person string, n int) ([]audit.Entry, error) {
	rows, err := s.read(ctx, query("select "+auditColumns+" from audit_entry where chain = ? order by seq desc limit ?",
		audit.ChainID("audit", person), int64(n)))
	if err != nil {
		return nil, err
	}
	var list []audit.Entry
	for _, row := range rows[0] {
		_, e := auditRow(&cursor{row: row})
		list = append(list, e)
	}
	return list, nil
}
