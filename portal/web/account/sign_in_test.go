package account_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/preference"
)

func TestSignInLeadsBack(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	a := c.Get(lang + "/me/people")
	a.WantTo(lang + "/sign-in?next=" + url.QueryEscape(lang+"/me/people"))
	a = c.Follow(a).Want(200)
	a.WantText("您的手机号是多少？")
	a.Audit()
	a = c.Press(a, "发短信给我", url.Values{"phone": {"138 0013-8000"}}).Want(200)
	a.WantText("短信里的验证码是多少？", "尾号 8000", "10 分钟").Audit()
	field := a.One("#f-code")
	if field.Attr("autocomplete") != "one-time-code" || field.Attr("inputmode") != "numeric" {
		t.Error("the phone cannot fill the code in")
	}
	code := h.sent.code(t)
	a = c.Press(a, "登录", url.Values{"code": {" " + code[:3] + " " + code[3:] + "\n"}}).Want(200)
	if a.Path != lang+"/me/people" {
		t.Errorf("led to %s", a.Path)
	}
}

func TestSignInNeverLeadsAway(t *testing.T) {
	h := open(t)
	for _, next := range []string{"https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere", lang + "/sign-in", lang + "/sign-out"} {
		c := h.Client(t)
		a := c.Press(c.Get(lang+"/sign-in?next="+url.QueryEscape(next)), "发短信给我", url.Values{"phone": {phone}})
		a = c.Press(a, "登录", url.Values{"code": {h.sent.code(t)}}).Want(200)
		if !strings.HasPrefix(a.Path, lang+"/for/") {
			t.Errorf("%s led to %s", next, a.Path)
		}
		h.Clock.Advance(time.Hour)
	}
}

func TestPhoneProblems(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	for typed, words := range map[string]string{
		"": "电话还没有填。", "138": "电话少了几位", "abc": "电话只有数字", "0472-5123456": "能收短信的手机号",
	} {
		a := c.Post(lang+"/sign-in", url.Values{"phone": {typed}}).Want(422)
		a.WantText(words, "有问题需要改正（1 处）").Audit()
		if got := a.One("#f-phone").Attr("value"); got != typed {
			t.Errorf("%q became %q", typed, got)
		}
		if !strings.HasPrefix(a.One("title").Text(), "错误：") {
			t.Errorf("title %q", a.One("title").Text())
		}
	}
}

func TestCodeProblems(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	a := c.Press(c.Get(lang+"/sign-in"), "发短信给我", url.Values{"phone": {phone}})
	address, _, _ := strings.Cut(a.Path, "?")
	right := h.sent.code(t)
	wrong := "111111"
	if right == wrong {
		wrong = "222222"
	}
	enter := func(code string) string {
		a := c.Post(address, url.Values{"code": {code}}).Want(422)
		a.Audit()
		return a.Text()
	}
	for _, tc := range []struct{ typed, words string }{
		{"", "验证码还没有填。"}, {"12", "验证码是 6 位数字。"}, {wrong, "验证码不对。"},
	} {
		if text := enter(tc.typed); !strings.Contains(text, tc.words) {
			t.Errorf("%q: no %q", tc.typed, tc.words)
		}
	}
	h.Clock.Advance(10*time.Minute - time.Second)
	c.Post(address, url.Values{"code": {right}}).WantTo(lang + "/me")
	if text := enter(right); !strings.Contains(text, "用过了") {
		t.Error("a used code is not told apart")
	}
	a = c.Press(h.Client(t).Get(lang+"/sign-in"), "发短信给我", url.Values{"phone": {phone}})
	late, _, _ := strings.Cut(a.Path, "?")
	h.Clock.Advance(10 * time.Minute)
	c.Post(late, url.Values{"code": {h.sent.code(t)}}).Want(422).WantText("过了时间")
	h.Client(t).Get(lang + "/sign-in/" + strings.Repeat("a", 26)).Want(404)
	h.Client(t).Get(lang + "/sign-in/x").Want(404)
}

func TestCodeAgainIsAlwaysPossible(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	a := c.Press(c.Get(lang+"/sign-in"), "发短信给我", url.Values{"phone": {phone}})
	first := h.sent.code(t)
	b := c.Press(a, "没收到，再发一次", nil).Want(200)
	b.WantText("又发了一条短信").Audit()
	if b.Path == a.Path {
		t.Error("the same code again")
	}
	c.Press(b, "登录", url.Values{"code": {h.sent.code(t)}}).Want(200)
	if first == "" {
		t.Error("no first code")
	}
}

