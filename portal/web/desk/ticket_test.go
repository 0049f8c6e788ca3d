package desk_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

const housing = "erenhot-housing"

// barrier is a call about a blocked ramp in Erenhot.
func (b *bench) barrier(change ...func(*hotline.Ticket)) hotline.Ticket {
	b.t.Helper()
	n := hotline.Ticket{Type: hotline.Complaint, Topic: "access", Place: storetest.Erenhot, Language: "zh-Hans", Body: hotline.Body{
		Name: "Caller Name", Phone: "13900004321", Content: "The ramp of our house is blocked.", Ways: []string{"sms"},
	}}
	for _, f := range change {
		f(&n)
	}
	return b.Ticket(b.t, storetest.Resident{}, n)
}

func ticketAt(t hotline.Ticket, rest string) string {
	return "/zh-Hans/desk/tickets/" + string(t.Ref) + rest
}

// lines are the people of the hotline in Erenhot.
type lines struct{ operator, handler, reviewer, supervisor, commissioner *webtest.Client }

func (b *bench) lines() lines {
	b.t.Helper()
	return lines{
		operator: b.officer("T001", "Subude", "xilingol-federation", office.Operator), handler: b.officer("T002", "Naren", housing, office.Handler),
		reviewer: b.officer("T003", "Su", "erenhot-federation", office.Reviewer), supervisor: b.officer("T004", "Ha", "erenhot", office.Supervisor),
		commissioner: b.officer("T005", "Mu", "erenhot-geriledu", office.Commissioner),
	}
}

// does opens the page of an act, fills its form and presses the button.
func does(c *webtest.Client, t hotline.Ticket, act hotline.Action, fill url.Values) webtest.Answer {
	page := c.Get(ticketAt(t, "/"+string(act))).Want(200).Audit()
	return press(c, page, fill)
}

func (b *bench) wantTicket(t hotline.Ticket, want matter.State) hotline.Ticket {
	b.t.Helper()
	now, err := b.House.Store.Ticket(b.t.Context(), t.Ref)
	if err != nil {
		b.t.Fatal(err)
	}
	if now.State != want {
		b.t.Fatalf("state %s, want %s", now.State, want)
	}
	return now
}

func TestTicketQueue(t *testing.T) {
	b := newBench(t)
	calm := b.barrier()
	urgent := b.barrier(func(n *hotline.Ticket) { n.Urgent, n.Body.Phone = true, "13900008765" })
	l := b.lines()
	l.operator.Get("/zh-Hans/desk").WantTo("/zh-Hans/desk/tickets")
	page := l.operator.Get("/zh-Hans/desk/tickets").Want(200).Audit()
	page.WantText("工单：2 张没有办完", "1 张急", "待派出 2", "投诉：无障碍设施", "还没有派出去")
	rows := page.Doc().All("tbody tr")
	if len(rows) != 2 || !strings.Contains(rows[0].Text(), "急") || strings.Contains(rows[1].Text(), "急") {
		t.Errorf("danger does not come first, in a word: %v", page.Text())
	}
	if strings.Contains(page.Text(), "Caller Name") {
		t.Error("the queue names a person")
	}
	for typed, want := range map[string]hotline.Ticket{string(calm.Ref): calm, "8765": urgent} {
		found := press(l.operator, page, url.Values{"q": {typed}}).Want(200).Audit().WantText("找到 1 张")
		if !found.One(`tbody a[href="`+ticketAt(want, "")+`"]`).Exists() || strings.Contains(found.Path, "q=") {
			t.Errorf("%q does not find it, or stands in the address %s", typed, found.Path)
		}
	}
	press(l.operator, page, url.Values{"q": {"0000"}}).Want(200).Audit().WantText("没有找到")
	press(l.operator, page, url.Values{"q": {" "}}).Want(422).Audit().WantText("要查什么，还没有填")
	l.handler.Get("/zh-Hans/desk/tickets").Want(200).Audit().WantText("工单：0 张没有办完", "这里现在没有工单")
	b.officer("D009", "Far", "donghe-federation", office.Operator).Get("/zh-Hans/desk/tickets").WantText("工单：0 张没有办完")
	b.officer("E009", "Rec", unit, office.Receiver).Get("/zh-Hans/desk/tickets").Want(403).WantText("岗位")
	b.clock.MoveTo("2026-04-20")
	late := b.officer("T009", "Later", "xilingol-federation", office.Operator).Get("/zh-Hans/desk/tickets?filter=overdue").Want(200).Audit().WantText("已超")
	if !late.One("tr.overdue").Exists() {
		t.Error("the late row is not marked")
	}
}

