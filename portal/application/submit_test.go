package application_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/setting"
	"changban/portal/store/storetest"
)

// filled is a draft with every question answered.
func filled(t *testing.T, typed storetest.Typed) (*storetest.House, storetest.Resident, application.Where) {
	t.Helper()
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, typed)
	return h, r, w
}

func submitted(t *testing.T, h *storetest.House, r storetest.Resident, w application.Where) application.CaseView {
	t.Helper()
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	ok(t, err)
	c, err := h.Apply.Case(r.Ctx, w.Person, string(sent.Ref))
	ok(t, err)
	return c
}

func TestSubmitted(t *testing.T) {
	h, r, w := filled(t, erenhot())
	c := submitted(t, h, r, w)
	if c.State != matter.Submitted || c.Receiving != "erenhot-window" || c.Unit != "erenhot-window" || c.Deciding != "erenhot-civil-affairs" {
		t.Errorf("case %+v", c.Case)
	}
	if c.Hukou != storetest.Erenhot || c.Residence != storetest.Erenhot || c.Starter != r.Identity.ID || !c.Confirmed || c.Capacity != account.AsSelf {
		t.Errorf("case %+v", c.Case)
	}
	if c.Channel != portal.ChannelWeb || c.Language != "zh-Hans" || !c.OneOpen || c.Fen != nil || !c.Opened.IsZero() {
		t.Errorf("case %+v", c.Case)
	}
	b := c.Body
	if b.Name != "Bao Lide" || b.Relation != account.Self || b.Declaration.Title != "nursing-subsidy" || len(b.Declaration.Consents) != 1 || b.Digest == "" {
		t.Errorf("body %+v", b)
	}
	if b.Answers["disability_level"].First() != "2" || b.Papers["hukou"].Choice.Way != paper.Check {
		t.Errorf("answers %v, papers %v", b.Answers, b.Papers)
	}
	if len(c.Events) != 1 || c.Events[0].Action != "submit" || c.Events[0].To != matter.Submitted || c.Events[0].Actor.ID != r.Identity.ID || c.Events[0].Person != r.Own {
		t.Errorf("history %+v", c.Events)
	}
	m, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	if len(m.Drafts) != 0 || len(m.Cases) != 1 || len(m.Notices) != 1 || m.Notices[0].Template != "notice.case.submit" {
		t.Errorf("matters %+v", m)
	}
}

func TestNotReady(t *testing.T) {
	h, r, w := filled(t, erenhot())
	in := storetest.Sending("key")
	in.Form = storetest.Typed{}.Form()
	_, err := h.Apply.Submit(r.Ctx, w, in)
	kind(t, err, portal.KindInvalid)
	var problems portal.FieldErrors
	if !errors.As(err, &problems) || problems[0].Field != "truth_statement" {
		t.Errorf("got %v", err)
	}
	open := h.Begin(t, r, h.AddRelative(t, r, account.Mother, false))
	_, err = h.Apply.Submit(r.Ctx, open, storetest.Sending("key"))
	var unfinished *application.Unfinished
	if !errors.As(err, &unfinished) || unfinished.Step != "name" {
		t.Errorf("got %v", err)
	}
	_, err = h.Apply.Submit(context.Background(), w, storetest.Sending("key"))
	kind(t, err, portal.KindSignIn)
	_, err = h.Apply.Submit(h.Resident(t, "13947900002").Ctx, w, storetest.Sending("key"))
	kind(t, err, portal.KindNotFound)
}

func TestNotServedHere(t *testing.T) {
	h, r, w := filled(t, storetest.Answers(storetest.Shijiazhuang, "110101", "42"))
	_, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("key"))
	says(t, err, "residence_jurisdiction", "apply.submit.not_served")
}

