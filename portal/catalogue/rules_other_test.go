package catalogue_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// others are the services of care, work, home, law and information.
var others = []string{"sunshine-home", "job-registration", "startup-subsidy", "home-retrofit", "legal-aid", "info-access"}

// verdict is that of one rule.
func verdict(s *catalogue.Service, rule, given string) eligibility.Verdict {
	for _, r := range s.Verdicts(facts(given)) {
		if r.Rule == rule {
			return r.Verdict
		}
	}
	return ""
}

func verdicts(t *testing.T, id, rule string, want map[string]eligibility.Verdict) {
	t.Helper()
	s := service(t, load(t), id)
	for given, v := range want {
		if got := verdict(s, rule, given); got != v {
			t.Errorf("%s %s with %q: %s, want %s", id, rule, given, got, v)
		}
	}
}

// 16 to 59, both included; a level counts for physical disability only.
func TestSunshineHomeAgesAndLevels(t *testing.T) {
	ages := map[string]eligibility.Verdict{
		"age=15": eligibility.NotMet, "age=16": eligibility.Met, "age=59": eligibility.Met, "age=60": eligibility.NotMet, "": eligibility.Unknown,
	}
	for _, id := range []string{"sunshine-home", "job-registration", "startup-subsidy"} {
		verdicts(t, id, "age", ages)
	}
	verdicts(t, "sunshine-home", "need", map[string]eligibility.Verdict{
		"disability_category=intellectual disability_level=4": eligibility.Met,
		"disability_category=psychiatric disability_level=3":  eligibility.Met,
		"disability_category=physical disability_level=2":     eligibility.Met,
		"disability_category=physical disability_level=3":     eligibility.NotMet,
		"disability_category=visual disability_level=1":       eligibility.NotMet,
		"disability_category=physical":                        eligibility.Unknown,
	})
	verdicts(t, "sunshine-home", "not_receiving", map[string]eligibility.Verdict{
		"receives=sunshine_home": eligibility.NotMet, "receives=nursing_subsidy": eligibility.Met, "": eligibility.Unknown,
	})
}

// Erenhot lets benefits phase out over at most six months (001 四(一)): no
// service stops because somebody starts to work, and the page says so.
func TestStartingAJobDoesNotStopAtOnce(t *testing.T) {
	c := load(t)
	s := service(t, c, "job-registration")
	if len(s.Stops) > 0 || !slices.Contains(s.Notes, "phase_out") || !strings.Contains(s.Words("zh-Hans")[s.WordID("note.phase_out")], "6 个月") {
		t.Errorf("stops %v, notes %v", s.Stops, s.Notes)
	}
	for _, s := range c.All() {
		for _, stop := range s.Stops {
			if strings.Contains(stop, "employ") || strings.Contains(stop, "work") || strings.Contains(stop, "job") {
				t.Errorf("%s stops for %s", s.ID, stop)
			}
		}
	}
	verdicts(t, "job-registration", "not_employed", map[string]eligibility.Verdict{
		"employed=true": eligibility.NotMet, "employed=false": eligibility.Met, "": eligibility.Unknown,
	})
}

func TestRetrofitOncePerHousehold(t *testing.T) {
	verdicts(t, "home-retrofit", "once", map[string]eligibility.Verdict{
		"done_before=no": eligibility.Met, "done_before=yes": eligibility.NotMet, "": eligibility.Unknown,
	})
	verdicts(t, "home-retrofit", "not_receiving", map[string]eligibility.Verdict{"receives=home_retrofit": eligibility.NotMet})
	if s := service(t, load(t), "home-retrofit"); !s.OneOpen || s.Renewal.Kind != "none" || s.Outcome.Type != catalogue.Provided {
		t.Errorf("%+v %+v", s.Renewal, s.Outcome)
	}
}

func TestRetrofitOfAHouseThatStays(t *testing.T) {
	verdicts(t, "home-retrofit", "stays", map[string]eligibility.Verdict{"tenancy=yes": eligibility.NotMet, "tenancy=no": eligibility.Met})
	verdicts(t, "home-retrofit", "severe", map[string]eligibility.Verdict{"disability_level=2": eligibility.Met, "disability_level=3": eligibility.NotMet})
	verdicts(t, "home-retrofit", "hardship", map[string]eligibility.Verdict{
		"household_aid=rigid_expenditure": eligibility.Met, "household_aid=none": eligibility.NotMet, "": eligibility.Unknown,
	})
}

func TestRetrofitOfARentedHomeNeedsTheOwner(t *testing.T) {
	s := service(t, load(t), "home-retrofit")
	for given, want := range map[string]bool{"housing=rented": true, "housing=owned": false} {
		if got := strings.Contains(needed(s, facts(given)), "owner_consent"); got != want {
			t.Errorf("%s: %v", given, got)
		}
	}
}

