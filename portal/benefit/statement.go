package benefit

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"changban/portal"
)

// SignPurpose names the key statements are signed with.
const SignPurpose = "certificate"

// PublicKey verifies statements; published at /.well-known/portal-keys
// (decisions 19).
type PublicKey struct {
	ID      string            `json:"id"` // 8 hex digits, the first bytes of a signature
	Created time.Time         `json:"created"`
	Key     ed25519.PublicKey `json:"key"` // base64
	Use     string            `json:"use"` // SignPurpose
}

// keyFile is the published form.
type keyFile struct {
	Keys []PublicKey `json:"keys"`
}

// EncodeKeys writes keys as they are published.
func EncodeKeys(keys []PublicKey) ([]byte, error) {
	return json.Marshal(keyFile{Keys: slices.Clone(keys)})
}

// DecodeKeys reads what EncodeKeys wrote. KindInvalid for anything else.
func DecodeKeys(raw []byte) ([]PublicKey, error) {
	var f keyFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, portal.Because(portal.KindInvalid, err)
	}
	return f.Keys, nil
}

// Keys returns the public keys of statements, oldest first.
func (k *Keeper) Keys() []PublicKey { return k.Published() }

// Said is what a statement says about a card on the day it was signed.
type Said struct {
	Kind    CodeKind
	Signed  time.Time
	Expires time.Time // of a code for a screen; zero: none
	Issued  portal.Day
	Checked
}

// On returns what a verified statement says about the state on a day: only a card
// that was in order can have run out since. That it was cancelled since is known
// online alone.
func (s Said) On(today portal.Day) CardState {
	if s.State == CardActive || s.State == CardExpiring {
		return Certificate{State: CardActive, ValidTo: s.ValidTo}.On(today)
	}
	return s.State
}

const (
	statementVersion = "1"
	signatureSize    = 4 + ed25519.SignatureSize // key id, signature
	fieldsSaid       = 9
)

// Statement signs what a check shows, for somebody without a network: the text
// that follows BASE_URL/v/{code}# in the printed QR. A fragment never leaves the
// reader's device.
func (k *Keeper) Statement(c Certificate, code Code) string {
	now := k.Clock.Now()
	shown := c.checked(portal.DayOf(now))
	expires := ""
	if !code.Expires.IsZero() {
		expires = strconv.FormatInt(code.Expires.Unix(), 10)
	}
	payload := []byte(strings.Join([]string{
		statementVersion, string(code.Kind), strconv.FormatInt(now.Unix(), 10), expires, string(shown.State),
		shown.Category + strconv.Itoa(shown.Level), shown.Name, string(shown.ValidTo), string(c.Issued),
	}, "\n"))
	return base64.RawURLEncoding.EncodeToString(append(k.Sign(payload), payload...))
}

// Verify reads a statement with public keys alone. KindInvalid when it is none,
// when no key fits, or when one letter was changed.
func Verify(text string, keys []PublicKey) (Said, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) <= signatureSize {
		return Said{}, notGenuine()
	}
	id, signature, payload := hex.EncodeToString(raw[:4]), raw[4:signatureSize], raw[signatureSize:]
	signed := slices.ContainsFunc(keys, func(k PublicKey) bool {
		return k.ID == id && len(k.Key) == ed25519.PublicKeySize && ed25519.Verify(k.Key, payload, signature)
	})
	if !signed {
		return Said{}, notGenuine()
	}
	return readStatement(string(payload))
}

func notGenuine() error {
	return portal.Fail(portal.KindInvalid, portal.Msg("benefit.statement.not_genuine"))
}

func readStatement(payload string) (Said, error) {
	f := strings.Split(payload, "\n")
	if len(f) != fieldsSaid || f[0] != statementVersion || len(f[5]) < 2 {
		return Said{}, notGenuine()
	}
	at, err := strconv.ParseInt(f[2], 10, 64)
	if err != nil {
		return Said{}, notGenuine()
	}
	s := Said{Kind: CodeKind(f[1]), Signed: time.Unix(at, 0).UTC(), Issued: portal.Day(f[8])}
	if until, err := strconv.ParseInt(f[3], 10, 64); err == nil {
		s.Expires = time.Unix(until, 0).UTC()
	}
	cut := len(f[5]) - 1
	s.Checked = Checked{
		State: CardState(f[4]), Category: f[5][:cut], Level: int(f[5][cut] - '0'), Name: f[6], ValidTo: portal.Day(f[7]),
	}
	return s, nil
}
