package desk_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	auditlog "changban/portal/audit"
	"changban/portal/banner"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/apply"
	"changban/portal/web/desk"
	"changban/portal/web/official"
	"changban/portal/web/webtest"
)

// bench is an office with its pages over a store in memory.
type bench struct {
	*storetest.House
	*webtest.Kernel
	t       testing.TB
	clock   *storetest.Clock
	secrets map[string]office.Secret
	tries   *tries
	banners *banner.Desk
}

// tries lets pass until told otherwise.
type tries struct{ shut bool }

func (l *tries) Allow(context.Context, string) (bool, error) { return !l.shut, nil }

func newBench(t testing.TB, change ...func(*web.Config)) *bench {
	t.Helper()
	h := storetest.Memory(t)
	b := &bench{House: h, t: t, clock: h.Clock, secrets: map[string]office.Secret{}, tries: &tries{}}
	b.banners = &banner.Desk{Store: h.Store, Clock: h.Clock, Board: &banner.Board{Store: h.Store, Clock: h.Clock}}
	change = append(change, func(c *web.Config) { c.Clock, c.Sessions = h.Clock, session.New(h.Store, nil, h.Clock) })
	b.Kernel = webtest.New(t, change...)
	staff := h.Store.Officers()
	desk.Pages{
		Desk: h.Desk, Staff: staff, Payroll: h.Payroll, SignIns: office.SignIns{Staff: staff, Tries: b.tries, Clock: h.Clock},
		Applications: h.Apply, Tickets: h.Hotline().Desk, Outbox: h.Store, Banners: b.banners, Guides: h.Catalogue.Index(),
		Tell: func(page *web.Page, v *application.View) official.Told { return apply.Tell(page, h.Units, v) },
		Draw: apply.Operator{Units: h.Units},
		Write: func(page *web.Page, m delivery.Message) (delivery.Text, error) {
			words := page.In(m.Language).Words()
			return delivery.Text{Subject: words.T("notice.out.subject"), Body: words.Say(m.Template, map[string]any{"Ref": m.Data["Ref"], "Day": m.Data["Day"]}, nil)}, nil
		},
		Reread: func(page *web.Page, c application.Case) (application.Declaration, bool) {
			return apply.Reread(page, h.Apply, c)
		},
	}.Mount(b.Server)
	return b
}

func pseudo(c *web.Config) { c.Pseudo = true }

// hire adds an officer's account.
func (b *bench) hire(number, name, unit string, roles ...office.Role) {
	b.t.Helper()
	b.secrets[number] = office.NewSecret()
	s := office.Staff{ID: portal.NewID(), Number: number, Name: name, Unit: unit, Roles: roles}
	if err := b.House.Store.Officers().AddStaff(context.Background(), s, b.secrets[number]); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) code(number string) string {
	return b.secrets[number].Code(office.Step(b.clock.Now()))
}

// officer hires somebody and signs in.
func (b *bench) officer(number, name, unit string, roles ...office.Role) *webtest.Client {
	b.t.Helper()
	b.hire(number, name, unit, roles...)
	c := b.Client(b.t)
	c.Post("/zh-Hans/desk/sign-in", url.Values{"number": {number}, "code": {b.code(number)}}).WantTo("/zh-Hans/desk")
	return c
}

// everything is what one person may do in a small office, four eyes aside.
func everything() []office.Role {
	return []office.Role{office.Receiver, office.FirstReviewer, office.Decider, office.SecondDecider}
}

const unit = "erenhot-civil-affairs"