// The housing bureaus lead the section, the federation runs the list.
func TestTheFederationRunsTheRetrofitList(t *testing.T) {
	s := service(t, load(t), "home-retrofit")
	if s.Decider != "federation" || len(s.Departments) != 2 {
		t.Fatalf("%s decides; %v", s.Decider, s.Departments)
	}
	for _, d := range s.Departments {
		if len(d.Lead) != 1 || !strings.HasSuffix(d.Lead[0], "住建局") || !strings.HasSuffix(d.With[len(d.With)-1], "残联") {
			t.Errorf("%s: %v with %v", d.Place, d.Lead, d.With)
		}
	}
}

// No source states these amounts, and another county's cap is no amount here.
func TestUnstatedAmountsStayUnstated(t *testing.T) {
	c := load(t)
	for _, id := range []string{"sunshine-home", "startup-subsidy", "home-retrofit"} {
		s := service(t, c, id)
		for _, place := range s.ServedIn {
			if a, ok := s.Amount(place, facts("")); !ok || a.Fen != nil || a.Source == "" || !s.HasWord("amount.unstated") {
				t.Errorf("%s in %s: %+v", id, place, a)
			}
		}
	}
	raw, err := fs.ReadFile(catalogue.Embedded(), "services/home-retrofit.yaml")
	if err != nil || strings.Contains(string(raw), "6000") || strings.Contains(string(raw), "comparator") {
		t.Error("a comparator stands in the definition")
	}
	for id, text := range service(t, c, "home-retrofit").Words("zh-Hans") {
		if strings.Contains(text, "6000") {
			t.Errorf("%s: %s", id, text)
		}
	}
}

// The statute's seven days run through holidays, whatever the working days say.
func TestLegalAidCountsCalendarDays(t *testing.T) {
	d := service(t, load(t), "legal-aid").Days
	if d.Calendar != 7 || d.Accept != 1 || d.Decide != 5 || d.Notice != 0 || !strings.Contains(d.Basis, "P27") {
		t.Errorf("%+v", d)
	}
}

func TestLegalAidHelpsFirstWhenTimeRunsOut(t *testing.T) {
	s := service(t, load(t), "legal-aid")
	for given, want := range map[string]eligibility.Verdict{
		"urgent_limit=yes": eligibility.Met, "urgent_limit=no": eligibility.NotMet, "": eligibility.Unknown,
	} {
		if got := s.Urgent.Eval(facts(given)); got != want {
			t.Errorf("%s: %s", given, got)
		}
	}
}

// Disabled people without a fixed income are not checked for hardship (P27).
func TestLegalAidWithoutIncomeIsNotChecked(t *testing.T) {
	s := service(t, load(t), "legal-aid")
	for given, want := range map[string]bool{"fixed_income=no": false, "fixed_income=yes": true} {
		if got := strings.Contains(needed(s, facts(given)), "aid_proof"); got != want {
			t.Errorf("%s: %v", given, got)
		}
	}
}

func TestLegalAidIsDecidedWhereTheCaseIs(t *testing.T) {
	s := service(t, load(t), "legal-aid")
	given := facts("hukou_jurisdiction=152501 residence_jurisdiction=152501 case_place=150202")
	got := s.Facts(catalogue.Given{Answer: func(id string) field.Value { return given[id] }, Today: "2026-11-23"})
	if place := field.Value(got[eligibility.PlaceField]).First(); place != "150202" || s.Decider != "justice" {
		t.Errorf("%s of %s decides", s.Decider, place)
	}
}

// The card tells who cannot file alone, though its level is not asked for.
func TestGuardianIsObligatoryForLegalAid(t *testing.T) {
	s := service(t, load(t), "legal-aid")
	for given, want := range map[string]bool{
		"filing_as=self age=40 disability_category=intellectual": true,
		"filing_as=self age=17 disability_category=visual":       true,
		"filing_as=self age=40 disability_category=physical":     false,
	} {
		got := needed(s, facts(given))
		if strings.Contains(got, "guardian_proof") != want || strings.Contains(got, "guardian_id_number") != want {
			t.Errorf("%s: %s", given, got)
		}
	}
	if f, ok := s.Field("disability_category"); !ok || f.Derive != "card_no[18]" {
		t.Error("the category does not come from the card")
	}
}

// Days that no source fixes are the portal's own promise and say so.
func TestDesignDaysSayDesign(t *testing.T) {
	c := load(t)
	want := map[string][3]int{ // accept, decide, notice
		"sunshine-home": {5, 15, 7}, "job-registration": {3, 10, 0}, "startup-subsidy": {5, 20, 5},
		"home-retrofit": {5, 20, 7}, "info-access": {1, 3, 0},
	}
	for id, days := range want {
		s := service(t, c, id)
		if got := [3]int{s.Days.Accept, s.Days.Decide, s.Days.Notice}; got != days || !strings.Contains(s.Days.Basis, "DESIGN") {
			t.Errorf("%s: %+v", id, s.Days)
		}
		if s.Days.Notice > 0 && (s.Days.NoticeIn != "calendar" || s.Days.Notice >= s.Days.Decide) {
			t.Errorf("%s: the notice runs inside the decision, in calendar days: %+v", id, s.Days)
		}
	}
}

