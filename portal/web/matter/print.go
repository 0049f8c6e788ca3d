package matter

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/web"
	"changban/portal/web/official"
)

// print is the receipt with every answer as it was read when it was sent
// (decisions 8); the sheet for paper leaves out what cannot be pressed there.
func (p Pages) print(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	parts := []templ.Component{
		component.BackLink(component.LinkParams{Text: page.T("matter.back_case"), URL: v.path("")}),
		v.receipt(),
	}
	parts = append(parts, component.With(component.Actions(), component.Aside(page.T("matter.print.how"))))
	parts = append(parts, v.promise()...)
	parts = append(parts, component.Heading(component.HeadingParams{Text: page.T("matter.progress")}), component.Timeline(v.steps()))
	parts = append(parts, v.declared()...)
	page.Title = page.T("matter.print.title")
	page.Then("matter.then.read")
	return page.Show(component.Join(parts...))
}

// declared is what the person saw and said, in the words and the language of
// then.
func (v visit) declared() []templ.Component {
	d := v.Body.Declaration
	lang := official.OtherLanguage(v.page, d.Language)
	var parts []templ.Component
	if lang != "" {
		parts = append(parts, component.Aside(v.page.Tp("matter.print.language", "Language", v.page.T("frame.language."+lang))))
	}
	var list component.SummaryListParams
	flush := func() {
		if len(list.Rows) > 0 {
			parts = append(parts, component.SummaryList(list))
		}
	}
	for i, line := range d.Lines {
		if i == 0 || line.Group != list.Heading {
			flush()
			list = component.SummaryListParams{Heading: line.Group}
		}
		list.Rows = append(list.Rows, component.SummaryRow{Label: line.Question, Values: strings.Split(line.Answer, "\n"), Lang: lang})
	}
	flush()
	if len(d.Consents) > 0 {
		parts = append(parts, component.Heading(component.HeadingParams{Text: v.page.T("matter.print.consents")}), component.List(plain(d.Consents)))
	}
	return parts
}

func plain(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = official.Plain(t)
	}
	return out
}

// official shows one of the office's papers, for reading and printing.
func (p Pages) official(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	paper, ok := v.office.Paper(page, v.Case, official.Kind(c.Params("kind")))
	if !ok {
		return portal.NotFound()
	}
	page.Title = paper.Title
	page.Then("matter.then.read")
	return page.Show(component.Join(
		component.BackLink(component.LinkParams{Text: page.T("matter.back_case"), URL: v.path("")}),
		component.OfficialPaper(paper),
		component.With(component.Actions(), component.Aside(page.T("matter.print.how"))),
	))
}