// file sends a case of an invented resident, helped by a daughter when asked.
func (b *bench) file(phone string, helped bool, pairs ...string) matter.Reference {
	b.t.Helper()
	r := b.Resident(b.t, phone)
	person := r.Own
	if helped {
		person = b.AddRelative(b.t, r, account.Mother, false)
	}
	w := b.Begin(b.t, r, person)
	b.Fill(b.t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42").With(pairs...))
	in := storetest.Sending(portal.NewID())
	in.Declare = func(v *application.View) application.Declaration {
		return application.Declaration{Language: "zh-Hans", Title: "Nursing", Lines: []application.Line{
			{Group: "Who", Question: "Name", Answer: "Bao Lide"}, {Group: "Money", Question: "Bank", Answer: "Nongye\n6228"},
		}}
	}
	sent, err := b.Apply.Submit(r.Ctx, w, in)
	if err != nil {
		b.t.Fatal(err)
	}
	return sent.Ref
}

// ready files a case whose first minutes are over.
func (b *bench) ready(helped bool, pairs ...string) matter.Reference {
	b.t.Helper()
	ref := b.file("13900000001", helped, pairs...)
	b.clock.Move(11 * time.Minute)
	return ref
}

func (b *bench) stored(ref matter.Reference) application.Case {
	b.t.Helper()
	c, err := b.House.Store.Case(context.Background(), ref)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

func (b *bench) wantState(ref matter.Reference, want matter.State) {
	b.t.Helper()
	if got := b.stored(ref).State; got != want {
		b.t.Fatalf("state %s, want %s", got, want)
	}
}

func at(ref matter.Reference, rest string) string { return "/zh-Hans/desk/cases/" + string(ref) + rest }

// press presses the first button of the content.
func press(c *webtest.Client, page webtest.Answer, fill url.Values) webtest.Answer {
	return c.Press(page, page.One("main form button").Text(), fill)
}

// do opens the page of an act, fills its form and presses the button.
func do(c *webtest.Client, ref matter.Reference, act string, fill url.Values) webtest.Answer {
	page := c.Get(at(ref, "/"+act)).Want(200).Audit()
	return press(c, page, fill)
}

func TestSignIn(t *testing.T) {
	b := newBench(t)
	b.hire("E001", "Wu", unit, office.Receiver)
	c := b.Client(t)
	c.Get("/zh-Hans/desk").WantTo("/zh-Hans/desk/sign-in?next=%2Fzh-Hans%2Fdesk")
	page := c.Visit("/zh-Hans/desk").Want(200).Audit()
	press(c, page, nil).Want(422).Audit().WantText("工号还没有填", "动态码还没有填")

	var texts []string
	for _, try := range [][2]string{{"E001", "000000"}, {"E999", b.code("E001")}, {"", "x"}} {
		if try[0] == "" {
			continue
		}
		answer := press(c, page, url.Values{"number": {try[0]}, "code": {try[1]}}).Want(422).Audit()
		if got := answer.One("input[name=number]").Attr("value"); got != try[0] {
			t.Errorf("typed number became %q", got)
		}
		texts = append(texts, answer.One(".errors").Text())
	}
	if len(slices.Compact(texts)) != 1 {
		t.Errorf("answers differ: %q", texts)
	}
	good := press(c, page, url.Values{"number": {" e001"}, "code": {b.code("E001")[:3] + " " + b.code("E001")[3:]}})
	good.Want(200).Audit().WantText("待我办：0 件", "二连浩特市民社局", "退出（Wu）")
	other := b.Client(t)
	other.Post("/zh-Hans/desk/sign-in", url.Values{"number": {"E001"}, "code": {b.code("E001")}}).Want(422)

	c.Press(good, "退出（Wu）", nil).Want(200).Audit().WantText("您已经退出")
	c.Get("/zh-Hans/desk").Want(303)
	b.tries.shut = true
	c.Post("/zh-Hans/desk/sign-in", url.Values{"number": {"E001"}, "code": {"123456"}}).Want(429).Audit().WantText("试的次数太多")
}

func TestSignInLeadsOnlyToTheDesk(t *testing.T) {
	b := newBench(t)
	for i, next := range []string{"https://example.org/", "//example.org", "/zh-Hans/me", "/zh-Hans/desk/sign-out", "/zh-Hans/desktop"} {
		number := "E10" + string(rune('0'+i))
		b.hire(number, "Wu", unit, office.Receiver)
		form := url.Values{"number": {number}, "code": {b.code(number)}, "_next": {next}}
		b.Client(t).Post("/zh-Hans/desk/sign-in", form).WantTo("/zh-Hans/desk")
	}
}

func TestResidentsAndEndedAccountsStayOutside(t *testing.T) {
	b := newBench(t)
	cookie, _, err := session.New(b.House.Store, nil, b.clock).Open(context.Background(), session.Resident, b.Resident(t, "13900000001").Identity.ID)
	if err != nil {
		t.Fatal(err)
	}
	resident := b.Client(t)
	resident.SetCookie("session", cookie)
	resident.Get("/zh-Hans/desk").Want(303)

	c := b.officer("E001", "Wu", unit, office.Receiver)
	c.Get("/zh-Hans/desk").Want(200)
	staff, _, _ := b.House.Store.Officers().StaffByNumber(context.Background(), "E001")
	if err := b.House.Store.Officers().EndStaff(context.Background(), staff.ID, "2026-03-22"); err != nil {
		t.Fatal(err)
	}
	c.Get("/zh-Hans/desk").Want(303)
}

func TestQueue(t *testing.T) {
	b := newBench(t)
	early := b.file("13900000001", false)
	c := b.officer("E001", "Wu", unit, everything()...)
	before := b.House.Store.Trips()
	page := c.Get("/zh-Hans/desk").Want(200).Audit()
	if n := b.House.Store.Trips() - before; n > 4 {
		t.Errorf("the queue took %d trips", n)
	}
	page.WantText("待我办：1 件", "没有超期的", "09:10 起可以打开", "Bao Lide", "护理补贴", "待受理", "全部 1", "待受理 1", "超期 0")
	if link := page.One("tbody th a").Attr("href"); link != at(early, "") {
		t.Errorf("row leads to %q", link)
	}
	b.clock.MoveTo("2026-03-26")
	c = b.officer("E002", "Wu", unit, everything()...)
	c.Get("/zh-Hans/desk").WantText("0 件已超期，1 件今天到期", "今天到期 3 月 26 日")
	b.clock.MoveTo("2026-03-28")
	c = b.officer("E003", "Wu", unit, everything()...)
	late := c.Get("/zh-Hans/desk?filter=overdue").Want(200).Audit().WantText("已超 2 天", "事项列表：超期")
	if !late.One("tr.overdue").Exists() {
		t.Error("the row is not marked")
	}
	c.Get("/zh-Hans/desk?filter=waiting").Want(200).Audit().WantText("这里现在没有件")
	c.Get("/zh-Hans/desk?page=9").WantTo("/zh-Hans/desk")
	b.officer("D001", "Li", "donghe-window", everything()...).Get("/zh-Hans/desk").WantText("待我办：0 件")
	b.officer("A001", "An", unit, office.Auditor).Get("/zh-Hans/desk").Want(200).WantText("待我办：0 件")
}

// TestQueueHasPages: what does not fit on the first page is a link away.
func TestQueueHasPages(t *testing.T) {
	b := newBench(t)
	for i := range 21 {
		id := storetest.CitizenNumber("152501195006" + strconv.Itoa(10+i%18) + "0" + strconv.Itoa(10+i))
		b.file("139000001"+strconv.Itoa(10+i), false, "id_number", id, "card_no", id+"42")
	}
	c := b.officer("E001", "Wu", unit, everything()...)
	first := c.Get("/zh-Hans/desk").Want(200).Audit().WantText("待我办：21 件", "第 1 页，共 2 页")
	if n := len(first.Doc().All("tbody tr")); n != 20 {
		t.Errorf("%d rows", n)
	}
	c.Get(first.One("nav.pages a").Attr("href")).Want(200).Audit().WantText("第 2 页，共 2 页", "上一页")
}

// TestEstimatedDaysAreMarked: the holidays of 2027 are not published yet.
func TestEstimatedDaysAreMarked(t *testing.T) {
	b := newBench(t)
	b.clock.MoveTo("2026-12-28")
	ref := b.ready(false)
	b.officer("E001", "Wu", unit, everything()...).Get(at(ref, "")).Want(200).WantText("节假日安排尚未公布，日期为估算")
}

func TestSearch(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	page := c.Get("/zh-Hans/desk/search").Want(200).Audit()
	for _, typed := range []string{string(ref), "Bao Lide", "0001"} {
		answer := press(c, page, url.Values{"q": {typed}}).Want(200).Audit().WantText("找到 1 件", "Bao Lide")
		if strings.Contains(answer.Path, "q=") {
			t.Errorf("the search is in the address: %s", answer.Path)
		}
	}
	press(c, page, url.Values{"q": {"Nobody"}}).Want(200).Audit().WantText("没有找到")
	press(c, page, url.Values{"q": {" "}}).Want(422).Audit().WantText("要查什么，还没有填")
}

func TestOpeningHasItsLimits(t *testing.T) {
	b := newBench(t)
	ref := b.file("13900000001", false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, "")).Want(403).Audit().WantText("3 月 23 日 09:10 起可以打开", "申请人还可以改")
	b.clock.Move(11 * time.Minute)
	b.officer("D001", "Li", "donghe-window", everything()...).Get(at(ref, "")).Want(404)
	b.officer("E002", "Bao Lide", unit, everything()...).Get(at(ref, "")).Want(403).Audit().WantText("近亲", "另一位同事", "12345")
	c.Get(at("100000000000", "")).Want(404)
	c.Get(at(ref, "/files/nothing")).Want(404)
	c.Get(at(ref, "/invented")).Want(404)
	if !b.stored(ref).Opened.IsZero() {
		t.Fatal("a refused look opened the case")
	}
	page := c.Get(at(ref, "")).Want(200).Audit()
	page.WantText("Bao Lide：重度残疾人护理补贴", "还有 3 天", "前受理", "本人申请", "残疾类别和等级符合", "来源：本人填写", "来源：证上的有效期",
		"来源：没有人填，登记里也没有", "材料", "由我们先查", "第一次打开", "每月 110 元", "审定要另一位同事复核")
	if b.stored(ref).Opened.IsZero() {
		t.Error("the case was not opened")
	}
	if n := len(page.Doc().All(".panel input[name=act]")); n != 3 {
		t.Errorf("%d acts offered", n)
	}
	c.Press(page, "下一步", nil).Want(422).Audit().WantText("要做什么，还没有选")
	c.Press(page, "下一步", url.Values{"act": {"accept"}}).Want(200).Audit().WantText("确定受理")
}

func TestHelperIsNamed(t *testing.T) {
	b := newBench(t)
	ref := b.ready(true)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, "")).Want(200).Audit().WantText("由Bao Tuya代办", "代办人的母亲", "代办尚未由本人确认")
	c.Get(at(ref, "/accept")).WantText("会原样发给Bao Lide、Bao Tuya")
}