// Where somebody has to be seen, the definition and its page say so.
func TestPresenceIsNotReplacedByAMandate(t *testing.T) {
	c := load(t)
	for id, want := range map[string][]string{"sunshine-home": {"care_assessment"}, "home-retrofit": {"home_visit", "acceptance"}} {
		s := service(t, c, id)
		if !slices.Equal(s.InPerson, want) || !slices.Contains(s.Notes, "presence") || !s.HasWord("note.presence") {
			t.Errorf("%s: in person %v, notes %v", id, s.InPerson, s.Notes)
		}
		for _, what := range s.InPerson {
			if !s.HasWord("in_person." + what) {
				t.Errorf("%s: no words for %s", id, what)
			}
		}
	}
}

// A wish is no case: few questions, no number of the person, no condition.
func TestInformationIsAWish(t *testing.T) {
	s := service(t, load(t), "info-access")
	for _, id := range []string{"id_number", "own_id_number", "card_no", "hukou_jurisdiction"} {
		if _, asked := s.Field(id); asked {
			t.Errorf("asks %s", id)
		}
	}
	if f, _ := s.Field("phone"); f.Required {
		t.Error("a phone is required")
	}
	own := 0
	for _, step := range s.Steps {
		if len(s.Asked(step, facts("filing_as=self"), catalogue.Given{})) > 0 {
			own++
		}
	}
	if own > 6 || len(s.Eligibility) > 0 || s.Outcome.Type != catalogue.Preference || !s.CrossProvince {
		t.Errorf("%d questions, outcome %+v", own, s.Outcome)
	}
	if f, _ := s.Field("language"); f.Fact() != "contact_language" {
		t.Error("the language is not that of later notices")
	}
}

// Somebody known is asked at most six pages by each of them (decisions 5); money
// and what lies in the person's file are known by then.
func TestKnownPeopleAreAskedLittle(t *testing.T) {
	c := load(t)
	known := facts("filing_as=self age=40 disability_category=physical housing=rented fixed_income=no")
	for _, id := range others {
		s := service(t, c, id)
		given := catalogue.Given{Answer: func(id string) field.Value { return known[id] }, Today: "2026-11-23"}
		var pages []string
		for _, step := range s.Steps {
			p, single := s.Paper(step.Paper)
			asked := slices.DeleteFunc(s.Asked(step, known, given), func(f catalogue.Field) bool {
				return f.Bind != "" && f.ID != "self_care" && f.ID != "education" && f.ID != "accommodations" && f.ID != "formats" && f.ID != "where"
			})
			if len(asked) > 0 || step.Shared || single && p.When.Eval(known) == eligibility.Met {
				pages = append(pages, step.ID)
			}
		}
		t.Logf("%s: %s", id, strings.Join(pages, " "))
		if len(pages) > 6 {
			t.Errorf("%s asks %d: %v", id, len(pages), pages)
		}
	}
}

func TestSignInterpretersAreOfferedWhereTheyHelp(t *testing.T) {
	s := service(t, load(t), "legal-aid")
	f, _ := s.Field("sign_interp")
	for category, want := range map[string]eligibility.Verdict{"hearing": eligibility.Met, "speech": eligibility.Met, "multiple": eligibility.Met, "physical": eligibility.NotMet} {
		if got := f.When.Eval(facts("disability_category=" + category)); got != want {
			t.Errorf("%s: %s", category, got)
		}
	}
}

func TestStartupMoneyStaysWithThePerson(t *testing.T) {
	s := service(t, load(t), "startup-subsidy")
	f, _ := s.Field("account_holder")
	if s.Outcome.Type != catalogue.OnePayment || s.Outcome.PayTo != "own" || !slices.Equal(f.EqualsAny, []string{"name", "guardian_name"}) {
		t.Errorf("%+v, holder %v", s.Outcome, f.EqualsAny)
	}
}

func TestTheOthersAreWhole(t *testing.T) {
	c := load(t)
	deciders := map[string]string{"job-registration": "human_resources", "legal-aid": "justice"}
	for _, id := range others {
		s := service(t, c, id)
		want := deciders[id]
		if want == "" {
			want = "federation"
		}
		if s.Decider != want || s.Object.Days != 60 || s.Object.Service != "objection" || s.Object.Source == "" {
			t.Errorf("%s: %s decides, contested by %+v", id, s.Decider, s.Object)
		}
		if !slices.Equal(s.ServedIn, []portal.Place{"150202", "152501"}) || s.Priority != "launch" || len(s.Departments) != 2 {
			t.Errorf("%s: %v %s", id, s.ServedIn, s.Priority)
		}
		if words := strings.Split(s.Words("zh-Hans")[s.WordID("keywords")], "、"); len(words) < 8 || !slices.Contains([]string{"none", "annual", "on_change"}, s.Renewal.Kind) {
			t.Errorf("%s: search words %v", id, words)
		}
	}
}
