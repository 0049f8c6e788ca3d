package home

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y"
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/web"
)

// What is pending is divided by the step it waits for.
const (
	mongolianStep = 4
	requirements  = "/accessibility/requirements"
)

// statement is the accessibility statement: made of the list of requirements and
// the last whole proof, so that it cannot promise what the proof denies (A11Y-67,
// law on accessibility art. 62).
type statement struct {
	*web.Page
	all    []a11y.Requirement
	result a11y.Result
}

func (a Pages) newStatement(p *web.Page) (statement, error) {
	all, err := a11y.Requirements()
	result := a.Result
	if result == nil {
		result = a11y.LastResult()
	}
	return statement{p, all, result}, err
}

func (a Pages) accessibility(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
	s, err := a.newStatement(p)
	if err != nil {
		return nil, err
	}
	p.Title = p.T("statement.title")
	v := statementView{Title: p.Title, Lead: p.T("statement.lead")}
	v.Sections = []section{
		s.section("aim", "wcag", "law", "gbt", "claim"), s.checked(), s.counts(), s.known(), s.later(), s.mongolian(), s.people(),
		s.section("readers", "orca", "none", "people"), s.section("ways", "text"), s.complain(),
	}
	if s.result.Day() != "" {
		v.Last = p.Tp("statement.date", "Day", s.day())
	}
	return statementPage(v), nil
}

// section is a heading with lines that never change.
func (s statement) section(name string, lines ...string) section {
	sec := section{Title: s.T("statement." + name + ".title")}
	for _, line := range lines {
		sec.Lines = append(sec.Lines, s.T("statement."+name+"."+line))
	}
	return sec
}

// day has its year: a statement is read for long.
func (s statement) day() string { return s.Words().DateShort(s.result.Day(), "") }

func (s statement) checked() section {
	if s.result.Day() == "" {
		return s.section("checked", "none")
	}
	sec := section{Title: s.T("statement.checked.title"), Lines: []string{
		s.Tp("statement.checked.day", "Day", s.day(), "Version", s.result["commit"]),
		s.Tp("statement.checked.pages", "Routes", s.result["routes"], "States", s.result["states"]),
		s.Tp("statement.checked.tools", "Tools", s.tools()),
	}}
	sec.Lines = append(sec.Lines, s.section("checked", "scripts", "limits").Lines...)
	return sec
}

// tools names those the result has a version of.
func (s statement) tools() string {
	var named []string
	for _, t := range []struct{ fact, name string }{
		{"axe-core", "axe-core"}, {"equal-access", "IBM Equal Access"}, {"html-validate", "html-validate"},
		{"chromium", "Chromium"}, {"firefox", "Firefox"}, {"orca", "Orca"},
	} {
		if version := s.result[t.fact]; version != "" {
			named = append(named, t.name+" "+version)
		}
	}
	return strings.Join(named, s.T("format.list.separator"))
}

func (s statement) counts() section {
	sec := section{Title: s.T("statement.counts.title"), Link: component.LinkParams{
		Text: s.T("statement.counts.link"), URL: s.Path(requirements),
	}}
	count := func(word string, n int) { sec.Lines = append(sec.Lines, s.Tp("statement.counts."+word, "Count", n)) }
	tested := func(standing a11y.Standing) int { return len(s.result.In(s.all, standing, a11y.Tested)) }
	green, red, pending := tested(a11y.Green), tested(a11y.Red), tested(a11y.Pending)
	count("tested", green+red+pending)
	count("green", green)
	count("red", red)
	count("pending", pending)
	return sec
}

// known is what checks found and nobody has mended yet.
func (s statement) known() section {
	if s.result.Day() == "" {
		return section{Title: s.T("statement.known.title"), Lines: []string{s.T("statement.checked.none")}}
	}
	red := s.result.In(s.all, a11y.Red, a11y.Tested, a11y.Harness, a11y.Gate)
	if len(red) == 0 {
		return s.section("known", "none")
	}
	return section{Title: s.T("statement.known.title"), Lines: s.sentences(red)}
}

// later is what is not there yet. Before the first whole proof nothing is known
// of what has been built, which known says.
func (s statement) later() section {
	sec := s.section("later", "speech", "sign", "uploads")
	have, all := s.Recorded()
	sec.Lines = append(sec.Lines, s.Tp("statement.later.recorded", "Have", have, "Missing", all-have))
	pending := s.result.In(s.all, a11y.Pending, a11y.Tested, a11y.Harness, a11y.Gate)
	for _, part := range []struct {
		word string
		of   func(step int) bool
	}{
		{"unchecked", func(step int) bool { return step < mongolianStep && s.result.Day() != "" }},
		{"mongolian", func(step int) bool { return step == mongolianStep }},
		{"after", func(step int) bool { return step > mongolianStep }},
	} {
		waiting := slices.DeleteFunc(slices.Clone(pending), func(q a11y.Requirement) bool { return !part.of(q.Step) })
		if len(waiting) > 0 {
			sec.Parts = append(sec.Parts, section{Title: s.T("statement.later." + part.word), Lines: s.sentences(waiting)})
		}
	}
	return sec
}

