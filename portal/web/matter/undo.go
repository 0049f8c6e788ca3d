package matter

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/web"
)

// undo is how to change or take back what was sent, at the end of the page, with
// its limits.
func (v visit) undo() []templ.Component {
	if !v.Withdraw {
		return nil
	}
	heading, limit := "matter.undo.withdraw", v.page.T("matter.undo.until_decided")
	var parts []templ.Component
	if v.Amend {
		heading, limit = "matter.undo.amend", v.limit()
		parts = append(parts, component.With(component.Form(v.page.Form(v.path("/amend"), v.page.KeyField())),
			component.With(component.Actions(), component.Button(component.ButtonParams{
				Text: v.page.T("matter.undo.amend_button"), Kind: component.ButtonSecondary,
			}))))
	}
	parts = append([]templ.Component{
		component.Heading(component.HeadingParams{Text: v.page.T(heading)}), component.Paragraph(limit),
	}, parts...)
	if v.Amend {
		parts = append(parts, component.Paragraph(v.page.T("matter.undo.until_decided")))
	}
	return append(parts, component.With(component.Apart(), component.ButtonLink(component.ButtonLinkParams{
		Text: v.page.T("matter.undo.withdraw_button"), Kind: component.ButtonWarning, URL: v.path("/withdraw"),
	})))
}

// limit says until when amending is sure, and that it may go on longer.
func (v visit) limit() string {
	if v.page.Now().Before(v.OpensAt) {
		return v.page.Tp("matter.undo.sure", "Clock", v.page.Words().Clock(v.OpensAt.In(portal.Zone())))
	}
	return v.page.T("matter.undo.unopened")
}

// withdraw asks once more: it is final.
func (p Pages) withdraw(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	if !v.Withdraw {
		return web.Redirect303(c, v.path(""))
	}
	page.Title, page.Question = page.T("matter.withdraw.title"), true
	page.Then("matter.then.withdraw", "matter.then.keep")
	back := component.LinkParams{Text: page.T("matter.withdraw.keep"), URL: v.path("")}
	return page.Show(component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Paragraph(page.Tp("matter.withdraw.what", "Service", v.office.ServiceName(page, v.Case), "Ref", v.number())),
		component.Paragraph(page.T("matter.withdraw.after")),
		component.With(component.Form(page.Form(v.path("/withdraw"), page.KeyField())),
			component.With(component.Actions(), component.Button(component.ButtonParams{
				Text: page.T("matter.undo.withdraw_button"), Kind: component.ButtonWarning,
			}))),
	))
}

// withdrawNow ends the case. A post without a key is led to the page that
// carries one (decisions 12).
func (p Pages) withdrawNow(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	person, ref := c.Params("person"), c.Params("ref")
	key := form.One(web.FieldKey)
	if key == "" {
		return web.Redirect303(c, casePath(page, person, ref, "/withdraw"))
	}
	err = p.Applications.Withdraw(page.Context(), person, ref, key)
	if portal.Is(err, portal.KindExists) {
		return p.tooLate(c, page, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect303(c, casePath(page, person, ref, "?"+queryDone+"=withdrawn"))
}

// amend opens a draft with the answers sent, and leads to its check answers.
func (p Pages) amend(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	person, ref := c.Params("person"), c.Params("ref")
	key := form.One(web.FieldKey)
	if key == "" {
		return web.Redirect303(c, casePath(page, person, ref, ""))
	}
	d, err := p.Applications.BeginAmend(page.Context(), person, ref, key)
	if portal.Is(err, portal.KindExists) {
		return p.tooLate(c, page, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect303(c, page.Path("/for/"+person+"/drafts/"+d.ID+"/"+application.CheckStep))
}

func (p Pages) tooLate(c *fiber.Ctx, page *web.Page, cause error) error {
	v, err := p.openWhole(c, page)
	if err != nil {
		return err
	}
	return v.late(cause)
}
