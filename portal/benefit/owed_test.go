package benefit_test

import (
	"testing"
	"time"

	"changban/portal/benefit"
)

// A payment that came back holds the later months too: sent to the same account
// they would come back as well. The same account said again is another try.
func TestNothingGoesToAnAccountThatSentMoneyBack(t *testing.T) {
	b := benefit.Benefit{
		Kind: benefit.Payment, Fen: 11000, Period: benefit.Monthly, From: "2026-03", State: benefit.Active,
		Spans: []benefit.Span{{From: "2026-03"}}, Payee: benefit.Payee{To: benefit.PayOwn, Account: "1", Holder: "a"},
	}
	back := []benefit.Pay{{Month: "2026-03", State: benefit.Returned, Payee: b.Payee}}
	if got := benefit.Sendable(b, back, "2026-05"); len(got) != 0 {
		t.Errorf("owed %v", got)
	}
	again := benefit.NewAccount(b, b.Payee, benefit.By{At: time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC)}).Benefit
	if got := benefit.Sendable(again, back, "2026-05"); len(got) != 3 {
		t.Errorf("owed %v after the account was confirmed", got)
	}
}
