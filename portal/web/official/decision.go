package official

import (
	"slices"
	"strings"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/web"
)

// Amount says how much was decided and how often it comes; "" when the decision
// is about no money.
func (o Office) Amount(page *web.Page, c application.Case) string {
	d := c.Body.Decision
	s, ok := o.Catalogue.Service(c.Service)
	if d == nil || d.Fen <= 0 || ok && !s.Outcome.Pays() {
		return ""
	}
	switch {
	case !ok || s.Outcome.Type == catalogue.MonthlyPayment:
		return page.FenMonthly(d.Fen)
	case s.Outcome.Type == catalogue.YearlyPayment:
		return page.Tp("guide.amount.yearly", "Money", page.Fen(d.Fen))
	}
	return page.Tp("benefit.amount.once", "Money", page.Fen(d.Fen))
}

// Outcome says what an approval gives, in the service's own words.
func (o Office) Outcome(page *web.Page, c application.Case) string {
	if s, ok := o.Catalogue.Service(c.Service); ok && s.HasWord("outcome") {
		return page.T(s.WordID("outcome"))
	}
	return ""
}

// given are the rows of a decision that approves.
func (w writer) given() []component.SummaryRow {
	d := w.c.Body.Decision
	amount := w.Amount(w.page, w.c)
	if amount == "" {
		if outcome := w.Outcome(w.page, w.c); outcome != "" {
			return []component.SummaryRow{w.row("official.row.outcome", outcome)}
		}
		return nil
	}
	rows := []component.SummaryRow{w.row("official.row.amount", amount)}
	if d.From != "" {
		rows = append(rows, w.row("official.row.from", w.page.Words().Month(string(d.From))))
	}
	return rows
}

// Sources names the rules a service stands on: the national ones, and the plan of
// the place that decides. Codes without words are for those who check the facts.
func (o Office) Sources(page *web.Page, c application.Case) []string {
	s, ok := o.Catalogue.Service(c.Service)
	if !ok {
		return nil
	}
	var lines []string
	for _, source := range s.Sources {
		code := sourceCode(source)
		id := "official.source." + code
		if !page.Words().Has(id) || strings.HasPrefix(code, "0") && !o.plans(s, c, code) {
			continue
		}
		if words := page.T(id); !slices.Contains(lines, words) {
			lines = append(lines, words)
		}
	}
	return lines
}

// plans reports whether a document is of the place that decides.
func (o Office) plans(s *catalogue.Service, c application.Case, code string) bool {
	place := o.decides(c)
	return slices.ContainsFunc(s.Departments, func(d catalogue.Department) bool {
		return d.Place == place && sourceCode(d.Source) == code
	})
}

// Seat names the place whose government a decision can be taken to.
func (o Office) Seat(page *web.Page, c application.Case) string {
	return page.FullPlace(o.Units.Places(), o.decides(c))
}

func (o Office) decides(c application.Case) portal.Place {
	if u, err := o.Units.Unit(c.Deciding); err == nil {
		return u.Place
	}
	return c.Hukou
}

// sourceCode is what a source begins with: P10, or the number of a document.
func sourceCode(source string) string {
	code, _, _ := strings.Cut(source, " ")
	code, _, _ = strings.Cut(code, "_")
	return strings.TrimSuffix(code, ":")
}
