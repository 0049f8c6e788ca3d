package benefit_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/seal"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	pages "changban/portal/web/benefit"
	"changban/portal/web/webtest"
)

// house is the area over the store in memory.
type house struct {
	*storetest.House
	kernel *webtest.Kernel
	keeper *benefit.Keeper
	ring   *seal.Ring
	t      *testing.T
}

// links stands for the one in cmd/portal.
type links struct{ accounts *account.Accounts }

func (l links) Standing(ctx context.Context, person string) (benefit.Standing, error) {
	k, err := l.accounts.Known(ctx, person)
	s := benefit.Standing{
		Identity: k.Identity.ID, Own: !k.Link.ForOther(), Guardian: k.Link.Capacity == account.AsGuardian,
		Names: benefit.Names{Own: k.Person.First("name")},
	}
	if s.Guardian {
		s.Names.Guardian = k.Own.First("name")
	}
	return s, err
}

func open(t *testing.T, change ...func(*web.Config)) *house {
	t.Helper()
	h := &house{House: storetest.Memory(t), t: t, ring: seal.Generate(time.Unix(1, 0))}
	h.Clock.MoveTo("2026-11-23")
	h.kernel = webtest.New(t, append(change, func(c *web.Config) { c.Clock = h.Clock })...)
	signer := h.ring.Signer(benefit.SignPurpose)
	h.keeper = &benefit.Keeper{
		Cards: h.Store.Cards(), Benefits: h.Store, Links: links{h.Accounts}, Clock: h.Clock, Sign: signer.Sign,
		Published: func() (out []benefit.PublicKey) {
			for _, k := range h.ring.Public(benefit.SignPurpose) {
				out = append(out, benefit.PublicKey{ID: k.ID, Created: k.Created, Key: k.Key, Use: benefit.SignPurpose})
			}
			return out
		},
		Keyed:    func(text string) []byte { sum := sha256.Sum256([]byte(text)); return sum[:16] },
		CodeLife: func(context.Context) time.Duration { return 30 * time.Minute },
	}
	pages.Pages{
		Keeper: h.keeper, Accounts: h.Accounts, Catalogue: h.Catalogue, Units: h.Units, Limits: session.NewLocal(h.Clock),
	}.Mount(h.kernel.Server)
	return h
}

// owner is somebody with a card and a monthly payment, and the browser.
type owner struct {
	*webtest.Client
	storetest.Resident
	h       *house
	person  string
	card    benefit.Certificate
	benefit benefit.Benefit
}

func (h *house) owner(change ...func(*benefit.Certificate, *benefit.Benefit)) owner {
	h.t.Helper()
	r := h.Resident(h.t, "13947900001")
	return h.grant(r, r.Own, change...)
}

