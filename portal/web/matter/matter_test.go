package matter_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/apply"
	pages "changban/portal/web/matter"
	"changban/portal/web/webtest"
)

// house is the area over the store in memory, with drafts beside it for amending.
type house struct {
	*storetest.House
	kernel *webtest.Kernel
	t      *testing.T
}

func open(t *testing.T, change ...func(*web.Config)) *house {
	t.Helper()
	h := &house{House: storetest.Memory(t), t: t}
	h.Clock.MoveTo("2026-11-23")
	h.kernel = webtest.New(t, append(change, func(c *web.Config) { c.Clock = h.Clock })...)
	pages.Pages{Applications: h.Apply}.Mount(h.kernel.Server)
	apply.Pages{Applications: h.Apply}.Mount(h.kernel.Server)
	return h
}

// sent is a case and the browser of who sent it.
type sent struct {
	*webtest.Client
	storetest.Resident
	h      *house
	person string
	ref    matter.Reference
}

func (h *house) sent(phone string, typed storetest.Typed) sent {
	h.t.Helper()
	r := h.Resident(h.t, phone)
	ref := h.Send(h.t, r, r.Own, typed)
	return sent{h.kernel.SignedIn(h.t, session.Resident, r.Identity.ID), r, h, r.Own, ref}
}

func (h *house) sentForMother(typed storetest.Typed) sent {
	h.t.Helper()
	r := h.Resident(h.t, "13947900002")
	mother := h.AddRelative(h.t, r, account.Mother, false)
	ref := h.Send(h.t, r, mother, typed)
	return sent{h.kernel.SignedIn(h.t, session.Resident, r.Identity.ID), r, h, mother, ref}
}

func (s sent) path(rest string) string {
	return "/zh-Hans/for/" + s.person + "/cases/" + string(s.ref) + rest
}

func (s sent) page() webtest.Answer { return s.Get(s.path("")).Want(200).Audit() }

// do lets an officer act; the first act opens the case after the minutes that
// belong to the person.
func (s sent) do(unit string, in desk.Input) {
	s.h.t.Helper()
	o := s.h.Officer(portal.NewID(), unit, office.AllRoles()...)
	s.h.Clock.Move(11 * time.Minute)
	if _, err := s.h.Desk.Open(o.Ctx, o.Staff, string(s.ref)); err != nil {
		s.h.t.Fatal(err)
	}
	in.Key = portal.NewID()
	if _, err := s.h.Desk.Do(o.Ctx, o.Staff, string(s.ref), in); err != nil {
		s.h.t.Fatalf("%s: %v", in.Act, err)
	}
}

func (s sent) state() matter.State {
	s.h.t.Helper()
	c, err := s.h.Store.Case(context.Background(), s.ref)
	if err != nil {
		s.h.t.Fatal(err)
	}
	return c.State
}

func own() storetest.Typed { return storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42") }

const window, deciding = "erenhot-window", "erenhot-civil-affairs"

func TestReceiptAndAmend(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	page := s.page().WantText("我们收到了您的申请", "12 月 15 日（星期二）", "09:10 前一定可以改", "接下来", "12345")
	if got := page.One(".bignumber").Text(); len(strings.Fields(got)) != 3 {
		t.Errorf("number %q", got)
	}
	check := s.Press(page, "改填过的内容", nil).Want(200).Audit().WantText("改动还没有送出去")
	if !strings.HasSuffix(check.Path, "/check") {
		t.Fatal(check.Path)
	}
	after := s.Press(check, "改好了，送出去", url.Values{"truth_statement": {"true"}}).Want(200).WantText("改过内容", "改动收到了")
	if !strings.HasPrefix(after.Path, s.path("")) {
		t.Error(after.Path)
	}
	h.Clock.Move(time.Hour)
	s.page().WantText("工作人员还没有打开，现在可以改")
	s.do(window, desk.Input{Act: desk.Accept})
	late := s.Post(s.path("/amend"), url.Values{"_key": {"k"}}).Want(409).Audit()
	late.WantText("不能再改")
}

func TestWholeLife(t *testing.T) {
	h := open(t)
	s := h.sentForMother(own())
	s.page().WantText("我们收到了Bao Lide的申请", "Bao Tuya代Bao Lide")
	s.do(window, desk.Input{Act: desk.Ask, Papers: []application.AskedPaper{{Paper: "hukou", Reason: "dark"}}, Note: "Right corner."})
	page := s.page().WantText("请补 1 份材料", "户口簿", "太暗了", "原文", "Right corner.", "等您补材料", "补正告知书")
	if !strings.Contains(string(page.Body), "<title>为母亲：") {
		t.Error("the title does not name the relation")
	}
	s.supply()
	s.page().WantText("您补了材料")
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Forward, Unit: deciding})
	s.page().WantText("在办", "转给了另一个单位", "二连浩特市民社局", "受理通知书")
	s.do(deciding, desk.Input{Act: desk.Review})
	s.do(deciding, desk.Input{Act: desk.Propose, Approve: true, Fen: 11000, Reasons: []string{"level_two"}})
	if strings.Contains(s.page().Text(), "批准了") {
		t.Error("a proposal shows before it is confirmed")
	}
	s.do(deciding, desk.Input{Act: desk.Confirm})
	s.page().WantText("批准了", "每月 110 元", "2026 年 11 月", "决定书")
	for _, kind := range []string{"acceptance", "supplement", "decision"} {
		s.Get(s.path("/official/"+kind)).Want(200).Audit().WantText("Bao Lide", "编号")
	}
	s.Get(s.path("/official/not-accepted")).Want(404)
	s.Get(s.path("/official/nonsense")).Want(404)
}

