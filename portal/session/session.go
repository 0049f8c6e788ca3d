// Package session owns who is signed in: opaque session ids, how long they last,
// the cache in front of the store, tokens against forged posts, and how often
// something may be tried. It must not know cookies' names, HTTP, Redis or what a
// signed-in reader may do.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// Kind tells residents' sessions from officers'.
type Kind string

// Kinds of session.
const (
	Resident Kind = "resident"
	Staff    Kind = "staff"
)

// Session is one signed-in browser. Only a hash of its id is kept, so that
// nobody can sign in with what stands in a store or a backup.
type Session struct {
	IDHash    string        `json:"id"` // SHA-256 of the id, hex
	Kind      Kind          `json:"k"`
	Subject   string        `json:"s"` // identity id or staff id
	Created   time.Time     `json:"c"`
	LastSeen  time.Time     `json:"l"` // written at most every TouchEvery
	Ends      time.Time     `json:"e"` // absolute
	IdleAfter time.Duration `json:"i"` // ends this long after it was last used
}

// Store is the truth about sessions.
type Store interface {
	// CreateSession stores a new session.
	CreateSession(ctx context.Context, s Session) error
	// Session returns a session by hash; KindNotFound when unknown or ended.
	Session(ctx context.Context, idHash string) (Session, error)
	// TouchSession moves LastSeen forward, never back; KindNotFound when unknown
	// or ended.
	TouchSession(ctx context.Context, idHash string, at time.Time) error
	// EndSession ends a session; one unknown or ended before is no error.
	EndSession(ctx context.Context, idHash string) error
	// EndSessionsOf ends all sessions of a subject and returns their hashes.
	EndSessionsOf(ctx context.Context, kind Kind, subject string) ([]string, error)
}

// TouchEvery is how often LastSeen is written at most (decisions 16).
const TouchEvery = 10 * time.Minute

// Limits of a session. Residents stay signed in for weeks on their own phone;
// officers' sessions end after 30 idle minutes (decisions 4).
const (
	ResidentEnds = 30 * 24 * time.Hour
	ResidentIdle = 14 * 24 * time.Hour
	StaffEnds    = 12 * time.Hour
	StaffIdle    = 30 * time.Minute
)

const idSize = 32

func newSession(kind Kind, subject string, now time.Time) (string, Session) {
	var id [idSize]byte
	rand.Read(id[:])
	s := Session{IDHash: hashOf(id[:]), Kind: kind, Subject: subject, Created: now, LastSeen: now}
	switch kind {
	case Staff:
		s.Ends, s.IdleAfter = now.Add(StaffEnds), StaffIdle
	default:
		s.Ends, s.IdleAfter = now.Add(ResidentEnds), ResidentIdle
	}
	return base64.RawURLEncoding.EncodeToString(id[:]), s
}

func hashOf(id []byte) string {
	sum := sha256.Sum256(id)
	return hex.EncodeToString(sum[:])
}

// parse returns the id in a cookie value and whether it has the right form, so
// that rubbish costs no look-up.
func parse(cookie string) ([]byte, bool) {
	id, err := base64.RawURLEncoding.Strict().DecodeString(cookie)
	return id, err == nil && len(id) == idSize
}
