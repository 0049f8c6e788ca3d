package office

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"changban/portal"
)

// TestRFC6238 checks the SHA-1 vectors of RFC 6238 appendix B; our codes are
// their last six digits.
func TestRFC6238(t *testing.T) {
	secret := Secret("12345678901234567890")
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471",
		1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := secret.Code(Step(time.Unix(at, 0))); got != want[2:] {
			t.Errorf("at %d: got %s, want %s", at, got, want[2:])
		}
	}
}

// TestRFC4226 checks the counter vectors of RFC 4226 appendix D.
func TestRFC4226(t *testing.T) {
	secret := Secret("12345678901234567890")
	for i, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		if got := secret.Code(int64(i)); got != want {
			t.Errorf("%d: got %s, want %s", i, got, want)
		}
	}
}

func TestCheckWindow(t *testing.T) {
	secret := Secret("12345678901234567890")
	now := time.Unix(1234567890, 0)
	for drift, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		step, ok := secret.Check(secret.Code(Step(now)+drift), now)
		if ok != want || ok && step != Step(now)+drift {
			t.Errorf("drift %d: step %d, %v", drift, step-Step(now), ok)
		}
	}
	for _, code := range []string{"", "12345", "1234567", "abcdef"} {
		if _, ok := secret.Check(code, now); ok {
			t.Errorf("%q passes", code)
		}
	}
	if _, ok := Secret(nil).Check(Secret(nil).Code(Step(now)), now); ok {
		t.Error("an account without secret lets somebody in")
	}
}

func TestSecretText(t *testing.T) {
	secret := NewSecret()
	text := secret.Text()
	if len(text) != 39 || strings.Count(text, " ") != 7 {
		t.Errorf("groups: %q", text)
	}
	back, err := ParseSecret(strings.ToLower(text) + " ")
	if err != nil || string(back) != string(secret) {
		t.Errorf("read back: %v", err)
	}
	if _, err := ParseSecret("1!"); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("nonsense: %v", err)
	}
	if printed := fmt.Sprintf("%v %s", secret, secret); printed != "secret secret" {
		t.Errorf("a log would hold %q", printed)
	}
	got := Secret("12345678901234567890").URI("畅办 portal", "A001")
	want := "otpauth://totp/%E7%95%85%E5%8A%9E%20portal:A001?issuer=%E7%95%85%E5%8A%9E%20portal&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	if got != want {
		t.Errorf("address %s", got)
	}
}

// desk is a StaffStore and Limiter in memory with one officer.
type desk struct {
	StaffStore
	officer Staff
	secret  Secret
	last    int64
	tries   int
	down    error
}

func (d *desk) StaffByNumber(_ context.Context, number string) (Staff, Secret, error) {
	if d.down != nil {
		return Staff{}, nil, d.down
	}
	if number != d.officer.Number {
		return Staff{}, nil, portal.NotFound()
	}
	return d.officer, d.secret, nil
}

func (d *desk) UseCode(_ context.Context, _ string, step int64) error {
	if step <= d.last {
		return portal.Because(portal.KindConflict, errors.New("code used"))
	}
	d.last = step
	return nil
}

func (d *desk) Allow(context.Context, string) (bool, error) {
	d.tries++
	return d.tries <= 5, nil
}

type fixed time.Time

func (f fixed) Now() time.Time { return time.Time(f) }

func TestSignIn(t *testing.T) {
	now := time.Date(2026, 3, 31, 15, 59, 0, 0, time.UTC) // 23:59 in Asia/Shanghai
	start := func() (*desk, SignIns) {
		d := &desk{officer: Staff{ID: "li", Number: "E001", Ends: "2026-03-31"}, secret: NewSecret()}
		return d, SignIns{Staff: d, Tries: d, Clock: fixed(now)}
	}
	ctx := context.Background()
	t.Run("right", func(t *testing.T) {
		d, s := start()
		code := d.secret.Code(Step(now))
		if got, err := s.SignIn(ctx, " e-001", code[:3]+" "+code[3:]); err != nil || got.ID != "li" {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("wrong ones look alike", func(t *testing.T) {
		d, s := start()
		_, unknown := s.SignIn(ctx, "E002", d.secret.Code(Step(now)))
		_, wrong := s.SignIn(ctx, "E001", "not it")
		s.Clock = fixed(now.Add(2 * time.Minute)) // the account ended at midnight
		_, ended := s.SignIn(ctx, "E001", d.secret.Code(Step(s.Clock.Now())))
		for _, err := range []error{unknown, wrong, ended} {
			if portal.KindOf(err) != portal.KindInvalid || err.Error() != unknown.Error() {
				t.Errorf("got %v", err)
			}
		}
	})
	t.Run("a code works once", func(t *testing.T) {
		d, s := start()
		if _, err := s.SignIn(ctx, "E001", d.secret.Code(Step(now))); err != nil {
			t.Fatal(err)
		}
		for _, step := range []int64{Step(now), Step(now) - 1} { // nor does an older one afterwards
			if _, err := s.SignIn(ctx, "E001", d.secret.Code(step)); !portal.Is(err, portal.KindInvalid) {
				t.Errorf("step %d: %v", step-Step(now), err)
			}
		}
	})
	t.Run("tries are limited", func(t *testing.T) {
		d, s := start()
		for range 5 {
			if _, err := s.SignIn(ctx, "E001", "000000x"); !portal.Is(err, portal.KindInvalid) {
				t.Fatal(err)
			}
		}
		if _, err := s.SignIn(ctx, "E001", d.secret.Code(Step(now))); !portal.Is(err, portal.KindLimited) {
			t.Errorf("sixth try: %v", err)
		}
	})
	t.Run("store down", func(t *testing.T) {
		d, s := start()
		d.down = portal.Because(portal.KindUnavailable, errors.New("away"))
		if _, err := s.SignIn(ctx, "E001", "123456"); !portal.Is(err, portal.KindUnavailable) {
			t.Errorf("got %v", err)
		}
	})
	if got := CleanNumber(strings.Repeat("e", 1000) + "' or 1=1"); len(got) != 40 {
		t.Errorf("long number keeps %d", len(got))
	}
}
