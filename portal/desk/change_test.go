package desk_test

import (
	"slices"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// objected sends an objection against a decision of the story.
func (s *story) objected(deciding string) *story {
	s.t.Helper()
	d, err := s.h.Apply.Object(s.resident.Ctx, s.resident.Own, s.ref, portal.NewID())
	ok(s.t, err)
	w := application.Where{Person: s.resident.Own, Draft: d.ID}
	s.h.Fill(s.t, s.resident, w, typed("42"))
	return finish(s.t, s.h, s.resident, w, deciding)
}

// An upheld objection opens the contested case again in the same write; others
// than those who decided it look at the objection.
func TestObjectionUpheldReopens(t *testing.T) {
	s := serve(t, "home-retrofit", federation, typed("42"))
	s.reviewed()
	s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"done_before"}})
	o := s.objected(federation)
	o.reviewed()
	_, err := o.try(s.decider, grantsObjection())
	refused(t, err, portal.KindForbidden, "desk.refused.contested")
	o.do(o.decider, grantsObjection())
	_, err = o.try(s.other, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindForbidden, "desk.refused.contested")
	c := o.do(o.other, desk.Input{Act: desk.Confirm})
	old := s.now()
	if c.State != matter.Approved || old.State != matter.Reopened || old.Body.Proposal != nil || old.Stage != application.StageDecide {
		t.Fatalf("objection %s, contested %s", c.State, old.State)
	}
	var actions []string
	for _, e := range old.Events[len(old.Events)-2:] {
		actions = append(actions, e.Action)
	}
	if !slices.Equal(actions, []string{"close", "reopen"}) || !slices.Contains(templates(s), "notice.case.reopen") {
		t.Errorf("history %v", actions)
	}
	s.do(s.reviewer, review())
	s.published()
	if got := s.granted(grants()); got.State != matter.Approved || len(s.benefits()) != 1 {
		t.Errorf("state %s", got.State)
	}
}

func grantsObjection() desk.Input {
	return desk.Input{Act: desk.Propose, Approve: true, Reasons: []string{"decision_wrong"}}
}

// A case is not opened again while the person has another one of the service.
func TestReopeningBesideAnOpenCase(t *testing.T) {
	s := serve(t, "home-retrofit", federation, typed("42"))
	s.reviewed()
	s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"done_before"}})
	o := s.objected(federation)
	again := serveIn(t, s.h, s.resident, "home-retrofit", federation, typed("42"))
	o.reviewed()
	o.do(o.decider, grantsObjection())
	_, err := o.try(o.other, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindExists, "desk.reopen.open")
	if s.now().State != matter.Refused || again.now().State != matter.Submitted {
		t.Error("something changed")
	}
}

// A refused objection leaves the contested case as it is.
func TestObjectionRefused(t *testing.T) {
	s := serve(t, "legal-aid", "erenhot-justice", typed("42"))
	s.reviewed()
	s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"income"}})
	o := s.objected("erenhot-justice")
	o.reviewed()
	o.granted(desk.Input{Act: desk.Propose, Reasons: []string{"decision_right"}})
	if old := s.now(); old.State != matter.Refused {
		t.Errorf("contested %s", old.State)
	}
}

// A card that was refused for its conclusion is assessed again by the federation
// above; its conclusion counts in the contested case.
func TestSecondAssessmentCounts(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.assessed("0")
	s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"standard_not_met"}})
	o := s.objected("xilingol-federation")
	if o.now().Deciding != "xilingol-federation" {
		t.Fatalf("decided by %s", o.now().Deciding)
	}
	o.reviewed()
	in := assess()
	in.Institution = o.h.Desk.Institutions(o.now())[1]
	o.do(o.reviewer, in)
	assessor := o.h.Officer("Second", in.Institution, office.Assessor)
	o.do(assessor, conclude(o.today(), "3", "physical"))
	o.granted(desk.Input{Act: desk.Propose, Approve: true, Reasons: []string{"reassessed_differs"}})
	old := s.now()
	if found := old.Conclusion(); old.State != matter.Reopened || found == nil || found.Level != 3 || len(old.Body.Assessments) != 2 {
		t.Fatalf("contested %s, %+v", old.State, found)
	}
	s.do(s.reviewer, review())
	s.published()
	s.granted(grants())
	if cards := s.cards(); len(cards) != 1 || cards[0].Card.Level != 3 {
		t.Errorf("cards %+v", cards)
	}
}

