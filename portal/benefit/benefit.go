// Package benefit owns what a person has: here a monthly payment with its amount
// and first month. It must not know answers, pages or a store.
package benefit

import (
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// State of a benefit.
type State string

// States; suspending and ending come with pay runs.
const Active State = "active"

// Benefit is a granted monthly payment.
type Benefit struct {
	ID      string
	Person  string
	Case    matter.Reference
	Service string
	Place   portal.Place // whose rules and money
	Fen     int64        // per month, in hundredths of a yuan
	From    portal.Month // counted from the month of filing (P10)
	State   State
	Granted time.Time
}
