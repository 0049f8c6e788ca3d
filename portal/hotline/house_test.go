package hotline_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// hall is the hotline of one place with everybody who works on a ticket.
type hall struct {
	*testing.T
	storetest.Hotline
	house                                             *storetest.House
	operator, handler, reviewer, supervisor, stranger storetest.Officer
	seen                                              map[string]bool
}

func open(t *testing.T) *hall {
	t.Helper()
	h := storetest.Memory(t)
	return &hall{T: t, house: h, Hotline: h.Hotline(), seen: map[string]bool{},
		operator:   h.Officer("话务员甲", "erenhot", office.Operator),
		handler:    h.Officer("承办员甲", "erenhot-housing", office.Handler),
		reviewer:   h.Officer("审核员甲", "erenhot", office.Reviewer),
		supervisor: h.Officer("督办员甲", "erenhot", office.Supervisor),
		stranger:   h.Officer("外区员甲", "donghe", office.Operator, office.Handler, office.Supervisor),
	}
}

func (h *hall) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) kind(err error, want portal.Kind) {
	h.Helper()
	if portal.KindOf(err) != want {
		h.Fatalf("got %v, want kind %q", err, want)
	}
}

// barrier is a blocked ramp, as somebody who did not sign in reports it.
func barrier() hotline.Ticket {
	return hotline.Ticket{Type: hotline.Help, Topic: "access",
		Body: hotline.Body{Title: "坡道", Content: "社区门口的坡道被砖挡住了", Phone: "13900000001", Name: "某某", Ways: []string{"sms"}}}
}

// sent takes a ticket from its first word to being sent, without signing in.
func (h *hall) sent(said hotline.Ticket) (hotline.Ticket, hotline.Holder) {
	h.Helper()
	ctx := storetest.Stranger("zh-Hans")
	t, err := h.Tickets.Begin(ctx, hotline.Holder{}, said, hotline.From{}, "k1"+said.Body.Title)
	h.ok(err)
	holder := hotline.Holder{Token: h.Tickets.Token(t)}
	_, err = h.Tickets.Save(ctx, holder, string(t.Ref), func(t *hotline.Ticket) error {
		t.Place, t.Area, t.Urgent, t.Public = storetest.Erenhot, "", said.Urgent, said.Public
		return nil
	})
	h.ok(err)
	t, err = h.Tickets.Send(ctx, holder, string(t.Ref), "send")
	h.ok(err)
	return t, holder
}

// does carries out an act of an officer.
func (h *hall) does(o storetest.Officer, t hotline.Ticket, a hotline.Act) hotline.View {
	h.Helper()
	a.Key = portal.NewID()
	v, err := h.Desk.Do(o.Ctx, o.Staff, string(t.Ref), a)
	if err != nil {
		h.Fatalf("%s: %v", a.Action, err)
	}
	return v
}

// replied takes a sent or reopened ticket to the question how it was.
func (h *hall) replied(t hotline.Ticket) {
	h.Helper()
	unit, err := h.Desk.Proposed(t)
	h.ok(err)
	h.does(h.operator, t, hotline.Act{Action: hotline.Dispatch, Target: unit.ID})
	h.does(h.handler, t, hotline.Act{Action: hotline.Sign})
	h.does(h.handler, t, hotline.Act{Action: hotline.Start})
	h.does(h.handler, t, hotline.Act{Action: hotline.Respond, Reply: hotline.Reply{Code: "done", Text: "砖已搬走", Language: "zh-Hans"}})
	h.does(h.reviewer, t, hotline.Act{Action: hotline.Review})
	h.does(h.operator, t, hotline.Act{Action: hotline.CallBack})
}

// messages are those written since the last call, oldest first.
func (h *hall) messages() []delivery.Message {
	h.Helper()
	all, err := h.house.Store.Latest(context.Background(), 1000)
	h.ok(err)
	slices.Reverse(all)
	all = slices.DeleteFunc(all, func(m delivery.Message) bool { return h.seen[m.ID] })
	for _, m := range all {
		h.seen[m.ID] = true
	}
	return all
}

