package benefit

import (
	"time"

	"changban/portal"
)

// PayState is where one payment stands.
type PayState string

// States of a payment.
const (
	PaySent     PayState = "sent" // stands in a run; the bank has not answered
	Paid        PayState = "paid"
	Returned    PayState = "returned" // the bank sent it back: see Reason
	PayReplaced PayState = "replaced" // returned and sent again in a later run
)

// Pay is one payment: one benefit, one month. A benefit has at most one payment
// of a month that is not replaced.
type Pay struct {
	ID      string
	Run     string
	Benefit string
	Person  string
	Service string
	Month   portal.Month // it is owed for
	Fen     int64
	State   PayState
	Reason  string     // code of a return
	Day     portal.Day // the bank paid or returned it; "" before
	Payee   Payee      // as it was sent; sealed
	Name    string     // of the person, for the file to the bank; sealed
}

// RunState is where a pay run stands.
type RunState string

// States of a pay run.
const (
	RunOpen    RunState = "open"    // the file may be fetched, returns may be read
	RunSettled RunState = "settled" // every payment is paid or returned
)

// Run is the list of what a place pays for a month.
type Run struct {
	ID      string
	Place   portal.Place
	Month   portal.Month
	State   RunState
	Count   int
	Fen     int64 // total
	Paid    int
	Back    int // returned
	Created time.Time
	By      string // staff id
}
