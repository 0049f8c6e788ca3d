package relation

import (
	"context"

	"changban/portal/application"
	"changban/portal/seal"
)

// LastDraft reads the unsent draft an identity touched last, and counts its
// unsent drafts, in one trip; 0 when there is none.
func (s *Store) LastDraft(ctx context.Context, identity string) (application.Open, int, error) {
	const unsent = "d.identity = ? and d.case_ref = ''"
	rows, err := s.read(ctx,
		query("select "+knownColumns+", "+draftColumns+knownTables+" join draft d on d.person = l.person"+
			" where l.identity = ? and "+unsent+" order by d.updated desc, d.id limit 1", identity, identity),
		query("select count(*) from draft d where "+unsent, identity))
	if err != nil || len(rows[0]) == 0 {
		return application.Open{}, 0, err
	}
	c := &cursor{row: rows[0][0]}
	known, err := s.known(c)
	if err != nil {
		return application.Open{}, 0, err
	}
	d, err := draftRow(c, func() (seal.PersonKey, error) { return s.keyOf(ctx, known.Person.ID) })
	return application.Open{Draft: d, Known: known}, (&cursor{row: rows[1][0]}).int(), err
}
