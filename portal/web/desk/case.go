package desk

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/web"
)

// caseSheet is what the page of a case shows: everything known on the left, the
// one panel with what can be done after it.
type caseSheet struct {
	Head       component.QuestionHeadParams
	Done       string // what has just been done; "" else
	Title      string
	Line       component.CaseLineParams
	About      []string // on whose behalf, estimated days
	Notices    []templ.Component
	Conditions conditionsPart
	Answers    answersPart
	Handling   component.SummaryListParams
	Papers     papersPart
	Official   officialPart
	History    historyPart
	Panel      panelPart
}

// panelPart is the action panel: choose first, then the page of that act.
type panelPart struct {
	Heading string
	Form    component.FormParams
	Acts    component.ChoicesParams
	Button  string
	Lines   []string
}

// caseOpen shows a case. The first opening ends the person's time to amend.
func (p Pages) caseOpen(v visit) error {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	return p.showCase(v, fiber.StatusOK, c, web.Form{}, nil)
}

// caseChoose leads from the panel to the page of the chosen act.
func (p Pages) caseChoose(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if w, known := wayOf(form.One("act")); known {
		return web.Redirect303(v.c, v.casePath(v.c.Params("ref"), "/"+w.path))
	}
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	return p.showCase(v, fiber.StatusUnprocessableEntity, c, form, portal.FieldErrors{{Field: "act", Message: portal.Msg("desk.act.choose")}})
}

func (p Pages) showCase(v visit, status int, c application.Case, form web.Form, wrong portal.FieldErrors) error {
	choices := p.Desk.Choices(v.staff, c)
	v.Failed = len(wrong) > 0
	s := caseSheet{
		Head:       component.QuestionHeadParams{Back: v.back(), Summary: v.ErrorSummary(wrong)},
		Title:      p.caseHeading(v, c),
		Line:       v.caseLine(c),
		About:      v.about(c),
		Conditions: p.conditions(v, c),
		Answers:    p.answers(v, c),
		Handling:   p.handling(v, c),
		Papers:     p.papers(v, c, slices.Contains(choices, desk.Seen)),
		Official:   p.officialLinks(v, c),
		History:    p.history(v, c),
		Panel:      v.panel(c, choices, wrong),
	}
	if w, known := wayOf(v.c.Query("done")); known && status == fiber.StatusOK {
		s.Done = v.T("desk.do." + w.path + ".done")
	}
	var err error
	if s.Notices, err = p.notices(v, c); err != nil {
		return err
	}
	v.Return = v.casePath(string(c.Ref), "")
	return v.show(status, v.Tp("desk.case.title", "Service", p.serviceWord(v, c, "short"), "Ref", v.Words().Reference(string(c.Ref))), casePage(s))
}

func (p Pages) caseHeading(v visit, c application.Case) string {
	return v.Tp("desk.case.heading", "Name", v.person(c.Body.Name), "Service", p.serviceWord(v, c, "name"))
}

func (v visit) caseLine(c application.Case) component.CaseLineParams {
	return component.CaseLineParams{
		Tag: v.stateTag(c), Label: v.T("desk.case.number"), Number: v.Words().Reference(string(c.Ref)), Text: v.deadlineText(c),
	}
}

// about says who sent the case for whom, by which way, and whether a day is only
// estimated because the holidays of its year are not published.
func (v visit) about(c application.Case) []string {
	var lines []string
	if c.Body.HelperName == "" {
		lines = append(lines, v.T("desk.case.self"))
	} else {
		words := "desk.case.helper"
		if c.Capacity == account.AsGuardian {
			words = "desk.case.guardian"
		}
		relation := v.T("desk.relation." + string(c.Body.Relation))
		lines = append(lines, v.Tp(words, "Helper", v.person(c.Body.HelperName), "Relation", relation))
	}
	lines = append(lines, v.Tp("desk.case.sent", "Time", v.DateTime(c.Submitted), "Way", v.T("desk.channel."+string(c.Channel))))
	if c.Estimated {
		lines = append(lines, v.T("desk.case.estimated"))
	}
	return lines
}

// panel offers what the officer can do now, or says why there is nothing.
func (v visit) panel(c application.Case, choices []desk.Act, wrong portal.FieldErrors) panelPart {
	s := panelPart{Heading: v.T("desk.panel.heading"), Button: v.T("desk.panel.button")}
	s.Acts = component.ChoicesParams{Field: v.Field("act", "desk.panel.question", "", wrong)}
	for _, w := range ways() {
		if slices.Contains(choices, w.act) && w.act != desk.Seen {
			s.Acts.Options = append(s.Acts.Options, component.Option{
				Value: w.path, Text: v.T("desk.do." + w.path + ".title"), Hint: v.T("desk.do." + w.path + ".hint"),
			})
		}
	}
	proposal := c.Body.Proposal
	switch {
	case proposal != nil && c.Body.Decision == nil && proposal.By == v.staff.ID:
		s.Lines = append(s.Lines, v.T("desk.panel.own_proposal"))
	case len(s.Acts.Options) == 0 && c.State.Final():
		s.Lines = append(s.Lines, v.T("desk.panel.over"))
	case len(s.Acts.Options) == 0:
		s.Lines = append(s.Lines, v.T("desk.panel.others"))
	}
	if c.State.Open() {
		s.Lines = append(s.Lines, v.T("desk.panel.four_eyes"))
	}
	if len(s.Acts.Options) > 0 {
		s.Form = v.Form(v.casePath(string(c.Ref), ""))
	}
	return s
}
