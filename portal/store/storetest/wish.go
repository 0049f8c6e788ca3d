package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/delivery"
	"changban/portal/store/relation"
)

// wishes: how somebody wants to be told is kept whole; the usual holds before.
func wishes(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	w, err := s.Wish(ctx, a.ID)
	ok(t, err)
	usual := delivery.DefaultWish()
	usual.Identity, usual.Phone = a.ID, "13800001234"
	equal(t, "before", fmt.Sprint(w), fmt.Sprint(usual))
	w.Roads, w.Mail, w.Post, w.Voice = []delivery.Road{delivery.Mail, delivery.Letter}, "a@example.org", "A street\n12", "04778000000"
	w.Hard, w.Quiet = true, delivery.Quiet{From: 60, To: 120}
	ok(t, s.PutWish(ctx, w))
	got, err := open().Wish(ctx, a.ID)
	ok(t, err)
	equal(t, "wish", fmt.Sprint(got), fmt.Sprint(w))
	w.Roads = []delivery.Road{}
	ok(t, s.PutWish(ctx, w))
	got, err = s.Wish(ctx, a.ID)
	ok(t, err)
	equal(t, "none wished", len(got.Roads), 0)
	w.Identity = "nobody"
	kind(t, s.PutWish(ctx, w), portal.KindNotFound)
	kind(t, second(s.Wish(ctx, "nobody")), portal.KindNotFound)
}

// wishesOf: whom a message is carried to is who may see it in the portal.
func wishesOf(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	helper, own, stranger := signIn(t, s, "13800001234"), signIn(t, s, "13900001234"), signIn(t, s, "13700001234")
	told := func(m delivery.Message) string {
		list, err := s.WishesOf(ctx, m)
		ok(t, err)
		names := map[string]string{helper.ID: "helper", own.ID: "person", stranger.ID: "stranger"}
		var who []string
		for _, w := range list {
			who = append(who, names[w.Identity])
		}
		slices.Sort(who)
		return fmt.Sprint(who)
	}
	mother := addPerson(t, s, helper, people.Mother, "key", time.Hour)
	c := sent(t, s, helper, mother, nil)
	equal(t, "helper", told(delivery.Message{Person: mother, Recipient: helper.ID, Case: string(c.Ref)}), "[helper]")
	equal(t, "whoever sees the case", told(delivery.Message{Person: mother, Case: string(c.Ref)}), "[helper]")
	equal(t, "of no case", told(delivery.Message{Person: mother}), "[]")
	equal(t, "oneself", told(delivery.Message{Person: own.self, Recipient: own.ID}), "[person]")
	equal(t, "unproved", told(delivery.Message{Person: own.self, Recipient: helper.ID}), "[helper]")
	proved := factChange(t, s, own, own.self, "name", "Saren")
	proved.Link = &people.Link{Identity: own.ID, Person: own.self, Relation: people.Self, Capacity: people.AsSelf, Level: people.LevelRegister, Confirmed: true}
	ok(t, s.Change(ctx, proved))
	about := string(sent(t, s, own, own.self, nil).Ref)
	equal(t, "both", told(delivery.Message{Person: own.self, Recipient: helper.ID, Case: about}), "[helper person]")
	equal(t, "of a ticket", told(delivery.Message{Person: own.self, Recipient: helper.ID, Case: "9"}), "[helper]")
	equal(t, "person", told(delivery.Message{Person: own.self}), "[person]")
	equal(t, "nobody", told(delivery.Message{}), "[]")
	// What is still being written says the same before it is sent, with languages.
	ok(t, s.PutLanguages(ctx, helper.ID, people.Choices{Notice: "mn-Cyrl"}))
	d := newDraft(helper, mother, "told")
	ok(t, second(s.CreateDraft(ctx, d)))
	before, err := s.Draft(ctx, helper.ID, mother, d.ID)
	ok(t, err)
	equal(t, "of a helper's draft", fmt.Sprint(len(before.Told), before.Told[0].Identity == helper.ID, before.Told[0].Own)+before.Told[0].Language, "1 true falsemn-Cyrl")
	d = newDraft(own, own.self, "told")
	ok(t, second(s.CreateDraft(ctx, d)))
	before, err = s.Draft(ctx, own.ID, own.self, d.ID)
	ok(t, err)
	equal(t, "of one's own", fmt.Sprint(len(before.Told), before.Told[0].Own)+" "+before.Told[0].Phone, "1 true 13900001234")
	list, err := s.TicketWishes(ctx, takeDown(t, s, newTicket(helper, own.self)))
	ok(t, err)
	equal(t, "of a ticket for another", len(list), 2)
	equal(t, "of whom one is the person", list[0].Own != list[1].Own, true)
}

// notified is a case whose notice is claimed.
func notified(t testing.TB, s *relation.Store, r resident) (application.Case, delivery.Message) {
	t.Helper()
	c := sent(t, s, r, r.self, nil)
	got, err := s.Claim(context.Background(), noon().Add(time.Hour), "w", 10, time.Minute)
	ok(t, err)
	equal(t, "claimed", len(got), 1)
	return c, got[0]
}

