package floor

import (
	"fmt"
	"strings"

	"changban/a11y"
)

// Missing returns the requirements that machines judge and the plan has reached
// but the run has not covered, each with the checks that were not proved.
func Missing(all []a11y.Requirement, counted Parts, step int) []string {
	var missing []string
	for _, q := range all {
		if q.Kind == a11y.Judged || q.Step > step || len(q.Checks) > 0 && Covered(q, counted) {
			continue
		}
		var without []string
		for _, check := range q.Checks {
			if counted[proved+check] == 0 {
				without = append(without, check)
			}
		}
		missing = append(missing, fmt.Sprintf("%s: not proved: %s", q.ID, strings.Join(without, ", ")))
	}
	return missing
}

// Coverage says in one line how much of the list a run covers; pending are those
// of later steps.
func Coverage(all []a11y.Requirement, counted Parts, step int) string {
	covered, of, pending := map[a11y.Kind]int{}, map[a11y.Kind]int{}, 0
	for _, q := range all {
		of[q.Kind]++
		switch {
		case q.Kind == a11y.Judged && q.State != "" && q.State != "-", q.Kind != a11y.Judged && len(q.Checks) > 0 && Covered(q, counted):
			covered[q.Kind]++
		case q.Kind == a11y.Tested && q.Step > step:
			pending++
		}
	}
	return fmt.Sprintf("requirements: T/S covered %d of %d (pending %d), H with true state %d of %d, harness %d of %d",
		covered[a11y.Tested], of[a11y.Tested], pending, covered[a11y.Judged], of[a11y.Judged], covered[a11y.Harness], of[a11y.Harness])
}
