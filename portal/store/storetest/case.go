package storetest

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/deadline"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

func caseLife(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	c := sent(t, s, a, a.self, func(n *application.Submission) {
		n.Case.Stops = []deadline.Stop{{From: "2026-11-01", To: "2026-11-03"}}
		n.Case.Estimated = true
	})
	got, err := s.Case(ctx, c.Ref)
	ok(t, err)
	c.Version, c.Events = 1, got.Events
	if !reflect.DeepEqual(got, c) {
		t.Fatalf("read\n%+v, written\n%+v", got, c)
	}
	equal(t, "event", fmt.Sprintf("%+v", got.Events[0]), fmt.Sprintf("%+v", matter.Event{Seq: 1, At: c.Submitted, Actor: a.actor(),
		Person: a.self, Unit: "donghe", Action: "submit", To: matter.Submitted, Key: c.Key}))
	after, err := s.UpdateCase(ctx, c.Ref, "accept", func(c application.Case) (application.Change, error) {
		change, err := step("accept", matter.Accepted, "own words")(c)
		change.Case.Unit, change.Case.Fen = "erenhot", new(int64)
		change.Case.Opened = noon()
		return change, err
	})
	ok(t, err)
	again, err := s.UpdateCase(ctx, c.Ref, "accept", func(application.Case) (application.Change, error) {
		t.Fatal("a repeated key must not act")
		return application.Change{}, nil
	})
	ok(t, err)
	got, err = s.Case(ctx, c.Ref)
	ok(t, err)
	if !reflect.DeepEqual(got, after) || !reflect.DeepEqual(got, again) {
		t.Fatalf("read\n%+v, returned\n%+v\nrepeat\n%+v", got, after, again)
	}
	equal(t, "note", got.Events[1].Note, "own words")
	equal(t, "reasons", len(got.Events[1].Reasons), 2)
	equal(t, "amount nought is not none", *got.Fen, 0)
	same, err := s.UpdateCase(ctx, c.Ref, "x", func(application.Case) (application.Change, error) {
		return application.Change{}, application.ErrNothing
	})
	ok(t, err)
	equal(t, "version", same.Version, 2)
	kind(t, second(s.UpdateCase(ctx, "100000000000", "x", step("accept", matter.Accepted, ""))), portal.KindNotFound)
	checkChains(t, s, 3)
}