// TestLevelChangeStopsAndReopens: category change re-checks linked benefits.
func TestLevelChangeStopsAndReopens(t *testing.T) {
	first := subsidy(t) // visual would be 1; card 42 is physical, level 2: granted
	if b := first.benefits()[0]; b.State != benefit.Active || b.Card != "2033-05-01" {
		t.Fatalf("granted %+v", b)
	}
	change := func(level string, answers storetest.Typed) *story {
		s := serveIn(t, first.h, first.resident, "card-level-change", federation, answers)
		s.reviewed()
		s.assessed(level, "physical")
		s.published()
		s.granted(grants())
		return s
	}
	s := change("4", typed("42"))
	cards := s.cards()
	if len(cards) != 1 || cards[0].Card.Number != typed("42")["id_number"]+"44" || cards[0].Version != 2 {
		t.Fatalf("cards %+v", cards)
	}
	b := s.benefits()[0]
	stopped := s.today().Month()
	if b.State != benefit.Suspended || b.Reason != benefit.LevelChanged || b.Spans[0].To != stopped {
		t.Fatalf("stopped %+v", b)
	}
	if got := templates(first); !slices.Contains(got, "notice.benefit.suspend") {
		t.Errorf("told %v", got)
	}
	s.h.Clock.MoveTo(s.today().AddMonths(2))
	s = change("1", typed("44"))
	b = s.benefits()[0]
	if b.State != benefit.Active || b.Reason != "" || b.Card != s.cards()[0].ValidTo || s.cards()[0].Card.Level != 1 {
		t.Errorf("resumed %+v", b)
	}
	if owed := benefit.Owed(b, nil, s.today().Month()); len(owed) == 0 || owed[len(owed)-1] != s.today().Month() {
		t.Errorf("owed %v", owed)
	}
}

// A lost card is stopped as soon as the loss is accepted, what stands on it is
// paid on, and the new one has a suffix.
func TestCardReissueFreezesAtOnce(t *testing.T) {
	first := firstCard(t)
	s := serveIn(t, first.h, first.resident, "card-reissue", federation, typed("42"))
	s.open()
	s.do(s.receiver, accept())
	if cards := s.cards(); len(cards) != 1 || cards[0].State != benefit.CardFrozen {
		t.Fatalf("cards %+v", cards)
	}
	s.do(s.receiver, forward(federation))
	s.do(s.reviewer, review())
	s.granted(grants())
	if card := s.cards()[0]; card.State != benefit.CardActive || card.Card.Number != typed("42")["id_number"]+"42B1" {
		t.Errorf("card %+v", card)
	}
}

func TestFoundCardGoesOn(t *testing.T) {
	first := firstCard(t)
	s := serveIn(t, first.h, first.resident, "card-reissue", federation, typed("42"))
	s.reviewed()
	s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"condition_not_met"}})
	if card := s.cards()[0]; card.State != benefit.CardActive || card.Card.Number != typed("42")["id_number"]+"42" {
		t.Errorf("card %+v", card)
	}
}

// Who withdraws the report of a loss has found the card.
func TestWithdrawnLossThaws(t *testing.T) {
	first := firstCard(t)
	s := serveIn(t, first.h, first.resident, "card-reissue", federation, typed("42"))
	s.open()
	s.do(s.receiver, accept())
	ok(t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, "found"))
	if card := s.cards()[0]; card.State != benefit.CardActive {
		t.Errorf("card %+v", card)
	}
}

