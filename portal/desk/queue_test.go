package desk_test

import (
	"testing"

	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// The queue shows what the own unit and those below it have, and nothing else.
func TestQueue(t *testing.T) {
	s := erenhot(t, "42")
	for n, o := range map[int]storetest.Officer{
		1: s.receiver,
		0: s.h.Officer("Elsewhere", "donghe", office.Receiver),
	} {
		q, err := s.h.Desk.Queue(o.Ctx, o.Staff, application.FilterAll, "", 1)
		ok(t, err)
		if len(q.Cases) != n || q.Total != n || q.Counts[application.FilterSubmitted] != n {
			t.Errorf("%s sees %d of %d", o.Staff.Name, len(q.Cases), q.Total)
		}
	}
	for _, role := range []office.Role{office.Auditor, office.Administrator} {
		o := s.h.Officer("None", "erenhot", role)
		q, err := s.h.Desk.Queue(o.Ctx, o.Staff, application.FilterAll, "", 0)
		ok(t, err)
		if len(q.Cases) != 0 {
			t.Errorf("%s sees cases", role)
		}
	}
	q, err := s.h.Desk.Queue(s.receiver.Ctx, s.receiver.Staff, application.FilterAll, "Bao Lide", -3)
	ok(t, err)
	if len(q.Cases) != 1 || q.Cases[0].Body.Name != "Bao Lide" || len(q.Cases[0].Body.Answers) != 0 {
		t.Errorf("found %+v", q.Cases)
	}
}

func TestQueueTrips(t *testing.T) {
	s := erenhot(t, "42")
	before := s.h.Store.Trips()
	_, err := s.h.Desk.Queue(s.receiver.Ctx, s.receiver.Staff, application.FilterAll, "", 1)
	ok(t, err)
	if n := s.h.Store.Trips() - before; n > 4 {
		t.Errorf("%d trips", n)
	}
}

// As days pass a case becomes due today and then overdue.
func TestQueueFollowsTheClock(t *testing.T) {
	s := erenhot(t, "42")
	due := s.now().Due
	for day, want := range map[int]application.Filter{0: application.FilterToday, 1: application.FilterOverdue} {
		s.h.Clock.MoveTo(due.Add(day))
		q, err := s.h.Desk.Queue(s.receiver.Ctx, s.receiver.Staff, want, "", 1)
		ok(t, err)
		if len(q.Cases) != 1 || q.Counts[want] != 1 {
			t.Errorf("%s: %d", want, len(q.Cases))
		}
	}
}
