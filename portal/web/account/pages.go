package account

import (
	"github.com/gofiber/fiber/v2"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/hotline"
	"changban/portal/session"
	"changban/portal/web"
)

// Pages are the pages of the area and what they stand on; every field is needed.
type Pages struct {
	Accounts     *account.Accounts
	SignIn       *account.SignIn
	Claims       *account.Claims
	Applications *application.Applications
	Catalogue    *catalogue.Catalogue
	Wishes       Wishes
	Tickets      *hotline.Tickets
}

// Mount serves the area's addresses (contract §3).
func (p Pages) Mount(s *web.Server) {
	s.OnSignIn(p.signInInstead)
	s.Get("/sign-in", p.phone)
	s.Post("/sign-in", p.phoneSend)
	s.Get("/sign-in/:code", p.code)
	s.Post("/sign-in/:code", p.codeEnter)
	s.Get("/sign-out", p.signOut)
	s.Post("/sign-out", p.signOutNow)
	s.Get("/me", p.signedIn(p.me))
	s.Get("/me/people", p.signedIn(p.people))
	s.Get("/me/people/new", p.signedIn(p.person))
	s.Post("/me/people/new", p.signedIn(p.personAdd))
	s.Get(toldAddress, p.signedIn(p.told))
	s.Post(toldAddress, p.signedIn(p.toldKeep))
	s.Get("/services/:service/apply", p.signedIn(p.forWhom))
	s.Post("/services/:service/apply", p.begin)
	s.Get("/for/:person", p.signedIn(p.matters))
	s.Get("/for/:person/entitled", p.signedIn(p.entitled))
	s.Get("/for/:person/prove", p.signedIn(p.prove))
	s.Post("/for/:person/prove", p.signedIn(p.proveSend))
	s.Get("/for/:person/prove/:code", p.signedIn(p.proveCode))
	s.Post("/for/:person/prove/:code", p.signedIn(p.proveEnter))
}

// signedIn lets residents and helpers in and leads everybody else to sign-in and
// back.
func (p Pages) signedIn(h web.Handler) web.Handler {
	return func(c *fiber.Ctx, page *web.Page) error {
		if err := page.Require(session.Resident); err != nil {
			return err
		}
		return h(c, page)
	}
}

// standOn tells the frame who reads and for whom: the band stands on every page
// of another person's area, and the title names the relation (decisions 24).
func standOn(page *web.Page, k account.Known) {
	page.ReaderName = k.Own.First(account.FieldName)
	if !k.Link.ForOther() {
		return
	}
	page.Acting = &web.Acting{
		Relation: string(k.Link.Relation), Name: k.Person.First(account.FieldName), OwnURL: page.Path("/me"),
	}
}

// forPerson returns the address of path in a person's area.
func forPerson(page *web.Page, person, path string) string {
	return page.Path("/for/" + person + path)
}

// serviceName returns the words for a service, of one withdrawn since as well.
func serviceName(page *web.Page, service string) string {
	return page.T("service." + service + ".name")
}

// relationWords says what somebody is to the reader: "your mother".
func relationWords(page *web.Page, r account.Relation) string {
	return page.T("frame.for.relation." + string(r))
}

// fieldErrors returns the problems of a form, or the error when it is another.
func fieldErrors(err error) (portal.FieldErrors, error) {
	if fields, is := err.(portal.FieldErrors); is {
		return fields, nil
	}
	return nil, err
}
