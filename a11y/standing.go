package a11y

import (
	"slices"
	"strconv"
	"strings"
)

// Standing is where a requirement stands after the last whole proof.
type Standing string

// Standings. Of what is judged by people only they say more than Open.
const (
	Green   Standing = "green"   // every check of it ran, and its mutant was caught
	Red     Standing = "red"     // a check of it found something
	Pending Standing = "pending" // not checked: of a later step, or a check is missing
	Open    Standing = "open"    // nobody has judged it
	Partly  Standing = "partly"  // some have
	Done    Standing = "done"    // judged as the fact sheet asks
)

// Standing returns where a requirement stands. What the result does not name,
// and every word it does not know, is Pending: silence is never a pass.
func (r Result) Standing(q Requirement) Standing {
	if q.Kind == Judged {
		if s := Standing(q.State); s == Partly || s == Done {
			return s
		}
		return Open
	}
	if s := Standing(r[q.ID]); s == Green || s == Red {
		return s
	}
	return Pending
}

// Day returns the day of the proof, YYYY-MM-DD; "" when there was none.
func (r Result) Day() string { return r["day"] }

// In returns those of the requirements that stand so and are of one of the
// kinds, in the order of the list.
func (r Result) In(all []Requirement, standing Standing, kinds ...Kind) []Requirement {
	var found []Requirement
	for _, q := range all {
		if r.Standing(q) == standing && slices.Contains(kinds, q.Kind) {
			found = append(found, q)
		}
	}
	return found
}

// Number returns the number of an id: 8 of A11Y-08; 0 of anything else.
func (q Requirement) Number() int {
	n, err := strconv.Atoi(strings.TrimPrefix(q.ID, "A11Y-"))
	if err != nil {
		return 0
	}
	return n
}

// Chapter is a part of the list as it is published.
type Chapter struct {
	ID          string
	First, Last int // numbers of its requirements, both included
}

// Chapters returns the parts in the order of the list. A test holds that every
// requirement stands in exactly one.
func Chapters() []Chapter {
	return []Chapter{
		{"see", 1, 16}, {"use", 17, 31}, {"understand", 32, 46}, {"china", 50, 70}, {"forms", 75, 101},
		{"mongolian", 110, 128}, {"elders", 135, 146}, {"checks", 150, 157},
	}
}

// Of returns the requirements of a chapter.
func (c Chapter) Of(all []Requirement) []Requirement {
	var found []Requirement
	for _, q := range all {
		if n := q.Number(); n >= c.First && n <= c.Last {
			found = append(found, q)
		}
	}
	return found
}
