package session

import "time"

// seenSize bounds the memory of last uses: officers at work, not residents.
const seenSize = 4096

// over reports whether a session has ended by time. LastSeen is up to TouchEvery
// older than the last use; a process that saw the use itself knows better, any
// other adds TouchEvery, because a session must not end earlier than promised
// (WCAG 2.2.1).
func (m *Manager) over(s Session, now time.Time) bool {
	if !now.Before(s.Ends) {
		return true
	}
	m.mu.Lock()
	seen, known := m.seen[s.IDHash]
	m.mu.Unlock()
	switch {
	case !known && now.Sub(s.LastSeen) >= s.IdleAfter:
		return now.Sub(s.LastSeen) >= s.IdleAfter+TouchEvery
	case seen.Before(s.LastSeen):
		seen = s.LastSeen
	}
	return now.Sub(seen) >= s.IdleAfter
}

// note remembers a use of a short session. Ten minutes mean nothing to long ones.
func (m *Manager) note(s Session, now time.Time) {
	if s.IdleAfter > 6*TouchEvery {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seen == nil {
		m.seen = make(map[string]time.Time)
	}
	if len(m.seen) >= seenSize {
		m.sweep(now)
	}
	m.seen[s.IDHash] = now
}

// sweep drops sessions that are over anyway; if that frees nothing, all: then the
// store's coarser time counts.
func (m *Manager) sweep(now time.Time) {
	for hash, seen := range m.seen {
		if now.Sub(seen) >= StaffIdle {
			delete(m.seen, hash)
		}
	}
	if len(m.seen) >= seenSize {
		clear(m.seen)
	}
}
