// Package pairwise chooses few rows from very many combinations: every pair of
// levels that may stand together does so in at least one row. Most faults need
// no more than two conditions at once, so this finds nearly what the whole
// product would find, at a hundredth of its price.
//
// It is pure: the same set and seed give the same rows. It must not know pages,
// preferences or browsers, only names.
package pairwise

import (
	"hash/fnv"
	"math/rand/v2"
)

// Factor is one thing that varies, and what it may be.
type Factor struct {
	Name   string
	Levels []string
}

// Row holds one level of every factor, as an index into its levels.
type Row []int

// Set is what rows are chosen for.
type Set struct {
	Factors []Factor
	// Allowed tells whether level a of factor f may stand beside level b of
	// factor g, f < g; nil allows everything. A level that may stand beside
	// nothing appears in no row.
	Allowed func(f, a, g, b int) bool
	// Loose factors, by name, are spread over the rows, and paired with each
	// other, but not with the factors that are not loose.
	Loose map[string]bool
}

// Seed turns a text, such as the date of a commit, into a seed.
func Seed(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64()
}

// candidates is how many rows compete for each place: more find fewer rows, at
// the price of time.
const candidates = 24

// Rows returns rows that cover every pair of the set.
func (s Set) Rows(seed uint64) []Row {
	m := newMaker(s, seed)
	var rows []Row
	for {
		pair, left := m.next()
		if !left {
			return rows
		}
		var best Row
		most := -1
		for range candidates {
			if row := m.grow(pair); row != nil {
				if n := m.fresh(row); n > most {
					best, most = row, n
				}
			}
		}
		if best == nil {
			m.open[pair.key()] = false // nothing else can stand with this pair
			continue
		}
		m.cover(best)
		rows = append(rows, best)
	}
}

// pair is two levels of two factors, f < g.
type pair struct{ f, a, g, b int }

func (p pair) key() [4]int { return [4]int{p.f, p.a, p.g, p.b} }

type maker struct {
	set    Set
	random *rand.Rand
	pairs  []pair
	open   map[[4]int]bool // pairs that no row has yet
	at     int
}

func newMaker(s Set, seed uint64) *maker {
	m := &maker{set: s, random: rand.New(rand.NewPCG(seed, uint64(len(s.Factors)))), open: map[[4]int]bool{}}
	m.pairs = s.pairs()
	for _, p := range m.pairs {
		m.open[p.key()] = true
	}
	m.random.Shuffle(len(m.pairs), func(i, j int) { m.pairs[i], m.pairs[j] = m.pairs[j], m.pairs[i] })
	return m
}

// pairs lists every pair that must be in a row. A single factor is paired with
// itself, so that each of its levels comes once.
func (s Set) pairs() []pair {
	var pairs []pair
	for f := range s.Factors {
		for g := f; g < len(s.Factors); g++ {
			if f == g && len(s.Factors) > 1 || s.Loose[s.Factors[f].Name] != s.Loose[s.Factors[g].Name] {
				continue
			}
			for a := range s.Factors[f].Levels {
				for b := range s.Factors[g].Levels {
					if f == g && a != b || f != g && !s.allows(f, a, g, b) {
						continue
					}
					pairs = append(pairs, pair{f, a, g, b})
				}
			}
		}
	}
	return pairs
}

func (s Set) allows(f, a, g, b int) bool {
	if f > g {
		f, a, g, b = g, b, f, a
	}
	return s.Allowed == nil || s.Allowed(f, a, g, b)
}

// next returns a pair that no row has yet.
func (m *maker) next() (pair, bool) {
	for ; m.at < len(m.pairs); m.at++ {
		if p := m.pairs[m.at]; m.open[p.key()] {
			return p, true
		}
	}
	return pair{}, false
}

const unset = -1

// grow makes a row around a pair, or nil when the levels it took on the way
// leave no room for the last factors.
func (m *maker) grow(p pair) Row {
	row := make(Row, len(m.set.Factors))
	for f := range row {
		row[f] = unset
	}
	row[p.f], row[p.g] = p.a, p.b
	for _, f := range m.random.Perm(len(row)) {
		if row[f] == unset {
			if row[f] = m.choose(row, f); row[f] == unset {
				return nil
			}
		}
	}
	return row
}

// choose returns the level of f that makes the most new pairs with what stands
// in the row, one of the best at random.
func (m *maker) choose(row Row, f int) int {
	best, most, ties := unset, -1, 0
	for level := range m.set.Factors[f].Levels {
		n, fits := m.gain(row, f, level)
		if !fits || n < most {
			continue
		}
		if n > most {
			most, ties = n, 0
		}
		if ties++; m.random.IntN(ties) == 0 {
			best = level
		}
	}
	return best
}

func (m *maker) gain(row Row, f, level int) (n int, fits bool) {
	for g, other := range row {
		if other == unset || g == f {
			continue
		}
		if !m.set.allows(f, level, g, other) {
			return 0, false
		}
		if m.open[ordered(f, level, g, other)] {
			n++
		}
	}
	return n, true
}

func ordered(f, a, g, b int) [4]int {
	if f > g {
		return [4]int{g, b, f, a}
	}
	return [4]int{f, a, g, b}
}

// fresh counts the pairs of a row that no row has yet.
func (m *maker) fresh(row Row) (n int) {
	m.each(row, func(key [4]int) {
		if m.open[key] {
			n++
		}
	})
	return n
}

func (m *maker) cover(row Row) {
	m.each(row, func(key [4]int) { delete(m.open, key) })
}

func (m *maker) each(row Row, do func(key [4]int)) {
	for f := range row {
		for g := f; g < len(row); g++ {
			do([4]int{f, row[f], g, row[g]})
		}
	}
}
