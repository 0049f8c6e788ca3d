package apply

import (
	"errors"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web"
)

// already answers what exists once: the draft was sent meanwhile, or another
// case of the service is running. The page says which and leads there.
func (p Pages) already(c *fiber.Ctx, page *web.Page, cause error) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	ref, title := string(s.view.Draft.Case), "apply.already.title"
	if ref == "" && s.view.Draft.Amends != "" {
		ref, title = string(s.view.Draft.Amends), "apply.already.late"
	}
	if stopped(cause) {
		page.Title, page.Menu = page.T("apply.stopped.title"), web.MenuMe
		page.Then("apply.then.stopped", "apply.then.kept")
		return page.Render(fiber.StatusConflict, s.stoppedPage(cause))
	}
	if ref == "" {
		if ref, err = p.running(s); err != nil {
			return err
		}
	}
	page.Title, page.Menu = page.T(title), web.MenuMe
	page.Then("apply.then.already")
	return page.Render(fiber.StatusConflict, s.alreadyPage(ref, cause))
}

// stopped reports whether something else than another case of the reader's stands
// in the way: another application for the same ID number, or an objection that
// came too late.
func stopped(cause error) bool {
	var e *portal.Error
	return errors.As(cause, &e) && (e.Message.ID == "apply.submit.twin" || strings.HasPrefix(e.Message.ID, "apply.object."))
}

// stoppedPage says why and leads back: nothing typed is lost.
func (s *sheet) stoppedPage(cause error) templ.Component {
	var e *portal.Error
	errors.As(cause, &e)
	return component.Join(
		component.Heading(component.HeadingParams{Level: 1, Text: s.page.Title}),
		component.Lead(s.page.Msg(e.Message)),
		component.Paragraph(s.page.T("apply.stopped.kept")),
		component.Link(component.LinkParams{Text: s.page.T("apply.back.check"), URL: draftPath(s.page, s.where, application.CheckStep)}),
		component.Link(component.LinkParams{Text: s.page.T("apply.back.person"), URL: personPath(s.page, s.where.Person)}),
	)
}

// running finds the open case of the draft's service.
func (p Pages) running(s *sheet) (string, error) {
	m, err := p.Applications.Matters(s.page.Context(), s.where.Person)
	if err != nil {
		return "", err
	}
	for _, k := range m.Cases {
		if k.Service == s.view.Service.ID && k.State.Open() {
			return string(k.Ref), nil
		}
	}
	return "", nil
}

func (s *sheet) alreadyPage(ref string, cause error) templ.Component {
	parts := []templ.Component{component.Heading(component.HeadingParams{Level: 1, Text: s.page.Title})}
	var e *portal.Error
	if errors.As(cause, &e) && e.Message.ID != "" {
		parts = append(parts, component.Lead(s.page.Msg(e.Message)))
	}
	if ref == "" {
		// Somebody else sent it and the reader may not see it (decisions 2).
		parts = append(parts, component.Paragraph(s.page.T("apply.already.hidden")))
		return component.Join(append(parts, component.Link(component.LinkParams{
			Text: s.page.T("apply.back.person"), URL: personPath(s.page, s.where.Person),
		}))...)
	}
	number := s.page.Words().Reference(ref)
	return component.Join(append(parts,
		component.Paragraph(s.page.Tp("apply.already.number", "Ref", number)),
		component.With(component.Actions(), component.ButtonLink(component.ButtonLinkParams{
			Text: s.page.T("apply.already.open"), URL: casePath(s.page, s.where.Person, ref),
		})),
	)...)
}

// discard asks before a draft is thrown away.
func (p Pages) discard(c *fiber.Ctx, page *web.Page) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	if s.view.Draft.Case != "" {
		return portal.NotFound()
	}
	page.Title, page.Question, page.Menu = page.T("apply.delete.title"), true, web.MenuMe
	page.Then("apply.then.delete", "apply.then.unsure")
	back := component.LinkParams{Text: page.T("apply.back.check"), URL: draftPath(page, s.where, application.CheckStep)}
	what := "apply.delete.what"
	if s.view.Draft.Amends != "" {
		what = "apply.delete.what_amend"
	}
	return page.Show(component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Paragraph(page.Tp(what, "Service", s.word("title"))),
		component.With(component.Form(page.Form(draftPath(page, s.where, "delete"))),
			component.With(component.Actions(), component.Button(component.ButtonParams{Text: page.T("apply.delete.button"), Kind: component.ButtonWarning}))),
		component.Link(component.LinkParams{Text: page.T("apply.delete.keep"), URL: personPath(page, s.where.Person)}),
	))
}

// discardNow throws it away; one that is gone already is as good as gone.
func (p Pages) discardNow(c *fiber.Ctx, page *web.Page) error {
	if err := page.Require(session.Resident); err != nil {
		return err
	}
	err := p.Applications.Delete(page.Context(), where(c))
	if portal.Is(err, portal.KindNotFound) {
		_, err = p.Applications.Accounts.Known(page.Context(), c.Params("person"))
	}
	if err != nil {
		return err
	}
	return web.Redirect303(c, personPath(page, c.Params("person")))
}
