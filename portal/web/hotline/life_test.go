package hotline_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"changban/portal"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 24))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// do lets the office act on a ticket.
func (h *house) do(ref matter.Reference, acts ...line.Act) {
	h.t.Helper()
	for _, a := range acts {
		_, err := h.Store.ChangeTicket(context.Background(), ref, portal.NewID(), func(t line.Ticket) (line.Change, error) {
			a.Actor, a.At = portal.Actor{ID: "E1", Kind: portal.ActorStaff}, h.Clock.Now()
			if a.Part == line.Clock {
				a.Actor = portal.Actor{Kind: portal.ActorSystem}
			}
			if a.Part == line.Reviewer {
				a.Actor.ID = "E2"
			}
			if a.Unit == "" && a.Part != line.Clock {
				a.Unit = t.Unit
			}
			rules := line.Rules{Calendar: h.Calendar, Terms: line.Terms{CallDays: 3, RateDays: 5, ReopenDays: 30, Transfers: 3, Redos: 3, Warn: time.Hour, Supervise: time.Hour}}
			after, event, err := rules.Do(t, a)
			return line.Change{Ticket: after, Event: event}, err
		})
		if err != nil {
			h.t.Fatalf("%s: %v", a.Action, err)
		}
	}
}

const housing = "donghe-housing"

func handled() []line.Act {
	return []line.Act{
		{Action: line.Dispatch, Part: line.Operator, Target: housing, Unit: "donghe-federation"}, {Action: line.Sign, Part: line.Handler}, {Action: line.Start, Part: line.Handler},
		{Action: line.Respond, Part: line.Handler, Reply: line.Reply{Code: "done", Text: "砖已经搬走。", Language: "zh-Hans"}},
		{Action: line.Review, Part: line.Reviewer}, {Action: line.CallBack, Part: line.Operator},
	}
}

func TestFromReplyToRatingAndBack(t *testing.T) {
	h := open(t)
	c := h.stranger()
	receipt := h.write(c, "/zh-Hans/hotline/new", "complaint", "known", reachable())
	ref := refOf(t, receipt.Path)
	h.do(ref, handled()[:3]...)
	c.Get(receipt.Path).Want(200).Audit().WantText("在办", "东河区住建局", "交给办理单位", "现在：", "单位在办")
	h.do(ref, handled()[3:]...)
	c.Get(receipt.Path).Want(200).Audit().WantText("答复您满意吗", "砖已经搬走。", "等您打分")
	rate := c.Get(receipt.Path + "/rate").Want(200).Audit().WantText("打 1 分或 2 分，我们重新办")
	c.Press(rate, "交上打分", form("note", "还挡着")).Want(422).Audit().WantText("请打分", "还挡着")
	page := c.Press(rate, "交上打分", form("score", "1", "reasons", "unsolved", "note", "还挡着")).Want(200).Audit()
	page.WantText("打分收到了", "1 分，很不满意", "事情没有解决", "还挡着")
	h.do(ref, line.Act{Action: line.Reopen, Part: line.Clock})
	c.Get(receipt.Path).Want(200).Audit().WantText("重新办", "以前的答复", "最晚")
	h.do(ref, handled()...)
	page = c.Get(receipt.Path + "/rate")
	c.Press(page, "交上打分", form("score", "5")).Want(200)
	h.do(ref, line.Act{Action: line.Close, Part: line.Clock})
	c.Get(receipt.Path).Want(200).Audit().WantText("办完了", "要求重新办")
	c.Post(receipt.Path+"/rate", form("_key", "late", "score", "5")).Want(409).Audit().WantText("情况变了")
	reopen := c.Get(receipt.Path + "/reopen").Want(200).Audit().WantText("12 月 23 日")
	c.Press(reopen, "要求重新办", form("note", "又堵了")).Want(422).Audit().WantText("请选原因", "又堵了")
	c.Press(reopen, "要求重新办", form("reasons", "unsolved", "note", "又堵了")).Want(200).Audit().WantText("重新办了", "又堵了")
}

func TestLateAwayJoinedWithdrawn(t *testing.T) {
	h := open(t)
	c, other := h.stranger(), h.stranger()
	receipt := h.write(c, "/zh-Hans/hotline/new", "complaint", "known", reachable())
	ref := refOf(t, receipt.Path)
	h.do(ref, line.Act{Action: line.Miss, Part: line.Clock, Reasons: []string{line.OverReply}}, line.Act{Action: line.Supervise, Part: line.Clock, Reasons: []string{line.OverReply}},
		line.Act{Action: line.SendAway, Part: line.Operator, Unit: "donghe-federation", Reasons: []string{"other_unit"}})
	c.Get(receipt.Path).Want(200).Audit().WantText("答应您的日子过了", "已经交给督办人员", "12345 平台在办", "到期没有答复")

	// Somebody writes of the same thing and joins by choice.
	check := h.said(other, h.begin(other, "/zh-Hans/hotline/new", "complaint", "known"), reachable())
	check.WantText("同一件事", "单独办")
	if strings.Contains(check.One("form fieldset").Text(), story) {
		t.Error("somebody else's words are shown")
	}
	other.Press(check, "提交工单", nil).Want(422).Audit().WantText("请选要不要一起办")
	joined := other.Press(check, "提交工单", form("join", string(ref))).Want(200).Audit()
	joined.WantText("一起办", "和同样的事一起办")
	if kept, err := h.Store.Ticket(t.Context(), refOf(t, joined.Path)); err != nil || kept.Joined != ref {
		t.Errorf("joined to %q, %v", kept.Joined, err)
	}

	join := c.Get(receipt.Path + "/join").Want(200).Audit()
	c.Press(join, "一起办", form("other", "123")).Want(422).Audit().WantText("请核对")
	withdraw := c.Get(receipt.Path + "/withdraw").Want(200).Audit().WantText("撤回以后就不办了")
	c.Press(withdraw, "撤回工单", nil).Want(200).Audit().WantText("撤回了")
	c.Get(receipt.Path + "/withdraw").WantTo(receipt.Path)
	c.Post(receipt.Path+"/note", form("_key", portal.NewID(), "note", "x")).Want(409).Audit()
}

