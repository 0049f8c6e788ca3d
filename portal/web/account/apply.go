package account

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web"
)

// forWhomSheet asks for whom a service is wanted.
type forWhomSheet struct {
	Head    component.QuestionHeadParams
	Form    component.FormParams
	Choices component.ChoicesParams
	Button  string
}

// newPerson is the answer that leads to a person not yet listed.
const newPerson = "new"

// forWhom asks every time: helpers must never file for the wrong person out of
// habit, and the person acted for is kept nowhere (decisions 1).
func (p Pages) forWhom(c *fiber.Ctx, page *web.Page) error {
	service := c.Params("service")
	if !p.offered(service) {
		return portal.NotFound()
	}
	page.Return = page.Here()
	return p.showForWhom(page, blank(page), service, c.Query("for"))
}

// offered reports whether a service can be applied for here.
func (p Pages) offered(service string) bool {
	s, known := p.Catalogue.Service(service)
	return known && s.Delivery == "transact"
}

func (p Pages) showForWhom(page *web.Page, q question, service, chosen string) error {
	kin, err := p.relatives(page)
	if err != nil {
		return err
	}
	page.Title = page.T("account.for_whom.title")
	page.Then("account.then.for_whom", "apply.elder.stop")
	s := forWhomSheet{
		Head:   q.head(link(page, "common.back.page", page.Path("/services/"+service))),
		Form:   page.Form(page.Path("/services/"+service+"/apply"), page.KeyField()),
		Button: page.T("account.for_whom.button"),
	}
	s.Choices.Field = q.field(web.FieldFor, page.T("account.for_whom.title"),
		page.Tp("account.for_whom.hint", "Service", serviceName(page, service)))
	s.Choices.Heading = true
	s.Choices.Options = q.options(web.FieldFor, forWhomOptions(page, kin, chosen)...)
	return page.Render(q.status(), forWhomPage(s))
}

func forWhomOptions(page *web.Page, kin []account.Kin, chosen string) []component.Option {
	var options []component.Option
	for _, k := range kin {
		o := component.Option{Value: k.Link.Person, Text: page.T("account.for_whom.self"), Checked: k.Link.Person == chosen}
		if k.Link.ForOther() {
			o.Text = page.Tp("account.for_whom.other", "Person", kinWords(page, k))
		}
		options = append(options, o)
	}
	return append(options, component.Option{
		Value: newPerson, Text: page.T("account.for_whom.new"), Hint: page.T("account.for_whom.new_hint"),
	})
}

// begin starts a draft for the person chosen. Without a session, without a person
// or without a key the reader is led to the page that gives them (contract §3).
func (p Pages) begin(c *fiber.Ctx, page *web.Page) error {
	service := c.Params("service")
	if !p.offered(service) {
		return portal.NotFound()
	}
	here := page.Path("/services/" + service + "/apply")
	if err := page.Require(session.Resident); err != nil {
		if portal.Is(err, portal.KindSignIn) {
			return web.Redirect303(c, signInAddress(page, "", here))
		}
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	who, key := form.One(web.FieldFor), form.One(web.FieldKey)
	switch {
	case !portal.ValidID(key):
		return web.Redirect303(c, here)
	case who == newPerson:
		return web.Redirect303(c, page.Path("/me/people/new")+"?next="+url.QueryEscape(here))
	case who == "":
		return p.showForWhom(page, unanswered(page, form), service, "")
	}
	return p.start(c, page, who, service, key)
}

func unanswered(page *web.Page, form web.Form) question {
	return question{page: page, form: form, wrong: portal.FieldErrors{
		{Field: web.FieldFor, Message: portal.Msg("account.for_whom.empty")},
	}}
}

func (p Pages) start(c *fiber.Ctx, page *web.Page, person, service, key string) error {
	draft, err := p.draft(page, person, service, key)
	if err != nil {
		return err
	}
	view, err := p.Applications.View(page.Context(), application.Where{Person: person, Draft: draft.ID})
	if err != nil {
		return err
	}
	return web.Redirect303(c, draftAddress(page, draft, view.Journey().Resume()))
}

// draft goes on with what is open: somebody who starts again next week finds the
// answers of last week instead of a second empty form.
func (p Pages) draft(page *web.Page, person, service, key string) (application.Draft, error) {
	m, err := p.Applications.Matters(page.Context(), person)
	if err != nil {
		return application.Draft{}, err
	}
	for _, d := range m.Drafts {
		if d.Service == service && d.Amends == "" && d.Case == "" {
			return d, nil
		}
	}
	return p.Applications.Begin(page.Context(), person, service, key)
}

func draftAddress(page *web.Page, d application.Draft, step string) string {
	return forPerson(page, d.Person, "/drafts/"+d.ID+"/"+step)
}