// TestPlaces: any place of ours receives, the place of hukou decides.
func TestPlaces(t *testing.T) {
	for name, tc := range map[string]struct{ hukou, residence, receiving, deciding string }{
		"at home":         {storetest.Donghe, storetest.Donghe, "donghe-window", "donghe-civil-affairs"},
		"files elsewhere": {storetest.Donghe, storetest.Erenhot, "erenhot-window", "donghe-civil-affairs"},
		"outside hukou":   {storetest.Shijiazhuang, storetest.Erenhot, "erenhot-window", "outside:130102"},
		"lives outside":   {storetest.Donghe, storetest.Shijiazhuang, "donghe-window", "donghe-civil-affairs"},
	} {
		t.Run(name, func(t *testing.T) {
			h, r, w := filled(t, storetest.Answers(tc.hukou, tc.residence, "42"))
			c := submitted(t, h, r, w)
			if c.Receiving != tc.receiving || c.Deciding != tc.deciding || c.Unit != tc.receiving || string(c.Hukou) != tc.hukou {
				t.Errorf("receiving %s, deciding %s, has it %s", c.Receiving, c.Deciding, c.Unit)
			}
		})
	}
}

// TestPromise: 3 + 10 + 3 working days counted over the National Day of 2026
// (1 to 7 October off, 20 September and 10 October worked).
func TestPromise(t *testing.T) {
	h := storetest.Memory(t)
	h.Clock.MoveTo("2026-09-25")
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot())
	c := submitted(t, h, r, w)
	for what, day := range map[int]portal.Day{3: c.Due, 16: c.Promised} {
		want, err := h.Calendar.Add("2026-09-25", what)
		ok(t, err)
		if day != want {
			t.Errorf("%d working days end on %s, want %s", what, day, want)
		}
		if n, _ := h.Calendar.Between("2026-09-25", day); n != what {
			t.Errorf("%d working days to %s", n, day)
		}
	}
	if c.Promised <= "2026-10-17" || c.StageDays != 3 || c.TotalDays != 16 || c.Stage != application.StageAccept || c.Estimated {
		t.Errorf("promised %s: %+v", c.Promised, c.Case)
	}
}

// A number the office changed goes before the catalogue; a running case keeps
// what it was promised.
func TestPromiseFollowsSettings(t *testing.T) {
	h, r, w := filled(t, erenhot())
	ok(t, h.Settings.Change(r.Ctx, setting.Row{Name: setting.DaysDecide, Value: "5", Reason: "faster", Effective: storetest.FirstDay}))
	c := submitted(t, h, r, w)
	if c.TotalDays != 11 || c.StageDays != 3 {
		t.Errorf("promised %d days, %d of them to accept", c.TotalDays, c.StageDays)
	}
}

// TestFiftyPresses: five tabs, five keys, two actors, one case, and everybody is
// told the same reference (decisions 12).
func TestFiftyPresses(t *testing.T) {
	h, r, w := filled(t, erenhot())
	other := h.Resident(t, "13947900002")
	h.Link(t, other, r.Own, account.LevelRegister)
	var mu sync.Mutex
	refs, repeats := map[matter.Reference]int{}, 0
	var wait sync.WaitGroup
	for n := range 50 {
		ctx := r.Ctx
		if n%2 == 1 {
			ctx = other.Ctx
		}
		wait.Go(func() {
			sent, err := h.Apply.Submit(ctx, w, storetest.Sending([]string{"a", "b", "c", "d", "e"}[n%5]))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			refs[sent.Ref]++
			if sent.Repeat {
				repeats++
			}
		})
	}
	wait.Wait()
	if len(refs) != 1 || repeats != 49 {
		t.Errorf("references %v, %d repeats", refs, repeats)
	}
	m, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	if len(m.Cases) != 1 || len(m.Notices) != 1 || len(m.Cases[0].Events) > 1 {
		t.Errorf("%d cases, %d notices", len(m.Cases), len(m.Notices))
	}
}

