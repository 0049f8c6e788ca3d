// Package home owns the pages that everybody may read: front page, catalogue,
// search, guide pages, help, statements, and the look-up of a
// reference. It must not know drafts, a person's file or how anything is decided.
package home

import (
	"cmp"
	"context"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y"
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/search"
	"changban/portal/session"
	"changban/portal/web"
)

// PlaceNames names places by code.
type PlaceNames interface{ Name(portal.Place) string }

// Unfinished is what a reader left half filled in.
type Unfinished struct {
	Count   int    // drafts of this reader's own
	Service string // id of the one touched last
	Step    int    // its question, from 1
	Until   portal.Day
	URL     string
}

// Tracked is what a reference and four digits show: never a name or an answer.
type Tracked struct {
	Reference matter.Reference
	Name      portal.Message // what it is
	Steps     []TrackedStep
	Promised  portal.Day // last day of the result; "" when none runs
}

// TrackedStep is one state a matter has or had.
type TrackedStep struct {
	Words portal.Message
	Day   portal.Day
}

// Tracker looks up a matter by reference and what else its sender knows: the digits
// of the phone given with it, four at least, or those of its code. KindNotFound when
// either is wrong: the two look alike.
type Tracker interface {
	Track(ctx context.Context, ref matter.Reference, digits string) (Tracked, error)
}

// Pages is what the area stands on. All fields may be nil: what they serve is
// then left out or said honestly.
type Pages struct {
	Catalogue  *catalogue.Catalogue
	Places     PlaceNames
	Units      office.Tree
	Tracker    Tracker
	Limits     session.Limiter
	Unfinished func(ctx context.Context, identity string) (Unfinished, error)
	// Prospect is what is known of the signed-in reader for a service; nil, or
	// nobody signed in: nothing.
	Prospect func(ctx context.Context, s *catalogue.Service) (catalogue.Given, error)
	// Result is what the statement tells of; nil: that of the last make proof-full.
	Result a11y.Result

	index search.Index // of the catalogue, made once
}

// Mount serves the area's addresses.
func (a Pages) Mount(s *web.Server) {
	if a.Catalogue == nil {
		a.Catalogue = &catalogue.Catalogue{}
	}
	a.index = a.Catalogue.Index()
	s.Public("/", a.front)
	s.Public("/services", a.services)
	s.Public("/services/:id", a.guide)
	s.Public("/help", a.text(helpText))
	s.Public("/accessibility", a.accessibility)
	s.Public("/accessibility/requirements", a.requirements)
	s.Public("/accessibility/requirements/:chapter", a.requirementChapter)
	s.Public("/privacy", a.text(privacyText))
	s.Public("/track", a.track)
	s.Post("/track", a.tracked)
}

func (a Pages) front(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
	p.Title, p.Menu = p.T("home.front.title"), web.MenuHome
	v := frontView{
		Title: p.Title, Lead: p.T("home.front.lead"),
		Tasks:      a.tasks(p),
		Unfinished: a.unfinished(p),
	}
	p.Then("frame.next.home", "apply.elder.stop")
	if p.Preference.Elder {
		v.Find = component.LinkParams{Text: p.T("home.search.elsewhere"), URL: p.Path("/services")}
	} else {
		search := a.searchField(p, "home.search.label", "")
		v.Search = &search
	}
	return frontPage(v), nil
}

// unfinished is left out when it cannot be read: the front page works without.
func (a Pages) unfinished(p *web.Page) *unfinishedView {
	if a.Unfinished == nil || p.Require(session.Resident) != nil {
		return nil
	}
	u, err := a.Unfinished(p.Context(), p.Actor.ID)
	if err != nil || u.Count == 0 {
		return nil
	}
	name := p.T("service." + u.Service + ".short")
	v := &unfinishedView{Notice: component.NoticeParams{
		Kind:    component.NoticeTurn,
		Heading: p.Plural("home.front.unfinished.title", u.Count),
		Lines:   []string{p.Tp("home.front.unfinished.text", "Service", name, "Step", u.Step)},
	}}
	if u.Until != "" {
		v.Notice.Lines = append(v.Notice.Lines, p.Tp("home.front.unfinished.until", "Day", p.DateShort(u.Until)))
	}
	v.Link = component.LinkParams{Text: p.Tp("home.front.unfinished.link", "Service", name), URL: u.URL, Strong: true}
	if u.Count > 1 {
		v.All = component.LinkParams{Text: p.T("home.front.unfinished.all"), URL: p.Path("/me")}
	}
	return v
}

// task is one thing readers come for. Those of a category without a service yet
// lead to where the catalogue says so.
type task struct{ words, category, path string }

func taskList() []task {
	return []task{
		{"home.task.card.", "certificate", ""},
		{"home.task.subsidy.", "subsidy", ""},
		{"home.task.rehab.", "rehabilitation", ""},
		{"home.task.device.", "rehabilitation", ""},
		{"home.task.hotline.", "", "/hotline"},
		{"home.task.track.", "", "/track"},
		{"home.task.find.", "", "/services"},
	}
}

func (a Pages) tasks(p *web.Page) []component.Task {
	var tasks []component.Task
	for _, t := range taskList() {
		tasks = append(tasks, component.Task{
			Title: p.T(t.words + "title"), URL: p.Path(a.taskPath(t)), About: p.T(t.words + "text"), Need: p.T(t.words + "need"),
		})
	}
	return tasks
}

func (a Pages) taskPath(t task) string {
	if t.path != "" {
		return t.path
	}
	if len(a.inCategory(t.category)) == 0 {
		return "/services#" + laterID
	}
	return "/services#" + t.category
}

func (a Pages) inCategory(category string) []*catalogue.Service {
	var found []*catalogue.Service
	for _, s := range a.Catalogue.All() {
		if s.Category == category && !s.Hidden {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b *catalogue.Service) int { return cmp.Compare(a.Order, b.Order) })
	return found
}
