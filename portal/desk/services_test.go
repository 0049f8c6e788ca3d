package desk_test

import (
	"context"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

const federation = "erenhot-federation"

// typed answers the questions of every service; card as in storetest.Answers.
func typed(card string) storetest.Typed {
	return storetest.Answers(storetest.Erenhot, storetest.Erenhot, card).With(
		"applied_category", "physical", "requested_category", "physical", "cause", "accident", "medical_summary", "Fell.",
		"change_reason", "Worse.", "assessment_institution", "office", "home_assessment", "no", "renew_reason", "expiry",
		"condition_changed", "no", "cancel_reason", "voluntary", "lost_on.year", "2026", "lost_on.month", "3", "lost_on.day", "20",
		"lost_place", "Market", "to_jurisdiction", storetest.Erenhot, "from_jurisdiction", storetest.Donghe,
		"hukou_moved_on.year", "2026", "hukou_moved_on.month", "3", "hukou_moved_on.day", "1",
		"hardship_type", "sudden", "urgent", "no", "request_text", "The house burnt.", "amount_spent", "100",
		"housing", "owned", "tenancy", "no", "rooms", "door", "done_before", "no",
		"case_kind", "labor", "already_in_court", "no", "petition_kind", "petition", "case_place", storetest.Erenhot, "fixed_income", "no", "urgent_limit", "no", "sign_interp", "no",
		"vehicle_brand", "Wuyang", "vehicle_no", "12345", "bought_on.year", "2024", "bought_on.month", "1", "bought_on.day", "1",
		"limb_site", "lower", "owns_motor_wheelchair", "true", "insured_resident_pension", "true",
		"devices.0.device", "wheelchair", "devices.0.body_data", "170", "self_bought", "no", "assess_place", "home",
		"child_has_card", "no", "disability_category", "hearing", "autism", "no", "low_vision", "no", "rehab_kind", "training",
		"institution", "office", "other_place", "no", "training_month.year", "2026", "training_month.month", "4",
		"care_mode", "day", "self_care", "eat", "risk_notes", "None.",
		"education", "junior", "job_wish", "home", "accommodations", "ramp", "zero_employment_home", "no", "employed", "no",
		"pension_no", "152501000001", "pay_year", "2026", "topup", "0",
		"formats", "large", "where", "portal", "language", "zh", "objection_reason", "It is not so.",
		"change_type", "bank", "effective_on.year", "2026", "effective_on.month", "3", "effective_on.day", "10",
		"household_size", "2", "household_aid", "dibao", "household_income", "500",
	)
}

// serve sends a case of a service and waits until it may be opened; the deciding
// officers sit in a unit.
func serve(t *testing.T, service, deciding string, answers storetest.Typed) *story {
	t.Helper()
	h := storetest.Memory(t)
	return serveIn(t, h, h.Resident(t, phone), service, deciding, answers)
}

func serveIn(t *testing.T, h *storetest.House, r storetest.Resident, service, deciding string, answers storetest.Typed) *story {
	t.Helper()
	d, err := h.Apply.Begin(r.Ctx, r.Own, service, portal.NewID())
	ok(t, err)
	w := application.Where{Person: r.Own, Draft: d.ID}
	h.Fill(t, r, w, answers)
	return finish(t, h, r, w, deciding)
}

// finish sends a filled draft and makes the officers of its case.
func finish(t *testing.T, h *storetest.House, r storetest.Resident, w application.Where, deciding string) *story {
	t.Helper()
	in := storetest.Sending(portal.NewID())
	in.Form = field.Form(func(string) []string { return []string{"true"} })
	sent, err := h.Apply.Submit(r.Ctx, w, in)
	ok(t, err)
	h.Clock.Move(10 * time.Minute)
	return &story{
		t: t, h: h, resident: r, ref: string(sent.Ref),
		receiver: h.Officer("Receiver", "erenhot-window", office.Receiver),
		reviewer: h.Officer("Reviewer", deciding, office.FirstReviewer),
		decider:  h.Officer("Decider", deciding, office.Decider),
		other:    h.Officer("Other", deciding, office.SecondDecider),
	}
}

// Panels of assessment and notice, filled in as they should be.
func assess() desk.Input { return desk.Input{Act: desk.Assess, Institution: "erenhot-assessment-1"} }

func conclude(day portal.Day, level string, categories ...string) desk.Input {
	return desk.Input{Act: desk.Conclude, Day: day, Level: level, Categories: categories}
}

func publish() desk.Input { return desk.Input{Act: desk.Publish, Where: "Board of the federation"} }

// grants is an approval without money.
func grants() desk.Input {
	return desk.Input{Act: desk.Propose, Approve: true, Reasons: []string{"conditions_met"}}
}

func (s *story) assessor() storetest.Officer {
	return s.h.Officer("Assessor", "erenhot-assessment-1", office.Assessor)
}

// today is the day of the story.
func (s *story) today() portal.Day { return portal.DayOf(s.h.Clock.Now()) }

// assessed brings a case to the desk of the decider with a conclusion.
func (s *story) assessed(level string, categories ...string) {
	s.t.Helper()
	s.do(s.reviewer, assess())
	s.do(s.assessor(), conclude(s.today(), level, categories...))
}

// published hangs the notice up and takes it down after its last day.
func (s *story) published() {
	s.t.Helper()
	c := s.do(s.reviewer, publish())
	s.h.Clock.MoveTo(c.Body.Notices[len(c.Body.Notices)-1].End.Add(1))
	s.do(s.reviewer, desk.Input{Act: desk.EndNotice})
}

// granted proposes and confirms.
func (s *story) granted(in desk.Input) application.Case {
	s.t.Helper()
	s.do(s.decider, in)
	return s.do(s.other, desk.Input{Act: desk.Confirm})
}

func (s *story) cards() []benefit.Certificate {
	s.t.Helper()
	cards, err := s.h.Store.CertificatesOf(context.Background(), s.resident.Own)
	ok(s.t, err)
	return cards
}

func (s *story) benefits() []benefit.Benefit {
	s.t.Helper()
	all, err := s.h.Store.BenefitsOf(context.Background(), s.resident.Own)
	ok(s.t, err)
	return all
}
