package relation

import (
	"strconv"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// Benefits and certificates have histories of one form, in tables of their own.

// holdingEventColumns are read by holdingEventRow.
const holdingEventColumns = "e.seq, e.at, e.actor_kind, e.actor, e.channel, e.language, e.mode, e.action, e.from_state," +
	" e.to_state, e.month, e.reason, e.case_ref, e.event_key"

// holdingEvent returns the next row of a thing's history, with what the thing says
// after the step, and the chain's new head.
func holdingEvent[T any](k seal.PersonKey, head audit.Head, t thing, e benefit.Event, after T) (Statement, audit.Head) {
	where := seal.Where{Table: t.kind + "_event", Column: "body", Row: t.id + "/" + strconv.FormatInt(head.Seq+1, 10)}
	sets := append([]set{{t.kind, t.id}, {"at", micros(e.At)}}, actorSets(e.Actor)...)
	sets = append(sets, set{"action", e.Action}, set{"from_state", e.From}, set{"to_state", e.To}, set{"month", string(e.Month)},
		set{"reason", e.Reason}, set{"case_ref", string(e.Case)}, set{"event_key", e.Key}, set{"body", sealJSON(k, where, after)})
	row := audit.Next(head, chained(sets))
	sets = append(sets, set{"seq", row.Seq}, set{"prev", row.Prev}, set{"hash", row.Hash})
	return insert(t.kind+"_event", sets), row.Head(e.At)
}

func holdingEventsOf(t thing) Statement {
	return query("select "+holdingEventColumns+" from "+t.kind+"_event e where e."+t.kind+" = ? order by e.seq", t.id)
}

func holdingEventRow(c *cursor) benefit.Event {
	return benefit.Event{Seq: c.int(), At: c.time(), Actor: c.actor(), Action: c.text(), From: c.text(), To: c.text(),
		Month: portal.Month(c.text()), Reason: c.text(), Case: matter.Reference(c.text()), Key: c.text()}
}

// holdingEventRows reads the history up to a version: rows that came after the
// thing was read belong to the next reading.
func holdingEventRows(rows Rows, version int) []benefit.Event {
	var events []benefit.Event
	for _, row := range rows {
		if e := holdingEventRow(&cursor{row: row}); e.Seq <= version {
			events = append(events, e)
		}
	}
	return events
}

// rowsOf are the rows that begin with an id, without it.
func rowsOf(rows Rows, id string) Rows {
	var own Rows
	for _, row := range rows {
		if c := (&cursor{row: row}); c.text() == id {
			own = append(own, row[1:])
		}
	}
	return own
}

// owner is read before the columns of things of several persons.
const ownerColumns = "p.id, p.wrapped_key, "

// eachOwned reads rows that begin with ownerColumns and passes over those of
// deleted persons, which nobody can open.
func eachOwned[T any](s *Store, rows Rows, one func(*cursor, seal.PersonKey) (T, error)) ([]T, error) {
	var list []T
	for _, row := range rows {
		c := &cursor{row: row}
		k, err := s.open(c.text(), c.bytes())
		if portal.Is(err, portal.KindNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v, err := one(c, k)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}