func TestFromAcceptingToTheEnd(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, "")).Want(200)
	do(c, ref, "accept", url.Values{"note": {"We have it."}}).Want(200).Audit().WantText("已经受理", "We have it.")
	b.wantState(ref, matter.Accepted)
	c.Get(at(ref, "/official/acceptance")).Want(200).Audit().WantText("Bao Lide", "返回这一件")
	c.Get(at(ref, "/official/decision")).Want(404)
	do(c, ref, "review", nil).Want(200)
	b.wantState(ref, matter.InReview)

	none := do(c, ref, "approve", url.Values{"amount": {""}, "note": {"Kept."}}).Want(422).Audit()
	none.WantText("有问题需要改正（2 处）", "金额还没有填", "原因还没有选")
	if none.One("textarea").Text() != "Kept." {
		t.Error("the note was lost")
	}
	if first := none.One(".errors li a").Attr("href"); first != "#f-amount" {
		t.Errorf("first problem is %s", first)
	}
	do(c, ref, "approve", url.Values{"amount": {"150"}, "reasons": {"level_two"}}).Want(422).WantText("请写依据")
	do(c, ref, "approve", url.Values{"reasons": {"level_two", "card_checked"}, "note": {"Agreed."}}).Want(200).WantText("等另一位同事复核")
	c.Get(at(ref, "/confirm")).Want(409).Audit().WantText("这一步现在做不了")
	c.Post(at(ref, "/confirm"), url.Values{"_key": {portal.NewID()}}).Want(409)
	if p := b.stored(ref).Body.Proposal; p == nil || p.Fen != 11000 {
		t.Fatalf("proposal %+v", p)
	}

	second := b.officer("E002", "Su", unit, office.SecondDecider)
	second.Get(at(ref, "/confirm")).WantText("批准，每月 110 元", "从 2026 年 3 月起", "Wu，", "Agreed.")
	do(second, ref, "confirm", nil).Want(200).Audit().WantText("决定已经生效")
	b.wantState(ref, matter.Approved)
	do(c, ref, "deliver", nil).Want(422).WantText("用什么办法，还没有选")
	do(c, ref, "deliver", url.Values{"how": {"visit"}}).Want(200)
	do(c, ref, "close", nil).Want(200).WantText("这一件已经办完", "怎么告诉的", "上门说")
	b.wantState(ref, matter.Closed)
	c.Get(at(ref, "/accept")).Want(409).Audit()
}

