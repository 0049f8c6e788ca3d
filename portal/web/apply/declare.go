package apply

import (
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Declare puts a view into the words of check answers, as Pages.send does, for
// applications that are made without a browser.
func Declare(page *web.Page, units office.Tree, v *application.View) application.Declaration {
	s := &sheet{page: page, view: v, units: units, relation: v.Known.Link.Relation,
		where: application.Where{Person: v.Draft.Person, Draft: v.Draft.ID}}
	return s.declaration()
}

// Reread puts what was sent into the page's words, for who reads another language
// than the person did; false when the service is gone.
func Reread(page *web.Page, a *application.Applications, c application.Case) (application.Declaration, bool) {
	v, ok := a.Reread(c)
	if !ok {
		return application.Declaration{}, false
	}
	return Declare(page, a.Units, v), true
}

// Tell puts an unsent draft into the words its person reads, for who looks at it
// by a code (decisions 22).
func Tell(page *web.Page, units office.Tree, v *application.View) official.Told {
	s := &sheet{
		page: page, view: v, units: units, relation: v.Known.Link.Relation,
		where: application.Where{Person: v.Draft.Person, Draft: v.Draft.ID},
	}
	told := official.Told{Service: s.word("title"), Declaration: s.declaration()}
	for _, station := range v.Journey().Steps {
		if !station.Answered {
			told.Open = append(told.Open, s.word("step."+station.Step.ID+".question"))
		}
	}
	if len(told.Open) > 0 {
		told.Now = told.Open[0]
	}
	return told
}
