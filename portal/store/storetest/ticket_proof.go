package storetest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// ticketProof: nobody changes or removes a row of a ticket's history, and what is
// changed all the same, by the owner of the tables, shows.
func ticketProof(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	n := sentTicket(t, s, newTicket(a, a.self))
	for range 2 {
		changed(t, s, n.Ref, act(hotline.Note, matter.Accepted, "note"))
	}
	for _, text := range []string{"update ticket_event set action = 'x'", "delete from ticket_event"} {
		if _, err := s.DB().Write(ctx, relation.Statement{SQL: text}); err == nil {
			t.Errorf("%s went through", text)
		}
	}
	root, err := audit.Seal(ctx, s, stamp{}, noon())
	ok(t, err)
	sealedWith := false
	for _, h := range root.Heads {
		sealedWith = sealedWith || h.Chain == "ticket:"+string(n.Ref) && h.Seq == 3
	}
	equal(t, "the day's root vouches for it", sealedWith, true)
	checkChains(t, s, 3)
	for what, forge := range map[string]func([]audit.Row) []audit.Row{
		"changed": changedRows,
		"removed": func(rows []audit.Row) []audit.Row { return append(rows[:1:1], rows[2:]...) },
		"reordered": func(rows []audit.Row) []audit.Row {
			rows[0], rows[1] = rows[1], rows[0]
			rows[0].Seq, rows[1].Seq = 1, 2
			return rows
		},
	} {
		var out bytes.Buffer
		err := audit.Verify(ctx, forged{s, "ticket:", forge}, stamp{}, &out)
		if err == nil || !strings.Contains(out.String(), what+"\tchain=ticket:"+string(n.Ref)) {
			t.Errorf("a %s row is not found: %v\n%s", what, err, out.String())
		}
	}
	var out bytes.Buffer
	cut := func(rows []audit.Row) []audit.Row { return rows[:len(rows)-1] }
	if err := audit.Verify(ctx, forged{s, "ticket:", cut}, stamp{}, &out); err == nil {
		t.Error("a row removed at the end is not found")
	}
}

// ticketMeanwhile: what is typed while a draft is being sent goes with it or is
// refused; a draft that is dropped meanwhile is not sent.
func ticketMeanwhile(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	between := func(n hotline.Ticket, do func(hotline.Ticket) error) (hotline.Ticket, error) {
		done := false
		return s.ChangeTicket(ctx, n.Ref, "send", func(n hotline.Ticket) (hotline.Change, error) {
			if !done {
				done = true
				ok(t, do(n))
			}
			return sending()(n)
		})
	}
	sent, err := between(takeDown(t, s, newTicket(a, a.self)), func(n hotline.Ticket) error {
		n.Body.Content = "typed meanwhile"
		return s.SaveTicket(ctx, n)
	})
	ok(t, err)
	equal(t, "sent", sent.Body.Content, "typed meanwhile")
	equal(t, "events", len(sent.Events), 1)
	own := takeDown(t, s, ownTicket("13900001234"))
	kind(t, second(between(own, func(n hotline.Ticket) error { return s.DropTicket(ctx, n.Ref, a.actor(), noon()) })), portal.KindNotFound)
	kind(t, s.DropTicket(ctx, sent.Ref, a.actor(), noon()), portal.KindNotFound)
	latest, err := s.Latest(ctx, 9)
	ok(t, err)
	equal(t, "messages", len(latest), 1)
	checkChains(t, s, 4)
}

// sealTickets says everything personal that a ticket can hold, in a file of its own
// and in somebody's.
func sealTickets(t testing.TB, s *relation.Store, a resident, canary func(string) string) {
	t.Helper()
	for _, n := range []hotline.Ticket{newTicket(a, a.self), ownTicket("")} {
		n.Body = hotline.Body{Name: canary("ticket-name"), Phone: "13855550003", ByWhom: canary("by"), Mail: canary("mail"), Post: canary("post"),
			Code: canary("ticket-code"), Title: canary("title"), Content: canary("content"), Where: canary("where"),
			Replies: []hotline.Reply{{Text: canary("reply")}}, Ratings: []hotline.Rating{{Note: canary("rating")}}}
		ref := sentTicket(t, s, n).Ref
		changed(t, s, ref, func(n hotline.Ticket) (hotline.Change, error) {
			c, err := act(hotline.Note, matter.Accepted, canary("ticket-note"))(n)
			c.Messages[0].Data = map[string]string{"Phone": "13855550003", "x": canary("ticket-message")}
			return c, err
		})
		takeDown(t, s, with(n, n.Body.Phone, func(n *hotline.Ticket) { n.Key = "another" }))
	}
}
