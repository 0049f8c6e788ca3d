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

func walked(t *testing.T, store string) {
	if !t.Failed() {
		floor.Count(t, "journeys."+store, 1)
	}
}

// TestServiceOfAFolder needs no other program, only a folder.
func TestServiceOfAFolder(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			t.Parallel()
			w := settle(t, store, func(c *config) { c.Catalogue = "testdata/overlay" })
			overlaid(w.in(t))
			walked(t, store)
		})
	}
}

func TestJourneys(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			t.Parallel()
			w := settle(t, store)
			for _, j := range journeys() {
				t.Run(j.name, func(t *testing.T) {
					j.walk(w.in(t))
					walked(t, store)
				})
			}
		})
	}
}
