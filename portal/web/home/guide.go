package home

import (
	"net/url"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/locales"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/web"
)

func (a Pages) guide(c *fiber.Ctx, p *web.Page) (templ.Component, error) {
	s, known := a.Catalogue.Service(c.Params("id"))
	if !known || s.Hidden {
		return nil, portal.NotFound()
	}
	p.Title, p.Menu = p.T(s.WordID("name")), web.MenuServices
	given, err := a.given(p, s)
	if err != nil {
		return nil, err
	}
	facts := s.Facts(given)
	verdict := eligibility.Overall(s.Verdicts(facts))
	v := guideView{
		Back:  component.LinkParams{Text: p.T("guide.back"), URL: p.Path("/services")},
		Title: p.Title, Promise: p.T(s.WordID("promise")),
		Facts: a.facts(p, s),
		Who:   a.who(p, verdict), Conditions: conditions(p, s, facts),
		WhoNext: p.T("eligibility.overall." + string(verdict) + ".next"),
		Papers:  papers(p, s, facts),
		Steps:   steps(p, s), StepsTitle: p.T("guide.steps.title"),
		InPerson: inPerson(p, s), InPersonTitle: p.T("guide.in_person.title"),
		Notes: notes(p, s), Departments: a.departments(p, s), DepartmentsTitle: p.T("guide.departments.title"),
		Print: p.T("guide.print"), Once: p.Preference.Elder,
	}
	switch s.Delivery {
	case "referral":
		v.Referral = p.T("guide.referral.text")
		p.Then("guide.then.referral")
		return guidePage(v), nil
	case "hotline":
		v.Ticket = component.ButtonLinkParams{Text: p.T(s.WordID("start")), URL: ticketPath(p, s.Ticket)}
		p.Then("guide.then.start", "apply.elder.stop")
		return guidePage(v), nil
	case "guide":
		v.Parts, v.PartsTitle = a.parts(p, s), p.T("guide.parts.title")
		return guidePage(v), nil
	}
	p.Then("guide.then.start", "apply.elder.stop")
	v.Start = startView{
		Form:   p.Form(p.Path("/services/" + s.ID + "/apply")),
		Button: component.ButtonParams{Text: p.T(s.WordID("start"))},
		Note:   p.Plural("guide.start.note", questions(s, facts, given)),
	}
	return guidePage(v), nil
}

// ticketPath is where the hotline takes down a ticket, begun with what the guide
// knows of it.
func ticketPath(p *web.Page, t catalogue.Ticket) string {
	known := url.Values{}
	for key, value := range map[string]string{"type": t.Type, "topic": t.Topic} {
		if value != "" {
			known.Set(key, value)
		}
	}
	path := p.Path("/hotline/new")
	if len(known) > 0 {
		path += "?" + known.Encode()
	}
	return path
}

// who heads the conditions: for everybody a question, for a reader whose file is
// known what it looks like.
func (a Pages) who(p *web.Page, v eligibility.Verdict) component.NoticeParams {
	if a.Prospect == nil || p.Session == nil {
		return component.NoticeParams{Heading: p.T("guide.who.title")}
	}
	n := component.NoticeParams{Heading: p.T("eligibility.overall." + string(v) + ".title")}
	if v == eligibility.Met {
		n.Kind = component.NoticeGood
	}
	return n
}

// given is what is known: of everybody nothing, of a signed-in reader the own
// file. The verdict informs and never stops anybody (peers 1).
func (a Pages) given(p *web.Page, s *catalogue.Service) (catalogue.Given, error) {
	if a.Prospect == nil || p.Session == nil {
		return catalogue.Given{Today: p.Today()}, nil
	}
	return a.Prospect(p.Context(), s)
}

// questions counts the pages that somebody sees who files for the first time
// and for oneself.
func questions(s *catalogue.Service, facts eligibility.Facts, given catalogue.Given) int {
	n := 0
	for _, step := range s.Steps {
		if len(s.Asked(step, facts, given)) > 0 || step.Shared {
			n++
		}
	}
	return n
}

// facts answers how much, how long and at what cost. An amount stands with its
// place; a place whose amount no source states says so.
func (a Pages) facts(p *web.Page, s *catalogue.Service) []component.Fact {
	var facts []component.Fact
	for _, amount := range s.Amounts {
		if amount.Kind == "fee" {
			continue // said below, as what it costs
		}
		f := component.Fact{Label: p.T("guide.amount.label"), Value: p.T(s.WordID("amount.unstated")), Note: a.place(p, amount.Place)}
		if amount.Fen != nil {
			f.Value = money(p, amount)
		}
		if amount.ID != "" {
			f.Note = p.Tp("guide.amount.for", "Place", f.Note, "For", p.T(s.WordID("amount."+amount.ID)))
		}
		facts = append(facts, f)
	}
	if days := s.Days.Total(); days > 0 {
		facts = append(facts, component.Fact{Label: p.T("guide.time.label"), Value: p.Words().LimitDays(days, s.Days.EveryDay()), Note: p.T("guide.time.note")})
	}
	if s.HasWord("fee") {
		facts = append(facts, component.Fact{Label: p.T("guide.cost.label"), Value: p.T(s.WordID("fee")), Note: p.T("guide.cost.note")})
	}
	return facts
}

