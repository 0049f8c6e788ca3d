package application_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/eligibility"
	"changban/portal/matter"
	"changban/portal/setting"
	"changban/portal/store/storetest"
)

// holds is a draft store whose drafts come with what the person has.
type holds struct {
	application.DraftStore
	has   []benefit.Benefit
	cards []benefit.Certificate
	level account.Level
}

func (s holds) Draft(ctx context.Context, identity, person, draft string) (application.Open, error) {
	o, err := s.DraftStore.Draft(ctx, identity, person, draft)
	o.Has, o.Cards, o.Known.Link.Level = s.has, s.cards, s.level
	return o, err
}

// holding is a fresh draft of somebody who has a card and benefits.
func holding(t *testing.T, s holds) *application.View {
	t.Helper()
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	s.DraftStore = h.Apply.Drafts
	h.Apply.Drafts = s
	return view(t, h, r, w)
}

func card(state benefit.CardState, validTo portal.Day, events ...benefit.Event) benefit.Certificate {
	number := erenhot()["id_number"] + "42"
	return benefit.Certificate{State: state, ValidTo: validTo, Events: events,
		Card: benefit.Card{Number: number, Concluded: "2025-11-30"}}
}

func event(action string, day portal.Day) benefit.Event {
	return benefit.Event{Action: action, At: day.Time()}
}

