package matter

import (
	"github.com/gofiber/fiber/v2"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	states "changban/portal/matter"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Pages are the pages of the area and what they stand on.
type Pages struct {
	Applications *application.Applications
}

// Mount serves the area's addresses (contract 3).
func (p Pages) Mount(s *web.Server) {
	const one = "/for/:person/cases/:ref"
	s.Get(one, signedIn(p.show))
	s.Get(one+"/print", signedIn(p.print))
	s.Get(one+"/official/:kind", signedIn(p.official))
	s.Get(one+"/files/:file", signedIn(p.file))
	s.Get(one+"/papers", signedIn(p.papers))
	s.Upload(one+"/papers", signedIn(p.papersHand))
	s.Get(one+"/withdraw", signedIn(p.withdraw))
	s.Post(one+"/withdraw", signedIn(p.withdrawNow))
	s.Post(one+"/amend", signedIn(p.amend))
	s.Post(one+"/object", signedIn(p.object))
	s.Post(one+"/again", signedIn(p.again))
	s.BareGet("/t/:ref", p.short)
}

func signedIn(h web.Handler) web.Handler {
	return func(c *fiber.Ctx, page *web.Page) error {
		if err := page.Require(session.Resident); err != nil {
			return err
		}
		return h(c, page)
	}
}

// visit is one look at a case.
type visit struct {
	application.CaseView
	page   *web.Page
	office official.Office
	person string
	file   application.Matters       // of the person; filled where the page stands on it
	others []application.Entitlement // what else the person may have; receipt only
}

func (p Pages) open(c *fiber.Ctx, page *web.Page) (visit, error) {
	v, err := p.Applications.Case(page.Context(), c.Params("person"), c.Params("ref"))
	if err != nil {
		return visit{}, err
	}
	page.Menu = web.MenuMe
	page.ReaderName = v.Known.Own.First(account.FieldName)
	if v.Known.Link.ForOther() {
		page.Acting = &web.Acting{
			Relation: string(v.Known.Link.Relation), Name: v.Known.Person.First(account.FieldName), OwnURL: page.Path("/me"),
		}
	}
	return visit{CaseView: v, page: page, office: p.office(), person: c.Params("person")}, nil
}

// openWhole also reads what the case is connected with: what it gave, objections
// to it, and for a receipt what else the person may have.
func (p Pages) openWhole(c *fiber.Ctx, page *web.Page) (visit, error) {
	v, err := p.open(c, page)
	switch {
	case err != nil:
		return v, err
	case v.Amend:
		v.others, err = p.Applications.Entitled(page.Context(), v.person)
	case !v.State.Open() || v.CanObject != nil || v.Urgent:
		v.file, err = p.Applications.Matters(page.Context(), v.person)
	}
	return v, err
}

func (p Pages) office() official.Office {
	return official.Office{Catalogue: p.Applications.Catalogue, Units: p.Applications.Units}
}

// path is an address of the case; "" is its page.
func (v visit) path(rest string) string { return casePath(v.page, v.person, string(v.Ref), rest) }

func casePath(page *web.Page, person, ref, rest string) string {
	return page.Path("/for/" + person + "/cases/" + ref + rest)
}

func (v visit) number() string { return v.page.Words().Reference(string(v.Ref)) }

// other reports whether the reader acts for the case's person.
func (v visit) other() bool { return v.Known.Link.ForOther() }

// name is the person's, as it was when the case was sent.
func (v visit) name() string { return v.page.Name(v.Body.Name) }

// short leads from the address on a printed paper to the case or the ticket: to its
// page for who may see it, to the public search for everybody else; a ticket's
// own page does the same.
func (p Pages) short(c *fiber.Ctx, page *web.Page) error {
	ref, err := states.ParseReference(c.Params("ref"))
	if err != nil {
		return portal.NotFound()
	}
	if ref.Kind() == states.TicketKind {
		return web.Redirect303(c, page.Path("/hotline/t/"+string(ref)))
	}
	track := page.Path("/track")
	if page.Require(session.Resident) != nil {
		return web.Redirect303(c, track)
	}
	kin, err := p.Applications.Accounts.Relatives(page.Context())
	if err != nil {
		return err
	}
	for _, k := range kin[:min(len(kin), 10)] {
		if _, err := p.Applications.Case(page.Context(), k.Link.Person, string(ref)); err == nil {
			return web.Redirect303(c, casePath(page, k.Link.Person, string(ref), ""))
		}
	}
	return web.Redirect303(c, track)
}
