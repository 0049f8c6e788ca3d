package office

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // RFC 6238's default, and the only one every authenticator app knows
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"

	"changban/portal"
)

// Secret is the shared secret of an officer's time-based codes (RFC 6238).
type Secret []byte

const (
	secretBytes = 20 // RFC 4226 clause 4 R6: as long as the hash
	stepLength  = 30 * time.Second
	codeDigits  = 6
	codeRange   = 1_000_000
	driftSteps  = 1 // RFC 6238 clause 5.2: one step for slow clocks and slow hands
)

// NewSecret returns a random secret.
func NewSecret() Secret {
	s := make(Secret, secretBytes)
	rand.Read(s)
	return s
}

var secretCoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// String hides the secret from logs; Text gives it away on purpose.
func (s Secret) String() string { return "secret" }

// Text writes the secret in base32 in groups of four, to be typed into a device.
func (s Secret) Text() string {
	var b strings.Builder
	for i, r := range secretCoding.EncodeToString(s) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ParseSecret reads what Text writes, blanks and case aside. KindInvalid.
func ParseSecret(text string) (Secret, error) {
	raw, err := secretCoding.DecodeString(strings.ToUpper(strings.Join(strings.Fields(text), "")))
	if err != nil {
		return nil, portal.Because(portal.KindInvalid, err)
	}
	return raw, nil
}

// URI returns the otpauth address that authenticator apps read from a QR code.
func (s Secret) URI(issuer, account string) string {
	query := url.Values{"secret": {secretCoding.EncodeToString(s)}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer) + ":" + url.PathEscape(account) +
		"?" + strings.ReplaceAll(query.Encode(), "+", "%20") // apps take + literally
}

// Step returns the time step of an instant: 30-second steps since 1970.
func Step(now time.Time) int64 { return now.Unix() / int64(stepLength/time.Second) }

// Code returns the six digits of a time step (RFC 4226 clause 5.3).
func (s Secret) Code(step int64) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac := hmac.New(sha1.New, s)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	n := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeDigits, n%codeRange)
}

// Check reports whether code belongs to the step of now or one next to it, and
// to which. The caller notes the step (StaffStore.UseCode): a code works once.
// Every step is compared in the same time, so that the time tells nothing.
func (s Secret) Check(code string, now time.Time) (step int64, ok bool) {
	for at := Step(now) - driftSteps; at <= Step(now)+driftSteps; at++ {
		same := subtle.ConstantTimeCompare([]byte(s.Code(at)), []byte(code)) == 1
		if same && len(s) > 0 {
			step, ok = at, true
		}
	}
	return step, ok
}
