package application

import (
	"context"
	"slices"

	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
)

// Entitlement is a service with what the known facts say of its conditions.
// Nothing is filed by it: it leads to the service's own page.
type Entitlement struct {
	Service *catalogue.Service
	Verdict eligibility.Verdict
	Results []eligibility.Result
	Has     bool // granted and in force, or being decided
}

// Entitled judges every service that can be applied for here by what is known of
// the person, as far as the reader may see it: the met ones first, then those
// where something is not known yet.
func (a *Applications) Entitled(ctx context.Context, person string) ([]Entitlement, error) {
	m, err := a.Matters(ctx, person)
	if err != nil {
		return nil, err
	}
	var list []Entitlement
	for _, s := range a.Catalogue.All() {
		if s.Delivery != transact || s.Hidden {
			continue
		}
		results := a.view(s, m.open()).Results()
		list = append(list, Entitlement{Service: s, Verdict: eligibility.Overall(results), Results: results, Has: m.has(s.ID)})
	}
	order := []eligibility.Verdict{eligibility.Met, eligibility.Unknown, eligibility.NotMet}
	slices.SortStableFunc(list, func(x, y Entitlement) int {
		return slices.Index(order, x.Verdict) - slices.Index(order, y.Verdict)
	})
	return list, nil
}

// open is what a view of no draft stands on.
func (m Matters) open() Open { return Open{Known: m.Known, Has: m.Benefits, Cards: m.Cards} }

func (m Matters) has(service string) bool {
	return slices.ContainsFunc(m.Benefits, func(b benefit.Benefit) bool { return b.Service == service && b.State != benefit.Ended }) ||
		slices.ContainsFunc(m.Cases, func(c Case) bool { return c.Service == service && c.State.Open() })
}