// supply answers the request: first with nothing, then with a wrong file, then
// with a picture.
func (s sent) supply() {
	s.h.t.Helper()
	form := s.Get(s.path("/papers")).Want(200).Audit()
	s.Press(form, "交上去", nil).Want(422).Audit().WantText("错误：")
	key := url.Values{"_key": {"k1"}}
	wrong := s.PostFiles(s.path("/papers"), key, webtest.File{Field: "paper.hukou", Name: "a.svg", Kind: "image/png", Data: []byte("<svg onload=x>")})
	wrong.Want(422).Audit().WantText("a.svg")
	done := s.Follow(s.PostFiles(s.path("/papers"), key, webtest.File{Field: "paper.hukou", Name: "hukou.png", Kind: "image/png", Data: picture()}))
	done.Want(200).Audit().WantText("您补的收到了")
	s.Visit(s.path("/papers")).Want(200)
	file := s.Get(done.One(`a[href*="/files/"]`).Attr("href")).Want(200)
	if !bytes.HasPrefix(file.Body, []byte("\x89PNG")) || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
		t := s.h.t
		t.Errorf("file: %v", file.Header)
	}
	s.Get(s.path("/files/nonsense")).Want(404)
}

func picture() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func TestRefused(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Forward, Unit: deciding})
	s.do(deciding, desk.Input{Act: desk.Review})
	s.do(deciding, desk.Input{Act: desk.Propose, Reasons: []string{"work_injury_care"}, Note: "*See* the law."})
	s.do(deciding, desk.Input{Act: desk.Confirm})
	s.page().WantText("这次没有批准", "工伤护理费", "不同意", "*See* the law.")
	s.Get(s.path("/official/decision")).Want(200).Audit().WantText("没有批准", "工伤护理费")
	if strings.Contains(s.page().Text(), "撤回这份申请") {
		t.Error("a decided case offers to withdraw")
	}
	s.Get(s.path("/withdraw")).Want(303)
	s.Post(s.path("/withdraw"), url.Values{"_key": {"k"}}).Want(409).Audit().WantText("不能再撤回")
}

func TestNotAccepted(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.do(window, desk.Input{Act: desk.NotAccept, Reasons: []string{"other_office"}})
	s.page().WantText("这次没有受理", "归另一个单位办")
	s.Get(s.path("/official/not-accepted")).Want(200).Audit().WantText("不予受理通知书")
}

func TestOutside(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", storetest.Answers(storetest.Shijiazhuang, storetest.Erenhot, "42"))
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Dispatch, How: "post"})
	s.page().WantText("石家庄市长安区民政局", "从邮局", "演示用的号码")
}

func TestWithdraw(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	ask := s.Get(s.path("/withdraw")).Want(200).Audit()
	s.Post(s.path("/withdraw"), url.Values{}).WantTo(s.path("/withdraw"))
	s.Press(ask, "撤回这份申请", nil).Want(200).Audit().WantText("已经撤回")
	if got := s.state(); got != matter.Withdrawn {
		t.Error(got)
	}
	s.Press(ask, "撤回这份申请", nil).Want(200)
}

func TestPrintShowsWhatWasRead(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.Get(s.path("/print")).Want(200).Audit().WantText("我们收到了", "It is true.")
}

func TestOthersSeeNothing(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	other := h.Resident(t, "13947900009")
	b := h.kernel.SignedIn(t, session.Resident, other.Identity.ID)
	for _, rest := range []string{"", "/print", "/papers", "/withdraw", "/official/acceptance"} {
		b.Get(s.path(rest)).Want(404)
		b.Get(strings.Replace(s.path(rest), s.person, other.Own, 1)).Want(404)
		h.kernel.Client(t).Get(s.path(rest)).Want(303)
	}
	for _, rest := range []string{"/papers", "/withdraw", "/amend"} {
		b.Post(s.path(rest), url.Values{"_key": {"k"}}).Want(404)
	}
	short := "/t/" + string(s.ref)
	s.Get(short).WantTo(s.path(""))
	b.Get(short).WantTo("/zh-Hans/track")
	h.kernel.Client(t).Get(short).WantTo("/zh-Hans/track")
	s.Get("/t/123").Want(404)
}

func TestPseudo(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	s := h.sentForMother(own())
	look := func(path string) {
		for _, f := range audit.Pseudo(s.Get(path).Want(200).Body, "Bao Lide", "Bao Tuya", "It is true.", "nursing-subsidy", "Right corner.") {
			t.Errorf("%s: %s", strings.TrimPrefix(path, s.path("")), f)
		}
	}
	look(s.path(""))
	look(s.path("/withdraw"))
	look(s.path("/print"))
	s.do(window, desk.Input{Act: desk.Ask, Papers: []application.AskedPaper{{Paper: "hukou", Reason: "dark"}}, Note: "Right corner."})
	look(s.path(""))
	look(s.path("/papers"))
	look(s.path("/official/supplement"))
}
