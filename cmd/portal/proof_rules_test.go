package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
)

// TestProofRules proves the page rules over pages of ours: a rule that is content
// with a page must not be content with the same page broken on purpose. A rule
// that no page can break on purpose proves nothing, and fails here.
func TestProofRules(t *testing.T) {
	floor.Part(t, "f mutants")
	c := startCast(t, "sqlite")
	proved, mutants := map[string]int{}, 0
	for _, s := range append(c.oneOfEach(), c.inMongolian()...) {
		t.Run(s.name+s.path[:8], func(t *testing.T) {
			page := c.take(t, s).Body
			broken := map[string]bool{}
			for _, f := range audit.Check(page) {
				broken[f.Rule] = true
			}
			made, err := audit.Mutants(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range made {
				switch {
				case broken[m.Rule]:
				case len(audit.CheckRule(m.HTML, m.Rule)) == 0:
					t.Errorf("%s does not see its mutant", m.Rule)
				default:
					proved[m.Rule]++
				}
				mutants++
			}
		})
	}
	for rule, source := range audit.Rules() {
		if proved[rule] == 0 {
			t.Errorf("no page of ours turns %s (%s) red", rule, source)
			continue
		}
		floor.Prove(t, "audit "+rule)
	}
	t.Logf("seen: %v", slices.Sorted(maps.Keys(proved)))
	floor.Count(t, "mutants of pages", mutants)
}

// inMongolian are pages for rules that hold for its languages alone.
func (c *cast) inMongolian() []shot {
	byName := c.byName()
	var all []shot
	for _, name := range []string{"front plain", "question-name fresh", "track wrong", "queue filled"} {
		for _, language := range c.offered()[1:] {
			all = append(all, byName[name].in(language))
		}
	}
	return all
}

// oneOfEach is one page of every kind, and every page with something to put right.
func (c *cast) oneOfEach() []shot {
	var all []shot
	seen := map[string]bool{}
	for _, s := range c.pagesOf() {
		wrong := strings.Contains(s.name, " wrong")
		if s.isExample() || seen[s.kind()] && !wrong {
			continue
		}
		seen[s.kind()] = true
		all = append(all, s)
	}
	return all
}
