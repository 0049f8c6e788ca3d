package benefit

import (
	"slices"
	"testing"
	"time"

	"changban/portal"
)

const citizen = "15020219900307123X"

func on(day portal.Day) By { return By{At: day.Time().Add(9 * time.Hour), Case: "CB-1"} }

func holder() Holder {
	return Holder{Person: "p", Name: "张三", IDNumber: "15020219900307123x", Place: "150202"}
}

func first(t *testing.T) Certificate {
	t.Helper()
	return must(t)(Issue(holder(), Finding{Categories: []string{"physical"}, Level: 2, Day: "2026-03-01"}, on("2026-03-23")))
}

// must returns a function that fails the test on an error.
func must(t *testing.T) func(CardStep, error) Certificate {
	return func(s CardStep, err error) Certificate {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s.Certificate
	}
}

func TestCardNumberIsCitizenNumberCategoryLevel(t *testing.T) {
	for _, tc := range []struct {
		found []string
		level int
		want  string
	}{
		{[]string{"visual"}, 1, citizen + "11"},
		{[]string{"hearing"}, 4, citizen + "24"},
		{[]string{"psychiatric"}, 3, citizen + "63"},
		{[]string{"visual", "hearing"}, 1, citizen + "71"},
		{nil, 1, ""},
		{[]string{"visual"}, 0, ""},
		{[]string{"visual"}, 5, ""},
		{[]string{"sight"}, 1, ""},
	} {
		got, err := CardNumber(holder().IDNumber, Finding{Categories: tc.found, Level: tc.level})
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%v %d: %q, %v", tc.found, tc.level, got, err)
		}
	}
	if _, err := CardNumber("123", Finding{Categories: []string{"visual"}, Level: 1}); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("short citizen number: %v", err)
	}
}

func TestCardIsValidTenYearsFromTheDayOfIssue(t *testing.T) {
	c := first(t)
	if c.Issued != "2026-03-23" || c.ValidTo != "2036-03-23" || c.State != CardActive || c.Case != "CB-1" {
		t.Errorf("got %+v", c)
	}
	renewed := must(t)(Renew(c, nil, on("2035-09-01")))
	if renewed.Issued != "2035-09-01" || renewed.ValidTo != "2045-09-01" || renewed.Card.Number != c.Card.Number {
		t.Errorf("renewed %+v", renewed)
	}
}

func TestReissueSuffix(t *testing.T) {
	c := first(t)
	for _, want := range []string{"B1", "B2", "B3"} {
		c = must(t)(Reissue(c, on("2027-01-04")))
		if c.Card.Number != citizen+"42"+want || c.ValidTo != "2036-03-23" {
			t.Errorf("want %s, got %s until %s", want, c.Card.Number, c.ValidTo)
		}
	}
	c.Card.Number = citizen + "42B"
	if c = must(t)(Reissue(c, on("2027-01-04"))); c.Card.Number != citizen+"42B2" {
		t.Errorf("a bare B counts as B1: %s", c.Card.Number)
	}
	for _, number := range []string{citizen + "42B99", citizen + "42C", "42"} {
		c.Card.Number = number
		if _, err := Reissue(c, on("2027-01-04")); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%s: %v", number, err)
		}
	}
}

func TestNewConclusionChangesTheLastTwoPositions(t *testing.T) {
	c := must(t)(Reissue(first(t), on("2027-01-04")))
	c = must(t)(Reassess(c, Finding{Categories: []string{"physical", "speech"}, Level: 1, Day: "2028-02-01"}, on("2028-02-10")))
	if c.Card.Number != citizen+"71B1" || c.Card.Category != "multiple" || c.Card.Level != 1 || c.ValidTo != "2038-02-10" {
		t.Errorf("got %+v", c)
	}
	if _, err := Reassess(c, Finding{}, on("2028-02-10")); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("no disability found: %v", err)
	}
}

func TestLostCardIsFrozenUntilReissuedOrFound(t *testing.T) {
	c := first(t)
	step, err := Freeze(c, "lost", on("2026-05-04"))
	if err != nil || step.Event.Reason != "lost" || step.Event.From != "active" || step.Event.To != "frozen" {
		t.Fatalf("got %+v, %v", step, err)
	}
	c = step.Certificate
	if c.On("2026-05-04") != CardFrozen {
		t.Error("not frozen at once")
	}
	if _, err := Freeze(c, "lost", on("2026-05-04")); !portal.Is(err, portal.KindConflict) {
		t.Errorf("twice: %v", err)
	}
	if got := must(t)(Reissue(c, on("2026-05-20"))); got.State != CardActive {
		t.Errorf("reissued: %s", got.State)
	}
	if got := must(t)(Thaw(c, on("2026-05-20"))); got.State != CardActive || got.Card.Number != c.Card.Number {
		t.Errorf("found: %+v", got)
	}
	if _, err := Thaw(first(t), on("2026-05-20")); !portal.Is(err, portal.KindConflict) {
		t.Errorf("thawed without frost: %v", err)
	}
}

