package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/session"
	"changban/portal/web/webtest"
)

// payRun: the payer makes a run of everybody of Erenhot, the bank sends one
// payment back, the resident is told at once and names another account, and the
// next run pays the same month once more and only once.
func payRun(w town) {
	payee := w.invented(demoResident{
		Name: "演示阿茹娜", Phone: "13800004004", IDNumber: idNumber("15250119840516002"), Hukou: "152501", Residence: "152501",
		Address: "锡林街演示小区23号", Register: true, CardValidTo: "2031-03-06",
	}, "42")
	me := w.come(payee, "nursing-subsidy")
	me.fill(payee.known([2]string{"bank_name", "@示例银行"}))
	_, ref := me.send(me.say("service.nursing-subsidy.submit"))
	w.opened()
	w.decided(ref, "E", erenhot().civil, answers{{"reasons", "level_two"}})
	month := w.today().Month()

	payer := w.officer("E701")
	run := payer.run(month)
	rows := w.csv("E701", run)
	ours := w.checkRows(run, rows, "'@示例银行")
	payer.answered(run, ours, rows)

	me.told("", me.say("account.returned.title"), w.month(month), w.money(11000), me.say("benefit.return.number_wrong"))
	me.press(me.filled("account.returned.button", "Service", me.say("service.nursing-subsidy.name")))
	me.answer(answers{{"bank_name", "演示新银行"}, {"bank_account", "６２２２ 0000 0000 0001 237"}, {"account_holder", payee.Name}})
	me.press(me.say("benefit.account.button"))
	me.says(me.say("benefit.account.done_back"), me.say("benefit.pay.again"), "1237")

	again := payer.run(month)
	if rows = w.csv("E701", again); len(rows) != 1 || rows[0][0] == ours || rows[0][3] != string(month) || rows[0][5] != "演示新银行" {
		w.t.Fatalf("the next run pays %v", rows)
	}
	payer.typed(again, rows[0][0]+",paid,,"+string(w.today())+"\n")
	payer.says(payer.say("pay.state.settled"))
	payer.look(month)
	payer.says(payer.say("benefit.run.nothing"))
	me.mine("", "/benefits/")
	me.says(me.say("benefit.pay.paid"), me.say("benefit.pay.replaced"))
	me.hides(me.say("benefit.returned.title"))
	w.paidOnce(ref, month, run, again)
}

// look asks what is owed up to a month.
func (w *walk) look(month portal.Month) {
	w.t.Helper()
	w.at("/desk/pay")
	w.answer(inMonth("month", month))
	w.press(w.say("pay.new.look"))
	w.fine()
}

// run makes a run up to a month and returns its id.
func (w *walk) run(month portal.Month) string {
	w.t.Helper()
	w.look(month)
	w.press(w.say("pay.draft.button"))
	w.fine()
	if !strings.Contains(w.Path(), "/desk/pay/") || !w.Has(`main a[href$="/file"]`) {
		w.t.Fatalf("no run was made: %s: %s", w.Path(), w.Text("main"))
	}
	return w.step()
}