func (a Pages) place(p *web.Page, code portal.Place) string {
	switch {
	case a.Places == nil || code == "":
		return p.T("guide.amount.other")
	case code == everywhere:
		return p.T("guide.amount.everywhere")
	}
	return p.Named("place."+string(code), a.Places.Name(code))
}

// everywhere is the code of the whole country.
const everywhere portal.Place = "000000"

func money(p *web.Page, a catalogue.Amount) string {
	switch a.Period {
	case "month":
		return p.FenMonthly(*a.Fen)
	case "year":
		return p.Tp("guide.amount.yearly", "Money", p.Fen(*a.Fen))
	}
	return p.Fen(*a.Fen)
}

func conditions(p *web.Page, s *catalogue.Service, facts eligibility.Facts) []component.Condition {
	var list []component.Condition
	for _, r := range s.Verdicts(facts) {
		tag := component.TagParams{Text: p.T("eligibility." + string(r.Verdict) + ".label")}
		if r.Verdict == eligibility.Met {
			tag.Kind = component.TagMet
		}
		list = append(list, component.Condition{Tag: tag, Text: p.Msg(r.Reason)})
	}
	return list
}

// papers tells what everybody needs from what some need.
func papers(p *web.Page, s *catalogue.Service, facts eligibility.Facts) papersView {
	v := papersView{Title: p.T("guide.papers.title"), AlsoTitle: p.T("guide.papers.also"), Photo: p.T("guide.papers.photo")}
	lookedUp := true
	for _, paper := range s.Papers {
		name := p.T(s.WordID("paper." + paper.ID + ".name"))
		if !paper.Needed(facts) || !paper.Unless.Always() {
			v.Also = append(v.Also, name)
			continue
		}
		v.All = append(v.All, name)
		lookedUp = lookedUp && paper.Share
	}
	if lookedUp && len(v.All) > 0 {
		v.LookedUp = p.T("guide.papers.looked_up")
	}
	return v
}

func steps(p *web.Page, s *catalogue.Service) []component.Step {
	var list []component.Step
	for _, stage := range s.Stages {
		path := "stage." + stage.Code
		if !s.HasWord(path + ".title") {
			continue // an inner station that concerns the office only
		}
		step := component.Step{Title: p.T(s.WordID(path + ".title"))}
		if stage.Days > 0 {
			step.Days = p.Tp("guide.steps.within", "Days", p.Words().LimitDays(stage.Days, s.Days.EveryDay()))
		}
		if s.HasWord(path + ".detail") {
			step.Lines = []string{p.T(s.WordID(path + ".detail"))}
		}
		list = append(list, step)
	}
	return list
}

// inPerson says where a mandate does not stand for the person.
func inPerson(p *web.Page, s *catalogue.Service) []string {
	var lines []string
	for _, what := range s.InPerson {
		lines = append(lines, p.T(s.WordID("in_person."+what)))
	}
	return lines
}

func notes(p *web.Page, s *catalogue.Service) []noteView {
	var list []noteView
	for _, note := range s.Notes {
		list = append(list, noteView{p.T(s.WordID("note." + note + ".title")), p.T(s.WordID("note." + note))})
	}
	return list
}

// parts lists what a guide leads to, in its order.
func (a Pages) parts(p *web.Page, s *catalogue.Service) []component.LinkItem {
	var items []component.LinkItem
	for _, id := range s.Parts {
		if part, known := a.Catalogue.Service(id); known {
			items = append(items, serviceLink(p, part))
		}
	}
	return items
}

// departments says who answers for the service where.
func (a Pages) departments(p *web.Page, s *catalogue.Service) []string {
	var lines []string
	for _, d := range s.Departments {
		lines = append(lines, p.Tp("guide.departments.line", "Place", a.place(p, d.Place), "Lead", p.Words().List(a.leads(p, d))))
	}
	return lines
}

// leads names the offices that lead. Chinese readers get the short names of the
// source, others the names of our units.
func (a Pages) leads(p *web.Page, d catalogue.Department) []string {
	named := make([]string, len(d.Lead))
	for i, text := range d.Lead {
		named[i] = p.Name(text)
		if u := a.Units.Ending(d.Place, text); u.Known() && p.Language.Tag != locales.Source {
			named[i] = p.Unit(a.Units, u)
		}
	}
	return named
}
