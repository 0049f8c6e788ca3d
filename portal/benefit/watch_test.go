package benefit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

// calendar is everything that ends, for one drawer.
type calendar struct {
	*drawer
	drafts   []DraftDue
	papers   []PaperDue
	messages map[string]delivery.Message
	down     error
}

func within(day, from, to portal.Day) bool { return day != "" && day >= from && day <= to }

func (c *calendar) CardsEnding(_ context.Context, from, to portal.Day) ([]CardDue, error) {
	if c.card.ID == "" || !within(c.card.ValidTo, from, to) || c.card.State != CardActive {
		return nil, c.down
	}
	return []CardDue{{Certificate: c.card, Tell: []string{"i"}}}, c.down
}

func (c *calendar) BenefitsDue(_ context.Context, from, to portal.Day) ([]BenefitDue, error) {
	b := c.benefit
	if b.State == Ended || !slices.ContainsFunc([]portal.Day{b.Card, b.Recheck, b.Until}, func(d portal.Day) bool { return within(d, from, to) }) {
		return nil, nil
	}
	return []BenefitDue{{Benefit: b, Tell: []string{"i", "j"}}}, nil
}

func (c *calendar) DraftsEnding(_ context.Context, from, to portal.Day) ([]DraftDue, error) {
	return slices.DeleteFunc(slices.Clone(c.drafts), func(d DraftDue) bool { return !within(d.Expires, from, to) }), nil
}

func (c *calendar) PapersDue(_ context.Context, from, to portal.Day) ([]PaperDue, error) {
	return slices.DeleteFunc(slices.Clone(c.papers), func(d PaperDue) bool { return !within(d.Until, from, to) }), nil
}

func (c *calendar) Remind(_ context.Context, list []delivery.Message) (int, error) {
	n := 0
	for _, m := range list {
		if _, there := c.messages[m.ID]; !there {
			c.messages[m.ID] = m
			n++
		}
	}
	return n, nil
}

type watched struct {
	*calendar
	*Watcher
	clock *standing
}

func watch(t *testing.T) watched {
	t.Helper()
	d := &drawer{benefit: monthly(), codes: map[string]Code{}}
	d.benefit.Card = ""
	c := &calendar{drawer: d, messages: map[string]delivery.Message{}}
	clock := &standing{}
	return watched{c, &Watcher{
		Watch: c, Cards: d, Benefits: d, Rules: rules(true), Clock: clock,
		Reminders: func(context.Context) (Reminders, error) {
			return Reminders{Months: []int{6, 3, 1}, Draft: 7, Papers: 3}, nil
		},
	}, clock}
}

