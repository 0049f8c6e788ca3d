package session

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

const tokenSize = 32

// Secret derives the secret of a session's tokens from the cookie's value. It is
// not stored anywhere; before sign-in any random cookie value serves.
func Secret(cookie string) []byte {
	mac := hmac.New(sha256.New, []byte(cookie))
	mac.Write([]byte("changban/token/1"))
	return mac.Sum(nil)
}

// Token returns the value of a form's hidden field. It is masked with a fresh
// nonce each time, so that compressed pages do not give it away (BREACH).
func Token(secret []byte) string {
	var out [2 * tokenSize]byte
	rand.Read(out[:tokenSize])
	subtle.XORBytes(out[tokenSize:], out[:tokenSize], plainToken(secret))
	return base64.RawURLEncoding.EncodeToString(out[:])
}

// CheckToken reports whether token was made for the secret.
func CheckToken(secret []byte, token string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != 2*tokenSize {
		return false
	}
	var plain [tokenSize]byte
	subtle.XORBytes(plain[:], raw[:tokenSize], raw[tokenSize:])
	return hmac.Equal(plain[:], plainToken(secret))
}

func plainToken(secret []byte) []byte {
	sum := sha256.Sum256(append([]byte("changban/token/form\x00"), secret...))
	return sum[:]
}
