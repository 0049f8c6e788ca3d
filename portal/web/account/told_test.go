package account_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"changban/portal/delivery"
)

const told = lang + "/me/notices"

// What is chosen is kept, and nothing of what was typed is lost when it cannot be.
func TestHowOneIsTold(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	c.Get(lang + "/for/" + own).Want(200).WantText("怎么通知您")
	a := c.Get(told).Want(200)
	a.Audit()
	if a.One("input[value=sms][checked]").Attr("name") != "roads" || a.One("#f-quiet").Attr("value") != "21" {
		t.Error("the usual is not what stands there")
	}
	typed := url.Values{"roads": {"mail", "letter", "call"}, "mail": {"somebody"}, "post": {""}, "voice": {"12"}, "quiet": {"25"}, "quiet_until": {"7"}}
	b := c.Press(a, "保存", typed).Want(422)
	b.WantText("4 处", "邮箱地址看不懂", "要寄信", "电话号码请写", "请选从几点到几点").Audit()
	if b.One("#f-mail").Attr("value") != "somebody" || b.One("#f-quiet").Attr("value") != "25" || b.One("input[value=call]").Attr("checked") == "" && !b.One("input[value=call][checked]").Exists() {
		t.Error("what was typed is gone")
	}
	typed = url.Values{"roads": {"mail", "call"}, "hard": {"1"}, "mail": {"somebody@example.com"}, "voice": {"０４７９-7531234"}, "quiet": {"20"}, "quiet_until": {"24"}}
	c.Press(b, "保存", typed).Want(200).WantText("记好了").Audit()
	w, err := h.store.Wish(context.Background(), identityOf(t, h, phone))
	if err != nil || len(w.Roads) != 2 || !w.Hard || w.Voice != "04797531234" || w.Quiet != (delivery.Quiet{From: 20 * 60}) {
		t.Errorf("%+v, %v", w, err)
	}
	h.Client(t).Get(told).WantTo(lang + "/sign-in?next=" + url.QueryEscape(told))
}

// Who comes from a page with a form goes back to it, and all that stood in it comes
// along, through a wrong entry and another language too.
func TestLeftForHowOneIsTold(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	at := lang + "/for/" + own + "/applications/1/check"
	a := c.Post(told, url.Values{"_from": {at}, "_key": {"once"}, "truth_statement": {"true"}}).Want(200).WantText("现在这样通知您", "短信：尾号 "+phone[7:], "从 21:00 到 08:00 不打扰")
	a.Audit()
	a = c.Press(a, "保存", url.Values{"roads": {"mail"}, "mail": {"somebody"}}).Want(422)
	a = c.Press(a, "保存", url.Values{"roads": {"mail"}, "mail": {"somebody@example.com"}}).Want(200).WantText("记好了", "电子邮件").Audit()
	if strings.Contains(a.Text(), "尾号") {
		t.Error("it still says how it was")
	}
	back := a.One("form[action='" + at + "']")
	for name, want := range map[string]string{"_key": "once", "truth_statement": "true", "_language": "zh-Hans"} {
		if got := back.One("[name=" + name + "]").Attr("value"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.One("form:not([action='" + at + "']) [name=_from]").Exists() {
		t.Error("it comes from here")
	}
	elsewhere := c.Post(told, url.Values{"_from": {"//example.org/x"}}).Want(200)
	if elsewhere.One("form[action*=example]").Exists() {
		t.Error("a form leads away")
	}
}
