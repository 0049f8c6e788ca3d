package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/web"
	"changban/portal/web/apply"
)

// seeding is one case in the making.
type seeding struct {
	*house
	clock *steppedClock
	data  demoData
	key   string
	who   demoResident
	own   demoResident // who fills it in
	ref   matter.Reference
	owner string // person id
	until time.Time
}

func (h *house) seedCase(ctx context.Context, d demoData, n int, c demoCase) error {
	start := h.clock.Now().AddDate(0, 0, -c.Days).Add(-time.Duration(c.Minutes) * time.Minute)
	if c.Minutes == 0 && c.Days > 0 {
		start = portal.DayOf(start).Time().Add(10 * time.Hour).UTC() // in office hours of that day
	}
	then, clock, err := h.past(start)
	if err != nil {
		return err
	}
	s := &seeding{house: then, clock: clock, data: d, key: fmt.Sprintf("demo-%d", n), who: d.resident(c.Who), until: h.clock.Now()}
	s.own = s.who
	if c.By != "" {
		s.own = d.resident(c.By)
	}
	ctx, err = s.arrive(ctx, c)
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

// arrive signs the one who fills in, and makes the link to whom it is for.
func (s *seeding) arrive(ctx context.Context, c demoCase) (context.Context, error) {
	identity, link, err := s.store.Arrive(ctx, s.own.Phone, s.clock.now)
	if err != nil {
		return nil, err
	}
	ctx = portal.WithActor(ctx, portal.Actor{
		Kind: portal.ActorIdentity, ID: identity.ID, Channel: portal.ChannelWeb, Language: "zh-Hans",
	})
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
	draft, err := s.apply.Begin(ctx, s.owner, "nursing-subsidy", s.key)
	if err != nil {
		return err
	}
	where := application.Where{Person: s.owner, Draft: draft.ID}
	for range 60 {
		v, err := s.apply.View(ctx, where)
		if err != nil {
			return err
		}
		step := v.Journey().Resume()
		if step == application.CheckStep {
			break
		}
		if err := s.answer(ctx, where, v, step); err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	sheet := web.New(web.Config{Words: s.words}).Sheet("zh-Hans")
	sent, err := s.apply.Submit(ctx, where, application.Sending{
		Key: s.key, Form: one("truth_statement", "true"), Consents: []string{},
		Declare: func(v *application.View) application.Declaration { return apply.Declare(sheet, s.units, v) },
	})
	s.ref = sent.Ref
	return err
}

func one(name, value string) func(string) []string {
	return func(asked string) []string {
		if asked == name {
			return []string{value}
		}
		return nil
	}
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

// form answers like the person: by the name of the control.
func (s *seeding) form(name string) []string {
	year, month, day := split(s.who.CardValidTo)
	values := map[string]string{
		"name": s.who.Name, "id_number": s.who.IDNumber, "phone": s.who.Phone,
		"own_name": s.own.Name, "own_id_number": s.own.IDNumber,
		"contact_channel": "sms", "contact_language": "zh",
		"residence_address.street": s.who.Address,
		"card_no":                  s.who.CardNumber,
		"card_valid_to.year":       year, "card_valid_to.month": month, "card_valid_to.day": day,
		"guardian_name": s.data.resident("saren").Name, "guardian_id_number": s.data.resident("saren").IDNumber,
		"guardian_relation": "near_relative",
		"bank_name":         s.words.Localizer("zh-Hans").T("demo.bank"), "bank_account": "6200000000000" + s.who.Phone[len(s.who.Phone)-6:],
		"account_holder": s.who.Name, "care_needs": "move", "carer_name": "",
	}
	s.place(values, "hukou_jurisdiction", s.who.Hukou)
	s.place(values, "residence_jurisdiction", s.who.Residence)
	if v, ok := values[name]; ok && v != "" {
		return []string{v}
	}
	return nil
}

func (s *seeding) place(values map[string]string, name string, code portal.Place) {
	if s.units.Serves(code) {
		values[name] = string(code)
		return
	}
	values[name], values[name+".name"] = "other", s.places.FullName(code)
}

func split(d portal.Day) (year, month, day string) {
	parts := strings.Split(string(d), "-")
	if len(parts) != 3 {
		return "", "", ""
	}
	return parts[0], parts[1], parts[2]
}

// act carries out one line of a case's life: act:officer:values.
func (s *seeding) act(ctx context.Context, line string) error {
	part := strings.Split(line, ":")
	switch part[0] {
	case "withdraw":
		return s.apply.Withdraw(ctx, s.owner, string(s.ref), s.key+line)
	case "lapse":
		s.clock.now = s.clock.now.AddDate(0, 0, 40)
		_, err := s.desk.Lapse(ctx)
		return err
	}
	if len(part) < 2 {
		return errors.New("no officer")
	}
	officer, _, err := s.store.Officers().StaffByNumber(ctx, part[1])
	if err != nil {
		return err
	}
	ctx = portal.WithActor(ctx, portal.Actor{
		Kind: portal.ActorStaff, ID: officer.ID, Channel: portal.ChannelCounter, Language: "zh-Hans",
	})
	if part[0] == "open" {
		_, err := s.desk.Open(ctx, officer, string(s.ref))
		return err
	}
	return s.officerAct(ctx, officer, part, s.key+line)
}

func (s *seeding) officerAct(ctx context.Context, officer office.Staff, part []string, key string) error {
	in := desk.Input{Act: desk.Act(part[0]), Key: key}
	rest := part[2:]
	switch part[0] {
	case "ask":
		in.Papers = []application.AskedPaper{{Paper: rest[0], Reason: rest[1]}}
	case "seen":
		for _, id := range rest {
			in.Papers = append(in.Papers, application.AskedPaper{Paper: id})
		}
	case "forward":
		in.Unit = rest[0]
	case "dispatch":
		in.How = "post"
	case "deliver":
		in.How = "phone"
	case "not_accept":
		in.Reasons = rest
	case "refuse":
		in.Act, in.Reasons = desk.Propose, rest
	case "approve":
		in = approval(in, rest)
	}
	s.wait(2 * time.Hour)
	_, err := s.desk.Do(ctx, officer, string(s.ref), in)
	return err
}

// wait lets time pass; what would fall outside office hours happens on the next
// morning of work, unless that is still to come.
func (s *seeding) wait(d time.Duration) {
	s.clock.now = s.clock.now.Add(d)
	local := s.clock.now.In(portal.Zone())
	if local.Hour() >= 9 && local.Hour() < 17 {
		return
	}
	day := portal.DayOf(s.clock.now)
	if local.Hour() >= 17 {
		day = day.Add(1)
	}
	for working, err := s.calendar.Working(day); err == nil && !working; working, err = s.calendar.Working(day) {
		day = day.Add(1)
	}
	if morning := day.Time().Add(9 * time.Hour).UTC(); morning.Before(s.until) {
		s.clock.now = morning
	}
}

func approval(in desk.Input, rest []string) desk.Input {
	in.Act, in.Approve, in.Reasons = desk.Propose, true, []string{"card_checked"}
	in.Fen, _ = strconv.ParseInt(rest[0], 10, 64)
	if len(rest) > 1 {
		in.Source = rest[1]
	}
	return in
}
