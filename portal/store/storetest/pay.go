package storetest

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

func runOf(id string, count int) benefit.Run {
	return benefit.Run{ID: id, Place: "152501", Month: "2026-12", State: benefit.RunOpen, Count: count, Fen: int64(count) * 11000,
		Created: noon(), By: "payer"}
}

func payOf(b benefit.Benefit, month portal.Month) benefit.Pay {
	return benefit.Pay{ID: portal.NewID(), Benefit: b.ID, Person: b.Person, Service: b.Service, Month: month, Fen: b.Fen,
		State: benefit.PaySent, Payee: b.Payee, Name: "Bao Lide"}
}

// paid makes n people with a benefit each.
func paid(t testing.TB, s *relation.Store, n int) (residents []resident, list []benefit.Benefit) {
	t.Helper()
	for i := range n {
		a, c := ofCase(t, s, fmt.Sprint(13800001000+i), fmt.Sprint(150202199001010000+i))
		g := grantOf(c)
		g.Benefit.Granted = noon().Add(time.Duration(i) * time.Second)
		ok(t, granted(t, s, c, []benefit.Step{g}))
		residents, list = append(residents, a), append(list, g.Benefit)
	}
	return residents, list
}

func payRuns(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	residents, list := paid(t, s, 2)
	first := []benefit.Pay{payOf(list[0], "2026-11"), payOf(list[0], "2026-12"), payOf(list[1], "2026-12")}
	r, err := s.CreateRun(ctx, runOf("run1", 3), first, "k1")
	ok(t, err)
	equal(t, "run", r, runOf("run1", 3))
	before := s.Trips()
	owed, err := s.Owed(ctx, "152501", "2026-12")
	ok(t, err)
	equal(t, "trips", s.Trips()-before, 1)
	equal(t, "owed", len(owed), 2)
	equal(t, "name", owed[0].Name, "Bao Lide")
	equal(t, "account", owed[0].Benefit.Payee, list[0].Payee)
	equal(t, "payments", len(owed[0].Pays), 2)
	first[0].Run = "run1"
	if !reflect.DeepEqual(owed[0].Pays[0], first[0]) {
		t.Errorf("read\n%+v, written\n%+v", owed[0].Pays[0], first[0])
	}
	for place, month := range map[portal.Place]portal.Month{"150202": "2026-12", "152501": "2026-10"} {
		owed, err = s.Owed(ctx, place, month)
		ok(t, err)
		equal(t, "owed elsewhere or before", len(owed), 0)
	}
	_, err = s.CreateRun(ctx, runOf("run2", 1), []benefit.Pay{payOf(list[1], "2026-12")}, "k2")
	kind(t, err, portal.KindConflict)
	kind(t, third(s.Run(ctx, "run2")), portal.KindNotFound)
	got, pays, err := s.Run(ctx, "run1")
	ok(t, err)
	equal(t, "run", got, r)
	equal(t, "payments of the run", len(pays), 3)
	later := runOf("run3", 0)
	later.Created = noon().Add(time.Hour)
	ok(t, second(s.CreateRun(ctx, later, nil, "k3")))
	runs, err := s.Runs(ctx, []portal.Place{"150202", "152501"}, 5)
	ok(t, err)
	equal(t, "newest first", runs[0].ID+runs[1].ID, "run3run1")
	runs, err = s.Runs(ctx, nil, 5)
	ok(t, err)
	equal(t, "runs of no place", len(runs), 0)
	_, mine, err := s.BenefitFor(ctx, residents[0].ID, residents[0].self, list[0].ID)
	ok(t, err)
	equal(t, "month by month", string(mine[0].Month+mine[1].Month), "2026-122026-11")
}

