package catalogue_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// The rules of the card services, each as the service facts state it. Numbers
// are invented; check signs are right.

// cardServices are all that give, change or end a card.
var cardServices = []string{
	"card-new", "card-renew", "card-level-change", "card-transfer", "card-reissue", "card-cancel", "card-objection",
}

// verdictOf judges one rule of a service over facts that are given or follow.
func verdictOf(t *testing.T, s *catalogue.Service, rule, answers string) eligibility.Verdict {
	t.Helper()
	for _, r := range s.Verdicts(s.Facts(given(answers))) {
		if r.Rule == rule {
			return r.Verdict
		}
	}
	return "does not count"
}

// judged is a table of answers and the verdict on one rule.
func judged(t *testing.T, id, rule string, want map[string]eligibility.Verdict) {
	t.Helper()
	s := service(t, load(t), id)
	for answers, verdict := range want {
		if got := verdictOf(t, s, rule, answers); got != verdict {
			t.Errorf("%s, %s with %s: %s, want %s", id, rule, answers, got, verdict)
		}
	}
}

func TestCategoryAndLevelAreTheLastTwoPositions(t *testing.T) {
	c := load(t)
	names := []string{"visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple"}
	for _, id := range []string{"card-renew", "card-level-change", "card-transfer", "card-reissue", "card-cancel"} {
		for i, name := range names {
			for level := 1; level <= 4; level++ {
				number := adult + strconv.Itoa(i+1) + strconv.Itoa(level)
				facts := service(t, c, id).Facts(given("card_no=" + number))
				if got := facts["disability_category"][0] + facts["disability_level"][0]; got != name+strconv.Itoa(level) {
					t.Errorf("%s, %s: %s", id, number, got)
				}
			}
		}
	}
}

func TestCardNumberKeepsReissueSuffix(t *testing.T) {
	c := load(t)
	for _, id := range []string{"card-renew", "card-level-change", "card-transfer", "card-reissue", "card-cancel"} {
		f, ok := service(t, c, id).Field("card_no")
		if !ok {
			t.Fatalf("%s has no card number", id)
		}
		for suffix, ok := range map[string]bool{"": true, "B": true, "B1": true, "B2": true, "b12": true, "B123": false, "C1": false} {
			typed := strings.ToLower(adult) + "41" + suffix
			value, bad := field.Read(f.Spec, func(string) []string { return []string{typed} }, field.Context{Today: "2026-12-01"})
			if ok != (len(bad) == 0) || ok && value.First() != strings.ToUpper(typed) {
				t.Errorf("%s, %s: %v %v", id, typed, value, bad)
			}
		}
		facts := service(t, c, id).Facts(given("card_no=" + adult + "12B2"))
		if facts["disability_category"][0] != "visual" || facts["disability_level"][0] != "2" {
			t.Errorf("%s: a suffix hides category and level: %v", id, facts)
		}
	}
}

func TestTwoCategoriesGiveMultiple(t *testing.T) {
	s := service(t, load(t), "card-new")
	for applied, want := range map[string]string{"visual": "visual", "visual,hearing": "multiple", "speech,hearing,physical": "multiple"} {
		if got := s.Facts(given("applied_category=" + applied))["disability_category"]; !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v", applied, got)
		}
	}
	if f, _ := s.Field("applied_category"); slices.Contains(f.Options, "multiple") || f.MinItems != 1 {
		t.Error("multiple follows and is never chosen; one category is the least")
	}
}

// P04 states the rule for Inner Mongolia; elsewhere it does not count.
func TestDiseaseWaitsTwelveMonthsInInnerMongoliaOnly(t *testing.T) {
	judged(t, "card-new", "treatment_ended", map[string]eligibility.Verdict{
		"hukou_jurisdiction=150202 cause=accident":                              eligibility.Met,
		"hukou_jurisdiction=150202 cause=disease treatment_ended_on=2025-12-01": eligibility.Met,
		"hukou_jurisdiction=152501 cause=disease treatment_ended_on=2025-12-02": eligibility.NotMet,
		"hukou_jurisdiction=150202 cause=disease":                               eligibility.Unknown,
		"hukou_jurisdiction=130104 cause=disease treatment_ended_on=2026-11-01": "does not count",
		"cause=disease treatment_ended_on=2026-11-01":                           eligibility.Unknown,
	})
	s := service(t, load(t), "card-new")
	if f, _ := s.Field("treatment_ended_on"); f.When.String() != "cause == disease" || f.NotAfter != "today" {
		t.Error("the end of treatment is asked for a disease, and lies in the past")
	}
}

