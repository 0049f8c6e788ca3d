package office

import (
	"context"
	"strings"

	"changban/portal"
)

// Limiter counts tries. Allow notes one try under key and reports whether it is
// still within the limit.
type Limiter interface {
	Allow(ctx context.Context, key string) (bool, error)
}

// SignIns lets officers in.
type SignIns struct {
	Staff StaffStore
	Tries Limiter
	Clock portal.Clock
}

// SignIn checks a staff number and a time-based code. Unknown number, ended
// account, wrong code and code used before are all answered alike, KindInvalid
// with desk.sign_in.wrong, so that numbers cannot be tried out; too many tries
// are KindLimited with desk.sign_in.limited. Other kinds come from the store.
func (s SignIns) SignIn(ctx context.Context, number, code string) (Staff, error) {
	number, code = CleanNumber(number), CleanNumber(code)
	allowed, err := s.Tries.Allow(ctx, "staff:"+number)
	if err != nil {
		return Staff{}, err
	}
	if !allowed {
		return Staff{}, portal.Fail(portal.KindLimited, portal.Msg("desk.sign_in.limited"))
	}
	staff, secret, err := s.Staff.StaffByNumber(ctx, number)
	unknown := portal.Is(err, portal.KindNotFound)
	if err != nil && !unknown {
		return Staff{}, err
	}
	if unknown {
		secret = NewSecret() // the same work is done, so that the time tells nothing
	}
	now := s.Clock.Now()
	step, right := secret.Check(code, now)
	if unknown || !right || !staff.Active(portal.DayOf(now)) {
		return Staff{}, wrong()
	}
	err = s.Staff.UseCode(ctx, staff.ID, step)
	if portal.Is(err, portal.KindConflict) {
		return Staff{}, wrong()
	}
	if err != nil {
		return Staff{}, err
	}
	return staff, nil
}

func wrong() error {
	return portal.Fail(portal.KindInvalid, portal.Msg("desk.sign_in.wrong"))
}

// maxNumber is longer than any staff number or code; the rest is cut off so
// that limiter keys stay short.
const maxNumber = 40

// CleanNumber folds what people type as number or code: full-width and
// lower-case letters, blanks and hyphens.
func CleanNumber(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, text)
	return clean[:min(len(clean), maxNumber)]
}
