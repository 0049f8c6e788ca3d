package apply

import (
	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Operator draws pages for an operator whom the person let in (decisions 22).
type Operator struct{ Units office.Tree }

// Question shows one question with the fields and words of the person's own page.
func (o Operator) Question(page *web.Page, q official.Asked) templ.Component {
	s := told(page, o.Units, q.View)
	s.below, s.form, s.errs = q.Below, q.Form, q.Wrong
	step := q.Station.Step
	if s.form != nil {
		s.edit(step, s.form.One(field.RowButton))
	}
	head := component.QuestionHead(component.QuestionHeadParams{Back: &q.Back, Summary: s.summary(), Progress: s.progress(step.ID)})
	actions := component.With(component.Actions(), component.Button(component.ButtonParams{Text: q.Button}))
	params := s.formFor(step.ID)
	if s.hasList(step) {
		params.Enter = &component.ButtonParams{Text: q.Button}
	}
	form := component.With(component.Form(params), append(s.fields(step), actions)...)
	return component.Join(head, component.Notice(component.NoticeParams{Lines: q.Notice}), form)
}
