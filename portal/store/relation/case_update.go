package relation

import (
	"context"
	"errors"

	"changban/portal/application"
	"changban/portal/matter"
)

// UpdateCase reads, calls fn and writes its Change as one step; a clash is
// retried with a fresh read. A repeated event key changes nothing and returns the
// case as it stands, and so does application.ErrNothing from fn.
func (s *Store) UpdateCase(ctx context.Context, ref matter.Reference, key string, fn func(application.Case) (application.Change, error)) (application.Case, error) {
	return fresh(func() (application.Case, bool, error) {
		f, err := s.caseFile(ctx, ref)
		if err != nil {
			return application.Case{}, true, err
		}
		if hasKey(f.Events, key) {
			return f.Case, true, nil
		}
		change, err := fn(f.Case)
		if errors.Is(err, application.ErrNothing) {
			return f.Case, true, nil
		}
		if err != nil {
			return application.Case{}, true, err
		}
		change.Event.Key = key
		after, err := s.changeCase(ctx, f, change)
		if err != nil {
			after = application.Case{}
		}
		return after, false, err
	})
}

// changeCase writes one step with what goes with it. Two who read the same state
// cannot both write: the history's primary key is (case, sequence number).
func (s *Store) changeCase(ctx context.Context, f file, n application.Change) (application.Case, error) {
	w := s.writing(f.head)
	after, err := w.caseStep(ctx, n)
	if err != nil {
		return after, err
	}
	n.Event.Seq = after.Version
	after.Events = append(f.Events[:len(f.Events):len(f.Events)], n.Event)
	return after, w.commit(ctx)
}

// caseStep adds one step of a case and returns the case as it will stand.
func (w *writing) caseStep(ctx context.Context, n application.Change) (application.Case, error) {
	after := n.Case
	k, err := w.s.keyOf(ctx, after.Person)
	if err != nil {
		return after, err
	}
	head, _, err := w.head(ctx, caseThing(string(after.Ref)), after.Version)
	if err != nil {
		return after, err
	}
	event, next := matterEvent(k, head, caseThing(string(after.Ref)), n.Event)
	w.keep(next)
	after.Version = int(next.Seq)
	sets := append(w.s.movingCaseSets(k, after), set{"version", next.Seq}, set{"head", next.Hash})
	w.add(event, update("case_file", sets, "ref = ? and version = ?", string(after.Ref), head.Seq))
	return after, w.companions(ctx, after, n)
}
