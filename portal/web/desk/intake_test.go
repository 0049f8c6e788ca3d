package desk_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web/webtest"
)

func spoken() url.Values {
	return url.Values{
		"phone": {"１３９ ００００－4321"}, "name": {"Caller Name"}, "relay": {"1"}, "by_whom": {"A Neighbour"}, "content": {"The ramp of our house is blocked."},
		"type": {"complaint"}, "topic": {"access"}, "place": {"152501"}, "ways": {"sms"}, "where": {"By the school"},
	}
}

// TestIntakeOfARelayCall takes a call down with three presses and reads it back.
func TestIntakeOfARelayCall(t *testing.T) {
	b := newBench(t)
	earlier := b.barrier()
	l := b.lines()
	page := l.operator.Get("/zh-Hans/desk/intake").Want(200).Audit()
	page.WantText("您好，这里是 12385 热线", "Сайн байна уу, энэ бол 12385 утас")
	for _, tag := range []string{"mn-Mong", "mn-Cyrl"} {
		if !page.One(`main div[lang="` + tag + `"]`).Exists() {
			t.Errorf("no words in %s", tag)
		}
	}
	half := l.operator.Press(page, "存下来，查以前的工单", url.Values{"phone": {"139 0000"}, "content": {"The ramp"}}).Want(200).Audit()
	half.WantText("还没有发出")
	if half.One("[name=phone]").Attr("value") != "139 0000" || half.One("textarea").Text() != "The ramp" {
		t.Error("what was typed is not kept as typed")
	}
	missing := l.operator.Press(half, "发出，念编号", nil).Want(422).Audit()
	missing.WantText("请选是哪一类", "哪方面的事，还没有选", "在哪个地方，还没有选")
	fill := spoken()
	fill.Set("ways", "voice")
	missing = l.operator.Press(missing, "发出，念编号", fill).Want(422).Audit().WantText("不能只打电话")
	known := l.operator.Press(missing, "存下来，查以前的工单", spoken()).Want(200).Audit()
	known.WantText("同一个电话以前的工单", "可能是同一件事", strings.TrimSpace(string(earlier.Ref[:4])))
	if got := known.One("[name=phone]").Attr("value"); got != "13900004321" {
		t.Errorf("the number is kept as %q", got)
	}
	sent := l.operator.Press(known, "发出，念编号", nil).Want(200).Audit().WantText("查进度的密码", "前答复", "我把记下的念一遍")
	ref := matter.Reference(sent.Path[strings.LastIndexByte(sent.Path, '/')+1:])
	k := b.wantTicket(hotline.Ticket{Ref: ref}, matter.Accepted)
	if !k.Body.Relay || k.Channel != portal.ChannelPhone || !k.Own || k.Starter != "" {
		t.Errorf("the ticket is not the caller's: %+v", k)
	}
	l.operator.Press(known, "发出，念编号", nil).Want(200).WantText(k.Body.Code[:4])
	if again := b.wantTicket(k, matter.Accepted); again.Version != k.Version {
		t.Error("a second press sent it twice")
	}
	l.operator.Get(ticketAt(k, "")).WantText("A Neighbour", "不要只打电话")
	other := b.officer("T020", "Qi", "xilingol-federation", office.Operator)
	other.Get(sent.Path).WantTo(ticketAt(k, ""))
	b.clock.Move(20 * time.Minute)
	l.operator.Get(sent.Path).Want(200)
	b.clock.Move(11 * time.Minute)
	l.operator.Get(sent.Path).WantTo(ticketAt(k, ""))
}

// TestIntakeIsTheTakersAlone: a call that is being taken down does not exist for
// others, whatever their role.
func TestIntakeIsTheTakersAlone(t *testing.T) {
	b := newBench(t)
	l := b.lines()
	page := l.operator.Get("/zh-Hans/desk/intake").Want(200)
	kept := l.operator.Press(page, "存下来，查以前的工单", url.Values{"content": {"Secret words"}}).Want(200)
	colleague := b.officer("T020", "Qi", "xilingol-federation", office.Operator)
	colleague.Get(kept.Path).Want(404)
	colleague.Post(kept.Path, url.Values{"_key": {portal.NewID()}}).Want(404)
	l.handler.Get("/zh-Hans/desk/intake").Want(403).WantText("岗位")
	l.operator.Post("/zh-Hans/desk/intake", nil).WantTo("/zh-Hans/desk/intake")
	l.operator.Get("/zh-Hans/desk/intake/200000000000").Want(404)
	ref := kept.Path[strings.LastIndexByte(kept.Path, '/')+1:]
	l.operator.Get("/zh-Hans/desk/tickets/" + ref).WantTo(kept.Path)
	refuse := l.operator.Get("/zh-Hans/desk/tickets/" + ref + "/refuse").Want(200).Audit()
	press(l.operator, refuse, nil).Want(422).Audit().WantText("请选原因")
	press(l.operator, refuse, url.Values{"reasons": {"fire"}}).Want(200).Audit().WantText("已经记下：不受理。")
}

