package matter

import (
	"errors"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/paper"
	"changban/portal/web"
	"changban/portal/web/official"
	"changban/portal/web/paperform"
)

// papers asks for everything that was asked for, on one page.
func (p Pages) papers(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	if v.Asked == nil {
		return web.Redirect303(c, v.path(""))
	}
	content, err := p.papersPage(v, nil, nil)
	if err != nil {
		return err
	}
	return page.Show(content)
}

func (p Pages) papersPage(v visit, form *web.Form, errs portal.FieldErrors) (templ.Component, error) {
	v.page.Title, v.page.Question, v.page.Failed = v.page.Plural("matter.turn.heading", len(v.Papers)), true, len(errs) > 0
	v.page.Then("matter.then.hand_in", "matter.then.later")
	back := component.LinkParams{Text: v.page.T("matter.back_case"), URL: v.path("")}
	parts := []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: paperform.Summary(v.page, errs)}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Lead(v.page.Tp("matter.turn.until", "Day", v.page.Date(v.Asked.Until))),
	}
	parts = append(parts, v.note(v.Asked.Note)...)
	var inner []templ.Component
	for _, asked := range v.Papers {
		control, err := p.askedControl(v, asked, form, errs)
		if err != nil {
			return nil, err
		}
		inner = append(inner, control)
	}
	button := v.page.T("matter.turn.send")
	params := v.page.Form(v.path("/papers"), v.key(form))
	params.Multipart, params.Enter = true, &component.ButtonParams{Text: button}
	inner = append(inner, component.With(component.Actions(), component.Button(component.ButtonParams{Text: button})))
	return component.Join(append(parts, component.With(component.Form(params), inner...))...), nil
}

func (v visit) key(form *web.Form) component.HiddenParams {
	if form != nil && form.One(web.FieldKey) != "" {
		return component.HiddenParams{Name: web.FieldKey, Value: form.One(web.FieldKey)}
	}
	return v.page.KeyField()
}

func (p Pages) askedControl(v visit, asked application.AskedPaper, form *web.Form, errs portal.FieldErrors) (templ.Component, error) {
	earlier, err := p.Applications.Files.Files(v.page.Context(), v.person, asked.Paper)
	if err != nil {
		return nil, err
	}
	a := paperform.Ask{
		Paper: catalogue.Paper{ID: asked.Paper}, Label: v.office.PaperName(v.page, v.Case, asked.Paper),
		Hint: official.Reasons(v.page, desk.GroupAsk, []string{asked.Reason})[0], Choice: paper.Choice{}, Earlier: earlier, Form: form, Errs: errs,
	}
	return paperform.Control(v.page, a), nil
}

// papersHand answers the request. Files that came stay the person's and can be
// used again even when the page comes back.
func (p Pages) papersHand(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	key := form.One(web.FieldKey)
	if v.Asked == nil || key == "" {
		return web.Redirect303(c, v.path("/papers"))
	}
	err = paperform.Read(page, form, v.askedPapers(), func(in []application.PaperAnswer) error {
		return p.Applications.Supplement(page.Context(), v.person, string(v.Ref), key, in)
	})
	var problems portal.FieldErrors
	if errors.As(err, &problems) {
		content, failed := p.papersPage(v, &form, problems)
		if failed != nil {
			return failed
		}
		return page.Render(fiber.StatusUnprocessableEntity, content)
	}
	if err != nil {
		return err
	}
	return web.Redirect303(c, v.path("?"+queryDone+"=supplied"))
}

func (v visit) askedPapers() []catalogue.Paper {
	papers := make([]catalogue.Paper, len(v.Papers))
	for i, asked := range v.Papers {
		papers[i] = catalogue.Paper{ID: asked.Paper}
	}
	return papers
}
