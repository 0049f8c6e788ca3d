// Package benefit owns what a person has: granted payments, devices and services
// with their life and payments, and the disability certificate with its history
// and check codes. Its rules say what stops a benefit, which months are owed and
// what a change of the card does. It must not know answers, pages or a store.
package benefit

import (
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// State of a benefit: Active → Suspended → Active or Ended.
type State string

// States of a benefit.
const (
	Active    State = "active"
	Suspended State = "suspended"
	Ended     State = "ended"
)

// Kind says what was granted.
type Kind string

// Kinds of benefit.
const (
	Payment Kind = "payment" // money
	Device  Kind = "device"
	Service Kind = "service" // care, conversion of a home, legal aid
	Record  Kind = "record"  // a registration
)

// Period says how often a payment comes.
type Period string

// Periods of a payment; the amount is per period.
const (
	Monthly Period = "month"
	Yearly  Period = "year"
	Once    Period = "once"
)

// Benefit is something granted by a decision.
type Benefit struct {
	ID      string
	Person  string
	Case    matter.Reference // the decision it stands on
	Service string
	Kind    Kind
	Place   portal.Place // whose rules and money
	Fen     int64        // per period, in hundredths of a yuan; 0 for things
	Period  Period       // "" for things
	From    portal.Month // counted from the month of filing for the two subsidies (P10)
	Spans   []Span       // months that are owed, oldest first; the last may be open
	State   State
	Reason  string     // code of the last suspension or end: see Reasons
	Until   portal.Day // last day of a thing's use-life or of a yearly grant; "" has none
	Card    portal.Day // last day of the card it stands on; "" when it stands on none
	Recheck portal.Day // day of the next yearly look; "" has none
	Advance bool       // paid before the decision (urgent 临时救助)
	Granted time.Time
	Payee   Payee // sealed
	Version int   // sequence number of the last event; 0: not stored yet
	Events  []Event
}

// Span is a stretch of months, both included; To "" is open.
type Span struct {
	From portal.Month `json:"from"`
	To   portal.Month `json:"to,omitempty"`
}

// Payee is where the money goes: the person's or guardian's account, an
// institution, or the pension account, never an agent (services facts 3).
type Payee struct {
	To          string `json:"to"` // own, guardian, institution, pension
	Bank        string `json:"bank,omitempty"`
	Account     string `json:"account,omitempty"`
	Holder      string `json:"holder,omitempty"`
	Institution string `json:"institution,omitempty"` // unit id or name
	// Given is the instant (UTC microseconds) the account was named or confirmed
	// after the grant: the same account said again is worth another try.
	Given int64 `json:"given,omitempty"`
}

// Event is one row of a benefit's or certificate's history; inserted, never
// changed.
type Event struct {
	Seq    int
	At     time.Time
	Actor  portal.Actor
	Action string           // grant, suspend, resume, end, account; issue, renew, change, transfer, reissue, freeze, thaw, cancel, expire
	From   string           // state before
	To     string           // state after
	Month  portal.Month     // from which it counts, "" when it is no matter of months
	Reason string           // code
	Case   matter.Reference // that caused it, "" for the worker or the person
	Key    string           // idempotency key of the form that did it
}

// Step is one change of a benefit, written with its history row. A benefit with
// Version 0 is new.
type Step struct {
	Benefit Benefit // as it shall be; Version is the one that was read
	Event   Event   // Seq is filled by the store
}
