package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"sync"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/web"
)

// gcPercent is how much the heap may grow, in percent, before it is collected.
const gcPercent = 20

// serve runs pages and worker until it is told to stop.
func (r run) serve(ctx context.Context, _ []string) error {
	h, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	listener, err := net.Listen("tcp", h.config.Listen)
	if err != nil {
		return fmt.Errorf("PORTAL_LISTEN: %s cannot be listened on", h.config.Listen)
	}
	server, err := h.ready(ctx)
	if err != nil {
		return err
	}
	// What reading the words of three languages took is given back, and what pages
	// take is collected early: machines in counties are small.
	debug.SetGCPercent(gcPercent)
	debug.FreeOSMemory()
	ctx, stop := context.WithCancel(ctx)
	var worker sync.WaitGroup
	if h.config.Worker {
		worker.Go(func() { h.work(ctx) })
	}
	worker.Go(func() { h.readBanners(ctx) })
	defer worker.Wait() // before the stores close
	defer stop()
	if err := h.greet(ctx, r.out, listener.Addr().String()); err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	return server.Shutdown(bounded)
}

// lookForBanners is how soon a process says what was written in another one.
const lookForBanners = 20 * time.Second

// readBanners keeps what every page says up to date until ctx ends.
func (h *house) readBanners(ctx context.Context) {
	tick := time.NewTicker(lookForBanners)
	defer tick.Stop()
	for {
		h.job(ctx, "banners", h.banners.Board.Refresh)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// stopTime is longer than the longest request, so that what was sent is answered
// before the stores close.
const stopTime = 12 * time.Second

// ready fills the demo when it is empty, and builds the pages.
func (h *house) ready(ctx context.Context) (*web.Server, error) {
	if err := h.seed(ctx); err != nil {
		return nil, err
	}
	return h.pages(ctx, h.config.BaseURL)
}

// greet prints the address and, in demo, how each invented person signs in.
func (h *house) greet(ctx context.Context, out io.Writer, address string) error {
	fmt.Fprintf(out, "http://%s\n", address)
	if !h.config.Demo {
		return nil
	}
	return h.introduce(ctx, out, address)
}

// worker runs the worker alone.
func (r run) worker(ctx context.Context, _ []string) error {
	h, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	h.work(ctx)
	return nil
}

// Pauses of the worker.
const (
	lookForMessages = 2 * time.Second
	lookForDays     = 10 * time.Minute
)

// work sends what is in the outbox, ends waits that ran out, and seals the
// chains once a day, until ctx ends.
func (h *house) work(ctx context.Context) {
	w := &delivery.Worker{
		Name: portal.NewID(), Store: h.store, Wishes: h.store, Channels: h.channels, Clock: h.clock, Log: h.log,
	}
	messages, days := time.NewTicker(lookForMessages), time.NewTicker(lookForDays)
	defer messages.Stop()
	defer days.Stop()
	var sending sync.WaitGroup
	sending.Go(func() { w.Run(ctx, messages.C) })
	sending.Go(func() { h.ticketRounds(ctx) })
	defer sending.Wait()
	for {
		h.daily(ctx)
		select {
		case <-ctx.Done():
			return
		case <-days.C:
		}
	}
}

// jobTime bounds one job of the worker: a store that hangs must not stop the next.
const jobTime = 2 * time.Minute

func (h *house) daily(ctx context.Context) {
	h.job(ctx, "lapse", func(ctx context.Context) error {
		_, err := h.desk.Lapse(ctx)
		return err
	})
	h.job(ctx, "remind", func(ctx context.Context) error {
		_, err := h.watcher.Round(ctx)
		return err
	})
	h.job(ctx, "sweep", func(ctx context.Context) error { return h.store.Sweep(ctx, h.clock.Now()) })
	h.job(ctx, "ticket drafts", h.rounds.Sweep)
	h.job(ctx, "daily root", h.sealDay)
}

// sealDay signs the chains once a day. Asking costs reading every root, so that a
// day known to be sealed is not asked for again.
func (h *house) sealDay(ctx context.Context) error {
	now := h.clock.Now()
	if h.sealed == portal.DayOf(now) {
		return nil
	}
	root, err := audit.Seal(ctx, h.store, h.ring.Signer(rootPurpose), now)
	if err == nil {
		h.sealed = root.Day
	}
	return err
}

// job runs one piece of work. What goes wrong is logged by kind and tried again
// next time; a panic ends the job and neither the worker nor the pages.
func (h *house) job(ctx context.Context, name string, do func(context.Context) error) {
	bounded, cancel := context.WithTimeout(ctx, jobTime)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			h.log.Error("panic", "job", name, "value", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
		}
	}()
	if err := do(bounded); err != nil && ctx.Err() == nil {
		h.log.Error(name, "kind", portal.KindOf(err))
	}
}

// rootPurpose names the signing key of daily roots.
const rootPurpose = "audit.root"
