package web

import (
	"strings"

	"changban/a11y/component"
	"changban/portal"
)

// Field joins a field's words with what is wrong with it; hint may be "".
func (p *Page) Field(name, label, hint string, errs portal.FieldErrors) component.Field {
	f := component.Field{Name: name, Label: p.T(label)}
	if hint != "" {
		f.Hint = p.T(hint)
	}
	return p.WithError(f, name, errs)
}

// WithError adds to a field what is wrong with the field called id: all of it, as
// the summary says it, because parts of a date may be wrong each in its own way.
func (p *Page) WithError(f component.Field, id string, errs portal.FieldErrors) component.Field {
	for _, e := range errs {
		if e.Field == id {
			f.Error, f.ErrorWord = strings.TrimSpace(f.Error+" "+p.Msg(e.Message)), p.T("common.errors.prefix")
		}
	}
	return f
}

// ErrorSummary lists what is wrong, each message with a link to its control; nil
// when nothing is. An error of a date as a whole needs a Part too, its first.
func (p *Page) ErrorSummary(errs portal.FieldErrors) *component.ErrorSummaryParams {
	if len(errs) == 0 {
		return nil
	}
	s := &component.ErrorSummaryParams{Heading: p.Plural("common.errors.title", len(errs))}
	for _, e := range errs {
		control := e.Field
		if e.Part != "" {
			control += "." + e.Part
		}
		s.Items = append(s.Items, component.ErrorItem{Text: p.Msg(e.Message), Target: component.FieldID(control)})
	}
	return s
}