func (h *hall) round() int {
	h.Helper()
	n, err := h.Round.Run(context.Background())
	h.ok(err)
	return n
}

// From the first word to the end, with a low rating in between (issue 6).
func TestOneTicket(t *testing.T) {
	h := open(t)
	k, holder := h.sent(barrier())
	ctx := storetest.Stranger("zh-Hans")
	if again, err := h.Tickets.Send(ctx, holder, string(k.Ref), "send again"); err != nil || len(again.Events) != 1 {
		t.Fatalf("sent twice: %v %v", again.Events, err)
	}
	if k.Clocks.ReplyBy != "2026-03-30" || k.State != matter.Accepted {
		t.Errorf("%s, promised for %s", k.State, k.Clocks.ReplyBy)
	}
	h.replied(k)
	_, err := h.Tickets.Do(ctx, holder, string(k.Ref), hotline.Act{Action: hotline.Rate, Rating: hotline.Rating{Score: 1, Reasons: []string{"not_solved"}}, Key: "r1"})
	h.ok(err)
	if n := h.round(); n != 1 {
		t.Errorf("%d acts followed a low rating", n)
	}
	now, err := h.Tickets.Open(ctx, holder, string(k.Ref))
	h.ok(err)
	if now.State != matter.Reopened || now.Redos != 1 {
		t.Fatalf("after a low rating %s, round %d", now.State, now.Redos)
	}
	h.replied(now)
	_, err = h.Tickets.Do(ctx, holder, string(k.Ref), hotline.Act{Action: hotline.Rate, Rating: hotline.Rating{Score: 5}, Key: "r2"})
	h.ok(err)
	h.round()
	now, err = h.Tickets.Open(ctx, holder, string(k.Ref))
	h.ok(err)
	if now.State != matter.Closed || len(now.Body.Replies) != 2 || len(now.Body.Ratings) != 2 {
		t.Errorf("ended %s with %d replies", now.State, len(now.Body.Replies))
	}
	_, err = h.Tickets.Do(ctx, holder, string(k.Ref), hotline.Act{Action: hotline.Rate, Rating: hotline.Rating{Score: 5}, Key: "r3"})
	h.kind(err, portal.KindConflict)
}

// What is told carries the reference and a day; who did not sign in is reached as
// the ticket asks.
func TestTold(t *testing.T) {
	h := open(t)
	k, _ := h.sent(barrier())
	told := h.messages()
	if len(told) != 1 || told[0].Template != "notice.ticket.accept" || told[0].Data["_roads"] != "sms" || told[0].Data["_phone"] != k.Body.Phone {
		t.Fatalf("%+v", told)
	}
	for key, value := range told[0].Data {
		if !strings.HasPrefix(key, "_") && key != "Ref" && key != "Day" {
			t.Errorf("says %s: %s", key, value)
		}
	}
}

