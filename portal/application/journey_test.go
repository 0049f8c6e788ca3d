package application_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/store/storetest"
)

func TestFirstJourney(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	passed := h.Fill(t, r, w, erenhot())
	const want = "name id_number phone contact contact_language hukou residence area address card card_valid bank holder care_needs carer_name papers"
	if got := strings.Join(passed, " "); got != want {
		t.Errorf("asked %s\nwant  %s", got, want)
	}
	v := view(t, h, r, w)
	if all, open := stations(v); len(all) != 16 || len(open) != 0 || !v.Journey().Done() {
		t.Errorf("steps %v, open %v", all, open)
	}
	if got := v.Answer("disability_category").First() + v.Answer("disability_level").First(); got != "physical2" {
		t.Errorf("from the card number: %s", got)
	}
}

// A known person's second draft asks six questions at most (decisions 5), and
// what is known can be changed beside the journey.
func TestSecondJourneyIsShort(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	h.Fill(t, r, h.Begin(t, r, r.Own), erenhot())
	w := h.Begin(t, r, r.Own)
	v := view(t, h, r, w)
	all, open := stations(v)
	if len(all) == 0 || len(all) > 6 || len(open) != len(all) {
		t.Errorf("asked %v, open %v", all, open)
	}
	if _, found := v.Journey().Find("address"); !found {
		t.Error("a known answer cannot be changed")
	}
	if n, _ := v.Journey().Number("address"); n != 0 {
		t.Error("a known answer is counted as a question")
	}
	if passed := h.Fill(t, r, w, erenhot()); len(passed) > 6 {
		t.Errorf("asked %v", passed)
	}
	_, err := answer(h, r, w, "address", erenhot().With("residence_address.street", "Elsewhere 2"))
	ok(t, err)
	next := view(t, h, r, h.Begin(t, r, r.Own))
	if got := next.Answer("residence_address").First(); got != "Elsewhere 2" {
		t.Errorf("the person's file says %q", got)
	}
}

func TestGuardianSteps(t *testing.T) {
	for name, tc := range map[string]struct {
		typed storetest.Typed
		want  bool
	}{
		"physical":     {erenhot(), false},
		"intellectual": {storetest.Answers(storetest.Erenhot, storetest.Erenhot, "53"), true},
		"psychiatric":  {storetest.Answers(storetest.Erenhot, storetest.Erenhot, "61"), true},
		"under 18":     {child(), true},
	} {
		t.Run(name, func(t *testing.T) {
			h := storetest.Memory(t)
			r := h.Resident(t, phone)
			passed := h.Fill(t, r, h.Begin(t, r, r.Own), tc.typed)
			for _, step := range []string{"guardian_name", "guardian_id", "guardian_relation", "guardian_proof"} {
				if slices.Contains(passed, step) != tc.want {
					t.Errorf("%s: asked %v", step, passed)
				}
			}
		})
	}
}

func child() storetest.Typed {
	id := storetest.CitizenNumber("15250120120615002")
	return erenhot().With("id_number", id, "card_no", id+"42")
}

// A guardian files: who the guardian is follows from the own file.
func TestFilingAsGuardian(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	son := h.AddRelative(t, r, account.Son, true)
	w := h.Begin(t, r, son)
	typed := storetest.Answers(storetest.Erenhot, storetest.Erenhot, "53").With("account_holder", "Bao Tuya")
	passed := h.Fill(t, r, w, typed)
	if passed[0] != "own_name" || slices.Contains(passed, "guardian_name") || slices.Contains(passed, "guardian_relation") {
		t.Errorf("asked %v", passed)
	}
	if !slices.Contains(passed, "guardian_proof") {
		t.Errorf("the proof was not asked: %v", passed)
	}
	v := view(t, h, r, w)
	for field, want := range map[string]string{
		"guardian_name": "Bao Tuya", "guardian_id_number": typed["own_id_number"], "guardian_relation": "parent", "filing_as": "guardian",
	} {
		if got := v.Answer(field).First(); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	own, err := h.Accounts.Known(r.Ctx, r.Own)
	ok(t, err)
	if own.Person.First("name") != "Bao Tuya" {
		t.Error("the own name did not go into the own file")
	}
	if known, _ := h.Accounts.Known(r.Ctx, son); known.Person.First("name") != "Bao Lide" {
		t.Error("the son's name did not go into his file")
	}
	if passed := h.Fill(t, r, h.Begin(t, r, son), typed); len(passed) > 6 {
		t.Errorf("the second time asked %v", passed)
	}
}

// An agent's own name and number are asked once for all whom he acts for.
func TestAgentIsAskedOnce(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	mother, father := h.AddRelative(t, r, account.Mother, false), h.AddRelative(t, r, account.Father, false)
	passed := h.Fill(t, r, h.Begin(t, r, mother), erenhot())
	if passed[0] != "own_name" || !slices.Contains(passed, "mandate") {
		t.Errorf("for the mother: %v", passed)
	}
	all, _ := stations(view(t, h, r, h.Begin(t, r, father)))
	if slices.Contains(all, "own_name") || slices.Contains(all, "own_id") || !slices.Contains(all, "name") {
		t.Errorf("for the father: %v", all)
	}
}

// TestContradiction: an answer that stops holding when another one changes is
// asked again, and nothing else is.
func TestContradiction(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot())
	other := storetest.CitizenNumber("15250119500616002")
	next, err := answer(h, r, w, "id_number", storetest.Typed{"id_number": other})
	ok(t, err)
	_, open := stations(view(t, h, r, w))
	if next != "card" || strings.Join(open, " ") != "card" {
		t.Errorf("next %s, open %v", next, open)
	}
	next, err = answer(h, r, w, "card", storetest.Typed{"card_no": other + "42"})
	ok(t, err)
	if next != application.CheckStep {
		t.Errorf("next %s", next)
	}
	_, err = answer(h, r, w, "name", storetest.Typed{"name": "Somebody New"})
	ok(t, err)
	if _, open := stations(view(t, h, r, w)); strings.Join(open, " ") != "holder" {
		t.Errorf("after a change of name open: %v", open)
	}
}