func TestGuardianObligatoryForChildrenIntellectualAndPsychiatric(t *testing.T) {
	c := load(t)
	judged(t, "card-new", "guardian", map[string]eligibility.Verdict{
		"filing_as=self id_number=" + adult + " applied_category=visual":                                  eligibility.Met,
		"filing_as=self id_number=" + adult + " applied_category=psychiatric":                             eligibility.Unknown,
		"filing_as=self id_number=" + adult + " applied_category=intellectual guardian_id_number=x":       eligibility.Met,
		"link.filing_as=guardian filing_as=guardian id_number=" + adult + " applied_category=psychiatric": eligibility.Met,
	})
	for _, id := range cardServices {
		s := service(t, c, id)
		if id == "card-cancel" {
			continue // the facts ask for no guardian's papers there
		}
		for given, want := range map[string]bool{
			"filing_as=self age=40 disability_category=visual":       false,
			"filing_as=self age=17 disability_category=visual":       true,
			"filing_as=self age=40 disability_category=intellectual": true,
			"filing_as=self age=40 disability_category=psychiatric":  true,
		} {
			got := strings.Fields(needed(s, facts(given)))
			for _, thing := range []string{"guardian_id", "guardian_proof", "guardian_name", "guardian_id_number", "guardian_relation"} {
				if slices.Contains(got, thing) != want {
					t.Errorf("%s, %s: %s is %v", id, given, thing, !want)
				}
			}
		}
	}
}

func TestNewCardOnlyTwelveMonthsAfterCancelling(t *testing.T) {
	judged(t, "card-new", "year_after_cancel", map[string]eligibility.Verdict{
		"register.card_status=none":                                      eligibility.Met,
		"register.card_status=cancelled register.months_since_cancel=12": eligibility.Met,
		"register.card_status=cancelled register.months_since_cancel=11": eligibility.NotMet,
		"register.card_status=cancelled":                                 eligibility.Unknown,
	})
	judged(t, "card-new", "no_card", map[string]eligibility.Verdict{
		"register.card_status=active": eligibility.NotMet, "register.card_status=expired": eligibility.NotMet,
		"register.card_status=cancelled": eligibility.Met,
	})
}

func TestRenewalWindowOpensTwelveMonthsBefore(t *testing.T) {
	judged(t, "card-renew", "window", map[string]eligibility.Verdict{
		"register.card_valid_to=2027-12-31 renew_reason=expiry":  eligibility.Met, // 12 full months
		"register.card_valid_to=2028-01-01 renew_reason=expiry":  eligibility.NotMet,
		"register.card_valid_to=2026-11-30 renew_reason=expiry":  eligibility.Met, // past
		"register.card_valid_to=2035-01-01 renew_reason=damaged": eligibility.Met,
		"register.card_valid_to=2035-01-01 renew_reason=info":    eligibility.Met,
		"renew_reason=expiry": eligibility.Unknown,
	})
	judged(t, "card-renew", "has_card", map[string]eligibility.Verdict{
		"register.card_valid_to=2026-11-30": eligibility.Met, "register.card_status=frozen": eligibility.Met,
		"register.card_status=cancelled": eligibility.NotMet, "register.card_status=none": eligibility.NotMet,
	})
}

func TestChangedConditionLeadsToLevelChange(t *testing.T) {
	f, _ := service(t, load(t), "card-renew").Field("condition_changed")
	if f.Redirect != (catalogue.Redirect{Value: "yes", Service: "card-level-change"}) {
		t.Errorf("%+v", f.Redirect)
	}
}

func TestLevelChangeAfterTwelveMonthsOrNewEvidence(t *testing.T) {
	judged(t, "card-level-change", "year_or_evidence", map[string]eligibility.Verdict{
		"register.months_since_assessment=12":                                         eligibility.Met,
		"register.months_since_assessment=11 register.has_new_medical_evidence=false": eligibility.NotMet,
		"register.months_since_assessment=3 register.has_new_medical_evidence=true":   eligibility.Met,
	})
	s := service(t, load(t), "card-level-change")
	diagnosis, _ := s.Paper("diagnosis")
	for known, want := range map[string]bool{"months_since_assessment=11": true, "months_since_assessment=12": false, "": true} {
		if got := diagnosis.Needed(facts(known)); got != want {
			t.Errorf("%q: the diagnosis is asked: %v", known, got)
		}
	}
}

// A change takes the old category and level from the number, the asked for ones
// are another matter until the conclusion.
func TestLevelChangeKeepsTheOldRateUntilTheNewCard(t *testing.T) {
	s := service(t, load(t), "card-level-change")
	f := s.Facts(given("card_no=" + adult + "42 requested_category=physical,visual"))
	if f["disability_category"][0] != "physical" || f["disability_level"][0] != "2" {
		t.Errorf("%v %v", f["disability_category"], f["disability_level"])
	}
	if s.Outcome.Act != "change" || !slices.Contains(s.Notes, "benefits") {
		t.Error("the outcome changes the card and the guide says what becomes of benefits")
	}
}

