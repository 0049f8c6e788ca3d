package relation

import (
	"context"

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
		return portal.Fail(portal.KindConflict, portal.Msg("store.mode"))
	}
	return nil
}
