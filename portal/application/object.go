package application

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/matter"
)

// Services that contest a decision: of a card after an assessment, and of
// anything else (services facts, card-objection).
const (
	objection     = "objection"
	cardObjection = "card-objection"
)

// Contest says how a decision may be contested here.
type Contest struct {
	Service string     // that contests it
	Told    portal.Day // when the person was told
	Until   portal.Day // last day to object
	Late    bool       // that day has passed: what remains stands outside the portal
}

// contest returns how a case may be contested; false when nothing was decided
// against the person or the service says nothing of it. A card after an
// assessment is contested for its conclusion, whatever was decided.
func (a *Applications) contest(c Case) (Contest, bool, error) {
	s, ok := a.Catalogue.Service(c.Service)
	if !ok || s.Object.Service == "" {
		return Contest{}, false, nil
	}
	con := Contest{Service: s.Object.Service, Told: told(c)}
	conclusion := c.Conclusion()
	switch {
	case con.Service == cardObjection && conclusion != nil:
		if con.Told == "" {
			con.Told = at(conclusion.At)
		}
	case con.Told == "" || c.Body.Decision.Approve:
		return Contest{}, false, nil
	case con.Service == cardObjection:
		con.Service = objection
	}
	if _, ok := a.Catalogue.Service(con.Service); !ok {
		return Contest{}, false, nil
	}
	var err error
	con.Until, err = a.lastDay(s.Object, con.Told)
	con.Late = con.Until != "" && a.today() > con.Until
	return con, true, err
}

// lastDay counts the days to object from the day after it was told; "" when the
// service states no limit.
func (a *Applications) lastDay(o catalogue.Object, told portal.Day) (portal.Day, error) {
	switch {
	case o.Working > 0:
		return a.Calendar.Add(told, o.Working)
	case o.Days > 0:
		return told.Add(o.Days), nil
	}
	return "", nil
}

// told is the day the person was told a decision that stands, "" before: the
// notice in the portal goes out with it, a later letter or visit is a delivery.
func told(c Case) portal.Day {
	if c.Body.Decision == nil || !slices.Contains([]matter.State{matter.Approved, matter.Refused, matter.Delivered, matter.Closed}, c.State) {
		return ""
	}
	day := at(c.Body.Decision.ConfirmedAt)
	for _, e := range c.Events {
		if e.To == matter.Delivered && e.From == matter.Approved {
			day = max(day, at(e.At))
		}
	}
	return day
}

// Object starts a draft that contests the decision of a case. The same key, or
// another draft that contests it already, gives that draft.
func (a *Applications) Object(ctx context.Context, person, ref, key string) (Draft, error) {
	v, err := a.keyed(ctx, person, ref, key)
	if err != nil {
		return Draft{}, err
	}
	m, err := a.Matters(ctx, person)
	if err != nil {
		return Draft{}, err
	}
	if i := slices.IndexFunc(m.Drafts, func(d Draft) bool { return d.About == v.Ref && d.Amends == "" }); i >= 0 {
		return m.Drafts[i], nil
	}
	con, err := a.contested(v.Case, m)
	if err != nil {
		return Draft{}, err
	}
	s, _ := a.Catalogue.Service(con.Service)
	days, err := a.Calendar.Between(con.Told, a.today())
	if err != nil {
		return Draft{}, err
	}
	return a.copied(ctx, s, v, key, func(d *Draft) {
		d.About = v.Ref
		d.Answers[factConcluded] = Answer{Value: number(days)}
		d.Papers = nil // those of the decided case lie there
	})
}

// contested refuses what cannot be contested: nothing decided, too late, or an
// objection that runs or was decided already.
func (a *Applications) contested(c Case, m Matters) (Contest, error) {
	con, ok, err := a.contest(c)
	switch {
	case err != nil:
		return con, err
	case !ok:
		return con, portal.Fail(portal.KindExists, portal.Msg("apply.object.nothing"))
	}
	for _, other := range m.Cases {
		if other.About == c.Ref && other.State.Open() {
			return con, portal.Fail(portal.KindExists, portal.Msg("apply.object.running"))
		}
		if other.About == c.Ref && (other.State == matter.Refused || other.State == matter.Closed) && at(other.Submitted) >= con.Told {
			return con, portal.Fail(portal.KindExists, portal.Msg("apply.object.decided"))
		}
	}
	if con.Late {
		return con, portal.Fail(portal.KindExists, portal.Msg("apply.object.late"))
	}
	return con, nil
}

// objecting looks at the contested case once more when the objection is sent: the
// days go on while the draft lies. An objection goes to the unit that decided,
// unless its service is decided above.
func (a *Applications) objecting(ctx context.Context, v *View, c Case) (Case, error) {
	if v.Draft.About == "" {
		return c, nil
	}
	before, err := a.Case(ctx, v.Draft.Person, string(v.Draft.About))
	if err != nil {
		return c, err
	}
	m, err := a.Matters(ctx, v.Draft.Person)
	if err != nil {
		return c, err
	}
	if _, err := a.contested(before.Case, m); err != nil {
		return c, err
	}
	c.About = v.Draft.About
	if v.Service.Decider != higherFederation {
		c.Deciding = before.Deciding
	}
	return c, nil
}
