package apply

import (
	"errors"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/setting"
	"changban/portal/web"
	"changban/portal/web/official"
)

// check shows every answer before sending; while a question is open it leads
// there.
func (p Pages) check(c *fiber.Ctx, page *web.Page) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	if ref := s.view.Draft.Case; ref != "" {
		return web.Redirect303(c, casePath(page, s.where.Person, string(ref)))
	}
	if step := s.view.Journey().Resume(); step != application.CheckStep {
		return web.Redirect303(c, draftPath(page, s.where, step))
	}
	p.offer(s)
	content, err := p.checkPage(s)
	if err != nil {
		return err
	}
	return page.Show(content)
}

func (p Pages) checkPage(s *sheet) (templ.Component, error) {
	settings, err := p.Applications.Settings.Today(s.page.Context())
	if err != nil {
		return nil, err
	}
	parts := append(s.checkTop(), s.marks()...)
	for _, g := range s.groups() {
		parts = append(parts, component.SummaryList(s.list(g)))
	}
	parts = append(parts, s.conditions())
	parts = append(parts, s.told(p.Applications.Units)...)
	form := component.With(component.Form(s.formFor(application.CheckStep)), s.sendFields()...)
	undo := s.page.Tp("apply.check.undo", "Minutes", settings.Number(setting.AmendMinutes))
	return component.Join(append(parts, form, component.Aside(undo), s.throwAway())...), nil
}

// told says who hears of the application and how, and which office it goes to.
func (s *sheet) told(units office.Tree) []templ.Component {
	link := s.view.Known.Link
	rows := official.Recipients(s.page, s.view.Told, s.page.Actor.ID, link.Level >= account.LevelRegister)
	if unit := s.view.Receiving(units); unit != "" {
		rows = append(rows, component.SummaryRow{Label: s.page.T("account.told.who.office"), Values: []string{official.Office{Units: units}.UnitName(s.page, unit)}})
	}
	change := official.ToldChange(s.page, answerForm, draftPath(s.page, s.where, application.CheckStep))
	return []templ.Component{
		component.SummaryList(component.SummaryListParams{Heading: s.page.T("account.told.after"), Rows: rows}),
		component.With(component.Actions(), component.Button(change)),
	}
}

func (s *sheet) checkTop() []templ.Component {
	s.page.Title, s.page.Question, s.page.Menu = s.page.T("apply.check.title"), true, web.MenuMe
	back := s.back(application.CheckStep)
	lead, next := "apply.check.lead", "apply.then.send"
	if s.view.Draft.Amends != "" {
		lead, next = "apply.check.lead_amend", "apply.then.amend"
	}
	s.page.Then(next, "apply.then.change")
	s.readOut("apply.help.intro_check")
	parts := append([]templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: s.summary()}),
	}, s.looking()...)
	return append(parts,
		component.Heading(component.HeadingParams{Level: 1, Text: s.page.Title}),
		component.Lead(s.page.T(lead)),
	)
}

// sendFields are what the check page asks, and the button that names the act.
func (s *sheet) sendFields() []templ.Component {
	var parts []templ.Component
	for _, f := range s.view.Service.Fields {
		if f.AtCheck {
			parts = append(parts, s.control(f, component.Field{Name: f.ID, Label: s.consent(f), Hint: s.optional("field." + f.ID + ".hint")}).component())
		}
	}
	button := s.word("submit")
	if s.view.Draft.Amends != "" {
		button = s.page.T("apply.check.amend_button")
	}
	return append(parts, component.With(component.Actions(),
		component.Button(component.ButtonParams{Text: button}),
		component.Link(component.LinkParams{Text: s.page.T("apply.check.later"), URL: personPath(s.page, s.where.Person)}),
	))
}

// consent is the text beside the box that is ticked: the service's own
// declaration where it has one.
func (s *sheet) consent(f catalogue.Field) string {
	if f.MustBeTrue && s.has("declaration") {
		return s.word("declaration")
	}
	return s.word("field." + f.ID + ".label")
}