func (h *house) grant(r storetest.Resident, person string, change ...func(*benefit.Certificate, *benefit.Benefit)) owner {
	h.t.Helper()
	o := owner{h.kernel.SignedIn(h.t, session.Resident, r.Identity.ID), r, h, person, benefit.Certificate{}, benefit.Benefit{}}
	ref := h.Send(h.t, r, person, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"))
	o.card = benefit.Certificate{
		ID: portal.NewID(), Person: person, Case: ref, Place: storetest.Erenhot, State: benefit.CardActive,
		Issued: "2024-05-01", ValidTo: "2034-05-01", Card: benefit.Card{
			Number: "15250119500615002X42B1", Name: "Bao Lide", Category: "physical", Categories: []string{"physical"}, Level: 2,
		},
	}
	o.benefit = benefit.Benefit{
		ID: portal.NewID(), Person: person, Case: ref, Service: "nursing-subsidy", Kind: benefit.Payment, Place: storetest.Erenhot,
		Fen: 11000, Period: benefit.Monthly, From: "2026-09", Spans: []benefit.Span{{From: "2026-09"}}, State: benefit.Active,
		Granted: h.Clock.Now(), Payee: benefit.Payee{To: benefit.PayOwn, Bank: "Nongye", Account: "6228480000000000018", Holder: "Bao Lide"},
	}
	for _, c := range change {
		c(&o.card, &o.benefit)
	}
	officer := portal.Actor{Kind: portal.ActorStaff, ID: "officer", Channel: portal.ChannelCounter, Language: "zh-Hans"}
	_, err := h.Store.UpdateCase(context.Background(), ref, "grant", func(c application.Case) (application.Change, error) {
		e := matter.Event{At: h.Clock.Now(), Actor: officer, Person: person, Unit: c.Unit, Action: "approve", From: c.State, To: matter.Approved}
		c.State = matter.Approved
		return application.Change{
			Case: c, Event: e,
			Benefits:     []benefit.Step{{Benefit: o.benefit, Event: benefit.Event{At: h.Clock.Now(), Actor: officer, Action: "grant", To: string(o.benefit.State), Case: ref}}},
			Certificates: []benefit.CardStep{{Certificate: o.card, Event: benefit.Event{At: h.Clock.Now(), Actor: officer, Action: "issue", To: string(o.card.State), Case: ref}}},
		}, nil
	})
	must(h.t, err)
	return o
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o owner) cardAt(rest string) string {
	return "/zh-Hans/for/" + o.person + "/certificates/" + o.card.ID + rest
}

func (o owner) benefitAt(rest string) string {
	return "/zh-Hans/for/" + o.person + "/benefits/" + o.benefit.ID + rest
}

// run pays the months and returns them by result.
func (o owner) run(paid, returned []portal.Month) {
	o.h.t.Helper()
	run := benefit.Run{ID: portal.NewID(), Place: storetest.Erenhot, Month: "2026-11", State: benefit.RunOpen, Created: o.h.Clock.Now(), By: "payer"}
	var pays []benefit.Pay
	for _, m := range append(paid, returned...) {
		x := benefit.Pay{
			ID: portal.NewID(), Run: run.ID, Benefit: o.benefit.ID, Person: o.person, Service: o.benefit.Service,
			Month: m, Fen: 11000, State: benefit.PaySent, Payee: o.benefit.Payee, Name: "Bao Lide",
		}
		run.Count, run.Fen = run.Count+1, run.Fen+x.Fen
		pays = append(pays, x)
	}
	_, err := o.h.Store.CreateRun(context.Background(), run, pays, portal.NewID())
	must(o.h.t, err)
	for i := range pays {
		pays[i].State, pays[i].Day = benefit.Paid, "2026-11-20"
		if i >= len(paid) {
			pays[i].State, pays[i].Reason = benefit.Returned, "number_wrong"
		}
	}
	_, err = o.h.Store.Settle(context.Background(), run.ID, pays, benefit.Change{})
	must(o.h.t, err)
}

func TestCardSaysStateAndNext(t *testing.T) {
	for _, tc := range []struct {
		state benefit.CardState
		until portal.Day
		want  []string
	}{
		{benefit.CardActive, "2034-05-01", []string{"有效", "152501 19500615 002X 42 B1", "肢体残疾", "二级", "二连浩特", "发了证"}},
		{benefit.CardActive, "2027-05-01", []string{"快到期", "2027 年 5 月 1 日到期", "看怎么换证"}},
		{benefit.CardActive, "2026-05-01", []string{"已过期", "补贴会停", "看怎么换证"}},
		{benefit.CardFrozen, "2034-05-01", []string{"已冻结", "看怎么补办"}},
		{benefit.CardCancelled, "2034-05-01", []string{"已注销", "不能再用", "看怎么重新办证"}},
	} {
		o := open(t).owner(func(c *benefit.Certificate, _ *benefit.Benefit) { c.State, c.ValidTo = tc.state, tc.until })
		o.Get(o.cardAt("")).Want(200).Audit().WantText(tc.want...)
	}
}

func TestCardNumberKeepsItsSuffixInGroups(t *testing.T) {
	o := open(t).owner()
	if got := o.Get(o.cardAt("")).One(".number").Text(); !strings.HasSuffix(got, "42 B1") {
		t.Errorf("number %q", got)
	}
}

func TestShortCode(t *testing.T) {
	h := open(t)
	o := h.owner()
	page := o.Get(o.cardAt("")).Want(200)
	o.Press(page, "开一个码", nil).Want(422).Audit().WantText("错误：")
	o.Post(o.cardAt("/codes"), url.Values{"kind": {"short"}}).WantTo(o.cardAt(""))
	shown := o.Press(page, "开一个码", url.Values{"kind": {"short"}}).Want(200).Audit().WantText("09:30 以前能用", "127.0.0.1:8080/v/")
	again := o.Press(page, "开一个码", url.Values{"kind": {"short"}})
	if shown.Path != again.Path {
		t.Error("the same form made two codes")
	}
	if svg := shown.One("svg[role=img]"); !strings.Contains(svg.Attr("aria-label"), "二维码") {
		t.Error("the picture has no text")
	}
	code := address(t, shown)
	seen := h.kernel.Client(t).Get("/zh-Hans"+code).Want(200).Audit().WantText("这本残疾人证有效", "肢体残疾", "二级", "2034 年 5 月 1 日", "B○○")
	for _, secret := range []string{"15250119500615", "Lide", "Bao", "Erenhot", "二连浩特"} {
		if strings.Contains(string(seen.Body), secret) {
			t.Errorf("the check shows %q", secret)
		}
	}
	h.Clock.Move(31 * time.Minute)
	h.kernel.Client(t).Get(code).Want(404)
	o.Visit(shown.Path).Want(200).WantText("过了时间")
}

func address(t *testing.T, a webtest.Answer) string {
	t.Helper()
	found := regexp.MustCompile(`/v/[a-z2-7]{26}`).FindString(a.Text())
	if found == "" {
		t.Fatalf("no address in %s", a.Text())
	}
	return found
}

func TestWrongCodesAnswerAlike(t *testing.T) {
	h := open(t)
	o := h.owner()
	live := address(t, o.Press(o.Get(o.cardAt("")), "开一个码", url.Values{"kind": {"short"}}))
	ended := address(t, o.Press(o.Get(o.cardAt("")), "开一个码", url.Values{"kind": {"printed"}}))
	o.Press(o.Get(o.cardAt("")), "停用所有的码", nil).Want(200).Audit().WantText("都停用了")
	c := h.kernel.Client(t)
	first := c.Get("/zh-Hans/v/" + portal.NewID()).Want(404).Audit().WantText("查不到这个码")
	for _, path := range []string{"/zh-Hans" + live, "/zh-Hans" + ended, "/zh-Hans/v/abc", "/zh-Hans/v/" + strings.Repeat("z", 26), "/v/" + portal.NewID(), "/zh-Hans/v/%00", "/zh-Hans/v/<b>"} {
		got := c.Get(path).Want(404)
		if !bytes.Equal(got.Body, first.Body) {
			t.Errorf("%s answers in other words", path)
		}
		if got.Header.Get("Set-Cookie") != "" || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, got.Header)
		}
	}
	for range 40 {
		if c.Get("/v/"+portal.NewID()).Status == 429 {
			return
		}
	}
	t.Error("codes can be tried without end")
}

