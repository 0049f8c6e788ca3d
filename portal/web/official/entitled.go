package official

import (
	"cmp"
	"slices"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/web"
)

// Possible keeps the services of which something known speaks for the person and
// nothing against: the met ones first, then those with the fewest open points.
func Possible(all []application.Entitlement) []application.Entitlement {
	var list []application.Entitlement
	for _, e := range all {
		if !e.Has && gives(e.Service.Outcome) && e.Verdict != eligibility.NotMet && count(e, eligibility.Met) > 0 {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b application.Entitlement) int {
		return cmp.Compare(count(a, eligibility.Unknown), count(b, eligibility.Unknown))
	})
	return list
}

// gives reports whether a service gives something: others only change what is
// there, and nobody is entitled to having lost a card.
func gives(o catalogue.Outcome) bool {
	switch o.Type {
	case catalogue.Certificate:
		return o.Act == "issue" || o.Act == "renew"
	case catalogue.Decision, catalogue.Preference:
		return false
	}
	return true
}

func count(e application.Entitlement, v eligibility.Verdict) int {
	n := 0
	for _, r := range e.Results {
		if r.Verdict == v {
			n++
		}
	}
	return n
}

// Met says which conditions are met, then how many are not known yet.
func Met(page *web.Page, e application.Entitlement) string {
	var met []string
	for _, r := range e.Results {
		if r.Verdict == eligibility.Met {
			met = append(met, page.Msg(r.Reason))
		}
	}
	text := Sentences(page, met...)
	if open := count(e, eligibility.Unknown); open > 0 {
		return page.Plural("account.entitled.open", open, "Reasons", text)
	}
	return text
}

// Conditions lists what is known of every condition of a service, with reasons.
func Conditions(page *web.Page, e application.Entitlement) []component.Condition {
	var list []component.Condition
	for _, r := range e.Results {
		tag := component.TagParams{Text: page.T("eligibility." + string(r.Verdict) + ".label")}
		if r.Verdict == eligibility.Met {
			tag.Kind = component.TagMet
		}
		list = append(list, component.Condition{Tag: tag, Text: page.Msg(r.Reason)})
	}
	return list
}
