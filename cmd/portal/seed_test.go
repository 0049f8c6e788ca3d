package main

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
)

// A start that was cut short goes on where it stopped: whatever was done before is
// done again and changes nothing.
func TestSeedTwiceIsSeedOnce(t *testing.T) {
	d := startDemo(t, "sqlite")
	ctx := context.Background()
	data, err := readDemo()
	if err != nil {
		t.Fatal(err)
	}
	data = data.dated(portal.DayOf(d.Clock.Now()))
	before := d.standing(ctx, data)
	if err := d.seedLives(ctx, data); err != nil {
		t.Fatal(err)
	}
	if after := d.standing(ctx, data); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// standing tells where everything of the demo's people stands.
func (d *demo) standing(ctx context.Context, data demoData) string {
	d.t.Helper()
	must := func(err error) {
		d.t.Helper()
		if err != nil {
			d.t.Fatal(err)
		}
	}
	text := ""
	for _, r := range data.Residents {
		identity, _, err := d.store.Arrive(ctx, r.Phone, d.Clock.Now())
		must(err)
		ctx := portal.WithActor(ctx, portal.Actor{Kind: portal.ActorIdentity, ID: identity.ID})
		kin, err := d.accounts.Relatives(ctx)
		must(err)
		for _, k := range kin {
			m, err := d.apply.Matters(ctx, k.Link.Person)
			must(err)
			text += r.Key
			for _, c := range m.Cases {
				text += fmt.Sprintf(" %s %s v%d", c.Service, c.State, c.Version)
			}
			for _, c := range m.Cards {
				text += fmt.Sprintf(" card %s v%d", c.State, c.Version)
			}
			for _, b := range m.Benefits {
				text += fmt.Sprintf(" has %s %s v%d", b.Service, b.State, b.Version)
			}
			text += "\n"
		}
	}
	runs, err := d.payroll.Runs(ctx, benefit.Payer{Places: []portal.Place{"152501", "150202"}})
	must(err)
	for _, r := range runs {
		text += fmt.Sprintf("run %s %s %d %d %d\n", r.Month, r.State, r.Count, r.Paid, r.Back)
	}
	return text
}

// The demo shows what its people promise: a card in each state it can have and keep.
func TestDemoShowsEveryStateOfACard(t *testing.T) {
	d := startDemo(t, "sqlite")
	ctx := context.Background()
	data, err := readDemo()
	if err != nil {
		t.Fatal(err)
	}
	today := portal.DayOf(d.Clock.Now())
	for key, want := range map[string]benefit.CardState{
		"bayin": benefit.CardActive, "gerile": benefit.CardExpiring, "hasen": benefit.CardFrozen, "tuli": benefit.CardCancelled,
	} {
		_, link, err := d.store.Arrive(ctx, data.resident(key).Phone, d.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		cards, err := d.store.Cards().CertificatesOf(ctx, link.Person)
		if err != nil || len(cards) != 1 || cards[0].On(today) != want {
			t.Errorf("%s: %v, %+v", key, err, cards)
		}
	}
}

// Who reads Mongolian in the demo declared in it, and an officer's acts carry the
// language of the officer.
func TestDemoSpeaksThreeLanguages(t *testing.T) {
	d := startDemo(t, "sqlite")
	data, err := readDemo()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]struct {
		tag    string
		state  matter.State
		drafts int
	}{"herder": {"mn-Mong", matter.Accepted, 1}, "nomin": {"mn-Cyrl", matter.Refused, 0}} {
		identity, link, err := d.store.Arrive(context.Background(), data.resident(key).Phone, d.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		ctx := portal.WithActor(context.Background(), portal.Actor{Kind: portal.ActorIdentity, ID: identity.ID})
		m, err := d.apply.Matters(ctx, link.Person)
		drafts := slices.DeleteFunc(m.Drafts, func(d application.Draft) bool { return d.Case != "" })
		if err != nil || len(m.Cases) != 1 || len(drafts) != want.drafts {
			t.Fatalf("%s: %v, %d cases, %d drafts", key, err, len(m.Cases), len(drafts))
		}
		c, err := d.apply.Cases.Case(ctx, m.Cases[0].Ref)
		if err != nil || c.State != want.state || c.Body.Declaration.Language != want.tag || c.Language != want.tag {
			t.Errorf("%s: %v, %s in %q, sent in %q", key, err, c.State, c.Body.Declaration.Language, c.Language)
		}
		byScript := func(e matter.Event) bool { return e.Action == "accept" && e.Actor.Language == "mn-Mong" }
		if !slices.ContainsFunc(c.Events, byScript) {
			t.Errorf("%s: nobody who reads the script accepted it", key)
		}
	}
}
