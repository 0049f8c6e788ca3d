// Package delivery owns the outbox: messages written together with what they
// tell of, the roads a message takes and how people wish to be told, the worker
// that claims, spreads and sends, waiting longer after each failure, and giving up
// where an officer sees it. It must not know words (a message is a template id and
// values), a store, or what a case is.
package delivery

import (
	"context"
	"time"
)

// Road is the way a message takes.
type Road string

// Roads. Whoever is told is told in the portal; the others come to it by wish.
const (
	InPortal Road = "in_portal" // shown on the person's page
	SMS      Road = "sms"       // a text by the gateway
	Mail     Road = "mail"
	Call     Road = "call"   // a voice call by the gateway
	Letter   Road = "letter" // in large print; a clerk prints and posts it
	Log      Road = "log"    // message id and time only
)

// State is where a message stands.
type State string

// States of a message.
const (
	Queued  State = "queued"
	Waiting State = "waiting" // a letter that a clerk is to post; no worker takes it
	Sent    State = "sent"
	Dead    State = "dead" // given up; shown at the desk
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
	Case      string            // reference of a case or ticket, "" when it is about none
	Urgent    bool              // goes at any hour
	Created   time.Time
	State     State
	Attempts  int       // claims so far, the present one included
	Next      time.Time // not before this
	Code      string    // kind of the last failure, never its text
	To        string    // number or address while it is sent; never kept
}

// Store keeps the outbox for the worker. Rows are inserted by the stores of the
// features, in the transaction of the change they tell of.
type Store interface {
	// Claim takes up to n queued messages whose Next has come and that no other
	// worker holds, oldest first, adds one to their Attempts and holds them until
	// now + lease. No two workers get the same message within a lease.
	Claim(ctx context.Context, now time.Time, worker string, n int, lease time.Duration) ([]Message, error)
	// Spread marks a message sent and writes those that carry it further, in one
	// write. A message that is there already stays as it is, and none is written for
	// a deleted person. KindNotFound when it is no longer queued.
	Spread(ctx context.Context, id string, more []Message, at time.Time) error
	// Sent marks a message sent; KindNotFound when it is no longer queued.
	Sent(ctx context.Context, id string, at time.Time) error
	// Hold puts a message off until an instant without counting the claim.
	Hold(ctx context.Context, id string, until time.Time) error
	// Failed frees a message for another try at next, or marks it dead.
	Failed(ctx context.Context, id string, at, next time.Time, dead bool, code string) error
}

// Wishes knows how people want to be told.
type Wishes interface {
	// WishesOf lists, oldest identity first, everybody a message is to be carried to
	// with what they wish: its recipient, of a case also the person itself where it
	// has an identity that may see it, and without a recipient whoever may see it.
	WishesOf(ctx context.Context, m Message) ([]Wish, error)
	// Wish returns what an identity wishes, DefaultWish's rest where it never said;
	// KindNotFound.
	Wish(ctx context.Context, identity string) (Wish, error)
	// PutWish keeps the wish of w.Identity; phone and language are kept elsewhere.
	// KindNotFound.
	PutWish(ctx context.Context, w Wish) error
}

// Counter is what clerks do with the outbox. Both lists are of any office: who may
// see which message is the caller's duty.
type Counter interface {
	// Dead lists up to n messages given up, newest first.
	Dead(ctx context.Context, n int) ([]Message, error)
	// Revive queues a dead message once more, with all its attempts before it;
	// KindNotFound.
	Revive(ctx context.Context, id string, at time.Time) error
	// Letters lists up to n letters that wait to be posted, oldest first, with the
	// address in To; "" when it is not known any more.
	Letters(ctx context.Context, n int) ([]Message, error)
	// Posted marks a letter sent; KindNotFound when it waits no longer.
	Posted(ctx context.Context, id string, at time.Time) error
}

// Text is a message in words.
type Text struct {
	Subject  string // of a mail; tells of nobody
	Body     string
	Language string // tag
}

// Writer puts a message into words for the road it takes. KindNotFound: what it
// told of is gone, which trying again does not change.
type Writer interface {
	Write(ctx context.Context, m Message) (Text, error)
}

// Channel sends messages one way, to the number or address in To. An error's text
// may hold personal data: only its kind is kept. KindNotFound: nobody can be
// reached that way, which trying again does not change.
type Channel interface {
	Send(ctx context.Context, m Message) error
}
