package desk_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/web/apply"
)

// sms are the messages that wait.
func (b *bench) sms() []delivery.Message {
	b.t.Helper()
	list, err := b.House.Store.Claim(b.t.Context(), b.clock.Now(), "w", 100, time.Minute)
	if err != nil {
		b.t.Fatal(err)
	}
	return list
}

// TestBeginForCaller: from a call to the caller's own draft; the officer sees the
// code nowhere.
func TestBeginForCaller(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	operator := b.officer("T001", "Subude", lineUnit, office.Operator)
	call := operator.Press(operator.Get("/zh-Hans/desk/intake").Want(200), "存下来，查以前的工单", url.Values{"phone": {"139 4790 0001"}}).Want(200)
	page := operator.Get(call.One(`main a[href*="/desk/begin"]`).Attr("href")).Want(200).Audit()
	if got := page.One("[name=phone]").Attr("value"); got != "13947900001" {
		t.Errorf("the number is filled in as %q", got)
	}
	missing := press(operator, page, url.Values{"phone": {"abc"}}).Want(422).Audit().WantText("请选一件现在能在网上办的事")
	if missing.One("[name=phone]").Attr("value") != "abc" {
		t.Error("what was typed is gone")
	}
	fill := url.Values{"phone": {"１３９４７９００００１"}, "service": {"nursing-subsidy"}, "language": {"mn-Mong"}}
	begun := press(operator, missing, fill).Want(200).Audit().WantText("算来电的人自己的", "6 位号码")
	press(operator, missing, fill).Want(200)
	sent := b.sms()
	if len(sent) != 1 || sent[0].Language != "mn-Mong" {
		t.Fatalf("sent %+v", sent)
	}
	code := sent[0].Data["Code"]
	if strings.Contains(begun.Text(), code) {
		t.Error("the officer sees the code")
	}
	operator.Submit(begun.Path, typedCode(code)).Want(200).Audit().WantText("护理补贴", "还没有答的题")
	again := press(operator, operator.Get("/zh-Hans/desk/begin?service=nursing-subsidy").Want(200).Audit(), url.Values{"phone": {"13947900001"}})
	again.Want(200).Audit().WantText("有没填完的")
	b.Apply.Roads = nil
	operator.Get("/zh-Hans/desk/begin").Want(200).Audit().WantText("现在不能往手机发号码")
}

// TestBeginForCallerIsTheOperators: others have no such page, and somebody else's
// ticket fills nothing in.
func TestBeginForCallerIsTheOperators(t *testing.T) {
	b := newBench(t)
	k := b.barrier()
	l := b.lines()
	l.handler.Get("/zh-Hans/desk/begin").Want(403).WantText("岗位")
	l.handler.Post("/zh-Hans/desk/begin", url.Values{"_key": {"k"}}).Want(403)
	l.operator.Post("/zh-Hans/desk/begin", nil).WantTo("/zh-Hans/desk/begin")
	link := l.operator.Get(ticketAt(k, "")).One(`main a[href*="/desk/begin"]`).Attr("href")
	if strings.Contains(link, "4321") || l.operator.Get(link).Want(200).One("[name=phone]").Attr("value") != "13900004321" {
		t.Errorf("%s does not carry the caller", link)
	}
	if l.reviewer.Get(ticketAt(k, "")).One(`main a[href*="/desk/begin"]`).Exists() {
		t.Error("a reviewer may begin an application")
	}
	stranger := b.officer("D030", "Da", "donghe-federation", office.Operator)
	if got := stranger.Get(link).Want(200).One("[name=phone]").Attr("value"); got != "" {
		t.Errorf("a stranger reads %q", got)
	}
	shielded := b.barrier(func(n *hotline.Ticket) { n.Type, n.Shielded = hotline.Report, true })
	l.operator.Get(ticketAt(shielded, "")).Want(200)
	for _, ref := range []string{"200000000000", "<script>", strings.Repeat("9", 500)} {
		l.operator.Get("/zh-Hans/desk/begin?ref=" + url.QueryEscape(ref) + "&service=invented").Want(200).Audit()
	}
	found := l.operator.Get("/zh-Hans/desk/knowledge?q=" + url.QueryEscape("护理补贴")).Want(200)
	l.operator.Get(found.One(`main a[href*="/desk/begin?service=nursing-subsidy"]`).Attr("href")).Want(200)
}
