package main

import (
	"context"
	"encoding/hex"
	"time"

	"changban/portal/hotline"
	"changban/portal/matter"
)

// lookForTickets is how often the worker looks at tickets: who is called to danger
// within half an hour is called in its first minute.
const lookForTickets = time.Minute

// joinHotline builds the hotline on the stores.
func (h *house) joinHotline() {
	base := hotline.House{
		Store: h.store, Drafts: h.store, Lists: h.store, Units: h.units, Calendar: h.calendar, Settings: h.settings, Clock: h.clock,
	}
	h.tickets = &hotline.Tickets{
		House: base, Files: h.store, People: h.store, Tries: limiter{h.limits, h.ring},
		SeesCase: h.seesCase,
		Keyed:    func(ref, code string) string { return hex.EncodeToString(h.ring.Blind("ticket_code", ref+":"+code)) },
	}
	h.lines = &hotline.Desk{House: base, Files: h.store}
	h.rounds = hotline.Round{House: base}
}

// seesCase reports whether an identity sees a case in a person's area.
func (h *house) seesCase(ctx context.Context, identity, person string, ref matter.Reference) error {
	_, _, err := h.store.CaseFor(ctx, identity, person, ref)
	return err
}

// ticketRounds does what time does with tickets until ctx ends.
func (h *house) ticketRounds(ctx context.Context) {
	ticks := time.NewTicker(lookForTickets)
	defer ticks.Stop()
	for {
		h.job(ctx, "tickets", func(ctx context.Context) error {
			_, err := h.rounds.Run(ctx)
			return err
		})
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}
