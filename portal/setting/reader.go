package setting

import (
	"context"
	"strings"
	"sync"
	"time"

	"changban/portal"
)

// Store keeps the rows.
type Store interface {
	// Settings returns all rows, in any order.
	Settings(ctx context.Context) ([]Row, error)
	// PutSetting adds a row.
	PutSetting(ctx context.Context, r Row) error
}

// ReadFor is how long rows are used before the store is asked again.
const ReadFor = time.Minute

// Reader resolves settings from rows it reads at most every ReadFor.
type Reader struct {
	store Store
	clock portal.Clock
	mu    sync.Mutex
	rows  []Row
	known bool // rows were read at least once
	fresh time.Time
}

// NewReader returns a reader over store.
func NewReader(store Store, clock portal.Clock) *Reader {
	return &Reader{store: store, clock: clock}
}

// Today returns the values of today. While the store is away the rows read last
// serve on; without any it is the store's error.
func (r *Reader) Today(ctx context.Context) (Values, error) {
	return r.On(ctx, portal.DayOf(r.clock.Now()))
}

// On returns the values of a day.
func (r *Reader) On(ctx context.Context, day portal.Day) (Values, error) {
	rows, err := r.current(ctx)
	if err != nil {
		return Values{}, err
	}
	return Resolve(rows, day), nil
}

// current asks the store outside the lock: while one request waits for a slow
// store, others go on with the rows there are.
func (r *Reader) current(ctx context.Context) ([]Row, error) {
	rows, ask := r.cached(r.clock.Now())
	if !ask {
		return rows, nil
	}
	read, err := r.store.Settings(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err == nil:
		r.rows, r.known = read, true
	case !r.known:
		return nil, err
	}
	return r.rows, nil
}

func (r *Reader) cached(now time.Time) (rows []Row, ask bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known && now.Before(r.fresh) {
		return r.rows, false
	}
	r.fresh = now.Add(ReadFor)
	return r.rows, true
}

// Change adds a version of a setting. FieldErrors for value, reason and
// effective day; NotFound for an unknown name. ID, By and At are filled in.
func (r *Reader) Change(ctx context.Context, row Row) error {
	d, known := Define(row.Name)
	if !known {
		return portal.NotFound()
	}
	now := r.clock.Now()
	row.Value, row.Reason = strings.TrimSpace(row.Value), strings.TrimSpace(row.Reason)
	if err := problems(d, row, portal.DayOf(now)).OrNil(); err != nil {
		return err
	}
	row.ID, row.At, row.By = portal.NewID(), now, portal.ActorFrom(ctx).ID
	if err := r.store.PutSetting(ctx, row); err != nil {
		return err
	}
	r.mu.Lock()
	r.fresh = now // this process shows the change at once
	r.mu.Unlock()
	return nil
}

func problems(d Definition, row Row, today portal.Day) portal.FieldErrors {
	var found portal.FieldErrors
	if m := d.Check(row.Value); m != nil {
		found = append(found, portal.FieldError{Field: "value", Message: *m})
	}
	if row.Reason == "" {
		found = append(found, portal.FieldError{Field: "reason", Message: portal.Msg("setting.reason.missing")})
	}
	if _, err := portal.ParseDay(string(row.Effective)); err != nil {
		found = append(found, portal.FieldError{Field: "effective", Message: portal.Msg("setting.effective.missing")})
	} else if row.Effective < today { // what held on a past day is history
		found = append(found, portal.FieldError{Field: "effective", Message: portal.Msg("setting.effective.past")})
	}
	return found
}
