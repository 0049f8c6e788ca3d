package pairwise_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"changban/a11y/pairwise"
)

func levels(prefix string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s%d", prefix, i)
	}
	return list
}

// pages is a set like that of the proof: every shape has its own number of states.
func pages(states []int) pairwise.Set {
	most := 0
	for _, n := range states {
		most = max(most, n)
	}
	return pairwise.Set{
		Factors: []pairwise.Factor{
			{"shape", levels("shape", len(states))}, {"state", levels("state", most)}, {"mode", levels("mode", 2)},
			{"theme", levels("theme", 4)}, {"size", levels("size", 3)}, {"language", levels("language", 1)}, {"width", levels("width", 4)},
		},
		Allowed: func(f, a, g, b int) bool { return f != 0 || g != 1 || b < states[a] },
	}
}

// missing lists the allowed pairs that stand in no row, and the rows that hold a
// pair that is not allowed.
func missing(s pairwise.Set, rows []pairwise.Row) []string {
	var wrong []string
	has := map[[4]int]bool{}
	allowed := func(f, a, g, b int) bool { return s.Allowed == nil || s.Allowed(f, a, g, b) }
	for _, row := range rows {
		for f := range row {
			for g := f + 1; g < len(row); g++ {
				has[[4]int{f, row[f], g, row[g]}] = true
				if !allowed(f, row[f], g, row[g]) {
					wrong = append(wrong, fmt.Sprint("not allowed: ", row))
				}
			}
		}
	}
	for f := range s.Factors {
		for g := f + 1; g < len(s.Factors); g++ {
			for a := range s.Factors[f].Levels {
				for b := range s.Factors[g].Levels {
					loose := s.Loose[s.Factors[f].Name] != s.Loose[s.Factors[g].Name]
					if !loose && allowed(f, a, g, b) && !has[[4]int{f, a, g, b}] {
						wrong = append(wrong, fmt.Sprint("in no row: ", f, a, g, b))
					}
				}
			}
		}
	}
	return wrong
}

// TestEveryPair holds sets of random shape against the promise, and the number
// of rows against the least there can be.
func TestEveryPair(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 1))
		states, least := make([]int, 5+random.IntN(20)), 0
		for i := range states {
			states[i] = 1 + random.IntN(9)
			least += max(4, states[i])
		}
		set := pages(states)
		rows := set.Rows(seed)
		if wrong := missing(set, rows); len(wrong) > 0 {
			t.Fatalf("seed %d: %v", seed, wrong)
		}
		// Of the highest states few shapes have any, so their pairs with four
		// themes and widths may cost rows of their own.
		if most := least*5/4 + 25; len(rows) > most {
			t.Errorf("seed %d: %d rows, at least %d are needed, at most %d wanted", seed, len(rows), least, most)
		}
	}
}

func TestSameSeedSameRows(t *testing.T) {
	set := pages([]int{1, 2, 3, 9, 4})
	one, two, other := set.Rows(7), set.Rows(7), set.Rows(8)
	if !reflect.DeepEqual(one, two) {
		t.Error("the same seed gave other rows")
	}
	if reflect.DeepEqual(one, other) {
		t.Error("another seed gave the same rows")
	}
	if pairwise.Seed("2026-11-22") == pairwise.Seed("2026-11-23") {
		t.Error("two days have one seed")
	}
}

func TestLoose(t *testing.T) {
	set := pairwise.Set{
		Factors: []pairwise.Factor{{"page", levels("page", 30)}, {"mode", levels("mode", 2)}, {"theme", levels("theme", 4)}, {"width", levels("width", 4)}},
		Loose:   map[string]bool{"theme": true, "width": true},
	}
	rows := set.Rows(3)
	if wrong := missing(set, rows); len(wrong) > 0 {
		t.Error(wrong)
	}
	if len(rows) != 60 {
		t.Errorf("%d rows, want 60", len(rows))
	}
}

func TestOneFactorAndNone(t *testing.T) {
	if rows := (pairwise.Set{Factors: []pairwise.Factor{{"page", levels("page", 3)}}}).Rows(1); len(rows) != 3 {
		t.Errorf("%d rows of one factor", len(rows))
	}
	if rows := (pairwise.Set{}).Rows(1); len(rows) != 0 {
		t.Errorf("rows of nothing: %v", rows)
	}
}

// TestNothingFits: a level that may stand beside nothing ends no loop.
func TestNothingFits(t *testing.T) {
	set := pairwise.Set{
		Factors: []pairwise.Factor{{"a", levels("a", 2)}, {"b", levels("b", 2)}, {"c", levels("c", 2)}},
		Allowed: func(f, a, g, b int) bool { return f != 0 || g != 2 || a == 0 },
	}
	for _, row := range set.Rows(1) {
		if row[0] == 1 {
			t.Errorf("%v holds a level that fits nowhere", row)
		}
	}
}
