package relation

import (
	"context"
	"errors"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
)

// retries bounds how often a change is made again on a fresh read.
const retries = 5

// UpdateCase reads, calls fn and writes its Change as one step; a clash is
// retried with a fresh read. A repeated event key changes nothing and returns the
// case as it stands, and so does application.ErrNothing from fn.
func (s *Store) UpdateCase(ctx context.Context, ref matter.Reference, key string, fn func(application.Case) (application.Change, error)) (application.Case, error) {
	var err error
	for range retries {
		var f file
		if f, err = s.caseFile(ctx, ref); err != nil {
			return application.Case{}, err
		}
		if key != "" && slices.ContainsFunc(f.Events, func(e matter.Event) bool { return e.Key == key }) {
			return f.Case, nil
		}
		change, ferr := fn(f.Case)
		if errors.Is(ferr, application.ErrNothing) {
			return f.Case, nil
		}
		if ferr != nil {
			return application.Case{}, ferr
		}
		change.Event.Key = key
		var after application.Case
		if after, err = s.changeCase(ctx, f, change); err == nil {
			return after, nil
		}
		if !broke(err, "case_event") {
			return application.Case{}, err
		}
	}
	return application.Case{}, as(err, portal.KindExists, portal.KindConflict)
}

// changeCase writes one step. Two who read the same state cannot both write: the
// history's primary key is (case, sequence number).
func (s *Store) changeCase(ctx context.Context, f file, n application.Change) (application.Case, error) {
	event, head := caseEvent(f.key, f.head, f.Ref, n.Event)
	after := n.Case
	after.Version = int(head.Seq)
	n.Event.Seq = after.Version
	after.Events = append(f.Events[:len(f.Events):len(f.Events)], n.Event)
	sets := append(s.movingCaseSets(f.key, after), set{"version", head.Seq}, set{"head", head.Hash})
	err := s.withAudit(ctx, n.Audit, func() ([]Statement, error) {
		rest, err := s.companions(ctx, after, n)
		rows := []Statement{event, update("case_file", sets, "ref = ? and version = ?", string(f.Ref), int64(f.Version))}
		return append(rows, rest...), err
	})
	return after, err
}
