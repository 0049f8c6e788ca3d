// Package account owns people and who may act for them: identities (a proved
// phone), persons and their facts, the links between them with level, relation
// and capacity, sign-in codes, and the register a claim is held against. It must
// not know services, cases, pages or a store.
package account

import (
	"slices"
	"time"

	"changban/portal"
)

// Level is how much of a link is proved (decisions 2).
type Level int

// Levels of decisions 2. Knowing numbers proves nothing: only LevelRegister
// opens register facts and older matters.
const (
	LevelPhone    Level = iota // L0: the phone is proved, nothing else
	LevelMatched               // L1: name and ID agree with the register
	LevelRegister              // L2: a code reached the register's own phone
)

// Identity is somebody who can sign in: here a proved phone number. n:m with
// persons (decisions 1).
type Identity struct {
	ID      string
	Phone   string // digits
	Created time.Time
}

// Choices is what an identity chose for itself; "" where nothing was chosen.
type Choices struct {
	Look     string // in the form of the cookie
	Language string // of pages, as a tag
	Notice   string // of messages, as a tag
}

// Relation says what the person acted for is to the actor.
type Relation string

// Relations a helper can name. The page says "your mother", never a name
// (decisions 24).
const (
	Self        Relation = "self"
	Mother      Relation = "mother"
	Father      Relation = "father"
	Wife        Relation = "wife"
	Husband     Relation = "husband"
	Daughter    Relation = "daughter"
	Son         Relation = "son"
	Grandparent Relation = "grandparent"
	Sibling     Relation = "sibling"
	Relative    Relation = "relative"
	Neighbour   Relation = "other"
)

// Relations lists what "for whom?" offers besides oneself, in page order.
func Relations() []Relation {
	return []Relation{Mother, Father, Wife, Husband, Daughter, Son, Grandparent, Sibling, Relative, Neighbour}
}

// Valid reports whether r is one of Relations.
func (r Relation) Valid() bool { return slices.Contains(Relations(), r) }

// ProxyCode is the value of proxy_relation and guardian_relation in the service
// facts: what the actor is to the person.
func (r Relation) ProxyCode() string {
	switch r {
	case Wife, Husband:
		return "spouse"
	case Mother, Father:
		return "child" // acting for one's mother: the actor is her child
	case Daughter, Son:
		return "parent"
	case Grandparent, Sibling, Relative:
		return "near_relative"
	}
	return "other"
}

// Capacity is in what right somebody files: the field filing_as of the service
// facts. It is derived from the link and never asked per service (decisions 5).
type Capacity string

// Capacities a link can have.
const (
	AsSelf     Capacity = "self"
	AsGuardian Capacity = "guardian"
	AsAgent    Capacity = "agent"
)

// Link joins an identity to a person.
type Link struct {
	Identity  string
	Person    string
	Relation  Relation
	Capacity  Capacity
	Level     Level
	Confirmed bool       // the person has said yes; always true for oneself
	ValidTo   portal.Day // end of an agent's mandate, "" when none was stated
	Created   time.Time
}

// ForOther reports whether the actor acts for somebody else.
func (l Link) ForOther() bool { return l.Relation != Self }

// Sources of a fact.
const (
	SourceTyped    = "typed"    // said by the person or a helper
	SourceRegister = "register" // from the register, after L2
)

// Fact is one thing known about a person, with where it came from.
type Fact struct {
	Value  []string  `json:"v"`
	Source string    `json:"s"`
	At     time.Time `json:"t"`
	By     string    `json:"b,omitempty"` // actor id
}

// Person is one file per person. Facts are keyed by the field ids of the
// services (name, id_number, residence_address …), so what was said once is
// never asked again (decisions 5).
type Person struct {
	ID       string
	Facts    map[string]Fact
	Verified bool // some identity reached L2: its ID number is unique (decisions 3)
	Version  int  // sequence number of the last change
	Created  time.Time
}

// Value returns what is known of field, or nil.
func (p Person) Value(field string) []string { return p.Facts[field].Value }

// First returns the first value of field, or "".
func (p Person) First(field string) string {
	if v := p.Facts[field].Value; len(v) > 0 {
		return v[0]
	}
	return ""
}

// With returns the person with a fact changed. The receiver stays as it was.
func (p Person) With(field string, f Fact) Person {
	facts := make(map[string]Fact, len(p.Facts)+1)
	for k, v := range p.Facts {
		facts[k] = v
	}
	facts[field] = f
	p.Facts = facts
	return p
}

// Known is what a page of /for/{person} stands on: the link that lets the actor
// in, the person, and the actor's own file, which answers the questions about
// the helper.
type Known struct {
	Identity Identity
	Link     Link
	Person   Person
	Own      Person // the same as Person when one acts for oneself
}

// Change is one step in the life of a person's file, written with its history
// row: the facts that changed, who changed them.
type Change struct {
	Person Person // as it shall be; Version is the one that was read
	Facts  map[string]Fact
	Actor  portal.Actor
	At     time.Time
	Link   *Link // set when the link changes with it, such as a level reached
	Verify bool  // the ID number becomes unique; KindExists when taken
}

// Kin is a line of "for whom?": somebody the actor has a link to.
type Kin struct {
	Link Link
	Name string // "" while nobody typed it
}
