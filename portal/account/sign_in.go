package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"math/big"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

// MaxTries is how often a code may be typed wrongly before a new one is needed.
const MaxTries = 5

// Purposes of a code.
const (
	PurposeSignIn   = "sign_in"
	PurposeRegister = "register"
)

// Limiter says whether something may happen again now; portal/session has one.
type Limiter interface {
	// Allowed returns KindLimited when key was used too often under rule.
	Allowed(ctx context.Context, rule, key string) error
}

// SignIn turns a phone number into an identity by a code. No captcha, no
// password, nothing to remember (WCAG 3.3.8, 3.3.9; A11Y-43).
type SignIn struct {
	Codes  Codes
	Limits Limiter
	Clock  portal.Clock
	// Keyed returns the keyed hash of a code, bound to the code's id.
	Keyed func(id, code string) []byte
	// Life is how long a code holds, never less than ten minutes (A11Y-140).
	Life func(ctx context.Context) time.Duration
	// CanSend is false while no channel can reach a phone; then nobody can
	// sign in, and the page says so and gives the phone number.
	CanSend bool
	Road    delivery.Road // of codes; "" shows them in demo alone
}

// Ask sends a code to a phone and returns the id of the code.
func (s *SignIn) Ask(ctx context.Context, phone string) (string, error) {
	if err := s.ready(ctx, "code.phone", phone); err != nil {
		return "", err
	}
	return s.send(ctx, Code{Phone: phone, Purpose: PurposeSignIn})
}

// ready reports whether a code can be sent at all, and once more.
func (s *SignIn) ready(ctx context.Context, rule, key string) error {
	if !s.CanSend {
		return portal.Fail(portal.KindUnavailable, portal.Msg("account.sign_in.cannot_send"))
	}
	return s.Limits.Allowed(ctx, rule, key)
}

func (s *SignIn) send(ctx context.Context, c Code) (string, error) {
	digits, err := sixDigits()
	if err != nil {
		return "", err
	}
	now := s.Clock.Now()
	c.ID = portal.NewID()
	c.Hash = s.Keyed(c.ID, digits)
	c.Created, c.Expires = now, now.Add(s.Life(ctx))
	m := delivery.Message{
		ID: portal.NewID(), Road: cmp.Or(s.Road, delivery.Log), Urgent: true, Template: "notice.code." + c.Purpose, Language: portal.ActorFrom(ctx).Language,
		Data: map[string]string{"Code": digits, "Phone": c.Phone}, Created: now, Next: now,
	}
	return c.ID, s.Codes.PutCode(ctx, c, m)
}

func sixDigits() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", err
	}
	text := n.String()
	return strings.Repeat("0", 6-len(text)) + text, nil
}

// Confirm returns the identity of the phone when the typed code is right.
// A wrong, late or used code is a FieldErrors of the field "code".
func (s *SignIn) Confirm(ctx context.Context, id, typed string) (Identity, Link, error) {
	c, err := s.check(ctx, id, typed, PurposeSignIn)
	if err != nil {
		return Identity{}, Link{}, err
	}
	now := s.Clock.Now()
	if err := s.Codes.UseCode(ctx, c.ID, now); err != nil {
		return Identity{}, Link{}, asUsed(err)
	}
	return s.Codes.Arrive(ctx, c.Phone, now)
}

// check holds what was typed against a code. The try is counted before the code
// is read: many guesses at once cannot all be judged on the same count.
func (s *SignIn) check(ctx context.Context, id, typed, purpose string) (Code, error) {
	digits := Digits(typed)
	switch {
	case digits == "":
		return Code{}, codeError("field.code.empty")
	case len(digits) != 6:
		return Code{}, codeError("field.code.length")
	}
	err := s.Codes.CountTry(ctx, id)
	var c Code
	if err == nil {
		c, err = s.Codes.Code(ctx, id)
	}
	if portal.Is(err, portal.KindNotFound) || err == nil && c.Purpose != purpose {
		return Code{}, codeError("field.code.gone")
	}
	if err != nil {
		return Code{}, err
	}
	return c, s.judge(c, digits)
}

func (s *SignIn) judge(c Code, digits string) error {
	switch {
	case c.Used:
		return codeError("field.code.used")
	case !s.Clock.Now().Before(c.Expires):
		return codeError("field.code.late")
	case c.Tries > MaxTries:
		return codeError("field.code.tries")
	case subtle.ConstantTimeCompare(c.Hash, s.Keyed(c.ID, digits)) != 1:
		return codeError("field.code.wrong")
	}
	return nil
}

func codeError(id string) error {
	return portal.FieldErrors{{Field: "code", Message: portal.Msg(id)}}
}

// asUsed: two tabs confirmed at once; the slower one learns that kindly.
func asUsed(err error) error {
	if portal.Is(err, portal.KindConflict) {
		return codeError("field.code.used")
	}
	return err
}

// Digits keeps the digits of what was typed or pasted, full-width ones too.
func Digits(s string) string {
	if len(s) > 200 {
		s = s[:200]
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, s)
}
