package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/office"
)

// act carries out one line of a case's life: act:officer:values. Some have no
// officer: withdraw, lapse, skip:days, till:days before the first start.
func (s *seeding) act(ctx context.Context, line string) error {
	part := strings.Split(line, ":")
	switch part[0] {
	case "withdraw":
		return s.apply.Withdraw(ctx, s.owner, string(s.ref), s.key+line)
	case "lapse":
		s.clock.now = s.clock.now.AddDate(0, 0, 40)
		_, err := s.desk.Lapse(ctx)
		return err
	case "skip", "till":
		return s.pass(part)
	}
	if len(part) < 2 {
		return errors.New("no officer")
	}
	officer, _, err := s.store.Officers().StaffByNumber(ctx, part[1])
	if err != nil {
		return err
	}
	ctx = byOfficer(ctx, officer, s.data.officer(part[1]).Language)
	if part[0] == "open" {
		_, err := s.desk.Open(ctx, officer, string(s.ref))
		return err
	}
	return s.officerAct(ctx, officer, part, s.key+line)
}

func byOfficer(ctx context.Context, officer office.Staff, tag string) context.Context {
	return portal.WithActor(ctx, portal.Actor{
		Kind: portal.ActorStaff, ID: officer.ID, Channel: portal.ChannelCounter, Language: spoken(tag),
	})
}

// pass lets days go by, or puts the clock some days before the first start.
func (s *seeding) pass(part []string) error {
	n, err := strconv.Atoi(part[len(part)-1])
	if err != nil {
		return err
	}
	to := s.clock.now.AddDate(0, 0, n)
	if part[0] == "till" {
		to = startOf(s.until, n, 0)
	}
	if to.After(s.clock.now) && to.Before(s.until) {
		s.clock.now = to
	}
	return nil
}

func (s *seeding) officerAct(ctx context.Context, officer office.Staff, part []string, key string) error {
	if done, err := s.done(ctx, key); done || err != nil {
		return err
	}
	s.wait(2 * time.Hour)
	in, err := s.panel(ctx, part[0], part[2:])
	if err != nil {
		return err
	}
	in.Key = key
	_, err = s.desk.Do(ctx, officer, string(s.ref), in)
	var wrong portal.FieldErrors
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: %s", wrong[0].Field, wrong[0].Message.ID)
	}
	return err
}

// done reports whether an act was carried out before a start was cut short: who did
// it may not see the case any more.
func (s *seeding) done(ctx context.Context, key string) (bool, error) {
	c, err := s.store.Case(ctx, s.ref)
	for _, e := range c.Events {
		if e.Key == key {
			s.clock.now = e.At
			return true, err
		}
	}
	return false, err
}

// panel fills in an act as the officer would.
func (s *seeding) panel(ctx context.Context, act string, rest []string) (desk.Input, error) {
	in := desk.Input{Act: desk.Act(act)}
	switch act {
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
		return approval(in, rest), nil
	default:
		return s.station(ctx, in, rest)
	}
	return in, nil
}

// station fills in what belongs to an assessment, a notice or a first help.
func (s *seeding) station(ctx context.Context, in desk.Input, rest []string) (desk.Input, error) {
	switch in.Act {
	case desk.Assess:
		in.Institution = rest[0]
		if len(rest) == 1 {
			return in, nil
		}
		return s.visit(in, rest[1:])
	case desk.Appoint:
		return s.visit(in, rest)
	case desk.Conclude:
		in.Day, in.Level, in.Categories = portal.DayOf(s.clock.now), rest[0], rest[1:]
	case desk.Publish:
		in.Where = rest[0]
	case desk.EndNotice:
		return in, s.noticeOver(ctx)
	case desk.Advance:
		in.Papers = []application.AskedPaper{{Paper: rest[2], Reason: "missing"}}
		in.Source = rest[1]
		var err error
		in.Fen, err = strconv.ParseInt(rest[0], 10, 64)
		return in, err
	}
	return in, nil
}

// visit is an appointment: working days from now, 0930, where.
func (s *seeding) visit(in desk.Input, rest []string) (desk.Input, error) {
	n, err := strconv.Atoi(rest[0])
	if err != nil {
		return in, err
	}
	in.Day, err = s.calendar.Add(portal.DayOf(s.clock.now), n)
	in.Time, in.Place = rest[1][:2]+":"+rest[1][2:], rest[2]
	return in, err
}

// noticeOver waits for the day after the last one of the notice.
func (s *seeding) noticeOver(ctx context.Context) error {
	c, err := s.store.Case(ctx, s.ref)
	if n := len(c.Body.Notices); err == nil && n > 0 {
		if over := c.Body.Notices[n-1].End.Add(1).Time().Add(9 * time.Hour).UTC(); over.After(s.clock.now) {
			s.clock.now = over
		}
	}
	return err
}

// wait lets time pass; what would fall outside office hours happens on the next
// morning of work, unless that is still to come.
func (s *seeding) wait(d time.Duration) {
	s.clock.now = s.clock.now.Add(d)
	day := portal.DayOf(s.clock.now)
	hour := s.clock.now.In(portal.Zone()).Hour()
	if s.working(day) && hour >= 9 && hour < 17 {
		return
	}
	if hour >= 17 {
		day = day.Add(1)
	}
	for !s.working(day) {
		day = day.Add(1)
	}
	if morning := day.Time().Add(9 * time.Hour).UTC(); morning.Before(s.until) {
		s.clock.now = morning
	}
}

// working reports true for a day no calendar tells of: waiting for the next one
// would not end.
func (s *seeding) working(day portal.Day) bool {
	working, err := s.calendar.Working(day)
	return err != nil || working
}

// approval is of things when it names no amount.
func approval(in desk.Input, rest []string) desk.Input {
	in.Act, in.Approve, in.Reasons = desk.Propose, true, []string{"card_checked"}
	if len(rest) > 0 {
		in.Fen, _ = strconv.ParseInt(rest[0], 10, 64)
	}
	if len(rest) > 1 {
		in.Source = rest[1]
	}
	return in
}