// TestAnswers shows what became of a barrier, and nobody's name or words.
func TestAnswers(t *testing.T) {
	h := open(t)
	c := h.stranger()
	c.Get("/zh-Hans/hotline/answers").Want(200).Audit().WantText("还没有公开的答复")
	answer := reachable()
	answer.Set("name", "Bao Lide")
	answer.Set("public", "yes")
	receipt := h.write(c, "/zh-Hans/hotline/new?type=complaint&topic=access", "complaint", "known", answer)
	h.do(refOf(t, receipt.Path), handled()...)
	a := h.stranger().Get("/zh-Hans/hotline/answers").Want(200).Audit().WantText("东河区", "和平路街道", "砖已经搬走。", "11 月 23 日")
	for _, hidden := range []string{"Bao Lide", "出不了门", phone, "胜利社区门口"} {
		if strings.Contains(string(a.Body), hidden) {
			t.Errorf("%q is public", hidden)
		}
	}
}

func TestFrontAndDraft(t *testing.T) {
	h := open(t)
	c := h.stranger()
	c.Get("/zh-Hans/hotline").Want(200).Audit().WantText("12385", "12345", "110", "12348", "信访", "10 个工作日", "写一张工单", "看我的工单")
	words := h.begin(c, "/zh-Hans/hotline/new", "suggestion", "known")
	base := strings.TrimSuffix(words.Path, "/words")
	draft := c.Get(base).Want(200).Audit().WantText("还没有提交", "查询码", "接着写")
	c.Get("/zh-Hans/hotline").WantText("接着看这张工单")
	c.Get(base + "/check").WantTo(base + "/words")
	code := codeOf(t, draft)
	elsewhere := h.stranger()
	page := elsewhere.Submit("/zh-Hans/hotline/open", form("reference", string(refOf(t, base)), "code", code)).Want(200).WantText("还没有提交")
	sure := elsewhere.Get(page.Path + "/delete").Want(200).Audit().WantText("找不回来")
	elsewhere.Press(sure, "删掉", nil).Want(200)
	c.Get(base).Want(404)

	// A change from check answers leads back there.
	check := h.said(c, h.begin(c, "/zh-Hans/hotline/new", "suggestion", "known"), reachable())
	for _, step := range []string{"kind", "words", "place", "area", "answer"} {
		page := c.Get(strings.TrimSuffix(check.Path, "/check") + "/" + step + "?back=check").Want(200).Audit()
		if after := c.Press(page, goOn, nil); after.Path != check.Path {
			t.Errorf("%s leads to %s", step, after.Path)
		}
	}
	urgent := c.Get(strings.TrimSuffix(check.Path, "/check") + "/place?back=check")
	other := c.Press(urgent, goOn, form("place", "152501", "urgent", "yes")).Want(200).WantText("在哪个街道")
	c.Press(other, goOn, form("area", "other")).Want(200).Audit().WantText("核对一遍", "当天处理", "说不清")
}

// TestFromADecision: the address carries a case; an own one is held, a foreign one
// looks like one that is missing.
func TestFromADecision(t *testing.T) {
	h := open(t)
	c, r := h.signedIn(phone)
	other, stranger := h.signedIn("13800005678")
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"))
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	if err != nil {
		t.Fatal(err)
	}
	at := func(r storetest.Resident, ref matter.Reference) string {
		return "/zh-Hans/hotline/new?for=" + r.Own + "&service=nursing-subsidy&case=" + string(ref)
	}
	heldBy := func(c *webtest.Client, at string) matter.Reference {
		ref := refOf(t, h.begin(c, at, "consult", "known").Path)
		n, err := h.Store.Ticket(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		return n.Body.Case
	}
	if got := heldBy(c, at(r, sent.Ref)); got != sent.Ref {
		t.Errorf("an own case is held as %q", got)
	}
	if got := heldBy(other, at(stranger, sent.Ref)); got != "" {
		t.Errorf("a foreign case is held as %q", got)
	}
	if got := heldBy(other, at(stranger, "<script>")); got != "" {
		t.Errorf("what is no case is held as %q", got)
	}
	other.Get(at(r, sent.Ref)).Want(404)
	if got := heldBy(h.stranger(), "/zh-Hans/hotline/new?case="+string(sent.Ref)); got != "" {
		t.Errorf("a stranger holds %q", got)
	}
}
