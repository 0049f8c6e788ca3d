package apply

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/paper"
	"changban/portal/web"
	"changban/portal/web/paperform"
)

// queryDone tells the page after a redirect what was done, for its message.
const queryDone = "done"

// papersPage is one paper with its five ways, or the papers that the office
// looks up itself.
func papersPage(c *fiber.Ctx, s *sheet, station application.Station) templ.Component {
	parts := s.top(station)
	if words := done(c.Query(queryDone)); words != "" && s.form == nil {
		parts = append(parts, component.StatusMessage(s.page.T(words)))
	}
	inside, below := s.paperFields(station.Step)
	form := s.formFor(station.Step.ID)
	form.Multipart = true
	form.Enter = &component.ButtonParams{Text: s.goOn()}
	s.comesNext(station.Step.ID)
	return component.Join(append(append(parts, component.With(component.Form(form), append(inside, s.actions())...)), below...)...)
}

func done(what string) string {
	switch what {
	case "added":
		return "apply.papers.added"
	case "removed":
		return "apply.papers.removed"
	}
	return ""
}

func (s *sheet) paperFields(step catalogue.Step) (inside, below []templ.Component) {
	if step.Shared {
		return s.sharedFields(step), nil
	}
	p, _ := s.view.Service.Paper(step.Paper)
	a := s.ask(p)
	a.Label, a.Hint, a.Heading = s.word("step."+step.ID+".question"), s.optional("step."+step.ID+".hint"), true
	if !s.down {
		a.Earlier = s.view.Earlier(p.ID)
	}
	inside, below = s.why(step.ID)
	return append([]templ.Component{paperform.Control(s.page, a)}, inside...), below
}

func (s *sheet) ask(p catalogue.Paper) paperform.Ask {
	return paperform.Ask{
		Paper: p, Label: s.word("paper." + p.ID + ".name"), Hint: s.optional("paper." + p.ID + ".hint"),
		Choice: s.view.Choice(p), Form: s.form, Errs: s.errs, Absent: paper.None.Offered(p.Share, p.Required),
	}
}

// sharedFields list what the office checks itself; handing in is possible and
// never needed, so that the controls wait until somebody asks for them.
func (s *sheet) sharedFields(step catalogue.Step) []templ.Component {
	parts := []templ.Component{
		component.Heading(component.HeadingParams{Level: 1, Text: s.word("step." + step.ID + ".question")}),
	}
	if hint := s.optional("step." + step.ID + ".hint"); hint != "" {
		parts = append(parts, component.Lead(hint))
	}
	var names []string
	var controls []templ.Component
	open := len(s.errs) > 0 || s.page.Preference.Elder
	for _, p := range s.shared() {
		a := s.ask(p)
		a.Optional = true
		names = append(names, a.Label)
		open = open || len(a.Choice.Files) > 0
		controls = append(controls, paperform.Control(s.page, a))
	}
	parts = append(parts, component.List(names))
	if why := s.optional("step." + step.ID + ".why"); why != "" {
		parts = append(parts, component.Paragraph(why))
	}
	if open {
		parts = append(parts, component.Heading(component.HeadingParams{Text: s.page.T("apply.papers.own")}))
		return append(parts, controls...)
	}
	return append(parts, component.With(component.Details(s.page.T("apply.papers.own")), controls...))
}

// shared lists the papers of the page; from memory all that could be on it.
func (s *sheet) shared() []catalogue.Paper {
	if !s.down {
		return s.view.SharedPapers()
	}
	var papers []catalogue.Paper
	for _, p := range s.view.Service.Papers {
		if p.Share && s.form.Has(paperform.Name(p.ID)+".way") {
			papers = append(papers, p)
		}
	}
	return papers
}

// keepPapers keeps what was said about papers. The page comes back with the list
// when files were added or taken away (A11Y-90).
func (p Pages) keepPapers(page *web.Page, w application.Where, papers []catalogue.Paper, step string, form web.Form) (string, error) {
	var next string
	var stay bool
	err := paperform.Read(page, form, papers, func(answers []application.PaperAnswer) error {
		var err error
		next, stay, err = p.Applications.AnswerPapers(page.Context(), w, step, answers)
		return err
	})
	if stay {
		next = step + "?" + queryDone + "=added"
		if form.One(paperform.FieldRemove) != "" {
			next = step + "?" + queryDone + "=removed"
		}
	}
	return draftPath(page, w, next), err
}

func papersOf(s *catalogue.Service, step catalogue.Step) []catalogue.Paper {
	if p, ok := s.Paper(step.Paper); ok {
		return []catalogue.Paper{p}
	}
	var papers []catalogue.Paper
	for _, p := range s.Papers {
		if p.Share {
			papers = append(papers, p)
		}
	}
	return papers
}

// choiceLines says how a paper comes, for check answers.
func (s *sheet) choiceLines(p catalogue.Paper) []string {
	c := s.view.Choice(p)
	if c.Way == "" && p.Share {
		c.Way = paper.Check
	}
	return paperform.Lines(s.page, c)
}