// payRunOfMany: a run of more payments than one statement takes is written whole or
// not at all, and sends again what came back.
func payRunOfMany(t *testing.T, open func() *relation.Store) {
	const n = 230
	ctx, s := context.Background(), open()
	_, c := ofCase(t, s, "13800001234", "15020219900101001X")
	var steps []benefit.Step
	for range n {
		g := grantOf(c)
		g.Benefit.Period = benefit.Once // a person has one monthly payment of a service
		steps = append(steps, g)
	}
	ok(t, granted(t, s, c, steps))
	pays := func(some []benefit.Step) (list []benefit.Pay) {
		for _, g := range some {
			list = append(list, payOf(g.Benefit, "2026-12"))
		}
		return list
	}
	first := pays(steps[:1])
	ok(t, second(s.CreateRun(ctx, runOf("run1", 1), first, "k1")))
	_, err := s.CreateRun(ctx, runOf("run2", n), pays(steps), "k2")
	kind(t, err, portal.KindConflict)
	kind(t, third(s.Run(ctx, "run2")), portal.KindNotFound)
	back := first[0]
	back.State, back.Reason, back.Day = benefit.Returned, "closed", "2026-12-10"
	ok(t, second(s.Settle(ctx, "run1", []benefit.Pay{back}, benefit.Change{})))
	ok(t, second(s.CreateRun(ctx, runOf("run2", n), pays(steps), "k3")))
	_, got, err := s.Run(ctx, "run2")
	ok(t, err)
	equal(t, "payments", len(got), n)
	equal(t, "whom", got[n-1].Name, "Bao Lide")
	_, got, err = s.Run(ctx, "run1")
	ok(t, err)
	equal(t, "what came back", got[0].State, benefit.PayReplaced)
}

// payRunOnce: eight workers with one key make one run, eight with keys of their own
// pay every benefit once a month.
func payRunOnce(t *testing.T, open func() *relation.Store) {
	const workers = 8
	ctx, s := context.Background(), open()
	_, list := paid(t, s, 3)
	for _, key := range []string{"same", ""} {
		month := portal.Month("2026-11")
		if key == "" {
			month = "2026-12"
		}
		var wait sync.WaitGroup
		var mu sync.Mutex
		made := map[string]int{}
		for w := range workers {
			wait.Go(func() {
				var pays []benefit.Pay
				for _, b := range list {
					pays = append(pays, payOf(b, month))
				}
				k := key
				if k == "" {
					k = fmt.Sprint("own", w)
				}
				r, err := s.CreateRun(ctx, runOf(portal.NewID(), len(pays)), pays, k)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					made["made"]++
					made["run "+r.ID] = 1
				case portal.Is(err, portal.KindExists):
					made["run "+r.ID] = 1
				case !portal.Is(err, portal.KindConflict):
					t.Error(err)
				}
			})
		}
		wait.Wait()
		equal(t, "made with key "+key, made["made"], 1)
		equal(t, "runs answered with key "+key, len(made), 2)
	}
	owed, err := s.Owed(ctx, "152501", "2026-12")
	ok(t, err)
	for _, due := range owed {
		equal(t, "payments", len(due.Pays), 2)
	}
}

func settle(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	residents, list := paid(t, s, 2)
	pays := []benefit.Pay{payOf(list[0], "2026-11"), payOf(list[1], "2026-11")}
	ok(t, second(s.CreateRun(ctx, runOf("run1", 2), pays, "k1")))
	back, done := pays[0], pays[1]
	back.State, back.Reason, back.Day = benefit.Returned, "closed", "2026-12-10"
	done.State, done.Day = benefit.Paid, "2026-12-09"
	tell := benefit.Change{Messages: []delivery.Message{{ID: benefit.MessageID("back", back.ID), Person: back.Person,
		Recipient: residents[0].ID, Road: delivery.InPortal, Template: "t", Data: map[string]string{}, Created: noon(), Next: noon()}}}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if _, err := s.Settle(ctx, "run1", []benefit.Pay{back}, tell); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	r, err := s.Settle(ctx, "run1", []benefit.Pay{back}, tell)
	ok(t, err)
	equal(t, "waits for the other", r.State, benefit.RunOpen)
	lie := back
	lie.State = benefit.Paid
	r, err = s.Settle(ctx, "run1", []benefit.Pay{lie, done}, benefit.Change{})
	ok(t, err)
	equal(t, "settled", r.State, benefit.RunSettled)
	equal(t, "paid and back", fmt.Sprint(r.Paid, r.Back), "1 1")
	m, err := s.Matters(ctx, residents[0].ID, residents[0].self)
	ok(t, err)
	equal(t, "returned", len(m.Returned), 1)
	equal(t, "reason", m.Returned[0].Reason+string(m.Returned[0].Day), "closed2026-12-10")
	told := 0
	for _, n := range m.Notices {
		if n.Template == "t" {
			told++
		}
	}
	equal(t, "told once", told, 1)
	again := payOf(list[0], "2026-11")
	ok(t, second(s.CreateRun(ctx, runOf("run2", 1), []benefit.Pay{again}, "k2")))
	m, err = s.Matters(ctx, residents[0].ID, residents[0].self)
	ok(t, err)
	equal(t, "returned and sent again", len(m.Returned), 0)
	r, _, err = s.Run(ctx, "run1")
	ok(t, err)
	equal(t, "it came back in the first run", r.Back, 1)
	kind(t, second(s.Settle(ctx, "nothing", nil, benefit.Change{})), portal.KindNotFound)
}