// TestUnsentCalls: what a call that broke off left is gone on with or thrown away,
// by its taker alone.
func TestUnsentCalls(t *testing.T) {
	b := newBench(t)
	l := b.lines()
	page := l.operator.Get("/zh-Hans/desk/intake").Want(200)
	kept := l.operator.Press(page, "存下来，查以前的工单", url.Values{"phone": {"139 0000 4321"}, "name": {"Caller Name"}, "type": {"complaint"}}).Want(200)
	l.operator.Press(l.operator.Get("/zh-Hans/desk/intake"), "存下来，查以前的工单", nil).Want(200)
	list := l.operator.Get("/zh-Hans/desk/intake").Want(200).Audit().WantText("没有发出的电话：2 个", "投诉", "尾号 4321", "没有号码")
	if strings.Contains(list.Text(), "Caller Name") || strings.Contains(list.Text(), "13900004321") {
		t.Error("the list tells who called")
	}
	l.operator.Get(list.One(`main a[href="` + kept.Path + `"]`).Attr("href")).Want(200)
	colleague := b.officer("T020", "Qi", "xilingol-federation", office.Operator)
	if strings.Contains(colleague.Get("/zh-Hans/desk/intake").Want(200).Text(), "没有发出的电话") {
		t.Error("a colleague sees them")
	}
	colleague.Get(kept.Path + "/discard").Want(404)
	colleague.Post(kept.Path+"/discard", url.Values{"_key": {"k"}}).WantTo("/zh-Hans/desk/intake?done=discard")
	ask := l.operator.Get(kept.Path + "/discard").Want(200).Audit().WantText("要丢掉这个电话吗")
	l.operator.Post(kept.Path+"/discard", nil).WantTo(kept.Path + "/discard")
	for range 2 {
		press(l.operator, ask, nil).Want(200).Audit().WantText("已经丢掉", "没有发出的电话：1 个")
	}
	l.operator.Get(kept.Path).Want(404)
	l.operator.Press(kept, "发出，念编号", nil).Want(404)
}

// TestIntakeTakesAnything: 10,000 characters, any script, numbers that are none.
func TestIntakeTakesAnything(t *testing.T) {
	b := newBench(t)
	l := b.lines()
	long := strings.Repeat("长", 10000)
	page := l.operator.Get("/zh-Hans/desk/intake").Want(200)
	for _, typed := range []string{long, "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "🙂\u202e<script>"} {
		kept := l.operator.Press(page, "发出，念编号", url.Values{"content": {typed}, "phone": {"abc"}, "type": {"invented"}, "place": {"999999"}, "about": {"x"}}).Want(422).Audit()
		if got := kept.One("textarea").Text(); !strings.Contains(got, strings.TrimSuffix(typed, "<script>")[:6]) {
			t.Errorf("%.20q came back as %.20q", typed, got)
		}
		if kept.One("[name=phone]").Attr("value") != "abc" {
			t.Error("the number is gone")
		}
	}
}

// TestIntakePhones: a number in any shape is taken or said to be wrong beside it,
// with all that was typed.
func TestIntakePhones(t *testing.T) {
	b := newBench(t)
	l := b.lines()
	page := l.operator.Get("/zh-Hans/desk/intake").Want(200)
	for shape, says := range map[string]string{
		"＋８６ １３９-0000-4321": "", "0477-8312345": "", "139 0000 4321": "", "(0477) 831 2345": "",
		"1380000": "电话少了几位", "手机": "电话只有数字", "\u202e": "请留一个电话", "": "请留一个电话", strings.Repeat("1", 10000): "电话",
	} {
		a := l.operator.Press(page, "发出，念编号", url.Values{"phone": {shape}, "content": {"The ramp\U0001F9BD"}}).Want(422).Audit() // the kind is still open
		if wrong := a.One(".error-summary").Text() + a.One("[autofocus]").Text(); says != "" && !strings.Contains(wrong, says) || says == "" && strings.Contains(wrong, "电话") {
			t.Errorf("%.20q: %.200s", shape, wrong)
		}
		if got := a.One("[name=phone]").Attr("value"); account.Digits(got) == "" && account.Digits(shape) != "" || a.One("textarea").Text() != "The ramp\U0001F9BD" {
			t.Errorf("%.20q came back as %.20q", shape, got)
		}
	}
}

