package main

import (
	"testing"

	"changban/a11y/floor"
)

// journey is a way through the portal from a person's first page to the result,
// walked in a real browser by keyboard alone and without script.
type journey struct {
	name string
	walk func(town)
}

func journeys() []journey {
	return []journey{
		{"resident of Erenhot", residentOfErenhot},
		{"over the county line", across},
		{"outside unit", outside},
		{"daughter for her mother", daughter},
		{"guardian in Erenhot", guardian},
		{"level three in Donghe", explained},
		{"papers asked for", supplement},
		{"amended, tracked, withdrawn", undone},
		{"elder mode", elder},
		{"pressed five times", pressedFiveTimes},
		{"session over", interrupted}, // last: it moves the clock by a month
	}
}

func walked(t *testing.T, r readers) {
	if !t.Failed() {
		floor.Count(t, "journeys."+r.store, 1)
		floor.Count(t, "journeys in "+r.person, 1)
	}
}

// TestServiceOfAFolder needs no other program, only a folder.
func TestServiceOfAFolder(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			t.Parallel()
			w := settle(t, store, func(c *config) { c.Catalogue = "testdata/overlay" })
			overlaid(w.in(t))
			walked(t, readers{store: store, person: "zh-Hans"})
		})
	}
}

func TestJourneys(t *testing.T) { walkAll(t, journeys(), 0) }

// readers are a store, and who reads which language on it.
type readers struct{ store, person, officer string }

func (r readers) name() string { return r.store + "/" + r.person + "/" + r.officer }

// houses are where the journeys are walked: once in each language, with officers
// who read another, and on both stores, on which one by turn. The robots go the
// whole product of stores, modes and languages in turn.
func houses(turn int) []readers {
	other := func(n int) string { return stores[(turn+n)%len(stores)] }
	return []readers{
		{"postgres", "zh-Hans", "mn-Cyrl"},
		{other(0), "mn-Mong", "zh-Hans"},
		{other(1), "mn-Cyrl", "mn-Mong"},
	}
}

func walkAll(t *testing.T, all []journey, turn int) {
	for _, r := range houses(turn) {
		walkIn(t, r, all)
	}
}

// walkIn walks journeys one after the other in a house of their own.
func walkIn(t *testing.T, r readers, all []journey) {
	t.Run(r.name(), func(t *testing.T) {
		t.Parallel()
		w := settle(t, r.store)
		w.lang, w.offices = r.person, r.officer
		for _, j := range all {
			t.Run(j.name, func(t *testing.T) {
				j.walk(w.in(t))
				walked(t, r)
			})
		}
	})
}
