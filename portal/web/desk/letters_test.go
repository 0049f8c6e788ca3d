package desk_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
)

const post = "/zh-Hans/desk/letters"

// written puts a letter about a ticket beside it, for somebody without an identity.
func (b *bench) written(k hotline.Ticket, language string) delivery.Message {
	b.t.Helper()
	w := delivery.Wish{Post: "Yingbin 1\nCaller Name", Roads: []delivery.Road{delivery.Letter}, Language: language}
	m := delivery.Message{
		ID: portal.NewID(), Person: k.Person, Road: delivery.Letter, State: delivery.Waiting, Template: "notice.ticket.accept", Language: language,
		Case: string(k.Ref), Created: b.clock.Now(), Next: b.clock.Now(), Data: w.Carry(map[string]string{"Ref": string(k.Ref), "Day": "2026-04-03"}),
	}
	_, err := b.House.Store.ChangeTicket(b.t.Context(), k.Ref, portal.NewID(), func(n hotline.Ticket) (hotline.Change, error) {
		return hotline.Change{Ticket: n, Event: matter.Event{At: m.Created, Action: "note", From: n.State, To: n.State}, Messages: []delivery.Message{m}}, nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// TestLetters: one is read on a page of its language, posted once, and seen by
// nobody who may not see what it is about.
func TestLetters(t *testing.T) {
	b := newBench(t)
	k := b.barrier()
	m := b.written(k, "mn-Mong")
	b.written(b.barrier(), "zh-Hans")
	l := b.lines()
	list := l.operator.Get(post).Want(200).Audit().WantText("要寄的信：2 封", "没有送不到的通知")
	if strings.Contains(list.Text(), "Caller Name") {
		t.Error("the list names who is written to")
	}
	at := "/mn-Mong/desk/letters/" + m.ID
	letter := l.operator.Get(list.One(`main a[href^="`+at+`"]`).Attr("href")).Want(200).Audit().WantText("Yingbin 1", "Caller Name")
	if letter.One("html").Attr("lang") != "mn-Mong" || !letter.One("article.board").Exists() || strings.Contains(letter.One("title").Text(), "Caller") {
		t.Error("the letter is not on a sheet of its language")
	}
	if got := letter.One("main a").Attr("href"); got != post {
		t.Errorf("back leads to %q", got)
	}
	elsewhere := l.operator.Get(post + "/" + m.ID).Want(200).Audit().WantText("这封信用蒙古文写")
	if strings.Contains(elsewhere.Text(), "Caller Name") || !elsewhere.One(`main a[href="`+at+`?from=zh-Hans"]`).Exists() {
		t.Error("the page of another language shows the letter, or no way to it")
	}
	stranger := b.officer("D030", "Da", "donghe-federation", office.Operator, office.Receiver)
	stranger.Get(post).Want(200).Audit().WantText("现在没有要寄的信")
	stranger.Get(at).Want(404)
	stranger.Post(post, url.Values{"_key": {"k"}, "posted": {m.ID}}).Want(303)
	l.operator.Post(post, url.Values{"posted": {m.ID}}).WantTo(post)
	for range 2 {
		l.operator.Post(post, url.Values{"_key": {"k"}, "posted": {m.ID}}).WantTo(post + "?done=posted")
	}
	l.operator.Get(post+"?done=posted").WantText("要寄的信：1 封", "寄出了")
	l.operator.Get(at).Want(404)
	looked, err := b.House.Store.Looked(t.Context(), k.Person, 20)
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, e := range looked {
		times[e.Action]++
	}
	if times["letter.print"] != 1 || times["letter.post"] != 1 {
		t.Errorf("the audit log has %v", times)
	}
	payer := b.officer("P001", "Pa", unit, office.Payer)
	payer.Get(post).Want(403).WantText("岗位")
}

// TestLettersOfCases: the counter of a unit posts what is about its cases and sends
// again what was given up; a hidden reporter's envelope is not the handler's.
func TestLettersOfCases(t *testing.T) {
	b := newBench(t)
	shielded := b.barrier(func(n *hotline.Ticket) { n.Type, n.Shielded = hotline.Report, true })
	l := b.lines()
	does(l.operator, shielded, hotline.Dispatch, url.Values{"unit": {housing}}).Want(200)
	b.written(shielded, "zh-Hans")
	l.handler.Get(ticketAt(shielded, "")).Want(200)
	l.handler.Get(post).Want(200).WantText("要寄的信：0 封")
	l.operator.Get(post).Want(200).WantText("要寄的信：1 封")
	c := b.stored(b.ready(false))
	lost := delivery.Message{ID: portal.NewID(), Person: c.Person, Road: delivery.SMS, Template: "notice.case.submit", Case: string(c.Ref),
		Created: b.clock.Now(), Next: b.clock.Now(), Data: map[string]string{"Ref": string(c.Ref)}}
	paper := lost
	paper.ID, paper.Road, paper.State = portal.NewID(), delivery.Letter, delivery.Waiting
	paper.Data = delivery.Wish{Post: "Yingbin 2"}.Carry(lost.Data)
	b.tell(c.Ref, lost, paper)
	receiver := b.officer("E101", "Receiver", unit, office.Receiver)
	page := receiver.Get(post).Want(200).Audit().WantText("要寄的信：1 封", "短信")
	receiver.Get("/zh-Hans/desk/letters/" + paper.ID).Want(200).Audit().WantText("Yingbin 2")
	receiver.Post(post, url.Values{"_key": {"k"}, "message": {lost.ID}}).WantTo(post + "?done=again")
	receiver.Get(post+"?done=again").Want(200).WantText("已经再发一次", "没有送不到的通知")
	if page.One("nav a[href$='/desk/calls']").Exists() {
		t.Error("the counter has the list of calls")
	}
}

// tell writes messages about a case; those to be sent are given up.
func (b *bench) tell(ref matter.Reference, list ...delivery.Message) {
	b.t.Helper()
	_, err := b.House.Store.UpdateCase(b.t.Context(), ref, portal.NewID(), func(c application.Case) (application.Change, error) {
		return application.Change{Case: c, Messages: list, Event: matter.Event{At: b.clock.Now(), Action: "note", From: c.State, To: c.State}}, nil
	})
	if err == nil {
		_, err = b.House.Store.Claim(b.t.Context(), b.clock.Now(), "w", 100, time.Minute)
	}
	for _, m := range list {
		if err == nil && m.State != delivery.Waiting {
			err = b.House.Store.Failed(b.t.Context(), m.ID, b.clock.Now(), b.clock.Now(), true, "unavailable")
		}
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
