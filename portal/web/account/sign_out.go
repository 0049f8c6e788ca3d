package account

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/web"
)

// signOutSheet is the page before and after signing out.
type signOutSheet struct {
	Back   *component.LinkParams // nil when the links below lead back
	Title  string
	Text   string
	Form   *component.FormParams // nil when nobody is signed in
	Button string
	Shared string // heading about a computer that others use
	About  string
	Forget string
	Links  []component.LinkItem
}

// fieldForget is the button for a computer that others use.
const fieldForget = "_forget"

func (p Pages) signOut(_ *fiber.Ctx, page *web.Page) error {
	page.Robots, page.Private = "noindex", true
	if page.Session == nil && page.SessionFailure() == nil {
		return page.Show(signOutPage(signedOutContent(page)))
	}
	page.Title = page.T("account.sign_out.title")
	page.Then("account.then.sign_out", "account.then.back")
	form := page.Form(page.Path("/sign-out"))
	back := link(page, "common.back.home", page.Path("/"))
	return page.Show(signOutPage(signOutSheet{
		Back: &back, Title: page.Title, Text: page.T("account.sign_out.text"), Form: &form,
		Button: page.T("account.sign_out.button"), Shared: page.T("account.sign_out.shared"),
		About: page.T("account.sign_out.forget_about"), Forget: page.T("account.sign_out.forget"),
	}))
}

func signedOutContent(page *web.Page) signOutSheet {
	page.Title = page.T("account.sign_out.done")
	page.Then("account.then.signed_out", "frame.next.home")
	return signOutSheet{
		Title: page.Title, Text: page.T("account.sign_out.kept"),
		Links: []component.LinkItem{
			{Link: link(page, "common.back.home", page.Path("/"))},
			{Link: link(page, "account.sign_out.again", page.Path("/sign-in"))},
		},
	}
}

// signOutNow ends the session; on a shared computer the browser also drops what
// it keeps (decisions 23).
func (p Pages) signOutNow(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if err := page.SignOut(form.Has(fieldForget)); err != nil {
		return err
	}
	return web.Redirect303(c, page.Path("/sign-out"))
}
