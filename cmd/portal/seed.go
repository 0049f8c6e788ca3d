package main

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"changban/locales"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/office"
)

// demoText holds invented people, officers and cases. Every name begins with a
// word that says so, no number can be called, no ID number was ever given out.
//
//go:embed demo/people.json
var demoText []byte

// demoData is what the demo is filled with.
type demoData struct {
	Residents []demoResident `json:"residents"`
	Staff     []demoOfficer  `json:"staff"`
	Cases     []demoCase     `json:"cases"`
	Runs      []demoRun      `json:"runs"`
}

type demoResident struct {
	Key         string       `json:"key"`
	Name        string       `json:"name"`
	Phone       string       `json:"phone"`
	IDNumber    string       `json:"id_number"`
	Hukou       portal.Place `json:"hukou"`
	Residence   portal.Place `json:"residence"`
	Address     string       `json:"address"`
	Register    bool         `json:"register"`
	CardNumber  string       `json:"card_no"`
	CardValidTo portal.Day   `json:"card_valid_to"` // or @ and days from the first start
	Language    string       `json:"language"`      // of their pages; "": Chinese
	Try         string       `json:"try"`
}

type demoOfficer struct {
	Number   string `json:"number"`
	Name     string `json:"name"`
	Unit     string `json:"unit"`
	Roles    string `json:"roles"`
	Language string `json:"language"` // of their pages; "": Chinese
	Try      string `json:"try"`      // "": what the first role does
}

// demoCase is a case with its life so far: Do lists acts as act:officer:values.
type demoCase struct {
	Service  string            `json:"service"` // "": the nursing subsidy
	About    string            `json:"about"`   // service of the person's case that is contested, instead of Service
	Who      string            `json:"who"`
	By       string            `json:"by"` // a helper, "" for oneself
	Relation string            `json:"relation"`
	Guardian bool              `json:"guardian"`
	Days     int               `json:"days"` // before the first start
	Minutes  int               `json:"minutes"`
	Answers  map[string]string `json:"answers"` // by control; a comma parts ticks, @ and days from the start is a day
	Open     int               `json:"open"`    // a draft that stands after so many questions; 0: it is sent
	Do       []string          `json:"do"`
}

func readDemo() (demoData, error) {
	var d demoData
	return d, json.Unmarshal(demoText, &d)
}

// spoken is the language of somebody's pages.
func spoken(tag string) string { return cmp.Or(tag, locales.Source) }

// officer returns the officer of a staff number.
func (d demoData) officer(number string) demoOfficer {
	i := slices.IndexFunc(d.Staff, func(o demoOfficer) bool { return o.Number == number })
	if i < 0 {
		return demoOfficer{}
	}
	return d.Staff[i]
}

// try is what an officer's row says one can do.
func (o demoOfficer) try() string {
	first, _, _ := strings.Cut(o.Roles, ",")
	return cmp.Or(o.Try, first)
}

func (d demoData) resident(key string) demoResident {
	for _, r := range d.Residents {
		if r.Key == key {
			return r
		}
	}
	return demoResident{}
}

// dated puts days in the place of what is counted from a day, such as a card that
// always ends soon.
func (d demoData) dated(today portal.Day) demoData {
	d.Residents = slices.Clone(d.Residents)
	for i, r := range d.Residents {
		d.Residents[i].CardValidTo = dayOf(string(r.CardValidTo), today)
	}
	return d
}

// dayOf reads a day, or @ and the days from another one; "" for anything else.
func dayOf(text string, from portal.Day) portal.Day {
	if days, ok := strings.CutPrefix(text, "@"); ok {
		if n, err := strconv.Atoi(days); err == nil {
			return from.Add(n)
		}
	}
	if day, err := portal.ParseDay(text); err == nil {
		return day
	}
	return ""
}

// seed fills an empty demo: register, officers, cases in every state, pay runs. The
// order and the keys are fixed, so a start that was cut short goes on where it
// stopped.
func (h *house) seed(ctx context.Context) error {
	if !h.config.Demo {
		return nil
	}
	d, err := readDemo()
	if err != nil {
		return err
	}
	done, err := h.store.Seeded(ctx)
	if err != nil || done {
		return err
	}
	d = d.dated(portal.DayOf(h.clock.Now()))
	for _, r := range d.Residents {
		if err := h.seedResident(ctx, r); err != nil {
			return fmt.Errorf("demo resident %s: %w", r.Key, err)
		}
	}
	for _, o := range d.Staff {
		if err := h.seedOfficer(ctx, o); err != nil {
			return fmt.Errorf("demo officer %s: %w", o.Number, err)
		}
	}
	if err := h.seedLives(ctx, d); err != nil {
		return err
	}
	return h.store.MarkSeeded(ctx)
}

// seedLives makes the cases and pays, each at its time, in one house of the past.
func (h *house) seedLives(ctx context.Context, d demoData) error {
	now := h.clock.Now()
	then, clock, err := h.past(now)
	if err != nil {
		return err
	}
	for i, c := range d.Cases {
		s := seeding{house: then, clock: clock, data: d, until: now}
		if err := s.live(ctx, i, c); err != nil {
			return fmt.Errorf("demo case %d of %s: %w", i, c.Who, err)
		}
	}
	for i, r := range d.Runs {
		if err := then.seedRun(ctx, clock, now, r); err != nil {
			return fmt.Errorf("demo pay run %d: %w", i, err)
		}
	}
	return nil
}

func (h *house) seedResident(ctx context.Context, r demoResident) error {
	if !r.Register {
		return nil
	}
	return h.store.PutRecord(ctx, account.Record{
		IDNumber: r.IDNumber, Name: r.Name, Phone: r.Phone, CardNumber: r.CardNumber,
		CardValidTo: r.CardValidTo, CardStatus: "active", Hukou: r.Hukou,
	})
}

func (h *house) seedOfficer(ctx context.Context, o demoOfficer) error {
	roles, err := office.ParseRoles(o.Roles)
	if err != nil {
		return err
	}
	err = h.store.Officers().AddStaff(ctx, office.Staff{
		ID: portal.NewID(), Number: o.Number, Name: o.Name, Unit: o.Unit, Roles: roles,
	}, office.NewSecret())
	if portal.Is(err, portal.KindExists) {
		return nil
	}
	return err
}

// introduce prints how each invented person signs in.
func (h *house) introduce(_ context.Context, out io.Writer, address string) error {
	d, err := readDemo()
	if err != nil {
		return err
	}
	words := h.words.Localizer("zh-Hans")
	fmt.Fprintf(out, "http://%s/demo/people\nhttp://%s/demo/messages\n", address, address)
	for _, r := range d.Residents {
		if r.Try != "" {
			fmt.Fprintf(out, "%s  %s  %s\n", r.Phone, r.Name, words.T("demo.try."+r.Try))
		}
	}
	for _, o := range d.Staff {
		fmt.Fprintf(out, "%s  %s  %s  %s\n", o.Number, o.Name, h.units.Name(o.Unit), words.T("demo.try."+o.try()))
	}
	return nil
}

// steppedClock is a clock that stands where it is put.
type steppedClock struct{ now time.Time }

func (c *steppedClock) Now() time.Time { return c.now }

// past returns the house on a clock that stands at an instant, so that cases are
// made in their own time by the same rules as everywhere.
func (h *house) past(now time.Time) (*house, *steppedClock, error) {
	clock := &steppedClock{now: now}
	then := *h
	then.clock = clock
	then.closers = nil
	return &then, clock, then.join(context.Background())
}
