package eligibility_test

import (
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/eligibility"
)

func row(field, op string, value ...string) eligibility.Rule {
	return eligibility.Rule{ID: field, Field: field, Op: op, Value: value}
}

// nursing is the shape of the rules of the nursing subsidy.
func nursing() []eligibility.Rule {
	severity := eligibility.Rule{ID: "severity", AnyOf: [][]eligibility.Rule{
		{row("disability_level", "in", "1", "2")},
		{
			row("disability_category", "in", "intellectual", "psychiatric", "multiple"),
			row("disability_level", "in", "3", "4"),
			row(eligibility.PlaceField, "eq", "152501"),
		},
	}}
	return []eligibility.Rule{
		row("card_status", "eq", "active"), severity, row("receives", "not_contains", "tekun"),
	}
}

func facts(text string) eligibility.Facts {
	f := eligibility.Facts{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		f[name] = []string{}
		if value != "" {
			f[name] = strings.Split(value, ",")
		}
	}
	return f
}

func TestEvaluate(t *testing.T) {
	for _, tc := range []struct{ title, facts, want string }{
		{"nothing known", "", "unknown unknown unknown = unknown"},
		{"severe", "card_status=active disability_level=2 receives=", "met met met = met"},
		{"severe before the place is known", "card_status=active disability_level=1 disability_category=visual receives=", "met met met = met"},
		{"non-severe intellectual in Erenhot", "card_status=active disability_level=3 disability_category=intellectual deciding_jurisdiction=152501 receives=", "met met met = met"},
		{"the same in Donghe", "card_status=active disability_level=3 disability_category=intellectual deciding_jurisdiction=150202 receives=", "met not_met met = not_met"},
		{"the same nowhere yet", "card_status=active disability_level=3 disability_category=intellectual receives=", "met unknown met = unknown"},
		{"non-severe visual", "card_status=active disability_level=3 disability_category=visual", "met not_met unknown = not_met"},
		{"excluded by another benefit", "card_status=active disability_level=1 receives=living_subsidy,tekun", "met met not_met = not_met"},
	} {
		t.Run(tc.title, func(t *testing.T) {
			results := eligibility.Evaluate(nursing(), facts(tc.facts))
			var got []string
			for _, r := range results {
				got = append(got, string(r.Verdict))
				if want := "eligibility." + r.Rule + "." + string(r.Verdict); r.Reason.ID != want {
					t.Errorf("reason %s, want %s", r.Reason.ID, want)
				}
			}
			said := strings.Join(got, " ") + " = " + string(eligibility.Overall(results))
			if said != tc.want {
				t.Errorf("got %s, want %s", said, tc.want)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	f := facts("age=17 list=a,b none= level=2 word=old")
	for _, tc := range []struct {
		field, op string
		value     string
		want      eligibility.Verdict
	}{
		{"age", "lt", "18", eligibility.Met}, {"age", "gte", "18", eligibility.NotMet},
		{"age", "gt", "9", eligibility.Met}, {"age", "lte", "17", eligibility.Met},
		{"age", "eq", "17", eligibility.Met}, {"age", "ne", "17", eligibility.NotMet},
		{"list", "contains", "b", eligibility.Met}, {"list", "not_contains", "c", eligibility.Met},
		{"none", "contains", "b", eligibility.NotMet}, {"none", "not_in", "b", eligibility.Met},
		{"none", "gt", "1", eligibility.Unknown}, {"word", "gt", "1", eligibility.Unknown},
		{"level", "gt", "high", eligibility.Unknown}, {"missing", "ne", "x", eligibility.Unknown},
		{"level", "nonsense", "2", eligibility.Unknown},
	} {
		if got := eligibility.Compare(f, tc.field, tc.op, []string{tc.value}); got != tc.want {
			t.Errorf("%s %s %s: %s, want %s", tc.field, tc.op, tc.value, got, tc.want)
		}
	}
}

func TestRuleOfAPlace(t *testing.T) {
	rule := row("age", "gte", "18")
	rule.Place = "150000"
	for known, want := range map[string]string{
		"age=20 deciding_jurisdiction=152501": "met",
		"age=10 deciding_jurisdiction=152501": "not_met",
		"age=10 deciding_jurisdiction=130104": "left out",
		"age=10":                              "unknown",
		"age=20":                              "met",
	} {
		got := "left out"
		for _, r := range eligibility.Evaluate([]eligibility.Rule{rule}, facts(known)) {
			got = string(r.Verdict)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", known, got, want)
		}
	}
}

func TestInside(t *testing.T) {
	for _, tc := range []struct {
		place, region portal.Place
		want          bool
	}{
		{"152501", "150000", true}, {"152501", "152500", true}, {"152501", "152501", true},
		{"152502", "152501", false}, {"130104", "150000", false}, {"150202", "000000", true},
		{"110101", "110100", true}, {"152501", "152510", false},
	} {
		if got := eligibility.Inside(tc.place, tc.region); got != tc.want {
			t.Errorf("%s in %s: %v", tc.place, tc.region, got)
		}
	}
}

// A list that is not known whole answers for what is in it and for what is
// certainly not.
func TestListNotKnownWhole(t *testing.T) {
	have := eligibility.Facts{"receives": {"nursing_subsidy", eligibility.Not + "tekun", eligibility.More}}
	for value, want := range map[string]eligibility.Verdict{
		"nursing_subsidy": eligibility.NotMet, "tekun": eligibility.Met, "work_injury_nursing": eligibility.Unknown,
	} {
		if got := eligibility.Compare(have, "receives", "not_contains", []string{value}); got != want {
			t.Errorf("not %s: %s, want %s", value, got, want)
		}
	}
	if got := eligibility.Compare(have, "receives", "contains", []string{"work_injury_nursing", "nursing_subsidy"}); got != eligibility.Met {
		t.Error(got)
	}
}
