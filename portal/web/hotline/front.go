package hotline

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

// front says what the hotline does, what it promises and what it cannot take, and
// leads to writing and to looking.
func (p Pages) front(_ *fiber.Ctx, page *web.Page) error {
	page.Title, page.Menu = page.T("hotline.page.title"), web.MenuHotline
	page.Then("hotline.page.then.front", "frame.next.ask")
	parts := []templ.Component{
		component.BackLink(component.LinkParams{Text: page.T("common.back.home"), URL: page.Path("/")}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Lead(page.T("hotline.page.lead")),
		component.With(component.Actions(), component.ButtonLink(component.ButtonLinkParams{
			Text: page.T("hotline.page.write"), URL: page.Path("/hotline/new"),
		})),
		component.LinkList(frontLinks(page)),
		component.Heading(component.HeadingParams{Text: page.T("hotline.page.phone")}),
		component.LinkList(numbers(page)),
		component.Heading(component.HeadingParams{Text: page.T("hotline.page.days")}),
	}
	parts = append(parts, p.promises(page)...)
	return page.Show(component.Join(append(parts, notHere(page)...)...))
}

func frontLinks(page *web.Page) []component.LinkItem {
	link := func(words, path string) component.LinkItem {
		return component.LinkItem{Link: component.LinkParams{Text: page.T(words), URL: page.Path(path)}}
	}
	links := []component.LinkItem{link("hotline.page.look", "/hotline/open"), link("hotline.page.answers", "/hotline/answers")}
	if ref, _ := heldTicket(page); ref != "" {
		links = append([]component.LinkItem{{Link: component.LinkParams{
			Text: page.Tp("hotline.page.held", "Ref", page.Words().Reference(ref)), URL: page.Path("/hotline/t/" + ref),
		}}}, links...)
	}
	return links
}

func numbers(page *web.Page) []component.LinkItem {
	lines := page.Hotlines()
	row := func(number, words string) component.LinkItem {
		return component.LinkItem{
			Link: component.LinkParams{Text: page.Tp("common.button.call", "Number", number), URL: "tel:" + number}, Text: page.T(words),
		}
	}
	return []component.LinkItem{row(lines.Disabled, "hotline.page.phone.disabled"), row(lines.Government, "hotline.page.phone.government")}
}

// promises are the days of each kind. Without the office's numbers the page stands
// all the same: people find the phone on it.
func (p Pages) promises(page *web.Page) []templ.Component {
	days, err := p.Tickets.Days(page.Context())
	if err != nil {
		return []templ.Component{component.Paragraph(page.T("hotline.page.days.unknown"))}
	}
	var rows []component.SummaryRow
	for _, k := range line.Kinds() {
		rows = append(rows, component.SummaryRow{Label: typeWords(page, k.Type), Values: []string{promise(page, k.Type, days[k.Type])}})
	}
	return []templ.Component{component.SummaryList(component.SummaryListParams{Rows: rows}), component.Aside(page.T("hotline.page.days.missed"))}
}

// notHere says what cannot be taken, and who takes it (services facts, hotline).
func notHere(page *web.Page) []templ.Component {
	lines := []string{}
	for _, id := range []string{"hotline.page.not.emergency", "hotline.page.not.court", "hotline.page.not.petition", "hotline.page.not.secret"} {
		lines = append(lines, page.Tp(id, "Government", page.Phone(page.Hotlines().Government)))
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: page.T("hotline.page.not")}), component.List(lines)}
}

func typeWords(page *web.Page, t line.Type) string { return page.T("hotline.page.type." + string(t)) }

func topicWords(page *web.Page, t line.Topic) string {
	return page.T("hotline.page.topic." + string(t))
}

// promise says the days of a kind in words.
func promise(page *web.Page, t line.Type, d line.Limits) string {
	words := "hotline.page.promise.days"
	if t == line.Help {
		words = "hotline.page.promise.days_help"
	}
	return page.Tp(words, "Sign", page.Words().WorkingDays(d.Sign), "Reply", page.Words().WorkingDays(d.Decide))
}

// Fields of the form that opens a ticket again.
const (
	fieldReference = "reference"
	fieldCode      = "code"
)

func (p Pages) door(_ *fiber.Ctx, page *web.Page) error {
	page.Menu, page.Private = web.MenuHotline, true
	return page.Show(doorPage(page, web.Form{}, nil, ""))
}

// enter opens a ticket with its reference and code, for this browser.
func (p Pages) enter(c *fiber.Ctx, page *web.Page) error {
	page.Menu = web.MenuHotline
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	_, err = matter.ParseReference(strings.TrimSpace(form.One(fieldReference)))
	code := account.Digits(form.One(fieldCode))
	var errs portal.FieldErrors
	if err != nil {
		errs = append(errs, portal.FieldError{Field: fieldReference, Message: portal.Msg("hotline.page.open.reference")})
	}
	if len(code) != 8 {
		errs = append(errs, portal.FieldError{Field: fieldCode, Message: portal.Msg("hotline.page.open.code_wrong")})
	}
	if len(errs) == 0 {
		ref, token, err := p.Tickets.Unlock(page.Context(), strings.TrimSpace(form.One(fieldReference)), code)
		if err == nil {
			hold(page, ref, token)
			return web.Redirect303(c, page.Path("/hotline/t/"+string(ref)))
		}
		if portal.Is(err, portal.KindUnavailable) {
			return again(page, doorPage(page, form, nil, ""))
		}
		if !portal.Is(err, portal.KindNotFound) {
			return err
		}
		errs = portal.FieldErrors{{Field: fieldReference, Message: portal.Msg("hotline.page.open.none")}}
	}
	return page.Render(fiber.StatusUnprocessableEntity, doorPage(page, form, errs, ""))
}

// doorPage asks for reference and code; ref is filled in when the address named one.
func doorPage(page *web.Page, form web.Form, errs portal.FieldErrors, ref string) templ.Component {
	page.Title, page.Question, page.Failed = page.T("hotline.page.open.title"), true, len(errs) > 0
	page.Return = page.Path("/hotline/open")
	page.Then("hotline.page.then.open", "frame.next.ask")
	if typed := form.One(fieldReference); typed != "" {
		ref = typed
	}
	back := component.LinkParams{Text: page.T("hotline.page.back"), URL: page.Path("/hotline")}
	text := func(name, label, hint, value string) templ.Component {
		return component.TextField(component.TextFieldParams{Field: page.Field(name, label, hint, errs), Value: value,
			InputMode: "numeric", NoSpelling: true, Width: component.WidthNumber})
	}
	return component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: page.ErrorSummary(errs)}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Lead(page.T("hotline.page.open.lead")),
		component.With(component.Form(page.Form(page.Path("/hotline/open"))),
			text(fieldReference, "hotline.page.open.number", "hotline.page.open.number_hint", ref),
			text(fieldCode, "hotline.page.open.code", "hotline.page.open.code_hint", form.One(fieldCode)),
			component.With(component.Actions(), component.Button(component.ButtonParams{Text: page.T("hotline.page.open.button")})),
		),
		component.Paragraph(page.T("hotline.page.open.phone")),
	)
}
