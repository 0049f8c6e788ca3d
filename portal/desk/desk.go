// Package desk owns what officers do: the queue of their units, opening a case,
// accepting, asking for papers, forwarding, deciding with a second pair of eyes,
// and the coded reasons for each. It acts on the same cases residents see. It
// must not know HTML, words or a store.
package desk

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/setting"
)

// Desk is the door officers come in by.
type Desk struct {
	Cases     application.CaseStore
	Lists     application.QueueStore
	Files     application.FileStore
	Units     office.Tree
	Catalogue *catalogue.Catalogue
	Calendar  deadline.Calendar
	Settings  *setting.Reader
	Clock     portal.Clock

	Holdings  Holdings // what persons have; nil: nothing is known
	TwinCases Twins    // nil: none are known
	Register  Register // of cards issued elsewhere; nil: answers alone tell of them
}

// PageSize is how many cases a queue page shows.
const PageSize = 20

// maxPage keeps what stands in an address from becoming a number no store takes.
const maxPage = 1_000_000

// Queue lists the cases in an officer's scope, the most urgent first.
func (d *Desk) Queue(ctx context.Context, s office.Staff, filter application.Filter, search string, page int) (application.Queue, error) {
	units := d.Units.Scope(s)
	if len(units) == 0 {
		return application.Queue{Counts: map[application.Filter]int{}}, nil
	}
	return d.Lists.Queue(ctx, application.Query{
		Units: units, Filter: filter, Today: d.today(), Search: search, Page: min(max(page, 1), maxPage), Size: PageSize,
	})
}

// OpensAt is from when an officer may open a case: the first minutes belong to
// the person, who may still change it (contract 5; A11Y-57).
func (d *Desk) OpensAt(ctx context.Context, c application.Case) (time.Time, error) {
	values, err := d.Settings.Today(ctx)
	return c.Submitted.Add(values.Minutes(setting.AmendMinutes)), err
}

// Open reads a case for an officer. The first opening ends the person's time to
// amend and is written into the history; every reading is written into the audit
// log with its purpose.
func (d *Desk) Open(ctx context.Context, s office.Staff, ref string) (application.Case, error) {
	c, err := d.see(ctx, s, ref, office.SeeCase)
	if err != nil {
		return application.Case{}, err
	}
	if c.Opened.IsZero() {
		if err := d.early(ctx, c); err != nil { // also when it was withdrawn meanwhile
			return application.Case{}, err
		}
	}
	if c.Opened.IsZero() && c.State == matter.Submitted {
		return d.firstOpen(ctx, s, c)
	}
	return c, d.Lists.Record(ctx, d.entry(ctx, s, c, "case.read"))
}

// early refuses while the first minutes belong to the person.
func (d *Desk) early(ctx context.Context, c application.Case) error {
	opens, err := d.OpensAt(ctx, c)
	if err == nil && d.Clock.Now().Before(opens) {
		err = portal.Fail(portal.KindForbidden, portal.Msg("desk.open.early", "Time", opens))
	}
	return err
}

func (d *Desk) firstOpen(ctx context.Context, s office.Staff, c application.Case) (application.Case, error) {
	return d.Cases.UpdateCase(ctx, c.Ref, "", func(c application.Case) (application.Change, error) {
		if !c.Opened.IsZero() || c.State != matter.Submitted {
			return application.Change{}, application.ErrNothing
		}
		c.Opened = d.Clock.Now()
		change := d.step(ctx, s, c, "open", c.State, Input{})
		change.Messages = nil
		return change, nil
	})
}

// see reads a case and refuses what the officer may not do with it.
func (d *Desk) see(ctx context.Context, s office.Staff, ref string, a office.Action) (application.Case, error) {
	r, err := matter.ParseReference(ref)
	if err != nil {
		return application.Case{}, portal.NotFound()
	}
	c, err := d.Cases.Case(ctx, r)
	if err != nil {
		return application.Case{}, err
	}
	return c, d.Units.MayAct(s, a, d.today(), concern(s, c))
}

// concern names who is involved. Staff accounts know an officer's name only, so
// the same name counts as close; a colleague takes the case then.
func concern(s office.Staff, c application.Case) office.Concern {
	names := []string{c.Body.Name, c.Body.HelperName}
	for _, id := range []string{"guardian_name", "proxy_name", "account_holder"} {
		names = append(names, c.Body.Answers[id].First())
	}
	return office.Concern{
		Units: concernedUnits(c), Near: []string{s.Name}, Concerned: names,
	}
}

func concernedUnits(c application.Case) []string {
	units := []string{c.Receiving, c.Deciding, c.Unit}
	if at, away := assessing(c); away {
		units = append(units, at.From)
	}
	return units
}

// File reads an uploaded paper of a case for an officer.
func (d *Desk) File(ctx context.Context, s office.Staff, ref, id string) (paper.File, []byte, error) {
	c, err := d.see(ctx, s, ref, office.SeeCase)
	if err == nil && c.Opened.IsZero() {
		err = d.early(ctx, c)
	}
	if err != nil {
		return paper.File{}, nil, err
	}
	for _, handed := range c.Body.Papers {
		for _, f := range handed.Choice.Files {
			if f.ID == id {
				if err := d.Lists.Record(ctx, d.entry(ctx, s, c, "paper.read")); err != nil {
					return paper.File{}, nil, err
				}
				return d.Files.File(ctx, c.Person, id)
			}
		}
	}
	return paper.File{}, nil, portal.NotFound()
}

func (d *Desk) today() portal.Day { return portal.DayOf(d.Clock.Now()) }

func (d *Desk) entry(ctx context.Context, s office.Staff, c application.Case, action string) audit.Entry {
	return audit.Entry{
		ID: portal.NewID(), Actor: portal.ActorFrom(ctx), Unit: s.Unit, Action: action,
		Object: "case", Target: string(c.Ref), Person: c.Person, Purpose: c.Stage, At: d.Clock.Now(),
	}
}

// step is one change of a case by an officer, told to the person.
func (d *Desk) step(ctx context.Context, s office.Staff, c application.Case, action string, to matter.State, in Input) application.Change {
	now := d.Clock.Now()
	from := c.State
	c.State = to
	return application.Change{
		Case: c,
		Event: matter.Event{
			At: now, Actor: portal.ActorFrom(ctx), Person: c.Person, Unit: s.Unit, Action: action,
			From: from, To: to, Reasons: in.Reasons, Note: in.Note, Key: in.Key,
		},
		Messages: []delivery.Message{application.Tell(c, action, now)},
		Audit:    []audit.Entry{d.entry(ctx, s, c, "case."+action)},
	}
}
