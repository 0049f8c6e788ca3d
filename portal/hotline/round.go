package hotline

import (
	"context"
	"strconv"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/setting"
)

// roundSize is how many tickets are looked through at a time.
const roundSize = 200

// follow bounds what may follow from one look at a ticket.
const follow = 10

// Round does what time does with tickets: reminders, escalation, closing and
// reopening by a rating, and the call to who is on duty. It may run in several
// processes: each act happens once, for it is done from the ticket as it stands.
type Round struct{ House }

// Run goes through the tickets whose time has come and returns how many acts were done. One
// ticket's error does not stop the others; the first is returned.
func (r Round) Run(ctx context.Context) (done int, err error) {
	var after matter.Reference
	for {
		refs, failed := r.Lists.TicketsDue(ctx, r.Clock.Now(), after, roundSize)
		if failed != nil {
			return done, failed
		}
		for _, ref := range refs {
			n, failed := r.one(ctx, ref)
			if done += n; failed != nil && err == nil {
				err = failed
			}
		}
		if len(refs) < roundSize {
			return done, err
		}
		after = refs[len(refs)-1]
	}
}

// Sweep drops drafts that nobody touched for the days a draft is kept.
func (r Round) Sweep(ctx context.Context) error {
	values, err := r.Settings.Today(ctx)
	if err != nil {
		return err
	}
	now := r.Clock.Now()
	refs, err := r.Drafts.DraftTickets(ctx, now.AddDate(0, 0, -values.Number(setting.DraftDays)), roundSize)
	for _, ref := range refs {
		if failed := r.Drafts.DropTicket(ctx, ref, portal.Actor{Kind: portal.ActorSystem}, now); err == nil && !portal.Is(failed, portal.KindNotFound) {
			err = failed
		}
	}
	return err
}

// one does all that follows for a ticket, one step after the other.
func (r Round) one(ctx context.Context, ref matter.Reference) (int, error) {
	rules, values, err := r.rules(ctx)
	if err != nil {
		return 0, err
	}
	for n := range follow {
		acted := false
		_, err := r.Store.ChangeTicket(ctx, ref, "", func(t Ticket) (Change, error) {
			acts, err := rules.Due(t, r.Clock.Now())
			if err != nil || len(acts) == 0 {
				return Change{}, first(err, ErrNothing)
			}
			after, event, err := rules.Do(t, acts[0])
			if err != nil {
				return Change{}, err
			}
			acted = true
			return r.summon(r.change(after, event), values), nil
		})
		if err != nil || !acted {
			return n, err
		}
	}
	return follow, nil
}

func first(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// summon adds to a step the call to those at the desk whom it calls: the next on the
// list for an urgent ticket that nobody sent on, the supervisor for one that is late,
// missed its day or went round too often (P34, P35).
func (h House) summon(c Change, v setting.Values) Change {
	m := delivery.Message{
		ID: portal.NewID(), Road: delivery.InPortal, Case: string(c.Ticket.Ref), Created: c.Event.At, Next: c.Event.At, State: delivery.Queued,
	}
	var wish delivery.Wish
	switch Action(c.Event.Action) {
	case Page:
		m.Template, m.Urgent = "notice.on_call", true
		wish.Phone, wish.Roads = onCall(c.Event, v), []delivery.Road{delivery.Call, delivery.SMS}
	case Supervise, Miss, Escalate:
		m.Template = "notice.supervise"
		wish.Phone, wish.Roads = v.Text(setting.HotlineSupervisor), []delivery.Road{delivery.SMS, delivery.Call}
	default:
		return c
	}
	m.Data = wish.Carry(map[string]string{"Ref": string(c.Ticket.Ref)})
	c.Messages = append(c.Messages, m)
	return c
}

// onCall is the phone of the list that the n-th call of a ticket goes to.
func onCall(e matter.Event, v setting.Values) string {
	if n, err := strconv.Atoi(e.Note); err == nil && n%2 == 0 {
		return v.Text(setting.HotlineOnCallNext)
	}
	return v.Text(setting.HotlineOnCall)
}