// walk runs the worker every day from a day on, twice a day, and returns the days
// on which a template was new.
func (w watched) walk(t *testing.T, from, to portal.Day, template string) string {
	t.Helper()
	var days []string
	for day := from; day <= to; day = day.Add(1) {
		before := w.count(template)
		for range 2 {
			w.clock.now = day.Time().Add(9 * time.Hour)
			if _, err := w.Round(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		switch n := w.count(template) - before; {
		case n == 1:
			days = append(days, string(day))
		case n > 1:
			t.Errorf("%s: told %d times", day, n)
		}
	}
	return strings.Join(days, " ")
}

func (w watched) count(template string) int {
	n := 0
	for _, m := range w.messages {
		if m.Template == template {
			n++
		}
	}
	for _, c := range w.changes {
		for _, m := range c.Messages {
			if m.Template == template {
				n++
			}
		}
	}
	return n
}

func TestRemindersSixThreeOne(t *testing.T) {
	w := watch(t)
	w.card = Certificate{ID: "c", Person: "p", State: CardActive, ValidTo: "2036-08-31"}
	if got := w.walk(t, "2036-02-01", "2036-08-31", "notice.card.ends"); got != "2036-02-29 2036-05-31 2036-07-31" {
		t.Errorf("card: %s", got)
	}
	for _, m := range w.messages {
		if m.Recipient != "i" || !portal.ValidID(m.ID) || m.Data["Day"] != "2036-08-31" {
			t.Errorf("message %+v", m)
		}
	}
	if got := w.walk(t, "2036-09-01", "2036-10-31", "notice.card.expire"); got != "2036-09-01" {
		t.Errorf("expired: %s", got)
	}
	for field, set := range map[string]func(*Benefit){
		"notice.benefit.card_ends": func(b *Benefit) { b.Card = "2036-08-31" },
		"notice.benefit.recheck":   func(b *Benefit) { b.Recheck = "2036-08-31" },
		"notice.benefit.until":     func(b *Benefit) { b.Until = "2036-08-31" },
	} {
		w := watch(t)
		set(&w.benefit)
		if got := w.walk(t, "2036-02-01", "2036-08-31", field); got != "2036-02-29 2036-05-31 2036-07-31" {
			t.Errorf("%s: %s", field, got)
		}
	}
}

func TestCardAndItsBenefitAreOneReminder(t *testing.T) {
	w := watch(t)
	w.card = Certificate{ID: "c", Person: "p", State: CardActive, ValidTo: "2036-08-31"}
	w.benefit.Card = "2036-08-31"
	if got := w.walk(t, "2036-02-01", "2036-08-31", "notice.benefit.card_ends"); got != "" {
		t.Errorf("told beside the card's reminder: %s", got)
	}
}

func TestWorkerThatStoodStillSendsTheNearestReminderAlone(t *testing.T) {
	w := watch(t)
	w.card = Certificate{ID: "c", Person: "p", State: CardActive, ValidTo: "2036-08-31"}
	if got := w.walk(t, "2036-06-15", "2036-08-31", "notice.card.ends"); got != "2036-06-15 2036-07-31" {
		t.Errorf("got %s", got)
	}
}

func TestDraftAndPapersAreRemindedOnce(t *testing.T) {
	w := watch(t)
	w.drafts = []DraftDue{{Draft: "d", Person: "p", Service: "s", Expires: "2036-03-31", Tell: []string{"i"}}}
	w.papers = []PaperDue{{Case: "CB-9", Person: "p", Service: "s", Until: "2036-03-20", Tell: []string{"i"}}}
	if got := w.walk(t, "2036-03-01", "2036-03-31", "notice.draft.expires"); got != "2036-03-24" {
		t.Errorf("draft: %s", got)
	}
	w.messages = map[string]delivery.Message{}
	if got := w.walk(t, "2036-03-01", "2036-03-31", "notice.papers.due"); got != "2036-03-17" {
		t.Errorf("papers: %s", got)
	}
}

func TestExpiryStopsWithANoticeAndOnlyOnce(t *testing.T) {
	w := watch(t)
	w.card = Certificate{ID: "c", Person: "p", State: CardActive, ValidTo: "2026-03-15"}
	w.benefit.Card = "2026-03-15"
	if got := w.walk(t, "2026-03-10", "2026-05-20", "notice.benefit.suspend"); got != "2026-03-16" {
		t.Errorf("told on %s", got)
	}
	b, c := w.benefit, w.changes[0]
	if b.State != Suspended || b.Reason != CardHasExpired || !slices.Equal(b.Spans, []Span{{"2026-01", "2026-03"}}) {
		t.Errorf("got %+v", b)
	}
	if len(w.changes) != 1 || len(c.Audit) != 1 || c.Steps[0].Event.Actor.Kind != portal.ActorSystem || c.Messages[0].Data["Reason"] != "benefit.reason.card_expired" {
		t.Errorf("got %+v", w.changes)
	}
}

func TestExpiryOfACardKnownFromTheAnswersAlone(t *testing.T) {
	w := watch(t)
	w.benefit.Card = "2026-03-15"
	if got := w.walk(t, "2026-03-10", "2026-05-20", "notice.benefit.suspend"); got != "2026-03-16" {
		t.Errorf("told on %s", got)
	}
}

func TestRenewedCardKeepsTheBenefitRunning(t *testing.T) {
	w := watch(t)
	w.card = Certificate{ID: "c", Person: "p", State: CardActive, ValidTo: "2036-03-01"}
	w.benefit.Card = "2026-03-15"
	if got := w.walk(t, "2026-03-10", "2026-05-20", "notice.benefit.suspend"); got != "" || w.benefit.State != Active || w.benefit.Card != "2036-03-01" {
		t.Errorf("told on %s, %+v", got, w.benefit)
	}
}

func TestGrantOverIsEnded(t *testing.T) {
	w := watch(t)
	w.benefit.Until = "2026-03-31"
	if got := w.walk(t, "2026-03-20", "2026-05-20", "notice.benefit.over"); got != "2026-04-01" || w.benefit.State != Ended {
		t.Errorf("told on %s, %+v", got, w.benefit)
	}
	if !slices.Equal(w.benefit.Spans, []Span{{"2026-01", "2026-03"}}) {
		t.Errorf("owed %+v", w.benefit.Spans)
	}
}

func TestStoreAwayIsTriedAgain(t *testing.T) {
	w := watch(t)
	w.down = portal.Because(portal.KindUnavailable, errors.New("away"))
	if _, err := w.Round(context.Background()); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("got %v", err)
	}
}