func TestSendingBackAndRefusing(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	second := b.officer("E002", "Su", unit, office.SecondDecider)
	c.Get(at(ref, ""))
	do(c, ref, "accept", nil)
	do(c, ref, "review", nil)
	do(c, ref, "refuse", url.Values{"reasons": {"tekun"}}).Want(200)
	do(second, ref, "send_back", nil).Want(422).Audit()
	do(second, ref, "send_back", url.Values{"reasons": {"level"}, "note": {"Look again."}}).Want(200).WantText("Look again.")
	looked := second.Get(at(ref, "/confirm"))
	looked.Want(409)
	do(c, ref, "refuse", url.Values{"reasons": {"no_card"}}).Want(200)
	old := second.Get(at(ref, "/confirm")).Want(200)
	do(second, ref, "send_back", url.Values{"reasons": {"words"}}).Want(200)
	do(c, ref, "refuse", url.Values{"reasons": {"card_frozen"}}).Want(200)
	press(second, old, nil).Want(409).Audit().WantText("这一件变了")
	b.wantState(ref, matter.InReview)
	do(second, ref, "confirm", nil).Want(200)
	b.wantState(ref, matter.Refused)
}

func TestAskingForPapers(t *testing.T) {
	b := newBench(t)
	ref := b.ready(true)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, ""))
	first := c.Get(at(ref, "/ask")).Want(200).Audit()
	if text := c.Get(at(ref, "/ask?paper=invented")).Want(200).Text(); !strings.Contains(text, "要补哪些材料") {
		t.Error("an unknown paper is asked for")
	}
	press(c, first, nil).Want(422).Audit().WantText("要补哪些材料，还没有选")
	picked := press(c, first, url.Values{"papers": {"hukou", "mandate"}}).Want(200).Audit()
	half := press(c, picked, url.Values{"reason.hukou": {"dark"}, "note": {"Once more."}}).Want(422).Audit()
	half.WantText("原因还没有选")
	if !half.One("input[name='reason.hukou'][value=dark]").Has("checked") || half.One("textarea").Text() != "Once more." {
		t.Error("what was typed is gone")
	}
	press(c, half, url.Values{"reason.mandate": {"not_signed"}}).Want(200).Audit().WantText("计时暂停", "等补材料", "暂停中", "要补的材料", "4 月 14 日")
	b.wantState(ref, matter.SupplementRequested)
	if asked, _ := b.stored(ref).Waiting(); len(asked.Papers) != 2 || asked.Papers[0].Reason != "dark" {
		t.Errorf("asked %+v", asked)
	}
	c.Get("/zh-Hans/desk").WantText("暂停中 等补材料")
}

