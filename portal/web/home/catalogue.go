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
	if query := tidyQuery(c.Query("q")); query != "" {
		return a.results(p, query), nil
	}
	p.Title = p.T("home.catalogue.title")
	v := catalogueView{
		Title: p.Title, Lead: p.T("home.catalogue.lead"),
		Search:     a.searchField(p, "home.search.label_catalogue", ""),
		Categories: a.categories(p),
		Later:      p.T("home.catalogue.later"),
	}
	for _, t := range taskList() {
		if t.path == "" && len(a.inCategory(t.category)) == 0 {
			v.LaterTasks = append(v.LaterTasks, "**"+p.T(t.words+"title")+"**")
		}
	}
	v.LaterLines = []string{p.T("home.later.text"), p.T("home.later.counter")}
	return cataloguePage(v), nil
}

func (a Pages) categories(p *web.Page) []categoryView {
	var views []categoryView
	for _, id := range a.Catalogue.Categories() {
		v := categoryView{Heading: component.HeadingParams{Text: p.T("home.category." + id), ID: id}}
		for _, s := range a.inCategory(id) {
			v.Services = append(v.Services, serviceLink(p, s))
		}
		views = append(views, v)
	}
	return views
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

func (a Pages) results(p *web.Page, query string) templ.Component {
	found := search(a.Catalogue.All(), query, func(s *catalogue.Service) string { return haystack(p, s) })
	v := resultsView{
		Query:  p.Tp("home.search.query", "Query", strings.ReplaceAll(query, "*", " ")),
		Search: a.searchField(p, "home.search.label_catalogue", query),
		All:    component.LinkParams{Text: p.T("home.search.all"), URL: p.Path("/services")},
	}
	p.Title, p.Robots = p.Plural("home.search.title", len(found)), "noindex"
	if len(found) == 0 {
		p.Title, v.None = p.T("home.search.none.title"), p.T("home.search.none.text")
	}
	v.Title = p.Title
	for _, s := range found {
		v.Found = append(v.Found, serviceLink(p, s))
	}
	return resultsPage(v)
}

// haystack is everything a service is known by: its names, the words people use
// for it, what it pays.
func haystack(p *web.Page, s *catalogue.Service) string {
	var parts []string
	for _, path := range []string{"name", "short", "title", "keywords", "purpose", "promise"} {
		if s.HasWord(path) {
			parts = append(parts, p.T(s.WordID(path)))
		}
	}
	for _, amount := range s.Amounts {
		if amount.Fen != nil {
			parts = append(parts, money(p, amount))
		}
	}
	return strings.Join(parts, " ")
}
