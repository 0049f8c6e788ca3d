package session

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"changban/portal"
)

type clock struct{ now time.Time }

func (c *clock) Now() time.Time      { return c.now }
func (c *clock) add(d time.Duration) { c.now = c.now.Add(d) }

func newClock() *clock { return &clock{time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)} }

type fakeStore struct {
	sessions       map[string]Session
	reads, touches int
	down           error
}

func newStore() *fakeStore { return &fakeStore{sessions: map[string]Session{}} }

func (f *fakeStore) CreateSession(_ context.Context, s Session) error {
	f.sessions[s.IDHash] = s
	return f.down
}

func (f *fakeStore) Session(_ context.Context, hash string) (Session, error) {
	f.reads++
	s, ok := f.sessions[hash]
	switch {
	case f.down != nil:
		return Session{}, f.down
	case !ok:
		return Session{}, portal.NotFound()
	}
	return s, nil
}

func (f *fakeStore) TouchSession(_ context.Context, hash string, at time.Time) error {
	f.touches++
	s, ok := f.sessions[hash]
	if !ok {
		return portal.NotFound()
	}
	s.LastSeen = at
	f.sessions[hash] = s
	return f.down
}

func (f *fakeStore) EndSession(_ context.Context, hash string) error {
	delete(f.sessions, hash)
	return f.down
}

func (f *fakeStore) EndSessionsOf(_ context.Context, kind Kind, subject string) ([]string, error) {
	var ended []string
	for hash, s := range f.sessions {
		if s.Kind == kind && s.Subject == subject {
			ended = append(ended, hash)
			delete(f.sessions, hash)
		}
	}
	return ended, f.down
}

type fakeCache map[string][]byte

func (f fakeCache) Get(_ context.Context, key string) ([]byte, string, error) {
	if v, ok := f[key]; ok {
		return v, "g", nil
	}
	return nil, "g", ErrMiss
}

func (f fakeCache) Put(_ context.Context, key, _ string, v []byte, _ time.Duration) error {
	f[key] = v
	return nil
}

func (f fakeCache) Delete(_ context.Context, key string) error {
	delete(f, key)
	return nil
}

// Lives of sessions: after each wait the cookie is used and must be fine or over.
func TestLife(t *testing.T) {
	const day = 24 * time.Hour
	type use struct {
		wait time.Duration
		ok   bool
	}
	for _, tc := range []struct {
		name string
		kind Kind
		uses []use
	}{
		{"officer at work", Staff, []use{{29 * time.Minute, true}, {29 * time.Minute, true}, {29 * time.Minute, true}}},
		{"officer idle", Staff, []use{{30 * time.Minute, false}}},
		{"idle counts from the last use", Staff, []use{{9 * time.Minute, true}, {29 * time.Minute, true}, {30 * time.Minute, false}}},
		{"over stays over", Staff, []use{{31 * time.Minute, false}, {0, false}}},
		{"resident after a week", Resident, []use{{7 * day, true}, {13 * day, true}}},
		{"resident idle", Resident, []use{{14*day + time.Hour, false}}},
		{"resident's absolute end", Resident, []use{{13 * day, true}, {13 * day, true}, {4*day - 1, true}, {1, false}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx, clk := context.Background(), newClock()
			m := New(newStore(), nil, clk)
			cookie, _, err := m.Open(ctx, tc.kind, "x")
			if err != nil {
				t.Fatal(err)
			}
			for i, u := range tc.uses {
				clk.add(u.wait)
				_, err := m.Find(ctx, cookie)
				if (err == nil) != u.ok || err != nil && !portal.Is(err, portal.KindSignIn) {
					t.Errorf("use %d: %v", i+1, err)
				}
			}
		})
	}
}

func TestOfficersAbsoluteEnd(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	m := New(newStore(), nil, clk)
	cookie, _, _ := m.Open(ctx, Staff, "x")
	for used := time.Duration(0); used < StaffEnds-20*time.Minute; used += 20 * time.Minute {
		clk.add(20 * time.Minute)
		if _, err := m.Find(ctx, cookie); err != nil {
			t.Fatalf("after %v: %v", used, err)
		}
	}
	clk.add(20 * time.Minute)
	if _, err := m.Find(ctx, cookie); !portal.Is(err, portal.KindSignIn) {
		t.Errorf("after %v: %v", StaffEnds, err)
	}
}

// A process that did not see the last use must not end a session early.
func TestOtherProcessNeverEndsEarly(t *testing.T) {
	ctx, clk, store := context.Background(), newClock(), newStore()
	one := New(store, nil, clk)
	cookie, _, _ := one.Open(ctx, Staff, "x")
	clk.add(9 * time.Minute)
	if _, err := one.Find(ctx, cookie); err != nil || store.touches != 0 {
		t.Fatalf("%v, %d writes", err, store.touches)
	}
	clk.add(29 * time.Minute)
	if _, err := New(store, nil, clk).Find(ctx, cookie); err != nil {
		t.Errorf("29 idle minutes: %v", err)
	}
	clk.add(41 * time.Minute)
	if _, err := New(store, nil, clk).Find(ctx, cookie); !portal.Is(err, portal.KindSignIn) {
		t.Errorf("41 idle minutes: %v", err)
	}
}

