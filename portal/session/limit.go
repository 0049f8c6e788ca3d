package session

import (
	"context"
	"sync"
	"time"

	"changban/portal"
)

// Rule is how often something may be tried: Count times per Window, counted from
// the first try.
type Rule struct {
	Name   string // part of the counter's key, such as "code.phone"
	Count  int
	Window time.Duration
}

// Limiter counts tries.
type Limiter interface {
	// Allow counts one try of key, which should be a blind index where it is
	// personal. retry says how long to wait when ok is false.
	Allow(ctx context.Context, rule Rule, key string) (ok bool, retry time.Duration, err error)
}

// Fallback asks Shared and, while that is away, Local: trying too often stays
// limited per process, and nobody is locked out by a lost cache.
type Fallback struct {
	Shared Limiter
	Local  *Local
}

// Allow never returns an error.
func (f Fallback) Allow(ctx context.Context, rule Rule, key string) (bool, time.Duration, error) {
	if ok, retry, err := f.Shared.Allow(ctx, rule, key); err == nil {
		return ok, retry, nil
	}
	return f.Local.Allow(ctx, rule, key)
}

// localSize bounds the counters of a Local.
const localSize = 8192

// Local counts in this process.
type Local struct {
	clock portal.Clock
	mu    sync.Mutex
	tries map[string]window
}

type window struct {
	count int
	ends  time.Time
}

// NewLocal returns a limiter with room for a bounded number of counters.
func NewLocal(clock portal.Clock) *Local {
	return &Local{clock: clock, tries: make(map[string]window)}
}

// Allow never returns an error.
func (l *Local) Allow(_ context.Context, rule Rule, key string) (bool, time.Duration, error) {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	name := rule.Name + "\x00" + key
	w, known := l.tries[name]
	if !known {
		l.makeRoom(now)
	}
	if !now.Before(w.ends) {
		w = window{ends: now.Add(rule.Window)}
	}
	w.count++
	l.tries[name] = w
	if w.count > rule.Count {
		return false, w.ends.Sub(now), nil
	}
	return true, 0, nil
}

// makeRoom drops finished windows when full, and the one that ends first if all
// still run.
func (l *Local) makeRoom(now time.Time) {
	if len(l.tries) < localSize {
		return
	}
	first, ends := "", time.Time{}
	for name, w := range l.tries {
		if !now.Before(w.ends) {
			delete(l.tries, name)
			continue
		}
		if first == "" || w.ends.Before(ends) {
			first, ends = name, w.ends
		}
	}
	if len(l.tries) >= localSize {
		delete(l.tries, first)
	}
}
