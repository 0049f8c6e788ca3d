package apply_test

import (
	"net/url"
	"strings"
	"testing"

	"changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/session"
	"changban/portal/web/webtest"
)

// Before it is sent the page says who hears of it, how, and who gets it; of numbers
// only how they end.
func TestCheckSaysWhoIsTold(t *testing.T) {
	h := open(t)
	own, helper := h.Resident(t, "13947900001"), h.Resident(t, "13800004321")
	h.Link(t, own, own.Own, account.LevelRegister)
	w := delivery.Wish{Identity: own.Identity.ID, Roads: []delivery.Road{delivery.Call, delivery.Letter}, Post: "A street 12",
		Voice: "04797535678", Hard: true, Quiet: delivery.Quiet{From: 20 * 60, To: 7 * 60}}
	if err := h.Store.PutWish(own.Ctx, w); err != nil {
		t.Fatal(err)
	}
	if err := h.Store.PutLanguages(helper.Ctx, helper.Identity.ID, account.Choices{Notice: "mn-Cyrl"}); err != nil {
		t.Fatal(err)
	}
	h.Link(t, helper, own.Own, account.LevelRegister)
	draft := h.Begin(t, helper, own.Own)
	h.Fill(t, helper, draft, residentAnswers())
	r := reader{h.kernel.SignedIn(t, session.Resident, helper.Identity.ID), helper, draft}
	page := r.Get(r.path("check")).Want(200).Audit()
	page.WantText("提交以后，谁会收到什么", "您", "短信：尾号 4321", "从 21:00 到 08:00 不打扰", "用的文字：西里尔蒙古文",
		"本人", "打电话：尾号 5678", "寄大字信", "从 20:00 到 07:00 不打扰", "收件单位", "二连浩特市")
	if strings.Contains(page.Text(), "04797535678") || strings.Contains(page.Text(), "A street") {
		t.Error("the page tells more than how a number ends")
	}
	h.Link(t, helper, own.Own, account.LevelMatched)
	page = r.Get(r.path("check")).Want(200).WantText("本人", "打开本平台，总能看到")
	if strings.Contains(page.Text(), "5678") || strings.Contains(page.Text(), "寄大字信") {
		t.Error("how the person is told is shown to somebody the register does not know")
	}
	back := r.Post(r.path("check"), url.Values{"_language": {"zh-Hans"}, "_key": {"once"}, "truth_statement": {"true"}}).Want(200)
	if !back.One("[name=truth_statement]").Has("checked") || back.One("form[action$=check] [name=_key]").Attr("value") != "once" {
		t.Error("what was ticked is gone after a look at how one is told")
	}
	if b := back.One("button[name=_from]"); b.Attr("form") == "" || b.Attr("value") != r.path("check") {
		t.Error("no button leads to how one is told")
	}
	daughter := h.daughter(t)
	daughter.walk(t, residentAnswers().With("guardian_name", "", "guardian_id_number", ""), func(webtest.Answer) {}).WantText("证明身份以后，也会收到", "短信：尾号 0002")
}