// A category that brings questions brings them after the card.
func TestCategoryBringsQuestions(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot())
	next, err := answer(h, r, w, "card", storetest.Answers(storetest.Erenhot, storetest.Erenhot, "53"))
	ok(t, err)
	if next != "guardian_name" {
		t.Errorf("next %s", next)
	}
	next, err = answer(h, r, w, "card", erenhot())
	ok(t, err)
	if next != application.CheckStep {
		t.Errorf("taken back, next is %s", next)
	}
}

func TestResumeNextBefore(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	j := view(t, h, r, w).Journey()
	if j.Resume() != "name" || j.Before("name") != "" || j.Before("id_number") != "name" || j.Done() {
		t.Errorf("a new draft resumes at %s", j.Resume())
	}
	if next := j.Next("phone"); next != "contact" {
		t.Errorf("after the phone comes %s", next)
	}
	next, err := answer(h, r, w, "phone", erenhot())
	ok(t, err)
	if next != "contact" {
		t.Errorf("next %s", next)
	}
	j = view(t, h, r, w).Journey()
	if j.Resume() != "name" || j.Next("papers") != "name" {
		t.Errorf("resume %s, after the end %s", j.Resume(), j.Next("papers"))
	}
	if n, of := j.Number("id_number"); n != 2 || of != len(j.Steps) {
		t.Errorf("number %d of %d", n, of)
	}
	h.Fill(t, r, w, erenhot())
	j = view(t, h, r, w).Journey()
	if j.Resume() != application.CheckStep || j.Before(application.CheckStep) != "papers" {
		t.Errorf("resume %s, before the check %s", j.Resume(), j.Before(application.CheckStep))
	}
}

func TestBeginTwiceIsOnce(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	one, err := h.Apply.Begin(r.Ctx, r.Own, "nursing-subsidy", "press")
	ok(t, err)
	two, err := h.Apply.Begin(r.Ctx, r.Own, "nursing-subsidy", "press")
	ok(t, err)
	three, err := h.Apply.Begin(r.Ctx, r.Own, "nursing-subsidy", "another press")
	ok(t, err)
	if one.ID != two.ID || one.ID == three.ID {
		t.Errorf("%s, %s, %s", one.ID, two.ID, three.ID)
	}
	if one.Expires != storetest.FirstDay.Add(90) {
		t.Errorf("kept until %s", one.Expires)
	}
}

func TestStrangersAndUnknown(t *testing.T) {
	h := storetest.Memory(t)
	r, stranger := h.Resident(t, phone), h.Resident(t, "13947900002")
	w := h.Begin(t, r, r.Own)
	_, err := h.Apply.View(stranger.Ctx, w)
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.View(stranger.Ctx, application.Where{Person: stranger.Own, Draft: w.Draft})
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.View(context.Background(), w)
	kind(t, err, portal.KindSignIn)
	_, err = answer(h, stranger, w, "name", erenhot())
	kind(t, err, portal.KindNotFound)
	kind(t, h.Apply.Delete(stranger.Ctx, w), portal.KindNotFound)
	for _, step := range []string{"", "check", "papers", "nothing", "guardian_name", "<script>", strings.Repeat("x", 1000)} {
		_, err = answer(h, r, w, step, erenhot())
		kind(t, err, portal.KindNotFound)
	}
	for _, service := range []string{"", "no-such-service", "'; drop table draft"} {
		_, err = h.Apply.Begin(r.Ctx, r.Own, service, "key")
		kind(t, err, portal.KindNotFound)
	}
	_, err = h.Apply.Begin(stranger.Ctx, r.Own, "nursing-subsidy", "key")
	kind(t, err, portal.KindNotFound)
	ok(t, h.Apply.Delete(r.Ctx, w))
	_, err = h.Apply.View(r.Ctx, w)
	kind(t, err, portal.KindNotFound)
}

