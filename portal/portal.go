// Package portal owns the nouns every other part speaks: errors as kinds and
// message ids, the actor of a request, days and clocks, opaque ids. It must not
// know a store, a page, a language or any of our other packages.
package portal

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"
)

// Clock tells the time. Rules, stores and pages ask it and never the machine,
// so that tests can move it (decisions 13).
type Clock interface {
	Now() time.Time
}

// SystemClock is the machine's clock in UTC, cut to microseconds, the precision
// both stores keep.
type SystemClock struct{}

// Now returns the present instant.
func (SystemClock) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// NewID returns an opaque random id: 26 characters of lower-case base32,
// 130 bits wide, safe in addresses and file names.
func NewID() string {
	var raw [16]byte
	rand.Read(raw[:]) // never fails since Go 1.24: it stops the process instead
	return strings.ToLower(idCoding.EncodeToString(raw[:]))
}

// ValidID reports whether s has the form NewID gives. Anything else can be
// answered with NotFound before a store is asked.
func ValidID(s string) bool {
	if len(s) != 26 {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '2' || r > '7') {
			return false
		}
	}
	return true
}

var idCoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// Channel is the way a request reached us (decisions 1).
type Channel string

// The three channels of decisions 1.
const (
	ChannelWeb     Channel = "web"
	ChannelCounter Channel = "counter"
	ChannelPhone   Channel = "phone"
)

// ActorKind tells residents from staff from the portal itself.
type ActorKind string

// Kinds of actor.
const (
	ActorNobody   ActorKind = ""
	ActorIdentity ActorKind = "identity" // a resident or helper who signed in
	ActorStaff    ActorKind = "staff"
	ActorSystem   ActorKind = "system" // worker and start-up
)

// Actor is who acts, by which channel, reading which language. For whom is never
// part of it: the person comes from the address (decisions 1).
type Actor struct {
	Kind     ActorKind
	ID       string // identity id or staff id
	Channel  Channel
	Language string // tag of the page, such as zh-Hans
	Mode     string // "elder" or ""
}

// SignedIn reports whether somebody acts at all.
func (a Actor) SignedIn() bool { return a.Kind != ActorNobody }

type actorKey struct{}

// WithActor returns a context that carries a.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom returns the actor of ctx, or the zero Actor.
func ActorFrom(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