func TestCheckSaysAtOnceThatACardIsNotInOrder(t *testing.T) {
	for state, want := range map[benefit.CardState]string{benefit.CardFrozen: "这本残疾人证冻结了，现在不能用", benefit.CardCancelled: "这本残疾人证已经注销，不能用"} {
		h := open(t)
		o := h.owner()
		code := address(t, o.Press(o.Get(o.cardAt("")), "开一个码", url.Values{"kind": {"printed"}}))
		_, err := h.Store.Cards().UpdateCertificate(context.Background(), o.card.ID, "k", func(c benefit.Certificate) (benefit.CardChange, error) {
			by := benefit.By{At: h.Clock.Now(), Actor: portal.Actor{Kind: portal.ActorStaff, ID: "x"}}
			step, err := benefit.Freeze(c, "lost", by)
			if state == benefit.CardCancelled {
				step, err = benefit.Cancel(c, "died", by)
			}
			return benefit.CardChange{Cards: []benefit.CardStep{step}}, err
		})
		must(t, err)
		if got := h.kernel.Client(t).Get("/zh-Hans" + code).Want(200).Audit().One("h1").Text(); got != want {
			t.Errorf("%s: %q", state, got)
		}
	}
}

func TestPrintedSheetVerifiesOffline(t *testing.T) {
	h := open(t)
	o := h.owner()
	ask := o.Get(o.cardAt("/print")).Want(200).Audit()
	sheet := o.Press(ask, "做一张能打印的", nil).Want(200).Audit().WantText("残疾人证信息单", "Bao Lide", "这本残疾人证有效", "没有网络时")
	if !sheet.One("svg[role=img]").Exists() {
		t.Fatal("no picture")
	}
	text := strings.TrimPrefix(sheet.Path, o.cardAt("/print/"))
	c, code, err := h.Store.Cards().ByCode(context.Background(), text, h.Clock.Now())
	must(t, err)
	file := h.kernel.Client(t).Get("/.well-known/portal-keys").Want(200)
	if !strings.HasPrefix(file.Header.Get("Cache-Control"), "public") {
		t.Error(file.Header)
	}
	keys, err := benefit.DecodeKeys(file.Body)
	must(t, err)
	said, err := benefit.Verify(h.keeper.Statement(c, code), keys)
	must(t, err)
	if said.Level != 2 || said.Name != "B○○" || said.Kind != benefit.CodePrinted {
		t.Errorf("%+v", said)
	}
	o.Get(o.cardAt("/print/" + portal.NewID())).WantTo(o.cardAt("/print"))
	short := o.Press(o.Get(o.cardAt("")), "开一个码", url.Values{"kind": {"short"}})
	o.Get(o.cardAt("/print/" + strings.TrimPrefix(short.Path, o.cardAt("/codes/")))).WantTo(o.cardAt("/print"))
}

