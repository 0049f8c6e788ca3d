package apply

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/session"
	"changban/portal/web"
)

// question shows one step of the journey; a step that does not apply is unknown.
func (p Pages) question(c *fiber.Ctx, page *web.Page) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	if ref := s.view.Draft.Case; ref != "" {
		return web.Redirect303(c, casePath(page, s.where.Person, string(ref)))
	}
	station, ok := s.view.Journey().Find(c.Params("step"))
	if !ok {
		return portal.NotFound()
	}
	p.offer(s)
	if s.form = page.Typed(); s.form != nil {
		s.edit(station.Step, "") // as many rows as were typed
	}
	content, err := p.stepPage(c, s, station)
	if err != nil {
		return err
	}
	return page.Show(content)
}

func (p Pages) stepPage(c *fiber.Ctx, s *sheet, station application.Station) (templ.Component, error) {
	if len(station.Step.Fields) == 0 {
		return papersPage(c, s, station), nil
	}
	return s.questionPage(station), nil
}

// answer keeps what was posted and leads on; what cannot be kept comes back with
// everything that was typed.
func (p Pages) answer(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if button := form.One(field.RowButton); button != "" {
		return p.editRows(c, page, form, button)
	}
	to, err := p.keep(c, page, form)
	if err != nil {
		return p.refused(c, page, form, err)
	}
	return web.Redirect303(c, to)
}

// editRows shows the page with a row more or less. It changes nothing in the
// store, so that a repeat does no harm.
func (p Pages) editRows(c *fiber.Ctx, page *web.Page, form web.Form, button string) error {
	if err := page.Require(session.Resident); err != nil {
		return err
	}
	if err := checkSize(c); err != nil {
		return err
	}
	s, err := p.open(c, page)
	if err != nil {
		return p.refused(c, page, form, err)
	}
	station, ok := s.view.Journey().Find(c.Params("step"))
	if !ok || s.view.Draft.Case != "" {
		return portal.NotFound()
	}
	s.form = &form
	s.edit(station.Step, button)
	return page.Show(s.questionPage(station))
}

// keep returns the address to read next.
func (p Pages) keep(c *fiber.Ctx, page *web.Page, form web.Form) (string, error) {
	if err := page.Require(session.Resident); err != nil {
		return "", err
	}
	w, id := where(c), c.Params("step")
	service, step, err := p.stepOf(page, w, form, id)
	if err != nil {
		return "", err
	}
	withFiles := len(step.Fields) == 0 && strings.HasPrefix(strings.ToLower(c.Get(fiber.HeaderContentType)), fiber.MIMEMultipartForm)
	if err := checkSize(c); err != nil && !withFiles {
		return "", err
	}
	if len(step.Fields) == 0 {
		return p.keepPapers(page, w, papersOf(service, step), step.ID, form)
	}
	seen, _ := strconv.Atoi(form.One(fieldSeen)) // 0 says nothing
	next, err := p.Applications.Answer(page.Context(), w, application.Answers{Step: id, Form: form.All, Seen: seen})
	return draftPath(page, w, next), err
}

// stepOf finds what kind of step was posted.
func (p Pages) stepOf(page *web.Page, w application.Where, form web.Form, id string) (*catalogue.Service, catalogue.Step, error) {
	s, err := p.serviceOf(page, w, form)
	if err != nil {
		return nil, catalogue.Step{}, err
	}
	step, ok := s.Step(id)
	if !ok {
		return nil, step, portal.NotFound()
	}
	return s, step, nil
}

// serviceOf takes the service the form names; without a name the draft is read
// for it. A wrong name finds no such step in the draft.
func (p Pages) serviceOf(page *web.Page, w application.Where, form web.Form) (*catalogue.Service, error) {
	if s, ok := p.Applications.Catalogue.Service(form.One(fieldService)); ok {
		return s, nil
	}
	v, err := p.Applications.View(page.Context(), w)
	if err != nil {
		return nil, err
	}
	return v.Service, nil
}

// refused answers a post that was not kept.
func (p Pages) refused(c *fiber.Ctx, page *web.Page, form web.Form, err error) error {
	var problems portal.FieldErrors
	switch {
	case errors.As(err, &problems):
		return p.again(c, page, form, problems)
	case portal.Is(err, portal.KindUnavailable):
		return p.fromMemory(c, page, form, err)
	case portal.Is(err, portal.KindExists):
		return p.already(c, page, err)
	}
	return err
}

