package account

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/web"
)

// entitledShown is how many services the person's page names; the others have a
// page of their own.
const entitledShown = 3

// possible keeps the services of which something known speaks for the person and
// nothing against: the met ones first, then those with the fewest open points.
func possible(all []application.Entitlement) []application.Entitlement {
	var list []application.Entitlement
	for _, e := range all {
		if !e.Has && gives(e.Service.Outcome) && e.Verdict != eligibility.NotMet && count(e, eligibility.Met) > 0 {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b application.Entitlement) int {
		return cmp.Compare(count(a, eligibility.Unknown), count(b, eligibility.Unknown))
	})
	return list
}

// gives reports whether a service gives something: others only change what is
// there, and nobody is entitled to having lost a card.
func gives(o catalogue.Outcome) bool {
	switch o.Type {
	case catalogue.Certificate:
		return o.Act == "issue" || o.Act == "renew"
	case catalogue.Decision, catalogue.Preference:
		return false
	}
	return true
}

func count(e application.Entitlement, v eligibility.Verdict) int {
	n := 0
	for _, r := range e.Results {
		if r.Verdict == v {
			n++
		}
	}
	return n
}

// addEntitled names what the person may be entitled to besides. Nothing is filed
// by it: each row leads to the guide.
func (p Pages) addEntitled(page *web.Page, s *mattersSheet, person string) error {
	all, err := p.Applications.Entitled(page.Context(), person)
	if err != nil {
		return err
	}
	list := possible(all)
	sec := section{Note: page.T("account.entitled.note")}
	for _, e := range list[:min(len(list), entitledShown)] {
		sec.Links = append(sec.Links, component.LinkItem{Link: guideLink(page, e), Text: reasons(page, e)})
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

// reasons says which conditions are met, then how many are not known yet.
func reasons(page *web.Page, e application.Entitlement) string {
	var met strings.Builder
	for _, r := range e.Results {
		if r.Verdict == eligibility.Met {
			met.WriteString(page.Msg(r.Reason))
		}
	}
	if open := count(e, eligibility.Unknown); open > 0 {
		return page.Tp("account.entitled.open", "Reasons", met.String(), "Count", open)
	}
	return met.String()
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
	s := entitledSheet{
		Back:  link(page, "account.prove.back", forPerson(page, known.Person.ID, "")),
		Title: page.Title, Note: page.T("account.entitled.note"),
		Start: component.ButtonLinkParams{Text: page.T("account.matters.start"), URL: page.Path("/services"), Kind: component.ButtonSecondary},
	}
	if known.Link.ForOther() {
		s.Back = link(page, "account.entitled.back_other", forPerson(page, known.Person.ID, ""))
	}
	for _, e := range possible(all) {
		s.Services = append(s.Services, entitledService{
			Title: serviceName(page, e.Service.ID), Purpose: page.T(e.Service.WordID("purpose")), Conditions: conditions(page, e),
			Guide: component.LinkParams{Text: page.Tp("account.entitled.guide", "Service", serviceName(page, e.Service.ID)), URL: page.Path("/services/" + e.Service.ID)},
		})
	}
	if s.Services == nil {
		s.Empty = page.T("account.entitled.empty")
	}
	return page.Show(entitledPage(s))
}

func conditions(page *web.Page, e application.Entitlement) []component.Condition {
	var list []component.Condition
	for _, r := range e.Results {
		tag := component.TagParams{Text: page.T("eligibility." + string(r.Verdict) + ".label")}
		if r.Verdict == eligibility.Met {
			tag.Kind = component.TagMet
		}
		list = append(list, component.Condition{Tag: tag, Text: page.Msg(r.Reason)})
	}
	return list
}
