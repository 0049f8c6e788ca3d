package account

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/field"
	"changban/portal/web"
)

// proveSheet explains how somebody proves to be the person in the register.
type proveSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Lines  []string
	Form   *component.FormParams // nil once it is proved
	Fields []component.TextFieldParams
	Button string
	About  string
}

// own returns the file of the address when it is the reader's own: nobody proves
// to be somebody else.
func (p Pages) own(c *fiber.Ctx, page *web.Page) (account.Known, error) {
	k, err := p.Accounts.Known(page.Context(), c.Params("person"))
	if err != nil {
		return k, err
	}
	if k.Link.ForOther() {
		return account.Known{}, portal.NotFound()
	}
	standOn(page, k)
	return k, nil
}

func (p Pages) prove(c *fiber.Ctx, page *web.Page) error {
	k, err := p.own(c, page)
	if err != nil {
		return err
	}
	return page.Show(provePage(proveContent(blank(page), k)))
}

func proveContent(q question, k account.Known) proveSheet {
	page := q.page
	page.Title = page.T("account.prove.title")
	page.Then("account.then.prove", "frame.next.stop")
	s := proveSheet{
		Head:  q.head(link(page, "account.prove.back", forPerson(page, k.Person.ID, ""))),
		Title: page.Title,
	}
	if k.Link.Level == account.LevelRegister {
		s.Lines = []string{page.T("account.matters.proved"), page.T("account.prove.done")}
		return s
	}
	form := page.Form(forPerson(page, k.Person.ID, "/prove"))
	s.Lines = []string{page.T("account.prove.text"), page.T("account.prove.how")}
	s.Form, s.Button, s.About = &form, page.T("account.prove.button"), page.T("account.prove.counter")
	for _, spec := range unknownOf(k) {
		s.Fields = append(s.Fields, proveField(q, spec))
	}
	return s
}

// unknownOf lists what has to be known before anything can be compared; what was
// said before is not asked again (decisions 5).
func unknownOf(k account.Known) []field.Spec {
	var specs []field.Spec
	if k.Person.First(account.FieldName) == "" {
		specs = append(specs, nameSpec())
	}
	if k.Person.First(account.FieldIDNumber) == "" {
		specs = append(specs, field.Spec{ID: account.FieldIDNumber, Type: field.IDCard, Required: true})
	}
	return specs
}

func proveField(q question, spec field.Spec) component.TextFieldParams {
	if spec.ID == account.FieldName {
		f := nameField(q, q.page.T("account.prove.name"))
		f.Autocomplete = "name"
		return f
	}
	return component.TextFieldParams{
		Field: q.field(spec.ID, q.page.T("account.prove.id_number"), q.page.T("account.prove.id_number_hint")),
		Value: q.form.One(spec.ID), Width: component.WidthNumber, NoSpelling: true,
	}
}

// proveSend sends a code to the register's phone. Right and wrong claims are
// answered alike (decisions 2).
func (p Pages) proveSend(c *fiber.Ctx, page *web.Page) error {
	k, err := p.own(c, page)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	q := read(page, form, unknownOf(k)...)
	if len(q.wrong) > 0 {
		return page.Render(q.status(), provePage(proveContent(q, k)))
	}
	if err := p.learn(page, k, q); err != nil {
		return err
	}
	return p.ask(c, page, k.Person.ID, "")
}

func (p Pages) ask(c *fiber.Ctx, page *web.Page, person, query string) error {
	id, err := p.Claims.Ask(page.Context(), person)
	if err != nil {
		return err
	}
	return web.Redirect303(c, forPerson(page, person, "/prove/"+id)+query)
}

// learn adds what was just typed to the person's file.
func (p Pages) learn(page *web.Page, k account.Known, q question) error {
	typed := map[string][]string{}
	for id, value := range q.values {
		typed[id] = value
	}
	if len(typed) == 0 {
		return nil
	}
	change, err := p.Accounts.Learn(page.Context(), k, typed)
	if err != nil {
		return err
	}
	return asTaken(p.Accounts.People.Change(page.Context(), change))
}

// asTaken: a verified number belongs to one file (decisions 3); only an officer
// can find out whose mistake that is.
func asTaken(err error) error {
	if portal.Is(err, portal.KindExists) {
		return portal.Fail(portal.KindExists, portal.Msg("account.prove.taken"))
	}
	return err
}

func (p Pages) proveCode(c *fiber.Ctx, page *web.Page) error {
	k, code, err := p.claim(c, page)
	if err != nil {
		return err
	}
	return page.Show(codePage(claimContent(blank(page), k, code, c.Query("again") != "")))
}

// claim returns a code that was asked for this person by this reader.
func (p Pages) claim(c *fiber.Ctx, page *web.Page) (account.Known, account.Code, error) {
	k, err := p.own(c, page)
	if err != nil {
		return k, account.Code{}, err
	}
	if !portal.ValidID(c.Params("code")) {
		return k, account.Code{}, portal.NotFound()
	}
	code, err := p.SignIn.Codes.Code(page.Context(), c.Params("code"))
	if err == nil && (code.Person != k.Person.ID || code.Identity != k.Identity.ID) {
		return k, account.Code{}, portal.NotFound()
	}
	return k, code, err
}

// claimContent never shows the phone: it is the register's, and a wrong claim
// has none.
func claimContent(q question, k account.Known, code account.Code, again bool) codeSheet {
	page := q.page
	page.Title = page.T("account.code.title")
	page.Then("account.then.proved", "account.then.again")
	s := codeSheet{
		Head:   q.head(link(page, "common.back.page", forPerson(page, k.Person.ID, "/prove"))),
		Lines:  []string{page.T("account.prove.sent")},
		Form:   page.Form(forPerson(page, k.Person.ID, "/prove/"+code.ID)),
		Code:   codeField(q, code),
		Button: page.T("account.prove.enter"), Again: page.T("account.code.again"),
		Other: page.T("account.code.other"), Ways: []string{page.T("account.prove.counter")},
	}
	if again {
		s.Status = page.T("account.code.again_sent")
	}
	s.addDemo(page)
	return s
}

func (p Pages) proveEnter(c *fiber.Ctx, page *web.Page) error {
	k, code, err := p.claim(c, page)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if form.Has(fieldAgain) {
		return p.ask(c, page, k.Person.ID, "?again=1")
	}
	err = asTaken(p.Claims.Confirm(page.Context(), k.Person.ID, code.ID, form.One("code")))
	wrong, err := fieldErrors(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		q := question{page: page, form: form, wrong: wrong}
		return page.Render(q.status(), codePage(claimContent(q, k, code, false)))
	}
	return web.Redirect303(c, forPerson(page, k.Person.ID, "/prove"))
}