// csv fetches the file of a run, as the browser would with the officer's session,
// and returns its rows without head and total, which it checks.
func (w town) csv(number, run string) [][]string {
	w.t.Helper()
	ctx := context.Background()
	staff, _, err := w.store.Officers().StaffByNumber(ctx, number)
	if err != nil {
		w.t.Fatal(err)
	}
	cookie, _, err := w.sessions.Open(ctx, session.Staff, staff.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	client := webtest.NewClient(w.t, w.Server.App())
	client.SetCookie("session", cookie)
	w = w.atDesk()
	a := client.Get("/" + w.tongue() + "/desk/pay/" + run + "/file").Want(200)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(a.Body, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) < 3 {
		w.t.Fatalf("%v: %s", err, a.Body)
	}
	for i, column := range benefit.SheetColumns() {
		if want := w.local().Say(benefit.ColumnWords(column).ID, nil, nil); rows[0][i] != want {
			w.t.Errorf("column %d is %q, not %q", i, rows[0][i], want)
		}
	}
	total := rows[len(rows)-1]
	rows = rows[1 : len(rows)-1]
	var fen int64
	for _, row := range rows {
		yuan, part, _ := strings.Cut(row[4], ".")
		n, err := strconv.ParseInt(yuan+part, 10, 64)
		if err != nil || len(part) != 2 {
			w.t.Errorf("amount %q", row[4])
		}
		fen += n
	}
	if total[0] != w.say("pay.total") || total[1] != strconv.Itoa(len(rows)) || total[4] != benefit.Yuan(fen) {
		w.t.Errorf("total %v of %d rows with %s", total, len(rows), benefit.Yuan(fen))
	}
	return rows
}

// checkRows wants every benefit of a month once, no cell that a spreadsheet would
// run, and returns the id of the payment to a bank.
func (w town) checkRows(run string, rows [][]string, bank string) string {
	w.t.Helper()
	_, pays, err := w.store.Run(context.Background(), run)
	if err != nil || len(pays) != len(rows) || len(rows) < 3 {
		w.t.Fatalf("%v: %d payments in %d rows", err, len(pays), len(rows))
	}
	ours, once := "", map[string]bool{}
	for i, p := range pays {
		once[p.Benefit+string(p.Month)] = true
		if p.Payee.Bank == strings.TrimPrefix(bank, "'") {
			ours = p.ID
		}
		if !slices.ContainsFunc(rows, func(row []string) bool { return row[0] == p.ID }) {
			w.t.Errorf("payment %d is not in the file", i)
		}
	}
	if len(once) != len(pays) {
		w.t.Errorf("%d payments for %d benefits and months", len(pays), len(once))
	}
	defused := false
	for _, row := range rows {
		defused = defused || row[0] == ours && row[5] == bank
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				w.t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	if ours == "" || !defused {
		w.t.Fatalf("no payment to %q in\n%v", bank, rows)
	}
	return ours
}

// answered reads the bank's answer: first with a row nobody knows, so that nothing
// is applied and the text stays; then as a file, with one payment sent back.
func (w *walk) answered(run, back string, rows [][]string) {
	w.t.Helper()
	today := string(w.today())
	lines := []string{"id,result,reason,day"}
	for _, row := range rows {
		if row[0] == back {
			lines = append(lines, row[0]+",returned,number_wrong,"+today)
		} else {
			lines = append(lines, row[0]+",paid,,"+today)
		}
	}
	strange := portal.NewID() + ",paid,," + today
	text := strings.Join(append(slices.Clone(lines), strange), "\n")
	w.typed(run, text)
	if kept := w.Value(control("rows")); w.Status() != 422 || strings.TrimSpace(strings.ReplaceAll(kept, "\r\n", "\n")) != text {
		w.t.Fatalf("a row nobody knows: %d, kept\n%s", w.Status(), kept)
	}
	w.says(w.filled("pay.answer.bad", "Count", 1), w.say("benefit.return_row.unknown"), strange)
	_, pays, err := w.store.Run(context.Background(), run)
	if err != nil || slices.ContainsFunc(pays, func(p benefit.Pay) bool { return p.State != benefit.PaySent }) {
		w.t.Errorf("%v: with a bad row something was applied: %v", err, pays)
	}
	name := filepath.Join(w.t.TempDir(), "bank.csv")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\r\n")+"\r\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.SetFiles(control("file"), name)
	w.press(w.say("pay.answer.button"))
	w.fine()
	w.says(w.filled("pay.run.read", "Paid", len(rows)-1, "Back", 1))
}

// typed types the bank's answer and sends it.
func (w *walk) typed(run, text string) {
	w.t.Helper()
	w.at("/desk/pay/" + run)
	w.write("rows", text)
	w.press(w.say("pay.answer.button"))
}

// paidOnce wants the money of a month with the person once, whatever runs there
// were.
func (w town) paidOnce(ref string, month portal.Month, runs ...string) {
	w.t.Helper()
	ctx := context.Background()
	has, err := w.store.BenefitsOf(ctx, w.kase(ref).Person)
	if err != nil || len(has) != 1 {
		w.t.Fatalf("%v: %v", err, has)
	}
	states := map[benefit.PayState]int{}
	for _, run := range runs {
		_, pays, err := w.store.Run(ctx, run)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, p := range pays {
			if p.Benefit == has[0].ID && p.Month == month {
				states[p.State]++
			}
		}
	}
	if len(states) != 2 || states[benefit.Paid] != 1 || states[benefit.PayReplaced] != 1 {
		w.t.Errorf("payments of %s: %v", month, states)
	}
}
