package component

import "github.com/a-h/templ"

func headingAttrs(p HeadingParams) templ.Attributes {
	a := templ.Attributes{}
	if p.ID != "" {
		a["id"] = p.ID
	}
	if p.Home {
		a["class"] = "home"
	}
	return a
}
