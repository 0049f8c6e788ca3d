package benefit

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/web"
)

// fieldKind is the choice how long a code lives.
const fieldKind = "kind"

// share offers a code that lets somebody else check the card, and says before
// what that person will see.
func (v cardVisit) share(errs portal.FieldErrors) []templ.Component {
	if v.state == holding.CardCancelled {
		return nil
	}
	choice := component.ChoicesParams{Field: v.page.Field(fieldKind, "benefit.code.question", "benefit.code.hint", errs)}
	minutes := int(v.Keeper.CodeLife(v.page.Context()).Minutes())
	choice.Options = []component.Option{
		{Value: string(holding.CodeShort), Text: v.page.T("benefit.code.short"), Hint: v.page.Tp("benefit.code.short_hint", "Minutes", minutes)},
		{Value: string(holding.CodePrinted), Text: v.page.T("benefit.code.printed"), Hint: v.page.T("benefit.code.printed_hint")},
	}
	button := component.ButtonParams{Text: v.page.T("benefit.code.button"), Kind: component.ButtonSecondary}
	return []templ.Component{
		component.Heading(component.HeadingParams{Text: v.page.T("benefit.code.title")}),
		component.Paragraph(v.page.T("benefit.code.seen")), component.Paragraph(v.page.T("benefit.code.unseen")),
		component.With(component.Form(v.page.Form(v.at("/codes"), v.page.KeyField())),
			component.Radios(choice), component.With(component.Actions(), component.Button(button))),
		v.ending(),
	}
}

// ending takes back every code at once, also those that are printed.
func (v cardVisit) ending() templ.Component {
	return component.With(component.Apart(),
		component.Paragraph(v.page.T("benefit.code.end_what")),
		component.With(component.Form(v.page.Form(v.at("/end-codes"))),
			component.Button(component.ButtonParams{Text: v.page.T("benefit.code.end"), Kind: component.ButtonWarning})))
}

// newCode makes a code and leads to the page that shows it, or prints it. A post
// without a key is led to the page that carries one (decisions 12).
func (p Pages) newCode(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	key, kind := form.One(web.FieldKey), holding.CodeKind(form.One(fieldKind))
	switch {
	case !portal.ValidID(key):
		return web.Redirect303(c, v.at(""))
	case kind != holding.CodeShort && kind != holding.CodePrinted:
		errs := portal.FieldErrors{{Field: fieldKind, Message: portal.Msg("benefit.code.kind")}}
		return page.Render(fiber.StatusUnprocessableEntity, v.content("", errs))
	}
	// Somebody who goes back and chooses the other kind presses the same form.
	code, err := p.Keeper.NewCode(page.Context(), v.person, v.card.ID, kind, key+"/"+string(kind))
	if err != nil {
		return err
	}
	if kind == holding.CodePrinted {
		return web.Redirect303(c, v.at("/print/"+code.Code))
	}
	return web.Redirect303(c, v.at("/codes/"+code.Code))
}

// alive returns a code of this very card; ok is false for every other text.
func (v cardVisit) alive(text string, kind holding.CodeKind) (holding.Code, bool, error) {
	if !portal.ValidID(text) {
		return holding.Code{}, false, nil
	}
	card, code, err := v.Keeper.Cards.ByCode(v.page.Context(), text, v.page.Now())
	if portal.Is(err, portal.KindNotFound) {
		return holding.Code{}, false, nil
	}
	code.Code = text
	return code, err == nil && card.ID == v.card.ID && code.Kind == kind, err
}

// code shows a short code to be scanned. One that has run out leads back.
func (p Pages) code(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	code, ok, err := v.alive(c.Params("code"), holding.CodeShort)
	if err != nil {
		return err
	}
	if !ok {
		return web.Redirect303(c, v.at("?"+queryDone+"=gone"))
	}
	address := page.Absolute("/v/" + code.Code)
	picture, err := picture(address, page.T("benefit.code.picture"))
	if err != nil {
		return err
	}
	page.Title = page.T("benefit.code.show")
	page.Then("benefit.then.code")
	return page.Show(component.Join(
		component.BackLink(component.LinkParams{Text: page.T("benefit.card.back"), URL: v.at("")}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Lead(page.Tp("benefit.code.until", "Time", page.Words().Clock(code.Expires.In(portal.Zone())))),
		picture,
		component.Paragraph(page.T("benefit.code.scan")),
		component.SummaryList(component.SummaryListParams{Rows: []component.SummaryRow{v.row("benefit.code.address", page.Name(address))}}),
		component.Paragraph(page.T("benefit.code.seen")), component.Paragraph(page.T("benefit.code.unseen")),
		v.ending(),
	))
}

// endCodes ends every code of the card; doing it twice ends nothing more.
func (p Pages) endCodes(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	if err := p.Keeper.EndCodes(page.Context(), v.person, v.card.ID); err != nil {
		return err
	}
	return web.Redirect303(c, v.at("?"+queryDone+"=ended"))
}
