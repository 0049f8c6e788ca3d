package delivery

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"changban/portal"
)

// How the worker works. A lease outlasts a full batch of slow sends, so a message
// is not claimed twice while somebody is still at it.
const (
	BatchSize   = 10
	SendTimeout = 20 * time.Second
	Lease       = 5 * time.Minute
	MaxAttempts = 8
)

// Wait returns how long to wait after a number of failed attempts.
func Wait(attempts int) time.Duration {
	waits := [...]time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour,
		6 * time.Hour, 12 * time.Hour, 24 * time.Hour}
	return waits[min(max(attempts, 1), len(waits))-1]
}

// Worker sends what is due. Many may run, in one process or several.
type Worker struct {
	Name     string // tells workers apart in the outbox, such as portal.NewID()
	Store    Store
	Wishes   Wishes           // nil: nobody is told outside the portal
	Channels map[Road]Channel // a road without one is not taken
	Clock    portal.Clock
	Log      *slog.Logger
}

// Run sends at every tick until ctx ends. Errors are logged; the next tick tries
// again.
func (w *Worker) Run(ctx context.Context, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			w.drain(ctx)
		}
	}
}

// drain goes on while batches come full.
func (w *Worker) drain(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := w.round(ctx)
		if err != nil && ctx.Err() == nil {
			w.Log.LogAttrs(ctx, slog.LevelError, "outbox", slog.String("kind", string(portal.KindOf(err))))
		}
		if err != nil || n < BatchSize {
			return
		}
	}
}

// round is Once within the time of a lease; a panic of a store must not end the
// process or the worker.
func (w *Worker) round(ctx context.Context) (n int, err error) {
	ctx, cancel := context.WithTimeout(ctx, Lease)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = portal.Because(portal.KindInternal, fmt.Errorf("worker panic: %T", p))
		}
	}()
	return w.Once(ctx)
}

// Once claims a batch, sends it and returns how many were claimed. The error is
// the store's; a channel's error becomes a failed attempt.
func (w *Worker) Once(ctx context.Context) (int, error) {
	claimed := w.Clock.Now()
	batch, err := w.Store.Claim(ctx, claimed, w.Name, BatchSize, Lease)
	if err != nil {
		return 0, err
	}
	for _, m := range batch {
		if w.Clock.Now().Sub(claimed) > Lease-SendTimeout {
			break // what is left will be claimed again
		}
		if err := w.deliver(ctx, m); err != nil {
			return len(batch), err
		}
	}
	return len(batch), nil
}

func (w *Worker) deliver(ctx context.Context, m Message) error {
	channel, known := w.Channels[m.Road]
	switch {
	case m.Attempts > MaxAttempts: // earlier tries stopped the process
		return w.fail(ctx, m, true, "stopped")
	case m.Road == InPortal:
		return w.spread(ctx, m)
	case !known:
		return w.fail(ctx, m, true, "no_channel")
	}
	wish, err := w.wish(ctx, m)
	if err != nil {
		return w.refused(ctx, m, err)
	}
	now := w.Clock.Now()
	if until := wish.Quiet.Until(now); m.waits() && until.After(now) {
		return w.Store.Hold(ctx, m.ID, until)
	}
	if m.To = wish.Address(m.Road); m.To == "" && m.Road != Log {
		return w.fail(ctx, m, true, "no_address")
	}
	if err := w.send(ctx, channel, m); err != nil {
		return w.refused(ctx, m, err)
	}
	return w.Store.Sent(ctx, m.ID, w.Clock.Now())
}

// spread carries a message that stands in the portal to the other roads its people
// wish for: one row for each, in the write that marks it sent. A process that is
// killed before leaves it to be claimed again, one that is killed after left
// nothing undone.
func (w *Worker) spread(ctx context.Context, m Message) error {
	wishes, err := w.wishes(ctx, m)
	if err != nil {
		return w.refused(ctx, m, err)
	}
	now := w.Clock.Now()
	var more []Message
	for _, wish := range wishes {
		for _, road := range wish.Ways() {
			if _, known := w.Channels[road]; known || road == Letter {
				more = append(more, m.along(road, wish, now))
			}
		}
	}
	return w.Store.Spread(ctx, m.ID, more, now)
}

// wishes are those of everybody a message is carried to.
func (w *Worker) wishes(ctx context.Context, m Message) ([]Wish, error) {
	if own, is := Carried(m.Data); m.Recipient == "" && is {
		return []Wish{own}, nil
	}
	if w.Wishes == nil {
		return nil, nil
	}
	return w.Wishes.WishesOf(ctx, m)
}

// wish is the one of whom a message goes to, as it is now.
func (w *Worker) wish(ctx context.Context, m Message) (Wish, error) {
	if m.Recipient == "" || w.Wishes == nil {
		own, _ := Carried(m.Data)
		return own, nil
	}
	return w.Wishes.Wish(ctx, m.Recipient)
}

// refused is a failed attempt; what is gone is not tried again.
func (w *Worker) refused(ctx context.Context, m Message, err error) error {
	gone := m.Road != InPortal && portal.Is(err, portal.KindNotFound)
	return w.fail(ctx, m, gone || m.Attempts >= MaxAttempts, string(portal.KindOf(err)))
}

// send bounds one send and turns a panic into an error: a channel's bug must not
// take the portal down with it.
func (w *Worker) send(ctx context.Context, c Channel, m Message) (err error) {
	ctx, cancel := context.WithTimeout(ctx, SendTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = portal.Because(portal.KindInternal, fmt.Errorf("channel panic: %T", p))
		}
	}()
	return c.Send(ctx, m)
}

func (w *Worker) fail(ctx context.Context, m Message, dead bool, code string) error {
	now := w.Clock.Now()
	w.Log.LogAttrs(ctx, slog.LevelWarn, "message not sent", slog.String("id", m.ID),
		slog.String("template", m.Template), slog.Int("attempt", m.Attempts), slog.String("code", code), slog.Bool("dead", dead))
	return w.Store.Failed(ctx, m.ID, now, now.Add(Wait(m.Attempts)), dead, code)
}
