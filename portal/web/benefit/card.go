package benefit

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/web"
	"changban/portal/web/official"
)

// cardVisit is a look at one card.
type cardVisit struct {
	visit
	card  holding.Certificate
	state holding.CardState
}

func (p Pages) openCard(c *fiber.Ctx, page *web.Page) (cardVisit, error) {
	v, err := p.open(c, page)
	if err != nil {
		return cardVisit{}, err
	}
	card, err := p.Keeper.Certificate(page.Context(), v.person, c.Params("id"))
	return cardVisit{v, card, card.On(page.Today())}, err
}

func (v cardVisit) at(rest string) string { return v.path("/certificates/" + v.card.ID + rest) }

// card is everything about a card on one page: its state and what to do next
// first, then what stands on it, codes, and its history.
func (p Pages) card(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openCard(c, page)
	if err != nil {
		return err
	}
	return page.Show(v.content(doneCard(c.Query(queryDone)), nil))
}

func doneCard(what string) string {
	switch what {
	case "ended":
		return "benefit.code.done_ended"
	case "gone":
		return "benefit.code.done_gone"
	}
	return ""
}

func (v cardVisit) content(message string, errs portal.FieldErrors) templ.Component {
	v.page.Title, v.page.Failed = v.page.T("benefit.card.title"), len(errs) > 0
	v.page.Then(v.then(), "matter.then.ask")
	back := v.back()
	parts := []templ.Component{component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: v.page.ErrorSummary(errs)})}
	if message != "" {
		parts = append(parts, component.StatusMessage(v.page.T(message)))
	}
	parts = append(parts,
		component.Heading(component.HeadingParams{Level: 1, Text: v.heading()}),
		component.CaseLine(component.CaseLineParams{
			Tag: v.tag(), Label: v.page.T("benefit.card.number"), Number: v.page.Words().CardNumber(v.card.Card.Number),
		}))
	parts = append(parts, v.next()...)
	parts = append(parts, component.SummaryList(component.SummaryListParams{Heading: v.page.T("benefit.card.says"), Rows: v.rows()}))
	parts = append(parts, v.share(errs)...)
	parts = append(parts, component.Heading(component.HeadingParams{Text: v.page.T("benefit.history")}), component.Timeline(v.history()))
	return component.Join(append(parts, v.more()...)...)
}

// more leads to the sheet for print and to what can be done with a card.
func (v cardVisit) more() []templ.Component {
	if v.state == holding.CardCancelled {
		return nil
	}
	links := []component.LinkItem{{Link: component.LinkParams{Text: v.page.T("benefit.print.title"), URL: v.at("/print")}}}
	links = append(links, v.guides("card-renew", "card-level-change", "card-reissue", "card-transfer", "card-cancel")...)
	return []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T("benefit.card.more")}), component.LinkList(links)}
}

func (v cardVisit) heading() string {
	if v.known.Link.ForOther() {
		return v.page.Tp("benefit.card.heading_other", "Name", v.page.Name(v.card.Card.Name))
	}
	return v.page.T("benefit.card.title")
}

func (v cardVisit) tag() component.TagParams {
	t := component.TagParams{Text: official.CardState(v.page, v.card)}
	switch v.state {
	case holding.CardActive:
		t.Kind = component.TagMet
	case holding.CardExpiring:
		t.Kind = component.TagTurn
	default:
		t.Kind = component.TagFinal
	}
	return t
}

// then is what comes next for the holder, in elder mode.
func (v cardVisit) then() string {
	switch v.state {
	case holding.CardExpiring, holding.CardExpired:
		return "benefit.then.renew"
	case holding.CardFrozen, holding.CardCancelled:
		return "benefit.then.lost"
	}
	return "benefit.then.good"
}

// next says what the state means and what to do about it.
func (v cardVisit) next() []templ.Component {
	day := v.day(v.card.ValidTo)
	switch v.state {
	case holding.CardExpiring:
		return v.notice("benefit.card.expiring", day, v.button("card-renew", "benefit.card.renew"))
	case holding.CardExpired:
		return v.notice("benefit.card.expired", day, v.button("card-renew", "benefit.card.renew"))
	case holding.CardFrozen:
		return v.notice("benefit.card.frozen", day, v.button("card-reissue", "benefit.card.reissue"))
	case holding.CardCancelled:
		return v.notice("benefit.card.cancelled", day, v.button("card-new", "benefit.card.anew"))
	}
	return []templ.Component{component.Lead(v.page.Tp("benefit.card.active", "Day", day))}
}

func (v cardVisit) notice(words, day string, to component.ButtonLinkParams) []templ.Component {
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: v.page.Tp(words+".title", "Day", day)}
	if v.state == holding.CardCancelled || v.state == holding.CardFrozen {
		n.Kind = component.NoticePlain
		n.Lines = v.why()
	}
	n.Lines = append(n.Lines, v.page.T(words+".stops"), v.page.T(words+".next"))
	return []templ.Component{component.With(component.Notice(n), component.With(component.Actions(), component.ButtonLink(to)))}
}

// why is the reason of the last step, where it has one.
func (v cardVisit) why() []string {
	for i := len(v.card.Events) - 1; i >= 0; i-- {
		if e := v.card.Events[i]; e.Action == "freeze" || e.Action == "cancel" {
			if words := holding.CardReasonWords(e.Reason); v.page.Words().Has(words.ID) {
				return []string{v.page.Msg(words)}
			}
			return nil
		}
	}
	return nil
}

// rows is what stands on the card.
func (v cardVisit) rows() []component.SummaryRow {
	c := v.card.Card
	rows := []component.SummaryRow{
		v.row("benefit.row.name", v.page.Name(c.Name)),
		v.row("benefit.row.category", category(v.page, c)...),
		v.row("benefit.row.level", level(v.page, c.Level)),
		v.row("benefit.row.issued", v.day(v.card.Issued)),
		v.row("benefit.row.valid_to", v.day(v.card.ValidTo)),
		v.row("benefit.row.place", v.place(v.card.Place)),
	}
	if c.Guardian != "" {
		rows = append(rows, v.row("benefit.row.guardian", v.page.Name(c.Guardian)))
	}
	if c.Concluded != "" {
		rows = append(rows, v.row("benefit.row.concluded", v.day(c.Concluded)))
	}
	return rows
}

// category names the category of the number, and below it the parts of several.
func category(page *web.Page, c holding.Card) []string {
	values := []string{official.Category(page, c.Category)}
	if len(c.Categories) > 1 {
		var parts []string
		for _, id := range c.Categories {
			parts = append(parts, official.Category(page, id))
		}
		values = append(values, page.Words().List(parts))
	}
	return values
}

func level(page *web.Page, n int) string { return page.T("benefit.level." + strconv.Itoa(n)) }

// history is who did what when; oldest first.
func (v cardVisit) history() []component.Step {
	var steps []component.Step
	for _, e := range v.card.Events {
		s := component.Step{
			State: component.StepDone, Word: v.page.T("common.step.done"), Title: v.page.T("benefit.card.event." + e.Action),
			Lines: []string{v.page.Tp("benefit.event_line", "Time", v.page.DateTime(e.At), "Who", v.who(e.Actor))},
		}
		if words := holding.CardReasonWords(e.Reason); e.Reason != "" && v.page.Words().Has(words.ID) {
			s.Lines = append(s.Lines, v.page.Msg(words))
		}
		steps = append(steps, s)
	}
	return steps
}
