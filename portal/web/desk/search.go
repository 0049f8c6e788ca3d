package desk

import (
	"strings"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/web"
)

// searchSheet is what looking for a case shows.
type searchSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Search component.SearchFieldParams
	Found  string // how many; "" before anything was looked for
	Lines  []string
	Table  *component.TableParams
}

func (v visit) searchField(form web.Form, hint string, wrong ...portal.FieldError) component.SearchFieldParams {
	box := v.Form(v.Path("/desk/search"))
	return component.SearchFieldParams{
		Action: box.Action, Hidden: box.Hidden, Post: true, Button: v.T("common.button.search"),
		Field: v.Field("q", "desk.search.label", hint, wrong), Value: form.One("q"),
	}
}

func (p Pages) search(v visit) error {
	title := v.T("desk.search.title")
	return v.show(200, title, searchPage(searchSheet{
		Head: component.QuestionHeadParams{Back: v.back()}, Title: title, Search: v.searchField(web.Form{}, "desk.search.hint"),
	}))
}

// searchSend answers the post with the result itself. The contract's 303 would
// put a name or the digits of a phone into an address, where histories, logs and
// shoulders read them; looking twice changes nothing, so a repeat is harmless.
func (p Pages) searchSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	title := v.T("desk.search.title")
	s := searchSheet{Head: component.QuestionHeadParams{Back: v.back()}, Title: title}
	if strings.TrimSpace(form.One("q")) == "" {
		wrong := portal.FieldErrors{{Field: "q", Message: portal.Msg("desk.search.empty")}}
		v.Failed, s.Head.Summary = true, v.ErrorSummary(wrong)
		s.Search = v.searchField(form, "desk.search.hint", wrong...)
		return v.show(422, title, searchPage(s))
	}
	q, err := p.Desk.Queue(v.Context(), v.staff, application.FilterAll, form.One("q"), 1)
	if err != nil {
		return err
	}
	s.Search, s.Found = v.searchField(form, "desk.search.hint"), v.Plural("desk.search.found", q.Total)
	switch {
	case q.Total == 0:
		s.Lines = []string{v.T("desk.search.none"), v.T("desk.search.scope")}
	case q.Total > len(q.Cases):
		s.Lines = []string{v.T("desk.search.more")}
	}
	if len(q.Cases) > 0 {
		table, err := p.table(v, q.Cases, v.T("desk.search.list"))
		if err != nil {
			return err
		}
		s.Table = &table
	}
	return v.show(200, title, searchPage(s))
}
