// Package webtest owns what tests of pages need: a kernel with sessions in
// memory and a clock that stands still, and a client that behaves like a browser
// without script. It must not know any page area or store.
package webtest

import (
	"context"
	"sync"
	"testing"
	"time"

	"changban/locales"
	"changban/portal"
	"changban/portal/session"
	"changban/portal/web"
	"changban/static"
)

// Clock is a clock that tests move.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock returns a clock that stands at a time.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now returns the time the clock stands at.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Start is the time of tests that do not care: Monday, 23 November 2026, 10:24
// in Asia/Shanghai.
func Start() time.Time { return time.Date(2026, 11, 23, 2, 24, 0, 0, time.UTC) }

// Kernel is a server with what stands behind it.
type Kernel struct {
	*web.Server
	Sessions *session.Manager
	Store    *Sessions
	Clock    *Clock
	Words    *locales.Bundle
}

// Embedded files say the same to every kernel of a test program.
var (
	words  = sync.OnceValues(func() (*locales.Bundle, error) { return locales.Load() })
	assets = sync.OnceValues(static.New)
)

// New builds a kernel in demo mode on loopback; change may adjust what it stands
// on before it is built.
func New(t testing.TB, change ...func(*web.Config)) *Kernel {
	t.Helper()
	words, err := words()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := assets()
	if err != nil {
		t.Fatal(err)
	}
	k := &Kernel{Store: &Sessions{all: map[string]session.Session{}}, Clock: NewClock(Start()), Words: words}
	k.Sessions = session.New(k.Store, nil, k.Clock)
	config := web.Config{
		Words: words, Assets: assets, Sessions: k.Sessions, Limits: session.NewLocal(k.Clock), Clock: k.Clock, Demo: true,
	}
	for _, c := range change {
		c(&config)
	}
	k.Server = web.New(config)
	return k
}

// Sessions keeps sessions in memory; Down makes it fail like a store that is away.
type Sessions struct {
	mu   sync.Mutex
	all  map[string]session.Session
	down bool
}

// SetDown stops or starts the store.
func (s *Sessions) SetDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

func (s *Sessions) locked(do func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return &portal.Error{Kind: portal.KindUnavailable}
	}
	return do()
}

// CreateSession stores a session.
func (s *Sessions) CreateSession(_ context.Context, n session.Session) error {
	return s.locked(func() error { s.all[n.IDHash] = n; return nil })
}

// Session returns a session by hash, or KindNotFound.
func (s *Sessions) Session(_ context.Context, hash string) (found session.Session, err error) {
	err = s.locked(func() error {
		var ok bool
		if found, ok = s.all[hash]; !ok {
			return portal.NotFound()
		}
		return nil
	})
	return found, err
}

// TouchSession notes a use.
func (s *Sessions) TouchSession(_ context.Context, hash string, at time.Time) error {
	return s.locked(func() error {
		if n, ok := s.all[hash]; ok {
			n.LastSeen = at
			s.all[hash] = n
		}
		return nil
	})
}

// EndSession drops a session.
func (s *Sessions) EndSession(_ context.Context, hash string) error {
	return s.locked(func() error { delete(s.all, hash); return nil })
}

// EndSessionsOf drops all sessions of a subject.
func (s *Sessions) EndSessionsOf(_ context.Context, kind session.Kind, subject string) (hashes []string, err error) {
	err = s.locked(func() error {
		for hash, n := range s.all {
			if n.Kind == kind && n.Subject == subject {
				hashes = append(hashes, hash)
				delete(s.all, hash)
			}
		}
		return nil
	})
	return hashes, err
}
