package account

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

// Code is a sign-in code sent to a phone. Only its keyed hash is kept; it holds
// for at least ten minutes (WCAG 2.2.1; A11Y-140).
type Code struct {
	ID       string // opaque, part of the address of the page that asks for it
	Phone    string
	Hash     []byte
	Purpose  string // "sign_in", or "register" when it went to the register's phone
	Identity string // for purpose register: whose claim; "" else
	Person   string
	Tries    int
	Created  time.Time
	Expires  time.Time
	Used     bool
}

// Codes keeps sign-in codes and turns a right one into an identity.
type Codes interface {
	// PutCode stores a code and the message that carries it in one write.
	PutCode(ctx context.Context, c Code, m delivery.Message) error
	// Code returns a code; KindNotFound.
	Code(ctx context.Context, id string) (Code, error)
	// CountTry adds one wrong try.
	CountTry(ctx context.Context, id string) error
	// UseCode marks the code used; KindConflict when it was used before.
	UseCode(ctx context.Context, id string, at time.Time) error
	// Arrive returns the identity of a phone, and makes identity, own person
	// and link to oneself when the phone is new. Two at once make one.
	Arrive(ctx context.Context, phone string, at time.Time) (Identity, Link, error)
}

// People keeps persons, links and preferences.
type People interface {
	// Relatives lists the identity's links, oneself first, then oldest first.
	Relatives(ctx context.Context, identity string) ([]Kin, error)
	// Known returns what a page of the person's area stands on; KindNotFound
	// when there is no link, whether or not the person exists.
	Known(ctx context.Context, identity, person string) (Known, error)
	// AddPerson makes a person and the link; a repeated key returns the first.
	AddPerson(ctx context.Context, p Person, l Link, key string, by portal.Actor) (string, error)
	// Change writes new facts with their history row; KindConflict when the
	// person changed since it was read.
	Change(ctx context.Context, c Change) error
	// Choices returns what an identity chose; KindNotFound.
	Choices(ctx context.Context, identity string) (Choices, error)
	// PutPreference stores how pages look.
	PutPreference(ctx context.Context, identity, text string) error
	// PutLanguages stores the languages that were chosen; "" leaves one as it is.
	PutLanguages(ctx context.Context, identity string, c Choices) error
}

// Record is one row of the register of disability cards. In demo the store's
// own table is filled with invented people.
type Record struct {
	IDNumber    string
	Name        string
	Phone       string
	CardNumber  string
	CardValidTo portal.Day
	CardStatus  string // active, expired, frozen, cancelled
	Hukou       portal.Place
}

// Register is what a claim of a name and an ID number is held against
// (decisions 2). The store's table serves it until an outside one is connected.
type Register interface {
	// Find returns the record of an ID number; KindNotFound.
	Find(ctx context.Context, idNumber string) (Record, error)
}
