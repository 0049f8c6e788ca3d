package component

import (
	"github.com/a-h/templ"

	"changban/a11y/preference"
)

func htmlAttrs(p preference.Preference) templ.OrderedAttributes {
	var out templ.OrderedAttributes
	for _, a := range p.Attributes() {
		out = append(out, templ.KeyValue[string, any]{Key: a.Name, Value: a.Value})
	}
	return out
}

// toggleFields posts the opposite of what is in force.
func toggleFields(p ToggleParams, pref preference.Preference) []HiddenParams {
	next := "1"
	if pref.Elder {
		next = "0"
	}
	fields := []HiddenParams{
		{Name: preference.FieldElder, Value: next},
		{Name: "return", Value: p.Return},
	}
	return append(fields, p.Hidden...)
}

func menuInHeader(p FrameParams) bool {
	return len(p.Menu) > 0 && !p.Question && !p.Preference.Elder
}

// footLinks puts into the footer what question pages and elder mode leave out
// of the header, so that it is a link away (design §6).
func footLinks(p FrameParams) []LinkParams {
	var links []LinkParams
	if !menuInHeader(p) {
		links = append(links, p.Menu...)
	}
	if p.Preference.Elder {
		links = append(links, p.Bar.Preferences)
	}
	return append(links, p.Foot...)
}