// The picture with the signed statement is the longest thing on any page.
func TestPrintedSheetIsSmall(t *testing.T) {
	o := open(t).owner()
	sheet := o.Press(o.Get(o.cardAt("/print")), "做一张能打印的", nil).Want(200)
	o.Header["Accept-Encoding"] = "br"
	if n := len(o.Get(sheet.Path).Want(200).Body); n > 6<<10 {
		t.Errorf("%d bytes of HTML", n)
	}
}

func TestCancelledCardGetsNoCode(t *testing.T) {
	o := open(t).owner(func(c *benefit.Certificate, _ *benefit.Benefit) { c.State = benefit.CardCancelled })
	if strings.Contains(o.Get(o.cardAt("")).Text(), "开一个码") {
		t.Error("offers a code")
	}
	o.Get(o.cardAt("/print")).WantTo(o.cardAt(""))
	o.Post(o.cardAt("/codes"), url.Values{"_key": {portal.NewID()}, "kind": {"short"}}).Want(409).Audit()
}

func TestBenefitMonthByMonth(t *testing.T) {
	o := open(t).owner(func(_ *benefit.Certificate, b *benefit.Benefit) { b.From, b.Spans[0].From = "2025-12", "2025-12" })
	o.run([]portal.Month{"2025-12", "2026-10"}, []portal.Month{"2026-09"})
	o.Get(o.benefitAt("")).Want(200).Audit().WantText(
		"重度残疾人护理补贴", "在发", "一笔钱退回来了", "2026 年 9 月的 110 元：账号不对", "改收款账户", "每月 110 元", "尾号 0018",
		"已经到账：220 元", "退回来的：110 元", "还没有发：990 元", "2026 年 11 月", "到账了，11 月 20 日", "2025 年", "看当时的决定")
}