func TestNotAccepting(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, ""))
	do(c, ref, "not_accept", url.Values{"note": {"Why."}}).Want(422).Audit().WantText("原因还没有选", "Why.")
	do(c, ref, "not_accept", url.Values{"reasons": {"running_already"}}).Want(200).Audit()
	b.wantState(ref, matter.NotAccepted)
}

func TestTickingPapersSeen(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	page := c.Get(at(ref, ""))
	c.Press(page, "记下已见", nil).Want(200)
	c.Press(page, "记下已见", url.Values{"papers": {"hukou"}}).Want(200).Audit().WantText("已经记下看过的材料", "已见原件")
	if !b.stored(ref).Body.Papers["hukou"].Seen {
		t.Error("not noted")
	}
}

func TestForwardingLeadsAwayOnce(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, ""))
	do(c, ref, "accept", nil)
	page := c.Get(at(ref, "/forward")).Want(200).Audit()
	target := page.One("input[name=unit]").Attr("value")
	press(c, page, nil).Want(422).Audit().WantText("转给哪个单位，还没有选")
	fill := url.Values{"unit": {target}}
	press(c, page, fill).Want(200).WantText("已经转过去")
	press(c, page, fill).Want(200).WantText("已经转过去")
	n := 0
	for _, e := range b.stored(ref).Events {
		if e.Action == "forward" {
			n++
		}
	}
	if n != 1 || b.stored(ref).Unit != target {
		t.Errorf("forwarded %d times, now at %s", n, b.stored(ref).Unit)
	}
}