// TestTicketFromDispatchToClose is the whole way through the pages.
func TestTicketFromDispatchToClose(t *testing.T) {
	b := newBench(t)
	k := b.barrier()
	l := b.lines()
	page := l.operator.Get(ticketAt(k, "")).Want(200).Audit()
	page.WantText("投诉：无障碍设施", "Caller Name", "139 0000 4321", "The ramp of our house is blocked.", "前答复", "前要派出去", "已受理，待派出")
	press(l.operator, page, nil).Want(422).Audit().WantText("要做什么，还没有选")
	chosen := press(l.operator, page, url.Values{"act": {"dispatch"}}).Want(200).Audit().WantText("派给哪个单位", "建议派到这里")
	if got := chosen.One("input[name=unit]").Attr("value"); got != housing || !chosen.One("input[name=unit]").Has("checked") {
		t.Errorf("the proposed unit is %q", got)
	}
	press(l.operator, chosen, url.Values{"note": {"Please look."}}).Want(200).Audit().WantText("已经记下：派给单位。", "Please look.")
	b.wantTicket(k, matter.Dispatched)
	seen := l.handler.Get(ticketAt(k, "")).Want(200).Audit().WantText("前要签收")
	if n := len(seen.Doc().All(".panel input[name=act]")); n != 3 {
		t.Errorf("the handler is offered %d acts", n)
	}
	does(l.handler, k, hotline.Sign, nil).Want(200).Audit()
	does(l.handler, k, hotline.Start, nil).Want(200)
	empty := does(l.handler, k, hotline.Respond, url.Values{"text": {""}}).Want(422).Audit().WantText("答复的类别还没有选", "答复还没有写")
	press(l.handler, empty, url.Values{"code": {"repaired"}, "text": {"The ramp is free."}}).Want(200).Audit().WantText("The ramp is free.", "已经修好")
	b.wantTicket(k, matter.Replied)
	does(l.reviewer, k, hotline.Review, nil).Want(200)
	does(l.reviewer, k, hotline.CallBack, nil).Want(200)
	does(l.operator, k, hotline.Rate, nil).Want(422).Audit().WantText("请打分")
	does(l.operator, k, hotline.Rate, url.Values{"score": {"5"}, "note": {"Fine."}}).Want(200).Audit().WantText("5 分", "Fine.")
	does(l.operator, k, hotline.Close, nil).Want(200)
	b.wantTicket(k, matter.Closed)
	l.supervisor.Get(ticketAt(k, "")).Want(200).Audit().WantText("办结")
}

// TestTicketRefusals: what stands against an act comes back with what was typed.
func TestTicketRefusals(t *testing.T) {
	b := newBench(t)
	k := b.barrier(func(n *hotline.Ticket) { n.About = housing })
	l := b.lines()
	page := l.operator.Get(ticketAt(k, "/dispatch")).Want(200).Audit()
	if page.One(`input[value="` + housing + `"]`).Exists() {
		t.Error("the unit complained about is offered")
	}
	refused := press(l.operator, page, url.Values{"unit": {housing}, "note": {"Words stay."}}).Want(422).Audit().WantText("不能派给被投诉的单位")
	if refused.One("textarea[name=note]").Text() != "Words stay." {
		t.Error("the note is gone")
	}
	long := strings.Repeat("长", 1001)
	kept := press(l.operator, page, url.Values{"note": {long}}).Want(422).Audit().WantText("不要超过 1000 个字")
	if kept.One("textarea[name=note]").Text() != long {
		t.Error("the long note is gone")
	}
	does(l.operator, k, hotline.SendAway, nil).Want(422).Audit().WantText("请选原因")
	does(l.operator, k, hotline.SendAway, url.Values{"reasons": {"invented"}}).Want(422).WantText("请选原因")
	does(l.operator, k, hotline.SendAway, url.Values{"reasons": {"roads"}}).Want(200).Audit().WantText("转到 12345 了", "道路和交通")
	does(l.operator, k, hotline.TakeBack, nil).Want(200).Audit()
	does(l.operator, k, hotline.Join, url.Values{"target": {"12"}}).Want(422).Audit().WantText("请核对要并入的工单编号")
	l.operator.Get(ticketAt(k, "/invented")).Want(404)
	l.operator.Get(ticketAt(k, "/sign")).Want(403).Audit().WantText("不由您办")
	l.operator.Get(ticketAt(k, "/close")).Want(409).Audit().WantText("情况变了")
	l.operator.Post(ticketAt(k, "/escalate"), nil).WantTo(ticketAt(k, "/escalate"))
	l.handler.Get(ticketAt(k, "")).Want(404)
	l.handler.Get(ticketAt(k, "/sign")).Want(404)
	l.operator.Get("/zh-Hans/desk/tickets/200000000000").Want(404)
}

