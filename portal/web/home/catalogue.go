package home

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/catalogue"
	"changban/portal/web"
)

// laterID is the anchor of what cannot be done online yet.
const laterID = "later"

func (a Pages) services(c *fiber.Ctx, p *web.Page) (templ.Component, error) {
	p.Menu = web.MenuServices
	n := a.narrowed(c, p)
	if n.query != "" {
		return a.results(p, n)
	}
	p.Title = p.T("home.catalogue.title")
	v := catalogueView{
		Title: p.Title, Lead: p.T("home.catalogue.lead"),
		Search: a.searchField(p, "home.search.label_catalogue", ""),
		Places: n.places(a, p), Ages: n.ages(p),
		Later: p.T("home.catalogue.later"),
	}
	var err error
	if v.Categories, err = a.categories(p, n); err != nil {
		return nil, err
	}
	if len(v.Categories) == 0 {
		v.None = p.T("home.filter.none")
	}
	for _, t := range taskList() {
		if t.path == "" && len(a.inCategory(t.category)) == 0 {
			v.LaterTasks = append(v.LaterTasks, "**"+p.T(t.words+"title")+"**")
		}
	}
	if len(v.LaterTasks) > 0 {
		v.LaterLines = []string{p.T("home.later.text"), p.T("home.later.counter")}
	}
	return cataloguePage(v), nil
}

func (a Pages) categories(p *web.Page, n narrow) ([]categoryView, error) {
	var views []categoryView
	for _, id := range a.Catalogue.Categories() {
		v := categoryView{Heading: component.HeadingParams{Text: p.T("home.category." + id), ID: id}}
		for _, s := range a.inCategory(id) {
			fits, err := n.fits(a, p, s)
			if err != nil {
				return nil, err
			}
			if fits {
				v.Services = append(v.Services, serviceLink(p, s))
			}
		}
		if len(v.Services) > 0 {
			views = append(views, v)
		}
	}
	return views, nil
}

func serviceLink(p *web.Page, s *catalogue.Service) component.LinkItem {
	return component.LinkItem{
		Link: component.LinkParams{Text: p.T(s.WordID("name")), URL: p.Path("/services/" + s.ID)},
		Text: p.T(s.WordID("purpose")),
	}
}

func (a Pages) searchField(p *web.Page, label, value string) component.SearchFieldParams {
	return component.SearchFieldParams{
		Action: p.Path("/services"),
		Field:  component.Field{Name: "q", Label: p.T(label), Hint: p.T("home.search.hint")},
		Value:  value, Button: p.T("home.search.button"),
	}
}

func (a Pages) results(p *web.Page, n narrow) (templ.Component, error) {
	v := resultsView{
		Query:  p.Tp("home.search.query", "Query", strings.ReplaceAll(n.query, "*", " ")),
		Search: a.searchField(p, "home.search.label_catalogue", n.query),
		Places: n.places(a, p), Ages: n.ages(p),
		All: component.LinkParams{Text: p.T("home.search.all"), URL: p.Path("/services")},
	}
	for _, id := range a.index.Find(n.query) {
		s, known := a.Catalogue.Service(id)
		if !known {
			continue
		}
		fits, err := n.fits(a, p, s)
		if err != nil {
			return nil, err
		}
		if fits {
			v.Found = append(v.Found, serviceLink(p, s))
		}
	}
	p.Title, p.Robots = p.Plural("home.search.title", len(v.Found)), "noindex"
	if len(v.Found) == 0 {
		p.Title, v.None = p.T("home.search.none.title"), p.T("home.search.none.text")
	}
	v.Title = p.Title
	return resultsPage(v), nil
}