func TestOutsideUnit(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false, "hukou_jurisdiction", storetest.Shijiazhuang)
	c := b.officer("E001", "Wu", unit, everything()...)
	second := b.officer("E002", "Su", unit, office.SecondDecider)
	c.Get(at(ref, "")).Want(200).Audit().WantText("不在本平台", "演示用的号码", "以当地最新标准为准")
	do(c, ref, "accept", nil)
	do(c, ref, "dispatch", nil).Want(422).Audit().WantText("石家庄市长安区民政局", "演示街")
	do(c, ref, "dispatch", url.Values{"how": {"post"}}).Want(200).WantText("还没有回复")
	do(c, ref, "outside_approve", url.Values{"amount": {"１２０元"}, "reasons": {"outside_answer"}}).Want(422).WantText("请写依据")
	do(c, ref, "outside_approve", url.Values{"amount": {"１２０．５元"}, "source": {"No. 7"}, "reasons": {"outside_answer"}}).Want(200)
	do(second, ref, "confirm", nil).Want(200)
	if fen := b.stored(ref).Fen; fen == nil || *fen != 12050 {
		t.Errorf("amount %v", fen)
	}
}

func TestPressingTwiceDoesItOnce(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, ""))
	page := c.Get(at(ref, "/accept"))
	press(c, page, nil).Want(200)
	n := b.stored(ref).Version
	press(c, page, nil).Want(200).WantText("已经受理")
	if again := b.stored(ref).Version; again != n {
		t.Errorf("history grew from %d to %d", n, again)
	}
	c.Post(at(ref, "/review"), nil).WantTo(at(ref, "/review"))
}

// TestIdleSessionKeepsWhatWasTyped: after 30 idle minutes the form comes back
// with every word (decisions 4, WCAG 2.2.5).
func TestIdleSessionKeepsWhatWasTyped(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, everything()...)
	c.Get(at(ref, ""))
	page := c.Get(at(ref, "/not_accept"))
	b.clock.Move(31 * time.Minute)
	asked := press(c, page, url.Values{"note": {"A long letter."}, "reasons": {"died"}}).Want(401)
	signIn := press(c, asked, nil).Want(200).Audit().WantText("您刚才填的都还在")
	press(c, signIn, url.Values{"number": {"E001"}, "code": {"000000"}}).Want(422).WantText("您刚才填的都还在")
	waiting := press(c, signIn, url.Values{"number": {"E001"}, "code": {b.code("E001")}}).Want(200).Audit()
	shown := press(c, waiting, nil).Want(200).Audit()
	if shown.One("textarea").Text() != "A long letter." || !shown.One("input[value=died]").Has("checked") {
		t.Fatalf("what was typed is gone: %s", shown.Text())
	}
	b.wantState(ref, matter.Submitted)
	press(c, shown, nil).Want(200)
	b.wantState(ref, matter.NotAccepted)
}

