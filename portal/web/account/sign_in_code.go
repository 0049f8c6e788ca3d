package account

import (
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/session"
	"changban/portal/web"
)

// codeSheet is a page that asks for a code.
type codeSheet struct {
	Head   component.QuestionHeadParams
	Status string // says that another code is on its way; "" else
	Lines  []string
	Form   component.FormParams
	Code   component.TextFieldParams
	Button string
	Again  string
	Change string   // button back to the number, where a form waits; "" else
	Other  string   // heading of the other ways
	Ways   []string // what to do when nothing arrives
	Links  []component.LinkItem
}

// waitingSheet is shown to a reader who signed in again in the middle of a form.
type waitingSheet struct {
	Title  string
	Text   string
	Form   component.FormParams
	Button string
}

// Buttons besides the main one: another code, another number.
const (
	fieldAgain  = "_again"
	fieldChange = "_change"
)

func (p Pages) code(c *fiber.Ctx, page *web.Page) error {
	if _, err := p.findCode(page, c.Params("code")); err != nil {
		return err
	}
	next := nextAddress(page, c.Query("next"))
	page.Return = signInAddress(page, c.Params("code"), next)
	return p.showCode(page, blank(page), c.Params("code"), carried(page, next), c.Query("again") != "")
}

// findCode returns a code sent for signing in.
func (p Pages) findCode(page *web.Page, id string) (account.Code, error) {
	if !portal.ValidID(id) {
		return account.Code{}, portal.NotFound()
	}
	code, err := p.SignIn.Codes.Code(page.Context(), id)
	if err == nil && code.Purpose != account.PurposeSignIn {
		return account.Code{}, portal.NotFound()
	}
	return code, err
}

// showCode shows the page of a code; one swept away meanwhile still gets a page,
// because the form in it may carry another that waits.
func (p Pages) showCode(page *web.Page, q question, id string, carried []component.HiddenParams, again bool) error {
	code, err := p.findCode(page, id)
	if err != nil && !portal.Is(err, portal.KindNotFound) {
		return err
	}
	return page.Render(q.status(), codePage(codeContent(q, code, id, carried, again)))
}

func codeContent(q question, code account.Code, id string, carried []component.HiddenParams, again bool) codeSheet {
	page := q.page
	page.Title, page.Robots, page.Private = page.T("account.code.title"), "noindex", true
	page.Then("account.then.code", "account.then.again")
	change := signInAddress(page, "", nextOf(carried))
	s := codeSheet{
		Head:   q.head(link(page, "account.code.change", change)),
		Form:   page.Form(page.Path("/sign-in/"+id), carried...),
		Code:   codeField(q, code),
		Button: page.T("account.code.button"), Again: page.T("account.code.again"),
		Other: page.T("account.code.other"), Ways: []string{page.T("account.code.call")},
	}
	if len(code.Phone) > 4 {
		s.Lines = append(s.Lines, page.Tp("account.code.sent", "Tail", code.Phone[len(code.Phone)-4:]))
	}
	if again {
		s.Status = page.T("account.code.again_sent")
	}
	if isHeld(carried) { // a link would lose the form that waits
		s.Head.Back, s.Change = nil, page.T("account.code.change")
	}
	s.addDemo(page)
	return s
}

// addDemo leads to the page that shows what nobody can receive in the demo.
func (s *codeSheet) addDemo(page *web.Page) {
	if page.Demo() {
		s.Links = append(s.Links, component.LinkItem{Link: link(page, "account.code.demo", "/demo/messages")})
	}
}

// codeField is one field that can be pasted into and filled in by the phone: no
// puzzle, nothing to remember (WCAG 3.3.9; A11Y-43).
func codeField(q question, code account.Code) component.TextFieldParams {
	minutes := max(10, int(code.Expires.Sub(code.Created)/time.Minute))
	f := component.TextFieldParams{
		Field: q.field("code", q.page.T("account.code.question"), q.page.Tp("account.code.hint", "Minutes", minutes)),
		Value: q.form.One("code"), InputMode: "numeric", Autocomplete: "one-time-code",
		Width: component.WidthPhone, NoSpelling: true,
	}
	f.Heading = true
	return f
}

// codeEnter signs in with the right code; asking for another is always possible.
func (p Pages) codeEnter(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	id, carried := c.Params("code"), carriedBy(page, form)
	switch {
	case form.Has(fieldChange):
		return page.Show(p.phoneContent(blank(page), carried))
	case form.Has(fieldAgain):
		return p.codeAgain(c, page, id, carried)
	}
	identity, _, err := p.SignIn.Confirm(page.Context(), id, form.One("code"))
	wrong, err := fieldErrors(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		return p.showCode(page, question{page: page, form: form, wrong: wrong}, id, carried, false)
	}
	return p.arrive(c, page, identity.ID, form)
}

func (p Pages) codeAgain(c *fiber.Ctx, page *web.Page, id string, carried []component.HiddenParams) error {
	code, err := p.findCode(page, id)
	if portal.Is(err, portal.KindNotFound) {
		return page.Render(fiber.StatusOK, p.phoneContent(blank(page), carried))
	}
	if err != nil {
		return err
	}
	return p.send(c, page, code.Phone, carried, true)
}

// arrive opens the session and goes on: to the address asked for, or to the form
// that waited, with one button that sends it again.
func (p Pages) arrive(c *fiber.Ctx, page *web.Page, identity string, form web.Form) error {
	if err := page.SignIn(session.Resident, identity); err != nil {
		return err
	}
	p.takeChoices(page, identity)
	next := nextAddress(page, form.One(web.FieldNext))
	waiting := form.Waiting()
	if waiting == nil {
		return web.Redirect303(c, next)
	}
	page.Title, page.Robots, page.Return = page.T("account.waiting.title"), "noindex", next
	page.Then("account.then.waiting")
	return page.Show(waitingContent(page, next, waiting))
}

func waitingContent(page *web.Page, next string, waiting []component.HiddenParams) templ.Component {
	return waitingPage(waitingSheet{
		Title: page.T("account.waiting.title"), Text: page.T("account.waiting.text"),
		Form: page.Form(next, waiting...), Button: page.T("account.waiting.button"),
	})
}

// takeChoices puts on the look and the language the account has; an account
// without one takes over what this browser had chosen. Neither is ever a reason
// not to sign in.
func (p Pages) takeChoices(page *web.Page, identity string) {
	kept, err := p.Accounts.People.Choices(page.Context(), identity)
	if err != nil {
		return
	}
	switch here := page.ChosenLanguage(); {
	case here == "" && kept.Language != "":
		page.SetLanguage(kept.Language)
	case here != "" && kept.Language == "":
		_ = p.Accounts.People.PutLanguages(page.Context(), identity, account.Choices{Language: here})
	}
	switch {
	case kept.Look != "":
		page.SetPreference(preference.Parse(kept.Look))
	case page.Preference.Valid() != preference.Default():
		_ = p.Accounts.People.PutPreference(page.Context(), identity, page.Preference.String())
	}
}
