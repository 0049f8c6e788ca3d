package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// newTicket is a draft by somebody who signed in, for a person.
func newTicket(r resident, person string) hotline.Ticket {
	return hotline.Ticket{Person: person, Starter: r.ID, Key: portal.NewID(), Type: hotline.Complaint, Topic: "access", Place: "150202",
		Channel: portal.ChannelWeb, Language: "zh-Hans", Begun: noon(), Touched: noon(),
		Body: hotline.Body{Name: "Bao Lide", Phone: "13800001234", Title: "ramp", Content: "blocked", Ways: []string{"sms"}}}
}

// ownTicket is a draft of somebody without a file, who did not sign in.
func ownTicket(phone string) hotline.Ticket {
	t := newTicket(resident{}, "")
	t.Own, t.Body.Phone = true, phone
	return t
}

func takeDown(t testing.TB, s *relation.Store, n hotline.Ticket) hotline.Ticket {
	t.Helper()
	kept, err := s.BeginTicket(context.Background(), n, portal.Actor{Kind: portal.ActorIdentity, ID: n.Starter, Channel: n.Channel})
	ok(t, err)
	return kept
}

// act is a step of a ticket to a state, with everything that goes with one.
func act(action hotline.Action, to matter.State, note string, with ...func(*hotline.Ticket)) func(hotline.Ticket) (hotline.Change, error) {
	return func(t hotline.Ticket) (hotline.Change, error) {
		e := matter.Event{At: noon().Add(2 * time.Hour), Actor: officer(), Person: t.Person, Unit: t.Unit, Action: string(action),
			From: t.State, To: to, Reasons: []string{"reply"}, Note: note}
		t.State = to
		for _, change := range with {
			change(&t)
		}
		return hotline.Change{Ticket: t, Event: e, Audit: []audit.Entry{entry(officer(), "ticket."+string(action), t.Person)},
			Messages: []delivery.Message{{ID: portal.NewID(), Person: t.Person, Recipient: t.Starter, Road: delivery.InPortal,
				Template: "notice.ticket", Data: map[string]string{"Ref": string(t.Ref)}, Case: string(t.Ref), Created: noon(), Next: noon()}}}, nil
	}
}

// sending is how a draft becomes a ticket that was accepted.
func sending(with ...func(*hotline.Ticket)) func(hotline.Ticket) (hotline.Change, error) {
	return act(hotline.Accept, matter.Accepted, "", append([]func(*hotline.Ticket){func(t *hotline.Ticket) {
		t.Sent, t.Opened = noon().Add(time.Hour), noon().Add(time.Hour)
		t.Clocks = hotline.Clocks{Limits: hotline.Limits{Sign: 1, Decide: 10, Extend: 5}, ReplyBy: "2026-12-07"}
	}}, with...)...)
}

func sentTicket(t testing.TB, s *relation.Store, n hotline.Ticket, with ...func(*hotline.Ticket)) hotline.Ticket {
	t.Helper()
	return changed(t, s, takeDown(t, s, n).Ref, sending(with...))
}

func changed(t testing.TB, s *relation.Store, ref matter.Reference, fn func(hotline.Ticket) (hotline.Change, error)) hotline.Ticket {
	t.Helper()
	after, err := s.ChangeTicket(context.Background(), ref, portal.NewID(), fn)
	ok(t, err)
	return after
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s:\n%+v, want\n%+v", what, got, want)
	}
}

// ticketDrafts: a draft is kept as it is, saved by whoever read it last, and there
// once however often it is begun.
func ticketDrafts(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	n := newTicket(a, a.self)
	n.Area, n.Question, n.Draft, n.Service, n.Public, n.About = "street", "q", "d", "nursing-subsidy", true, "donghe-federation"
	d := takeDown(t, s, n)
	d.Tell = []string{a.ID} // read with the ticket
	again := n
	again.Ref, again.Body.Title = "", "another"
	same(t, "begun again", takeDown(t, s, again), d)
	s = open() // nothing remembered
	got, err := s.Ticket(ctx, d.Ref)
	ok(t, err)
	same(t, "read", got, d)
	got.Body.Content, got.Touched = "more", noon().Add(time.Minute)
	ok(t, s.SaveTicket(ctx, got))
	kind(t, s.SaveTicket(ctx, got), portal.KindConflict)
	kind(t, s.SaveTicket(ctx, d), portal.KindConflict)
	stale := got
	got, err = s.Ticket(ctx, d.Ref)
	ok(t, err)
	stale.Rev = 1
	same(t, "saved", got, stale)
	changed(t, s, d.Ref, sending())
	got.Rev = 2
	kind(t, s.SaveTicket(ctx, got), portal.KindConflict)
	kind(t, s.DropTicket(ctx, d.Ref, a.actor(), noon()), portal.KindNotFound)
	repeated, err := s.BeginTicket(ctx, again, a.actor())
	ok(t, err)
	equal(t, "begun again after it was sent", repeated.State, matter.Accepted)
	other := again
	other.Taker = "officer"
	if takeDown(t, s, other).Ref == d.Ref {
		t.Error("another taker's key is the same")
	}
	_, err = s.BeginTicket(ctx, newTicket(a, "nobody"), a.actor())
	kind(t, err, portal.KindNotFound)
	kind(t, second(s.Ticket(ctx, "200000000000")), portal.KindNotFound)
	checkChains(t, s, 3)
}

