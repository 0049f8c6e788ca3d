package a11y

import "testing"

func TestEveryRequirementStandsInOneChapter(t *testing.T) {
	all, err := Requirements()
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for _, c := range Chapters() {
		for _, q := range c.Of(all) {
			in[q.ID]++
		}
	}
	for _, q := range all {
		if in[q.ID] != 1 {
			t.Errorf("%s stands in %d chapters", q.ID, in[q.ID])
		}
	}
}

func TestStanding(t *testing.T) {
	r := ReadResult("day\t2026-11-22\nA11Y-01\tgreen\nA11Y-02\tred\nA11Y-03\tfine\nA11Y-04\tgreen\n")
	for _, tc := range []struct {
		q    Requirement
		want Standing
	}{
		{Requirement{ID: "A11Y-01", Kind: Tested}, Green},
		{Requirement{ID: "A11Y-02", Kind: Tested}, Red},
		{Requirement{ID: "A11Y-03", Kind: Tested}, Pending},
		{Requirement{ID: "A11Y-05", Kind: Harness}, Pending},
		{Requirement{ID: "A11Y-04", Kind: Judged, State: "open"}, Open}, // no machine judges for people
		{Requirement{ID: "A11Y-10", Kind: Judged, State: "partly"}, Partly},
		{Requirement{ID: "A11Y-10", Kind: Judged, State: "done"}, Done},
	} {
		if got := r.Standing(tc.q); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.q.ID, got, tc.want)
		}
	}
	if r.Day() != "2026-11-22" || len(r.In([]Requirement{{ID: "A11Y-02", Kind: Tested}}, Red, Tested)) != 1 {
		t.Error("day or selection")
	}
}
