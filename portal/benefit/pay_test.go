package benefit

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/audit"
)

func TestEachBenefitOnceAMonth(t *testing.T) {
	b := monthly()
	pay := func(month portal.Month, state PayState, payee Payee) Pay {
		return Pay{ID: string(month), Benefit: b.ID, Month: month, State: state, Payee: payee}
	}
	old := b.Payee
	old.Account = "2"
	for _, tc := range []struct {
		name string
		pays []Pay
		want string
	}{
		{"nothing sent", nil, "2026-01 2026-02 2026-03"},
		{"sent and paid", []Pay{pay("2026-01", Paid, b.Payee), pay("2026-02", PaySent, b.Payee)}, "2026-03"},
		{"came back, account the same", []Pay{pay("2026-01", Returned, b.Payee)}, "2026-02 2026-03"},
		{"came back, account changed since", []Pay{pay("2026-01", Returned, old)}, "2026-01 2026-02 2026-03"},
		{"sent again", []Pay{pay("2026-01", PayReplaced, old), pay("2026-01", PaySent, b.Payee)}, "2026-02 2026-03"},
	} {
		if got := months(Owed(b, tc.pays, "2026-03")); got != tc.want {
			t.Errorf("%s: %s", tc.name, got)
		}
	}
	if w := Waiting(b, []Pay{pay("2026-01", Returned, b.Payee), pay("2026-02", Returned, old)}); len(w) != 1 || w[0].Month != "2026-01" {
		t.Errorf("waiting %+v", w)
	}
}

func months(list []portal.Month) string {
	var out []string
	for _, m := range list {
		out = append(out, string(m))
	}
	return strings.Join(out, " ")
}

func TestMonthsThatAreOwed(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*Benefit)
		want   string
	}{
		{"a gap", func(b *Benefit) { b.Spans = []Span{{"2026-01", "2026-01"}, {From: "2026-03"}} }, "2026-01 2026-03 2026-04"},
		{"ended, months before stay owed", func(b *Benefit) {
			b.Spans, b.State = []Span{{"2026-01", "2026-02"}}, Ended
		}, "2026-01 2026-02"},
		{"a thing", func(b *Benefit) { b.Kind, b.Fen = Device, 0 }, ""},
		{"last month of the grant", func(b *Benefit) { b.Until = "2026-02-28" }, "2026-01 2026-02"},
		{"once", func(b *Benefit) { b.Period, b.Spans = Once, nil }, "2026-01"},
		{"once, ended before", func(b *Benefit) { b.Period, b.Spans, b.State = Once, nil, Ended }, ""},
		{"yearly", func(b *Benefit) { b.Period, b.From, b.Spans = Yearly, "2024-03", []Span{{From: "2024-03"}} }, "2024-03 2025-03 2026-03"},
		{"not yet", func(b *Benefit) { b.From, b.Spans = "2026-05", []Span{{From: "2026-05"}} }, ""},
	} {
		b := monthly()
		tc.change(&b)
		if got := months(Owed(b, nil, "2026-04")); got != tc.want {
			t.Errorf("%s: %q", tc.name, got)
		}
	}
}

func TestOncePaidAfterASuspensionIsStillOwed(t *testing.T) {
	b := monthly()
	b.Period, b.Spans = Once, []Span{{From: "2026-01"}}
	b = step(t)(Suspend(b, "2026-01", OwnWish, on("2026-01-05")))
	if got := months(Owed(b, nil, "2026-12")); got != "" {
		t.Errorf("suspended: %s", got)
	}
	b = step(t)(Resume(b, "2026-12", 3, on("2026-12-05")))
	if got := months(Owed(b, nil, "2026-12")); got != "2026-01" {
		t.Errorf("resumed: %s", got)
	}
}

func TestSheetCellsNeverBeginAFormula(t *testing.T) {
	pays := []Pay{
		{ID: "a", Name: "=1+1", Service: "s", Month: "2026-03", Fen: 11000, Payee: Payee{Bank: "@bank", Account: "-6222", Holder: "+x", Institution: "\ttab"}},
		{ID: "b", Name: "李四", Service: "s", Month: "2026-03", Fen: 5, Payee: Payee{Bank: "x, y", Account: "6222"}},
	}
	raw, err := Sheet(pays, SheetWords{Heads: SheetColumns(), Total: "total", Service: func(string) string { return "=s" }})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte(byteOrderMark)))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%v, %v", rows, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%q begins a formula", cell)
			}
		}
	}
	if last := rows[3]; last[0] != "total" || last[1] != "2" || last[4] != "110.05" {
		t.Errorf("totals %v", last)
	}
}

