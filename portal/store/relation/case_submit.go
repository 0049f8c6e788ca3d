package relation

import (
	"context"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// Submit writes case, history, outbox and audit in one trip. The draft's update
// carries the version that was read; when it moved on, no case row comes of it and
// the history's foreign key makes the whole write fail. KindConflict: the draft
// moved on or was sent before. KindExists: another open case of a one_open service.
func (s *Store) Submit(ctx context.Context, n application.Submission) error {
	k, err := s.keyOf(ctx, n.Case.Person)
	if err != nil {
		return err
	}
	err = s.withAudit(ctx, n.Audit, func() ([]Statement, error) { return s.submission(ctx, k, n) })
	if broke(err, "open_key") {
		return err
	}
	return as(err, portal.KindExists, portal.KindConflict)
}

func (s *Store) submission(ctx context.Context, k seal.PersonKey, n application.Submission) ([]Statement, error) {
	c := n.Case
	c.Version = 1
	chain := audit.Head{Chain: audit.ChainID("case", string(c.Ref))}
	event, head := caseEvent(k, chain, c.Ref, n.Event)
	sets := append(fixedCaseSets(c), s.movingCaseSets(k, c)...)
	sets = append(sets, set{"version", head.Seq}, set{"head", head.Hash})
	rows := []Statement{
		update("draft", []set{{"case_ref", string(c.Ref)}, {"version", int64(n.DraftVersion + 1)}, {"updated", micros(c.Submitted)}},
			"id = ? and person = ? and version = ? and case_ref = ''", c.Draft, c.Person, int64(n.DraftVersion)),
		insertFrom("case_file", sets, "from draft where id = ? and version = ? and case_ref = ?",
			c.Draft, int64(n.DraftVersion+1), string(c.Ref)),
		event,
	}
	rest, err := s.companions(ctx, c, n.Change)
	return append(rows, rest...), err
}

// companions are the rows that go with any change of a case besides its own.
func (s *Store) companions(ctx context.Context, c application.Case, n application.Change) ([]Statement, error) {
	rows, err := s.messages(ctx, n.Messages)
	if err != nil {
		return nil, err
	}
	rows = append(rows, s.searchRows(c)...)
	for _, b := range n.Benefits {
		rows = append(rows, benefitInsert(b.Benefit))
	}
	return rows, nil
}

// CaseOfDraft returns the reference a draft became; KindNotFound.
func (s *Store) CaseOfDraft(ctx context.Context, draft string) (matter.Reference, error) {
	c, err := s.one(ctx, query("select ref from case_file where draft = ?", draft))
	if err != nil {
		return "", err
	}
	return matter.Reference(c.text()), nil
}
