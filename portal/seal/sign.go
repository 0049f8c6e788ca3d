package seal

import (
	"crypto/ed25519"
	"slices"
	"time"
)

// Signer signs and verifies for one purpose, such as "audit" or "certificate".
type Signer struct {
	ring    *Ring
	purpose string
}

// PublicKey is what others need to verify; listed at /.well-known/portal-keys
// (decisions 19).
type PublicKey struct {
	ID      string // 8 hex digits, the first bytes of a signature
	Created time.Time
	Key     ed25519.PublicKey
}

// Signer returns the signer of one purpose.
func (r *Ring) Signer(purpose string) Signer { return Signer{ring: r, purpose: purpose} }

// Sign signs msg for purpose: key id (4 bytes) and Ed25519 signature (64).
func (r *Ring) Sign(purpose string, msg []byte) []byte { return r.Signer(purpose).Sign(msg) }

// Public returns the public keys of a purpose, oldest first.
func (r *Ring) Public(purpose string) []PublicKey {
	var out []PublicKey
	for _, k := range r.keys {
		if slices.Contains(k.uses, UseSign) {
			public := k.signing(purpose).Public().(ed25519.PublicKey)
			out = append(out, PublicKey{ID: k.name(), Created: k.created, Key: public})
		}
	}
	return out
}

// Sign signs msg with the newest key.
func (s Signer) Sign(msg []byte) []byte {
	k := s.ring.newest(UseSign)
	return append(slices.Clone(k.id[:]), ed25519.Sign(k.signing(s.purpose), msg)...)
}

// Verify checks a signature by any key of the ring. Errors: ErrUnknown,
// ErrSignature.
func (s Signer) Verify(msg, signature []byte) error {
	if len(signature) != idSize+ed25519.SignatureSize {
		return ErrSignature
	}
	k, ok := s.ring.find(UseSign, signature[:idSize])
	if !ok {
		return ErrUnknown
	}
	public := k.signing(s.purpose).Public().(ed25519.PublicKey)
	if !ed25519.Verify(public, msg, signature[idSize:]) {
		return ErrSignature
	}
	return nil
}

func (k key) signing(purpose string) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(k.sub(UseSign, purpose))
}