// TestFile: an uploaded paper is shown, not run, and noted in the audit log.
func TestFile(t *testing.T) {
	b := newBench(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	r := b.Resident(t, "13900000001")
	w := b.Begin(t, r, r.Own)
	b.Fill(t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"))
	in := []application.PaperAnswer{{Paper: "hukou", New: []application.Upload{{Name: "a \"b\".png", Content: picture.Bytes()}}}}
	if _, _, err := b.Apply.AnswerPapers(r.Ctx, w, "papers", in); err != nil {
		t.Fatal(err)
	}
	sent, err := b.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	if err != nil {
		t.Fatal(err)
	}
	b.clock.Move(11 * time.Minute)
	c := b.officer("E001", "Wu", unit, office.Receiver)
	page := c.Get(at(sent.Ref, "")).Want(200).Audit().WantText("上传了 1 个文件", "打开：户口簿，首页和本人那一页，第 1 个文件")
	link := page.One(`a[href*="/files/"]`).Attr("href")
	file := c.Get(link).Want(200)
	for name, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox", "Content-Disposition": `inline; filename="a \"b\".png"`,
	} {
		if got := file.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !bytes.Equal(file.Body, picture.Bytes()) {
		t.Error("the file changed")
	}
	b.officer("D001", "Li", "donghe-window", everything()...).Get(link).Want(404)
	looked, err := b.House.Store.Looked(context.Background(), r.Own, 20)
	if err != nil || !slices.ContainsFunc(looked, func(e auditlog.Entry) bool { return e.Action == "paper.read" }) {
		t.Errorf("not in the audit log: %v, %v", looked, err)
	}
}

func TestWrongRoleIsTold(t *testing.T) {
	b := newBench(t)
	ref := b.ready(false)
	c := b.officer("E001", "Wu", unit, office.Supervisor)
	page := c.Get(at(ref, "")).Want(200).Audit().WantText("这一步由别的岗位或别的单位办")
	if page.One(".panel form").Exists() {
		t.Error("a form for nothing")
	}
	c.Post(at(ref, "/accept"), url.Values{"_key": {portal.NewID()}}).Want(403).Audit().WantText("您现在的岗位：督办")
}

// TestPseudo: every word of every page comes from locales.
func TestPseudo(t *testing.T) {
	b := newBench(t, pseudo)
	ref := b.ready(true)
	c := b.officer("E001", "Wu", unit, everything()...)
	typed := []string{"Who", "Name", "Bao Lide", "Money", "Bank", "Nongye", "Note."}
	look := func(a webtest.Answer) {
		t.Helper()
		for _, f := range audit.Pseudo(a.Body, typed...) {
			t.Errorf("%s: %s", a.Path, f)
		}
		if i := strings.Index(a.Text(), "⟪"); i >= 0 {
			t.Errorf("%s: unknown id %.60s", a.Path, a.Text()[i:])
		}
	}
	look(b.Client(t).Visit("/zh-Hans/desk"))
	look(c.Get("/zh-Hans/desk"))
	look(c.Get("/zh-Hans/desk/search"))
	look(c.Get(at(ref, "")))
	look(do(c, ref, "accept", url.Values{"note": {"Note."}}))
	for _, path := range []string{"/forward", "/review"} {
		look(c.Get(at(ref, path)).Want(200))
	}
	do(c, ref, "review", nil)
	for _, path := range []string{"/ask", "/ask?paper=hukou&paper=mandate", "/approve", "/refuse"} {
		look(c.Get(at(ref, path)).Want(200))
	}
	do(c, ref, "approve", url.Values{"reasons": {"level_two"}, "note": {"Note."}})
	second := b.officer("E002", "Su", unit, office.SecondDecider)
	look(second.Get(at(ref, "/confirm")).Want(200))
	look(second.Get(at(ref, "/send_back")).Want(200))
	look(do(second, ref, "confirm", nil))
	look(c.Get(at(ref, "/deliver")).Want(200))
	look(c.Get(at(ref, "/accept")).Want(409))
}
