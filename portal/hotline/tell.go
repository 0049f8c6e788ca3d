package hotline

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/matter"
)

// told are the acts the person hears of, whoever does them.
func told() []Action {
	return []Action{Accept, Refuse, Answer, Dispatch, Extend, Respond, CallBack, Close, Reopen, Escalate, Withdraw, Miss, SendAway, TakeBack, Join}
}

// change is a step with what goes with it: its audit row, and a message to each who
// is told. A shielded reporter's row names nobody.
func (h House) change(t Ticket, e matter.Event) Change {
	entry := audit.Entry{ID: portal.NewID(), Actor: e.Actor, Unit: e.Unit, Action: "ticket." + e.Action, Object: "ticket",
		Target: string(t.Ref), Person: t.Person, Purpose: string(t.Type), At: e.At}
	return Change{Ticket: t, Event: e, Messages: tell(t, e), Audit: []audit.Entry{entry}}
}

// tell writes what the person, and who helps, are told of a step: its name, the
// reference and the promised day, no word of the matter. Nobody is told of an
// anonymous ticket.
func tell(t Ticket, e matter.Event) []delivery.Message {
	if t.Anonymous || !slices.Contains(told(), Action(e.Action)) {
		return nil
	}
	m := delivery.Message{
		Person: t.Person, Road: delivery.InPortal, Template: "notice.ticket." + e.Action, Case: string(t.Ref), Created: e.At, Next: e.At,
		Data: map[string]string{"Ref": string(t.Ref), "Day": string(t.Clocks.ReplyBy)}, State: delivery.Queued,
	}
	var list []delivery.Message
	for _, identity := range t.Tell {
		m.ID, m.Recipient = portal.NewID(), identity
		list = append(list, m)
	}
	if len(list) > 0 {
		return list
	}
	m.ID, m.Language = portal.NewID(), t.Language
	m.Data = t.wish().Carry(m.Data)
	return []delivery.Message{m}
}

// wish is how somebody who did not sign in is told: as the ticket asks for it.
func (t Ticket) wish() delivery.Wish {
	w := delivery.DefaultWish()
	w.Phone, w.Mail, w.Post, w.Language, w.Roads = t.Body.Phone, t.Body.Mail, t.Body.Post, t.Language, t.roads()
	return w
}

// Told lists who hears of a draft once it is sent, and how: who sends it and the
// person it is for. Whose phone it is besides nobody learns here.
func (s *Tickets) Told(ctx context.Context, h Holder, t Ticket) ([]delivery.Wish, error) {
	if t.Anonymous {
		return nil, nil
	}
	if h.Identity == "" {
		return []delivery.Wish{t.wish()}, nil
	}
	list, err := s.Drafts.TicketWishes(ctx, t)
	return slices.DeleteFunc(list, func(w delivery.Wish) bool { return !w.Own && w.Identity != t.Starter && w.Identity != h.Identity }), err
}

// roads are the ways out for somebody who did not sign in, as the ticket asks for
// them. Who does not hear or speak is never left with a voice alone.
func (t Ticket) roads() []delivery.Road {
	names := map[string]delivery.Road{"voice": delivery.Call, "sms": delivery.SMS, "sign": delivery.SMS, "web": delivery.SMS,
		"post": delivery.Letter, "mail": delivery.Mail}
	var roads []delivery.Road
	for _, way := range t.Body.Ways {
		if road := names[way]; road != "" && !slices.Contains(roads, road) {
			roads = append(roads, road)
		}
	}
	if len(roads) == 0 || t.Body.Relay && slices.Equal(roads, []delivery.Road{delivery.Call}) {
		roads = append(roads, delivery.SMS)
	}
	return roads
}
