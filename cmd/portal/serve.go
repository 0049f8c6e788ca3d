package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/web"
)

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
	if h.config.Worker {
		go h.work(ctx)
	}
	if err := h.greet(ctx, r.out, listener.Addr().String()); err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.App().Listener(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(bounded)
}

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
		Name: portal.NewID(), Store: h.store, Clock: h.clock, Log: h.log,
		Channels: map[delivery.Road]delivery.Channel{
			delivery.InPortal: delivery.PortalChannel{},
			delivery.Log:      delivery.LogChannel{Log: h.log},
		},
	}
	messages, days := time.NewTicker(lookForMessages), time.NewTicker(lookForDays)
	defer messages.Stop()
	defer days.Stop()
	go w.Run(ctx, messages.C)
	for {
		h.daily(ctx)
		select {
		case <-ctx.Done():
			return
		case <-days.C:
		}
	}
}

func (h *house) daily(ctx context.Context) {
	if _, err := h.desk.Lapse(ctx); err != nil && !errors.Is(err, context.Canceled) {
		h.log.Error("lapse", "kind", portal.KindOf(err))
	}
	if err := h.store.Sweep(ctx, h.clock.Now()); err != nil && !errors.Is(err, context.Canceled) {
		h.log.Error("sweep", "kind", portal.KindOf(err))
	}
	_, err := audit.Seal(ctx, h.store, h.ring.Signer(rootPurpose), h.clock.Now())
	if err != nil && !errors.Is(err, context.Canceled) {
		h.log.Error("daily root", "kind", portal.KindOf(err))
	}
}

// rootPurpose names the signing key of daily roots.
const rootPurpose = "audit.root"
