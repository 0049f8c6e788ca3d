package apply

import (
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/web"
)

// Declare puts a view into the words of check answers, as Pages.send does, for
// applications that are made without a browser.
func Declare(page *web.Page, units office.Tree, v *application.View) application.Declaration {
	s := &sheet{page: page, view: v, units: units, relation: v.Known.Link.Relation,
		where: application.Where{Person: v.Draft.Person, Draft: v.Draft.ID}}
	return s.declaration()
}
