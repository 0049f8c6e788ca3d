// Package eligibility owns predicates over facts: given what is known of a
// person, is a condition met, not met, or not known yet? It is pure: it must not
// know services, stores, words or where a fact comes from.
package eligibility

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
)

// Facts holds what is known, by field id. A missing key is unknown; an empty
// list is known to be nothing. Numbers are decimal text, truth is "true" or
// "false", places are six-digit codes.
type Facts map[string][]string

// Verdict is the three-valued outcome of a condition.
type Verdict string

// Verdicts. Unknown is never read as refusal.
const (
	Met     Verdict = "met"
	NotMet  Verdict = "not_met"
	Unknown Verdict = "unknown"
)

// PlaceField is the fact that says which place decides; rules bound to a place
// look at it.
const PlaceField = "deciding_jurisdiction"

// Rule is one row of a service's conditions. Either Field, Op and Value are set,
// or AnyOf: a list of conjunctions of which one has to hold. With Place the row
// counts only when that place, or one inside it, decides.
type Rule struct {
	ID    string       `yaml:"id" json:"id,omitempty"`
	Field string       `yaml:"field" json:"field,omitempty"`
	Op    string       `yaml:"op" json:"op,omitempty"`
	Value []string     `yaml:"value" json:"value,omitempty"`
	AnyOf [][]Rule     `yaml:"any_of" json:"any_of,omitempty"`
	Place portal.Place `yaml:"place" json:"place,omitempty"`
}

// Result is the verdict on one rule with the message that explains it:
// eligibility.<rule>.<verdict>, to which the catalogue adds the service's name.
type Result struct {
	Rule    string
	Verdict Verdict
	Reason  portal.Message
}

// Ops lists the operators of a Rule.
func Ops() []string {
	return []string{"eq", "ne", "in", "not_in", "gte", "lte", "gt", "lt", "contains", "not_contains"}
}

// Evaluate judges every rule that counts for the deciding place, in order.
func Evaluate(rules []Rule, facts Facts) []Result {
	results := make([]Result, 0, len(rules))
	for _, r := range rules {
		applies := r.applies(facts)
		if applies == NotMet {
			continue
		}
		v := r.judge(facts)
		if applies == Unknown && v == NotMet {
			v = Unknown // it may turn out that the row does not count
		}
		reason := portal.Msg("eligibility." + r.ID + "." + string(v))
		results = append(results, Result{Rule: r.ID, Verdict: v, Reason: reason})
	}
	return results
}

// Overall is the verdict on all rules together: every row has to hold.
func Overall(results []Result) Verdict {
	v := Met
	for _, r := range results {
		v = both(v, r.Verdict)
	}
	return v
}

// Inside reports whether place is region or lies inside it: GB/T 2260 codes
// nest by pairs of digits, and trailing zeros mean all of it.
func Inside(place, region portal.Place) bool {
	prefix := string(region)
	for strings.HasSuffix(prefix, "00") {
		prefix = strings.TrimSuffix(prefix, "00")
	}
	return strings.HasPrefix(string(place), prefix)
}

func (r Rule) applies(facts Facts) Verdict {
	if r.Place == "" {
		return Met
	}
	deciding := facts[PlaceField]
	if len(deciding) == 0 {
		return Unknown
	}
	return verdict(Inside(portal.Place(deciding[0]), r.Place))
}

func (r Rule) judge(facts Facts) Verdict {
	if len(r.AnyOf) == 0 {
		return Compare(facts, r.Field, r.Op, r.Value)
	}
	v := NotMet
	for _, conjunction := range r.AnyOf {
		all := Met
		for _, row := range conjunction {
			all = both(all, row.judge(facts))
		}
		v = either(v, all)
	}
	return v
}

// Marks in a list that is not known whole: More says that it may hold others
// too, and Not before a value that this one is certainly not among them.
const (
	More = "*"
	Not  = "!"
)

// Compare judges one term. A field without a fact is Unknown, and so are a
// comparison of size with something that is not a number and a value that a list
// not known whole may hold.
func Compare(facts Facts, field, op string, value []string) Verdict {
	have, known := facts[field]
	if !known {
		return Unknown
	}
	hit := slices.ContainsFunc(have, func(h string) bool { return slices.Contains(value, h) })
	open := func(v string) bool { return !slices.Contains(have, Not+v) }
	if !hit && slices.Contains(have, More) && slices.ContainsFunc(value, open) {
		return Unknown
	}
	switch op {
	case "eq", "in", "contains":
		return verdict(hit)
	case "ne", "not_in", "not_contains":
		return verdict(!hit)
	}
	return compareSize(have, op, value)
}

func compareSize(have []string, op string, value []string) Verdict {
	if len(have) != 1 || len(value) != 1 {
		return Unknown
	}
	a, errA := strconv.ParseFloat(have[0], 64)
	b, errB := strconv.ParseFloat(value[0], 64)
	if errA != nil || errB != nil {
		return Unknown
	}
	switch op {
	case "gte":
		return verdict(a >= b)
	case "lte":
		return verdict(a <= b)
	case "gt":
		return verdict(a > b)
	case "lt":
		return verdict(a < b)
	}
	return Unknown
}

func verdict(holds bool) Verdict {
	if holds {
		return Met
	}
	return NotMet
}

func both(a, b Verdict) Verdict {
	switch {
	case a == NotMet || b == NotMet:
		return NotMet
	case a == Unknown || b == Unknown:
		return Unknown
	}
	return Met
}

func either(a, b Verdict) Verdict {
	switch {
	case a == Met || b == Met:
		return Met
	case a == Unknown || b == Unknown:
		return Unknown
	}
	return NotMet
}
