package account_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

const apply = lang + "/services/nursing-subsidy/apply"

func relative(relation, name string) url.Values {
	return url.Values{"relation": {relation}, "guardian": {"no"}, "name": {name}}
}

func TestAddedTwiceIsOne(t *testing.T) {
	h := open(t)
	c, _ := h.resident(t, phone)
	form := relative("mother", "其其格")
	form.Set("_key", portal.NewID())
	for range 2 {
		c.Post(lang+"/me/people/new", form).Want(303)
	}
	kin, err := h.store.Relatives(context.Background(), identityOf(t, h, phone))
	if err != nil || len(kin) != 2 {
		t.Fatalf("%d links, %v", len(kin), err)
	}
	a := c.Get(lang + "/me/people").Want(200)
	a.WantText("您的母亲 其其格", "本人还没有确认").Audit()
}

func TestRelativeProblems(t *testing.T) {
	h := open(t)
	c, _ := h.resident(t, phone)
	a := c.Get(lang + "/me/people/new").Want(200)
	a.Audit()
	b := c.Press(a, "加上这个人", url.Values{"name": {"  "}}).Want(422)
	b.WantText("还没有选这个人是您的什么人。", "还没有选是不是监护人。", "还没有写名字。", "3 处").Audit()
	b = c.Press(a, "加上这个人", url.Values{"relation": {"emperor"}, "guardian": {"yes"}, "name": {"巴图"}}).Want(422)
	b.WantText("1 处").Audit()
	if b.One("#f-name").Attr("value") != "巴图" {
		t.Error("what was typed is gone")
	}
	c.Post(lang+"/me/people/new", relative("mother", "巴图")).Want(303) // no key: the page that carries one
}

func TestBeginWithoutSessionOrKey(t *testing.T) {
	h := open(t)
	h.Client(t).Post(apply, url.Values{"_for": {"x"}}).WantTo(lang + "/sign-in?next=" + url.QueryEscape(apply))
	c, own := h.resident(t, phone)
	c.Post(apply, url.Values{"_for": {own}}).WantTo(apply)
	c.Post(apply, nil).WantTo(apply)
	c.Get(lang + "/services/nothing/apply").Want(404)
	c.Post(lang+"/services/nothing/apply", nil).Want(404)
	c.Post(apply, url.Values{"_for": {portal.NewID()}, "_key": {portal.NewID()}}).Want(404)
}

func TestForWhom(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	a := c.Get(apply).Want(200)
	a.WantText("给谁办？", "重度残疾人护理补贴", "给自己办", "给别人办").Audit()
	b := c.Press(a, "接着办", nil).Want(422)
	b.WantText("还没有选给谁办。").Audit()
	add := c.Press(a, "接着办", url.Values{"_for": {"new"}}).Want(200)
	back := c.Press(add, "加上这个人", relative("mother", "其其格")).Want(200)
	back.WantText("给您的母亲 其其格办").Audit()
	mother := back.One("input[checked]").Attr("value")
	if mother == "" || mother == own {
		t.Fatalf("chosen %q", mother)
	}
	q := c.Press(back, "接着办", nil).Want(200)
	if !strings.HasPrefix(q.Path, lang+"/for/"+mother+"/drafts/") {
		t.Errorf("led to %s", q.Path)
	}
}

func TestPressedTwiceStartsOne(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	form := url.Values{"_for": {own}, "_key": {portal.NewID()}}
	first := c.Post(apply, form).Want(303).Header.Get("Location")
	if second := c.Post(apply, form).Want(303).Header.Get("Location"); second != first {
		t.Errorf("%s, then %s", first, second)
	}
	form.Set("_key", portal.NewID()) // next week, from a new page
	if third := c.Post(apply, form).Want(303).Header.Get("Location"); third != first {
		t.Errorf("started again: %s, not the open %s", third, first)
	}
	m, err := h.apply.Matters(as(identityOf(t, h, phone)), own)
	if err != nil || len(m.Drafts) != 1 {
		t.Errorf("%d drafts, %v", len(m.Drafts), err)
	}
}