func watch(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	g, x := grantOf(c), cardOf(c)
	ok(t, granted(t, s, c, []benefit.Step{g}, x))
	d := begin(t, s, a, a.self)
	waiting := objecting(t, s, a, c.Ref)
	ok(t, second(s.UpdateCase(ctx, waiting.Ref, "ask", func(c application.Case) (application.Change, error) {
		c.Body.Asked = []application.Asked{{Until: "2026-12-10"}}
		return step("ask", matter.SupplementRequested, "")(c)
	})))
	s = open()
	before := s.Trips()
	cards, err := s.CardsEnding(ctx, "2036-11-23", "2036-11-23")
	ok(t, err)
	equal(t, "card", cards[0].Certificate.Card.Number+fmt.Sprint(cards[0].Tell), x.Certificate.Card.Number+fmt.Sprint([]string{a.ID}))
	for _, span := range [][2]portal.Day{{"2027-05-01", "2027-05-01"}, {"2027-10-31", "2027-11-01"}} {
		list, err := s.BenefitsDue(ctx, span[0], span[1])
		ok(t, err)
		equal(t, "benefit", list[0].Benefit.ID+fmt.Sprint(list[0].Tell), g.Benefit.ID+fmt.Sprint([]string{a.ID}))
	}
	drafts, err := s.DraftsEnding(ctx, d.Expires, d.Expires)
	ok(t, err)
	equal(t, "draft", fmt.Sprint(drafts), fmt.Sprint([]benefit.DraftDue{{Draft: d.ID, Person: a.self, Service: d.Service, Expires: d.Expires, Tell: []string{a.ID}}}))
	papers, err := s.PapersDue(ctx, "2026-12-08", "2026-12-10")
	ok(t, err)
	equal(t, "papers", fmt.Sprint(papers), fmt.Sprint([]benefit.PaperDue{{Case: waiting.Ref, Person: a.self, Service: "objection", Until: "2026-12-10", Tell: []string{a.ID}}}))
	equal(t, "trips", s.Trips()-before, 5)
	nothing(t, s)
	m := delivery.Message{ID: benefit.MessageID("card", x.Certificate.ID), Person: a.self, Recipient: a.ID, Road: delivery.InPortal,
		Template: "t", Created: noon(), Next: noon()}
	gone := m
	gone.ID, gone.Person = benefit.MessageID("gone"), "nobody"
	for _, want := range []int{1, 0} {
		n, err := s.Remind(ctx, []delivery.Message{m, m, gone})
		ok(t, err)
		equal(t, "new messages", n, want)
	}
}

// nothing is due outside the spans.
func nothing(t testing.TB, s *relation.Store) {
	t.Helper()
	ctx := context.Background()
	cards, err := s.CardsEnding(ctx, "2036-11-24", "2040-01-01")
	ok(t, err)
	benefits, err := s.BenefitsDue(ctx, "", "2027-04-30")
	ok(t, err)
	drafts, err := s.DraftsEnding(ctx, "2026-11-01", "2026-12-01")
	ok(t, err)
	papers, err := s.PapersDue(ctx, "2026-12-11", "2026-12-30")
	ok(t, err)
	equal(t, "due outside the spans", len(cards)+len(benefits)+len(drafts)+len(papers), 0)
}