func TestReturnFileWithUnknownRows(t *testing.T) {
	a, b, c := portal.NewID(), portal.NewID(), portal.NewID()
	pays := []Pay{{ID: a, State: PaySent}, {ID: b, State: PaySent}, {ID: c, State: Paid}}
	for _, tc := range []struct {
		name, text string
		want       string // results, or the lines and problems
	}{
		{"good, with heads and empty rows", byteOrderMark + "id,result,reason,day\r\n" + a + ",paid,,2026-03-20\r\n\r\n" +
			b + ",returned,account_closed,2026-03-21,,\r\n,,,\r\n", "paid returned"},
		{"settled in the same way before", c + ",paid,,2026-03-20\n" + a + ",PAID,,2026-03-20", "paid"},
		{"settled otherwise before", c + ",returned,other,2026-03-20", "1 settled"},
		{"unknown", a + ",paid,,2026-03-20\nx,paid,,2026-03-20\n" + portal.NewID() + ",paid,,2026-03-20", "2 unknown 3 unknown"},
		{"unknown in the first row", "x,paid,,2026-03-20", "1 unknown"},
		{"twice", a + ",paid,,2026-03-20\n" + a + ",paid,,2026-03-20", "2 twice"},
		{"contradicting", a + ",paid,,2026-03-20\n" + a + ",returned,other,2026-03-20", "2 contradicts"},
		{"result", "h\n" + a + ",lost,,2026-03-20", "2 result"},
		{"result of the first row", a + ",payd,,2026-03-20", "1 result"},
		{"no reason", a + ",returned,,2026-03-20", "1 reason"},
		{"unknown reason", a + ",returned,because,2026-03-20", "1 reason"},
		{"reason of a paid one", a + ",paid,other,2026-03-20", "1 reason_paid"},
		{"day", a + ",paid,,20.3.2026", "1 day"},
		{"day before it was sent", a + ",paid,,2026-03-01", "1 day_range"},
		{"day to come", a + ",paid,,2026-04-01", "1 day_range"},
		{"cells", a + ",paid", "1 cells"},
		{"quote", a + `,"paid,,2026-03-20`, "1 cells"},
		{"heads alone", "id,result,reason,day", "1 empty"},
		{"nothing", "", "1 empty"},
	} {
		results, bad := ReadReturn(tc.text, pays, "2026-03-10", "2026-03-23")
		if got := readAs(results, bad); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func readAs(results []Pay, bad []BadRow) string {
	var out []string
	for _, p := range results {
		out = append(out, string(p.State))
	}
	for _, b := range bad {
		out = append(out, string(rune('0'+b.Line)), strings.TrimPrefix(b.Problem.ID, "benefit.return_row."))
	}
	return strings.Join(out, " ")
}

func TestReturnReasonsAreAtLeastEight(t *testing.T) {
	if len(ReturnReasons()) < 8 {
		t.Error("too few")
	}
}

// ledger keeps runs in memory.
type ledger struct {
	dues    []Due
	runs    map[string]Run
	pays    []Pay
	changes []Change
	entries []audit.Entry
}

func (l *ledger) Owed(context.Context, portal.Place, portal.Month) ([]Due, error) {
	dues := slices.Clone(l.dues)
	for i := range dues {
		for _, p := range l.pays {
			if p.Benefit == dues[i].Benefit.ID {
				dues[i].Pays = append(dues[i].Pays, p)
			}
		}
	}
	return dues, nil
}

func (l *ledger) CreateRun(_ context.Context, r Run, pays []Pay, _ string) (Run, error) {
	l.runs[r.ID] = r
	for _, p := range pays {
		for i, before := range l.pays {
			if before.Benefit == p.Benefit && before.Month == p.Month {
				l.pays[i].State = PayReplaced
			}
		}
		l.pays = append(l.pays, p)
	}
	return r, nil
}

func (l *ledger) Run(_ context.Context, id string) (Run, []Pay, error) {
	r, ok := l.runs[id]
	if !ok {
		return Run{}, nil, portal.NotFound()
	}
	var pays []Pay
	for _, p := range l.pays {
		if p.Run == id {
			pays = append(pays, p)
		}
	}
	return r, pays, nil
}

func (l *ledger) Runs(context.Context, []portal.Place, int) ([]Run, error) { return nil, nil }

func (l *ledger) Settle(_ context.Context, run string, results []Pay, c Change) (Run, error) {
	for _, x := range results {
		for i := range l.pays {
			if l.pays[i].ID == x.ID {
				l.pays[i] = x
			}
		}
	}
	l.changes = append(l.changes, c)
	return l.runs[run], nil
}

func (l *ledger) Record(_ context.Context, e ...audit.Entry) error {
	l.entries = append(l.entries, e...)
	return nil
}

func (l *ledger) BenefitFor(context.Context, string, string, string) (Benefit, []Pay, error) {
	return Benefit{}, nil, portal.NotFound()
}

func (l *ledger) BenefitsOf(_ context.Context, person string) ([]Benefit, error) {
	var out []Benefit
	for _, d := range l.dues {
		if d.Benefit.Person == person {
			out = append(out, d.Benefit)
		}
	}
	return out, nil
}

func (l *ledger) UpdateBenefit(context.Context, string, string, func(Benefit) (Change, error)) (Benefit, error) {
	return Benefit{}, errors.New("not here")
}

func TestPayRunLeavesOutWhoHasNoAccount(t *testing.T) {
	with, without := monthly(), monthly()
	with.ID, without.ID, without.Payee = portal.NewID(), portal.NewID(), Payee{To: PayOwn}
	l := &ledger{dues: []Due{{Benefit: with, Name: "张三"}, {Benefit: without, Name: "李四"}}, runs: map[string]Run{}}
	clock := &standing{now: portal.Day("2026-02-10").Time()}
	p := &Payroll{Pays: l, Benefits: l, Log: l, Clock: clock}
	ctx, by := context.Background(), Payer{Staff: "s", Unit: "u", Places: []portal.Place{"150202"}}
	d, err := p.Draft(ctx, by, "150202", "2026-02")
	if err != nil || d.Count != 2 || d.Fen != 22000 || len(d.Without) != 1 || len(d.Lines) != 1 {
		t.Fatalf("got %+v, %v", d, err)
	}
	if _, err := p.Draft(ctx, by, "152501", "2026-02"); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("another place: %v", err)
	}
	for _, month := range []portal.Month{"2026-03", "", "2026-13", "x"} {
		if _, err := p.Draft(ctx, by, "150202", month); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("month %q: %v", month, err)
		}
	}
}

