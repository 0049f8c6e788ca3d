package account

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	"changban/portal/session"
	"changban/portal/web"
)

// phoneSheet is what the first page of signing in shows.
type phoneSheet struct {
	Head   component.QuestionHeadParams
	Kept   string // says that a form waits; "" when none does
	Form   component.FormParams
	Phone  component.TextFieldParams
	Button string
}

// closedSheet is shown while no code can be sent.
type closedSheet struct {
	Title  string
	Lines  []string
	Phones []component.ButtonLinkParams
}

func phoneSpec() field.Spec { return field.Spec{ID: "phone", Type: field.Tel, Required: true} }

// phone asks for the number; who is signed in already is led on.
func (p Pages) phone(c *fiber.Ctx, page *web.Page) error {
	next := nextAddress(page, c.Query("next"))
	if page.Session != nil && page.Session.Kind == session.Resident {
		return web.Redirect303(c, next)
	}
	page.Return = signInAddress(page, "", next)
	return page.Show(p.phoneContent(blank(page), carried(page, next)))
}

// carried is what the form takes along: a form that waits, or only where to go on.
func carried(page *web.Page, next string) []component.HiddenParams {
	if typed := page.Typed(); typed != nil {
		return carriedBy(page, *typed)
	}
	return nextField(next)
}

// signInInstead is the answer to a form whose session had ended: it carries the
// form along (WCAG 2.2.5; A11Y-19).
func (p Pages) signInInstead(_ *fiber.Ctx, page *web.Page, held []component.HiddenParams) (templ.Component, error) {
	return p.phoneContent(blank(page), held), nil
}

func (p Pages) phoneContent(q question, carried []component.HiddenParams) templ.Component {
	page := q.page
	page.Title, page.Robots = page.T("account.sign_in.title"), "noindex"
	if !p.SignIn.CanSend {
		return closedPage(closedContent(page))
	}
	sheet := phoneSheet{
		Head:   q.head(link(page, "common.back.home", page.Path("/"))),
		Form:   page.Form(page.Path("/sign-in"), carried...),
		Button: page.T("account.sign_in.button"),
		Phone: component.TextFieldParams{
			Field: q.field("phone", page.T("account.sign_in.phone"), page.T("account.sign_in.phone_hint")),
			Value: q.form.One("phone"), InputMode: "tel", Autocomplete: "tel", Width: component.WidthPhone, NoSpelling: true,
		},
	}
	sheet.Phone.Heading = true
	page.Then("account.then.phone", "account.then.free")
	if isHeld(carried) {
		sheet.Kept = page.T("account.sign_in.kept")
	}
	return phonePage(sheet)
}

func closedContent(page *web.Page) closedSheet {
	page.Then("account.then.closed")
	sheet := closedSheet{
		Title: page.T("account.sign_in.closed_title"),
		Lines: []string{page.T("account.sign_in.cannot_send"), page.T("account.sign_in.closed_next")},
	}
	lines := page.Hotlines()
	for _, number := range []string{lines.Disabled, lines.Government} {
		sheet.Phones = append(sheet.Phones, component.ButtonLinkParams{
			Text: page.Tp("common.button.call", "Number", page.Phone(number)), URL: "tel:" + number, Kind: component.ButtonSecondary,
		})
	}
	return sheet
}

// phoneSend sends a code. A form that waits cannot be redirected: the next page
// comes at once and carries it.
func (p Pages) phoneSend(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	carried := carriedBy(page, form)
	q := read(page, form, phoneSpec())
	q.wrong = append(q.wrong, notMobile(q.values["phone"].First())...)
	if len(q.wrong) > 0 || !p.SignIn.CanSend {
		return page.Render(statusOfPhone(q, p.SignIn.CanSend), p.phoneContent(q, carried))
	}
	return p.send(c, page, q.values["phone"].First(), carried, false)
}

// notMobile: a fixed line is a telephone, but no message reaches it.
func notMobile(phone string) portal.FieldErrors {
	if phone == "" || len(phone) == 11 && phone[0] == '1' {
		return nil
	}
	return portal.FieldErrors{{Field: "phone", Message: portal.Msg("account.sign_in.mobile")}}
}

func statusOfPhone(q question, canSend bool) int {
	if !canSend {
		return fiber.StatusServiceUnavailable
	}
	return q.status()
}

// send sends a code to a phone and shows the page that asks for it.
func (p Pages) send(c *fiber.Ctx, page *web.Page, phone string, carried []component.HiddenParams, again bool) error {
	id, err := p.SignIn.Ask(page.Context(), phone)
	if err != nil {
		return err
	}
	if isHeld(carried) {
		return p.showCode(page, blank(page), id, carried, again)
	}
	address := signInAddress(page, id, nextOf(carried))
	if again {
		address += "&again=1"
	}
	return web.Redirect303(c, address)
}

// nextAddress is where signing in leads: an address of ours, never sign-in
// itself, which would go round in circles.
func nextAddress(page *web.Page, next string) string {
	me := page.Path("/me")
	next = web.SafeNext(next, me)
	if strings.HasPrefix(next, page.Path("/sign-in")) || strings.HasPrefix(next, page.Path("/sign-out")) {
		return me
	}
	return next
}

func signInAddress(page *web.Page, code, next string) string {
	path := "/sign-in"
	if code != "" {
		path += "/" + code
	}
	return page.Path(path) + "?next=" + url.QueryEscape(next)
}

func nextField(next string) []component.HiddenParams {
	return []component.HiddenParams{{Name: web.FieldNext, Value: next}}
}

// carriedBy returns the hidden fields that go along through both pages: a form
// that waits, or just where to go.
func carriedBy(page *web.Page, form web.Form) []component.HiddenParams {
	if held := form.Held(); held != nil {
		return held
	}
	return nextField(nextAddress(page, form.One(web.FieldNext)))
}

func isHeld(carried []component.HiddenParams) bool { return len(carried) > 1 }

func nextOf(carried []component.HiddenParams) string {
	for _, h := range carried {
		if h.Name == web.FieldNext {
			return h.Value
		}
	}
	return ""
}