// caseClash: changes made at once all count, none twice.
func caseClash(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	c := sent(t, s, a, a.self, nil)
	other := open()
	var wait sync.WaitGroup
	for i := range 4 {
		for _, store := range []*relation.Store{s, other} { // the same key from two processes
			wait.Go(func() {
				if _, err := store.UpdateCase(ctx, c.Ref, fmt.Sprint("note ", i), step("note", matter.Submitted, "n")); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
	got, err := s.Case(ctx, c.Ref)
	ok(t, err)
	equal(t, "events", len(got.Events), 5)
	for i, e := range got.Events {
		equal(t, "sequence", e.Seq, i+1)
	}
	checkChains(t, s, 3)
}

func matters(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, b := signIn(t, s, "13800001234"), signIn(t, s, "13900001234")
	mother := addPerson(t, s, a, people.Mother, "m", time.Hour)
	c := sent(t, s, a, mother, nil)
	begin(t, s, a, mother)
	_, err := s.UpdateCase(ctx, c.Ref, "grant", func(c application.Case) (application.Change, error) {
		change, err := step("approve", matter.Approved, "")(c)
		change.Benefits = []benefit.Step{{Benefit: benefit.Benefit{ID: portal.NewID(), Person: mother, Case: c.Ref, Service: c.Service, Place: "152501",
			Fen: 11000, From: "2026-11", State: benefit.Active, Granted: noon()}}}
		return change, err
	})
	ok(t, err)
	m, err := s.Matters(ctx, a.ID, mother)
	ok(t, err)
	equal(t, "drafts", len(m.Drafts), 1)
	equal(t, "cases", len(m.Cases), 1)
	equal(t, "events stay out", len(m.Cases[0].Events), 0)
	equal(t, "name", m.Cases[0].Body.Name, "Bao Lide")
	equal(t, "benefit", m.Benefits[0].Fen, 11000)
	equal(t, "month", m.Benefits[0].From, "2026-11")
	equal(t, "notice", m.Notices[0].Data["Ref"], string(c.Ref))
	own, err := s.Matters(ctx, b.ID, b.self)
	ok(t, err)
	equal(t, "foreign matters", len(own.Cases)+len(own.Drafts)+len(own.Benefits)+len(own.Notices), 0)
}

// dueCase is a case of the queue with a last day, maybe with its clock stopped.
func dueCase(t testing.TB, s *relation.Store, phone, name string, due portal.Day, state matter.State, stopped portal.Day) application.Case {
	r := signIn(t, s, phone)
	return sent(t, s, r, r.self, func(n *application.Submission) {
		n.Case.Due, n.Case.State, n.Case.StoppedFrom, n.Case.Body.Name = due, state, stopped, name
		n.Case.Body.Answers["phone"] = []string{phone}
	})
}

func queueOrder(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	today := portal.Day("2026-11-23")
	later := dueCase(t, s, "13800000001", "A", "2026-11-24", matter.Accepted, "")
	stopped := dueCase(t, s, "13800000002", "B", "2026-11-19", matter.SupplementRequested, "2026-11-18")
	late := dueCase(t, s, "13800000003", "C", "2026-11-20", matter.Submitted, "")
	now := dueCase(t, s, "13800000004", "D", today, matter.InReview, "")
	over := dueCase(t, s, "13800000005", "E", "2026-11-01", matter.Closed, "")
	q, err := s.Queue(ctx, application.Query{Units: []string{"donghe", "other"}, Today: today, Page: 1, Size: 10})
	ok(t, err)
	order := []matter.Reference{late.Ref, now.Ref, later.Ref, stopped.Ref}
	equal(t, "length", len(q.Cases), len(order))
	for i, ref := range order {
		equal(t, fmt.Sprint("place ", i), q.Cases[i].Ref, ref)
	}
	equal(t, "name", q.Cases[0].Body.Name, "C")
	want := map[application.Filter]int{application.FilterAll: 4, application.FilterOverdue: 1, application.FilterToday: 1,
		application.FilterSubmitted: 1, application.FilterAccepted: 1, application.FilterReview: 1, application.FilterWaiting: 1,
		application.FilterDecided: 1, "assessment": 0, "notice": 0}
	if !reflect.DeepEqual(q.Counts, want) {
		t.Fatalf("counts %v, want %v", q.Counts, want)
	}
	q, err = s.Queue(ctx, application.Query{Units: []string{"donghe"}, Filter: application.FilterDecided, Today: today, Page: 1, Size: 10})
	ok(t, err)
	equal(t, "decided", q.Cases[0].Ref, over.Ref)
	q, err = s.Queue(ctx, application.Query{Units: []string{"donghe"}, Today: today, Page: 2, Size: 3})
	ok(t, err)
	equal(t, "second page", len(q.Cases), 1)
	equal(t, "total", q.Total, 4)
	q, err = s.Queue(ctx, application.Query{Units: []string{"erenhot"}, Today: today, Page: 1, Size: 10})
	ok(t, err)
	equal(t, "other unit", len(q.Cases), 0)
	waiting, err := s.Expired(ctx, "2026-11-19", 5)
	ok(t, err)
	equal(t, "waits since before", fmt.Sprint(waiting), fmt.Sprint([]matter.Reference{stopped.Ref}))
	waiting, err = s.Expired(ctx, "2026-11-18", 5)
	ok(t, err)
	equal(t, "waits since that day", len(waiting), 0)
}

// queueElsewhere: what an institution assesses comes in the order of appointments,
// what hangs on a board in the order in which it may be taken down.
func queueElsewhere(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	var want []matter.Reference
	for i, day := range []portal.Day{"2026-12-01", "2026-11-25", "2026-11-30"} {
		c := dueCase(t, s, fmt.Sprint(13800000001+i), "A", "2026-11-24", matter.Submitted, "2026-11-20")
		ok(t, second(s.UpdateCase(ctx, c.Ref, "k", func(c application.Case) (application.Change, error) {
			c.Body.Assessments = []application.Assessment{{Visits: []application.Visit{{Day: "2026-11-01"}, {Day: day}}}}
			return step("assess", matter.Assessment, "")(c)
		})))
		want = append(want, c.Ref)
	}
	see := func(filter application.Filter) {
		t.Helper()
		q, err := s.Queue(ctx, application.Query{Units: []string{"donghe"}, Filter: filter, Today: "2026-11-23", Page: 1, Size: 10})
		ok(t, err)
		equal(t, "counted", q.Counts[filter], 3)
		for i, n := range []int{1, 2, 0} {
			equal(t, fmt.Sprint("place ", i), q.Cases[i].Ref, want[n])
		}
	}
	see("assessment")
	for i, day := range []portal.Day{"2026-12-01", "2026-11-25", "2026-11-30"} {
		ok(t, second(s.UpdateCase(ctx, want[i], "n", func(c application.Case) (application.Change, error) {
			c.Body.Notices = []application.PublicNotice{{End: "2026-11-01", Ended: "2026-11-02"}, {End: day}}
			return step("publish", matter.PublicNotice, "")(c)
		})))
	}
	see("notice")
}

func queueSearch(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	c := dueCase(t, s, "13800004321", "\u5305 \u529b\u5fb7", "2026-11-24", matter.Closed, "")
	dueCase(t, s, "13800009999", "Altan", "2026-11-24", matter.Submitted, "")
	ref := string(c.Ref)
	for text, want := range map[string]int{
		ref: 1, ref[:4] + " " + ref[4:8] + " " + ref[8:]: 1, "4321": 1, "\u5305\u529b\u5fb7": 1, "bld": 1, "BLD": 1,
		"4322": 0, "\u5305": 0, "bao": 0, "%": 0, "' or 1=1 --": 0, "a": 0, "altan": 1, "\u200b": 0,
	} {
		q, err := s.Queue(ctx, application.Query{Units: []string{"donghe"}, Today: "2026-11-23", Search: text, Page: 1, Size: 10})
		ok(t, err)
		equal(t, "found by "+text, len(q.Cases), want)
		equal(t, "total by "+text, q.Total, want)
	}
	for unit, want := range map[string]int{"erenhot": 1, "elsewhere": 0} { // the deciding unit finds it as well
		q, err := s.Queue(ctx, application.Query{Units: []string{unit}, Today: "2026-11-23", Search: "4321", Page: 1, Size: 10})
		ok(t, err)
		equal(t, "found by "+unit, len(q.Cases), want)
	}
}