// ticketOwn: who has no file gets a person that is a key and nothing else; with the
// draft its key goes.
func ticketOwn(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	n := ownTicket("13900001234")
	n.Starter = a.ID
	var wait sync.WaitGroup
	refs := make([]matter.Reference, 8)
	for i := range refs {
		wait.Go(func() {
			if d, err := s.BeginTicket(ctx, n, a.actor()); err != nil {
				t.Error(err)
			} else {
				refs[i] = d.Ref
			}
		})
	}
	wait.Wait()
	for _, ref := range refs {
		equal(t, "begun together", ref, refs[0])
	}
	d, err := open().Ticket(ctx, refs[0])
	ok(t, err)
	rows, err := s.DB().Read(ctx, relation.Statement{SQL: "select actor from person_event where person = $1", Args: []any{d.Person}},
		relation.Statement{SQL: "select id from person"})
	ok(t, err)
	equal(t, "history names nobody", fmt.Sprint(rows[0]), "[[]]")
	equal(t, "persons", len(rows[1]), 2)
	kind(t, second(s.Known(ctx, a.ID, d.Person)), portal.KindNotFound)
	ok(t, s.DropTicket(ctx, d.Ref, a.actor(), noon()))
	kind(t, s.DropTicket(ctx, d.Ref, a.actor(), noon()), portal.KindNotFound)
	kind(t, s.DeletePerson(ctx, d.Person, a.actor(), noon()), portal.KindNotFound)
	kind(t, s.SaveTicket(ctx, d), portal.KindNotFound)
	kind(t, second(s.Ticket(ctx, d.Ref)), portal.KindNotFound)
	theirs := takeDown(t, s, newTicket(a, a.self))
	ok(t, s.DropTicket(ctx, theirs.Ref, a.actor(), noon()))
	ok(t, second(s.Known(ctx, a.ID, a.self)))
	checkChains(t, s, 2)
}

// ticketSweep: drafts nobody touched are found, the oldest first.
func ticketSweep(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	var refs []matter.Reference
	for _, age := range []time.Duration{time.Hour, 3 * time.Hour, 2 * time.Hour, 0} {
		n := newTicket(a, a.self)
		n.Touched = noon().Add(-age)
		refs = append(refs, takeDown(t, s, n).Ref)
	}
	n := newTicket(a, a.self)
	n.Touched = noon().Add(-9 * time.Hour)
	sentTicket(t, s, n)
	list, err := s.DraftTickets(ctx, noon().Add(-time.Minute), 2)
	ok(t, err)
	same(t, "oldest first", list, []matter.Reference{refs[1], refs[2]})
	n = newTicket(a, a.self)
	n.Taker = "clerk"
	refs = append(refs, takeDown(t, s, n).Ref)
	taken, err := s.TakenTickets(ctx, "clerk", 9)
	ok(t, err)
	equal(t, "taken down", len(taken), 1)
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	for _, ref := range refs {
		ok(t, s.DropTicket(ctx, ref, officer(), noon()))
	}
	list, err = s.DraftTickets(ctx, noon().Add(time.Hour), 9)
	ok(t, err)
	equal(t, "left", len(list), 0)
}