// Two tabs for two relatives: nothing about the person is kept in the session.
func TestTwoTabsDoNotMix(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	for _, r := range []struct{ relation, name string }{{"mother", "其其格"}, {"son", "巴图"}} {
		c.Press(c.Get(lang+"/me/people/new"), "加上这个人", relative(r.relation, r.name))
		h.Clock.Advance(time.Second) // the list is oldest first
	}
	kin, err := h.store.Relatives(context.Background(), identityOf(t, h, phone))
	must(t, err)
	one, two := c.Get(apply), c.Get(apply)
	a := c.Press(one, "接着办", url.Values{"_for": {kin[1].Link.Person}})
	b := c.Press(two, "接着办", url.Values{"_for": {kin[2].Link.Person}})
	if !strings.Contains(a.Path, kin[1].Link.Person) || !strings.Contains(b.Path, kin[2].Link.Person) {
		t.Errorf("%s and %s", a.Path, b.Path)
	}
	for i, title := range []string{"为母亲：", "为儿子："} {
		page := c.Get(lang + "/for/" + kin[i+1].Link.Person).Want(200)
		page.WantText("代办", kin[i+1].Name, "接着填重度残疾人护理补贴").Audit()
		got := page.One("title").Text()
		if !strings.HasPrefix(got, title) || strings.Contains(got, kin[i+1].Name) {
			t.Errorf("title %q", got)
		}
	}
	c.Get(lang+"/for/"+own).Want(200).WantText("我的事", "您的母亲 其其格", "您的儿子 巴图").Audit()
}

func TestForeignPersonIsUnknown(t *testing.T) {
	h := open(t)
	_, hers := h.resident(t, phone)
	c, _ := h.resident(t, "13900139000")
	for _, path := range []string{"/for/" + hers, "/for/" + portal.NewID(), "/for/x", "/for/" + hers + "/prove"} {
		c.Get(lang + path).Want(404).Audit()
	}
	c.Post(lang+"/for/"+hers+"/prove", nil).Want(404)
}

func TestProve(t *testing.T) {
	h := open(t)
	const number = "152601196203040021"
	valid := numberWithCheck(number)
	must(t, h.store.PutRecord(context.Background(), account.Record{
		IDNumber: valid, Name: "其其格", Phone: "13700137000", CardNumber: valid + "42", CardStatus: "active",
	}))
	c, own := h.resident(t, phone)
	a := c.Get(lang + "/for/" + own + "/prove").Want(200)
	a.WantText("证明是您本人").Audit()
	c.Press(a, "发短信", nil).Want(422).WantText("还没有写名字。", "身份证号码还没有填。").Audit()
	b := c.Press(a, "发短信", url.Values{"name": {"其其格"}, "id_number": {valid}}).Want(200)
	b.WantText("短信里的验证码是多少？").Audit()
	if strings.Contains(b.Text(), "7000") {
		t.Error("the register's phone is given away")
	}
	c.Press(b, "证明是我", url.Values{"code": {"12"}}).Want(422).Audit()
	b = c.Press(b, "没收到，再发一次", nil).Want(200)
	done := c.Press(b, "证明是我", url.Values{"code": {h.sent.code(t)}}).Want(200)
	done.WantText("已经证明是您本人").Audit()
}

// A claim that fits nobody in the register is answered alike (decisions 2).
func TestWrongClaimLooksTheSame(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	a := c.Get(lang + "/for/" + own + "/prove")
	b := c.Press(a, "发短信", url.Values{"name": {"其其格"}, "id_number": {numberWithCheck("152601196203040021")}}).Want(200)
	b.WantText("短信里的验证码是多少？", "姓名、身份证号和登记的一样，短信就会到登记的手机上。")
	c.Press(b, "证明是我", url.Values{"code": {h.sent.code(t)}}).Want(422).WantText("验证码不对")
}

// numberWithCheck puts the right check digit behind the first 17 positions.
func numberWithCheck(number string) string {
	for _, last := range "0123456789X" {
		text := number[:17] + string(last)
		if _, problem := portal.ParseIDNumber(text, ""); problem == "" {
			return text
		}
	}
	return number
}

// Every page of the area in the pseudo-language: what stands outside ⟦⟧ is no
// message of ours.
func TestPseudoLanguage(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	identity, link, err := h.store.Arrive(context.Background(), phone, h.Clock.Now())
	must(t, err)
	c := h.SignedIn(t, "resident", identity.ID)
	own := lang + "/for/" + link.Person
	for _, path := range []string{own, own + "/prove", lang + "/me/people", lang + "/me/people/new", lang + "/sign-out", apply} {
		pseudo(t, c.Get(path).Want(200))
	}
	pseudo(t, c.Post(lang+"/me/people/new", url.Values{"_key": {portal.NewID()}}).Want(422))
	d := h.Client(t)
	pseudo(t, d.Get(lang+"/sign-in").Want(200))
	pseudo(t, d.Get(lang+"/sign-out").Want(200))
	pseudo(t, d.Visit(d.Post(lang+"/sign-in", url.Values{"phone": {phone}}).Want(303).Header.Get("Location")))
}

func pseudo(t *testing.T, a webtest.Answer) {
	t.Helper()
	for _, f := range audit.Pseudo(a.Body) {
		t.Errorf("%s: %s", a.Path, f)
	}
}
