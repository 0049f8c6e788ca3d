package benefit

import (
	"context"
	"errors"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
)

// Reminders says how long before an end somebody is told.
type Reminders struct {
	Months []int // before a card or a benefit ends (P13: six; again at three and one)
	Draft  int   // days before a draft expires
	Papers int   // days before papers are due
}

// Watcher reminds of what ends, and does what the end of a card or of a benefit
// brings with it. The worker calls Round; a round that finds nothing new does
// nothing.
type Watcher struct {
	Watch     Watch
	Cards     Cards
	Benefits  Benefits
	Rules     Rules
	Clock     portal.Clock
	Reminders func(context.Context) (Reminders, error)
}

// Round reminds and ends what ran out. It returns how many messages are new.
func (w *Watcher) Round(ctx context.Context) (int, error) {
	ctx = portal.WithActor(ctx, portal.Actor{Kind: portal.ActorSystem, ID: "worker"})
	r, err := w.Reminders(ctx)
	if err != nil {
		return 0, err
	}
	n := round{Watcher: w, r: r, now: w.Clock.Now()}
	n.today = portal.DayOf(n.now)
	for _, look := range []func(context.Context) error{n.cards, n.benefits, n.drafts, n.papers} {
		if err := look(ctx); err != nil {
			return 0, err
		}
	}
	told, err := w.Watch.Remind(ctx, n.messages)
	if err != nil {
		return 0, err
	}
	return told, n.ended(ctx)
}

// round is what one round gathers.
type round struct {
	*Watcher
	r        Reminders
	now      time.Time
	today    portal.Day
	messages []delivery.Message
	told     map[string]bool // person and last day of cards already spoken of
}

// toldFor is how long a card that ran out is still told of: a start after a long
// stop must not tell of old times.
const toldFor = 31

func (n *round) cards(ctx context.Context) error {
	list, err := n.Watch.CardsEnding(ctx, n.today.Add(-toldFor), n.horizon())
	if err != nil {
		return err
	}
	n.told = map[string]bool{}
	for _, due := range list {
		c := due.Certificate
		n.told[c.Person+string(c.ValidTo)] = true
		what, stage := "expire", "0"
		if c.ValidTo >= n.today {
			what, stage = "ends", n.stage(c.ValidTo)
		}
		if stage != "" {
			m := tellCard(c, what, n.now, nil)
			m.ID = MessageID("card", c.ID, string(c.ValidTo), stage)
			n.add(m, due.Tell)
		}
	}
	return nil
}

// horizon is the last day that any reminder looks ahead to; months differ in
// length by three days at most.
func (n *round) horizon() portal.Day {
	return n.today.AddMonths(slices.Max(append([]int{0}, n.r.Months...))).Add(3)
}

// stage names the reminder that is due for an end: the nearest one that has come.
// A worker that stood still a while sends that one alone.
func (n *round) stage(end portal.Day) string {
	months := slices.Sorted(slices.Values(n.r.Months))
	for _, m := range months {
		if n.today >= end.AddMonths(-m) {
			return string(rune('a' + m))
		}
	}
	return ""
}

func (n *round) add(m delivery.Message, tell []string) {
	if len(tell) == 1 {
		m.Recipient = tell[0] // else everybody who may see the case behind it
	}
	n.messages = append(n.messages, m)
}

func (n *round) benefits(ctx context.Context) error {
	list, err := n.Watch.BenefitsDue(ctx, n.today, n.horizon())
	if err != nil {
		return err
	}
	for _, due := range list {
		b := due.Benefit
		if b.State == Active && !n.told[b.Person+string(b.Card)] { // the reminder of the card says the rest
			n.remind(due, "card_ends", b.Card)
		}
		n.remind(due, "recheck", b.Recheck)
		if b.State == Active {
			n.remind(due, "until", b.Until)
		}
	}
	return nil
}

func (n *round) remind(due BenefitDue, what string, end portal.Day) {
	if end < n.today {
		return
	}
	if stage := n.stage(end); stage != "" {
		m := tell(due.Benefit, what, n.now, map[string]string{"Day": string(end)})
		m.ID = MessageID("benefit."+what, due.Benefit.ID, string(end), stage)
		n.add(m, due.Tell)
	}
}

