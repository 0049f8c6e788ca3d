// Package seal owns secrecy: the key ring, sealing of single columns, one data
// key per person, blind indexes to search sealed values by, names of uploaded
// files, and signatures (decisions 17-20). It must not know which tables exist,
// what a value means, or where a store keeps it.
package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Use is what a key of the ring may be used for.
type Use string

// Uses of a ring key. An index key cannot be changed without computing every
// index anew, so Rotate gives a new key every use but UseIndex.
const (
	UseSeal  Use = "seal"  // portal rows and the wrapping of persons' keys
	UseIndex Use = "index" // blind indexes
	UseSign  Use = "sign"  // Ed25519 signatures
)

// Errors of opening and verifying. None says anything about the content.
var (
	ErrBroken    = errors.New("seal: changed, moved to another row or column, or sealed by another key")
	ErrUnknown   = errors.New("seal: the key ring does not hold the key")
	ErrDestroyed = errors.New("seal: the person's key was destroyed") // decisions 18
	ErrSignature = errors.New("seal: signature does not fit")
)

const (
	secretSize = 32
	idSize     = 4
)

type key struct {
	id      [idSize]byte
	uses    []Use
	created time.Time
	secret  []byte
}

// Ring is the key ring: immutable, safe for many goroutines. The newest key with
// a use does the work, older ones still open and verify.
type Ring struct {
	keys []key // oldest first
}

// Generate returns a ring with one new key for every use.
func Generate(now time.Time) *Ring {
	return &Ring{keys: []key{newKey(now, UseSeal, UseIndex, UseSign)}}
}

// Rotate returns a ring that seals and signs with a new key and keeps all others.
func (r *Ring) Rotate(now time.Time) *Ring {
	return &Ring{keys: append(slices.Clone(r.keys), newKey(now, UseSeal, UseSign))}
}

// String names the keys and never shows them, so that a ring can stand in a log.
func (r *Ring) String() string { return fmt.Sprintf("key ring of %d", len(r.keys)) }

// GoString is String: %#v must not show the keys either.
func (r *Ring) GoString() string { return r.String() }

func newKey(now time.Time, uses ...Use) key {
	k := key{uses: uses, created: now.UTC(), secret: make([]byte, secretSize)}
	rand.Read(k.secret)
	sum := sha256.Sum256(append([]byte("changban key id\x00"), k.secret...))
	copy(k.id[:], sum[:])
	return k
}

func (k key) name() string { return hex.EncodeToString(k.id[:]) }

// sub returns the 32-byte sub-key of k for one purpose: a leak of one sub-key
// opens nothing else.
func (k key) sub(use Use, purpose string) []byte { return derive(k.secret, string(use)+"/"+purpose) }

func derive(secret []byte, info string) []byte {
	out, err := hkdf.Key(sha256.New, secret, nil, "changban/1/"+info, secretSize)
	if err != nil {
		panic(err) // only for lengths over 255 hashes
	}
	return out
}

// newest returns the key that works for use. Parse and Generate see to it that
// there is one.
func (r *Ring) newest(use Use) key {
	for i := len(r.keys) - 1; i > 0; i-- {
		if slices.Contains(r.keys[i].uses, use) {
			return r.keys[i]
		}
	}
	return r.keys[0]
}

func (r *Ring) find(use Use, id []byte) (key, bool) {
	for _, k := range r.keys {
		if string(k.id[:]) == string(id) && slices.Contains(k.uses, use) {
			return k, true
		}
	}
	return key{}, false
}