// TestSubmitRacesAnswer: an answer given while another press sends is in the case
// or refused, never lost.
func TestSubmitRacesAnswer(t *testing.T) {
	for range 8 {
		h, r, w := filled(t, erenhot())
		var sent application.Sent
		var sendErr, answerErr error
		var wait sync.WaitGroup
		wait.Go(func() { sent, sendErr = h.Apply.Submit(r.Ctx, w, storetest.Sending("key")) })
		wait.Go(func() {
			_, answerErr = answer(h, r, w, "address", storetest.Typed{"residence_address.street": "New Street 9"})
		})
		wait.Wait()
		ok(t, sendErr)
		c, err := h.Apply.Case(r.Ctx, r.Own, string(sent.Ref))
		ok(t, err)
		in := c.Body.Answers["residence_address"].First() == "New Street 9"
		if in != (answerErr == nil) {
			t.Fatalf("in the case: %v, answer: %v", in, answerErr)
		}
		if answerErr != nil {
			refused(t, answerErr, portal.KindExists, "apply.draft.sent")
		}
	}
}

func TestSentDraftIsClosed(t *testing.T) {
	h, r, w := filled(t, erenhot())
	c := submitted(t, h, r, w)
	_, err := answer(h, r, w, "name", erenhot())
	refused(t, err, portal.KindExists, "apply.draft.sent")
	_, _, err = h.Apply.AnswerPapers(r.Ctx, w, "papers", nil)
	refused(t, err, portal.KindExists, "apply.draft.sent")
	kind(t, h.Apply.Delete(r.Ctx, w), portal.KindNotFound)
	again, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("another key"))
	ok(t, err)
	if !again.Repeat || again.Ref != c.Ref {
		t.Errorf("sent again: %+v", again)
	}
}

// A second case of a one_open service is refused while the first runs; the typed
// answers stay in the draft.
func TestOneOpen(t *testing.T) {
	h, r, w := filled(t, erenhot())
	c := submitted(t, h, r, w)
	second := h.Begin(t, r, r.Own)
	h.Fill(t, r, second, erenhot())
	_, err := h.Apply.Submit(r.Ctx, second, storetest.Sending("key"))
	refused(t, err, portal.KindExists, "apply.submit.one_open")
	if v := view(t, h, r, second); v.Draft.Case != "" || !v.Journey().Done() {
		t.Error("the draft changed")
	}
	ok(t, h.Apply.Withdraw(r.Ctx, r.Own, string(c.Ref), "withdraw"))
	_, err = h.Apply.Submit(r.Ctx, second, storetest.Sending("key"))
	ok(t, err)
}

// A submit is one read and one write.
func TestSubmitTrips(t *testing.T) {
	h, r, w := filled(t, erenhot())
	_, err := h.Settings.Today(r.Ctx) // read once a minute, whoever asks
	ok(t, err)
	view(t, h, r, w)
	before := h.Store.Trips()
	_, err = h.Apply.Submit(r.Ctx, w, storetest.Sending("key"))
	ok(t, err)
	if n := h.Store.Trips() - before; n != 2 {
		t.Errorf("%d trips", n)
	}
}

// An unconfirmed helper's case says so.
func TestHelpersCase(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	mother := h.AddRelative(t, r, account.Mother, false)
	ref := h.Send(t, r, mother, erenhot())
	c, err := h.Apply.Case(r.Ctx, mother, string(ref))
	ok(t, err)
	if c.Confirmed || c.Capacity != account.AsAgent || c.Body.HelperName != "Bao Tuya" || c.Body.Relation != account.Mother || c.Body.Name != "Bao Lide" {
		t.Errorf("case %+v", c.Case)
	}
	if c.Body.Answers["proxy_name"].First() != "Bao Tuya" || c.Body.Answers["proxy_relation"].First() != "child" || c.Body.Answers["proxy_phone"].First() != phone {
		t.Errorf("helper %v", c.Body.Answers)
	}
}
