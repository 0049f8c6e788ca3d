package benefit_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// granted sends a nursing subsidy in Erenhot and has it approved with 110 yuan a
// month; it returns the benefit as the store keeps it.
func granted(t *testing.T, h *storetest.House, r storetest.Resident) benefit.Benefit {
	t.Helper()
	ref := string(h.Send(t, r, r.Own, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42")))
	h.Clock.Move(10 * time.Minute)
	window := h.Officer("Receiver", "erenhot-window", office.Receiver)
	decider := h.Officer("Decider", "erenhot-civil-affairs", office.FirstReviewer, office.Decider)
	second := h.Officer("Other", "erenhot-civil-affairs", office.SecondDecider)
	c, err := h.Desk.Open(window.Ctx, window.Staff, ref)
	ok(t, err)
	for _, act := range []struct {
		officer storetest.Officer
		in      desk.Input
	}{
		{window, desk.Input{Act: desk.Accept}},
		{window, desk.Input{Act: desk.Forward, Unit: c.Deciding}},
		{decider, desk.Input{Act: desk.Review}},
		{decider, desk.Input{Act: desk.Propose, Approve: true, Fen: 11000, Reasons: []string{"papers_seen"}, Source: "notice 12"}},
		{second, desk.Input{Act: desk.Confirm}},
	} {
		act.in.Key = portal.NewID()
		_, err := h.Desk.Do(act.officer.Ctx, act.officer.Staff, ref, act.in)
		ok(t, err)
	}
	all, err := h.Store.BenefitsOf(context.Background(), r.Own)
	ok(t, err)
	if len(all) != 1 {
		t.Fatalf("%d benefits were granted", len(all))
	}
	return all[0]
}

// own is somebody who acts for oneself.
type own struct{ r storetest.Resident }

func (o own) Standing(context.Context, string) (benefit.Standing, error) {
	return benefit.Standing{Identity: o.r.Identity.ID, Own: true, Names: benefit.Names{Own: "Bao Lide", Guardian: "Bao Tuya"}}, nil
}

func TestReturnedPaymentIsToldAndCorrectedByThePerson(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13947900001")
	b := granted(t, h, r)
	payer := h.Officer("Payer", "erenhot-finance", office.Payer)
	by := benefit.Payer{Staff: payer.Staff.ID, Unit: payer.Staff.Unit, Places: []portal.Place{storetest.Erenhot}}
	payroll := &benefit.Payroll{Pays: h.Store, Benefits: h.Store, Log: h.Store, Clock: h.Clock}
	keeper := &benefit.Keeper{Cards: h.Store.Cards(), Benefits: h.Store, Links: own{r}, Clock: h.Clock}
	month := portal.DayOf(h.Clock.Now()).Month()

	run, err := payroll.Create(payer.Ctx, by, storetest.Erenhot, month, "first")
	ok(t, err)
	again, err := payroll.Create(payer.Ctx, by, storetest.Erenhot, month, "first")
	ok(t, err)
	if run.Count != 1 || run.Fen != 11000 || again.ID != run.ID {
		t.Fatalf("run %+v, pressed again %+v", run, again)
	}
	_, pays, err := payroll.Run(payer.Ctx, by, run.ID)
	ok(t, err)
	today := string(portal.DayOf(h.Clock.Now()))
	for range 2 {
		_, bad, err := payroll.Settle(payer.Ctx, by, run.ID, pays[0].ID+",returned,account_closed,"+today)
		if err != nil || len(bad) > 0 {
			t.Fatalf("%+v, %v", bad, err)
		}
	}
	if n := told(t, h, r, "notice.benefit.returned"); n != 1 {
		t.Errorf("told %d times", n)
	}

	to := benefit.Payee{Bank: "Gongshang", Account: "6222000000000000026", Holder: "Bao Lide"}
	for range 2 {
		_, err = keeper.ChangeAccount(r.Ctx, r.Own, b.ID, to, "change")
		ok(t, err)
	}
	second, err := payroll.Create(payer.Ctx, by, storetest.Erenhot, month, "second")
	ok(t, err)
	_, pays, err = payroll.Run(payer.Ctx, by, second.ID)
	ok(t, err)
	_, _, err = payroll.Settle(payer.Ctx, by, second.ID, pays[0].ID+",paid,,"+today)
	ok(t, err)
	now, list, err := keeper.Benefit(r.Ctx, r.Own, b.ID)
	ok(t, err)
	var states []string
	for _, p := range list {
		states = append(states, string(p.State))
	}
	if got := strings.Join(states, " "); !strings.Contains(got, "paid") || !strings.Contains(got, "replaced") || now.Payee.Account != to.Account {
		t.Errorf("payments %s to %+v", got, now.Payee)
	}
}

// told counts the notices of a kind on the person's page.
func told(t *testing.T, h *storetest.House, r storetest.Resident, template string) int {
	t.Helper()
	m, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	n := 0
	for _, notice := range m.Notices {
		if notice.Template == template {
			n++
		}
	}
	return n
}

func TestCardThatRunsOutIsRemindedAndStopsTheSubsidy(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13947900001")
	granted(t, h, r)
	service, _ := h.Catalogue.Service("nursing-subsidy")
	w := &benefit.Watcher{
		Watch: h.Store, Cards: h.Store.Cards(), Benefits: h.Store, Clock: h.Clock,
		Rules: benefit.Rules{
			Stops:   func(string) []string { return service.Stops },
			BackPay: func(string) int { return service.BackPay },
			Judge:   func(benefit.Benefit, benefit.Card) (bool, string) { return true, "" },
		},
		Reminders: func(context.Context) (benefit.Reminders, error) {
			return benefit.Reminders{Months: []int{6, 3, 1}, Draft: 7, Papers: 3}, nil
		},
	}
	for _, day := range []portal.Day{"2032-10-31", "2032-11-01", "2033-02-01", "2033-04-01", "2033-05-01", "2033-05-02", "2033-06-02"} {
		h.Clock.MoveTo(day)
		for range 2 {
			_, err := w.Round(context.Background())
			ok(t, err)
		}
	}
	if n := told(t, h, r, "notice.benefit.card_ends"); n != 3 {
		t.Errorf("reminded %d times", n)
	}
	if n := told(t, h, r, "notice.benefit.suspend"); n != 1 {
		t.Errorf("told %d times that it stops", n)
	}
	all, err := h.Store.BenefitsOf(context.Background(), r.Own)
	ok(t, err)
	b := all[0]
	if last := b.Spans[len(b.Spans)-1]; b.State != benefit.Suspended || b.Reason != benefit.CardHasExpired || last.To != "2033-05" {
		t.Errorf("got %+v", b)
	}
	if months := benefit.Owed(b, nil, "2034-01"); months[len(months)-1] != "2033-05" {
		t.Errorf("owed until %s", months[len(months)-1])
	}
}

func TestDraftIsRemindedAWeekBeforeItExpires(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13947900001")
	where := h.Begin(t, r, r.Own)
	v, err := h.Apply.View(r.Ctx, where)
	ok(t, err)
	w := &benefit.Watcher{
		Watch: h.Store, Cards: h.Store.Cards(), Benefits: h.Store, Clock: h.Clock,
		Reminders: func(context.Context) (benefit.Reminders, error) {
			return benefit.Reminders{Months: []int{6}, Draft: 7, Papers: 3}, nil
		},
	}
	for _, day := range []portal.Day{v.Draft.Expires.Add(-8), v.Draft.Expires.Add(-7), v.Draft.Expires.Add(-1)} {
		h.Clock.MoveTo(day)
		_, err := w.Round(context.Background())
		ok(t, err)
		want := 1
		if day < v.Draft.Expires.Add(-7) {
			want = 0
		}
		if n := told(t, h, r, "notice.draft.expires"); n != want {
			t.Errorf("%s: told %d times, want %d", day, n, want)
		}
	}
}

func TestPayRunPressedManyTimesIsOne(t *testing.T) {
	h := storetest.Memory(t)
	granted(t, h, h.Resident(t, "13947900001"))
	payer := h.Officer("Payer", "erenhot-finance", office.Payer)
	by := benefit.Payer{Staff: payer.Staff.ID, Unit: payer.Staff.Unit, Places: []portal.Place{storetest.Erenhot}}
	payroll := &benefit.Payroll{Pays: h.Store, Benefits: h.Store, Log: h.Store, Clock: h.Clock}
	month := portal.DayOf(h.Clock.Now()).Month()
	answers := make(chan string, 8)
	for range cap(answers) {
		go func() {
			r, err := payroll.Create(payer.Ctx, by, storetest.Erenhot, month, "key")
			answers <- r.ID + string(portal.KindOf(err))
		}()
	}
	first := <-answers
	for range cap(answers) - 1 {
		if got := <-answers; got != first || !portal.ValidID(got) {
			t.Errorf("got %q and %q", first, got)
		}
	}
	runs, err := payroll.Runs(payer.Ctx, by)
	ok(t, err)
	if len(runs) != 1 || runs[0].Count != 1 {
		t.Errorf("runs %+v", runs)
	}
}
