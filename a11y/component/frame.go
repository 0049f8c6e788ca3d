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
	fields := []HiddenParams{
		{Name: preference.FieldElder, Value: toggled(pref)},
		{Name: "return", Value: p.Return},
	}
	return append(fields, p.Hidden...)
}

// toggled is the mode that a press leads to: 1 for elder mode, 0 out of it.
func toggled(pref preference.Preference) string {
	if pref.Elder {
		return "0"
	}
	return "1"
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