func TestPayRunWithAReturnedPaymentIsSentAgainAfterTheAccountChanged(t *testing.T) {
	b := monthly()
	b.ID, b.From, b.Spans = portal.NewID(), "2026-02", []Span{{From: "2026-02"}}
	l := &ledger{dues: []Due{{Benefit: b, Name: "张三"}}, runs: map[string]Run{}}
	clock := &standing{now: portal.Day("2026-02-10").Time()}
	p := &Payroll{Pays: l, Benefits: l, Log: l, Clock: clock}
	ctx, by := context.Background(), Payer{Staff: "s", Unit: "u", Places: []portal.Place{"150202"}}
	r, err := p.Create(ctx, by, "150202", "2026-02", "key")
	if err != nil || r.Count != 1 || r.Fen != 11000 {
		t.Fatalf("%+v, %v", r, err)
	}
	if again, err := p.Create(ctx, by, "150202", "2026-02", "key"); err != nil || again.ID != r.ID || len(l.pays) != 1 {
		t.Errorf("pressed twice: %+v, %v", again, err)
	}
	if _, err := p.Create(ctx, by, "150202", "2026-02", "other"); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("nothing is owed: %v", err)
	}
	_, bad, err := p.Settle(ctx, by, r.ID, l.pays[0].ID+",returned,account_closed,2026-02-10\nx,paid,,2026-02-10")
	if err != nil || len(bad) != 1 || len(l.changes) != 0 {
		t.Errorf("a bad row: %+v, %v; applied %d", bad, err, len(l.changes))
	}
	if _, bad, err = p.Settle(ctx, by, r.ID, l.pays[0].ID+",returned,account_closed,2026-02-10"); err != nil || len(bad) != 0 {
		t.Fatalf("%+v, %v", bad, err)
	}
	told := l.changes[0].Messages
	if len(told) != 1 || told[0].Template != "notice.benefit.returned" || told[0].Data["Benefit"] != b.ID ||
		told[0].Data["Reason"] != "benefit.return.account_closed" || told[0].ID != MessageID("pay.returned", l.pays[0].ID) {
		t.Errorf("told %+v", told)
	}
	if d, _ := p.Draft(ctx, by, "150202", "2026-02"); d.Count != 0 || len(d.Waiting) != 1 {
		t.Errorf("before the account changed: %+v", d)
	}
	l.dues[0].Benefit.Payee.Account = "3"
	second, err := p.Create(ctx, by, "150202", "2026-02", "later")
	if err != nil || second.Count != 1 || l.pays[0].State != PayReplaced || l.pays[1].Payee.Account != "3" {
		t.Errorf("sent again: %+v, %v, %+v", second, err, l.pays)
	}
	if _, err := p.Export(ctx, Payer{}, r.ID, SheetWords{}); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("another place's file: %v", err)
	}
	raw, err := p.Export(ctx, by, r.ID, SheetWords{Heads: SheetColumns(), Service: func(s string) string { return s }, Total: "t"})
	if err != nil || !bytes.Contains(raw, []byte("110.00")) || l.entries[len(l.entries)-1].Action != "pay.export" {
		t.Errorf("file %q, %v", raw, err)
	}
}
