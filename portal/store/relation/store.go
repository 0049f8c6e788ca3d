package relation

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"changban/portal"
	"changban/portal/seal"
)

// Store keeps everything the portal keeps. It serves the store interfaces that
// the domain packages declare.
type Store struct {
	db     DB
	ring   *seal.Ring
	folder string
	recall *recall
}

// New returns a store over db. Sealed uploads are kept in folder, which is made
// when the first file comes.
func New(db DB, ring *seal.Ring, folder string) *Store {
	return &Store{db: db, ring: ring, folder: folder, recall: newRecall()}
}

// Trips counts the trips to the database since it was opened.
func (s *Store) Trips() int64 { return s.db.Trips() }

// DB returns the executor, for maintenance and for tests that look at the rows.
func (s *Store) DB() DB { return s.db }

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.read(ctx, query("select 1"))
	return err
}

func (s *Store) read(ctx context.Context, statements ...Statement) ([]Rows, error) {
	rows, err := s.db.Read(ctx, statements...)
	return rows, kinded(err)
}

// one reads the single row of a query; KindNotFound when there is none.
func (s *Store) one(ctx context.Context, statement Statement) (*cursor, error) {
	rows, err := s.read(ctx, statement)
	if err != nil {
		return nil, err
	}
	if len(rows[0]) == 0 {
		return nil, portal.NotFound()
	}
	return &cursor{row: rows[0][0]}, nil
}

func (s *Store) write(ctx context.Context, statements ...Statement) ([]int64, error) {
	changed, err := s.db.Write(ctx, statements...)
	return changed, kinded(err)
}

// do writes and wants only to know whether it went well.
func (s *Store) do(ctx context.Context, statements ...Statement) error {
	_, err := s.write(ctx, statements...)
	return err
}

// kinded gives a store's fault the kind that readers are answered with.
func kinded(err error) error {
	var f *Fault
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return portal.Because(portal.KindUnavailable, &Fault{Class: FaultAway, Code: "time"})
	case !errors.As(err, &f):
		return portal.Because(portal.KindInternal, &Fault{Class: FaultOther})
	}
	kinds := map[Class]portal.Kind{FaultUnique: portal.KindExists, FaultForeign: portal.KindConflict,
		FaultStale: portal.KindConflict, FaultAway: portal.KindUnavailable, FaultValue: portal.KindInvalid}
	if kind, known := kinds[f.Class]; known {
		return portal.Because(kind, f)
	}
	return portal.Because(portal.KindInternal, f)
}

// broke reports whether err is the breaking of a rule whose name holds part.
func broke(err error, part string) bool {
	var f *Fault
	return errors.As(err, &f) && f.Class == FaultUnique && strings.Contains(f.Constraint, part)
}

// as gives err another kind where it has the one named.
func as(err error, from, to portal.Kind) error {
	if portal.Is(err, from) {
		return portal.Because(to, err)
	}
	return err
}

// sealer is a person's key or the portal's own of one purpose.
type sealer interface {
	Seal(where seal.Where, plain []byte) []byte
	Open(where seal.Where, sealed []byte) ([]byte, error)
}

func sealJSON[T any](k sealer, where seal.Where, v T) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own documents: texts, numbers, times
	}
	return k.Seal(where, raw)
}

func openJSON[T any](k sealer, where seal.Where, sealed []byte) (T, error) {
	var v T
	raw, err := k.Open(where, sealed)
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		return v, portal.Because(portal.KindInternal, errors.New(where.Table+"."+where.Column+" cannot be opened"))
	}
	return v, nil
}

func sealText(k sealer, where seal.Where, text string) []byte {
	if text == "" {
		return []byte{}
	}
	return k.Seal(where, []byte(text))
}

func openText(k sealer, where seal.Where, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	raw, err := k.Open(where, sealed)
	if err != nil {
		return "", portal.Because(portal.KindInternal, errors.New(where.Table+"."+where.Column+" cannot be opened"))
	}
	return string(raw), nil
}
