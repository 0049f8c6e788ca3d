package storetest

import (
	"cmp"
	"context"
	"testing"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/setting"
)

// Ticket sends a ticket by the rules, taken down before as every one is: of a
// resident under the own person unless it says whose it is, of a caller without a
// file for the zero Resident. What it has to say to be sent is filled in.
func (h *House) Ticket(t testing.TB, r Resident, n hotline.Ticket) hotline.Ticket {
	t.Helper()
	by := portal.Actor{Channel: portal.ChannelPhone, Language: "zh-Hans"}
	if r.Ctx != nil {
		by, n.Starter = portal.ActorFrom(r.Ctx), r.Identity.ID
	}
	if n.Person == "" && !n.Own {
		n.Person, n.Own = r.Own, r.Own == ""
	}
	n.Key, n.Begun, n.Touched = portal.NewID(), h.Clock.Now(), h.Clock.Now()
	n.Topic, n.Place = cmp.Or(n.Topic, "other"), cmp.Or(n.Place, Donghe)
	n.Body.Content = cmp.Or(n.Body.Content, "The ramp is blocked.")
	if !n.Anonymous {
		n.Body.Phone = cmp.Or(n.Body.Phone, "13900000000")
	}
	draft, err := h.Store.BeginTicket(context.Background(), n, by)
	ok(t, err)
	return h.ticketStep(t, draft.Ref, func(n hotline.Ticket) (hotline.Ticket, matter.Event, error) {
		return h.Promises.Send(n, hotline.LimitsOf(setting.Resolve(nil, FirstDay), n.Type), by, "", h.Clock.Now())
	})
}

// Act carries acts out one after another, now unless they say when; a handler acts
// for the unit that has the ticket unless it says which.
func (h *House) Act(t testing.TB, ref matter.Reference, acts ...hotline.Act) hotline.Ticket {
	t.Helper()
	var after hotline.Ticket
	for _, a := range acts {
		after = h.ticketStep(t, ref, func(n hotline.Ticket) (hotline.Ticket, matter.Event, error) {
			if a.At.IsZero() {
				a.At = h.Clock.Now()
			}
			if a.Part == hotline.Handler {
				a.Unit = cmp.Or(a.Unit, n.Unit)
			}
			return h.Promises.Do(n, a)
		})
	}
	return after
}

func (h *House) ticketStep(t testing.TB, ref matter.Reference, do func(hotline.Ticket) (hotline.Ticket, matter.Event, error)) hotline.Ticket {
	t.Helper()
	after, err := h.Store.ChangeTicket(context.Background(), ref, portal.NewID(), func(n hotline.Ticket) (hotline.Change, error) {
		n, e, err := do(n)
		return hotline.Change{Ticket: n, Event: e}, err
	})
	ok(t, err)
	return after
}
