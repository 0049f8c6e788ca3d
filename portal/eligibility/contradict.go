package eligibility

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Shape says what values a fact can have, for finding conditions that nobody can
// ever meet.
type Shape struct {
	Options []string // all it can be; empty: anything
	Many    bool     // it can be several at once
}

// Contradiction returns a name of which the terms together ask what cannot be,
// such as age <= 5 and age >= 18, and "" when they can all hold. Terms that
// compare with another answer are passed over.
func Contradiction(terms []Term, shape func(name string) Shape) string {
	for i, t := range terms {
		if slices.ContainsFunc(terms[:i], func(before Term) bool { return before.Field == t.Field }) {
			continue
		}
		var same []Term
		for _, other := range terms[i:] {
			if other.Field == t.Field && !other.refers() {
				same = append(same, other)
			}
		}
		if s := shape(t.Field); s.Many && conflict(same) || !s.Many && impossible(same, s.Options) {
			return t.Field
		}
	}
	return ""
}

func (t Term) refers() bool {
	return slices.ContainsFunc(t.Value, func(v string) bool { return strings.HasPrefix(v, "$") })
}

// conflict: of a fact with several values, one term asks only for what others
// exclude.
func conflict(terms []Term) bool {
	var excluded []string
	for _, t := range terms {
		if t.excludes() {
			excluded = append(excluded, t.Value...)
		}
	}
	return slices.ContainsFunc(terms, func(t Term) bool {
		return !t.excludes() && len(t.Value) > 0 && !slices.ContainsFunc(t.Value, func(v string) bool { return !slices.Contains(excluded, v) })
	})
}

func (t Term) excludes() bool { return t.Op == "ne" || t.Op == "not_in" || t.Op == "not_contains" }

// sized reports whether the term compares sizes, and its bounds.
func (t Term) sized() (low, high float64, ok bool) {
	low, high = math.Inf(-1), math.Inf(1)
	if len(t.Value) != 1 {
		return low, high, false
	}
	n, err := strconv.ParseFloat(t.Value[0], 64)
	if err != nil {
		return low, high, false
	}
	switch t.Op {
	case "gte":
		return n, high, true
	case "gt":
		return math.Nextafter(n, math.Inf(1)), high, true
	case "lte":
		return low, n, true
	case "lt":
		return low, math.Nextafter(n, math.Inf(-1)), true
	}
	return low, high, false
}

// impossible: no single value meets every term.
func impossible(terms []Term, options []string) bool {
	low, high := math.Inf(-1), math.Inf(1)
	for _, t := range terms {
		if from, to, ok := t.sized(); ok {
			low, high = max(low, from), min(high, to)
		}
	}
	if low > high {
		return true
	}
	candidates := slices.Clone(options)
	for _, t := range terms {
		if _, _, ok := t.sized(); !ok && !t.excludes() && len(candidates) == 0 {
			candidates = slices.Clone(t.Value)
		}
	}
	if len(candidates) == 0 {
		return false
	}
	facts := Facts{}
	return !slices.ContainsFunc(candidates, func(v string) bool {
		for _, t := range terms {
			facts[t.Field] = []string{v}
			if t.eval(facts) == NotMet {
				return false
			}
		}
		return true
	})
}

// Alternatives lists the conjunctions of the expression, of which one has to
// hold; an empty expression has one that asks nothing.
func (e Expr) Alternatives() [][]Term {
	if len(e.any) == 0 {
		return [][]Term{nil}
	}
	return slices.Clone(e.any)
}

// Term returns the row as a term; a row with alternatives has none.
func (r Rule) Term() Term { return Term{r.Field, r.Op, r.Value} }
