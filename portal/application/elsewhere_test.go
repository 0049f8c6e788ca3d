package application_test

import (
	"errors"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/store/storetest"
)

// renewal is what somebody types whose disability changed meanwhile.
func renewal() storetest.Typed {
	return erenhot().With("renew_reason", "expiry", "condition_changed", "yes")
}

// until answers the open questions up to a step.
func until(t *testing.T, h *storetest.House, r storetest.Resident, w application.Where, stop string, typed storetest.Typed) string {
	t.Helper()
	for range 40 {
		step := view(t, h, r, w).Journey().Resume()
		if step == stop {
			next, err := answer(h, r, w, step, typed)
			ok(t, err)
			return next
		}
		_, err := answer(h, r, w, step, typed)
		ok(t, err)
	}
	t.Fatalf("%s was not asked", stop)
	return ""
}

// An answer that belongs to another service leads there with what was answered;
// nothing is sent from the first draft meanwhile.
func TestRenewalOfAChangedDisabilityIsALevelChange(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := begin(t, h, r, "card-renew")
	if next := until(t, h, r, w, "condition_changed", renewal()); next != application.OtherStep {
		t.Fatalf("leads to %s", next)
	}
	if service, step := view(t, h, r, w).Elsewhere(); service != "card-level-change" || step != "condition_changed" {
		t.Errorf("leads to %s from %s", service, step)
	}
	_, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("k"))
	var open *application.Unfinished
	if !errors.As(err, &open) || open.Step != application.OtherStep {
		t.Errorf("sending says %v", err)
	}
	d, err := h.Apply.Switch(r.Ctx, w, "switch")
	ok(t, err)
	twice, err := h.Apply.Switch(r.Ctx, w, "switch")
	ok(t, err)
	v := view(t, h, r, application.Where{Person: r.Own, Draft: d.ID})
	if d.ID != twice.ID || v.Service.ID != "card-level-change" || v.Answer("card_no").First() != renewal()["card_no"] {
		t.Errorf("draft %s of %s, card %v", d.ID, v.Service.ID, v.Answer("card_no"))
	}
	next, err := answer(h, r, w, "condition_changed", renewal().With("condition_changed", "no"))
	ok(t, err)
	if next == application.OtherStep {
		t.Error("the changed answer still leads away")
	}
	_, err = h.Apply.Switch(r.Ctx, w, "nowhere")
	kind(t, err, portal.KindNotFound)
	stranger := h.Resident(t, "13947900002")
	_, err = h.Apply.Switch(stranger.Ctx, w, "k")
	kind(t, err, portal.KindNotFound)
}