func TestReturnedPaymentIsPutRight(t *testing.T) {
	h := open(t)
	o := h.owner()
	o.run(nil, []portal.Month{"2026-09"})
	form := o.Get(o.benefitAt("/account")).Want(200).Audit().WantText("钱打到哪个账户？")
	wrong := url.Values{"bank_name": {"Gongshang"}, "bank_account": {"12"}, "account_holder": {"Somebody"}}
	back := o.Press(form, "改成这个账户", wrong).Want(422).Audit().WantText("户名要和本人或监护人的姓名一样", "错误：")
	if back.One("#f-bank_account").Attr("value") != "12" || back.One("#f-account_holder").Attr("value") != "Somebody" {
		t.Error("what was typed is gone")
	}
	right := url.Values{"bank_name": {"Gongshang"}, "bank_account": {"6222 0200 0000 0000 012"}, "account_holder": {"bao lide"}}
	page := o.Press(back, "改成这个账户", right).Want(200).Audit().WantText("退回来的钱，下一次发放时补发", "尾号 0012", "退回了，下一次发放时补发", "改了收款账户")
	if strings.Contains(page.Text(), "一笔钱退回来了") {
		t.Error("still asks")
	}
	o.Press(back, "改成这个账户", right).Want(200)
	o.Post(o.benefitAt("/account"), right).WantTo(o.benefitAt("/account"))
	b, _, err := h.keeper.Benefit(o.Ctx, o.person, o.benefit.ID)
	must(t, err)
	if b.Payee.Holder != "Bao Lide" || b.Payee.To != benefit.PayOwn || len(b.Events) != 2 {
		t.Errorf("%+v %+v", b.Payee, b.Events)
	}
}

func TestMoneyNeverGoesToAnAgent(t *testing.T) {
	h := open(t)
	r := h.Resident(t, "13947900002")
	o := h.grant(r, h.AddRelative(t, r, account.Mother, false))
	o.run(nil, []portal.Month{"2026-09"})
	o.Get(o.benefitAt("")).Want(200).Audit().WantText("Bao Lide的重度残疾人护理补贴", "只有本人和监护人能改收款账户")
	o.Get(o.benefitAt("/account")).Want(403).Audit().WantText("只有本人和监护人", "12385")
	o.Post(o.benefitAt("/account"), url.Values{"_key": {portal.NewID()}, "bank_name": {"x"}}).Want(403).Audit()
}

func TestGuardianMayChangeTheAccount(t *testing.T) {
	h := open(t)
	r := h.Resident(t, "13947900002")
	o := h.grant(r, h.AddRelative(t, r, account.Daughter, true))
	form := o.Get(o.benefitAt("/account")).Want(200).Audit()
	o.Press(form, "改成这个账户", url.Values{"bank_name": {"Nongye"}, "bank_account": {"6222020000000000012"}, "account_holder": {"Bao Tuya"}}).
		Want(200).WantText("以后的钱打到新账户", "户名 Bao Tuya")
}

