package benefit

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	holding "changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/web"
)

// Pages are the pages of the area and what they stand on; every field is needed.
type Pages struct {
	Keeper    *holding.Keeper
	Accounts  *account.Accounts
	Catalogue *catalogue.Catalogue
	Units     office.Tree
	Limits    session.Limiter
}

// Mount serves the area's addresses (contract 3).
func (p Pages) Mount(s *web.Server) {
	const card, granted = "/for/:person/certificates/:id", "/for/:person/benefits/:id"
	s.Get(card, signedIn(p.card))
	s.Post(card+"/codes", signedIn(p.newCode))
	s.Get(card+"/codes/:code", signedIn(p.code))
	s.Post(card+"/end-codes", signedIn(p.endCodes))
	s.Get(card+"/print", signedIn(p.printAsk))
	s.Get(card+"/print/:code", signedIn(p.print))
	s.Get(granted, signedIn(p.benefit))
	s.Get(granted+"/account", signedIn(p.account))
	s.Post(granted+"/account", signedIn(p.accountChange))
	s.Get("/v/:code", p.check)
	s.BareGet("/v/:code", p.check)
	s.BareGet("/.well-known/portal-keys", p.keys)
}

func signedIn(h web.Handler) web.Handler {
	return func(c *fiber.Ctx, page *web.Page) error {
		if err := page.Require(session.Resident); err != nil {
			return err
		}
		return h(c, page)
	}
}

// queryDone tells the page after a redirect what was done, for its message.
const queryDone = "done"

// visit is one look into what a person has.
type visit struct {
	Pages
	page   *web.Page
	known  account.Known
	person string
}

func (p Pages) open(c *fiber.Ctx, page *web.Page) (visit, error) {
	known, err := p.Accounts.Known(page.Context(), c.Params("person"))
	if err != nil {
		return visit{}, err
	}
	page.Menu, page.ReaderName = web.MenuMe, known.Own.First(account.FieldName)
	if known.Link.ForOther() {
		page.Acting = &web.Acting{
			Relation: string(known.Link.Relation), Name: known.Person.First(account.FieldName), OwnURL: page.Path("/me"),
		}
	}
	return visit{p, page, known, known.Person.ID}, nil
}

// path is an address in the person's area; "" is the person's page.
func (v visit) path(rest string) string { return v.page.Path("/for/" + v.person + rest) }

func (v visit) back() component.LinkParams {
	return component.LinkParams{Text: v.page.T("matter.back"), URL: v.path("")}
}

func (v visit) row(words string, values ...string) component.SummaryRow {
	return component.SummaryRow{Label: v.page.T(words), Values: values}
}

// day writes a day with its year, because a card and a grant last for years.
func (v visit) day(d portal.Day) string { return v.page.Words().DateShort(string(d), "") }

func (v visit) month(m portal.Month) string { return v.page.Words().Month(string(m)) }

func (v visit) place(code portal.Place) string { return v.page.FullPlace(v.Units.Places(), code) }

// who names the one who acted: the office, the person, or whoever acts for them.
func (v visit) who(a portal.Actor) string {
	switch {
	case a.Kind == portal.ActorStaff:
		return v.page.T("benefit.who.office")
	case a.Kind == portal.ActorSystem:
		return v.page.T("benefit.who.rule")
	case a.ID == v.known.Identity.ID:
		return v.page.T("benefit.who.you")
	}
	return v.page.T("benefit.who.other")
}

// guides are links to the guides of services that are in the catalogue.
func (v visit) guides(services ...string) []component.LinkItem {
	var links []component.LinkItem
	for _, id := range services {
		if s, ok := v.Catalogue.Service(id); ok && !s.Hidden {
			links = append(links, component.LinkItem{
				Link: component.LinkParams{Text: v.page.T(s.WordID("name")), URL: v.page.Path("/services/" + id)},
				Text: v.page.T(s.WordID("purpose")),
			})
		}
	}
	return links
}

// button leads to a guide.
func (v visit) button(service, words string) component.ButtonLinkParams {
	return component.ButtonLinkParams{Text: v.page.T(words), URL: v.page.Path("/services/" + service)}
}
