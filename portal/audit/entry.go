// Package audit owns the evidence: what an audit entry says, the hash chains
// over history and audit rows, the signed daily root over the chains' heads, and
// the check that finds a changed, removed or reordered row (decisions 18). It must
// not know what a row means, how it is sealed, or a store.
package audit

import (
	"encoding/binary"
	"time"

	"changban/portal"
)

// Entry is one line of the audit log: ids, codes and times, nothing personal.
// Reading somebody's matter is an entry as much as changing it.
type Entry struct {
	ID      string // portal.NewID
	Actor   portal.Actor
	Unit    string // unit id of the officer, "" else
	Action  string // code, such as "case.open"
	Object  string // kind of the object, such as "case"
	Target  string // id of the object
	Person  string // person id, "" when nobody is concerned
	Purpose string // code of why, such as "decide"
	At      time.Time
}

// Bytes returns the entry in the one form that is chained: the same entry gives
// the same bytes on both stores, and no two entries share them.
func (e Entry) Bytes() []byte {
	out := []byte("changban/audit/1")
	for _, s := range []string{e.ID, string(e.Actor.Kind), e.Actor.ID, string(e.Actor.Channel), e.Unit,
		e.Action, e.Object, e.Target, e.Person, e.Purpose} {
		out = appendText(out, s)
	}
	return binary.BigEndian.AppendUint64(out, uint64(e.At.UnixMicro())) // the precision both stores keep
}

// Chain returns the id of the chain an entry belongs to: one per person, one for
// everything that concerns nobody.
func (e Entry) Chain() string {
	if e.Person == "" {
		return "portal"
	}
	return ChainID("audit", e.Person)
}

// ChainID names a chain, such as ChainID("case", reference).
func ChainID(kind, id string) string { return kind + ":" + id }

func appendText(out []byte, s string) []byte {
	out = binary.AppendUvarint(out, uint64(len(s)))
	return append(out, s...)
}
