package desk_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

// grant gives a resident a monthly payment, as a decision does.
func (b *bench) grant(phone, name string, change func(*benefit.Benefit)) benefit.Benefit {
	b.t.Helper()
	id := storetest.CitizenNumber("15250119" + phone[len(phone)-2:] + "0615002")
	ref := b.file(phone, false, "name", name, "account_holder", name, "id_number", id, "card_no", id+"42")
	of := benefit.Benefit{
		ID: portal.NewID(), Person: b.stored(ref).Person, Case: ref, Service: "nursing-subsidy", Kind: benefit.Payment, Place: storetest.Erenhot,
		Fen: 11000, Period: benefit.Monthly, From: "2026-02", Spans: []benefit.Span{{From: "2026-02"}}, State: benefit.Active,
		Granted: b.clock.Now(), Payee: benefit.Payee{To: benefit.PayOwn, Bank: "Nongye", Account: "6228480000000000018", Holder: name},
	}
	if change != nil {
		change(&of)
	}
	_, err := b.House.Store.UpdateCase(context.Background(), ref, "grant", func(c application.Case) (application.Change, error) {
		return application.Change{
			Case: c, Event: matter.Event{At: b.clock.Now(), Person: c.Person, Action: "approve", From: c.State, To: c.State, Key: "grant"},
			Benefits: []benefit.Step{{Benefit: of, Event: benefit.Event{At: b.clock.Now(), Action: "grant", To: "active", Month: of.From, Case: ref}}},
		}, nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return of
}

// TestPayRun: from what is owed to what the bank answered.
func TestPayRun(t *testing.T) {
	b := newBench(t)
	b.grant("13900000040", "=Bao *Yi", nil)
	b.grant("13900000050", "Bao Er", nil)
	b.grant("13900000060", "Bao San", func(x *benefit.Benefit) { x.Payee.Account = "" })
	c := b.officer("F001", "Jin", "erenhot-finance", office.Payer)
	c.Get("/zh-Hans/desk").WantTo("/zh-Hans/desk/pay")
	list := c.Get("/zh-Hans/desk/pay").Want(200).Audit().WantText("还没有做过一批")
	if n := len(list.Doc().All("nav a[href$='/desk']")); n != 0 {
		t.Error("a payer is shown a queue")
	}
	c.Get("/zh-Hans/desk/pay/new?month.year=2026&month.month=13").Want(422).Audit()
	c.Get("/zh-Hans/desk/pay/new?month=2026-04").Want(422).Audit().WantText("只能选到这个月为止")
	c.Get("/zh-Hans/desk/pay/new?month=x").Want(422).Audit()
	draft := c.Press(list, "看该发多少", nil).Want(200).Audit()
	draft.WantText("到 2026 年 3 月该发的钱", "护理补贴", "440 元", "1 人没有收款账户", "Bao San")
	made := press(c, draft, nil).Want(200).Audit().WantText("4 笔，440 元", "Bao Er", "=Bao Yi", "等银行的结果")
	press(c, draft, nil).Want(200).WantText("4 笔，440 元")
	c.Get("/zh-Hans/desk/pay").Want(200).Audit().WantText("2026 年 3 月", "二连浩特市")
	c.Get("/zh-Hans/desk/pay/new?month=2026-03").Want(200).Audit().WantText("没有要发的钱", "Bao San")

	run := strings.Split(made.Path, "?")[0]
	file := c.Get(run + "/file").Want(200)
	for name, want := range map[string]string{
		"Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store", "Content-Disposition": "attachment; filename=pay-152501-2026-03.csv",
	} {
		if got := file.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	rows := strings.Split(strings.TrimSpace(string(file.Body)), "\r\n")
	if len(rows) != 6 || !strings.Contains(rows[0], "支付编号") || !strings.Contains(string(file.Body), "'=Bao") || !strings.Contains(rows[5], "440.00") {
		t.Fatalf("%d rows: %q", len(rows), rows)
	}
	b.settle(c, run, rows)
}

// settle reads the bank's answer, first with rows that nobody knows.
func (b *bench) settle(c *webtest.Client, run string, rows []string) {
	t := b.t
	id := func(i int) string { return strings.Split(rows[i], ",")[0] }
	page := c.Get(run).Want(200).Audit()
	text := "unknown,paid,,2026-03-23\n" + id(1) + ",paid,,2026-03-23\n" + id(2) + ",back,,2026-03-23"
	bad := press(c, page, url.Values{"rows": {text}}).Want(422).Audit()
	bad.WantText("第 1 行：这一批里没有这个编号", "第 3 行：结果只能写 paid 或 returned", "有 2 行不能用", "unknown,paid")
	if got := bad.One("textarea").Text(); !strings.Contains(got, "back,,2026-03-23") {
		t.Errorf("the text became %q", got)
	}
	press(c, page, nil).Want(422).Audit().WantText("没有可以读的行")
	answer := "id,result,reason,day\r\n" + id(1) + ",paid,,2026-03-23\r\n" + id(2) + ",returned,number_wrong,2026-03-23\r\n"
	c.PostFiles(run, url.Values{"rows": {"x"}}, webtest.File{Field: "file", Name: "a.csv", Kind: "text/csv", Data: []byte(answer)}).WantTo(run + "?done=read")
	c.Get(run+"?done=read").Want(200).Audit().WantText("已付 1 笔，退回 1 笔", "账号不对", "退回，3 月 23 日")
	rest := id(3) + ",paid,,2026-03-23\n" + id(4) + ",paid,,2026-03-23"
	done := press(c, c.Get(run), url.Values{"rows": {rest}}).Want(200).Audit().WantText("都有结果了")
	if done.One("textarea").Exists() {
		t.Error("asks for what is known")
	}
	c.Get("/zh-Hans/desk/pay/new?month=2026-03").Want(200).Audit().WantText("1 人的钱被退回")
}

// TestPayIsForPayers: others are told, other places do not exist.
func TestPayIsForPayers(t *testing.T) {
	b := newBench(t)
	b.grant("13900000040", "Bao Yi", nil)
	run, err := b.Payroll.Create(context.Background(), benefit.Payer{Staff: "x", Unit: "erenhot-finance", Places: []portal.Place{storetest.Erenhot}},
		storetest.Erenhot, "2026-03", portal.NewID())
	if err != nil {
		t.Fatal(err)
	}
	here := "/zh-Hans/desk/pay/" + run.ID
	receiver := b.officer("E001", "Wu", unit, everything()...)
	for _, path := range []string{"/zh-Hans/desk/pay", "/zh-Hans/desk/pay/new?month=2026-03", here, here + "/file"} {
		receiver.Get(path).Want(403).Audit().WantText("您现在的岗位")
	}
	if strings.Contains(receiver.Get("/zh-Hans/desk").Text(), "发放") {
		t.Error("the menu leads to what is refused")
	}
	other := b.officer("F002", "Song", "donghe-finance", office.Payer)
	other.Get("/zh-Hans/desk/pay").Want(200).WantText("还没有做过一批")
	for _, path := range []string{here, here + "/file", "/zh-Hans/desk/pay/new?month=2026-03&place=152501", "/zh-Hans/desk/pay/" + portal.NewID()} {
		other.Get(path).Want(404)
	}
	other.Post(here, url.Values{"rows": {"x"}}).Want(404)
	other.Post("/zh-Hans/desk/pay/new", url.Values{"_key": {portal.NewID()}, "month": {"2026-03"}, "place": {"152501"}}).Want(404)
	mine := b.officer("F001", "Jin", "erenhot-finance", office.Payer)
	mine.Get(here).Want(200).Audit()
	mine.Get("/zh-Hans/desk/search").Want(200)
}

// TestPayPseudo: every word of the pay pages comes from locales.
func TestPayPseudo(t *testing.T) {
	b := newBench(t, pseudo)
	b.grant("13900000040", "Bao Yi", nil)
	b.grant("13900000060", "Bao San", func(x *benefit.Benefit) { x.Payee.Account = "" })
	c := b.officer("F001", "Jin", "erenhot-finance", office.Payer)
	look := func(a webtest.Answer, typed ...string) {
		t.Helper()
		for _, f := range audit.Pseudo(a.Body, append(typed, "Bao Yi", "Bao San")...) {
			t.Errorf("%s: %s", a.Path, f)
		}
		if i := strings.Index(a.Text(), "⟪"); i >= 0 {
			t.Errorf("%s: unknown id %.60s", a.Path, a.Text()[i:])
		}
	}
	look(c.Get("/zh-Hans/desk/pay"))
	draft := c.Get("/zh-Hans/desk/pay/new?month=2026-03")
	look(draft)
	run := press(c, draft, nil)
	look(run)
	look(press(c, c.Get(strings.Split(run.Path, "?")[0]), url.Values{"rows": {"x,paid,,y"}}), "x,paid,,y", "returned", "reason")
	look(c.Get("/zh-Hans/desk/pay"))
}

// TestBankAnswerSurvivesAnIdleSession: the text comes back, unread.
func TestBankAnswerSurvivesAnIdleSession(t *testing.T) {
	b := newBench(t)
	b.grant("13900000040", "Bao Yi", nil)
	c := b.officer("F001", "Jin", "erenhot-finance", office.Payer)
	run := press(c, c.Get("/zh-Hans/desk/pay/new?month=2026-03"), nil).Want(200)
	b.clock.Move(31 * time.Minute)
	asked := press(c, run, url.Values{"rows": {"a long answer"}}).Want(401)
	signIn := press(c, asked, nil).Want(200)
	waiting := press(c, signIn, url.Values{"number": {"F001"}, "code": {b.code("F001")}}).Want(200)
	shown := press(c, waiting, nil).Want(200).Audit()
	if got := shown.One("textarea").Text(); got != "a long answer" {
		t.Errorf("the text became %q", got)
	}
}
