package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// inState is a sent ticket that stands in a state, with more of another kind.
func inState(t testing.TB, s *relation.Store, r resident, state matter.State, more ...func(*hotline.Ticket)) hotline.Ticket {
	t.Helper()
	return sentTicket(t, s, newTicket(r, r.self), append(more, func(t *hotline.Ticket) { t.State = state })...)
}

func here(more hotline.Query) hotline.Query {
	more.Places, more.Size = []portal.Place{"150202"}, max(more.Size, 50)
	return more
}

func ticketsBy(t testing.TB, s *relation.Store, q hotline.Query) hotline.Queue {
	t.Helper()
	found, err := s.Tickets(context.Background(), q)
	ok(t, err)
	return found
}

func refsOf(list []hotline.Ticket) []matter.Reference {
	refs := make([]matter.Reference, len(list))
	for i, n := range list {
		refs[i] = n.Ref
	}
	return refs
}

// ticketFilters: each state stands where something is to be done with it; counts,
// totals and lists agree.
func ticketFilters(t *testing.T, open func() *relation.Store) {
	s := open()
	a := signIn(t, s, "13800001234")
	takeDown(t, s, newTicket(a, a.self)) // in no list
	in := map[hotline.Filter][]matter.State{
		hotline.FilterDispatch: {matter.Accepted, matter.Returned, matter.Reopened},
		hotline.FilterSign:     {matter.Dispatched},
		hotline.FilterWork:     {matter.Signed, matter.InProgress, matter.Extended, matter.Escalated},
		hotline.FilterReview:   {matter.Replied},
		hotline.FilterCall:     {matter.AnsweredNow, matter.Reviewed, matter.Callback},
		hotline.FilterOver:     {matter.Closed, matter.NotAccepted, matter.Withdrawn},
	}
	for _, state := range matter.TicketStates()[1:] {
		inState(t, s, a, state, func(t *hotline.Ticket) { t.Clocks.ReplyBy, t.Urgent, t.Away = "2026-12-07", true, true })
		if over := slices.Contains(in[hotline.FilterOver], state); !over {
			for _, f := range []hotline.Filter{hotline.FilterAll, hotline.FilterUrgent, hotline.FilterAway} {
				in[f] = append(in[f], state)
			}
		}
		if state.TicketWithdrawable() {
			in[hotline.FilterToday] = append(in[hotline.FilterToday], state)
		}
	}
	calm := func(t *hotline.Ticket) { t.Clocks.ReplyBy = "2026-12-06" }
	inState(t, s, a, matter.Signed, calm)
	inState(t, s, a, matter.Callback, calm)
	in[hotline.FilterOverdue] = []matter.State{matter.Signed}
	for f, more := range map[hotline.Filter][]matter.State{hotline.FilterAll: {matter.Signed, matter.Callback},
		hotline.FilterWork: {matter.Signed}, hotline.FilterCall: {matter.Callback}} {
		in[f] = append(in[f], more...)
	}
	for _, f := range hotline.Filters() {
		q := ticketsBy(t, s, here(hotline.Query{Filter: f, Today: "2026-12-07"}))
		var got []matter.State
		for _, n := range q.Tickets {
			got = append(got, n.State)
		}
		slices.Sort(got)
		slices.Sort(in[f])
		same(t, "filter "+string(f), got, in[f])
		equal(t, "total", q.Total, len(in[f]))
		equal(t, "count", q.Counts[f], len(in[f]))
		page := ticketsBy(t, s, here(hotline.Query{Filter: f, Today: "2026-12-07", Page: 2, Size: 50}))
		equal(t, "second page", len(page.Tickets), 0)
		equal(t, "total of any page", page.Total, len(in[f]))
	}
	before := s.Trips()
	ticketsBy(t, s, here(hotline.Query{}))
	equal(t, "trips", s.Trips()-before, 1)
}

