package benefit

import (
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// CardState is where a certificate stands. Expiring and Expired follow from the
// day and are never stored.
type CardState string

// States of a certificate.
const (
	CardActive    CardState = "active"
	CardExpiring  CardState = "expiring" // within the renewal window
	CardExpired   CardState = "expired"
	CardFrozen    CardState = "frozen"
	CardCancelled CardState = "cancelled"
)

// RenewalMonths is how long before the end the card may be renewed and is called
// expiring (P09).
const RenewalMonths = 12

// ValidYears is how long a card is valid (P01).
const ValidYears = 10

// Certificate is a disability card.
type Certificate struct {
	ID      string
	Person  string
	Case    matter.Reference // that issued it, "" when it was taken over from the register
	Place   portal.Place     // that keeps the file (hukou)
	State   CardState        // active, frozen or cancelled
	Issued  portal.Day
	ValidTo portal.Day
	Card    Card // sealed
	Version int  // sequence number of the last event; 0: not stored yet
	Events  []Event
}

// Card is what stands on it.
type Card struct {
	Number     string     `json:"number"` // 20 positions and a suffix B1, B2 … (P08)
	Name       string     `json:"name"`
	Categories []string   `json:"categories"` // as assessed; two or more make the number's category 7
	Category   string     `json:"category"`
	Level      int        `json:"level"`               // 1 most severe … 4; of several the most severe
	Concluded  portal.Day `json:"concluded,omitempty"` // day of the last assessment conclusion
	Guardian   string     `json:"guardian,omitempty"`
}

// On returns the state on a day.
func (c Certificate) On(today portal.Day) CardState {
	switch {
	case c.State != CardActive:
		return c.State
	case c.ValidTo < today:
		return CardExpired
	case c.ValidTo < today.AddMonths(RenewalMonths):
		return CardExpiring
	}
	return CardActive
}

// CardStep is one change of a certificate, written with its history row. A
// certificate with Version 0 is new.
type CardStep struct {
	Certificate Certificate
	Event       Event
}

// CodeKind says how long a check code lives.
type CodeKind string

// Kinds of code: for a screen shown now, or printed on the card's page.
const (
	CodeShort   CodeKind = "short"   // 30 minutes
	CodePrinted CodeKind = "printed" // as long as the card
)

// Code lets somebody else check a certificate. The store keeps a blind index of
// it only.
type Code struct {
	Code        string // 26 characters, as in /v/{code}
	Certificate string
	Kind        CodeKind
	Created     time.Time
	Expires     time.Time // zero: with the card
}
