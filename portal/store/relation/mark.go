package relation

import (
	"context"
	"errors"

	"changban/portal"
)

// Mark marks the database demo or real the first time, and afterwards refuses
// the other mode with KindConflict: invented people and real ones never meet.
func (s *Store) Mark(ctx context.Context, demo bool) error {
	mode := "real"
	if demo {
		mode = "demo"
	}
	if err := s.do(ctx, insertOnce("mark", []set{{"name", "mode"}, {"value", mode}})); err != nil {
		return err
	}
	c, err := s.one(ctx, query("select value from mark where name = 'mode'"))
	if err != nil {
		return err
	}
	if c.text() != mode {
		return portal.Because(portal.KindConflict, errors.New("this store holds the other kind of people, demo or real"))
	}
	return nil
}

// Seeded reports whether the demo was filled.
func (s *Store) Seeded(ctx context.Context) (bool, error) {
	_, err := s.one(ctx, query("select value from mark where name = 'seeded'"))
	if portal.Is(err, portal.KindNotFound) {
		return false, nil
	}
	return err == nil, err
}

// MarkSeeded notes that the demo was filled whole.
func (s *Store) MarkSeeded(ctx context.Context) error {
	return s.do(ctx, insertOnce("mark", []set{{"name", "seeded"}, {"value", "yes"}}))
}
