package redis

import (
	"sync"
	"time"
)

// After breakAfter failures in a row Redis is not asked for breakFor; then one
// call may try.
const (
	breakAfter = 5
	breakFor   = 2 * time.Second
)

type breaker struct {
	mu    sync.Mutex
	fails int
	until time.Time
}

func (b *breaker) allow(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fails < breakAfter {
		return true
	}
	if now.Before(b.until) {
		return false
	}
	b.until = now.Add(breakFor) // the others wait for this one's answer
	return true
}

func (b *breaker) succeed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fails = 0
}

func (b *breaker) fail(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fails++
	if b.fails >= breakAfter {
		b.until = now.Add(breakFor)
	}
}
