package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestToken(t *testing.T) {
	secret := Secret("cookie")
	token := Token(secret)
	for _, tc := range []struct {
		name, token string
		secret      []byte
		want        bool
	}{
		{"own", token, secret, true},
		{"again", Token(secret), Secret("cookie"), true},
		{"another session", token, Secret("other"), false},
		{"empty", "", secret, false},
		{"short", token[:40], secret, false},
		{"changed", token[:20] + flip(token[20:21]) + token[21:], secret, false},
		{"not base64", strings.Repeat("!", len(token)), secret, false},
		{"zeros", strings.Repeat("A", len(token)), secret, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := CheckToken(tc.secret, tc.token); got != tc.want {
				t.Errorf("got %v", got)
			}
		})
	}
	if token == Token(secret) {
		t.Error("two pages carry the same token")
	}
}

func flip(s string) string {
	if s == "A" {
		return "B"
	}
	return "A"
}

func TestLocal(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	l := NewLocal(clk)
	rule := Rule{Name: "a", Count: 2, Window: time.Minute}
	for i, tc := range []struct {
		wait  time.Duration
		rule  Rule
		key   string
		ok    bool
		retry time.Duration
	}{
		{0, rule, "k", true, 0},
		{time.Second, rule, "k", true, 0},
		{0, rule, "k", false, 59 * time.Second},
		{0, rule, "other", true, 0},
		{0, Rule{Name: "b", Count: 1, Window: time.Hour}, "k", true, 0},
		{58 * time.Second, rule, "k", false, time.Second},
		{time.Second, rule, "k", true, 0},
	} {
		clk.add(tc.wait)
		ok, retry, err := l.Allow(ctx, tc.rule, tc.key)
		if ok != tc.ok || retry != tc.retry || err != nil {
			t.Errorf("step %d: %v, %v, %v", i, ok, retry, err)
		}
	}
}

func TestLocalIsBounded(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	l := NewLocal(clk)
	rule := Rule{Name: "a", Count: 1, Window: time.Minute}
	for i := range localSize + 10 {
		l.Allow(ctx, rule, fmt.Sprint(i))
	}
	if len(l.tries) > localSize {
		t.Errorf("%d counters", len(l.tries))
	}
	clk.add(time.Minute)
	l.Allow(ctx, rule, "new")
	if len(l.tries) != 1 {
		t.Errorf("%d counters after the window", len(l.tries))
	}
}

type shared struct{ err error }

func (s shared) Allow(context.Context, Rule, string) (bool, time.Duration, error) {
	return false, time.Second, s.err
}

func TestFallback(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	rule := Rule{Name: "a", Count: 1, Window: time.Minute}
	up := Fallback{Shared: shared{}, Local: NewLocal(clk)}
	if ok, retry, _ := up.Allow(ctx, rule, "k"); ok || retry != time.Second {
		t.Error("the shared answer does not count")
	}
	down := Fallback{Shared: shared{errors.New("away")}, Local: NewLocal(clk)}
	for _, want := range []bool{true, false} {
		if ok, _, err := down.Allow(ctx, rule, "k"); ok != want || err != nil {
			t.Errorf("got %v, %v", ok, err)
		}
	}
}