// ticketLife: a step writes the ticket, its row, its messages and its audit rows,
// or none of them.
func ticketLife(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	n := sentTicket(t, s, newTicket(a, a.self))
	s = open()
	given := hotline.Reply{Code: "done", Text: "cleared", Language: "mn-Cyrl", By: "officer", At: noon()}
	after, err := s.ChangeTicket(ctx, n.Ref, "reply", act(hotline.Respond, matter.Replied, "own words", func(t *hotline.Ticket) {
		t.Clocks.Replied, t.Returned, t.Marks, t.Moves, t.Redos, t.Late = "2026-11-24", []string{"u"}, []string{"0 warn reply"}, 2, 1, true
		t.Unit, t.Assignee, t.Joined, t.Urgent, t.Shielded, t.Away = "donghe", "officer", "200000000004", true, true, true
		t.Body.Replies = append(t.Body.Replies, given)
		t.Body.Ratings = append(t.Body.Ratings, hotline.Rating{Score: 2, Note: "no", At: noon()})
	}))
	ok(t, err)
	got, err := open().Ticket(ctx, n.Ref)
	ok(t, err)
	same(t, "read", got, after)
	equal(t, "note", got.Events[1].Note, "own words")
	equal(t, "sequence", got.Events[1].Seq, 2)
	equal(t, "revision", got.Rev, 2)
	again, err := s.ChangeTicket(ctx, n.Ref, "reply", func(hotline.Ticket) (hotline.Change, error) {
		t.Fatal("a repeated key must not act")
		return hotline.Change{}, nil
	})
	ok(t, err)
	same(t, "repeated", again, after)
	nothing, err := s.ChangeTicket(ctx, n.Ref, "x", func(hotline.Ticket) (hotline.Change, error) { return hotline.Change{}, hotline.ErrNothing })
	ok(t, err)
	same(t, "nothing to do", nothing, after)
	refused := errors.New("no")
	if _, err = s.ChangeTicket(ctx, n.Ref, "y", func(hotline.Ticket) (hotline.Change, error) { return hotline.Change{}, refused }); !errors.Is(err, refused) {
		t.Fatalf("the rule's own answer became %v", err)
	}
	kind(t, second(s.ChangeTicket(ctx, n.Ref, "z", func(t hotline.Ticket) (hotline.Change, error) {
		change, err := act(hotline.Note, t.State, "")(t)
		change.Messages[0].Person = "nobody"
		return change, err
	})), portal.KindNotFound)
	kind(t, second(s.ChangeTicket(ctx, "200000000000", "k", sending())), portal.KindNotFound)
	got, err = s.Ticket(ctx, n.Ref)
	ok(t, err)
	same(t, "as it stood", got, after)
	sent, err := s.Latest(ctx, 9)
	ok(t, err)
	equal(t, "messages", len(sent), 2)
	looked, err := s.Looked(ctx, a.self, 9)
	ok(t, err)
	equal(t, "audit rows", len(looked), 2)
	m, err := s.Matters(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "notices", len(m.Notices), 2)
	before := s.Trips()
	changed(t, s, n.Ref, act(hotline.Note, matter.Replied, ""))
	equal(t, "trips of a change", s.Trips()-before, 2)
	checkChains(t, s, 3)
}