func TestTooManyCodes(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	for range 6 {
		c.Post(lang+"/sign-in", url.Values{"phone": {phone}}).Want(303)
	}
	a := c.Post(lang+"/sign-in", url.Values{"phone": {phone}}).Want(429)
	a.WantText("先停一会儿再试", "12385").Audit()
	if a.Header.Get("Retry-After") == "" {
		t.Error("no word on when to try again")
	}
	c.Post(lang+"/sign-in", url.Values{"phone": {"13800138001"}}).Want(303)
}

func TestNoCodesNoSignIn(t *testing.T) {
	h := open(t)
	h.signIn.CanSend = false
	a := h.Client(t).Get(lang + "/sign-in").Want(200)
	a.WantText("现在还不能登录", "打电话 12385", "打电话 12345").Audit()
	h.Client(t).Post(lang+"/sign-in", url.Values{"phone": {phone}}).Want(503).WantText("12385")
}

// A form posted after its session ended goes through both pages and arrives as
// it was typed (WCAG 2.2.5).
func TestFormSurvivesSignIn(t *testing.T) {
	h := open(t)
	c := h.Client(t)
	question := lang + "/for/" + strings.Repeat("b", 26) + "/drafts/" + strings.Repeat("c", 26) + "/name"
	a := c.Post(question, url.Values{"name": {"乌日娜 <b>"}, "_csrf": {"old"}, "_key": {"k"}}).Want(401)
	a.WantText("您刚才填的还在").Audit()
	a = c.Press(a, "发短信给我", url.Values{"phone": {"12"}}).Want(422)
	a.Audit()
	a = c.Press(a, "发短信给我", url.Values{"phone": {phone}}).Want(200)
	a.WantText("短信里的验证码是多少？").Audit()
	a = c.Press(a, "登录", url.Values{"code": {"1"}}).Want(422)
	a.Audit()
	a = c.Press(a, "没收到，再发一次", nil).Want(200)
	a = c.Press(a, "换一个手机号", nil).Want(200)
	a = c.Press(a, "发短信给我", url.Values{"phone": {phone}}).Want(200)
	a = c.Press(a, "登录", url.Values{"code": {h.sent.code(t)}}).Want(200)
	a.WantText("您已经登录").Audit()
	if a.One(`input[name="_csrf"]`).Attr("value") == "old" {
		t.Error("the old session's token came along")
	}
	a = c.Press(a, "接着办", nil).Want(200)
	if a.Path != question || string(a.Body) != "question 乌日娜 <b>" {
		t.Errorf("%s: %s", a.Path, a.Body)
	}
}

func TestLookFollowsTheAccount(t *testing.T) {
	h := open(t)
	identity := identityOf(t, h, phone)
	elder := preference.Preference{Elder: true, Size: preference.SizeLarge, Theme: preference.ThemeDark}
	must(t, h.store.PutPreference(context.Background(), identity, elder.String()))
	c, _ := h.resident(t, phone)
	if c.Cookie("prefs") != elder.String() {
		t.Errorf("look %q", c.Cookie("prefs"))
	}
	d := h.Client(t)
	d.SetCookie("prefs", "shy")
	a := d.Press(d.Get(lang+"/sign-in"), "发短信给我", url.Values{"phone": {"13800138009"}})
	d.Press(a, "登录", url.Values{"code": {h.sent.code(t)}})
	kept, err := h.store.Choices(context.Background(), identityOf(t, h, "13800138009"))
	if err != nil || kept.Look != "shy" {
		t.Errorf("kept %+v, %v", kept, err)
	}
}

func TestSignOut(t *testing.T) {
	h := open(t)
	c, _ := h.resident(t, phone)
	a := c.Get(lang + "/sign-out").Want(200)
	a.WantText("用完了这台电脑").Audit()
	form := url.Values{"_forget": {"1"}, "_csrf": {a.One(`main input[name="_csrf"]`).Attr("value")}}
	b := c.Post(lang+"/sign-out", form).Want(303)
	if got := b.Header.Get("Clear-Site-Data"); got != `"cache", "cookies", "storage"` {
		t.Errorf("Clear-Site-Data %q", got)
	}
	c.Follow(b).Want(200).WantText("您已经退出").Audit()
	if a := c.Get(lang + "/me"); a.Status != http.StatusSeeOther {
		t.Errorf("still signed in: %d", a.Status)
	}
}
