package floor

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"changban/a11y"
)

// Verdicts says of each requirement that machines judge what a whole run found:
// green when all its checks were proved; red when one was not, for a check that
// fails proves nothing; pending when it names none, or belongs to a step that
// has not been reached and is not proved either. A run of a part says nothing
// of the rest: only whole runs may be published.
func Verdicts(all []a11y.Requirement, counted Parts, step int) map[string]a11y.Standing {
	verdicts := map[string]a11y.Standing{}
	for _, q := range all {
		if q.Kind == a11y.Judged {
			continue
		}
		switch {
		case len(q.Checks) > 0 && Covered(q, counted):
			verdicts[q.ID] = a11y.Green
		case len(q.Checks) == 0 || q.Step > step:
			verdicts[q.ID] = a11y.Pending
		default:
			verdicts[q.ID] = a11y.Red
		}
	}
	return verdicts
}

// Covered tells whether every check of a requirement was proved.
func Covered(q a11y.Requirement, counted Parts) bool {
	for _, check := range q.Checks {
		if counted[proved+check] == 0 {
			return false
		}
	}
	return true
}

// Fact is one line of the result that is no verdict: a version, a count, a day.
type Fact struct{ Name, Value string }

// WriteResult writes what package a11y reads back as the last result: the facts
// in their order, then the verdicts by id.
func WriteResult(w io.Writer, facts []Fact, verdicts map[string]a11y.Standing) error {
	var text strings.Builder
	text.WriteString("# What the last whole run of the proof found. Written by make proof-full or make result, committed with it.\n# name\tvalue\n")
	for _, f := range facts {
		if f.Value != "" {
			fmt.Fprintf(&text, "%s\t%s\n", f.Name, f.Value)
		}
	}
	ids := make([]string, 0, len(verdicts))
	for id := range verdicts {
		ids = append(ids, id)
	}
	// A11Y-100 comes after A11Y-99.
	sort.Slice(ids, func(i, j int) bool {
		return a11y.Requirement{ID: ids[i]}.Number() < a11y.Requirement{ID: ids[j]}.Number()
	})
	for _, id := range ids {
		fmt.Fprintf(&text, "%s\t%s\n", id, verdicts[id])
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// Rules returns how many checks of a kind were proved: "axe", "audit", "go" …
func (p Parts) Rules(kind string) int {
	n := 0
	for name := range p {
		if strings.HasPrefix(name, proved+kind+" ") {
			n++
		}
	}
	return n
}

// Minutes returns how long each part of the proof took, in the order of names.
func (p Parts) Minutes() string {
	var parts []string
	for _, name := range p.names() {
		if part, is := strings.CutPrefix(name, seconds); is {
			parts = append(parts, fmt.Sprintf("%s %.1f", part, float64(p[name])/60))
		}
	}
	return strings.Join(parts, ", ")
}

// Lines returns the parts that are no check and no time: what Table shows.
func (p Parts) Lines() Parts {
	lines := Parts{}
	for name, n := range p {
		if !strings.HasPrefix(name, proved) && !strings.HasPrefix(name, seconds) {
			lines[name] = n
		}
	}
	return lines
}

// Summary is what make test says of the proof at its end.
func Summary(all []a11y.Requirement, counted Parts) string {
	covered, of := map[a11y.Kind]int{}, map[a11y.Kind]int{}
	for _, q := range all {
		of[q.Kind]++
		stated := q.State == string(a11y.Open) || q.State == string(a11y.Partly) || q.State == string(a11y.Done)
		if q.Kind == a11y.Judged && stated || q.Kind != a11y.Judged && len(q.Checks) > 0 && Covered(q, counted) {
			covered[q.Kind]++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "proof: %d routes, %d pages in a state and mode, %d shapes, %d rows, %d violations\n",
		counted["routes with fixture"], counted["pages.audit"], counted["proof.shapes"], counted["proof.rows"], counted["proof.violations"])
	fmt.Fprintf(&b, "rules proved by a mutant: axe %d, ace %d, html %d, audit %d, script %d, walk %d, tree %d, orca %d, go %d\n",
		counted.Rules("axe"), counted.Rules("ace"), counted.Rules("html"), counted.Rules("audit"), counted.Rules("script"),
		counted.Rules("walk"), counted.Rules("tree"), counted.Rules("orca"), counted.Rules("go"))
	fmt.Fprintf(&b, "requirements: tested %d of %d covered, judged %d of %d with their true state, harness %d of %d, gate %d of %d\n",
		covered[a11y.Tested], of[a11y.Tested], covered[a11y.Judged], of[a11y.Judged],
		covered[a11y.Harness], of[a11y.Harness], covered[a11y.Gate], of[a11y.Gate])
	fmt.Fprintf(&b, "minutes: %s\n", counted.Minutes())
	return b.String()
}