// mongolian says plainly how far each of the two scripts carries (A11Y-126).
func (s statement) mongolian() section {
	sec := s.section("mongolian", "script", "cyrillic", "phone")
	checked, all := s.Words().Reviewed()
	sec.Lines = append(sec.Lines, s.Tp("statement.mongolian.drafts", "All", all, "Checked", checked))
	return sec
}

// people is what no check can judge, each with its true state.
func (s statement) people() section {
	sec := section{Title: s.T("statement.people.title")}
	in := func(standing a11y.Standing) []a11y.Requirement { return s.result.In(s.all, standing, a11y.Judged) }
	open, partly, done := in(a11y.Open), in(a11y.Partly), in(a11y.Done)
	all := len(open) + len(partly) + len(done)
	if len(open) == all {
		sec.Lead = s.Tp("statement.people.nobody", "Count", all)
		sec.Lines = s.sentences(open)
		return sec
	}
	sec.Lead = s.Tp("statement.people.some", "Count", all, "Done", len(done), "Partly", len(partly))
	sec.Parts = s.standings(slices.Concat(open, partly, done))
	return sec
}

func (s statement) complain() section {
	sec := section{Title: s.T("statement.complain.title")}
	lines := s.Hotlines()
	sec.Lines = []string{s.Tp("statement.complain.how", "Disabled", lines.Disabled, "Government", lines.Government)}
	sec.Lines = append(sec.Lines, s.section("complain", "later", "reply", "law").Lines...)
	sec.Link = component.LinkParams{Text: s.T("statement.complain.link"), URL: s.Path("/hotline")}
	return sec
}

func (s statement) sentences(list []a11y.Requirement) []string {
	var lines []string
	for _, q := range list {
		lines = append(lines, s.T("statement.requirement."+q.ID))
	}
	return lines
}

// standings divides requirements by where they stand, the worst first.
func (s statement) standings(list []a11y.Requirement) []section {
	var parts []section
	for _, standing := range []a11y.Standing{a11y.Red, a11y.Pending, a11y.Open, a11y.Partly, a11y.Done, a11y.Green} {
		part := section{Title: s.T("statement.standing." + string(standing))}
		for _, q := range list {
			if s.result.Standing(q) == standing {
				part.Lines = append(part.Lines, s.Tp("statement.line", "Sentence", s.T("statement.requirement."+q.ID), "ID", q.ID))
			}
		}
		if len(part.Lines) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// requirements lists the parts of the list with what they come to.
func (a Pages) requirements(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
	s, err := a.newStatement(p)
	if err != nil {
		return nil, err
	}
	p.Title = p.T("statement.list.title")
	v := requirementsView{
		Back:  component.LinkParams{Text: p.T("statement.list.back"), URL: p.Path("/accessibility")},
		Title: p.Title, Lead: p.Tp("statement.list.lead", "Count", len(s.all)),
	}
	for _, c := range a11y.Chapters() {
		of := c.Of(s.all)
		kinds := []a11y.Kind{a11y.Tested, a11y.Harness, a11y.Gate}
		v.Chapters = append(v.Chapters, component.LinkItem{
			Link: component.LinkParams{Text: p.T("statement.chapter." + c.ID), URL: p.Path(requirements + "/" + c.ID)},
			Text: p.Tp("statement.list.counts", "Count", len(of),
				"Green", len(s.result.In(of, a11y.Green, kinds...)), "Red", len(s.result.In(of, a11y.Red, kinds...))),
		})
	}
	return requirementsPage(v), nil
}

// requirementChapter is one part of the list, every requirement with where it stands.
func (a Pages) requirementChapter(c *fiber.Ctx, p *web.Page) (templ.Component, error) {
	s, err := a.newStatement(p)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(a11y.Chapters(), func(ch a11y.Chapter) bool { return ch.ID == c.Params("chapter") })
	if i < 0 {
		return nil, portal.NotFound()
	}
	chapter := a11y.Chapters()[i]
	of := chapter.Of(s.all)
	p.Title = p.T("statement.chapter." + chapter.ID)
	return chapterPage(statementView{
		Back:  component.LinkParams{Text: p.T("statement.chapter.back"), URL: p.Path(requirements)},
		Title: p.Title, Lead: p.Tp("statement.chapter.lead", "Count", len(of)), Sections: s.standings(of),
	}), nil
}