// Every problem of a page is told at once and nothing of it is kept.
func TestProblemsKeepNothing(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot())
	before := view(t, h, r, w).Draft.Version
	_, err := answer(h, r, w, "bank", storetest.Typed{"bank_account": "12"})
	if problems, is := err.(portal.FieldErrors); !is || len(problems) != 2 || problems[0].Field != "bank_name" || problems[1].Field != "bank_account" {
		t.Errorf("got %v", err)
	}
	v := view(t, h, r, w)
	if v.Draft.Version != before || v.Answer("bank_name").First() != "Nongye" {
		t.Error("something was kept")
	}
}

// An optional question is settled once its page was passed with nothing.
func TestOptionalQuestion(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot().With("care_needs", ""))
	v := view(t, h, r, w)
	if !v.Journey().Done() || len(v.Answer("care_needs")) != 0 || !v.Answer("care_needs").Answered() {
		t.Errorf("care needs %v", v.Answer("care_needs"))
	}
}

// TestClash: who saves over an answer that came meanwhile sees both; pressing
// again keeps one's own; other questions are not touched.
func TestClash(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	seen := view(t, h, r, w).Draft.Version
	_, err := answer(h, r, w, "name", storetest.Typed{"name": "Bao Lide"})
	ok(t, err)
	mine := application.Answers{Step: "name", Form: storetest.Typed{"name": "Bao Lidi"}.Form(), Seen: seen}
	_, err = h.Apply.Answer(r.Ctx, w, mine)
	says(t, err, "name", application.ClashID)
	v := view(t, h, r, w)
	if v.Answer("name").First() == "Bao Lidi" {
		t.Error("the other's answer was lost")
	}
	mine.Seen = v.Draft.Version
	_, err = h.Apply.Answer(r.Ctx, w, mine)
	ok(t, err)
	if got := view(t, h, r, w).Answer("name").First(); got != "Bao Lidi" {
		t.Errorf("pressing again kept %q", got)
	}
	same := application.Answers{Step: "name", Form: storetest.Typed{"name": "Bao Lidi"}.Form(), Seen: 1}
	_, err = h.Apply.Answer(r.Ctx, w, same)
	ok(t, err)
	elsewhere := application.Answers{Step: "phone", Form: storetest.Typed{"phone": phone}.Form(), Seen: 1}
	_, err = h.Apply.Answer(r.Ctx, w, elsewhere)
	ok(t, err)
}

// Two tabs that answer different questions at once lose nothing.
func TestTwoTabsAtOnce(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	steps := []string{"name", "phone", "contact", "contact_language"}
	errs := make(chan error, len(steps))
	for _, step := range steps {
		go func() {
			_, err := answer(h, r, w, step, erenhot())
			errs <- err
		}()
	}
	for range steps {
		ok(t, <-errs)
	}
	v := view(t, h, r, w)
	for _, field := range []string{"name", "phone", "contact_channel", "contact_language"} {
		if !v.Answer(field).Answered() {
			t.Errorf("%s was lost", field)
		}
	}
}

// A question page reads the store once.
func TestViewIsOneTrip(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	before := h.Store.Trips()
	view(t, h, r, w)
	if n := h.Store.Trips() - before; n != 1 {
		t.Errorf("%d trips", n)
	}
	before = h.Store.Trips()
	_, err := answer(h, r, w, "name", erenhot())
	ok(t, err)
	if n := h.Store.Trips() - before; n != 2 {
		t.Errorf("an answer makes %d trips", n)
	}
}

// While the store is down the page of a step is computed from the definition.
func TestBlank(t *testing.T) {
	h := storetest.Memory(t)
	s, _ := h.Catalogue.Service("nursing-subsidy")
	v, step, found := h.Apply.Blank(s.Hash, "bank")
	if !found || step.ID != "bank" || len(v.Asked(step)) != 2 {
		t.Errorf("step %+v", step)
	}
	if _, _, found := h.Apply.Blank("no hash", "bank"); found {
		t.Error("an unknown version was found")
	}
	if _, _, found := h.Apply.Blank(s.Hash, "nothing"); found {
		t.Error("an unknown step was found")
	}
}
