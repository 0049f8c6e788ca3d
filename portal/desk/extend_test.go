package desk_test

import (
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

func later(day portal.Day) desk.Input {
	return desk.Input{Act: desk.Extend, Day: day, Note: "Three offices have to be asked."}
}

func petition(t *testing.T) *story {
	t.Helper()
	s := serve(t, "online-petition", "erenhot-civil-affairs", typed("42").With("case_place", storetest.Erenhot))
	s.reviewed()
	return s
}

// A petition is put off once, by 30 calendar days at most, with a reason that the
// person is told with the new day.
func TestPetitionIsPutOffOnce(t *testing.T) {
	s := petition(t)
	promised := s.now().Promised
	if promised != storetest.FirstDay.Add(60) {
		t.Fatalf("promised %s", promised)
	}
	for _, day := range []portal.Day{"", promised, promised.Add(31), "nonsense"} {
		_, err := s.try(s.decider, later(day))
		says(t, err, "day", "desk.extend.day_wrong")
	}
	_, err := s.try(s.decider, desk.Input{Act: desk.Extend, Day: promised.Add(1), Note: " "})
	says(t, err, "note", "desk.extend.note_empty")
	_, err = s.try(s.reviewer, later(promised.Add(1)))
	kind(t, err, portal.KindForbidden)
	c := s.do(s.decider, later(promised.Add(30)))
	if c.Promised != promised.Add(30) || c.State != matter.InReview || !c.EveryDay() || c.Due != s.today().Add(45+30) {
		t.Errorf("promised %s, due %s, %s", c.Promised, c.Due, c.State)
	}
	_, err = s.try(s.decider, later(promised.Add(40)))
	refused(t, err, portal.KindExists, "desk.act.late")
}

// Papers stop the clock of a petition that was put off as before.
func TestPutOffPetitionStillStops(t *testing.T) {
	s := petition(t)
	promised := s.do(s.decider, later(s.now().Promised.Add(10))).Promised
	s.do(s.decider, ask("case_material"))
	s.h.Clock.MoveTo(s.today().Add(5))
	ok(t, s.h.Apply.Supplement(s.resident.Ctx, s.resident.Own, s.ref, "k", []application.PaperAnswer{{Paper: "case_material", Way: "office"}}))
	if c := s.now(); c.Promised != promised.Add(5) {
		t.Errorf("%s became %s", promised, c.Promised)
	}
}

// A promise that was missed is not put off any more, and no other service's is.
func TestNothingElseIsPutOff(t *testing.T) {
	s := petition(t)
	s.h.Clock.MoveTo(s.now().Promised.Add(1))
	_, err := s.try(s.decider, later(s.today().Add(1)))
	refused(t, err, portal.KindExists, "desk.act.late")
	o := erenhot(t, "42")
	o.reviewed()
	_, err = o.try(o.decider, later(o.now().Promised.Add(1)))
	refused(t, err, portal.KindExists, "desk.act.late")
}
