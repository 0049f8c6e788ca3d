package application_test

import (
	"fmt"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/store/storetest"
)

// guess answers a field by its type alone, beside what an invented resident types.
func guess(typed storetest.Typed, f field.Spec, name string) {
	put := func(part, value string) {
		if typed[name+part] == "" {
			typed[name+part] = value
		}
	}
	switch f.Type {
	case field.Radio, field.Multiselect, field.PlaceChoice, field.Institution:
		if f.NotEqual != "" && typed[f.NotEqual] == f.Options[0] {
			put("", f.Options[1])
		}
		put("", f.Options[0])
	case field.Date:
		year := "2020"
		if f.NotBefore != "" {
			year = "2033"
		}
		put(".year", year)
		put(".month", "5")
		put(".day", "1")
	case field.Month:
		put(".year", "2026")
		put(".month", "2")
	case field.Number, field.Money, field.Percent:
		put("", field.Limit(f.Least, storetest.FirstDay))
		put("", "1")
	case field.List:
		for _, item := range f.Items {
			guess(typed, item, name+".0."+item.ID)
		}
	case field.Area:
		put(".name", "Street")
		put(".community", "Gacha")
	case field.Address:
		put(".street", "Yingbin 1")
	case field.Checkbox:
		put("", "true")
	case field.Text, field.Textarea:
		put("", "Words")
	}
}

// guessed is what the resident types for a service.
func guessed(s *catalogue.Service) storetest.Typed {
	typed := erenhot()
	for _, f := range s.Fields {
		guess(typed, f.Spec, f.ID)
	}
	for _, f := range s.Fields {
		if f.Redirect.Value == typed[f.ID] && f.Redirect.Value != "" {
			typed[f.ID] = f.Options[1]
		}
	}
	return typed
}

// TestEveryServiceIsSent: each service of the catalogue is filled in and sent, by
// oneself and by the guardian of a child, and reaches a unit that decides.
func TestEveryServiceIsSent(t *testing.T) {
	h := storetest.Memory(t)
	for i, s := range h.Catalogue.All() {
		if s.Delivery != "transact" || s.Hidden {
			continue
		}
		t.Run(s.ID, func(t *testing.T) {
			for _, guardian := range []bool{false, true} {
				r := h.Resident(t, fmt.Sprint(13947900100+i))
				person := r.Own
				if guardian {
					person = h.AddRelative(t, r, account.Son, true)
				}
				d, err := h.Apply.Begin(r.Ctx, person, s.ID, portal.NewID())
				ok(t, err)
				w := application.Where{Person: person, Draft: d.ID}
				passed := h.Fill(t, r, w, guessed(s))
				sending := storetest.Sending("k")
				sending.Form = func(string) []string { return []string{"true"} }
				sent, err := h.Apply.Submit(r.Ctx, w, sending)
				ok(t, err)
				c, err := h.Apply.Case(r.Ctx, person, string(sent.Ref))
				ok(t, err)
				if u, err := h.Units.Unit(c.Deciding); err != nil || u.Outside || c.State != matter.Submitted || c.Promised == "" {
					t.Errorf("decided by %s (%v), promised %s", c.Deciding, err, c.Promised)
				}
				if len(passed) > 40 {
					t.Errorf("%d pages", len(passed))
				}
			}
		})
	}
}

// The seven days of legal aid are calendar days: the national holiday does not
// stretch them.
func TestLegalAidIsDueInCalendarDays(t *testing.T) {
	h := storetest.Memory(t)
	h.Clock.MoveTo("2026-09-30")
	r := h.Resident(t, phone)
	s, _ := h.Catalogue.Service("legal-aid")
	w := begin(t, h, r, "legal-aid")
	h.Fill(t, r, w, guessed(s).With("urgent_limit", "yes", "case_place", storetest.Donghe))
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("k"))
	ok(t, err)
	c := read(t, h, r, string(sent.Ref))
	if c.Calendar != 7 || c.Promised != "2026-10-07" || !c.Urgent || c.Deciding != "donghe-justice" {
		t.Errorf("%d calendar days, promised %s, urgent %v, decided by %s", c.Calendar, c.Promised, c.Urgent, c.Deciding)
	}
	if c.Body.Papers["case_material"].Choice.Way != paper.Office {
		t.Errorf("papers %v", c.Body.Papers)
	}
}