// TestKnowledge: a guide is found by a sentence and answers a question at once.
func TestKnowledge(t *testing.T) {
	b := newBench(t)
	k := b.barrier(func(n *hotline.Ticket) {
		n.Type, n.Topic, n.Body.Content = hotline.Consult, "card", "How do I get a card?"
	})
	l := b.lines()
	page := l.operator.Get("/zh-Hans/desk/knowledge?ref=" + string(k.Ref)).Want(200).Audit()
	found := l.operator.Visit("/zh-Hans/desk/knowledge?ref=" + string(k.Ref) + "&q=" + url.QueryEscape("残疾证丢了怎么办")).Want(200).Audit()
	found.WantText("补办", "出处：")
	l.operator.Get("/zh-Hans/desk/knowledge?q="+url.QueryEscape("嘿嘿")).Want(200).Audit().WantText("指南里没有找到", "12345")
	if page.One("main h2").Exists() {
		t.Error("something is found before anything is typed")
	}
	answer := l.operator.Get(found.One(`main a[href*="/answer?guide="]`).Attr("href")).Want(200).Audit()
	if !strings.Contains(answer.One("textarea").Text(), "/zh-Hans/services/card-reissue") {
		t.Errorf("the answer is not prepared: %q", answer.One("textarea").Text())
	}
	press(l.operator, answer, url.Values{"code": {"guide"}, "spoken": {"1"}}).Want(200).Audit().WantText("在电话里说的：照办事指南答复")
	b.wantTicket(k, matter.AnsweredNow)
}

// TestCalls: whom to ask, how, and what could not be delivered.
func TestCalls(t *testing.T) {
	b := newBench(t)
	k := b.barrier(func(n *hotline.Ticket) {
		n.Type, n.Body.Relay, n.Body.Ways = hotline.Consult, true, []string{"voice", "sign"}
	})
	l := b.lines()
	does(l.operator, k, hotline.Answer, url.Values{"code": {"guide"}, "text": {"So it is."}}).Want(200)
	does(l.operator, k, hotline.CallBack, nil).Want(200)
	m := delivery.Message{ID: portal.NewID(), Road: delivery.SMS, Template: "notice.ticket.answer", Case: string(k.Ref), Created: b.clock.Now(), Next: b.clock.Now(), Data: map[string]string{"Ref": string(k.Ref)}}
	b.lose(m)
	page := l.operator.Get("/zh-Hans/desk/calls").Want(200).Audit()
	page.WantText("要回访：1 张", "手语视频", "不要只打电话", "送不到的通知", "短信")
	if strings.Contains(page.Text(), "打电话；") {
		t.Error("a relay caller is to be called")
	}
	stranger := b.officer("D030", "Da", "donghe-federation", office.Operator)
	stranger.Get("/zh-Hans/desk/calls").Want(200).Audit().WantText("没有送不到的通知", "要回访：0 张")
	stranger.Post("/zh-Hans/desk/calls", url.Values{"_key": {"k"}, "message": {m.ID}}).Want(303)
	l.operator.Get("/zh-Hans/desk/calls").WantText("短信")
	again := func(c *webtest.Client, page webtest.Answer) webtest.Answer { return press(c, page, nil) }
	again(l.operator, page).Want(200).Audit().WantText("已经再发一次", "没有送不到的通知")
	again(l.operator, page).Want(200)
}

// lose writes a message and gives it up.
func (b *bench) lose(m delivery.Message) {
	b.t.Helper()
	_, err := b.House.Store.ChangeTicket(b.t.Context(), matter.Reference(m.Case), portal.NewID(), func(n hotline.Ticket) (hotline.Change, error) {
		return hotline.Change{Ticket: n, Event: matter.Event{At: m.Created, Action: "note", From: n.State, To: n.State}, Messages: []delivery.Message{m}}, nil
	})
	if err == nil {
		_, err = b.House.Store.Claim(b.t.Context(), b.clock.Now(), "w", 100, time.Minute)
	}
	if err == nil {
		err = b.House.Store.Failed(b.t.Context(), m.ID, b.clock.Now(), b.clock.Now(), true, "unavailable")
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
