package seal

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// PersonKey seals what belongs to one person. Whoever destroys the wrapped form
// of it has deleted everything sealed with it (decisions 18).
type PersonKey struct {
	id    [idSize]byte
	aead  cipher.AEAD
	files []byte // HMAC key for file names
}

// String shows nothing of the key.
func (PersonKey) String() string { return "person key" }

// GoString is String.
func (PersonKey) GoString() string { return "person key" }

// NewPersonKey makes the data key of a person and its wrapped form, the only one
// that is kept.
func (r *Ring) NewPersonKey(personID string) (PersonKey, []byte, error) {
	secret := make([]byte, secretSize)
	rand.Read(secret)
	return personKey(secret), r.wrap(personID, secret), nil
}

// OpenPersonKey unwraps a person's data key. Errors: ErrDestroyed for an empty
// wrapped form, ErrUnknown, ErrBroken (also for another person's key).
func (r *Ring) OpenPersonKey(personID string, wrapped []byte) (PersonKey, error) {
	secret, err := r.unwrap(personID, wrapped)
	if err != nil {
		return PersonKey{}, err
	}
	return personKey(secret), nil
}

// Rewrap wraps a person's key with the newest key of the ring; what the person's
// key sealed stays as it is. Errors as OpenPersonKey.
func (r *Ring) Rewrap(personID string, wrapped []byte) ([]byte, error) {
	secret, err := r.unwrap(personID, wrapped)
	if err != nil {
		return nil, err
	}
	return r.wrap(personID, secret), nil
}

func (r *Ring) wrap(personID string, secret []byte) []byte {
	k := r.newest(UseSeal)
	return sealWith(gcm(k.sub(UseSeal, "person")), k.id, wrapPlace(personID), secret)
}

func (r *Ring) unwrap(personID string, wrapped []byte) ([]byte, error) {
	if len(wrapped) == 0 {
		return nil, ErrDestroyed
	}
	k, err := r.sealedBy(wrapped)
	if err != nil {
		return nil, err
	}
	secret, err := openWith(gcm(k.sub(UseSeal, "person")), wrapPlace(personID), wrapped)
	if err == nil && len(secret) != secretSize {
		err = ErrBroken
	}
	return secret, err
}

func wrapPlace(personID string) Where {
	return Where{Table: "person", Column: "wrapped_key", Row: personID}
}

func personKey(secret []byte) PersonKey {
	k := PersonKey{aead: gcm(derive(secret, "person/seal")), files: derive(secret, "person/file")}
	copy(k.id[:], derive(secret, "person/id")) // tells a wrong key from a changed value
	return k
}

// Seal seals plain for where.
func (k PersonKey) Seal(where Where, plain []byte) []byte {
	return sealWith(k.aead, k.id, where, plain)
}

// Open opens what Seal gave for the same place. Errors: ErrUnknown when another
// person's key sealed it, ErrBroken.
func (k PersonKey) Open(where Where, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != version {
		return nil, ErrBroken
	}
	if string(sealed[1:headerSize]) != string(k.id[:]) {
		return nil, ErrUnknown
	}
	return openWith(k.aead, where, sealed)
}

// FileName names an upload: 64 hex digits, the same for the same content of the
// same person and for nobody else (decisions 20).
func (k PersonKey) FileName(content []byte) string {
	mac := hmac.New(sha256.New, k.files)
	mac.Write(content)
	return hex.EncodeToString(mac.Sum(nil))
}
