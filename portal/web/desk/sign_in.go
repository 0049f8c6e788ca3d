package desk

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/session"
	"changban/portal/web"
)

// fieldShow asks for a posted form to be shown again instead of carried out:
// whoever signs in again sees the own words before they are sent.
const fieldShow = "_show"

// signInSheet is what the page of staff sign-in shows.
type signInSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Kept   string // says that a form waits; "" else
	Form   component.FormParams
	Number component.TextFieldParams
	Code   component.TextFieldParams
	Button string
	Lines  []string
}

// waitingSheet leads on to the form that waited.
type waitingSheet struct {
	Title, Text string
	Form        component.FormParams
	Button      string
}

func (p Pages) signIn(c *fiber.Ctx, page *web.Page) error {
	next := deskAddress(page, c.Query("next"))
	if page.Session != nil && page.Session.Kind == session.Staff {
		return web.Redirect303(c, next)
	}
	return showSignIn(page, fiber.StatusOK, web.Form{}, []component.HiddenParams{{Name: web.FieldNext, Value: next}}, nil)
}

// showSignIn shows the form; carried are hidden fields that go along: where to
// go, or a whole form that waits (WCAG 2.2.5).
func showSignIn(page *web.Page, status int, form web.Form, carried []component.HiddenParams, wrong portal.FieldErrors) error {
	page.Title, page.Robots, page.Private = page.T("desk.sign_in.title"), "noindex", true
	page.Desk, page.Failed = &web.Desk{}, len(wrong) > 0
	s := signInSheet{
		Head:  component.QuestionHeadParams{Back: &component.LinkParams{Text: page.T("common.back.home"), URL: page.Path("/")}, Summary: page.ErrorSummary(wrong)},
		Title: page.Title,
		Form:  page.Form(page.Path("/desk/sign-in"), carried...), Button: page.T("desk.sign_in.button"),
		Lines: []string{page.T("desk.sign_in.once"), page.T("desk.sign_in.lost")},
		Number: component.TextFieldParams{
			Field: page.Field("number", "desk.sign_in.number", "desk.sign_in.number_hint", wrong),
			Value: form.One("number"), Autocomplete: "username", Width: component.WidthPhone, NoSpelling: true,
		},
		Code: component.TextFieldParams{
			Field: page.Field("code", "desk.sign_in.code", "desk.sign_in.code_hint", wrong), Value: form.One("code"),
			InputMode: "numeric", Autocomplete: "one-time-code", Width: component.WidthPhone, NoSpelling: true,
		},
	}
	if len(carried) > 1 {
		s.Kept = page.T("desk.sign_in.kept")
	}
	return page.Render(status, signInPage(s))
}

// deskAddress is where signing in leads: an officers' page other than sign-in.
func deskAddress(page *web.Page, next string) string {
	queue := page.Path("/desk")
	next = web.SafeNext(next, queue)
	inside := next == queue || strings.HasPrefix(next, queue+"/") || strings.HasPrefix(next, queue+"?")
	if !inside || strings.HasPrefix(next, queue+"/sign-") {
		return queue
	}
	return next
}

// signInSend lets an officer in. A post without number and code comes from the
// kernel's page for a form whose session had ended: it only brings that form.
func (p Pages) signInSend(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	carried := form.Held()
	if carried == nil {
		carried = []component.HiddenParams{{Name: web.FieldNext, Value: deskAddress(page, form.One(web.FieldNext))}}
	}
	if !form.Has("number") && !form.Has("code") {
		return showSignIn(page, fiber.StatusOK, form, carried, nil)
	}
	wrong := unanswered(form)
	if len(wrong) > 0 {
		return showSignIn(page, fiber.StatusUnprocessableEntity, form, carried, wrong)
	}
	staff, err := p.SignIns.SignIn(page.Context(), form.One("number"), form.One("code"))
	if status, wrong := signInProblem(err); status != 0 {
		if status == fiber.StatusTooManyRequests {
			c.Set(fiber.HeaderRetryAfter, "60")
		}
		return showSignIn(page, status, form, carried, wrong)
	}
	if err != nil {
		return err
	}
	return arrive(c, page, staff.ID, form)
}

func unanswered(form web.Form) portal.FieldErrors {
	var wrong portal.FieldErrors
	for _, name := range []string{"number", "code"} {
		if strings.TrimSpace(form.One(name)) == "" {
			wrong = append(wrong, portal.FieldError{Field: name, Message: portal.Msg("desk.sign_in." + name + "_empty")})
		}
	}
	return wrong
}

// signInProblem puts the two refusals of signing in beside a field; the status
// is 0 for success and for every other error.
func signInProblem(err error) (int, portal.FieldErrors) {
	var e *portal.Error
	if !errors.As(err, &e) {
		return 0, nil
	}
	problem := portal.FieldErrors{{Field: "number", Message: e.Message}}
	switch e.Message.ID {
	case "desk.sign_in.wrong":
		return fiber.StatusUnprocessableEntity, problem
	case "desk.sign_in.limited":
		return fiber.StatusTooManyRequests, problem
	}
	return 0, nil
}

// arrive opens the session and goes on, to the form that waited if there is one:
// it is shown with everything typed, not sent.
func arrive(c *fiber.Ctx, page *web.Page, staff string, form web.Form) error {
	if err := page.SignIn(session.Staff, staff); err != nil {
		return err
	}
	next := deskAddress(page, form.One(web.FieldNext))
	waiting := form.Waiting()
	if waiting == nil {
		return web.Redirect303(c, next)
	}
	page.Title, page.Robots, page.Return, page.Desk = page.T("desk.waiting.title"), "noindex", next, &web.Desk{}
	waiting = append(waiting, component.HiddenParams{Name: fieldShow, Value: "1"})
	return page.Show(waitingPage(waitingSheet{
		Title: page.Title, Text: page.T("desk.waiting.text"),
		Form: page.Form(next, waiting...), Button: page.T("desk.waiting.button"),
	}))
}

// signOut ends the session. The look chosen on this computer stays: an officer
// may depend on it.
func (p Pages) signOut(c *fiber.Ctx, page *web.Page) error {
	if err := page.SignOut(false); err != nil {
		return err
	}
	return web.Redirect303(c, page.Path("/desk/sign-out"))
}

func (p Pages) signedOut(c *fiber.Ctx, page *web.Page) error {
	if page.Session != nil && page.Session.Kind == session.Staff {
		return web.Redirect303(c, page.Path("/desk"))
	}
	page.Title, page.Robots, page.Private, page.Desk = page.T("desk.signed_out.title"), "noindex", true, &web.Desk{}
	return page.Show(signedOutPage(page.Title, page.T("desk.signed_out.text"), component.LinkParams{
		Text: page.T("desk.signed_out.again"), URL: page.Path("/desk/sign-in"),
	}))
}
