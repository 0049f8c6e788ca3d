package account_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/store/storetest"
)

const phone = "13947900001"

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// says fails unless err is a problem of one field with that message.
func says(t *testing.T, err error, field, message string) {
	t.Helper()
	var problems portal.FieldErrors
	if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Field != field || problems[0].Message.ID != message {
		t.Fatalf("got %v, want %s of %s", err, message, field)
	}
}

func kind(t *testing.T, err error, want portal.Kind) {
	t.Helper()
	if portal.KindOf(err) != want {
		t.Fatalf("got %v, want kind %q", err, want)
	}
}

// asked sends a code and returns its id and digits.
func asked(t *testing.T, h *storetest.House) (id, digits string) {
	t.Helper()
	id, err := h.SignIn.Ask(context.Background(), phone)
	ok(t, err)
	digits, to := h.Code(t)
	if len(digits) != 6 || to != phone {
		t.Fatalf("code %q to %q", digits, to)
	}
	return id, digits
}

func other(digits string) string {
	if digits == "000000" {
		return "000001"
	}
	return "000000"
}

func TestConfirmReadsTheCodeAsTyped(t *testing.T) {
	full := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
	for name, typed := range map[string]func(string) string{
		"as sent":     func(s string) string { return s },
		"in two":      func(s string) string { return s[:3] + " " + s[3:] },
		"pasted":      func(s string) string { return "\u200b " + s + "\r\n" },
		"full width":  full.Replace,
		"with a dash": func(s string) string { return s[:3] + "-" + s[3:] },
	} {
		t.Run(name, func(t *testing.T) {
			h := storetest.Memory(t)
			id, digits := asked(t, h)
			i, l, err := h.SignIn.Confirm(context.Background(), id, typed(digits))
			ok(t, err)
			if i.Phone != phone || l.Relation != account.Self || l.Level != account.LevelPhone || !l.Confirmed {
				t.Errorf("identity %+v, link %+v", i, l)
			}
		})
	}
}

func TestConfirmSaysWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	wrong := func(t *testing.T, h *storetest.House, id, digits string, times int) {
		t.Helper()
		for range times {
			_, _, err := h.SignIn.Confirm(ctx, id, other(digits))
			says(t, err, "code", "field.code.wrong")
		}
	}
	for name, tc := range map[string]struct {
		want string
		run  func(t *testing.T, h *storetest.House, id, digits string) (string, string)
	}{
		"wrong": {"field.code.wrong", func(_ *testing.T, _ *storetest.House, id, digits string) (string, string) {
			return id, other(digits)
		}},
		"empty": {"field.code.empty", func(_ *testing.T, _ *storetest.House, id, _ string) (string, string) { return id, " " }},
		"words": {"field.code.empty", func(_ *testing.T, _ *storetest.House, id, _ string) (string, string) { return id, "code?" }},
		"short": {"field.code.length", func(_ *testing.T, _ *storetest.House, id, d string) (string, string) { return id, d[:5] }},
		"long":  {"field.code.length", func(_ *testing.T, _ *storetest.House, id, d string) (string, string) { return id, d + "1" }},
		"megabyte": {"field.code.length", func(_ *testing.T, _ *storetest.House, id, _ string) (string, string) {
			return id, strings.Repeat("1", 1<<20)
		}},
		"unknown": {"field.code.gone", func(_ *testing.T, _ *storetest.House, _, d string) (string, string) { return portal.NewID(), d }},
		"sql":     {"field.code.gone", func(_ *testing.T, _ *storetest.House, _, d string) (string, string) { return "' or 1=1 --", d }},
		"late": {"field.code.late", func(_ *testing.T, h *storetest.House, id, d string) (string, string) {
			h.Clock.Move(10 * time.Minute)
			return id, d
		}},
		"used": {"field.code.used", func(t *testing.T, h *storetest.House, id, d string) (string, string) {
			_, _, err := h.SignIn.Confirm(ctx, id, d)
			ok(t, err)
			return id, d
		}},
		"tried too often": {"field.code.tries", func(t *testing.T, h *storetest.House, id, d string) (string, string) {
			wrong(t, h, id, d, account.MaxTries)
			return id, d // even the right one
		}},
	} {
		t.Run(name, func(t *testing.T) {
			h := storetest.Memory(t)
			id, digits := asked(t, h)
			id, typed := tc.run(t, h, id, digits)
			_, _, err := h.SignIn.Confirm(ctx, id, typed)
			says(t, err, "code", tc.want)
		})
	}
}

