package relation

import (
	"context"
	"slices"
	"strings"
	"time"

	"changban/portal/audit"
)

// headsOf lists the last rows of one table's chains: those that nothing follows.
const headsOf = "select ? || t.KEY, t.seq, t.hash, t.at from TABLE t where t.at >= ? and ? || t.KEY > ?" +
	" and not exists (select 1 from TABLE n where n.KEY = t.KEY and n.seq = t.seq + 1)"

// Heads lists, in the order of chain ids, up to n heads of chains after the id
// given whose last row was written at or after since.
func (s *Store) Heads(ctx context.Context, since time.Time, after string, n int) ([]audit.Head, error) {
	from := micros(since)
	if since.IsZero() {
		from = -1 << 62
	}
	one := func(table, key, prefix string) Statement {
		text := strings.NewReplacer("TABLE", table, "KEY", key, "? ||", "cast(? as text) ||").Replace(headsOf)
		return query(text+" order by t."+key+" limit ?", prefix, from, prefix, after, int64(n))
	}
	rows, err := s.read(ctx, one("audit_entry", "chain", ""), one("benefit_event", "benefit", "benefit:"),
		one("case_event", "case_ref", "case:"), one("certificate_event", "certificate", "certificate:"), one("person_event", "person", "person:"),
		one("ticket_event", "ticket_ref", "ticket:"))
	if err != nil {
		return nil, err
	}
	var heads []audit.Head
	for _, row := range slices.Concat(rows...) {
		c := &cursor{row: row}
		heads = append(heads, audit.Head{Chain: c.text(), Seq: c.number(), Hash: c.bytes(), At: c.time()})
	}
	slices.SortFunc(heads, func(a, b audit.Head) int { return strings.Compare(a.Chain, b.Chain) })
	return heads[:min(n, len(heads))], nil
}

// ChainRows returns all rows of a chain in the order of Seq; none is no error.
func (s *Store) ChainRows(ctx context.Context, chain string) ([]audit.Row, error) {
	kind, id, _ := strings.Cut(chain, ":")
	switch kind {
	case "benefit", "certificate":
		return s.historyRows(ctx, chain, kind+"_event", kind, id, kind+", "+holdingEventChained)
	case "case", "ticket":
		return s.historyRows(ctx, chain, kind+"_event", kind+"_ref", id, kind+"_ref, "+matterEventChained)
	case "person":
		return s.historyRows(ctx, chain, "person_event", "person", id, personEventChained)
	}
	rows, err := s.read(ctx, query("select "+auditColumns+" from audit_entry where chain = ? order by seq", chain))
	if err != nil {
		return nil, err
	}
	var list []audit.Row
	for _, row := range rows[0] {
		r, _ := auditRow(&cursor{row: row})
		list = append(list, r)
	}
	return list, nil
}

// The columns that are hashed, in the order of chained.
const (
	holdingEventChained = "at, actor_kind, actor, channel, language, mode, action, from_state, to_state, month, reason, case_ref, event_key, body"
	personEventChained  = "person, at, actor_kind, actor, channel, language, mode, action, facts"
	matterEventChained  = "at, actor_kind, actor, channel, language, mode, person, unit, target, action, from_state, to_state, reasons, note, event_key"
)

func (s *Store) historyRows(ctx context.Context, chain, table, key, id, hashed string) ([]audit.Row, error) {
	rows, err := s.read(ctx, query("select seq, prev, hash, "+hashed+" from "+table+" where "+key+" = ? order by seq", id))
	if err != nil {
		return nil, err
	}
	names := strings.Split(hashed, ", ")
	var list []audit.Row
	for _, row := range rows[0] {
		c := &cursor{row: row}
		r := audit.Row{Chain: chain, Seq: c.number(), Prev: c.bytes(), Hash: c.bytes()}
		sets := make([]set, len(names))
		for i, name := range names {
			sets[i] = set{name, c.next()}
		}
		r.Sealed = chained(sets)
		list = append(list, r)
	}
	return list, nil
}

// PutRoot stores a root; KindExists when the day has one.
func (s *Store) PutRoot(ctx context.Context, r audit.Root) error {
	return s.do(ctx, insert("audit_root", []set{{"day", string(r.Day)}, {"at", micros(r.At)}, {"previous", r.Previous},
		{"heads", notNil(audit.EncodeHeads(r.Heads))}, {"sum", r.Sum}, {"signature", r.Signature}}))
}

// Roots returns all roots in the order of days.
func (s *Store) Roots(ctx context.Context) ([]audit.Root, error) {
	rows, err := s.read(ctx, query("select day, at, previous, heads, sum, signature from audit_root order by day"))
	if err != nil {
		return nil, err
	}
	var list []audit.Root
	for _, row := range rows[0] {
		c := &cursor{row: row}
		r := audit.Root{Day: c.day(), At: c.time(), Previous: c.bytes()}
		// Heads that cannot be read give a root whose sum does not fit: the check shows it.
		r.Heads, _ = audit.DecodeHeads(c.bytes())
		r.Sum, r.Signature = c.bytes(), c.bytes()
		list = append(list, r)
	}
	return list, nil
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
