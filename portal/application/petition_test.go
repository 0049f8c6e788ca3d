package application_test

import (
	"errors"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

func petition(t *testing.T, h *storetest.House, r storetest.Resident, answers ...string) (application.Where, storetest.Typed) {
	t.Helper()
	s, _ := h.Catalogue.Service("online-petition")
	return begin(t, h, r, "online-petition"), guessed(s).With(answers...)
}

// The days of a petition run through the national holiday: 15 to accept and 60 in
// all, and nothing about them is estimated.
func TestPetitionIsDueInCalendarDays(t *testing.T) {
	h := storetest.Memory(t)
	h.Clock.MoveTo("2026-09-30")
	r := h.Resident(t, phone)
	w, typed := petition(t, h, r, "case_place", storetest.Donghe)
	h.Fill(t, r, w, typed)
	c := read(t, h, r, string(submitted(t, h, r, w).Ref))
	if c.Due != "2026-10-15" || c.Promised != "2026-11-29" || c.Estimated || c.Deciding != "donghe-petition" {
		t.Errorf("accepted by %s, answered by %s, estimated %v, decided by %s", c.Due, c.Promised, c.Estimated, c.Deciding)
	}
}

// What the person has to bring stops the clock, in calendar days too; nothing else
// that an office does moves the promised day.
func TestPetitionStopsForPapersAlone(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w, typed := petition(t, h, r, "case_place", storetest.Erenhot)
	h.Fill(t, r, w, typed)
	ref := string(submitted(t, h, r, w).Ref)
	h.Clock.Move(11 * time.Minute)
	promised := read(t, h, r, ref).Promised
	o := h.Officer("Receiver", "erenhot-window", office.Receiver)
	_, err := h.Desk.Open(o.Ctx, o.Staff, ref)
	ok(t, err)
	do(t, h, o, ref, askFor("case_material"))
	h.Clock.MoveTo(storetest.FirstDay.Add(9))
	ok(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", []application.PaperAnswer{{Paper: "case_material", Way: "office"}}))
	c := read(t, h, r, ref)
	if c.Promised != promised.Add(9) || c.Due != storetest.FirstDay.Add(15+9) {
		t.Errorf("nine days for papers: %s became %s, accepted by %s", promised, c.Promised, c.Due)
	}
	h.Clock.MoveTo(storetest.FirstDay.Add(20))
	do(t, h, o, ref, desk.Input{Act: desk.Accept})
	if moved := do(t, h, o, ref, desk.Input{Act: desk.Forward, Unit: "erenhot-federation"}); moved.Promised != c.Promised || moved.Due != storetest.FirstDay.Add(20+45) {
		t.Errorf("passed on: %s became %s, due %s", c.Promised, moved.Promised, moved.Due)
	}
}

// What a court has in hand is never sent; the way leads to a lawyer without cost.
func TestPetitionInCourtIsNotSent(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w, typed := petition(t, h, r)
	if next := until(t, h, r, w, "already_in_court", typed.With("already_in_court", "yes")); next != application.OtherStep {
		t.Fatalf("leads to %s", next)
	}
	_, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("k"))
	var open *application.Unfinished
	if !errors.As(err, &open) || open.Step != application.OtherStep {
		t.Errorf("sending says %v", err)
	}
	d, err := h.Apply.Switch(r.Ctx, w, portal.NewID())
	ok(t, err)
	if d.Service != "legal-aid" {
		t.Errorf("leads to %s", d.Service)
	}
}