// Whose phone it is sees the ticket after signing in, and is told there.
func TestPhoneProvedLater(t *testing.T) {
	h := open(t)
	call, err := h.Desk.Begin(h.operator.Ctx, h.operator.Staff, barrier(), "call")
	h.ok(err)
	again, err := h.Desk.Begin(h.operator.Ctx, h.operator.Staff, barrier(), "call")
	h.ok(err)
	if again.Ref != call.Ref {
		t.Error("one call was taken down twice")
	}
	_, err = h.Desk.Save(h.operator.Ctx, h.operator.Staff, string(call.Ref), func(t *hotline.Ticket) error { t.Place = storetest.Erenhot; return nil })
	h.ok(err)
	unsent, err := h.Desk.Unsent(h.operator.Ctx, h.operator.Staff)
	h.ok(err)
	theirs, err := h.Desk.Unsent(h.stranger.Ctx, h.stranger.Staff)
	h.ok(err)
	if len(unsent) != 1 || unsent[0].Ref != call.Ref || len(theirs) != 0 {
		h.Fatalf("%d calls not sent, a stranger sees %d", len(unsent), len(theirs))
	}
	h.kind(h.Desk.Drop(h.stranger.Ctx, h.stranger.Staff, string(call.Ref)), portal.KindNotFound)
	call, err = h.Desk.Send(h.operator.Ctx, h.operator.Staff, string(call.Ref), "send")
	h.ok(err)
	h.kind(h.Desk.Drop(h.operator.Ctx, h.operator.Staff, string(call.Ref)), portal.KindConflict)
	if call.Starter != "" || call.Taker != h.operator.Staff.ID || call.Channel != portal.ChannelPhone {
		t.Errorf("a call is the caller's: %+v", call)
	}
	caller := h.house.Resident(t, "13900000001")
	mine, err := h.Tickets.Mine(caller.Ctx, caller.Identity.ID, caller.Own)
	h.ok(err)
	if len(mine) != 1 || mine[0].Ref != call.Ref {
		t.Fatalf("%+v", mine)
	}
	h.messages()
	h.does(h.operator, call, hotline.Act{Action: hotline.Note, Note: "说明"})
	other := h.house.Resident(t, "13900000009")
	_, err = h.Tickets.Open(other.Ctx, hotline.Holder{Identity: other.Identity.ID, Person: other.Own}, string(call.Ref))
	h.kind(err, portal.KindNotFound)
	h.messages()
	h.does(h.operator, call, hotline.Act{Action: hotline.Dispatch, Target: "erenhot-housing"})
	if told := h.messages(); len(told) != 1 || told[0].Recipient != caller.Identity.ID || told[0].Data["_phone"] != "" {
		t.Errorf("%+v", told)
	}
	m, err := h.house.Store.Matters(caller.Ctx, caller.Identity.ID, caller.Own)
	h.ok(err)
	if len(m.Notices) != 1 || m.Notices[0].Data["Ref"] != string(call.Ref) {
		t.Errorf("%+v", m.Notices)
	}
	draft, err := h.Tickets.Begin(storetest.Stranger("zh-Hans"), hotline.Holder{}, barrier(), hotline.From{}, "draft")
	h.ok(err)
	_, err = h.Tickets.Open(caller.Ctx, hotline.Holder{Identity: caller.Identity.ID, Person: caller.Own}, string(draft.Ref))
	h.kind(err, portal.KindNotFound)
}

// Somebody unknown leaves nothing: no identity, no phone, no message.
func TestNobodyKnown(t *testing.T) {
	h := open(t)
	r := h.house.Resident(t, "13900000002")
	k, err := h.Tickets.Begin(r.Ctx, hotline.Holder{Identity: r.Identity.ID, Person: r.Own},
		hotline.Ticket{Type: hotline.Report, Topic: "rights", Anonymous: true, Body: hotline.Body{Content: "有人克扣补贴"}}, hotline.From{}, "k")
	h.ok(err)
	holder := hotline.Holder{Token: h.Tickets.Token(k)}
	_, err = h.Tickets.Save(r.Ctx, holder, string(k.Ref), func(t *hotline.Ticket) error { t.Place = storetest.Erenhot; return nil })
	h.ok(err)
	k, err = h.Tickets.Send(r.Ctx, holder, string(k.Ref), "s")
	h.ok(err)
	if k.Starter != "" || k.Person == r.Own || !k.Shielded || k.Events[0].Actor.ID != "" || len(h.messages()) != 0 {
		t.Errorf("%+v", k)
	}
	mine, err := h.Tickets.Mine(r.Ctx, r.Identity.ID, r.Own)
	h.ok(err)
	if len(mine) != 0 {
		t.Error("it stands among the person's matters")
	}
	for _, token := range []string{"", k.Body.Code, "x"} {
		_, err = h.Tickets.Open(r.Ctx, hotline.Holder{Token: token}, string(k.Ref))
		h.kind(err, portal.KindNotFound)
	}
	_, token, err := h.Tickets.Unlock(r.Ctx, string(k.Ref[:4]+" "+k.Ref[4:8]+" "+k.Ref[8:]), k.Body.Code[:4]+" "+k.Body.Code[4:])
	h.ok(err)
	if token != holder.Token {
		t.Error("the code opens something else")
	}
	_, _, err = h.Tickets.Unlock(r.Ctx, string(k.Ref), "x")
	h.kind(err, portal.KindNotFound)
}

