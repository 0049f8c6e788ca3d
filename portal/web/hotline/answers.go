package hotline

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	line "changban/portal/hotline"
	"changban/portal/web"
	"changban/portal/web/official"
)

// answers shows what became of reports of barriers, where who reported agreed: the
// place, the days and the reply, never what was written or by whom.
func (p Pages) answers(_ *fiber.Ctx, page *web.Page) error {
	list, err := p.Tickets.Answers(page.Context())
	if err != nil {
		return err
	}
	page.Title, page.Menu = page.T("hotline.page.answers"), web.MenuHotline
	page.Then("hotline.page.then.front", "frame.next.ask")
	parts := []templ.Component{
		component.BackLink(component.LinkParams{Text: page.T("hotline.page.back"), URL: page.Path("/hotline")}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Lead(page.T("hotline.page.answers.lead")),
	}
	if len(list) == 0 {
		parts = append(parts, component.Paragraph(page.T("hotline.page.answers.none")))
	}
	for _, t := range list {
		parts = append(parts, p.answered(page, t)...)
	}
	return page.Show(component.Join(append(parts, component.With(component.Actions(), component.ButtonLink(component.ButtonLinkParams{
		Text: page.T("hotline.page.answers.write"), URL: page.Path("/hotline/new?" + fieldType + "=" + string(line.Complaint) + "&" + fieldTopic + "=" + string(line.TopicAccess)),
		Kind: component.ButtonSecondary,
	})))...))
}

func (p Pages) answered(page *web.Page, t line.Ticket) []templ.Component {
	reply, shown := t.Answered()
	if !shown {
		return nil
	}
	place := page.NearPlace(p.Tickets.Units.Places(), t.Place)
	if t.Area != "" {
		place = page.Tp("hotline.page.answers.place", "Place", place, "Area", page.Area(p.Tickets.Units.Places(), t.Area))
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Text: place}),
		component.Aside(page.Tp("hotline.page.answers.days", "Sent", page.DateShort(portal.DayOf(t.Sent)), "Replied", page.DateShort(portal.DayOf(reply.At)))),
		component.Quote(component.QuoteParams{Word: page.T("hotline.page.answers.reply"), Lang: official.OtherLanguage(page, reply.Language), Text: reply.Text}),
	}
}