func TestLastSeenIsWrittenSeldom(t *testing.T) {
	ctx, clk, store, cache := context.Background(), newClock(), newStore(), fakeCache{}
	m := New(store, cache, clk)
	cookie, _, _ := m.Open(ctx, Resident, "x")
	for range 60 {
		clk.add(time.Minute)
		if _, err := m.Find(ctx, cookie); err != nil {
			t.Fatal(err)
		}
	}
	if store.touches != 6 {
		t.Errorf("%d writes in an hour of use", store.touches)
	}
}

func TestFind(t *testing.T) {
	away := portal.Because(portal.KindUnavailable, errors.New("away"))
	for _, tc := range []struct {
		name   string
		before func(*fakeStore, fakeCache, *clock)
		cookie func(string) string
		want   portal.Kind
	}{
		{name: "as it is"},
		{name: "no cookie", cookie: func(string) string { return "" }, want: portal.KindSignIn},
		{name: "rubbish", cookie: func(string) string { return strings.Repeat("!", 43) }, want: portal.KindSignIn},
		{name: "another", cookie: func(c string) string { return "AAAA" + c[4:] }, want: portal.KindSignIn},
		{name: "10 MB", cookie: func(string) string { return strings.Repeat("A", 10<<20) }, want: portal.KindSignIn},
		{name: "store away", before: func(s *fakeStore, c fakeCache, _ *clock) { s.down = away; clear(c) }, want: portal.KindUnavailable},
		{name: "store away, cached", before: func(s *fakeStore, _ fakeCache, _ *clock) { s.down = away }},
		{name: "store away, cached, due", before: func(s *fakeStore, _ fakeCache, c *clock) { s.down = away; c.add(TouchEvery) }},
		{name: "store away, cached, over", want: portal.KindSignIn,
			before: func(s *fakeStore, _ fakeCache, c *clock) { s.down = away; c.add(ResidentEnds) }},
		{name: "ended, cached, due", want: portal.KindSignIn,
			before: func(s *fakeStore, _ fakeCache, c *clock) { clear(s.sessions); c.add(TouchEvery) }},
		{name: "cache holds rubbish", before: func(_ *fakeStore, c fakeCache, _ *clock) {
			for k := range c {
				c[k] = []byte("{")
			}
		}},
		{name: "cache holds another's", before: func(_ *fakeStore, c fakeCache, _ *clock) {
			for k := range c {
				c[k] = []byte(`{"id":"other","s":"other"}`)
			}
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx, clk, store, cache := context.Background(), newClock(), newStore(), fakeCache{}
			m := New(store, cache, clk)
			cookie, _, _ := m.Open(ctx, Resident, "x")
			if _, err := m.Find(ctx, cookie); err != nil {
				t.Fatal(err)
			}
			if tc.before != nil {
				tc.before(store, cache, clk)
			}
			if tc.cookie != nil {
				cookie = tc.cookie(cookie)
			}
			s, err := m.Find(ctx, cookie)
			if portal.KindOf(err) != tc.want || err == nil && s.Subject != "x" {
				t.Errorf("got %+v, %v", s, err)
			}
		})
	}
}

func TestEnd(t *testing.T) {
	ctx, clk, store, cache := context.Background(), newClock(), newStore(), fakeCache{}
	m := New(store, cache, clk)
	first, s, _ := m.Open(ctx, Resident, "x")
	second, _, _ := m.Open(ctx, Resident, "x")
	third, _, _ := m.Open(ctx, Resident, "x")
	other, _, _ := m.Open(ctx, Resident, "y")
	if first == second || strings.Contains(s.IDHash, first) {
		t.Error("ids repeat or stand in the store")
	}
	find := func(cookie string, alive bool) {
		t.Helper()
		if _, err := m.Find(ctx, cookie); (err == nil) != alive {
			t.Errorf("alive should be %v: %v", alive, err)
		}
	}
	find(first, true)
	if err := m.End(ctx, first); err != nil {
		t.Fatal(err)
	}
	find(first, false)
	find(second, true)
	if err := m.EndAll(ctx, Resident, "x"); err != nil {
		t.Fatal(err)
	}
	find(second, false)
	find(third, false)
	find(other, true)
	if err := m.End(ctx, "rubbish"); err != nil {
		t.Errorf("ending rubbish: %v", err)
	}
	store.down = errors.New("away")
	if m.End(ctx, other) == nil || m.EndAll(ctx, Resident, "y") == nil {
		t.Error("an end that was not written is told as done")
	}
	if _, _, err := m.Open(ctx, Resident, "z"); err == nil {
		t.Error("a session that was not written is told as open")
	}
}

func TestSeenIsBounded(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	m := New(newStore(), nil, clk)
	for range 3 * seenSize {
		if _, _, err := m.Open(ctx, Staff, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.seen) > seenSize {
		t.Errorf("%d uses remembered", len(m.seen))
	}
	clk.add(StaffIdle)
	m.sweep(clk.now)
	if len(m.seen) != 0 {
		t.Errorf("%d remembered after the end", len(m.seen))
	}
	if _, _, err := m.Open(ctx, Resident, "x"); err != nil || len(m.seen) != 0 {
		t.Errorf("a resident is remembered: %d, %v", len(m.seen), err)
	}
}
