package account

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/web"
	"changban/portal/web/official"
)

// entitledShown is how many services the person's page names; the others have a
// page of their own.
const entitledShown = 3

// addEntitled names what the person may be entitled to besides. Nothing is filed
// by it: each row leads to the guide.
func (p Pages) addEntitled(page *web.Page, s *mattersSheet, person string) error {
	all, err := p.Applications.Entitled(page.Context(), person)
	if err != nil {
		return err
	}
	list := official.Possible(all)
	sec := section{Note: page.T("account.entitled.note")}
	for _, e := range list[:min(len(list), entitledShown)] {
		sec.Links = append(sec.Links, component.LinkItem{Link: guideLink(page, e), Text: official.Met(page, e)})
	}
	if len(sec.Links) > 0 {
		sec.Links = append(sec.Links, component.LinkItem{Link: link(page, "account.entitled.all", forPerson(page, person, "/entitled"))})
	}
	s.add(page, "entitled", sec)
	return nil
}

func guideLink(page *web.Page, e application.Entitlement) component.LinkParams {
	return component.LinkParams{Text: serviceName(page, e.Service.ID), URL: page.Path("/services/" + e.Service.ID)}
}

// entitledSheet is the long list with every reason.
type entitledSheet struct {
	Back     component.LinkParams
	Title    string
	Note     string
	Services []entitledService
	Empty    string // said when nothing is known that speaks for anything; "" else
	Start    component.ButtonLinkParams
}

type entitledService struct {
	Title      string
	Purpose    string
	Conditions []component.Condition
	Guide      component.LinkParams
}

// entitled lists everything the person may be entitled to, with what speaks for it
// and what is not known yet.
func (p Pages) entitled(c *fiber.Ctx, page *web.Page) error {
	known, err := p.Accounts.Known(page.Context(), c.Params("person"))
	if err != nil {
		return err
	}
	all, err := p.Applications.Entitled(page.Context(), known.Person.ID)
	if err != nil {
		return err
	}
	standOn(page, known)
	page.Menu, page.Title = web.MenuMe, page.T("account.matters.entitled")
	page.Then("account.then.entitled", "frame.next.stop")
	s := entitledSheet{
		Back:  link(page, "account.prove.back", forPerson(page, known.Person.ID, "")),
		Title: page.Title, Note: page.T("account.entitled.note"),
		Start: component.ButtonLinkParams{Text: page.T("account.matters.start"), URL: page.Path("/services"), Kind: component.ButtonSecondary},
	}
	if known.Link.ForOther() {
		s.Back = link(page, "account.entitled.back_other", forPerson(page, known.Person.ID, ""))
	}
	for _, e := range official.Possible(all) {
		s.Services = append(s.Services, entitledService{
			Title: serviceName(page, e.Service.ID), Purpose: page.T(e.Service.WordID("purpose")), Conditions: official.Conditions(page, e),
			Guide: component.LinkParams{Text: page.Tp("account.entitled.guide", "Service", serviceName(page, e.Service.ID)), URL: page.Path("/services/" + e.Service.ID)},
		})
	}
	if s.Services == nil {
		s.Empty = page.T("account.entitled.empty")
	}
	return page.Show(entitledPage(s))
}