func TestCodeHoldsTenMinutesAndFiveTries(t *testing.T) {
	h := storetest.Memory(t)
	id, digits := asked(t, h)
	h.Clock.Move(10*time.Minute - time.Microsecond)
	for range account.MaxTries - 1 {
		_, _, err := h.SignIn.Confirm(context.Background(), id, other(digits))
		says(t, err, "code", "field.code.wrong")
	}
	_, _, err := h.SignIn.Confirm(context.Background(), id, digits)
	ok(t, err)
}

// Many guesses at once are judged one by one: no more than MaxTries are told
// whether they were right.
func TestGuessesAtOnceAreCounted(t *testing.T) {
	h := storetest.Memory(t)
	id, digits := asked(t, h)
	var mu sync.Mutex
	judged := 0
	var wait sync.WaitGroup
	for range 40 {
		wait.Go(func() {
			_, _, err := h.SignIn.Confirm(context.Background(), id, other(digits))
			var problems portal.FieldErrors
			mu.Lock()
			defer mu.Unlock()
			if errors.As(err, &problems) && problems[0].Message.ID == "field.code.wrong" {
				judged++
			}
		})
	}
	wait.Wait()
	if judged > account.MaxTries {
		t.Errorf("%d guesses were judged, at most %d may be", judged, account.MaxTries)
	}
}

func TestTwoConfirmsMakeOneIdentity(t *testing.T) {
	h := storetest.Memory(t)
	first, one := asked(t, h)
	second, two := asked(t, h)
	ids := make([]string, 2)
	var wait sync.WaitGroup
	for n, code := range [][2]string{{first, one}, {second, two}} {
		wait.Go(func() {
			i, _, err := h.SignIn.Confirm(context.Background(), code[0], code[1])
			if err == nil {
				ids[n] = i.ID
			}
		})
	}
	wait.Wait()
	if ids[0] == "" || ids[0] != ids[1] {
		t.Errorf("identities %q", ids)
	}
}

func TestOneCodeConfirmedTwiceAtOnce(t *testing.T) {
	h := storetest.Memory(t)
	id, digits := asked(t, h)
	errs := make([]error, 4) // fewer than the tries a code has, or all might be one too many
	var wait sync.WaitGroup
	for n := range errs {
		wait.Go(func() { _, _, errs[n] = h.SignIn.Confirm(context.Background(), id, digits) })
	}
	wait.Wait()
	through := 0
	for _, err := range errs {
		if err == nil {
			through++
		}
	}
	if through != 1 {
		t.Errorf("%d came in with one code: %v", through, errs)
	}
}

func TestAskWhileNothingCanBeSent(t *testing.T) {
	h := storetest.Memory(t)
	h.SignIn.CanSend = false
	_, err := h.SignIn.Ask(context.Background(), phone)
	kind(t, err, portal.KindUnavailable)
	var e *portal.Error
	if !errors.As(err, &e) || e.Message.ID != "account.sign_in.cannot_send" {
		t.Errorf("got %v", err)
	}
	r := h.Resident(t, phone)
	_, err = h.Claims.Ask(r.Ctx, r.Own)
	kind(t, err, portal.KindUnavailable)
	if digits, _ := h.Code(t); digits != "" {
		t.Error("a code was written although nothing can be sent")
	}
}

type never struct{ rules []string }

func (n *never) Allowed(_ context.Context, rule, _ string) error {
	n.rules = append(n.rules, rule)
	return portal.Fail(portal.KindLimited, portal.Message{})
}

func TestAskingIsLimited(t *testing.T) {
	h := storetest.Memory(t)
	limits := &never{}
	h.SignIn.Limits = limits
	_, err := h.SignIn.Ask(context.Background(), phone)
	kind(t, err, portal.KindLimited)
	r := h.Resident(t, phone)
	_, err = h.Claims.Ask(r.Ctx, r.Own)
	kind(t, err, portal.KindLimited)
	if strings.Join(limits.rules, " ") != "code.phone code.claim" {
		t.Errorf("asked %v", limits.rules)
	}
}

// A code of one purpose does not serve another.
func TestSignInCodeProvesNoClaim(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	id, digits := asked(t, h)
	says(t, h.Claims.Confirm(r.Ctx, r.Own, id, digits), "code", "field.code.gone")
}