// ticketOrder: danger first, then the nearest promise; what waits for the person
// after what waits for the office.
func ticketOrder(t *testing.T, open func() *relation.Store) {
	s := open()
	a := signIn(t, s, "13800001234")
	by := func(day portal.Day, urgent bool) func(*hotline.Ticket) {
		return func(t *hotline.Ticket) {
			t.Clocks.ReplyBy, t.Clocks.SignBy, t.Clocks.CallBy, t.Urgent = day, "2026-12-3"+day[len(day)-1:], "2026-12-3"+day[len(day)-1:], urgent
		}
	}
	later := inState(t, s, a, matter.Dispatched, by("2026-12-09", false))
	soon := inState(t, s, a, matter.Dispatched, by("2026-12-08", false))
	danger := inState(t, s, a, matter.Accepted, by("2026-12-10", true))
	rated := inState(t, s, a, matter.Rated, by("2026-12-01", true))
	call := inState(t, s, a, matter.Callback, by("2026-12-02", false))
	called := inState(t, s, a, matter.Callback, by("2026-12-01", false))
	over := inState(t, s, a, matter.Closed, by("2026-12-01", true))
	overLast := inState(t, s, a, matter.Closed, by("2026-12-01", true), func(t *hotline.Ticket) { t.Opened = t.Opened.Add(1e9) })
	for f, want := range map[hotline.Filter][]matter.Reference{
		hotline.FilterAll:  {danger.Ref, soon.Ref, later.Ref, rated.Ref, called.Ref, call.Ref},
		hotline.FilterSign: {soon.Ref, later.Ref},
		hotline.FilterCall: {called.Ref, call.Ref},
		hotline.FilterOver: {overLast.Ref, over.Ref},
	} {
		same(t, "order of "+string(f), refsOf(ticketsBy(t, s, here(hotline.Query{Filter: f})).Tickets), want)
	}
	q := ticketsBy(t, s, hotline.Query{Places: []portal.Place{"150202"}, Page: 2, Size: 2})
	same(t, "second page", refsOf(q.Tickets), []matter.Reference{later.Ref, rated.Ref})
	equal(t, "history", len(q.Tickets[0].Events), 0)
	equal(t, "body", q.Tickets[0].Body.Title, "ramp")
}

// ticketScopes: a desk finds what lies in its places, what its units have and what
// lies in its streets, once each, and nothing else.
func ticketScopes(t *testing.T, open func() *relation.Store) {
	s := open()
	a := signIn(t, s, "13800001234")
	put := func(place portal.Place, unit, area string) {
		inState(t, s, a, matter.Signed, func(t *hotline.Ticket) { t.Place, t.Unit, t.Area = place, unit, area })
	}
	put("150202", "donghe-housing", "street-1")
	put("150202", "", "")
	put("152501", "donghe-housing", "")
	put("152501", "erenhot-housing", "street-2")
	for i, tc := range []struct {
		q    hotline.Query
		want int
	}{
		{hotline.Query{}, 0},
		{hotline.Query{Places: []portal.Place{"150202"}}, 2},
		{hotline.Query{Places: []portal.Place{"150202", "152501"}}, 4},
		{hotline.Query{Units: []string{"donghe-housing"}}, 2},
		{hotline.Query{Units: []string{"donghe-housing", "erenhot-housing", ""}}, 4},
		{hotline.Query{Areas: []string{"street-2", "street-9"}}, 1},
		{hotline.Query{Places: []portal.Place{"150202"}, Units: []string{"donghe-housing"}, Areas: []string{"street-1", "street-2"}}, 4},
		{hotline.Query{Places: []portal.Place{"150203"}, Units: []string{"x' or 1=1 --"}}, 0},
	} {
		tc.q.Size = 9
		q := ticketsBy(t, s, tc.q)
		equal(t, fmt.Sprint("found ", i), len(q.Tickets), tc.want)
		equal(t, fmt.Sprint("total ", i), q.Total, tc.want)
		equal(t, fmt.Sprint("counted ", i), q.Counts[hotline.FilterWork], tc.want)
	}
}

// ticketSearch: by reference wherever the desk looks, by four digits in its places
// alone.
func ticketSearch(t *testing.T, open func() *relation.Store) {
	s := open()
	a := signIn(t, s, "13800001234")
	n := sentTicket(t, s, with(newTicket(a, a.self), "138 0000 4321"), func(t *hotline.Ticket) {
		t.State, t.Unit, t.Area, t.Shielded = matter.Closed, "donghe-housing", "street-1", true
	})
	sentTicket(t, s, with(newTicket(a, a.self), "13800009999"))
	sentTicket(t, s, with(ownTicket(""), "13800004321", func(t *hotline.Ticket) { t.Anonymous = true }))
	takeDown(t, s, with(newTicket(a, a.self), "13800004321"))
	ref := string(n.Ref)
	places, units, areas := hotline.Query{Places: []portal.Place{"150202", "150203"}}, hotline.Query{Units: []string{"donghe-housing"}}, hotline.Query{Areas: []string{"street-1"}}
	elsewhere := hotline.Query{Places: []portal.Place{"152501"}, Units: []string{"other"}}
	mixed := hotline.Query{Places: []portal.Place{"152501"}, Units: []string{"donghe-housing"}}
	for text, want := range map[string][5]int{
		ref: {1, 1, 1, 0, 1}, ref[:4] + " " + ref[4:8] + "-" + ref[8:]: {1, 1, 1, 0, 1},
		"4321": {1, 0, 0, 0, 0}, " 4321 ": {1, 0, 0, 0, 0}, "\uff14\uff13\uff12\uff11": {1, 0, 0, 0, 0},
		"9999": {1, 0, 0, 0, 0}, "4322": {}, "13800004321": {}, "432": {}, "Bao": {}, "%": {}, "' or 1=1 --": {}, "\u200b": {},
	} {
		for i, q := range []hotline.Query{places, units, areas, elsewhere, mixed} {
			q.Search, q.Size, q.Known = text, 9, true
			found := ticketsBy(t, s, q)
			equal(t, fmt.Sprint(text, " in ", i), len(found.Tickets), want[i])
			equal(t, "total", found.Total, want[i])
		}
	}
	unknowing := places
	unknowing.Search, unknowing.Size = "4321", 9
	equal(t, "who may not know the shielded", ticketsBy(t, s, unknowing).Total, 0)
	unknowing.Search = "9999"
	equal(t, "who reads what is not hidden", ticketsBy(t, s, unknowing).Total, 1)
	open9 := places
	open9.Search, open9.Filter, open9.Size = "4321", hotline.FilterDispatch, 9
	equal(t, "searched within a filter", ticketsBy(t, s, open9).Total, 0)
	changed(t, s, n.Ref, act(hotline.Note, matter.Closed, "", func(t *hotline.Ticket) { t.Place = "152501" }))
	places.Search, elsewhere.Search, places.Known, elsewhere.Known = "4321", "4321", true, true
	equal(t, "moved away", ticketsBy(t, s, places).Total, 0)
	equal(t, "moved here", ticketsBy(t, s, elsewhere).Total, 1)
}