// Who handles a shielded report sees what it says and not who says it.
func TestShielded(t *testing.T) {
	h := open(t)
	said := barrier()
	said.Type, said.Topic = hotline.Report, "access"
	k, _ := h.sent(said)
	h.does(h.operator, k, hotline.Act{Action: hotline.Dispatch, Target: "erenhot-housing"})
	v, err := h.Desk.Open(h.handler.Ctx, h.handler.Staff, string(k.Ref))
	h.ok(err)
	if v.Body.Name != "" || v.Body.Phone != "" || v.Person != "" || v.Body.Code != "" || v.Body.Content == "" {
		t.Errorf("%+v", v.Body)
	}
	q, err := h.Desk.Queue(h.handler.Ctx, h.handler.Staff, hotline.FilterAll, "", 1)
	h.ok(err)
	if len(q.Tickets) != 1 || q.Tickets[0].Body.Name != "" || q.Tickets[0].Person != "" {
		t.Errorf("%+v", q.Tickets)
	}
	v, err = h.Desk.Open(h.operator.Ctx, h.operator.Staff, string(k.Ref))
	h.ok(err)
	if v.Body.Name == "" {
		t.Error("who calls the reporter back does not know whom")
	}
}

// Other people's tickets do not exist.
func TestScope(t *testing.T) {
	h := open(t)
	k, _ := h.sent(barrier())
	for _, o := range []storetest.Officer{h.stranger, h.handler, h.house.Officer("受理员甲", "erenhot", office.Receiver, office.Auditor, office.Administrator),
		h.house.Officer("某某", "erenhot", office.Operator)} {
		_, err := h.Desk.Open(o.Ctx, o.Staff, string(k.Ref))
		h.kind(err, portal.KindNotFound)
		q, err := h.Desk.Queue(o.Ctx, o.Staff, hotline.FilterAll, "", 1)
		h.ok(err)
		if o.Staff.Name != "某某" && len(q.Tickets) != 0 {
			t.Errorf("%s lists %d", o.Staff.Name, len(q.Tickets))
		}
	}
	_, err := h.Desk.Do(h.reviewer.Ctx, h.reviewer.Staff, string(k.Ref), hotline.Act{Action: hotline.Dispatch, Target: "erenhot-housing", Key: "x"})
	h.kind(err, portal.KindForbidden)
	for _, ref := range []string{"", "1", "200000000000", string(matter.NewReference(matter.TicketKind)), string(matter.NewReference(matter.CaseKind))} {
		_, err := h.Tickets.Open(storetest.Stranger("zh-Hans"), hotline.Holder{Token: "12345678"}, ref)
		h.kind(err, portal.KindNotFound)
		_, err = h.Desk.Open(h.operator.Ctx, h.operator.Staff, ref)
		h.kind(err, portal.KindNotFound)
	}
}

