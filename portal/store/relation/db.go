// Package relation owns the SQL of every feature, once, over a tiny executor, and
// the sealing of what the SQL carries (decisions 14, 17). It must not know a
// driver, a file format of a database, a page or a rule: adapters execute, domain
// packages decide.
package relation

import (
	"context"
	"strings"
)

// Statement is one SQL statement with numbered placeholders ($1, $2 …). Arguments
// are int64, int, string, []byte or nil: the types that mean the same everywhere.
type Statement struct {
	SQL  string
	Args []any
	Must bool // nothing written when this one changes no row; FaultStale
}

// DB executes statements. Each method is one trip to the store; on PostgreSQL a
// Write of several statements with a Must among them takes two.
type DB interface {
	// Read runs queries together and returns the rows of each.
	Read(ctx context.Context, statements ...Statement) ([]Rows, error)
	// Write runs statements all or none and returns how many rows each changed.
	Write(ctx context.Context, statements ...Statement) ([]int64, error)
	// Take runs one writing statement that returns rows.
	Take(ctx context.Context, statement Statement) (Rows, error)
	// Dialect tells what differs.
	Dialect() Dialect
	// Trips counts the trips since the store was opened, for tests and metrics.
	Trips() int64
	// Close gives connections back.
	Close() error
}

// Dialect is the little that the two stores do not share.
type Dialect struct {
	Name string
	// Claim takes outbox rows so that no two workers get the same: $1 now,
	// $2 held until, $3 worker, $4 how many. It returns outbox ids.
	Claim string
}

// Class says what went wrong in a store, whichever it is.
type Class string

// Classes of fault.
const (
	FaultUnique  Class = "unique"
	FaultForeign Class = "foreign"
	FaultStale   Class = "stale" // a Must changed no row
	FaultAway    Class = "away"  // connection lost, busy, out of time, full
	FaultValue   Class = "value" // a text the store cannot keep, such as one with a zero byte
	FaultOther   Class = "other"
)

// Fault is an error of a store without any value in it: drivers' texts quote
// values, and values are people's.
type Fault struct {
	Class      Class
	Constraint string // name or columns of the rule that was broken
	Code       string // the driver's own code
}

// Error names class, rule and code.
func (f *Fault) Error() string {
	return strings.TrimSpace("store: " + string(f.Class) + " " + f.Constraint + " " + f.Code)
}