// The last day of a card nobody here issued is read from the office's file.
func TestCardKnownFromTheFile(t *testing.T) {
	s := serve(t, "card-reissue", federation, typed("42"))
	s.reviewed()
	needs, err := s.h.Desk.NeedsCardDay(s.receiver.Ctx, s.now())
	ok(t, err)
	if !needs {
		t.Error("its last day is not asked for")
	}
	in := grants()
	_, err = s.try(s.decider, in)
	says(t, err, "day", "desk.card.day")
	in.Day = "2031-07-01"
	s.granted(in)
	if card := s.cards()[0]; card.ValidTo != "2031-07-01" || card.Card.Number != typed("42")["id_number"]+"42B1" {
		t.Errorf("card %+v", card)
	}
}

// What a decision made of a card stands in the person's file, and a cancelled
// card leaves nothing there.
func TestCardStandsInThePersonsFile(t *testing.T) {
	s := firstCard(t)
	file := func(s *story, want map[string]string) {
		t.Helper()
		view, err := s.h.Apply.Case(s.resident.Ctx, s.resident.Own, s.ref)
		ok(t, err)
		for name, value := range want {
			fact := view.Known.Person.Facts[name]
			if fact.Source != account.SourceRegister || field.Value(fact.Value).First() != value {
				t.Errorf("%s: %+v, want %q", name, fact, value)
			}
		}
	}
	number := typed("42")["id_number"] + "42"
	file(s, map[string]string{"card_no": number, "card_valid_to": string(s.cards()[0].ValidTo)})
	for _, tc := range []struct {
		service string
		typed   storetest.Typed
		want    map[string]string
	}{
		{"card-reissue", typed("42"), map[string]string{"card_no": number + "B1"}},
		{"card-transfer", typed("42").With("from_jurisdiction", storetest.Donghe, "to_jurisdiction", storetest.Erenhot, "hukou_moved_on", "2026-03-01"),
			map[string]string{"card_no": number + "B1", "hukou_jurisdiction": storetest.Erenhot}},
		{"card-cancel", typed("42").With("cancel_reason", "voluntary"), map[string]string{"card_no": "", "card_valid_to": ""}},
	} {
		next := serveIn(t, s.h, s.resident, tc.service, federation, tc.typed)
		next.reviewed()
		next.granted(grants())
		file(next, tc.want)
	}
}

// A cancelled card stops what stands on it from the month after.
func TestCardCancelStopsBenefits(t *testing.T) {
	for reason, want := range map[string]benefit.State{"voluntary": benefit.Suspended, "death": benefit.Ended} {
		first := subsidy(t)
		s := serveIn(t, first.h, first.resident, "card-cancel", federation, typed("42").With("cancel_reason", reason))
		s.reviewed()
		s.granted(grants())
		if card := s.cards()[0]; card.State != benefit.CardCancelled {
			t.Errorf("card %+v", card)
		}
		if b := s.benefits()[0]; b.State != want || b.Spans[0].To != s.today().Month() {
			t.Errorf("%s: %+v", reason, b)
		}
	}
}

// A renewal keeps the number and counts ten years from the new issue.
func TestCardRenewal(t *testing.T) {
	first := firstCard(t)
	first.h.Clock.MoveTo("2026-12-01")
	s := serveIn(t, first.h, first.resident, "card-renew", federation, typed("42").With("renew_reason", "damaged"))
	s.reviewed()
	s.granted(grants())
	if card := s.cards()[0]; card.Card.Number != typed("42")["id_number"]+"42" || card.ValidTo != "2036-12-01" {
		t.Errorf("card %+v", card)
	}
}

// firstCard is a card of this portal: physical, level 2.
func firstCard(t *testing.T) *story {
	t.Helper()
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.assessed("2", "physical")
	s.published()
	s.granted(grants())
	return s
}
