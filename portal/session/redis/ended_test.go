package redis

import (
	"context"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/session"
)

// truth is a store of sessions in memory that counts how often it is read.
type truth struct {
	mu       sync.Mutex
	sessions map[string]session.Session
	reads    int
}

func (s *truth) CreateSession(_ context.Context, n session.Session) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[n.IDHash] = n
	return nil
}

func (s *truth) Session(_ context.Context, hash string) (session.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	found, ok := s.sessions[hash]
	if !ok {
		return session.Session{}, portal.NotFound()
	}
	return found, nil
}

func (s *truth) TouchSession(context.Context, string, time.Time) error { return nil }

func (s *truth) EndSession(_ context.Context, hash string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, hash)
	return nil
}

func (s *truth) EndSessionsOf(context.Context, session.Kind, string) ([]string, error) {
	return nil, nil
}

// Decisions 16, on a Redis that answers with errors and on one that hangs.
func TestSessionEndedWhileAwayStaysEnded(t *testing.T) {
	ctx := context.Background()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			clk := newClock()
			c, setAway := b.client(t, clk)
			store := &truth{sessions: map[string]session.Session{}}
			m := session.New(store, c, clk)
			cookie, _, err := m.Open(ctx, session.Resident, "someone")
			must(t, err)
			for range 5 {
				_, err := m.Find(ctx, cookie)
				must(t, err)
			}
			if store.reads != 1 {
				t.Errorf("five look-ups read the store %d times", store.reads)
			}
			setAway(true)
			must(t, m.End(ctx, cookie))
			if _, err := m.Find(ctx, cookie); !portal.Is(err, portal.KindSignIn) {
				t.Errorf("while Redis is away: %v", err)
			}
			setAway(false)
			for range 3 {
				if _, err := m.Find(ctx, cookie); !portal.Is(err, portal.KindSignIn) {
					t.Errorf("after Redis came back: %v", err)
				}
			}
		})
	}
}

func TestSessionIsFoundWithoutRedis(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	c, err := Open("redis://127.0.0.1:1", clk) // nothing listens there
	must(t, err)
	defer c.Close()
	m := session.New(&truth{sessions: map[string]session.Session{}}, c, clk)
	cookie, _, err := m.Open(ctx, session.Staff, "officer")
	must(t, err)
	if s, err := m.Find(ctx, cookie); err != nil || s.Subject != "officer" {
		t.Errorf("got %+v, %v", s, err)
	}
	limits := session.Fallback{Shared: c, Local: session.NewLocal(clk)}
	rule := session.Rule{Name: "test", Count: 1, Window: time.Minute}
	for _, want := range []bool{true, false} {
		if ok, _, err := limits.Allow(ctx, rule, "k"); err != nil || ok != want {
			t.Errorf("allowed %v, %v", ok, err)
		}
	}
}
