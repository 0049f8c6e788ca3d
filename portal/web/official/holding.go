package official

import (
	"changban/portal/benefit"
	"changban/portal/web"
)

// BenefitState names the state of a benefit: money runs, a thing is in use.
func BenefitState(page *web.Page, b benefit.Benefit) string {
	if b.State == benefit.Active && (b.Kind != benefit.Payment || b.Period == benefit.Once) {
		return page.T("benefit.state.granted")
	}
	return page.T("benefit.state." + string(b.State))
}

// BenefitAmount says how much a benefit is and how often, or what it is when it
// is no money.
func BenefitAmount(page *web.Page, b benefit.Benefit) string {
	switch {
	case b.Kind != benefit.Payment:
		return page.T("benefit.kind." + string(b.Kind))
	case b.Fen == 0:
		return page.T("benefit.amount.unstated")
	case b.Period == benefit.Monthly:
		return page.FenMonthly(b.Fen)
	case b.Period == benefit.Yearly:
		return page.Tp("guide.amount.yearly", "Money", page.Fen(b.Fen))
	}
	return page.Tp("benefit.amount.once", "Money", page.Fen(b.Fen))
}

// CardState names where a card stands on the page's day.
func CardState(page *web.Page, c benefit.Certificate) string {
	return page.T("benefit.card.state." + string(c.On(page.Today())))
}

// Category names a category of disability.
func Category(page *web.Page, id string) string {
	if id == "" {
		return page.T("common.answer.empty")
	}
	return page.T("benefit.category." + id)
}
