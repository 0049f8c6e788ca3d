package benefit

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/office"
	"changban/portal/web"
)

// printAsk says what stands on the sheet, and makes the code that it carries: a
// printed page needs a printed code.
func (p Pages) printAsk(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	if v.state == holding.CardCancelled {
		return web.Redirect303(c, v.at(""))
	}
	page.Title = page.T("benefit.print.title")
	page.Then("benefit.then.print")
	form := page.Form(v.at("/codes"), page.KeyField(), component.HiddenParams{Name: fieldKind, Value: string(holding.CodePrinted)})
	return page.Show(component.Join(
		component.BackLink(component.LinkParams{Text: page.T("benefit.card.back"), URL: v.at("")}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Paragraph(page.T("benefit.print.what")), component.Paragraph(page.T("benefit.code.printed_hint")),
		component.With(component.Form(form), component.With(component.Actions(),
			component.Button(component.ButtonParams{Text: page.T("benefit.print.button")}))),
	))
}

// print is the sheet: every fact, and a picture that holds the address and, behind
// it, the signed statement, which a reader without a network can verify.
func (p Pages) print(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	code, ok, err := v.alive(c.Params("code"), holding.CodePrinted)
	if err != nil {
		return err
	}
	if !ok {
		return web.Redirect303(c, v.at("/print"))
	}
	address := page.Absolute("/v/" + code.Code)
	picture, err := picture(address+"#"+p.Keeper.Statement(v.card, code), page.T("benefit.print.picture"))
	if err != nil {
		return err
	}
	page.Title = page.T("benefit.print.title")
	page.Then("benefit.then.printed")
	return page.Show(component.Join(
		component.BackLink(component.LinkParams{Text: page.T("benefit.card.back"), URL: v.at("")}),
		component.OfficialPaper(v.sheet()),
		picture,
		component.SummaryList(component.SummaryListParams{Rows: []component.SummaryRow{v.row("benefit.code.address", page.Name(address))}}),
		component.Paragraph(page.T("benefit.print.online")),
		component.Paragraph(page.Tp("benefit.print.offline", "Address", page.Name(page.Absolute(keysPath)))),
		component.With(component.Actions(), component.Aside(page.T("matter.print.how"))),
		v.ending(),
	))
}

// issuer is the federation that keeps the file, else its place.
func (v cardVisit) issuer() string {
	if u, err := v.Units.Deciding(v.card.Place, office.KindFederation); err == nil {
		return v.page.Unit(v.Units, u)
	}
	return v.place(v.card.Place)
}

func (v cardVisit) sheet() component.OfficialPaperParams {
	return component.OfficialPaperParams{
		Title:     v.page.T("benefit.print.heading"),
		Reference: v.page.Tp("benefit.print.number", "Number", v.page.Words().CardNumber(v.card.Card.Number)),
		Addressee: v.page.Name(v.card.Card.Name),
		Blocks: []component.PaperBlock{{
			Paragraphs: []string{"**" + v.page.T("benefit.check.heading."+string(v.state)) + "**"},
			Rows:       v.rows(),
		}},
		Unit:  v.issuer(),
		Date:  v.page.Tp("benefit.print.day", "Day", v.day(portal.DayOf(v.page.Now()))),
		Lines: []string{v.page.T("benefit.print.changes")},
	}
}