// What stands on the card is known, and so not asked.
func TestCardGivesFacts(t *testing.T) {
	v := holding(t, holds{cards: []benefit.Certificate{
		card(benefit.CardActive, "2026-12-31", event("issue", "2017-01-01"), event("reissue", "2025-05-01"), event("reissue", "2026-02-01")),
		card(benefit.CardCancelled, "2030-01-01"),
	}})
	for name, want := range map[string]string{
		"card_status": "active", "reissue_count_this_year": "1", "months_since_assessment": "3", "card_valid_to": "2026-12-31",
		"disability_category": "physical", "disability_level": "2",
	} {
		if got := v.Answer(name).First(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestCancelledCardSaysSince(t *testing.T) {
	v := holding(t, holds{cards: []benefit.Certificate{card(benefit.CardCancelled, "2030-01-01", event("issue", "2020-01-01"), event("cancel", "2025-03-24"))}})
	if v.Answer("card_status").First() != "cancelled" || v.Answer("months_since_cancel").First() != "11" {
		t.Errorf("%v since %v", v.Answer("card_status"), v.Answer("months_since_cancel"))
	}
}

// Only who sees everything knows that something is not received; others know
// nothing of it.
func TestReceivesIsKnownAsFarAsItIsSeen(t *testing.T) {
	active := []benefit.Benefit{{Service: "wheelchair-fuel", State: benefit.Active}, {Service: "living-subsidy", State: benefit.Ended}}
	verdict := func(v *application.View, service string) eligibility.Verdict {
		return eligibility.Compare(v.Facts(), "receives", "contains", []string{application.Code(service)})
	}
	some := holding(t, holds{has: active})
	all := holding(t, holds{has: active, level: account.LevelRegister})
	none := holding(t, holds{})
	for service, want := range map[string][3]eligibility.Verdict{
		"wheelchair-fuel":     {eligibility.Met, eligibility.Met, eligibility.Unknown},
		"living-subsidy":      {eligibility.Unknown, eligibility.NotMet, eligibility.Unknown},
		"work_injury_nursing": {eligibility.Unknown, eligibility.Unknown, eligibility.Unknown},
	} {
		if got := [3]eligibility.Verdict{verdict(some, service), verdict(all, service), verdict(none, service)}; got != want {
			t.Errorf("%s: %v, want %v", service, got, want)
		}
	}
}

func TestEntitledNamesReasonsAndFilesNothing(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	h.Send(t, r, r.Own, erenhot())
	list, err := h.Apply.Entitled(r.Ctx, r.Own)
	ok(t, err)
	order := []eligibility.Verdict{eligibility.Met, eligibility.Unknown, eligibility.NotMet}
	last := 0
	for _, e := range list {
		at := slices.Index(order, e.Verdict)
		if at < last || e.Service.Hidden || e.Service.Delivery != "transact" {
			t.Errorf("%s stands wrong", e.Service.ID)
		}
		last = at
		if e.Has != (e.Service.ID == "nursing-subsidy") {
			t.Errorf("%s: has %v", e.Service.ID, e.Has)
		}
		if len(e.Service.Eligibility) > 0 && len(e.Results) == 0 {
			t.Errorf("%s has no reasons", e.Service.ID)
		}
	}
	m, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	if len(m.Cases) != 1 || len(m.Drafts) != 0 || len(list) < 18 {
		t.Errorf("%d cases, %d drafts, %d services", len(m.Cases), len(m.Drafts), len(list))
	}
	other := h.Resident(t, "13947900002")
	_, err = h.Apply.Entitled(other.Ctx, r.Own)
	kind(t, err, portal.KindNotFound)
}

// A known person is not asked what was said before: six questions for the second
// service whichever it is, four pages for the third.
func TestNothingIsAskedTwice(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	h.Send(t, r, r.Own, erenhot())
	for _, s := range h.Catalogue.All() {
		if s.Delivery != "transact" || s.Hidden {
			continue
		}
		pages := asked(t, h, r, s.ID)
		t.Logf("second service %s: %s", s.ID, strings.Join(pages, " "))
		questions := slices.DeleteFunc(pages, func(id string) bool { step, _ := s.Step(id); return len(step.Fields) == 0 })
		if len(questions) > 6 {
			t.Errorf("%s asks %d questions", s.ID, len(questions))
		}
	}
	w := begin(t, h, r, "living-subsidy")
	second := h.Fill(t, r, w, storetest.Typed{"household_aid": "dibao", "household_size": "3", "household_income_month": "900"})
	third := asked(t, h, r, "info-access")
	t.Logf("second: %s; third: %s", strings.Join(second, " "), strings.Join(third, " "))
	if len(second) > 6 || len(third) == 0 || len(third) > 4 {
		t.Errorf("asked %d and %d pages", len(second), len(third))
	}
}

// asked lists the open questions of a fresh draft.
func asked(t *testing.T, h *storetest.House, r storetest.Resident, service string) []string {
	t.Helper()
	_, open := stations(view(t, h, r, begin(t, h, r, service)))
	return open
}

// Urgent cases and calendar days are marked when they are sent.
func TestUrgentReliefIsMarked(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	for urgent, want := range map[string]bool{"yes": true, "no": false} {
		w := begin(t, h, r, "temp-relief")
		h.Fill(t, r, w, erenhot().With("hardship_type", "sudden", "urgent", urgent, "request_text", "The house burnt.", "amount_spent", "1200"))
		sending := storetest.Sending("k")
		sending.Form = storetest.Typed{"truth_statement": "true", "data_check_consent": "true"}.Form()
		sent, err := h.Apply.Submit(r.Ctx, w, sending)
		ok(t, err)
		if c := read(t, h, r, string(sent.Ref)); c.Urgent != want {
			t.Errorf("urgent %s: %v", urgent, c.Urgent)
		}
		ok(t, h.Apply.Withdraw(r.Ctx, r.Own, string(sent.Ref), "w"))
	}
}

// The settings are the numbers of P10: other services keep their own days.
func TestSettingsOfDaysBelongToTheSubsidies(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	ok(t, h.Settings.Change(r.Ctx, setting.Row{Name: setting.DaysDecide, Value: "5", Reason: "faster", Effective: storetest.FirstDay}))
	settings, err := h.Settings.Today(r.Ctx)
	ok(t, err)
	for _, s := range h.Catalogue.All() {
		days := application.Days(s, settings)
		if strings.HasPrefix(s.Days.Basis, "P10") {
			if days.Decide != 5 {
				t.Errorf("%s: %d days", s.ID, days.Decide)
			}
		} else if days != s.Days {
			t.Errorf("%s: %+v", s.ID, days)
		}
	}
}

// Two parents file for one child: a reader whose person is proved is told, and
// nothing typed is lost; the other one is not told what he may not know.
func TestTwinIsToldToWhoIsProved(t *testing.T) {
	h := storetest.Memory(t)
	mother, father := h.Resident(t, phone), h.Resident(t, "13947900002")
	h.Send(t, mother, mother.Own, erenhot())
	w := h.Begin(t, father, father.Own)
	h.Fill(t, father, w, erenhot())
	h.Link(t, father, father.Own, account.LevelRegister)
	_, err := h.Apply.Submit(father.Ctx, w, storetest.Sending("k"))
	refused(t, err, portal.KindExists, "apply.submit.twin")
	if v := view(t, h, father, w); v.Draft.Case != "" || !v.Journey().Done() {
		t.Error("the draft changed")
	}
	h.Link(t, father, father.Own, account.LevelPhone)
	sent, err := h.Apply.Submit(father.Ctx, w, storetest.Sending("k"))
	ok(t, err)
	if c := read(t, h, father, string(sent.Ref)); c.State != matter.Submitted {
		t.Errorf("state %s", c.State)
	}
}
