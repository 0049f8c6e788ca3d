package catalogue_test

import (
	"strings"
	"testing"

	"changban/portal/catalogue"
	"changban/portal/eligibility"
)

func facts(text string) eligibility.Facts {
	f := eligibility.Facts{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		f[name] = strings.Split(value, ",")
	}
	return f
}

func TestAmount(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	severe, mild := facts("disability_level=2"), facts("disability_level=3")
	if a, ok := s.Amount("152501", severe); !ok || *a.Fen != 11000 {
		t.Error("Erenhot, severe: 110 yuan")
	}
	if a, ok := s.Amount("152501", mild); !ok || a.Fen != nil {
		t.Error("Erenhot, not severe: not stated")
	}
	if s.Amounts[0].Fen == nil {
		t.Error("the definition itself was changed")
	}
	if a, ok := s.Amount("150202", severe); !ok || a.Fen != nil {
		t.Error("Donghe: not stated")
	}
	if _, ok := s.Amount("130104", severe); ok {
		t.Error("an outside place has no amount")
	}
}

// needed lists the papers, but those everybody needs, and the fields with a
// condition that holds.
func needed(s *catalogue.Service, f eligibility.Facts) string {
	var ids []string
	for _, p := range s.Needed(f) {
		if !p.When.Always() || !p.Unless.Always() {
			ids = append(ids, p.ID)
		}
	}
	for _, x := range s.Fields {
		if !x.When.Always() && x.When.Eval(f) == eligibility.Met {
			ids = append(ids, x.ID)
		}
	}
	return strings.Join(ids, " ")
}

func TestConditionsOfNursingSubsidy(t *testing.T) {
	const (
		guardian = " guardian_name guardian_id_number guardian_relation"
		own      = " own_name own_id_number"
		proxy    = " proxy_name proxy_id_number proxy_relation proxy_phone"
	)
	s := service(t, load(t), "nursing-subsidy")
	for given, want := range map[string]string{
		"filing_as=self age=40 disability_category=visual":        "",
		"filing_as=self age=40":                                   "",
		"filing_as=self age=17":                                   " guardian_id guardian_proof" + guardian,
		"filing_as=self age=40 disability_category=psychiatric":   " guardian_id guardian_proof" + guardian,
		"filing_as=guardian age=40":                               " guardian_id guardian_proof" + own + guardian,
		"filing_as=agent age=40 disability_category=physical":     " proxy_id mandate" + own + proxy + " proxy_valid_to",
		"filing_as=committee age=40 disability_category=physical": " proxy_id committee_note" + own + proxy,
		"filing_as=agent age=40 disability_category=intellectual": " guardian_id guardian_proof proxy_id mandate" + own + guardian + proxy + " proxy_valid_to",
	} {
		if got := needed(s, facts(given)); got != strings.TrimSpace(want) {
			t.Errorf("%s:\ngot  %s\nwant %s", given, got, want)
		}
	}
}

func TestRulesOfNursingSubsidy(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	const known = "card_status=active receives=living_subsidy "
	for given, want := range map[string]eligibility.Verdict{
		known + "disability_level=2 disability_category=visual deciding_jurisdiction=152501":       eligibility.Met,
		known + "disability_level=3 disability_category=intellectual deciding_jurisdiction=152501": eligibility.Met,
		known + "disability_level=3 disability_category=intellectual deciding_jurisdiction=150202": eligibility.NotMet,
		known + "disability_level=3 disability_category=visual deciding_jurisdiction=152501":       eligibility.NotMet,
		"disability_level=1": eligibility.Unknown,
		"card_status=active disability_level=1 receives=tekun": eligibility.NotMet,
	} {
		results := s.Verdicts(facts(given))
		if got := eligibility.Overall(results); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
		for _, r := range results {
			if _, ok := s.Words("zh-Hans")[r.Reason.ID]; !ok {
				t.Errorf("no words: %s", r.Reason.ID)
			}
		}
	}
}

func TestLookups(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	if f, ok := s.Field("own_id_number"); !ok || f.Fact() != "id_number" {
		t.Error("own ID is the actor's id_number")
	}
	if f, ok := s.Field("name"); !ok || f.Fact() != "name" {
		t.Error("fact of name")
	}
	if step, ok := s.StepOf("bank_account"); !ok || step.ID != "bank" {
		t.Error("bank name and account share a page")
	}
	if _, ok := s.StepOf("filing_as"); ok {
		t.Error("filing_as is never asked")
	}
	if step, ok := s.Step("mandate"); !ok || step.Paper != "mandate" {
		t.Error("step of the mandate")
	}
	for _, missing := range []func(string) bool{
		func(id string) bool { _, ok := s.Field(id); return ok },
		func(id string) bool { _, ok := s.Step(id); return ok },
		func(id string) bool { _, ok := s.Paper(id); return ok },
	} {
		if missing("nothing") {
			t.Error("found what is not there")
		}
	}
}
