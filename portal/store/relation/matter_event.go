package relation

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// Cases and tickets have histories of one form, in tables of their own.

const eventColumns = "e.seq, e.at, e.actor_kind, e.actor, e.channel, e.language, e.mode, e.person, e.unit, e.target, e.action," +
	" e.from_state, e.to_state, e.reasons, e.note, e.event_key"

func notePlace(t thing, seq int64) seal.Where {
	return seal.Where{Table: t.kind + "_event", Column: "note", Row: t.id + "/" + strconv.FormatInt(seq, 10)}
}

// matterEvent returns the next row of a matter's history and the chain's new head.
func matterEvent(k seal.PersonKey, head audit.Head, t thing, e matter.Event) (Statement, audit.Head) {
	sets := append([]set{{t.kind + "_ref", t.id}, {"at", micros(e.At)}}, actorSets(e.Actor)...)
	sets = append(sets, set{"person", e.Person}, set{"unit", e.Unit}, set{"target", e.Target}, set{"action", e.Action},
		set{"from_state", string(e.From)}, set{"to_state", string(e.To)}, set{"reasons", strings.Join(e.Reasons, " ")},
		set{"note", sealText(k, notePlace(t, head.Seq+1), e.Note)}, set{"event_key", e.Key})
	row := audit.Next(head, chained(sets))
	sets = append(sets, set{"seq", row.Seq}, set{"prev", row.Prev}, set{"hash", row.Hash})
	return insert(t.kind+"_event", sets), row.Head(e.At)
}

func eventsOf(t thing) Statement {
	return query("select "+eventColumns+" from "+t.kind+"_event e where e."+t.kind+"_ref = ? order by e.seq", t.id)
}

// eventRow reads eventColumns.
func eventRow(c *cursor, k seal.PersonKey, t thing) (matter.Event, error) {
	e := matter.Event{Seq: c.int(), At: c.time(), Actor: c.actor(), Person: c.text(), Unit: c.text(), Target: c.text(), Action: c.text(),
		From: matter.State(c.text()), To: matter.State(c.text()), Reasons: strings.Fields(c.text())}
	if len(e.Reasons) == 0 {
		e.Reasons = nil
	}
	note := c.bytes()
	e.Key = c.text()
	var err error
	e.Note, err = openText(k, notePlace(t, int64(e.Seq)), note)
	return e, err
}

// eventRows reads the history up to a version: rows that came after the matter was
// read belong to the next reading.
func eventRows(rows Rows, k seal.PersonKey, t thing, version int) ([]matter.Event, error) {
	var events []matter.Event
	for _, row := range rows {
		e, err := eventRow(&cursor{row: row}, k, t)
		if err != nil {
			return nil, portal.Because(portal.KindInternal, err)
		}
		if e.Seq <= version {
			events = append(events, e)
		}
	}
	return events, nil
}

// hasKey reports whether a form was carried out before.
func hasKey(events []matter.Event, key string) bool {
	return key != "" && slices.ContainsFunc(events, func(e matter.Event) bool { return e.Key == key })
}
