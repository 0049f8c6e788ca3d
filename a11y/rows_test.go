package a11y_test

import (
	"slices"
	"testing"

	"changban/a11y"
	"changban/a11y/floor"
)

// TestEveryRowNamesItsChecks: what the plan has reached names the checks that
// cover it and what turns them red; a judged row tells its true state.
func TestEveryRowNamesItsChecks(t *testing.T) {
	all, err := a11y.Requirements()
	if err != nil {
		t.Fatal(err)
	}
	reached, err := floor.ReadFile("floor.tsv")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[a11y.Kind]int{}
	for _, q := range all {
		kinds[q.Kind]++
		switch {
		case q.Kind == a11y.Judged:
			if !slices.Contains([]string{"open", "partly", "done"}, q.State) {
				t.Errorf("%s: state %q", q.ID, q.State)
			}
		case q.State != "-":
			t.Errorf("%s: only people's judgements have a state", q.ID)
		case q.Step <= max(reached["step"], 3) && (len(q.Checks) == 0 || q.Mutant == ""):
			t.Errorf("%s: no check, or nothing that turns it red", q.ID)
		}
	}
	if kinds[a11y.Tested] != 106 || kinds[a11y.Judged] != 18 || kinds[a11y.Harness] != 8 {
		t.Errorf("the list is not whole: %v", kinds)
	}
}