func (n *round) drafts(ctx context.Context) error {
	list, err := n.Watch.DraftsEnding(ctx, n.today, n.today.Add(n.r.Draft))
	for _, d := range list {
		n.add(delivery.Message{
			ID: MessageID("draft.expires", d.Draft, string(d.Expires)), Person: d.Person, Road: delivery.InPortal,
			Template: "notice.draft.expires", Created: n.now, State: delivery.Queued, Next: n.now,
			Data: map[string]string{"Service": d.Service, "Draft": d.Draft, "Day": string(d.Expires)},
		}, d.Tell)
	}
	return err
}

func (n *round) papers(ctx context.Context) error {
	list, err := n.Watch.PapersDue(ctx, n.today, n.today.Add(n.r.Papers))
	for _, d := range list {
		n.add(delivery.Message{
			ID: MessageID("papers.due", string(d.Case), string(d.Until)), Person: d.Person, Road: delivery.InPortal,
			Template: "notice.papers.due", Case: string(d.Case), Created: n.now, State: delivery.Queued, Next: n.now,
			Data: map[string]string{"Service": d.Service, "Ref": string(d.Case), "Day": string(d.Until)},
		}, d.Tell)
	}
	return err
}

// lookBack is how many months after its end a benefit is still found; the worker
// never stands still that long.
const lookBack = 24

// ended suspends benefits whose card ran out and ends those whose time is over,
// each told with its reason. One that fails does not keep the others waiting.
func (n *round) ended(ctx context.Context) error {
	list, err := n.Watch.BenefitsDue(ctx, n.today.AddMonths(-lookBack), n.today.Add(-1))
	if err != nil {
		return err
	}
	var failed error
	for _, due := range list {
		if !due.Benefit.over(n.today) {
			continue
		}
		switch err := n.end(ctx, due); {
		case err == nil, portal.Is(err, portal.KindNotFound): // deleted meanwhile
		case portal.Is(err, portal.KindUnavailable):
			return err
		default:
			failed = err
		}
	}
	return failed
}

// over reports whether the time of a running benefit, or its card's, has passed.
func (b Benefit) over(today portal.Day) bool {
	passed := func(day portal.Day) bool { return day != "" && day < today }
	return b.State == Active && (passed(b.Until) || passed(b.Card))
}

func (n *round) end(ctx context.Context, due BenefitDue) error {
	card, err := n.cardOf(ctx, due.Benefit)
	if err != nil {
		return err
	}
	by := By{At: n.now, Actor: portal.ActorFrom(ctx)}
	_, err = n.Benefits.UpdateBenefit(ctx, due.Benefit.ID, "", func(b Benefit) (Change, error) {
		step, ok := n.step(b, card, by)
		if !ok {
			return Change{}, ErrNothing
		}
		change := Change{Steps: []Step{step}, Messages: Tell(step)}
		for i := range change.Messages {
			if len(due.Tell) == 1 {
				change.Messages[i].Recipient = due.Tell[0]
			}
		}
		change.Audit = []audit.Entry{by.entry("benefit."+step.Event.Action, "benefit", b.ID, b.Person)}
		return change, nil
	})
	if errors.Is(err, ErrNothing) {
		return nil
	}
	return err
}

// cardOf returns the card a benefit stands on now: the person's newest that is not
// cancelled, or the one that was shown when it was granted.
func (n *round) cardOf(ctx context.Context, b Benefit) (Certificate, error) {
	all, err := n.Cards.CertificatesOf(ctx, b.Person)
	for _, c := range all {
		if c.State != CardCancelled {
			return c, err
		}
	}
	return Certificate{Person: b.Person, State: CardActive, ValidTo: b.Card}, err
}

func (n *round) step(b Benefit, card Certificate, by By) (Step, bool) {
	if b.State != Active {
		return Step{}, false
	}
	if b.Until != "" && b.Until < n.today {
		step, err := End(b, b.Until.Month().Add(1), PeriodOver, by)
		return step, err == nil
	}
	if b.Card == "" || b.Card >= n.today {
		return Step{}, false
	}
	steps := CardEffects([]Benefit{b}, card, n.Rules, by)
	if len(steps) == 0 {
		return Step{}, false
	}
	return steps[0], true
}
