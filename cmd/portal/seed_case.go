package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/web"
	"changban/portal/web/apply"
)

// seeding is one case in the making.
type seeding struct {
	*house
	clock *steppedClock
	data  demoData
	of    demoCase
	key   string
	who   demoResident
	own   demoResident // who fills it in
	ref   matter.Reference
	owner string // person id
	until time.Time
}

// seedCase makes one case beside those of the demo.
func (h *house) seedCase(ctx context.Context, d demoData, n int, c demoCase) error {
	now := h.clock.Now()
	then, clock, err := h.past(now)
	if err != nil {
		return err
	}
	s := seeding{house: then, clock: clock, data: d.dated(portal.DayOf(now)), until: now}
	return s.live(ctx, n, c)
}

// live sends a case and lets happen to it what its life lists.
func (s *seeding) live(ctx context.Context, n int, c demoCase) error {
	s.of, s.key, s.who = c, fmt.Sprintf("demo-%d", n), s.data.resident(c.Who)
	s.clock.now = startOf(s.until, c.Days, c.Minutes)
	s.own = s.who
	if c.By != "" {
		s.own = s.data.resident(c.By)
	}
	ctx, err := s.arrive(ctx, c)
	if err != nil {
		return err
	}
	if err := s.send(ctx); err != nil {
		return err
	}
	for _, act := range c.Do {
		s.wait(11 * time.Minute)
		if err := s.act(ctx, act); err != nil {
			return fmt.Errorf("%s: %w", act, err)
		}
	}
	return nil
}

// startOf is a moment some days and minutes ago; days alone mean office hours.
func startOf(now time.Time, days, minutes int) time.Time {
	start := now.AddDate(0, 0, -days).Add(-time.Duration(minutes) * time.Minute)
	if minutes == 0 && days > 0 {
		start = portal.DayOf(start).Time().Add(10 * time.Hour).UTC()
	}
	return start
}

// arrive signs the one who fills in, and makes the link to whom it is for.
func (s *seeding) arrive(ctx context.Context, c demoCase) (context.Context, error) {
	// Who signs in first on a page of a language is told things in it.
	actor := portal.Actor{Kind: portal.ActorIdentity, Channel: portal.ChannelWeb, Language: spoken(s.own.Language)}
	identity, link, err := s.store.Arrive(portal.WithActor(ctx, actor), s.own.Phone, s.clock.now)
	if err != nil {
		return nil, err
	}
	actor.ID = identity.ID
	ctx = portal.WithActor(ctx, actor)
	s.owner = link.Person
	if c.By != "" {
		s.owner, err = s.accounts.AddRelative(ctx, account.NewRelative{
			Relation: account.Relation(c.Relation), Guardian: c.Guardian, Name: s.who.Name, Key: s.key,
		})
	}
	return ctx, err
}

// send answers every question as the person would and sends the application.
func (s *seeding) send(ctx context.Context) error {
	draft, err := s.begin(ctx)
	if err != nil || s.ref != "" {
		return err
	}
	where := application.Where{Person: s.owner, Draft: draft.ID}
	for range 60 {
		v, err := s.apply.View(ctx, where)
		if err != nil {
			return err
		}
		if v.Draft.Case != "" { // sent before; what it asks may differ by now
			s.ref = v.Draft.Case
			return nil
		}
		step := v.Journey().Resume()
		if step == application.CheckStep {
			break
		}
		if n, _ := v.Journey().Number(step); s.of.Open > 0 && n > s.of.Open {
			return nil
		}
		if err := s.answer(ctx, where, v, step); err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	sheet := web.New(web.Config{Words: s.words}).Sheet(spoken(s.own.Language))
	sent, err := s.apply.Submit(ctx, where, application.Sending{
		Key: s.key, Form: ticked, Consents: []string{},
		Declare: func(v *application.View) application.Declaration { return apply.Declare(sheet, s.units, v) },
	})
	s.ref = sent.Ref
	return err
}

// ticked answers the check page, which has boxes only.
func ticked(string) []string { return []string{"true"} }

// begin starts the draft. An objection that was sent before is found again: what
// it is about has moved on since.
func (s *seeding) begin(ctx context.Context) (application.Draft, error) {
	switch {
	case s.of.About != "":
		return s.object(ctx)
	case s.of.Service == "":
		return s.apply.Begin(ctx, s.owner, "nursing-subsidy", s.key)
	}
	return s.apply.Begin(ctx, s.owner, s.of.Service, s.key)
}

func (s *seeding) object(ctx context.Context) (application.Draft, error) {
	m, err := s.apply.Matters(ctx, s.owner)
	if err != nil {
		return application.Draft{}, err
	}
	i := slices.IndexFunc(m.Cases, func(c application.Case) bool { return c.Service == s.of.About })
	if i < 0 {
		return application.Draft{}, portal.NotFound()
	}
	about := m.Cases[i].Ref
	if i := slices.IndexFunc(m.Cases, func(c application.Case) bool { return c.About == about }); i >= 0 {
		s.ref = m.Cases[i].Ref
		return application.Draft{}, nil
	}
	return s.apply.Object(ctx, s.owner, string(about), s.key)
}

func (s *seeding) answer(ctx context.Context, w application.Where, v *application.View, id string) error {
	station, _ := v.Journey().Find(id)
	if len(station.Step.Fields) > 0 {
		_, err := s.apply.Answer(ctx, w, application.Answers{Step: id, Form: s.form})
		return err
	}
	answers := []application.PaperAnswer{{Paper: station.Step.Paper, Way: paper.Office}}
	if station.Step.Shared {
		answers = shared(v.SharedPapers())
	}
	_, _, err := s.apply.AnswerPapers(ctx, w, id, answers)
	return err
}

func shared(papers []catalogue.Paper) []application.PaperAnswer {
	var answers []application.PaperAnswer
	for _, p := range papers {
		answers = append(answers, application.PaperAnswer{Paper: p.ID, Way: paper.Check})
	}
	return answers
}
