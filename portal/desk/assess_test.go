package desk_test

import (
	"testing"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// A first card: assessment, notice, decision, certificate.
func TestFirstCard(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	_, err := s.try(s.reviewer, publish())
	refused(t, err, portal.KindExists, "desk.act.late") // nothing to tell of yet
	_, err = s.try(s.decider, grants())
	says(t, err, "approve", "desk.approve.conclusion")
	says(t, err, "approve", "desk.approve.notice")
	s.assessed("2", "physical", "hearing")
	s.published()
	c := s.granted(grants())
	cards := s.cards()
	if c.State != matter.Approved || len(cards) != 1 {
		t.Fatalf("state %s, cards %+v", c.State, cards)
	}
	id := typed("42")["id_number"]
	if got := cards[0]; got.Card.Number != id+"72" || got.Card.Name != "Bao Lide" || got.Place != storetest.Erenhot || got.Case != c.Ref {
		t.Errorf("card %+v", got)
	}
	if want := s.today().AddMonths(120); cards[0].ValidTo != want || cards[0].On(s.today()) != benefit.CardActive {
		t.Errorf("valid to %s, want %s", cards[0].ValidTo, want)
	}
}

// The clock stands while somebody is assessed and the case comes back to the
// office that sent it.
func TestAssessmentStopsTheClock(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	before := s.now()
	_, err := s.try(s.reviewer, desk.Input{Act: desk.Assess, Institution: "somewhere"})
	says(t, err, "institution", "desk.institution.empty")
	_, err = s.try(s.reviewer, desk.Input{Act: desk.Assess, Institution: "erenhot-assessment-1", Day: "2026-03-01", Time: "25:00"})
	says(t, err, "day", "desk.visit.day")
	says(t, err, "time", "desk.visit.time")
	c := s.do(s.reviewer, desk.Input{Act: desk.Assess, Institution: "erenhot-assessment-1", Home: true})
	if c.State != matter.Assessment || c.Unit != "erenhot-assessment-1" || c.StoppedFrom != s.today() || desk.Overdue(c, c.Due.Add(9)) {
		t.Fatalf("sent %+v", c)
	}
	visit := desk.Input{Act: desk.Appoint, Day: s.today().Add(2), Time: "09:30", Place: "Room 2"}
	s.do(s.reviewer, visit) // the sending office still may
	visit.Day = visit.Day.Add(1)
	c = s.do(s.assessor(), visit)
	if v := c.Body.Assessments[0].Visits; len(v) != 2 || v[1].Day != s.today().Add(3) || !c.Body.Assessments[0].Home {
		t.Errorf("visits %+v", v)
	}
	s.h.Clock.MoveTo("2026-03-30") // five working days later
	_, err = s.try(s.assessor(), conclude("2026-03-31", "9"))
	says(t, err, "day", "desk.conclude.day")
	says(t, err, "level", "desk.conclude.level")
	says(t, err, "categories", "desk.conclude.categories")
	c = s.do(s.assessor(), conclude("2026-03-27", "3", "visual"))
	if c.State != matter.InReview || c.Unit != federation || c.StoppedFrom != "" || len(c.Stops) != 1 {
		t.Errorf("back %+v", c)
	}
	if n, _ := s.h.Calendar.Between(before.Due, c.Due); n != 5 {
		t.Errorf("due %s became %s", before.Due, c.Due)
	}
	want := []string{"notice.case.submit", "notice.case.accept", "notice.case.forward", "notice.case.review",
		"notice.case.assess", "notice.case.appoint", "notice.case.appoint", "notice.case.conclude"}
	if got := templates(s); len(got) != len(want) {
		t.Errorf("told %v", got)
	}
}

// What an office reads from paper waits for a second officer.
func TestConclusionFromPaperNeedsTwo(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.do(s.reviewer, assess())
	c := s.do(s.reviewer, conclude(s.today(), "1", "visual"))
	if a := c.Body.Assessments[0]; c.State != matter.Assessment || a.Read == nil || !a.Read.Paper || a.Conclusion != nil {
		t.Fatalf("read %+v", a)
	}
	_, err := s.try(s.reviewer, desk.Input{Act: desk.ConfirmConclusion})
	refused(t, err, portal.KindExists, "desk.act.late")
	_, err = s.try(s.assessor(), desk.Input{Act: desk.ConfirmConclusion})
	refused(t, err, portal.KindForbidden, "desk.refused.role")
	c = s.do(s.other, desk.Input{Act: desk.ConfirmConclusion})
	found := c.Conclusion()
	if c.State != matter.InReview || found == nil || found.Level != 1 || found.By != s.reviewer.Staff.ID || found.Second != s.other.Staff.ID {
		t.Errorf("concluded %+v", found)
	}
}

// Level 0: the standard of a disability is not met, so no card.
func TestStandardNotMetIsNoCard(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.assessed("0")
	_, err := s.try(s.decider, grants())
	says(t, err, "approve", "desk.approve.level")
	c := s.granted(desk.Input{Act: desk.Propose, Reasons: []string{"standard_not_met"}})
	if c.State != matter.Refused || len(s.cards()) != 0 {
		t.Errorf("state %s", c.State)
	}
}

func TestPublicNoticeRunsInsideTheLimit(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.h.Clock.MoveTo("2026-04-27") // the week before the long holiday
	s.reviewed()
	s.assessed("2", "visual")
	before := s.now()
	_, err := s.try(s.reviewer, desk.Input{Act: desk.Publish, Day: "2026-04-26"})
	says(t, err, "where", "desk.publish.where")
	says(t, err, "day", "desk.publish.day")
	c := s.do(s.reviewer, publish())
	end, err := s.h.Calendar.Add("2026-04-27", 5)
	ok(t, err)
	if n := c.Body.Notices[0]; n.Start != "2026-04-27" || n.End != end || c.State != matter.PublicNotice {
		t.Errorf("notice %+v, want the end %s", n, end)
	}
	if c.StoppedFrom != "" || c.Due != before.Due || c.Promised != before.Promised {
		t.Errorf("the notice moved %s to %s", before.Due, c.Due)
	}
	sheet, has := s.h.Desk.Sheet(c)
	if !has || sheet.Name != "B○○" || sheet.Unit != federation || sheet.Category != "visual" || sheet.Level != 2 || sheet.End != end {
		t.Errorf("sheet %+v", sheet)
	}
	s.h.Clock.MoveTo(end)
	_, err = s.try(s.reviewer, desk.Input{Act: desk.EndNotice})
	refused(t, err, portal.KindExists, "desk.act.late") // its last day counts
	s.h.Clock.MoveTo(end.Add(1))
	s.do(s.reviewer, desk.Input{Act: desk.EndNotice})
}

func TestNoticeInCalendarDays(t *testing.T) {
	s := serve(t, "home-retrofit", federation, typed("42"))
	s.h.Clock.MoveTo("2026-04-30")
	s.reviewed()
	c := s.do(s.reviewer, publish())
	if n := c.Body.Notices[0]; n.End != "2026-05-07" {
		t.Errorf("seven calendar days end on %s", n.End)
	}
}

// Nobody takes a notice down over an objection that was not looked into.
func TestObjectionsToANotice(t *testing.T) {
	s := serve(t, "home-retrofit", federation, typed("42"))
	s.reviewed()
	c := s.do(s.reviewer, publish())
	_, err := s.try(s.reviewer, desk.Input{Act: desk.NoticeObjection})
	says(t, err, "note", "desk.objection.note")
	said := desk.Input{Act: desk.NoticeObjection, Note: "The house is not his."}
	c = s.do(s.reviewer, said)
	if e := c.Events[len(c.Events)-1]; e.Note != "" {
		t.Errorf("the history tells what somebody said: %+v", e)
	}
	s.h.Clock.MoveTo(c.Body.Notices[0].End.Add(1))
	_, err = s.try(s.reviewer, desk.Input{Act: desk.EndNotice})
	refused(t, err, portal.KindExists, "desk.act.late")
	for n, want := range map[int]string{1: "result", 2: "objection"} {
		_, err = s.try(s.reviewer, desk.Input{Act: desk.NoticeObjection, Objection: n})
		says(t, err, want, map[int]string{1: "desk.objection.result", 2: "desk.objection.unknown"}[n])
	}
	c = s.do(s.reviewer, desk.Input{Act: desk.NoticeObjection, Objection: 1, Result: "It is his."})
	if o := c.Body.Notices[0].Objections; len(o) != 1 || o[0].Note != said.Note || o[0].Result != "It is his." {
		t.Errorf("objections %+v", o)
	}
	c = s.do(s.reviewer, desk.Input{Act: desk.EndNotice})
	if c.State != matter.InReview || c.Body.Notices[0].Ended != s.today() {
		t.Errorf("ended %+v", c.Body.Notices)
	}
	if got := s.granted(grants()); got.State != matter.Approved {
		t.Errorf("state %s", got.State)
	}
}

// A conclusion after the notice has to hang out again.
func TestNoticeTellsOfTheLastConclusion(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.assessed("2", "visual")
	s.published()
	s.h.Clock.MoveTo(s.today().Add(1))
	s.assessed("3", "visual")
	_, err := s.try(s.decider, grants())
	says(t, err, "approve", "desk.approve.notice")
	s.published()
	if c := s.granted(grants()); c.State != matter.Approved || s.cards()[0].Card.Level != 3 {
		t.Errorf("state %s", c.State)
	}
}

// TestScopeOfInstitutions: the one that assesses sees the case, another does not.
func TestScopeOfInstitutions(t *testing.T) {
	s := serve(t, "card-new", federation, typed("42"))
	s.reviewed()
	s.do(s.reviewer, assess())
	o := s.assessor()
	_, err := s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
	ok(t, err)
	other := s.h.Officer("Elsewhere", "erenhot-assessment-2", office.Assessor)
	_, err = s.h.Desk.Open(other.Ctx, other.Staff, s.ref)
	kind(t, err, portal.KindNotFound)
	_, err = s.try(other, conclude(s.today(), "1", "visual"))
	kind(t, err, portal.KindNotFound)
	s.do(o, conclude(s.today(), "1", "visual"))
	_, err = s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
	kind(t, err, portal.KindNotFound)
}
