package storetest

import (
	"context"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
)

// Hotline is the house's hotline.
type Hotline struct {
	Tickets *hotline.Tickets
	Desk    *hotline.Desk
	Round   hotline.Round
}

// Hotline opens the hotline over the house's store.
func (h *House) Hotline() Hotline {
	base := hotline.House{Store: h.Store, Drafts: h.Store, Lists: h.Store, Units: h.Units, Calendar: h.Calendar, Settings: h.Settings, Clock: h.Clock}
	return Hotline{
		Tickets: &hotline.Tickets{House: base, Files: h.Store, People: h.Store,
			SeesCase: func(ctx context.Context, identity, person string, ref matter.Reference) error {
				_, _, err := h.Store.CaseFor(ctx, identity, person, ref)
				return err
			},
			Keyed: func(ref, code string) string { return ref + "/" + code }},
		Desk:  &hotline.Desk{House: base, Files: h.Store},
		Round: hotline.Round{House: base},
	}
}

// Stranger is somebody who did not sign in.
func Stranger(language string) context.Context {
	return portal.WithActor(context.Background(), portal.Actor{Channel: portal.ChannelWeb, Language: language})
}