func TestCancelledCardNeverComesBack(t *testing.T) {
	c := must(t)(Cancel(first(t), Died, on("2026-05-04")))
	by := on("2026-05-05")
	for name, do := range map[string]func() (CardStep, error){
		"renew":    func() (CardStep, error) { return Renew(c, nil, by) },
		"change":   func() (CardStep, error) { return Reassess(c, Finding{Categories: []string{"visual"}, Level: 1}, by) },
		"transfer": func() (CardStep, error) { return Transfer(c, "152501", by) },
		"reissue":  func() (CardStep, error) { return Reissue(c, by) },
		"cancel":   func() (CardStep, error) { return Cancel(c, Died, by) },
		"freeze":   func() (CardStep, error) { return Freeze(c, "lost", by) },
		"thaw":     func() (CardStep, error) { return Thaw(c, by) },
	} {
		if _, err := do(); !portal.Is(err, portal.KindConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTransferMovesTheFile(t *testing.T) {
	c := first(t)
	moved := must(t)(Transfer(c, "152501", on("2026-05-04")))
	if moved.Place != "152501" || moved.Card.Number != c.Card.Number || moved.ValidTo != c.ValidTo {
		t.Errorf("got %+v", moved)
	}
}

func TestAdoptTakesOverACard(t *testing.T) {
	c := must(t)(Adopt(Certificate{
		Person: "p", Place: "150202", ValidTo: "2030-06-30", State: CardExpiring, Card: Card{Number: citizen + "42b", Name: "张三"},
	}, on("2026-03-23")))
	if c.Card.Number != citizen+"42B1" || c.Card.Category != "physical" || c.Card.Level != 2 || c.State != CardActive || c.Issued != "2020-06-30" {
		t.Errorf("got %+v", c)
	}
	if !slices.Equal(c.Card.Categories, []string{"physical"}) || !portal.ValidID(c.ID) {
		t.Errorf("got %+v", c)
	}
	for _, bad := range []Certificate{
		{ValidTo: "2030-06-30", Card: Card{Number: citizen}},
		{ValidTo: "2030-06-30", Card: Card{Number: citizen + "92"}},
		{ValidTo: "2030-06-30", Card: Card{Number: citizen + "45"}},
		{Card: Card{Number: citizen + "42"}},
	} {
		if _, err := Adopt(bad, on("2026-03-23")); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func monthly() Benefit {
	return Benefit{
		ID: "b", Person: "p", Case: "CB-2", Service: "nursing-subsidy", Kind: Payment, Fen: 11000, Period: Monthly,
		From: "2026-01", Spans: []Span{{From: "2026-01"}}, State: Active, Card: "2026-03-31",
		Payee: Payee{To: PayOwn, Bank: "x", Account: "1", Holder: "张三"},
	}
}

func step(t *testing.T) func(Step, error) Benefit {
	return func(s Step, err error) Benefit {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s.Benefit
	}
}

func TestBackPayAtMostThreeMonths(t *testing.T) {
	for _, tc := range []struct {
		name  string
		month portal.Month // it runs again
		back  int
		want  []Span
	}{
		{"all of a short stop", "2026-06", 3, []Span{{From: "2026-01"}}},
		{"three months of a long one", "2026-12", 3, []Span{{"2026-01", "2026-03"}, {From: "2026-09"}}},
		{"none", "2026-12", 0, []Span{{"2026-01", "2026-03"}, {From: "2026-12"}}},
		{"before it stood still", "2026-03", 0, []Span{{From: "2026-01"}}},
	} {
		b := step(t)(Suspend(monthly(), "2026-04", CardHasExpired, on("2026-04-01")))
		if b.State != Suspended || b.Reason != CardHasExpired || !slices.Equal(b.Spans, []Span{{"2026-01", "2026-03"}}) {
			t.Fatalf("suspended: %+v", b)
		}
		b = step(t)(Resume(b, tc.month, tc.back, on("2026-06-01")))
		if b.State != Active || b.Reason != "" || !slices.Equal(b.Spans, tc.want) {
			t.Errorf("%s: %+v", tc.name, b.Spans)
		}
	}
}

func TestBackPayNeverBeforeTheFirstMonth(t *testing.T) {
	b := step(t)(Suspend(monthly(), "2026-01", CardHasExpired, on("2026-01-05")))
	b = step(t)(Resume(b, "2026-02", 3, on("2026-02-01")))
	if !slices.Equal(b.Spans, []Span{{From: "2026-01"}}) {
		t.Errorf("got %+v", b.Spans)
	}
}

func TestAnEndIsForGood(t *testing.T) {
	b := step(t)(End(monthly(), "2026-04", Died, on("2026-03-20")))
	for name, do := range map[string]func() (Step, error){
		"end":     func() (Step, error) { return End(b, "2026-05", Died, on("2026-04-01")) },
		"suspend": func() (Step, error) { return Suspend(b, "2026-05", Died, on("2026-04-01")) },
		"resume":  func() (Step, error) { return Resume(b, "2026-05", 3, on("2026-04-01")) },
	} {
		if _, err := do(); !portal.Is(err, portal.KindConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Resume(monthly(), "2026-05", 3, on("2026-04-01")); !portal.Is(err, portal.KindConflict) {
		t.Errorf("resumed while it runs: %v", err)
	}
}

func rules(ok bool) Rules {
	return Rules{
		Stops:   func(string) []string { return []string{CardHasExpired, CardWasCancelled} },
		BackPay: func(string) int { return 3 },
		Judge:   func(Benefit, Card) (bool, string) { return ok, "" },
	}
}

func card(state CardState, validTo portal.Day) Certificate {
	return Certificate{ID: "c", Person: "p", State: state, ValidTo: validTo}
}

func TestSubsidyStopsTheMonthAfterExpiry(t *testing.T) {
	steps := CardEffects([]Benefit{monthly()}, card(CardActive, "2026-03-31"), rules(true), on("2026-04-01"))
	if len(steps) != 1 || steps[0].Event.Month != "2026-04" || steps[0].Event.Reason != CardHasExpired ||
		!slices.Equal(steps[0].Benefit.Spans, []Span{{"2026-01", "2026-03"}}) {
		t.Fatalf("got %+v", steps)
	}
	if again := CardEffects([]Benefit{steps[0].Benefit}, card(CardActive, "2026-03-31"), rules(true), on("2026-05-01")); len(again) != 0 {
		t.Errorf("twice: %+v", again)
	}
	back := CardEffects([]Benefit{steps[0].Benefit}, card(CardActive, "2036-08-10"), rules(true), on("2026-08-10"))
	want := []Span{{"2026-01", "2026-03"}, {From: "2026-05"}}
	if len(back) != 1 || back[0].Benefit.State != Active || !slices.Equal(back[0].Benefit.Spans, want) || back[0].Benefit.Card != "2036-08-10" {
		t.Errorf("renewed: %+v", back)
	}
}

func TestOldRateUntilTheNewCardIsIssued(t *testing.T) {
	if steps := CardEffects([]Benefit{monthly()}, card(CardActive, "2026-03-31"), rules(true), on("2026-03-31")); len(steps) != 0 {
		t.Errorf("before the end: %+v", steps)
	}
}

func TestCategoryChangeReChecksLinkedBenefits(t *testing.T) {
	steps := CardEffects([]Benefit{monthly()}, card(CardActive, "2036-02-10"), rules(false), on("2026-02-10"))
	if len(steps) != 1 || steps[0].Benefit.State != Suspended || steps[0].Event.Month != "2026-03" || steps[0].Event.Reason != LevelChanged {
		t.Fatalf("got %+v", steps)
	}
	back := CardEffects([]Benefit{steps[0].Benefit}, card(CardActive, "2036-05-10"), rules(true), on("2026-05-10"))
	if len(back) != 1 || back[0].Benefit.State != Active || !slices.Equal(back[0].Benefit.Spans, []Span{{From: "2026-01"}}) {
		t.Errorf("met again: %+v", back)
	}
}

func TestCardTouchesOnlyWhatStandsOnIt(t *testing.T) {
	own := step(t)(Suspend(monthly(), "2026-02", OwnWish, on("2026-01-20")))
	other := monthly()
	other.Person = "q"
	for name, b := range map[string]Benefit{"own wish": own, "another person": other} {
		if steps := CardEffects([]Benefit{b}, card(CardActive, "2036-02-10"), rules(true), on("2026-02-10")); len(steps) != 0 {
			t.Errorf("%s: %+v", name, steps)
		}
	}
	frozen := CardEffects([]Benefit{monthly()}, card(CardFrozen, "2036-02-10"), rules(true), on("2026-02-10"))
	if len(frozen) != 0 {
		t.Errorf("the rules do not stop it for a frozen card: %+v", frozen)
	}
	none := rules(false)
	none.Stops = func(string) []string { return nil }
	if steps := CardEffects([]Benefit{monthly()}, card(CardCancelled, "2036-02-10"), none, on("2026-02-10")); len(steps) != 0 {
		t.Errorf("stands on no card: %+v", steps)
	}
	expired := step(t)(Suspend(monthly(), "2026-02", CardHasExpired, on("2026-01-20")))
	onlyExpiry := rules(true)
	onlyExpiry.Stops = func(string) []string { return []string{CardHasExpired} }
	if steps := CardEffects([]Benefit{expired}, card(CardCancelled, "2036-02-10"), onlyExpiry, on("2026-02-10")); len(steps) != 0 {
		t.Errorf("a cancelled card resumed a benefit: %+v", steps)
	}
}
