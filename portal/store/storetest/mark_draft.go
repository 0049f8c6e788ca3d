package storetest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/field"
	"changban/portal/store/relation"
)

// marking is a write of an operator, or of the person when the code is zero.
func marking(d application.Draft, n application.Share, at time.Time) application.Marking {
	own := d.Answers["name"]
	d.Marks = map[string]application.Mark{"name": {Was: own.Value, Own: &own, Staff: "officer", Unit: "line", At: at}}
	d.Answers = map[string]application.Answer{"name": {Value: field.Value{"Written Over"}, Version: d.Version + 1, By: "officer"}}
	_, entry := looking(n, "officer", at)
	entry.Action, entry.Target, entry.Person = "draft.write", d.ID, d.Person
	return application.Marking{Draft: d, Share: n, Entry: entry}
}

// marks: an operator's answer, the check of the code and the audit row are one
// write; marks come back whole and lie sealed.
func marks(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	n := shareFor(a, d.ID, "472913", noon())
	ok(t, second(s.PutShare(ctx, n)))
	n, entry := looking(n, "officer", noon().Add(time.Minute))
	ok(t, s.OpenShare(ctx, n, entry))
	first := marking(d, n, noon().Add(2*time.Minute))
	ok(t, s.SaveMarked(ctx, first))
	kind(t, s.SaveMarked(ctx, marking(d, n, noon().Add(3*time.Minute))), portal.KindConflict) // the draft moved on
	read, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "version", read.Draft.Version, d.Version+1)
	equal(t, "answer", read.Draft.Answers["name"].Value.First(), "Written Over")
	m := read.Draft.Marks["name"]
	equal(t, "before", m.Was.First()+"/"+m.Own.Value.First(), "Bao/Bao")
	equal(t, "who", m.Staff+"/"+m.Unit, "officer/line")
	equal(t, "when", m.At.Equal(first.Entry.At), true)
	rows, err := s.DB().Read(ctx, relation.Statement{SQL: "select body from draft"})
	ok(t, err)
	for _, row := range rows[0] {
		if raw, _ := row[0].([]byte); len(raw) == 0 || bytes.Contains(raw, []byte("officer")) || bytes.Contains(raw, []byte("Written")) {
			t.Error("a mark lies open in a column")
		}
	}
	for what, share := range map[string]application.Share{"colleague": {ID: n.ID, Draft: d.ID, Person: d.Person, OpenedBy: "colleague"}, "nobody's": {ID: portal.NewID(), OpenedBy: "officer"}} {
		if err := s.SaveMarked(ctx, marking(read.Draft, share, noon().Add(4*time.Minute))); portal.KindOf(err) != portal.KindConflict {
			t.Errorf("%s code: %v", what, err)
		}
	}
	kind(t, s.SaveMarked(ctx, marking(read.Draft, n, n.Until)), portal.KindConflict)
	ok(t, s.EndShare(ctx, d.ID, noon().Add(5*time.Minute)))
	kind(t, s.SaveMarked(ctx, marking(read.Draft, n, noon().Add(6*time.Minute))), portal.KindConflict)
	looked, err := s.Looked(ctx, a.self, 10)
	ok(t, err)
	equal(t, "audit rows of what really happened", len(looked), 2)
	marksConfirmed(t, s, a, read.Draft)
}

// marksConfirmed: a confirmation needs no code; the file learns it in the same
// write or nothing is written.
func marksConfirmed(t *testing.T, s *relation.Store, a resident, d application.Draft) {
	ctx := context.Background()
	change := factChange(t, s, a, a.self, "name", "Written Over")
	moved := change
	moved.Person.Version = 7
	yes := marking(d, application.Share{}, noon().Add(7*time.Minute))
	yes.Draft.Marks, yes.Entry.Action, yes.Entry.Actor = nil, "draft.confirm", a.actor()
	yes.Person = &moved
	kind(t, s.SaveMarked(ctx, yes), portal.KindConflict)
	yes.Person = &change
	ok(t, s.SaveMarked(ctx, yes))
	read, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "marks left", len(read.Draft.Marks), 0)
	equal(t, "learnt", read.Known.Person.First("name"), "Written Over")
	looked, err := s.Looked(ctx, a.self, 10)
	ok(t, err)
	equal(t, "audit rows", len(looked), 3)
}
