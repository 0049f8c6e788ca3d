package desk_test

import (
	"context"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

// Who knows a number alone sees nothing of the register's card by reporting it
// lost, and does not stop it either.
func TestReportedLossOpensNoRegister(t *testing.T) {
	for _, tc := range []struct {
		phone string // of the register
		cards int
	}{{"13999999999", 0}, {phone, 1}} {
		h, id := storetest.Memory(t), typed("42")["id_number"]
		ok(t, h.Store.PutRecord(context.Background(), account.Record{
			IDNumber: id, Name: "Bao Lide", Phone: tc.phone, CardNumber: id + "11", CardValidTo: "2031-02-03",
			CardStatus: "active", Hukou: storetest.Erenhot,
		}))
		s := serveIn(t, h, h.Resident(t, phone), "card-reissue", federation, typed("42"))
		s.open()
		s.do(s.receiver, accept())
		m, err := h.Apply.Matters(s.resident.Ctx, s.resident.Own)
		ok(t, err)
		if len(m.Cards) != tc.cards {
			t.Errorf("link at level %d sees %+v", m.Known.Link.Level, m.Cards)
		}
	}
}

// Two parents who file for one child get one card, whatever the second
// assessment finds.
func TestOneCardForOneHumanBeing(t *testing.T) {
	first := firstCard(t)
	s := serveIn(t, first.h, first.h.Resident(t, "13947900002"), "card-new", federation, typed("42"))
	s.reviewed()
	s.assessed("3", "visual")
	s.published()
	s.do(s.decider, grants())
	_, err := s.try(s.other, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindExists, "desk.certificate.exists")
	if len(s.cards()) != 0 || s.now().State != matter.InReview {
		t.Errorf("%s, cards %+v", s.now().State, s.cards())
	}
}

// An assessor sees a case only while it is at the institution, and the second
// press of the form that sent it back is no mistake.
func TestAssessorsScopeEndsWithTheAssessment(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.do(s.reviewer, assess())
	in, a := conclude(s.today(), "2", "visual"), s.assessor()
	in.Key = "once"
	s.do(a, in)
	if c := s.do(a, in); c.State != matter.InReview {
		t.Errorf("pressed twice: %s", c.State)
	}
	_, err := s.try(s.assessor(), in) // a colleague did not press it
	kind(t, err, portal.KindNotFound)
	s.do(s.reviewer, assess())
	ok(t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, "gone"))
	_, err = s.h.Desk.Open(a.Ctx, a.Staff, s.ref)
	kind(t, err, portal.KindNotFound)
	if c := s.now(); c.Unit != federation {
		t.Errorf("withdrawn at %s", c.Unit)
	}
}
