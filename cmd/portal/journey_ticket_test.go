package main

import (
	"testing"
)

// journeysOfTickets go from a person's first word to the reply that ends it.
func journeysOfTickets() []journey {
	return []journey{
		{"a phone number and no name", byPhoneNumber},
		{"signed in", signedIn},
		{"a relay call", relayCall},
		{"stuck on a question", stuckOnAQuestion},
		{"a shielded report", shielded},
		{"a barrier in public", barrierInPublic},
		{"to 12345 and back", awayAndBack},
		{"overdue", overdue},
	}
}

// TestJourneysOfTickets walks them in houses of their own, one for each language,
// with officers who read another; the first also on the other store.
func TestJourneysOfTickets(t *testing.T) {
	for _, r := range []readers{{"sqlite", "zh-Hans", "mn-Cyrl"}, {"sqlite", "mn-Mong", "zh-Hans"}, {"sqlite", "mn-Cyrl", "mn-Mong"}} {
		walkIn(t, r, journeysOfTickets())
	}
	walkIn(t, readers{"postgres", "zh-Hans", "zh-Hans"}, journeysOfTickets()[:1])
}