// The promise that is missed: reminder, supervisor, said to the person, each once.
func TestMissedPromise(t *testing.T) {
	h := open(t)
	k, holder := h.sent(barrier())
	h.does(h.operator, k, hotline.Act{Action: hotline.Dispatch, Target: "erenhot-housing"})
	h.does(h.handler, k, hotline.Act{Action: hotline.Sign})
	h.does(h.handler, k, hotline.Act{Action: hotline.Start})
	h.messages()
	h.house.Clock.MoveTo("2026-04-01")
	if n := h.round(); n != 3 {
		t.Errorf("%d acts", n)
	}
	if n := h.round(); n != 0 {
		t.Errorf("%d acts a second time", n)
	}
	now, err := h.Tickets.Open(storetest.Stranger("zh-Hans"), holder, string(k.Ref))
	h.ok(err)
	var acts []string
	for _, e := range now.Events[4:] {
		acts = append(acts, e.Action)
	}
	if strings.Join(acts, " ") != "warn supervise miss" || !now.Late || now.State != matter.InProgress {
		t.Errorf("%v, late %v, %s", acts, now.Late, now.State)
	}
	told := map[string]int{}
	for _, m := range h.messages() {
		told[m.Template+" "+m.Data["_phone"]]++
	}
	if len(told) != 2 || told["notice.ticket.miss 13900000001"] != 1 || told["notice.supervise 12385"] != 2 {
		t.Errorf("%+v", told)
	}
	q, err := h.Desk.Queue(h.supervisor.Ctx, h.supervisor.Staff, hotline.FilterOverdue, "", 1)
	h.ok(err)
	if len(q.Tickets) != 1 || q.Counts[hotline.FilterOverdue] != 1 {
		t.Errorf("overdue: %+v", q.Counts)
	}
}

// To 12345's own system and back: history and clock stay.
func TestAwayAndBack(t *testing.T) {
	h := open(t)
	k, _ := h.sent(barrier())
	v := h.does(h.operator, k, hotline.Act{Action: hotline.SendAway, Reasons: []string{"not_ours"}})
	if !v.Away || v.Clocks.ReplyBy != k.Clocks.ReplyBy {
		t.Errorf("away %v, promised for %s", v.Away, v.Clocks.ReplyBy)
	}
	v = h.does(h.operator, k, hotline.Act{Action: hotline.TakeBack})
	if v.Away || v.Clocks.ReplyBy != k.Clocks.ReplyBy || len(v.Events) != 3 {
		t.Errorf("%+v", v.Ticket)
	}
}

// Danger pages the first on call after 30 minutes, then the next.
func TestOnCall(t *testing.T) {
	h := open(t)
	said := barrier()
	said.Urgent = true
	h.sent(said)
	h.messages()
	var called []string
	for range 3 {
		h.house.Clock.Move(30 * time.Minute)
		h.round()
		for _, m := range h.messages() {
			called = append(called, m.Data["_phone"])
		}
	}
	if strings.Join(called, " ") != "12385 12345 12385" {
		t.Errorf("called %v", called)
	}
}

// A ticket whose unit is sure goes there by rule; danger, complaints, questions and
// what no office leads wait for an operator.
func TestGoesByItself(t *testing.T) {
	h := open(t)
	change := map[string]func(*hotline.Ticket){
		"erenhot-housing":    func(*hotline.Ticket) {},
		"erenhot-federation": func(t *hotline.Ticket) { t.Topic = "rehab" },
		"urgent":             func(t *hotline.Ticket) { t.Urgent = true },
		"complaint":          func(t *hotline.Ticket) { t.Type = hotline.Complaint },
		"consult":            func(t *hotline.Ticket) { t.Type = hotline.Consult },
		"other":              func(t *hotline.Ticket) { t.Topic = "other" },
	}
	for want, change := range change {
		said := barrier()
		change(&said)
		said.Body.Title = want
		k, holder := h.sent(said)
		h.round()
		now, err := h.Tickets.Open(storetest.Stranger("zh-Hans"), holder, string(k.Ref))
		h.ok(err)
		if sent := now.State == matter.Dispatched; sent != strings.HasPrefix(want, "erenhot") || sent && now.Unit != want {
			t.Errorf("%s: %s at %q", want, now.State, now.Unit)
		}
	}
}

