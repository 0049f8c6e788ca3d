package account

import (
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	"changban/portal/web"
)

// question is a form of the area: what was typed and what is wrong with it.
type question struct {
	page   *web.Page
	form   web.Form
	values map[string]field.Value
	wrong  portal.FieldErrors
}

// blank is a form nobody has filled in yet.
func blank(page *web.Page) question { return question{page: page} }

// read reads every field, so that all problems are told at once (A11Y-84).
func read(page *web.Page, form web.Form, specs ...field.Spec) question {
	q := question{page: page, form: form, values: map[string]field.Value{}}
	for _, s := range specs {
		value, problems := field.Read(s, form.All, field.Context{Today: page.Today()})
		q.values[s.ID], q.wrong = value, append(q.wrong, problems...)
	}
	return q
}

// field returns what every control of the page has; hint may be "".
func (q question) field(name, label, hint string) component.Field {
	return q.page.WithError(component.Field{Name: name, Label: label, Hint: hint}, name, q.wrong)
}

// head returns the rows above the question and lets the title say that something
// has to be put right.
func (q question) head(back component.LinkParams) component.QuestionHeadParams {
	q.page.Question, q.page.Failed = true, len(q.wrong) > 0
	return component.QuestionHeadParams{Back: &back, Summary: q.page.ErrorSummary(q.wrong)}
}

// status is that of the page: 422 when the form came back (contract §4).
func (q question) status() int {
	if len(q.wrong) > 0 {
		return 422
	}
	return 200
}

// options builds the rows of a group with the typed one chosen.
func (q question) options(name string, rows ...component.Option) []component.Option {
	for i := range rows {
		rows[i].Checked = rows[i].Checked || rows[i].Value == q.form.One(name) && rows[i].Value != ""
	}
	return rows
}

func link(page *web.Page, words, url string) component.LinkParams {
	return component.LinkParams{Text: page.T(words), URL: url}
}
