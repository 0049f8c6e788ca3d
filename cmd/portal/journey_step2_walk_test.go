package main

import (
	"context"
	"path"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
)

// known is what somebody of the demo answers to every service of these journeys;
// papers are shown at the office.
func (r demoResident) known(more ...[2]string) answers {
	a := r.said()
	for _, paper := range []string{"photo", "diagnosis", "rehab_quote", "vehicle_proof", "hardship_proof", "house_photo", "owner_consent", "evidence"} {
		a = append(a, [2]string{"paper." + paper + ".way", "office"})
	}
	return a.change(more...)
}

// on answers a date by its parts.
func on(name string, day portal.Day) answers {
	year, month, date := split(day)
	return answers{
		{name + ".year", year}, {name + ".month", strings.TrimPrefix(month, "0")}, {name + ".day", strings.TrimPrefix(date, "0")},
	}
}

// inMonth answers a month by its parts.
func inMonth(name string, m portal.Month) answers {
	year, month, _ := strings.Cut(string(m), "-")
	return answers{{name + ".year", year}, {name + ".month", strings.TrimPrefix(month, "0")}}
}

// infant is somebody of the demo without a phone, for whom a guardian files.
func infant(name, id string, place portal.Place, by demoResident) demoResident {
	return demoResident{Name: name, Phone: by.Phone, IDNumber: id, Hukou: place, Residence: place, Address: "演示路8号"}
}

// office of a county: its letter before the numbers of officers, its federation.
type county struct{ letter, federation, civil string }

func erenhot() county { return county{"E", "erenhot-federation", "erenhot-civil-affairs"} }
func donghe() county  { return county{"D", "donghe-federation", "donghe-civil-affairs"} }

// received accepts a case at the window and sends it to the unit that decides,
// whose reviewer takes it up.
func (w town) received(c county, ref string, unit string) {
	w.t.Helper()
	window := w.officer(c.letter + "101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", unit}})
	reviewer := c.letter + "201"
	if unit == c.federation {
		reviewer = c.letter + "301"
	}
	w.officer(reviewer).act(ref, "review", nil)
}

// granted is received and then approved by two officers of the federation.
func (w town) granted(c county, ref string, approval answers) {
	w.t.Helper()
	w.received(c, ref, c.federation)
	w.byTwo(c, ref, approval)
}

func (w town) byTwo(c county, ref string, approval answers) {
	w.t.Helper()
	w.officer(c.letter+"302").act(ref, "approve", approval)
	w.officer(c.letter+"303").act(ref, "confirm", nil)
}

// hung publishes a case on paper, waits until the notice is over and takes it down.
func (w town) hung(officer, ref string, days int) {
	w.t.Helper()
	w.officer(officer).act(ref, "publish", answers{{"where", "演示社区公告栏"}})
	w.Clock.Move(time.Duration(days) * 24 * time.Hour)
	w.officer(officer).act(ref, "end_notice", nil)
}

// kase is a case as the store has it.
func (w town) kase(ref string) application.Case {
	w.t.Helper()
	c, err := w.store.Case(context.Background(), matter.Reference(ref))
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// money writes yuan as the pages do.
func (w town) money(fen int64) string { return w.local().Fen(fen) }

// month writes a month as the pages do.
func (w town) month(m portal.Month) string { return w.local().Month(string(m)) }

// day writes a day with its year as the pages do.
func (w town) day(d portal.Day) string { return w.local().DateShort(string(d), "") }

func (w town) today() portal.Day { return portal.DayOf(w.Clock.Now()) }

// mine opens what a person has from the page of one's matters: the link whose
// address holds the part.
func (w *walk) mine(person, part string) {
	w.t.Helper()
	if person == "" {
		w.at("/me")
	} else {
		w.at("/for/" + person)
	}
	w.follow(`main a[href*="` + part + `"]`)
	w.fine()
}

// told waits for nothing: messages of the portal stand under the person at once.
func (w *walk) told(person string, words ...string) {
	w.t.Helper()
	if person == "" {
		w.at("/me")
	} else {
		w.at("/for/" + person)
	}
	w.says(words...)
}

// handIn sends from the check whatever has to be agreed to there.
func (w *walk) handIn(button string) (where, ref string) {
	w.t.Helper()
	if w.Has(option("truth_statement", "true")) {
		return w.send(button)
	}
	w.press(button)
	w.fine()
	where, _, _ = strings.Cut(w.below(), "?")
	if !strings.Contains(where, "/cases/") {
		w.t.Fatalf("sending led to %s: %s", where, w.Text("main"))
	}
	return where, path.Base(where)
}
