package apply

import (
	"slices"
	"strconv"
	"strings"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/web"
)

// Hidden fields of the area's forms. Service, definition and step let the page be
// shown from memory while the store is away (decisions 15); seen is the draft's
// version the page was made from (decisions 9).
const (
	fieldSeen       = "_seen"
	fieldService    = "_service"
	fieldDefinition = "_definition"
	fieldStep       = "_step"
	fieldRelation   = "_relation"
)

// sheet is one page of a draft in the making.
type sheet struct {
	page     *web.Page
	view     *application.View
	where    application.Where
	units    office.Tree
	relation account.Relation
	form     *web.Form          // what was posted; nil on a fresh page
	edited   field.Form         // form after a row was added or taken away; nil else
	rows     map[string]int     // how many rows the edited lists then have
	removed  map[string]int     // which row of a list was taken away just now
	errs     portal.FieldErrors // what is wrong with it
	down     bool               // made from memory, the store is away
	below    string             // for an operator: the address below which the steps stand; "" on the person's page
}

// address is where the page of a step is, for whoever reads this one.
func (s *sheet) address(step string) string {
	if s.below != "" {
		return s.below + "/" + step
	}
	return draftPath(s.page, s.where, step)
}

// other reports whether the reader acts for somebody else.
func (s *sheet) other() bool { return s.relation != account.Self && s.relation != "" }

// has reports whether the service has words of path, for this reader.
func (s *sheet) has(path string) bool {
	return s.view.Service.HasWord(path) || s.other() && s.view.Service.HasWord(path+"_other")
}

// word returns the service's words; a helper reads those about the other person.
func (s *sheet) word(path string) string {
	if other := path + "_other"; s.other() && s.view.Service.HasWord(other) {
		path = other
	}
	return s.page.T(s.view.Service.WordID(path))
}

// optional is word, or "" when the service has none.
func (s *sheet) optional(path string) string {
	if !s.has(path) {
		return ""
	}
	return s.word(path)
}

// formFor builds the form of a step with everything it carries.
func (s *sheet) formFor(step string) component.FormParams {
	f := s.page.Form(s.address(step),
		component.HiddenParams{Name: web.FieldKey, Value: s.posted(web.FieldKey, portal.NewID())},
		component.HiddenParams{Name: fieldSeen, Value: s.seen()},
		component.HiddenParams{Name: fieldService, Value: s.view.Service.ID},
		component.HiddenParams{Name: fieldDefinition, Value: s.view.Service.Hash},
		component.HiddenParams{Name: fieldStep, Value: step},
		component.HiddenParams{Name: fieldRelation, Value: string(s.relation)},
	)
	f.ID = answerForm
	if token := s.posted(web.FieldToken, ""); s.page.Session == nil && token != "" {
		f.Hidden = append(f.Hidden, component.HiddenParams{Name: web.FieldToken, Value: token})
	}
	return f
}

// posted returns a field of the form that came back, or fresh.
func (s *sheet) posted(name, fresh string) string {
	if s.form != nil && s.form.One(name) != "" {
		return s.form.One(name)
	}
	return fresh
}

// seen stays what it was while the reader puts things right, and moves on with a
// clash: pressing again then keeps one's own.
func (s *sheet) seen() string {
	now := strconv.Itoa(s.view.Draft.Version)
	if s.clashed() {
		return now
	}
	return s.posted(fieldSeen, now)
}

func (s *sheet) clashed() bool {
	for _, e := range s.errs {
		if e.Message.ID == application.ClashID {
			return true
		}
	}
	return false
}

// say puts a problem into words; in a clash it shows the other's answer, which
// nobody sees otherwise.
func (s *sheet) say(e portal.FieldError) string {
	if e.Message.ID != application.ClashID {
		return s.page.Msg(e.Message)
	}
	f, _ := s.view.Service.Field(e.Field)
	other := s.view.Draft.Answers[e.Field].Value
	return s.page.Tp(application.ClashID, "Field", s.word("field."+e.Field+".label"), "Value", strings.Join(s.answer(f, other), " "))
}

// problem adds the messages that belong to a control; all of them, because a
// date may have three.
func (s *sheet) problem(f component.Field, mine func(portal.FieldError) bool) component.Field {
	var said []string
	for _, e := range s.errs {
		if mine(e) {
			said = append(said, s.say(e))
		}
	}
	if len(said) > 0 {
		f.Error, f.ErrorWord = strings.Join(said, " "), s.page.T("common.errors.prefix")
	}
	return f
}

// summary lists what is wrong, each with a link to its first failing control.
func (s *sheet) summary() *component.ErrorSummaryParams {
	if len(s.errs) == 0 {
		return nil
	}
	s.page.Failed = true
	sum := &component.ErrorSummaryParams{Heading: s.page.Tp("common.errors.title", "Count", len(s.errs))}
	for _, e := range s.errs {
		sum.Items = append(sum.Items, component.ErrorItem{Text: s.sayWhere(e), Target: component.FieldID(s.target(e))})
	}
	return sum
}

// sayWhere is what the summary says: in a list it names the row.
func (s *sheet) sayWhere(e portal.FieldError) string {
	f, _ := s.view.Service.Field(e.Field)
	if n, _, _, ok := cellOf(f.Spec, e); ok {
		return s.page.Tp("apply.row.line", "Row", s.rowName(n), "Text", s.say(e))
	}
	return s.say(e)
}

// target names the control a problem is about.
func (s *sheet) target(e portal.FieldError) string {
	f, ok := s.view.Service.Field(e.Field)
	if !ok {
		return e.Field
	}
	if n, item, part, ok := cellOf(f.Spec, e); ok {
		return s.controlOf(f.Cell(n, item), part, e)
	}
	return s.controlOf(f.Spec, e.Part, e)
}

// controlOf names the control of a field that a problem with one of its parts is
// about.
func (s *sheet) controlOf(f field.Spec, part string, e portal.FieldError) string {
	switch f.Type {
	case field.Date, field.Month:
		if part == "" {
			part = "year"
		}
		return f.ID + "." + part
	case field.Address:
		return f.ID + ".street"
	case field.PlaceChoice:
		if isTyped(part, e) {
			return f.ID + ".name"
		}
	case field.Institution, field.Area:
		if part == "" && s.typedOnly(f) {
			part = "name"
		}
		if part != "" {
			return f.ID + "." + part
		}
	case field.List:
		return f.ID + ".0." + f.Items[0].ID
	}
	return f.ID
}

// typedOnly reports whether there is nothing to choose from, so that only the name
// is asked.
func (s *sheet) typedOnly(f field.Spec) bool {
	if f.Type == field.Area {
		return len(field.AreasOf(f, s.view.Context())) == 0
	}
	return slices.Equal(field.Choices(f, s.view.Context()), []string{field.Other})
}

// isTyped reports whether a place's problem is with its typed name; when there
// are candidates the choice is what has to be made.
func isTyped(part string, e portal.FieldError) bool {
	return part == "name" && field.Candidates(e) == nil
}

// asked returns the fields of a step. From memory nothing is known of what
// applies, so everything that could be asked is.
func (s *sheet) asked(step catalogue.Step) []catalogue.Field {
	switch {
	case s.below != "":
		return s.view.Writable(step)
	case !s.down:
		return s.view.Asked(step)
	}
	var fields []catalogue.Field
	for _, id := range step.Fields {
		if f, ok := s.view.Service.Field(id); ok && !f.Readonly && !f.AtCheck {
			fields = append(fields, f)
		}
	}
	return fields
}
