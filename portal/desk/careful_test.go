package desk_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

// Nobody confirms a proposal that took the place of the one on the page.
func TestConfirmingWhatWasLookedAt(t *testing.T) {
	s := erenhot(t, "42")
	s.reviewed()
	looked := s.do(s.decider, refuse()).Version
	s.do(s.other, desk.Input{Act: desk.SendBack, Reasons: desk.Reasons(desk.GroupSendBack)[:1]})
	s.do(s.decider, approve(11000))
	_, err := s.try(s.other, desk.Input{Act: desk.Confirm, Version: looked})
	refused(t, err, portal.KindExists, "desk.act.late")
	c := s.do(s.other, desk.Input{Act: desk.Confirm, Version: s.now().Version})
	if c.State != matter.Approved {
		t.Errorf("state %s", c.State)
	}
}

// The first minutes are the person's even when the case is over before they are.
func TestWithdrawnInTheFirstMinutes(t *testing.T) {
	s := sent(t, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"), "erenhot-civil-affairs")
	ok(t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, portal.NewID()))
	_, err := s.h.Desk.Open(s.receiver.Ctx, s.receiver.Staff, s.ref)
	refused(t, err, portal.KindForbidden, "desk.open.early")
	s.h.Clock.Move(10 * time.Minute)
	_, err = s.h.Desk.Open(s.receiver.Ctx, s.receiver.Staff, s.ref)
	ok(t, err)
}

// What stands in an address or a hidden field is no number or text to trust.
func TestNumbersAndKeysOfAnySize(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	for _, page := range []int{math.MinInt, -1, math.MaxInt / 2, math.MaxInt} {
		_, err := s.h.Desk.Queue(s.receiver.Ctx, s.receiver.Staff, application.FilterAll, "", page)
		ok(t, err)
	}
	long := strings.Repeat("k", application.MaxKey+1)
	_, err := s.h.Desk.Do(s.receiver.Ctx, s.receiver.Staff, s.ref, desk.Input{Act: desk.Accept, Key: long})
	kind(t, err, portal.KindInvalid)
	kind(t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, long), portal.KindInvalid)
	kind(t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, ""), portal.KindInvalid)
}
