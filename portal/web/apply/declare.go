package apply

import (
	"slices"

	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/office"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Declare puts a view into the words of check answers, as Pages.send does, for
// applications that are made without a browser.
func Declare(page *web.Page, units office.Tree, v *application.View) application.Declaration {
	return told(page, units, v).declaration()
}

// told is a page about a draft that is not its person's own.
func told(page *web.Page, units office.Tree, v *application.View) *sheet {
	return &sheet{
		page: page, view: v, units: units, relation: v.Known.Link.Relation,
		where: application.Where{Person: v.Draft.Person, Draft: v.Draft.ID},
	}
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
	s := told(page, units, v)
	said := official.Told{Service: s.word("title"), Declaration: s.declaration(), Steps: map[string]string{}, Waiting: map[string]bool{}}
	for _, station := range v.Journey().Steps {
		if !station.Answered {
			open := official.Question{Text: s.word("step." + station.Step.ID + ".question")}
			if len(v.Writable(station.Step)) > 0 {
				open.Step = station.Step.ID
			}
			said.Open = append(said.Open, open)
		}
	}
	if len(said.Open) > 0 {
		said.Now = said.Open[0].Text
	}
	for _, f := range v.Service.Fields {
		if step := s.stepOfField(f); step != "" && s.writable(f, step) {
			said.Steps[f.ID] = step
		}
	}
	for _, f := range v.Waiting() {
		said.Waiting[f.ID] = true
	}
	return said
}

// writable reports whether an operator may answer a field of a step.
func (s *sheet) writable(f catalogue.Field, id string) bool {
	step, _ := s.view.Service.Step(id)
	return slices.ContainsFunc(s.view.Writable(step), func(x catalogue.Field) bool { return x.ID == f.ID })
}