// consents are the texts of what was ticked, as read.
func (s *sheet) consents(form web.Form) []string {
	var texts []string
	for _, f := range s.view.Service.Fields {
		if f.AtCheck && form.One(f.ID) != "" {
			texts = append(texts, s.consent(f))
		}
	}
	return texts
}

func (s *sheet) throwAway() templ.Component {
	words := "apply.delete.link"
	if s.view.Draft.Amends != "" {
		words = "apply.delete.link_amend"
	}
	return component.Link(component.LinkParams{Text: s.page.T(words), URL: draftPath(s.page, s.where, "delete")})
}

// send turns the draft into a case. A post without a key comes from no page of
// ours: it is led to the one that carries it (decisions 12).
func (p Pages) send(c *fiber.Ctx, page *web.Page) error {
	if err := checkSize(c); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(c, draftPath(page, where(c), application.CheckStep))
	}
	sent, what, err := p.submit(c, page, form)
	if err != nil {
		return p.unsent(c, page, form, err)
	}
	to := casePath(page, c.Params("person"), string(sent.Ref))
	if what != "" {
		to += "?" + queryDone + "=" + what
	}
	return web.Redirect303(c, to)
}

// submit sends, and says what the next page tells besides the receipt.
func (p Pages) submit(c *fiber.Ctx, page *web.Page, form web.Form) (sent application.Sent, what string, err error) {
	if err := page.Require(session.Resident); err != nil {
		return sent, "", err
	}
	w := where(c)
	service, err := p.serviceOf(page, w, form)
	if err != nil {
		return sent, "", err
	}
	v, _, _ := p.Applications.Blank(service.Hash, application.CheckStep)
	blank := &sheet{page: page, view: v, where: w}
	sent, err = p.Applications.Submit(page.Context(), w, application.Sending{
		Key: form.One(web.FieldKey), Form: form.All, Consents: blank.consents(form),
		Declare: func(v *application.View) application.Declaration {
			if v.Draft.Amends != "" {
				what = "amended"
			}
			return Declare(page, p.Applications.Units, v)
		},
	})
	if sent.Repeat {
		what = "again"
	}
	return sent, what, err
}

// unsent answers a sending that did not happen.
func (p Pages) unsent(c *fiber.Ctx, page *web.Page, form web.Form, err error) error {
	var open *application.Unfinished
	var waiting *application.Unconfirmed
	var problems portal.FieldErrors
	switch {
	case errors.As(err, &waiting):
		return p.unconfirmed(c, page, form)
	case errors.As(err, &open):
		return web.Redirect303(c, draftPath(page, where(c), open.Step))
	case errors.As(err, &problems):
		return p.checkAgain(c, page, form, problems)
	case portal.Is(err, portal.KindUnavailable):
		return p.checkFromMemory(c, page, form, err)
	case portal.Is(err, portal.KindExists):
		return p.already(c, page, err)
	}
	return err
}

func (p Pages) checkAgain(c *fiber.Ctx, page *web.Page, form web.Form, problems portal.FieldErrors) error {
	s, err := p.open(c, page)
	if err != nil {
		return p.unsent(c, page, form, err)
	}
	s.form, s.errs = &form, problems
	content, err := p.checkPage(s)
	if err != nil {
		return err
	}
	return page.Render(fiber.StatusUnprocessableEntity, content)
}

// checkFromMemory keeps key, tick and button while the store is away; the
// answers themselves lie in the store and cannot be shown.
func (p Pages) checkFromMemory(c *fiber.Ctx, page *web.Page, form web.Form, cause error) error {
	v, _, _ := p.Applications.Blank(form.One(fieldDefinition), application.CheckStep)
	if v == nil {
		return cause
	}
	s := p.blank(c, page, form, v)
	parts := append(s.checkTop(), component.Notice(s.away()),
		component.With(component.Form(s.formFor(application.CheckStep)), s.sendFields()...))
	c.Set(fiber.HeaderRetryAfter, "60")
	return page.Render(fiber.StatusServiceUnavailable, component.Join(parts...))
}
