package relation

import (
	"context"
	"time"

	"changban/portal/session"
)

// CreateSession stores a new session.
func (s *Store) CreateSession(ctx context.Context, n session.Session) error {
	return s.do(ctx, insert("session", []set{{"hash", n.IDHash}, {"kind", string(n.Kind)}, {"subject", n.Subject},
		{"created", micros(n.Created)}, {"last_seen", micros(n.LastSeen)}, {"ends", micros(n.Ends)},
		{"idle_after", n.IdleAfter.Microseconds()}, {"ended", int64(0)}}))
}

// Session returns a session by hash; KindNotFound when unknown or ended.
func (s *Store) Session(ctx context.Context, idHash string) (session.Session, error) {
	c, err := s.one(ctx, query("select hash, kind, subject, created, last_seen, ends, idle_after"+
		" from session where hash = ? and ended = 0", idHash))
	if err != nil {
		return session.Session{}, err
	}
	return session.Session{IDHash: c.text(), Kind: session.Kind(c.text()), Subject: c.text(), Created: c.time(),
		LastSeen: c.time(), Ends: c.time(), IdleAfter: time.Duration(c.number()) * time.Microsecond}, nil
}

// TouchSession moves LastSeen forward, never back; an ended session stays ended.
func (s *Store) TouchSession(ctx context.Context, idHash string, at time.Time) error {
	return s.do(ctx, update("session", []set{{"last_seen", micros(at)}},
		"hash = ? and ended = 0 and last_seen < ?", idHash, micros(at)))
}

// EndSession ends a session; one unknown or ended before is no error.
func (s *Store) EndSession(ctx context.Context, idHash string) error {
	return s.do(ctx, update("session", []set{{"ended", int64(1)}}, "hash = ? and ended = 0", idHash))
}

// EndSessionsOf ends all sessions of a subject and returns their hashes.
func (s *Store) EndSessionsOf(ctx context.Context, kind session.Kind, subject string) ([]string, error) {
	rows, err := s.db.Take(ctx, update("session", []set{{"ended", int64(1)}},
		"kind = ? and subject = ? and ended = 0", string(kind), subject).and(" returning hash"))
	if err != nil {
		return nil, kinded(err)
	}
	hashes := make([]string, 0, len(rows))
	for _, row := range rows {
		hashes = append(hashes, (&cursor{row: row}).text())
	}
	return hashes, nil
}