// again shows the page with what was typed and what is wrong with it.
func (p Pages) again(c *fiber.Ctx, page *web.Page, form web.Form, problems portal.FieldErrors) error {
	s, err := p.open(c, page)
	if err != nil {
		return p.refused(c, page, form, err)
	}
	s.form, s.errs = &form, problems
	station, ok := s.view.Journey().Find(c.Params("step"))
	if !ok {
		return portal.NotFound()
	}
	content, err := p.stepPage(c, s, station)
	if err != nil {
		return err
	}
	status := fiber.StatusUnprocessableEntity
	if s.clashed() {
		status = fiber.StatusConflict
	}
	return page.Render(status, content)
}

// fromMemory shows the page again while the store is away: nothing typed is
// lost, and pressing the same button is the retry (decisions 15).
func (p Pages) fromMemory(c *fiber.Ctx, page *web.Page, form web.Form, cause error) error {
	v, step, ok := p.Applications.Blank(form.One(fieldDefinition), stepIn(c, form))
	if !ok {
		return cause
	}
	s := p.blank(c, page, form, v)
	s.edit(step, form.One(field.RowButton))
	content, err := p.stepPage(c, s, application.Station{Step: step})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderRetryAfter, "60")
	return page.Render(fiber.StatusServiceUnavailable, content)
}

// stepIn is the step of the address, or of the form where the address has none.
func stepIn(c *fiber.Ctx, form web.Form) string { return cmp.Or(c.Params("step"), form.One(fieldStep)) }

// blank is a sheet without a draft. The relation was on the page before; it only
// chooses words.
func (p Pages) blank(c *fiber.Ctx, page *web.Page, form web.Form, v *application.View) *sheet {
	s := &sheet{page: page, view: v, where: where(c), units: p.Applications.Units, form: &form, down: true, relation: account.Self}
	if r := account.Relation(form.One(fieldRelation)); r.Valid() {
		s.relation = r
		page.Acting = &web.Acting{Relation: string(r), OwnURL: page.Path("/me")}
	}
	page.Private = true
	return s
}

// questionPage is one question: its fields, why it is asked, one button.
func (s *sheet) questionPage(station application.Station) templ.Component {
	step := station.Step
	parts := s.top(station)
	inside, below := s.why(step.ID)
	inner := append(append(s.fields(step), inside...), s.actions())
	params := s.formFor(step.ID)
	if s.hasList(step) {
		params.Enter = &component.ButtonParams{Text: s.goOn()}
	}
	s.comesNext(step.ID)
	return component.Join(append(append(parts, component.With(component.Form(params), inner...)), below...)...)
}

// fields draws the fields of a step. The question is the label of a single field
// and the legend over several: it is the page's h1 either way.
func (s *sheet) fields(step catalogue.Step) []templ.Component {
	asked := s.asked(step)
	about := component.Field{Label: s.word("step." + step.ID + ".question"), Hint: s.optional("step." + step.ID + ".hint"), Heading: true}
	if len(asked) == 1 {
		about.Name = asked[0].ID
		if about.Hint == "" {
			about.Hint = s.optional("field." + about.Name + ".hint")
		}
		return []templ.Component{s.control(asked[0], about).component()}
	}
	about.Name = "_" + step.ID
	var inner []templ.Component
	for _, f := range asked {
		inner = append(inner, s.control(f, component.Field{
			Name: f.ID, Label: s.word("field." + f.ID + ".label"), Hint: s.optional("field." + f.ID + ".hint"),
		}).component())
	}
	return []templ.Component{component.With(component.Fieldset(about), inner...)}
}

// goOn is the text of the one button.
func (s *sheet) goOn() string {
	if s.page.Preference.Elder {
		return s.page.T("common.button.next")
	}
	return s.page.T("common.button.continue")
}

func (s *sheet) actions() templ.Component {
	return component.With(component.Actions(),
		component.Button(component.ButtonParams{Text: s.goOn()}),
		component.Link(component.LinkParams{Text: s.page.T("common.button.stop"), URL: personPath(s.page, s.where.Person)}),
	)
}
