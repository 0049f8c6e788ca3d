package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
)

// Where is the place a sealed value stands in. It is bound to the value as
// associated data, so a value copied to another row or column does not open.
type Where struct {
	Table  string
	Column string
	Row    string // the row's id
}

// Sealed bytes: version 1, key id (4), nonce (12), ciphertext and tag (16).
const (
	version    = 1
	headerSize = 1 + idSize

	// Overhead is how many bytes a sealed value is longer than the plain one.
	Overhead = headerSize + 12 + 16
)

// Sealer seals rows that belong to no person: identities, staff, codes.
type Sealer struct {
	ring    *Ring
	purpose string
}

// System returns the sealer of one purpose, such as "identity" or "staff".
func (r *Ring) System(purpose string) Sealer { return Sealer{ring: r, purpose: purpose} }

// Seal seals plain for where with the newest key.
func (s Sealer) Seal(where Where, plain []byte) []byte {
	k := s.ring.newest(UseSeal)
	return sealWith(gcm(k.sub(UseSeal, "system/"+s.purpose)), k.id, where, plain)
}

// Open opens what Seal gave for the same place and purpose, with any key of the
// ring. Errors: ErrUnknown, ErrBroken.
func (s Sealer) Open(where Where, sealed []byte) ([]byte, error) {
	k, err := s.ring.sealedBy(sealed)
	if err != nil {
		return nil, err
	}
	return openWith(gcm(k.sub(UseSeal, "system/"+s.purpose)), where, sealed)
}

func (r *Ring) sealedBy(sealed []byte) (key, error) {
	if len(sealed) < Overhead || sealed[0] != version {
		return key{}, ErrBroken
	}
	k, ok := r.find(UseSeal, sealed[1:headerSize])
	if !ok {
		return key{}, ErrUnknown
	}
	return k, nil
}

// Old reports whether sealed was made by another key than the newest, so that
// work after a rotation knows what to seal anew. It works for wrapped persons'
// keys and for what a Sealer gave.
func (r *Ring) Old(sealed []byte) bool {
	id := r.newest(UseSeal).id
	return len(sealed) < Overhead || string(sealed[1:headerSize]) != string(id[:])
}

func gcm(secret []byte) cipher.AEAD {
	block, err := aes.NewCipher(secret)
	if err != nil {
		panic(err) // secrets are 32 bytes
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the block size GCM wants
	}
	return aead
}

func sealWith(aead cipher.AEAD, id [idSize]byte, where Where, plain []byte) []byte {
	out := make([]byte, headerSize, headerSize+len(plain)+aead.Overhead())
	out[0] = version
	copy(out[1:], id[:])
	return aead.Seal(out, nil, plain, where.bytes(out[:headerSize]))
}

func openWith(aead cipher.AEAD, where Where, sealed []byte) ([]byte, error) {
	plain, err := aead.Open(nil, nil, sealed[headerSize:], where.bytes(sealed[:headerSize]))
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}

// bytes is the associated data: lengths go before texts, so that no two places
// give the same bytes.
func (w Where) bytes(header []byte) []byte {
	out := append([]byte("changban/seal"), header...)
	for _, s := range []string{w.Table, w.Column, w.Row} {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	return out
}
