package floor_test

import (
	"strings"
	"testing"

	"changban/a11y"
	"changban/a11y/floor"
)

func list() []a11y.Requirement {
	return []a11y.Requirement{
		{ID: "A11Y-99", Kind: a11y.Tested, Step: 3, Checks: []string{"audit one-h1", "axe image-alt"}},
		{ID: "A11Y-100", Kind: a11y.Judged, Step: 3, State: "open"},
		{ID: "A11Y-08", Kind: a11y.Tested, Step: 3, Checks: []string{"axe color-contrast"}},
		{ID: "A11Y-110", Kind: a11y.Tested, Step: 4, Checks: []string{"go vertical"}},
		{ID: "A11Y-153", Kind: a11y.Harness, Step: 3},
		{ID: "A11Y-120", Kind: a11y.Tested, Step: 4, Checks: []string{"audit one-h1"}},
	}
}

func counted() floor.Parts {
	return floor.Parts{"check audit one-h1": 2, "check axe image-alt": 1, "seconds b axe": 90, "proof.rows": 7}
}

// A check that was not proved in a whole run makes its requirement red: nobody
// may thin the proof and keep the pass.
func TestVerdicts(t *testing.T) {
	got := floor.Verdicts(list(), counted(), 3)
	want := map[string]a11y.Standing{
		"A11Y-99": a11y.Green, "A11Y-08": a11y.Red, "A11Y-110": a11y.Pending, "A11Y-153": a11y.Pending, "A11Y-120": a11y.Green,
	}
	if len(got) != len(want) {
		t.Errorf("verdicts %v", got)
	}
	for id, v := range want {
		if got[id] != v {
			t.Errorf("%s is %s, want %s", id, got[id], v)
		}
	}
	if late := floor.Verdicts(list(), counted(), 4); late["A11Y-110"] != a11y.Red {
		t.Error("a step that was reached leaves its requirement pending")
	}
}

func TestResultIsReadBack(t *testing.T) {
	var b strings.Builder
	facts := []floor.Fact{{"day", "2026-11-22"}, {"orca", ""}, {"axe-core", "4.14.1"}}
	if err := floor.WriteResult(&b, facts, floor.Verdicts(list(), counted(), 3)); err != nil {
		t.Fatal(err)
	}
	r := a11y.ReadResult(b.String())
	if _, named := r["orca"]; named || r.Day() != "2026-11-22" || r["A11Y-99"] != "green" || r["A11Y-08"] != "red" {
		t.Errorf("read back %v", r)
	}
	if strings.Index(b.String(), "A11Y-99") > strings.Index(b.String(), "A11Y-110") {
		t.Error("ids are not in the order of their numbers")
	}
}

func TestSummary(t *testing.T) {
	text := floor.Summary(list(), counted())
	for _, want := range []string{"7 rows", "axe 1", "audit 1", "tested 2 of 4", "judged 1 of 1", "harness 0 of 1", "b axe 1.5"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if lines := counted().Lines(); len(lines) != 1 || lines["proof.rows"] != 7 {
		t.Errorf("lines %v", lines)
	}
}