// A like concern is shown to who reports it again; a shielded one never.
func TestAlike(t *testing.T) {
	h := open(t)
	first, _ := h.sent(barrier())
	report := barrier()
	report.Type, report.Body.Title = hotline.Report, "举报坡道"
	h.sent(report)
	again := barrier()
	again.Body.Title = "坡道又堵了"
	k, holder := h.sent(again)
	like, err := h.Tickets.Alike(context.Background(), k)
	h.ok(err)
	if len(like) != 1 || like[0].Ref != first.Ref {
		t.Fatalf("%d alike", len(like))
	}
	k, err = h.Tickets.Do(storetest.Stranger("zh-Hans"), holder, string(k.Ref), hotline.Act{Action: hotline.Join, Target: string(first.Ref), Key: "j"})
	h.ok(err)
	if k.Joined != first.Ref || k.State != matter.Accepted {
		t.Errorf("%+v", k)
	}
}

// The commissioner of a community sees what lies in it, however it was named.
func TestCommissioner(t *testing.T) {
	h := open(t)
	of := h.house.Officer("专委甲", "erenhot-geriledu", office.Commissioner)
	for _, area := range []string{"erenhot-geriledu", "152501200", ""} {
		said := barrier()
		said.Body.Title = "area " + area
		ctx := storetest.Stranger("zh-Hans")
		k, err := h.Tickets.Begin(ctx, hotline.Holder{}, said, hotline.From{}, said.Body.Title)
		h.ok(err)
		holder := hotline.Holder{Token: h.Tickets.Token(k)}
		_, err = h.Tickets.Save(ctx, holder, string(k.Ref), func(t *hotline.Ticket) error { t.Place, t.Area = storetest.Erenhot, area; return nil })
		h.ok(err)
		_, err = h.Tickets.Send(ctx, holder, string(k.Ref), "s")
		h.ok(err)
		_, err = h.Desk.Open(of.Ctx, of.Staff, string(k.Ref))
		if (err == nil) != (area != "") {
			t.Errorf("%q: %v", area, err)
		}
	}
	q, err := h.Desk.Queue(of.Ctx, of.Staff, hotline.FilterAll, "", 1)
	h.ok(err)
	if len(q.Tickets) != 2 {
		t.Errorf("lists %d", len(q.Tickets))
	}
}

// TestFromACase: a ticket holds the case it was begun from when that is the
// person's own; any other is left out as if there were none, and nobody who is not
// to be known is found by one.
func TestFromACase(t *testing.T) {
	h := open(t)
	r, other := h.house.Resident(t, "13947900001"), h.house.Resident(t, "13947900002")
	w := h.house.Begin(t, r, r.Own)
	h.house.Fill(t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"))
	sent, err := h.house.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	h.ok(err)
	from := hotline.From{Service: "nursing-subsidy", Case: sent.Ref, Draft: w.Draft}
	begin := func(r storetest.Resident, said hotline.Ticket, from hotline.From) hotline.Ticket {
		n, err := h.Tickets.Begin(r.Ctx, hotline.Holder{Identity: r.Identity.ID, Person: r.Own}, said, from, portal.NewID())
		h.ok(err)
		return n
	}
	if n := begin(r, barrier(), from); n.Body.Case != sent.Ref || n.SeenBy(hotline.Operator).Body.Case != sent.Ref {
		t.Errorf("an own case is not held: %+v", n)
	}
	foreign, missing := begin(other, barrier(), from), begin(other, barrier(), hotline.From{Case: matter.NewReference(matter.CaseKind)})
	if foreign.Body.Case != "" || missing.Body.Case != "" {
		t.Errorf("a foreign case is held as %q, a missing one as %q", foreign.Body.Case, missing.Body.Case)
	}
	hidden := hotline.Ticket{Type: hotline.Report, Topic: "rights", Anonymous: true, Body: hotline.Body{Content: "有人克扣补贴"}}
	if n := begin(r, hidden, from); n.Body.Case != "" || n.Draft != "" {
		t.Errorf("an anonymous ticket leads to %q, %q", n.Body.Case, n.Draft)
	}
	shielded := begin(r, barrier(), from)
	shielded.Shielded = true
	if shielded.SeenBy(hotline.Handler).Body.Case != "" {
		t.Error("a hidden reporter is found by the case")
	}
}
