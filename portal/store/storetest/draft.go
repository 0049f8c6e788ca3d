package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

func drafts(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d, err := s.CreateDraft(ctx, newDraft(a, a.self, "key"))
	ok(t, err)
	repeat, err := s.CreateDraft(ctx, newDraft(a, a.self, "key"))
	ok(t, err)
	equal(t, "repeated key", repeat.ID, d.ID)
	equal(t, "its answers", repeat.Answers["name"].Value.First(), "Bao")
	amending := func(key string) application.Draft {
		n := newDraft(a, a.self, key)
		n.Amends = "112345678901"
		return n
	}
	first, err := s.CreateDraft(ctx, amending("amend 1"))
	ok(t, err)
	again, err := s.CreateDraft(ctx, amending("amend 2"))
	ok(t, err)
	equal(t, "second amendment", again.ID, first.ID)
	ok(t, s.DeleteDraft(ctx, a.ID, a.self, first.ID))
	o, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "starter", o.Draft.Starter, a.actor())
	equal(t, "created", o.Draft.Created, noon())
	equal(t, "expires", o.Draft.Expires, d.Expires)
	d = o.Draft
	d.Answers["phone"] = application.Answer{Value: field.Value{}, Version: 1}
	ok(t, s.SaveDraft(ctx, d, nil))
	kind(t, s.SaveDraft(ctx, d, nil), portal.KindConflict)
	o, err = s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "version", o.Draft.Version, d.Version+1)
	equal(t, "left open is answered", o.Draft.Answers["phone"].Value.Answered(), true)
	later := newDraft(a, addPerson(t, s, a, people.Mother, "m", 1), "later")
	later.Updated = later.Updated.Add(1000)
	ok(t, second(s.CreateDraft(ctx, later)))
	last, n, err := s.LastDraft(ctx, a.ID)
	ok(t, err)
	equal(t, "drafts", n, 2)
	equal(t, "touched last", last.Draft.ID, later.ID)
	equal(t, "whose", last.Known.Person.ID, later.Person)
	equal(t, "own", last.Known.Own.ID, a.self)
	_, n, err = s.LastDraft(ctx, "nobody")
	ok(t, err)
	equal(t, "no drafts", n, 0)
	ok(t, s.DeleteDraft(ctx, a.ID, a.self, d.ID))
	kind(t, s.DeleteDraft(ctx, a.ID, a.self, d.ID), portal.KindNotFound)
}

func draftWithPerson(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	change := factChange(t, s, a, a.self, "name", "Bao")
	moved := change
	moved.Person.Version = 7
	kind(t, s.SaveDraft(ctx, d, &moved), portal.KindConflict)
	ok(t, s.SaveDraft(ctx, d, &change))
	d.Version = 5 // the draft moved on: the person's change must not stand either
	next := factChange(t, s, a, a.self, "name", "Batu")
	kind(t, s.SaveDraft(ctx, d, &next), portal.KindConflict)
	k, err := s.Known(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "name", k.Person.First("name"), "Bao")
	equal(t, "version", k.Person.Version, 2)
}

func definitions(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	ok(t, s.PutDefinition(ctx, "hash", "nursing-subsidy", []byte("one")))
	ok(t, s.PutDefinition(ctx, "hash", "nursing-subsidy", []byte("two")))
	service, body, err := s.Definition(ctx, "hash")
	ok(t, err)
	equal(t, "service", service, "nursing-subsidy")
	equal(t, "body", string(body), "one")
}

func submit(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	n := submission(a, d)
	stale := n
	stale.DraftVersion++
	kind(t, s.Submit(ctx, stale), portal.KindConflict)
	kind(t, second(s.Case(ctx, n.Case.Ref)), portal.KindNotFound)
	ok(t, s.Submit(ctx, n))
	ref, err := s.CaseOfDraft(ctx, d.ID)
	ok(t, err)
	equal(t, "case of the draft", ref, n.Case.Ref)
	kind(t, s.Submit(ctx, submission(a, d)), portal.KindConflict)
	d.Version++
	kind(t, s.Submit(ctx, submission(a, d)), portal.KindConflict)
	kind(t, s.SaveDraft(ctx, d, nil), portal.KindConflict)
	kind(t, s.DeleteDraft(ctx, a.ID, a.self, d.ID), portal.KindNotFound)
	kind(t, second(s.CaseOfDraft(ctx, "nothing")), portal.KindNotFound)
	o, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "sent draft", o.Draft.Case, n.Case.Ref)
}

// submitOnce: 50 posts over 5 tabs with 5 keys and 2 actors make one case.
func submitOnce(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	b := signIn(t, s, "13900001234")
	d := begin(t, s, a, a.self)
	keys := []string{portal.NewID(), portal.NewID(), portal.NewID(), portal.NewID(), portal.NewID()}
	actors := []resident{a, b}
	var made atomic.Int32
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			n := submission(actors[i%2], d)
			n.Case.Key, n.Event.Key = keys[i%5], keys[i%5]
			switch err := s.Submit(ctx, n); portal.KindOf(err) {
			case "":
				made.Add(1)
			case portal.KindConflict:
			default:
				t.Errorf("submit %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	equal(t, "cases made", made.Load(), 1)
	q, err := s.Queue(ctx, application.Query{Units: []string{"donghe"}, Today: "2026-11-23", Page: 1, Size: 50})
	ok(t, err)
	equal(t, "cases in the queue", q.Total, 1)
	m, err := s.Matters(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "drafts left", len(m.Drafts), 0)
	latest, err := s.Latest(ctx, 99)
	ok(t, err)
	equal(t, "notices", len(latest), 1)
	checkChains(t, s, 4)
}

func oneOpen(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	first := sent(t, s, a, a.self, nil)
	kind(t, s.Submit(ctx, submission(a, begin(t, s, a, a.self))), portal.KindExists)
	other := submission(a, begin(t, s, a, addPerson(t, s, a, people.Mother, "m", 1)))
	ok(t, s.Submit(ctx, other))
	many := submission(a, begin(t, s, a, a.self))
	many.Case.OneOpen = false
	ok(t, s.Submit(ctx, many))
	_, err := s.UpdateCase(ctx, first.Ref, "w", step("withdraw", matter.Withdrawn, ""))
	ok(t, err)
	ok(t, s.Submit(ctx, submission(a, begin(t, s, a, a.self))))
}