func TestNoticeRunsInsideTheLimit(t *testing.T) {
	c := load(t)
	for id, decide := range map[string]int{"card-new": 10, "card-level-change": 15} {
		d := service(t, c, id).Days
		if d.Decide != decide || d.Notice != 5 || d.NoticeIn != "working" || d.Total() != d.Accept+decide+d.Tell {
			t.Errorf("%s: %+v", id, d)
		}
	}
	for _, id := range []string{"card-renew", "card-transfer", "card-reissue", "card-cancel"} {
		if d := service(t, c, id).Days; d.Notice != 0 {
			t.Errorf("%s has no public notice: %+v", id, d)
		}
	}
}

func TestObjectionWindowTenWorkingDays(t *testing.T) {
	c := load(t)
	for _, s := range c.All() {
		byCard := s.Object.Service == "card-objection"
		if byCard && (s.Object.Working != 10 || s.Object.Days != 0 || s.Object.Source != "P07") {
			t.Errorf("%s: %+v", s.ID, s.Object)
		}
		if assessedCard := s.Assessed && s.Category == "certificate" && !s.Hidden; assessedCard != byCard {
			t.Errorf("%s: contested by %q", s.ID, s.Object.Service)
		}
	}
	judged(t, "card-objection", "in_time", map[string]eligibility.Verdict{
		"register.workdays_since_conclusion=10": eligibility.Met, "register.workdays_since_conclusion=11": eligibility.NotMet,
	})
	if s := service(t, c, "card-objection"); !s.Hidden || s.Decider != "higher_federation" || s.Outcome.Act != "reopen" || s.Days.Decide != 20 {
		t.Errorf("%v %s %+v %+v", s.Hidden, s.Decider, s.Outcome, s.Days)
	}
}

// The reference of what is contested comes with the start from the case: it is
// read and never asked.
func TestObjectionKnowsItsCase(t *testing.T) {
	s := service(t, load(t), "card-objection")
	g := given("case_no=forged register.case_no=202611210001")
	if steps := asked(s, g); strings.Contains(steps, "case_no") {
		t.Error("asked:", steps)
	}
	if got := s.Facts(g)["case_no"]; !slices.Equal(got, []string{"202611210001"}) {
		t.Errorf("%v", got)
	}
}

func TestInternalReviewSaysWhereItsLimitsComeFrom(t *testing.T) {
	c := load(t)
	s := service(t, c, "objection")
	if !s.Hidden || s.Days.Basis != "DESIGN" || !slices.Contains(s.Sources, "DESIGN") || s.Outcome.Act != "reopen" {
		t.Errorf("%+v", s)
	}
	for _, id := range []string{"card-renew", "card-transfer", "card-reissue", "card-cancel"} {
		if o := service(t, c, id).Object; o.Service != "objection" || o.Days != 60 || !strings.Contains(o.Source, "DESIGN") {
			t.Errorf("%s: %+v", id, o)
		}
	}
}

func TestPresenceNotReplacedByMandate(t *testing.T) {
	c := load(t)
	for _, id := range []string{"card-new", "card-level-change", "card-objection"} {
		s := service(t, c, id)
		if !s.Assessed || !slices.Contains(s.InPerson, "assessment") || !s.HasWord("in_person.assessment") {
			t.Errorf("%s: in person %v", id, s.InPerson)
		}
	}
	for _, id := range []string{"card-new", "card-level-change"} {
		if f, ok := service(t, c, id).Field("home_assessment"); !ok || !slices.Equal(f.Options, []string{"no", "yes"}) {
			t.Errorf("%s: who cannot come is visited", id)
		}
	}
}

func TestHomeVisitNeedsItsReason(t *testing.T) {
	s := service(t, load(t), "card-new")
	if f, _ := s.Field("home_reason"); !f.Required || f.When.String() != "home_assessment == yes" || f.Max != 200 {
		t.Errorf("%+v", f)
	}
}

