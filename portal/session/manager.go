package session

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"changban/portal"
)

// CacheFor is how long a cached session may be used without asking the store.
const CacheFor = time.Minute

// ErrMiss is Cache.Get's answer for a key that is not there or not to be trusted.
var ErrMiss = errors.New("session: not cached")

// Cache stands in front of the store. Every entry carries a generation that
// changes after any error of the cache, so that nothing put before the error is
// believed after it (decisions 16).
type Cache interface {
	// Get returns a value. ErrMiss and other errors come with the generation to
	// give to Put, "" when nothing may be put.
	Get(ctx context.Context, key string) (value []byte, generation string, err error)
	// Put keeps a value for ttl, unless the key was deleted since the generation
	// was read.
	Put(ctx context.Context, key, generation string, value []byte, ttl time.Duration) error
	// Delete removes a key and keeps it from being put for CacheFor.
	Delete(ctx context.Context, key string) error
}

// Manager opens, finds and ends sessions. Use it by pointer.
type Manager struct {
	Store Store
	Cache Cache // nil: the store is asked each time
	Clock portal.Clock

	mu   sync.Mutex
	seen map[string]time.Time // short sessions' last use, finer than the store's
}

// New returns a manager; cache may be nil.
func New(store Store, cache Cache, clock portal.Clock) *Manager {
	return &Manager{Store: store, Cache: cache, Clock: clock}
}

// Open starts a session and returns the value for the cookie. Every sign-in makes
// a new id: one that was planted before stays worthless.
func (m *Manager) Open(ctx context.Context, kind Kind, subject string) (string, Session, error) {
	cookie, s := newSession(kind, subject, m.Clock.Now())
	if err := m.Store.CreateSession(ctx, s); err != nil {
		return "", Session{}, err
	}
	m.note(s, s.Created)
	return cookie, s, nil
}

// Find returns the session of a cookie and counts as its use. KindSignIn when
// there is none, it ended or it was idle too long; a store's error as it is.
func (m *Manager) Find(ctx context.Context, cookie string) (Session, error) {
	id, ok := parse(cookie)
	if !ok {
		return Session{}, signIn()
	}
	s, err := m.lookUp(ctx, hashOf(id))
	if portal.Is(err, portal.KindNotFound) {
		return Session{}, signIn()
	}
	if err != nil {
		return Session{}, err
	}
	now := m.Clock.Now()
	if m.over(s, now) {
		return Session{}, signIn()
	}
	m.note(s, now)
	return s, nil
}

// lookUp reads cache, then store. A session whose LastSeen is due goes to the
// store even when cached; with the store away the cached one serves on, so that
// a form still answers (decisions 15).
func (m *Manager) lookUp(ctx context.Context, hash string) (Session, error) {
	cached, generation, hit := m.cached(ctx, hash)
	if hit && !m.due(cached) {
		return cached, nil
	}
	s, err := m.Store.Session(ctx, hash)
	switch {
	case err != nil && hit && !portal.Is(err, portal.KindNotFound):
		return cached, nil
	case err != nil:
		return Session{}, err
	}
	if s, err = m.touch(ctx, s); err != nil {
		return Session{}, err
	}
	m.keep(ctx, s, generation)
	return s, nil
}

// touch writes LastSeen when it is due. A failed write is left to the next
// request; a session that ended meanwhile is not.
func (m *Manager) touch(ctx context.Context, s Session) (Session, error) {
	now := m.Clock.Now()
	if !m.due(s) || m.over(s, now) {
		return s, nil
	}
	err := m.Store.TouchSession(ctx, s.IDHash, now)
	switch {
	case err == nil:
		s.LastSeen = now
	case portal.Is(err, portal.KindNotFound):
		return s, err
	}
	return s, nil
}

func (m *Manager) due(s Session) bool { return m.Clock.Now().Sub(s.LastSeen) >= TouchEvery }

func (m *Manager) cached(ctx context.Context, hash string) (s Session, generation string, hit bool) {
	if m.Cache == nil {
		return Session{}, "", false
	}
	raw, generation, err := m.Cache.Get(ctx, hash)
	if err != nil || json.Unmarshal(raw, &s) != nil || s.IDHash != hash {
		return Session{}, generation, false
	}
	return s, generation, true
}

// keep is best effort: without it the next look-up asks the store.
func (m *Manager) keep(ctx context.Context, s Session, generation string) {
	if m.Cache == nil || generation == "" {
		return
	}
	if raw, err := json.Marshal(s); err == nil {
		_ = m.Cache.Put(ctx, s.IDHash, generation, raw, CacheFor)
	}
}

// End ends the session of a cookie. The store is told first: when the cache is
// away, its generation changes and the entry is never believed again.
func (m *Manager) End(ctx context.Context, cookie string) error {
	id, ok := parse(cookie)
	if !ok {
		return nil
	}
	hash := hashOf(id)
	if err := m.Store.EndSession(ctx, hash); err != nil {
		return err
	}
	m.forget(ctx, hash)
	return nil
}

// EndAll ends every session of a subject, such as an officer who left.
func (m *Manager) EndAll(ctx context.Context, kind Kind, subject string) error {
	hashes, err := m.Store.EndSessionsOf(ctx, kind, subject)
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		m.forget(ctx, hash)
	}
	return nil
}

func (m *Manager) forget(ctx context.Context, hash string) {
	m.mu.Lock()
	delete(m.seen, hash)
	m.mu.Unlock()
	if m.Cache != nil {
		_ = m.Cache.Delete(ctx, hash) // an error changes the generation
	}
}

func signIn() error { return &portal.Error{Kind: portal.KindSignIn} }
