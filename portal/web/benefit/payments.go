package benefit

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
)

// Words of what became of one month's money.
const (
	lineOwed     = "owed"     // not sent yet
	lineBack     = "returned" // came back and waits for another account
	lineAgain    = "again"    // came back and is sent with the next run
	lineReplaced = "replaced" // came back and was sent again
)

// line is what became of one month's money.
type line struct {
	month portal.Month
	fen   int64
	state string
	pay   holding.Pay
}

// payments is every month with what became of its money, newest first, year by
// year.
func (v grantVisit) payments() []templ.Component {
	if v.benefit.Kind != holding.Payment {
		return nil
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T("benefit.payments.title")})}
	lines := v.lines()
	if len(lines) == 0 {
		return append(parts, component.Paragraph(v.page.T("benefit.payments.none")))
	}
	parts = append(parts, component.List(v.totals(lines)))
	for len(lines) > 0 {
		year := lines[0].month.First().Time().Year()
		n := slices.IndexFunc(lines, func(l line) bool { return l.month.First().Time().Year() != year })
		if n < 0 {
			n = len(lines)
		}
		parts = append(parts,
			component.Heading(component.HeadingParams{Level: 3, Text: v.page.Tp("benefit.payments.year", "Year", year)}),
			component.SummaryList(component.SummaryListParams{Rows: v.lineRows(lines[:n])}))
		lines = lines[n:]
	}
	return parts
}

// lines joins the payments with the months that are owed and not sent.
func (v grantVisit) lines() []line {
	owed := holding.Owed(v.benefit, v.pays, v.page.Today().Month())
	waiting := holding.Waiting(v.benefit, v.pays)
	var lines []line
	for _, m := range owed {
		if !slices.ContainsFunc(v.pays, func(x holding.Pay) bool { return x.Month == m && x.State == holding.Returned }) {
			lines = append(lines, line{month: m, fen: v.benefit.Fen, state: lineOwed})
		}
	}
	for _, x := range v.pays {
		l := line{month: x.Month, fen: x.Fen, state: string(x.State), pay: x}
		if x.State == holding.Returned && !slices.ContainsFunc(waiting, func(w holding.Pay) bool { return w.ID == x.ID }) {
			l.state = lineAgain
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		switch {
		case a.month > b.month:
			return -1
		case a.month < b.month:
			return 1
		}
		return 0
	})
	return lines
}

func (v grantVisit) totals(lines []line) []string {
	sum := map[string]int64{}
	for _, l := range lines {
		switch l.state {
		case lineAgain:
			sum[lineOwed] += l.fen
		case lineReplaced: // it stands in the list once more
		default:
			sum[l.state] += l.fen
		}
	}
	var out []string
	for _, state := range []string{string(holding.Paid), string(holding.PaySent), lineBack, lineOwed} {
		if sum[state] > 0 {
			out = append(out, v.page.Tp("benefit.total."+state, "Amount", v.page.Fen(sum[state])))
		}
	}
	return out
}

func (v grantVisit) lineRows(lines []line) []component.SummaryRow {
	rows := make([]component.SummaryRow, len(lines))
	for i, l := range lines {
		words := v.page.T("benefit.pay." + l.state)
		if l.pay.Day != "" {
			words = v.page.Tp("benefit.pay.on", "State", words, "Day", v.page.DateShort(l.pay.Day))
		}
		rows[i] = component.SummaryRow{Label: v.month(l.month), Values: []string{v.page.Fen(l.fen), words}}
		if l.pay.Reason != "" {
			rows[i].Values = append(rows[i].Values, v.page.Msg(holding.ReturnWords(l.pay.Reason)))
		}
	}
	return rows
}
