// Package delivery owns the outbox: messages written together with what they
// tell of, the worker that claims and sends them, waiting longer after each
// failure, and giving up where an officer sees it. It must not know words (a
// message is a template id and values), a store, or what a case is.
package delivery

import (
	"context"
	"time"
)

// Road is the way a message takes.
type Road string

// Roads there are so far.
const (
	InPortal Road = "in_portal" // shown on the person's page
	Log      Road = "log"       // message id and time only
)

// State is where a message stands.
type State string

// States of a message.
const (
	Queued State = "queued"
	Sent   State = "sent"
	Dead   State = "dead" // given up; shown at the desk
)

// Message is a row of the outbox. Data is sealed where it is kept.
type Message struct {
	ID        string            // portal.NewID
	Person    string            // person id, whose matter it is; "" for sign-in codes of strangers
	Recipient string            // identity id, "" when nobody has signed in yet
	Road      Road              // how it goes
	Template  string            // message id in the language files
	Language  string            // it is written in; "" when written: the one its recipient chose until it is sent
	Data      map[string]string // values for the template
	Case      string            // reference, "" when it is about no case
	Created   time.Time
	State     State
	Attempts  int       // claims so far, the present one included
	Next      time.Time // not before this
	Code      string    // kind of the last failure, never its text
}

// Store keeps the outbox. Rows are inserted by the stores of the features, in the
// transaction of the change they tell of.
type Store interface {
	// Claim takes up to n queued messages whose Next has come and that no other
	// worker holds, oldest first, adds one to their Attempts and holds them until
	// now + lease. No two workers get the same message within a lease.
	Claim(ctx context.Context, now time.Time, worker string, n int, lease time.Duration) ([]Message, error)
	// Sent marks a message sent.
	Sent(ctx context.Context, id string, at time.Time) error
	// Failed frees a message for another try at next, or marks it dead.
	Failed(ctx context.Context, id string, at, next time.Time, dead bool, code string) error
	// Dead lists up to n messages given up, newest first.
	Dead(ctx context.Context, n int) ([]Message, error)
}

// Channel sends messages one way. An error's text may hold personal data: only
// its kind is kept.
type Channel interface {
	Send(ctx context.Context, m Message) error
}