// A mover's file knows the old place; the new one decides.
func TestTransferIsDecidedWhereTheHukouMoved(t *testing.T) {
	s := service(t, load(t), "card-transfer")
	answers := "hukou_jurisdiction=150202 from_jurisdiction=150202 to_jurisdiction=152501"
	f := s.Facts(given(answers))
	if f[eligibility.PlaceField][0] != "152501" || f["hukou_jurisdiction"][0] != "152501" || f["event"][0] != "hukou_moved" {
		t.Errorf("%v", f)
	}
	if steps := strings.Fields(asked(s, given("hukou_jurisdiction=150202"))); slices.Contains(steps, "hukou") || !slices.Contains(steps, "to") {
		t.Error(steps)
	}
	if to, _ := s.Field("to_jurisdiction"); to.NotEqual != "from_jurisdiction" {
		t.Error("nobody moves to where they were")
	}
	judged(t, "card-transfer", "has_card", map[string]eligibility.Verdict{
		"register.card_status=frozen": eligibility.Met, "register.card_status=cancelled": eligibility.NotMet,
	})
}

func TestReissueOncePerYear(t *testing.T) {
	judged(t, "card-reissue", "once_a_year", map[string]eligibility.Verdict{
		"register.reissue_count_this_year=0": eligibility.Met, "register.reissue_count_this_year=1": eligibility.NotMet,
	})
	s := service(t, load(t), "card-reissue")
	if f, _ := s.Field("card_no"); f.Required {
		t.Error("who lost the card may not know its number")
	}
	if f, _ := s.Field("declare_void"); !f.MustBeTrue || !f.AtCheck || s.Outcome.Act != "reissue" {
		t.Errorf("%+v", f)
	}
	judged(t, "card-reissue", "lost", map[string]eligibility.Verdict{"name=x": eligibility.Met})
}

func TestCancelSaysThatBenefitsStop(t *testing.T) {
	s := service(t, load(t), "card-cancel")
	if f, _ := s.Field("aware_benefits_stop"); !f.MustBeTrue || !f.AtCheck {
		t.Errorf("%+v", f)
	}
	if len(s.Stops) != 0 || s.Outcome.Act != "cancel" {
		t.Errorf("%+v", s.Outcome)
	}
	judged(t, "card-cancel", "reason", map[string]eligibility.Verdict{
		"cancel_reason=death": eligibility.Met, "cancel_reason=recovered": eligibility.Met, "cancel_reason=voluntary": eligibility.Met,
	})
}

// The dead sign no mandate: a near relative or the committee files.
func TestDeathNeedsProofAndNoMandate(t *testing.T) {
	s := service(t, load(t), "card-cancel")
	for given, want := range map[string]string{
		"filing_as=agent cancel_reason=death":     "death_proof proxy_id",
		"filing_as=committee cancel_reason=death": "death_proof proxy_id committee_note",
		"filing_as=agent cancel_reason=voluntary": "proxy_id mandate",
	} {
		var papers []string
		for _, id := range strings.Fields(needed(s, facts(given))) {
			if _, ok := s.Paper(id); ok {
				papers = append(papers, id)
			}
		}
		if got := strings.Join(papers, " "); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
}

func TestCardsAreFreeBySource(t *testing.T) {
	c := load(t)
	for id, source := range map[string]string{
		"card-new": "P07", "card-renew": "P01", "card-level-change": "P01", "card-transfer": "P07", "card-reissue": "P08",
	} {
		if a, ok := service(t, c, id).Amount("150202", nil); !ok || a.Fen == nil || *a.Fen != 0 || a.Kind != "fee" || a.Source != source {
			t.Errorf("%s: %+v", id, a)
		}
	}
	for _, id := range []string{"card-cancel", "card-objection", "objection", "one-thing"} {
		if n := len(service(t, c, id).Amounts); n != 0 {
			t.Errorf("%s: the facts state no amount, %d are here", id, n)
		}
	}
}

func TestCardPhotoIsAPicture(t *testing.T) {
	c := load(t)
	for _, id := range []string{"card-new", "card-renew", "card-level-change", "card-reissue"} {
		if p, ok := service(t, c, id).Paper("photo"); !ok || !p.Required || p.Share || p.Kind != "photo" || !slices.Equal(p.Accept, []string{"jpg", "png"}) {
			t.Errorf("%s: %+v", id, p)
		}
	}
}

// A card is voluntary: the guide leads to its parts and files none of them.
func TestGuideLeadsToPartsAndFilesNothing(t *testing.T) {
	c := load(t)
	s := service(t, c, "one-thing")
	if s.Delivery != "guide" || len(s.Fields)+len(s.Steps) != 0 {
		t.Errorf("%s asks %d fields", s.Delivery, len(s.Fields))
	}
	if want := []string{"card-new", "living-subsidy", "nursing-subsidy", "job-registration", "pension-aid"}; !slices.Equal(s.Parts, want) {
		t.Errorf("%v", s.Parts)
	}
	for _, id := range s.Parts {
		if part := service(t, c, id); part.Hidden || part.Delivery != "transact" {
			t.Errorf("%s cannot be started", id)
		}
	}
}