// ticketDue: what time has something to do with now, page by page.
func ticketDue(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	takeDown(t, s, newTicket(a, a.self))
	var want []matter.Reference
	for i := range 7 {
		next := noon().Add(time.Duration(i-4) * time.Second)
		n := inState(t, s, a, matter.Accepted, func(t *hotline.Ticket) { t.Next = next })
		if i <= 4 {
			want = append(want, n.Ref)
		}
	}
	inState(t, s, a, matter.Closed, func(t *hotline.Ticket) { t.Next = time.Time{} })
	slices.Sort(want)
	var got []matter.Reference
	for after := matter.Reference(""); ; {
		page, err := s.TicketsDue(ctx, noon(), after, 3)
		ok(t, err)
		if len(page) == 0 {
			break
		}
		got, after = append(got, page...), page[len(page)-1]
	}
	same(t, "due", got, want)
}

// ticketNear: open tickets about one thing in one place, the newest first.
func ticketNear(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	at := func(d time.Duration, more ...func(*hotline.Ticket)) matter.Reference {
		return inState(t, s, a, matter.Accepted, append(more, func(t *hotline.Ticket) { t.Sent = noon().Add(d) })...).Ref
	}
	old, first, last := at(-time.Hour), at(0), at(time.Hour)
	at(0, func(t *hotline.Ticket) { t.Topic = "card" })
	at(0, func(t *hotline.Ticket) { t.Place = "152501" })
	at(0, func(t *hotline.Ticket) { t.Joined = first })
	for _, state := range []matter.State{matter.Closed, matter.Withdrawn, matter.NotAccepted, matter.Rated} {
		inState(t, s, a, state)
	}
	takeDown(t, s, newTicket(a, a.self))
	near := func(since time.Time, n int, want ...matter.Reference) {
		t.Helper()
		list, err := s.TicketsNear(ctx, "access", "150202", since, n)
		ok(t, err)
		same(t, "near", refsOf(list), want)
	}
	near(noon(), 9, last, first)
	near(noon().Add(-time.Hour), 9, last, first, old)
	near(noon().Add(-time.Hour), 1, last)
	list, err := s.TicketsNear(ctx, "access", "150202", noon(), 9)
	ok(t, err)
	equal(t, "words", list[0].Body.Content, "blocked")
	equal(t, "history", len(list[0].Events), 0)
}

// ticketAnswered: replies whose senders let them be shown and that a reviewer saw.
func ticketAnswered(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	replied := func(state matter.State, day portal.Day, more ...func(*hotline.Ticket)) matter.Reference {
		return inState(t, s, a, state, append([]func(*hotline.Ticket){func(t *hotline.Ticket) { t.Public, t.Clocks.Replied = true, day }}, more...)...).Ref
	}
	first, last := replied(matter.Closed, "2026-12-01"), replied(matter.AnsweredNow, "2026-12-03")
	away := replied(matter.Reviewed, "2026-12-02", func(t *hotline.Ticket) { t.Place = "152501" })
	replied(matter.Replied, "2026-12-04")
	replied(matter.Reopened, "")
	replied(matter.Closed, "2026-12-04", func(t *hotline.Ticket) { t.Public = false })
	replied(matter.Closed, "2026-12-04", func(t *hotline.Ticket) { t.Shielded = true })
	shown := func(place portal.Place, n int, want ...matter.Reference) {
		t.Helper()
		list, err := s.TicketsAnswered(ctx, place, n)
		ok(t, err)
		same(t, "shown", refsOf(list), want)
	}
	shown("", 9, last, away, first)
	shown("", 2, last, away)
	shown("150202", 9, last, first)
	shown("150203", 9, []matter.Reference{}...)
}
