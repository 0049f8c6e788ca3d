package relation

import (
	"context"
	"errors"

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
	w := s.writing()
	if err := w.submission(ctx, k, n); err != nil {
		return err
	}
	err = w.commit(ctx)
	var known *portal.Error
	if broke(err, "open_key") || errors.As(err, &known) && known.Message.ID != "" {
		return err
	}
	return as(err, portal.KindExists, portal.KindConflict)
}

func (w *writing) submission(ctx context.Context, k seal.PersonKey, n application.Submission) error {
	c := n.Case
	c.Version = 1
	t := caseThing(string(c.Ref))
	event, head := matterEvent(k, audit.Head{Chain: t.chain()}, t, n.Event)
	w.keep(head)
	sets := append(fixedCaseSets(c), w.s.movingCaseSets(k, c)...)
	sets = append(sets, set{"version", head.Seq}, set{"head", head.Hash})
	w.add(
		update("draft", []set{{"case_ref", string(c.Ref)}, {"version", int64(n.DraftVersion + 1)}, {"updated", micros(c.Submitted)}},
			"id = ? and person = ? and version = ? and case_ref = ''", c.Draft, c.Person, int64(n.DraftVersion)),
		insertFrom("case_file", sets, "from draft where id = ? and version = ? and case_ref = ?",
			c.Draft, int64(n.DraftVersion+1), string(c.Ref)),
		event)
	return w.companions(ctx, c, n.Change)
}

// CaseOfDraft returns the reference a draft became; KindNotFound.
func (s *Store) CaseOfDraft(ctx context.Context, draft string) (matter.Reference, error) {
	c, err := s.one(ctx, query("select ref from case_file where draft = ?", draft))
	if err != nil {
		return "", err
	}
	return matter.Reference(c.text()), nil
}