// TestTicketOnce: two presses do it once, and who comes late sees what is.
func TestTicketOnce(t *testing.T) {
	b := newBench(t)
	k := b.barrier()
	l := b.lines()
	page := l.operator.Get(ticketAt(k, "/dispatch")).Want(200)
	press(l.operator, page, nil).Want(200)
	n := b.wantTicket(k, matter.Dispatched).Version
	press(l.operator, page, nil).Want(200)
	if again := b.wantTicket(k, matter.Dispatched).Version; again != n {
		t.Errorf("the history grew from %d to %d", n, again)
	}
	late := l.handler.Get(ticketAt(k, "/return")).Want(200)
	does(l.handler, k, hotline.Sign, nil).Want(200)
	press(l.handler, late, url.Values{"reasons": {"unclear"}, "note": {"Typed in vain."}}).Want(409).Audit().WantText("情况变了", "Typed in vain.", "已签收")
	b.wantTicket(k, matter.Signed)
}

// TestTicketShielded: whoever handles or judges a report finds no name on any page.
func TestTicketShielded(t *testing.T) {
	b := newBench(t)
	k := b.barrier(func(n *hotline.Ticket) { n.Type = hotline.Report })
	twin := b.barrier(func(n *hotline.Ticket) { n.Type = hotline.Report })
	l := b.lines()
	l.operator.Get(ticketAt(k, "")).Want(200).Audit().WantText("Caller Name", "保密", "同一个电话以前的工单", string(twin.Ref[:4]))
	does(l.operator, k, hotline.Dispatch, url.Values{"unit": {housing}})
	does(l.handler, k, hotline.Sign, nil)
	does(l.handler, k, hotline.Start, nil)
	does(l.handler, k, hotline.Respond, url.Values{"code": {"visited"}, "text": {"We looked."}})
	for name, c := range map[string]*webtest.Client{"handler": l.handler, "reviewer": l.reviewer, "supervisor": l.supervisor} {
		for _, path := range []string{ticketAt(k, ""), "/zh-Hans/desk/tickets", ticketAt(k, "/note")} {
			page := c.Get(path).Want(200).Audit()
			if body := string(page.Body); strings.Contains(body, "Caller") || strings.Contains(body, "4321") {
				t.Errorf("%s reads who it is on %s", name, path)
			}
		}
		c.Get(ticketAt(k, "")).WantText("反映的人受保护")
	}
}

// TestTicketPartsSee: a commissioner sees the tickets of the community and notes a
// visit; nobody sees those of a namesake.
func TestTicketPartsSee(t *testing.T) {
	b := newBench(t)
	k := b.barrier(func(n *hotline.Ticket) { n.Area = "erenhot-geriledu" })
	elsewhere := b.barrier()
	l := b.lines()
	page := l.commissioner.Get(ticketAt(k, "")).Want(200).Audit().WantText("记一笔")
	if page.One("input[value=dispatch]").Exists() {
		t.Error("a commissioner sends tickets on")
	}
	does(l.commissioner, k, hotline.Note, url.Values{"note": {"I was there."}})
	l.operator.Get(ticketAt(k, "")).WantText("I was there.")
	l.commissioner.Get(ticketAt(elsewhere, "")).Want(404)
	b.officer("T010", "Caller Name", "xilingol-federation", office.Operator).Get(ticketAt(k, "")).Want(404)
}

// TestTicketEscalation: too many returns bring it before the supervisor, who works
// on it.
func TestTicketEscalation(t *testing.T) {
	b := newBench(t)
	k := b.barrier()
	l := b.lines()
	does(l.operator, k, hotline.Dispatch, nil)
	does(l.handler, k, hotline.Return, url.Values{"reasons": {"other_unit"}}).Want(200).Audit().WantText("应由另一个单位办")
	page := l.operator.Get(ticketAt(k, "/dispatch")).Want(200).Audit()
	if page.One(`input[value="` + housing + `"]`).Exists() {
		t.Error("who returned it is offered again")
	}
	does(l.supervisor, k, hotline.Escalate, nil).Want(200).Audit().WantText("督办人员接手")
	does(l.supervisor, k, hotline.Start, nil).Want(200)
	b.wantTicket(k, matter.InProgress)
	b.clock.Move(time.Minute)
	does(l.supervisor, k, hotline.Respond, url.Values{"code": {"done"}, "text": {"Done."}}).Want(200)
	l.supervisor.Get(ticketAt(k, "/review")).Want(200)
	does(l.supervisor, k, hotline.Review, nil).Want(422).Audit().WantText("自己写的答复")
}