// ticketClash: eight who write to one ticket at once all write once; sending is
// done once by whoever is first.
func ticketClash(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d, other := takeDown(t, s, newTicket(a, a.self)), open()
	together := func(do func(i int, store *relation.Store) error) {
		var wait sync.WaitGroup
		for i := range writers {
			wait.Go(func() {
				if err := do(i, []*relation.Store{s, other}[i%2]); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
	}
	together(func(_ int, store *relation.Store) error {
		return second(store.ChangeTicket(ctx, d.Ref, "send", sending()))
	})
	for _, keys := range []int{writers, writers / 4} { // the second time each from two processes, twice
		together(func(i int, store *relation.Store) error {
			return second(store.ChangeTicket(ctx, d.Ref, fmt.Sprint(keys, " note ", i%keys), act(hotline.Note, matter.Accepted, "n")))
		})
	}
	got, err := s.Ticket(ctx, d.Ref)
	ok(t, err)
	equal(t, "events", len(got.Events), 1+writers+writers/4)
	keys := map[string]bool{}
	for i, e := range got.Events {
		equal(t, "sequence", e.Seq, i+1)
		keys[e.Key] = true
	}
	equal(t, "keys", len(keys), len(got.Events))
	sent, err := s.Latest(ctx, 99)
	ok(t, err)
	equal(t, "messages", len(sent), len(got.Events))
	checkChains(t, s, 3)
}

// ticketSeen: who sent it, who may speak for the person, and who has the phone see
// a ticket; nobody else does.
func ticketSeen(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	mother := addPerson(t, s, a, people.Mother, "m", 1)
	linked := func(phone string, level int64) resident {
		r := signIn(t, s, phone)
		ok(t, second(s.DB().Write(ctx, relation.Statement{SQL: "insert into link (identity, person, relation, capacity, level, confirmed," +
			" valid_to, start_key, created) values ($1, $2, 'other', 'self', $3, 1, '', 'k', 1)", Args: []any{r.ID, mother, level}})))
		return r
	}
	above, below, stranger := linked("13700000001", 2), linked("13700000002", 1), signIn(t, s, "13700000003")
	for _, tc := range []struct {
		name string
		n    hotline.Ticket
		sees map[resident][]string // under whom each sees it
	}{
		{"for the mother", with(newTicket(a, mother), "13700009999"), map[resident][]string{a: {mother}, above: {mother}}},
		{"a call for the mother", with(newTicket(resident{}, mother), "13700009999"), map[resident][]string{above: {mother}}},
		{"for oneself", with(newTicket(a, a.self), "13700009999"), map[resident][]string{a: {a.self}}},
		{"for nobody on file", with(ownTicket(""), "13700009999", func(t *hotline.Ticket) { t.Starter = a.ID }), map[resident][]string{a: {a.self}}},
		{"from a phone proved since", ownTicket("137 0000 0003"), map[resident][]string{stranger: {stranger.self}}},
		{"from the phone of one who helps", ownTicket("13700000001"), map[resident][]string{above: {above.self}}},
		{"of nobody", with(ownTicket(""), "13700000003", func(t *hotline.Ticket) { t.Anonymous = true }), nil},
	} {
		n := sentTicket(t, s, tc.n)
		for _, r := range []resident{a, above, below, stranger} {
			for _, person := range []string{mother, r.self, a.self, n.Person} {
				want := portal.KindNotFound
				for _, under := range tc.sees[r] {
					if under == person {
						want = ""
					}
				}
				_, err := s.TicketFor(ctx, r.ID, person, n.Ref)
				if portal.KindOf(err) != want {
					t.Errorf("%s: %v, want %q", tc.name, err, want)
				}
				list, err := s.TicketsOf(ctx, r.ID, person)
				ok(t, err)
				listed := false
				for _, l := range list {
					listed = listed || l.Ref == n.Ref
				}
				equal(t, tc.name+" is listed", listed, want == "")
			}
		}
	}
	draft := newTicket(a, a.self)
	draft.Begun = noon().Add(time.Second)
	last := takeDown(t, s, draft)
	list, err := s.TicketsOf(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "newest first", list[0].Ref, last.Ref)
	equal(t, "history", len(list[1].Events), 0)
	equal(t, "body", list[1].Body.Content, "blocked")
}

// with is a ticket with another phone, and maybe more of another kind.
func with(t hotline.Ticket, phone string, more ...func(*hotline.Ticket)) hotline.Ticket {
	t.Body.Phone = phone
	for _, change := range more {
		change(&t)
	}
	return t
}

// ticketDeletion: with the person's key the ticket goes, from every list.
func ticketDeletion(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	n := sentTicket(t, s, newTicket(a, a.self), func(t *hotline.Ticket) { t.Public = true })
	changed(t, s, n.Ref, act(hotline.Respond, matter.Reviewed, "note", func(t *hotline.Ticket) { t.Clocks.Replied, t.Next = "2026-11-24", noon() }))
	empty := func(s *relation.Store, want int) {
		t.Helper()
		q, err := s.Tickets(ctx, hotline.Query{Places: []portal.Place{"150202"}, Search: "1234", Size: 9})
		ok(t, err)
		running, err := s.TicketsDue(ctx, noon(), "", 9)
		ok(t, err)
		near, err := s.TicketsNear(ctx, "access", "150202", noon(), 9)
		ok(t, err)
		answered, err := s.TicketsAnswered(ctx, "", 9)
		ok(t, err)
		mine, err := s.TicketsOf(ctx, a.ID, a.self)
		ok(t, err)
		same(t, "found", []int{len(q.Tickets), q.Total, q.Counts[hotline.FilterAll], len(running), len(near), len(answered), len(mine)},
			[]int{want, want, want, want, want, want, want})
	}
	empty(s, 1)
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	rows, err := s.DB().Read(ctx, relation.Statement{SQL: "select ref from ticket where phone_bix is not null or four_bix is not null"})
	ok(t, err)
	equal(t, "indexes left", len(rows[0]), 0)
	for _, s := range []*relation.Store{s, open()} {
		empty(s, 0)
		kind(t, second(s.Ticket(ctx, n.Ref)), portal.KindNotFound)
		kind(t, second(s.TicketFor(ctx, a.ID, a.self, n.Ref)), portal.KindNotFound)
		kind(t, second(s.ChangeTicket(ctx, n.Ref, "k", sending())), portal.KindNotFound)
		kind(t, second(s.BeginTicket(ctx, newTicket(a, a.self), a.actor())), portal.KindNotFound)
	}
	checkChains(t, s, 3)
}
