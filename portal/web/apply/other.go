package apply

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/web"
)

// other says that an answer belongs to another service, and leads there with the
// answers kept, or back to the question.
func (p Pages) other(c *fiber.Ctx, page *web.Page) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	service, step := s.view.Elsewhere()
	if service == "" || s.view.Draft.Case != "" {
		return web.Redirect303(c, strings.TrimSuffix(draftPath(page, s.where, ""), "/"))
	}
	page.Title, page.Question, page.Menu = page.T("apply.other.title"), true, web.MenuMe
	page.Then("apply.then.other", "apply.elder.stop")
	back := component.LinkParams{Text: page.T("apply.other.back"), URL: draftPath(page, s.where, step)}
	parts := []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: &back}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
	}
	return page.Show(component.Join(append(parts, p.otherParts(s, back)...)...))
}

// otherParts name the other service and the way into it; a service that is not
// here, or a draft that changes a case, has none.
func (p Pages) otherParts(s *sheet, back component.LinkParams) []templ.Component {
	leads, ok := p.Applications.Leads(s.view)
	stay := component.ButtonLink(component.ButtonLinkParams{Text: back.Text, Kind: component.ButtonSecondary, URL: back.URL})
	if !ok || s.view.Draft.Amends != "" {
		return []templ.Component{component.Paragraph(s.page.T("apply.other.missing")), component.With(component.Actions(), stay)}
	}
	title := s.page.T(leads.WordID("title"))
	form := s.page.Form(draftPath(s.page, s.where, application.OtherStep), s.page.KeyField())
	what := s.page.Tp("apply.other.what", "Service", title)
	if _, step := s.view.Elsewhere(); s.view.Service.HasWord("step." + step + ".elsewhere") {
		what = s.page.T(s.view.Service.WordID("step." + step + ".elsewhere")) // where to go, beside the service
	}
	return []templ.Component{
		component.Lead(what),
		component.Paragraph(s.page.T("apply.other.kept")),
		component.With(component.Form(form), component.With(component.Actions(),
			component.Button(component.ButtonParams{Text: s.page.T("apply.other.button")}), stay)),
	}
}

// otherNow starts the other service's draft. A post without a key comes from no
// page of ours (decisions 12).
func (p Pages) otherNow(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	w := where(c)
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(c, draftPath(page, w, application.OtherStep))
	}
	d, err := p.Applications.Switch(page.Context(), w, form.One(web.FieldKey))
	if err != nil {
		return err
	}
	w.Draft = d.ID
	return web.Redirect303(c, strings.TrimSuffix(draftPath(page, w, ""), "/"))
}