func TestStoppedBenefitSaysWhyAndWhatThen(t *testing.T) {
	o := open(t).owner()
	_, err := o.h.Store.UpdateBenefit(context.Background(), o.benefit.ID, "", func(b benefit.Benefit) (benefit.Change, error) {
		step, err := benefit.Suspend(b, "2026-12", benefit.CardHasExpired, benefit.By{At: o.h.Clock.Now(), Actor: portal.Actor{Kind: portal.ActorSystem}})
		return benefit.Change{Steps: []benefit.Step{step}}, err
	})
	must(t, err)
	o.Get(o.benefitAt("")).Want(200).Audit().WantText("先停了", "从 2026 年 12 月起先停了", "残疾人证到期了", "最多补 3 个月", "看怎么换证", "12345", "行政复议", "按规定自动办的", "法律援助")
	_, err = o.h.Store.UpdateBenefit(context.Background(), o.benefit.ID, "", func(b benefit.Benefit) (benefit.Change, error) {
		step, err := benefit.End(b, "2027-01", benefit.OwnWish, benefit.By{At: o.h.Clock.Now(), Actor: portal.Actor{Kind: portal.ActorSystem}})
		return benefit.Change{Steps: []benefit.Step{step}}, err
	})
	must(t, err)
	o.Get(o.benefitAt("")).Want(200).Audit().WantText("已结束", "从 2027 年 1 月起结束了", "自己申请停的", "看怎么再申请")
	o.Get(o.benefitAt("/account")).Want(403).Audit().WantText("不再发钱")
}

func TestThingsHaveNoPayments(t *testing.T) {
	o := open(t).owner(func(_ *benefit.Certificate, b *benefit.Benefit) {
		b.Service, b.Kind, b.Fen, b.Period, b.Spans, b.Until = "assistive-device", benefit.Device, 0, "", nil, "2029-11-23"
	})
	page := o.Get(o.benefitAt("")).Want(200).Audit().WantText("已批准", "辅助器具", "2029 年 11 月 23 日")
	if strings.Contains(page.Text(), "每一笔钱") {
		t.Error("a thing is paid")
	}
}

func TestOthersSeeNothing(t *testing.T) {
	h := open(t)
	o := h.owner()
	other := h.Resident(t, "13947900009")
	b := h.kernel.SignedIn(t, session.Resident, other.Identity.ID)
	for _, path := range []string{o.cardAt(""), o.cardAt("/print"), o.cardAt("/codes/" + portal.NewID()), o.cardAt("/print/" + portal.NewID()), o.benefitAt(""), o.benefitAt("/account")} {
		b.Get(path).Want(404)
		b.Get(strings.Replace(path, o.person, other.Own, 1)).Want(404)
		h.kernel.Client(t).Get(path).Want(303)
	}
	for _, path := range []string{o.cardAt("/codes"), o.cardAt("/end-codes"), o.benefitAt("/account")} {
		b.Post(path, url.Values{"_key": {portal.NewID()}, "kind": {"short"}}).Want(404)
	}
	forged := h.kernel.SignedIn(t, session.Resident, o.Identity.ID)
	forged.Header["Sec-Fetch-Site"], forged.Header["Origin"] = "cross-site", "https://example.org"
	forged.Post(o.cardAt("/end-codes"), nil).Want(403)
}

func TestPseudo(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	r := h.Resident(t, "13947900002")
	o := h.grant(r, h.AddRelative(t, r, account.Daughter, true), func(c *benefit.Certificate, _ *benefit.Benefit) { c.ValidTo = "2027-05-01" })
	o.run([]portal.Month{"2026-10"}, []portal.Month{"2026-09"})
	look := func(a webtest.Answer) {
		for _, f := range audit.Pseudo(a.Want(200).Body, "Bao Lide", "Bao Tuya") {
			t.Errorf("%s: %s", a.Path, f)
		}
	}
	look(o.Get(o.cardAt("")))
	look(o.Get(o.cardAt("/print")))
	key := url.Values{"_key": {portal.NewID()}, "kind": {"printed"}}
	look(o.Follow(o.Post(o.cardAt("/codes"), key)))
	key.Set("kind", "short")
	shown := o.Follow(o.Post(o.cardAt("/codes"), key))
	look(shown)
	look(h.kernel.Client(t).Get("/zh-Hans" + address(t, shown)))
	look(o.Get(o.benefitAt("")))
	look(o.Get(o.benefitAt("/account")))
}
