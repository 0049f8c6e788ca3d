package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/hotline"
)

// The statute counts every day: 15 to accept, 60 in all, 30 more at most. Numbers
// of working days would promise something else.
func TestPetitionCountsEveryDay(t *testing.T) {
	c := load(t)
	d := service(t, c, "online-petition").Days
	if d.Accept != 15 || d.Total() != 60 || d.Calendar != 60 || d.Extend != 30 || !d.EveryDay() || !strings.Contains(d.Basis, "BG") {
		t.Errorf("%+v", d)
	}
	for _, s := range c.All() {
		if s.ID != "online-petition" && (s.Days.EveryDay() || s.Days.Extend > 0) {
			t.Errorf("%s: %+v", s.ID, s.Days)
		}
	}
}

// What a court has in hand leads away, with words on where to go, before anything
// else is asked.
func TestPetitionInCourtLeadsAway(t *testing.T) {
	s := service(t, load(t), "online-petition")
	f, _ := s.Field("already_in_court")
	if f.Redirect != (catalogue.Redirect{Value: "yes", Service: "legal-aid"}) || s.Steps[0].ID != "already_in_court" || !s.HasWord("step.already_in_court.elsewhere") {
		t.Errorf("redirect %+v, first %s", f.Redirect, s.Steps[0].ID)
	}
	if len(s.Eligibility) != 0 {
		t.Error("a petition has conditions")
	}
}

func TestPetitionIsAnsweredWhereItHappened(t *testing.T) {
	s := service(t, load(t), "online-petition")
	given := facts("hukou_jurisdiction=152501 residence_jurisdiction=152501 case_place=150202")
	got := s.Facts(catalogue.Given{Answer: func(id string) field.Value { return given[id] }, Today: "2026-11-23"})
	if place := field.Value(got["deciding_jurisdiction"]).First(); place != "150202" || s.Decider != "petition" {
		t.Errorf("%s of %s answers", s.Decider, place)
	}
	kind, _ := s.Field("petition_kind")
	if !slices.Equal(kind.Options, []string{"petition", "meeting", "visit"}) {
		t.Errorf("kinds %v", kind.Options)
	}
	if s.Object.Service != "" || !s.HasWord("note.contest") {
		t.Error("the answer is looked at by the office above, not by the one that gave it")
	}
}

// A ticket is no case: its guides ask nothing, promise no days of their own, and
// begin it with what the hotline knows.
func TestTicketsHaveGuidesOnly(t *testing.T) {
	c := load(t)
	for id, want := range map[string]catalogue.Ticket{"hotline-ticket": {}, "barrier-report": {Type: "complaint", Topic: "access"}} {
		s := service(t, c, id)
		if s.Delivery != "hotline" || s.Ticket != want || len(s.Fields)+len(s.Steps)+len(s.Papers)+s.Days.Total() != 0 {
			t.Errorf("%s: %s %+v %+v", id, s.Delivery, s.Ticket, s.Days)
		}
	}
	for _, s := range c.All() {
		if _, known := hotline.KindOf(hotline.Type(s.Ticket.Type)); s.Ticket.Type != "" && !known {
			t.Errorf("%s: no ticket is of type %q", s.ID, s.Ticket.Type)
		}
		if s.Ticket.Topic != "" && !slices.Contains(hotline.Topics(), hotline.Topic(s.Ticket.Topic)) {
			t.Errorf("%s: no ticket is about %q", s.ID, s.Ticket.Topic)
		}
	}
}