// carried is a message that carries m further.
func carried(m delivery.Message, road delivery.Road, state delivery.State) delivery.Message {
	m.ID, m.Road, m.State, m.Attempts = m.ID+":"+string(road), road, state, 0
	return m
}

// spread: what carries a message further is written with its mark or not at all,
// and once.
func spread(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	ok(t, s.PutLanguages(ctx, a.ID, people.Choices{Notice: "mn-Cyrl"}))
	_, m := notified(t, s, a)
	sms, letter := carried(m, delivery.SMS, ""), carried(m, delivery.Letter, delivery.Waiting)
	sms.Urgent = true
	at := noon().Add(2 * time.Hour)
	ok(t, s.Spread(ctx, m.ID, []delivery.Message{sms, letter}, at))
	kind(t, s.Spread(ctx, m.ID, []delivery.Message{carried(m, delivery.Mail, "")}, at), portal.KindNotFound)
	list, err := s.Claim(ctx, at, "w", 10, time.Minute)
	ok(t, err)
	equal(t, "no letter and no mail is claimed", len(list), 1)
	got := list[0]
	equal(t, "id", got.ID, m.ID+":sms")
	equal(t, "urgent", got.Urgent, true)
	equal(t, "values", got.Data["Ref"], m.Data["Ref"])
	equal(t, "language of the recipient", got.Language, "mn-Cyrl")
	ok(t, s.Hold(ctx, got.ID, at.Add(time.Hour)))
	list, err = s.Claim(ctx, at, "w", 10, time.Minute)
	ok(t, err)
	equal(t, "put off", len(list), 0)
	list, err = s.Claim(ctx, at.Add(time.Hour), "w", 10, time.Minute)
	ok(t, err)
	equal(t, "attempts", list[0].Attempts, 1)
	ok(t, s.Sent(ctx, got.ID, at))
	kind(t, s.Hold(ctx, got.ID, at), portal.KindNotFound)
}

// spreadAgain: rows of an earlier try stay as they are, and nothing is written for
// a person who is deleted.
func spreadAgain(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	_, m := notified(t, s, a)
	sms := carried(m, delivery.SMS, "")
	told, err := s.Remind(ctx, []delivery.Message{sms})
	ok(t, err)
	equal(t, "written", told, 1)
	ok(t, s.Spread(ctx, m.ID, []delivery.Message{sms}, noon()))
	ok(t, s.Sent(ctx, sms.ID, noon()))
	list, err := s.Latest(ctx, 10)
	ok(t, err)
	equal(t, "rows", len(list), 2)
	b := signIn(t, s, "13900001234")
	sent(t, s, b, b.self, nil)
	ok(t, s.DeletePerson(ctx, b.self, officer(), noon()))
	list, err = s.Claim(ctx, noon().Add(2*time.Hour), "w", 1, time.Minute)
	ok(t, err)
	equal(t, "values of the deleted", len(list[0].Data), 0)
	ok(t, s.Spread(ctx, list[0].ID, []delivery.Message{carried(list[0], delivery.SMS, "")}, noon()))
	list, err = s.Latest(ctx, 10)
	ok(t, err)
	equal(t, "rows", len(list), 3)
}

// letters wait for a clerk, with the address of today; what was given up can be
// queued once more.
func letters(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	w, err := s.Wish(ctx, a.ID)
	ok(t, err)
	w.Post = "A street"
	ok(t, s.PutWish(ctx, w))
	c, m := notified(t, s, a)
	stranger := delivery.Message{ID: portal.NewID(), Person: a.self, Road: delivery.Letter, State: delivery.Waiting, Template: "t",
		Data: delivery.Wish{Post: "B street"}.Carry(nil), Created: noon().Add(3 * time.Hour)}
	ok(t, s.Spread(ctx, m.ID, []delivery.Message{carried(m, delivery.Letter, delivery.Waiting), stranger}, noon()))
	list, err := s.Letters(ctx, 10)
	ok(t, err)
	equal(t, "letters", len(list), 2)
	equal(t, "address of the identity", list[0].To, "A street")
	equal(t, "case", list[0].Case, string(c.Ref))
	equal(t, "address of the message", list[1].To, "B street")
	ok(t, s.Posted(ctx, list[0].ID, noon()))
	kind(t, s.Posted(ctx, list[0].ID, noon()), portal.KindNotFound)
	list, err = s.Letters(ctx, 10)
	ok(t, err)
	equal(t, "left", len(list), 1)
}

func revive(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	_, m := notified(t, s, signIn(t, s, "13800001234"))
	at := noon().Add(2 * time.Hour)
	kind(t, s.Revive(ctx, m.ID, at), portal.KindNotFound)
	ok(t, s.Failed(ctx, m.ID, at, at, true, "unavailable"))
	ok(t, s.Revive(ctx, m.ID, at))
	dead, err := s.Dead(ctx, 5)
	ok(t, err)
	equal(t, "dead", len(dead), 0)
	list, err := s.Claim(ctx, at, "w", 10, time.Minute)
	ok(t, err)
	equal(t, "attempts", list[0].Attempts, 1)
	equal(t, "code", list[0].Code, "")
}
