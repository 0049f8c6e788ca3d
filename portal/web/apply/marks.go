package apply

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/official"
)

// marksPath is where the person confirms what an operator wrote, or puts back what
// stood there; fieldBack names the step that is put back.
const (
	marksPath = "marks"
	fieldBack = "_back"
	markID    = "_mark" // of the first answer that waits, where an error leads to
)

// decide confirms what an operator wrote, or puts one step back, and leads to where
// it came from: a question that is open again leads on by itself. A post without a
// key comes from no page of ours (decisions 12).
func (p Pages) decide(c *fiber.Ctx, page *web.Page) error {
	if err := page.Require(session.Resident); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	w := where(c)
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(c, draftPath(page, w, application.CheckStep))
	}
	seen, _ := strconv.Atoi(form.One(fieldSeen)) // 0 saw nothing
	if step := form.One(fieldBack); step != "" {
		err = p.Applications.PutBack(page.Context(), w, step, seen)
	} else {
		err = p.Applications.Confirm(page.Context(), w, seen)
	}
	switch {
	case portal.Is(err, portal.KindExists):
		return p.already(c, page, err)
	case err != nil:
		return err
	}
	return p.afterMarks(c, page, w, form.One(fieldStep))
}

// afterMarks leads back to the question, while it is one, or to check answers.
func (p Pages) afterMarks(c *fiber.Ctx, page *web.Page, w application.Where, step string) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	if _, asked := s.view.Journey().Find(step); !asked {
		step = application.CheckStep
	}
	return web.Redirect303(c, draftPath(page, w, step))
}

// unconfirmed answers a sending that came before the person confirmed.
func (p Pages) unconfirmed(c *fiber.Ctx, page *web.Page, form web.Form) error {
	s, err := p.open(c, page)
	if err != nil {
		return p.unsent(c, page, form, err)
	}
	if len(s.view.Waiting()) == 0 { // confirmed meanwhile, on another page
		return web.Redirect303(c, draftPath(page, s.where, application.CheckStep))
	}
	return p.checkAgain(c, page, form, portal.FieldErrors{{Field: markID, Message: portal.Msg("apply.marks.first")}})
}

// waits reports whether the answer of a field is an operator's.
func (s *sheet) waits(id string) bool {
	return slices.ContainsFunc(s.view.Waiting(), func(f catalogue.Field) bool { return f.ID == id })
}

// written says on a question's page who answered it, what stood there, and what the
// person can do: the page's own button confirms.
func (s *sheet) written(step string) []templ.Component {
	waiting := s.view.WaitingAt(step)
	if s.down || len(waiting) == 0 {
		return nil
	}
	notice := component.NoticeParams{Kind: component.NoticeTurn, Heading: s.page.T("apply.marks.here")}
	for _, f := range waiting {
		notice.Lines = append(notice.Lines, s.whoWrote(f))
	}
	notice.Lines = append(notice.Lines, s.page.Tp("apply.marks.right", "Button", s.goOn()), s.page.T("apply.marks.wrong"))
	return []templ.Component{component.With(component.Notice(notice), s.marksForm(step, component.With(component.Actions(), s.putBackButton(step))))}
}

// whoWrote is one answer of an operator in a sentence.
func (s *sheet) whoWrote(f catalogue.Field) string {
	m := s.view.Draft.Marks[f.ID]
	id := "apply.marks.changed"
	if len(m.Was) == 0 {
		id = "apply.marks.written"
	}
	return s.page.Tp(id, "Time", s.page.DateTime(m.At), "Field", s.word("field."+f.ID+".label"),
		"Was", s.inLine(f, m.Was), "Now", s.inLine(f, s.view.Draft.Answers[f.ID].Value))
}

// inLine is an answer where marked text is expected.
func (s *sheet) inLine(f catalogue.Field, v field.Value) string {
	return official.Plain(strings.Join(s.answer(f, v), " "))
}

// marks are all answers of operators on the check page, with one button to confirm
// them and one for each question to put it back.
func (s *sheet) marks() []templ.Component {
	waiting := s.view.Waiting()
	if len(waiting) == 0 {
		return nil
	}
	list := component.SummaryListParams{}
	buttons := []templ.Component{component.Button(component.ButtonParams{Text: s.page.T("apply.marks.confirm"), Kind: component.ButtonSecondary})}
	for i, f := range waiting {
		m := s.view.Draft.Marks[f.ID]
		row := component.SummaryRow{Label: s.word("field." + f.ID + ".label"), Values: append(s.answer(f, s.view.Draft.Answers[f.ID].Value),
			s.page.Tp("apply.marks.was", "Was", strings.Join(s.answer(f, m.Was), " ")),
			s.page.Tp("apply.marks.when", "Time", s.page.DateTime(m.At)))}
		if i == 0 {
			row.ID = component.FieldID(markID)
		}
		list.Rows = append(list.Rows, row)
		step, _ := s.view.Service.StepOf(f.ID)
		if i == 0 || s.view.WaitingAt(step.ID)[0].ID == f.ID {
			buttons = append(buttons, s.putBackButton(step.ID))
		}
	}
	notice := component.NoticeParams{Kind: component.NoticeTurn, Heading: s.page.T("apply.marks.title"), Lines: []string{s.page.T("apply.marks.lead")}}
	about := s.problem(component.Field{Name: markID, Label: s.page.T("apply.marks.question")}, func(e portal.FieldError) bool { return e.Field == markID })
	ask := component.With(component.Fieldset(about), component.With(component.Actions(), buttons...))
	return []templ.Component{component.Notice(notice), component.SummaryList(list), s.marksForm("", ask)}
}

// putBackButton names what it puts back: there may be several.
func (s *sheet) putBackButton(step string) templ.Component {
	var labels []string
	for _, f := range s.view.WaitingAt(step) {
		labels = append(labels, s.word("field."+f.ID+".label"))
	}
	return component.Button(component.ButtonParams{
		Text: s.page.Tp("apply.marks.back", "What", s.page.Words().List(labels)), Kind: component.ButtonQuiet, Name: fieldBack, Value: step,
	})
}

// marksForm posts what the person decides of what this page showed; step is the
// question to come back to, "" for check answers.
func (s *sheet) marksForm(step string, buttons templ.Component) templ.Component {
	form := s.page.Form(draftPath(s.page, s.where, marksPath), s.page.KeyField(),
		component.HiddenParams{Name: fieldSeen, Value: strconv.Itoa(s.view.Draft.Version)})
	if step != "" {
		form.Hidden = append(form.Hidden, component.HiddenParams{Name: fieldStep, Value: step})
	}
	return component.With(component.Form(form), buttons)
}
