package floor_test

import (
	"strings"
	"testing"

	"changban/a11y"
	"changban/a11y/floor"
)

// TestAnUnprovedCheckBlocks: one check less than a requirement names, and the end
// of make test fails (A11Y-70).
func TestAnUnprovedCheckBlocks(t *testing.T) {
	all := []a11y.Requirement{
		{ID: "A11Y-01", Kind: a11y.Tested, Step: 3, Checks: []string{"audit one", "axe two"}},
		{ID: "A11Y-02", Kind: a11y.Judged, Step: 3, State: "open"},
		{ID: "A11Y-03", Kind: a11y.Tested, Step: 4},
	}
	counted := floor.Parts{"check audit one": 1, "check axe two": 2}
	if missing := floor.Missing(all, counted, 3); len(missing) > 0 {
		t.Errorf("a covered list: %v", missing)
	}
	delete(counted, "check axe two")
	missing := floor.Missing(all, counted, 3)
	if len(missing) != 1 || !strings.Contains(missing[0], "axe two") {
		t.Errorf("one check less: %v", missing)
	}
	if len(floor.Missing(all, counted, 2)) > 0 || len(floor.Missing(all, counted, 4)) != 2 {
		t.Error("the step decides what is pending")
	}
	if got := floor.Coverage(all, counted, 3); !strings.Contains(got, "T/S covered 0 of 2 (pending 1), H with true state 1 of 1") {
		t.Error(got)
	}
	floor.Prove(t, "go floor blocks")
}
