package home

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
	"changban/portal/web"
)

// narrow is what a reader asked to see of the catalogue: words, a place, a
// person.
type narrow struct {
	query string
	place portal.Place
	age   string // one of ages, own, or ""
}

// own judges by what is known of the signed-in reader.
const own = "own"

// ageGroup stands for people by sample ages: a service that could take one of
// them is shown. The bounds are those that the services' conditions use.
type ageGroup struct {
	id   string
	ages []int
}

func ageGroups() []ageGroup {
	return []ageGroup{{"child", []int{1, 6, 10, 14, 15}}, {"adult", []int{16, 18, 40, 59}}, {"elder", []int{60, 80}}}
}

func (a Pages) narrowed(c *fiber.Ctx, p *web.Page) narrow {
	n := narrow{query: catalogue.TidyQuery(c.Query("q")), place: portal.Place(c.Query("place")), age: c.Query("who")}
	if !slices.Contains(a.served(), n.place) {
		n.place = ""
	}
	known := slices.ContainsFunc(ageGroups(), func(g ageGroup) bool { return g.id == n.age })
	if !known && !(n.age == own && a.knows(p)) {
		n.age = ""
	}
	return n
}

func (a Pages) knows(p *web.Page) bool { return a.Prospect != nil && p.Session != nil }

// served lists the places that services are offered in, in the order of their
// codes.
func (a Pages) served() []portal.Place {
	var places []portal.Place
	for _, s := range a.Catalogue.All() {
		places = append(places, s.ServedIn...)
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// fits reports whether a service is for the place and the person. What is not
// known never hides a service.
func (n narrow) fits(a Pages, p *web.Page, s *catalogue.Service) (bool, error) {
	if n.place != "" && !slices.Contains(s.ServedIn, n.place) {
		return false, nil
	}
	if n.age == own {
		given, err := a.Prospect(p.Context(), s)
		return eligibility.Overall(s.Verdicts(s.Facts(given))) != eligibility.NotMet, err
	}
	i := slices.IndexFunc(ageGroups(), func(g ageGroup) bool { return g.id == n.age })
	if i < 0 {
		return true, nil
	}
	return slices.ContainsFunc(ageGroups()[i].ages, func(age int) bool { return n.open(s, age, p.Today()) }), nil
}

// open judges the conditions for somebody of an age of whom nothing else is
// known.
func (n narrow) open(s *catalogue.Service, age int, today portal.Day) bool {
	facts := s.Facts(catalogue.Given{Today: today})
	facts["age"] = field.Value{strconv.Itoa(age)}
	if n.place != "" {
		facts[eligibility.PlaceField] = field.Value{string(n.place)}
	}
	return eligibility.Overall(s.Verdicts(facts)) != eligibility.NotMet
}

func (n narrow) places(a Pages, p *web.Page) component.FiltersParams {
	f := component.FiltersParams{ID: "places", Label: p.T("home.filter.place.label")}
	f.Links = append(f.Links, n.with(func(n *narrow) { n.place = "" }).link(p, n, p.T("home.filter.place.all")))
	for _, code := range a.served() {
		there := n.with(func(n *narrow) { n.place = code })
		f.Links = append(f.Links, there.link(p, n, a.place(p, code)))
	}
	return f
}

func (n narrow) ages(p *web.Page) component.FiltersParams {
	f := component.FiltersParams{ID: "ages", Label: p.T("home.filter.who.label")}
	ids := []string{""}
	for _, g := range ageGroups() {
		ids = append(ids, g.id)
	}
	if p.Session != nil {
		ids = append(ids, own)
	}
	for _, id := range ids {
		word := "home.filter.who." + id
		if id == "" {
			word = "home.filter.who.all"
		}
		f.Links = append(f.Links, n.with(func(n *narrow) { n.age = id }).link(p, n, p.T(word)))
	}
	return f
}

func (n narrow) with(change func(*narrow)) narrow {
	change(&n)
	return n
}

// link leads to the catalogue narrowed so; now is how the page is narrowed.
func (n narrow) link(p *web.Page, now narrow, text string) component.LinkParams {
	q := url.Values{}
	for name, value := range map[string]string{"q": n.query, "place": string(n.place), "who": n.age} {
		if value != "" {
			q.Set(name, value)
		}
	}
	address := p.Path("/services")
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return component.LinkParams{Text: text, URL: address, Current: n == now}
}
