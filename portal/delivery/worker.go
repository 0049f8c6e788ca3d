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
	Channels map[Road]Channel
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
	case !known:
		return w.fail(ctx, m, true, "no_channel")
	case m.Attempts > MaxAttempts: // earlier tries stopped the process
		return w.fail(ctx, m, true, "stopped")
	}
	if err := w.send(ctx, channel, m); err != nil {
		return w.fail(ctx, m, m.Attempts >= MaxAttempts, string(portal.KindOf(err)))
	}
	return w.Store.Sent(ctx, m.ID, w.Clock.Now())
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
