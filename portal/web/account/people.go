package account

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/field"
	"changban/portal/web"
)

// peopleSheet lists whom the reader acts for.
type peopleSheet struct {
	Back  component.LinkParams
	Title string
	Text  string
	Rows  []component.LinkItem
	Add   component.ButtonLinkParams
}

// personSheet asks about somebody to act for.
type personSheet struct {
	Head     component.QuestionHeadParams
	Title    string
	Form     component.FormParams
	Relation component.ChoicesParams
	Guardian component.ChoicesParams
	Name     component.TextFieldParams
	About    string
	Button   string
}

// me leads to the reader's own matters.
func (p Pages) me(c *fiber.Ctx, page *web.Page) error {
	kin, err := p.Accounts.Relatives(page.Context())
	if err != nil {
		return err
	}
	for _, k := range kin {
		if !k.Link.ForOther() {
			return web.Redirect303(c, forPerson(page, k.Link.Person, ""))
		}
	}
	return portal.NotFound()
}

func (p Pages) people(_ *fiber.Ctx, page *web.Page) error {
	kin, err := p.relatives(page)
	if err != nil {
		return err
	}
	page.Title, page.Menu = page.T("account.people.title"), web.MenuMe
	page.Then("account.then.people")
	s := peopleSheet{
		Back: link(page, "account.people.own", page.Path("/me")), Title: page.Title,
		Text: page.T("account.people.none"), Rows: kinRows(page, kin),
		Add: component.ButtonLinkParams{Text: page.T("account.people.add"), URL: page.Path("/me/people/new")},
	}
	if len(s.Rows) > 0 {
		s.Text = page.T("account.people.text")
	}
	return page.Show(peoplePage(s))
}

// relatives also tells the frame who reads.
func (p Pages) relatives(page *web.Page) ([]account.Kin, error) {
	kin, err := p.Accounts.Relatives(page.Context())
	for _, k := range kin {
		if !k.Link.ForOther() {
			page.ReaderName = k.Name
		}
	}
	return kin, err
}

// kinRows lists other people: relation and name lead to their matters.
func kinRows(page *web.Page, kin []account.Kin) []component.LinkItem {
	var rows []component.LinkItem
	for _, k := range kin {
		if k.Link.ForOther() {
			rows = append(rows, component.LinkItem{
				Link: component.LinkParams{Text: kinWords(page, k), URL: forPerson(page, k.Link.Person, "")},
				Text: linkWords(page, k.Link),
			})
		}
	}
	return rows
}

// kinWords names a person as the reader thinks of them: "your mother, Qiqige".
func kinWords(page *web.Page, k account.Kin) string {
	relation := relationWords(page, k.Link.Relation)
	if k.Name == "" {
		return relation
	}
	return page.Tp("account.for_whom.kin", "Relation", relation, "Name", page.Name(k.Name))
}

// linkWords says in what right somebody acts and whether the person agreed.
func linkWords(page *web.Page, l account.Link) string {
	switch guardian := l.Capacity == account.AsGuardian; {
	case guardian && l.Confirmed:
		return page.T("account.link.guardian_confirmed")
	case guardian:
		return page.T("account.link.guardian")
	case l.Confirmed:
		return page.T("account.link.agent_confirmed")
	}
	return page.T("account.link.agent")
}

func relationSpec() field.Spec {
	s := field.Spec{ID: "relation", Type: field.Radio, Required: true, Words: map[string]string{
		"empty": "account.person.relation_empty", "unknown": "account.person.relation_empty",
	}}
	for _, r := range account.Relations() {
		s.Options = append(s.Options, string(r))
	}
	return s
}

func guardianSpec() field.Spec {
	return field.Spec{ID: "guardian", Type: field.Radio, Required: true, Options: []string{"yes", "no"}, Words: map[string]string{
		"empty": "account.person.guardian_empty", "unknown": "account.person.guardian_empty",
	}}
}

func nameSpec() field.Spec {
	return field.Spec{ID: account.FieldName, Type: field.Text, Name: true, Required: true, Words: map[string]string{
		"empty": "account.person.name_empty",
	}}
}

func (p Pages) person(c *fiber.Ctx, page *web.Page) error {
	next := nextAddress(page, c.Query("next", page.Path("/me/people")))
	page.Return = page.Path("/me/people/new") + "?next=" + url.QueryEscape(next)
	return page.Show(personPage(personContent(blank(page), next, page.KeyField().Value)))
}

// personAdd makes a person the reader may file for; the same form twice makes
// one (decisions 12).
func (p Pages) personAdd(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	next, key := nextAddress(page, form.One(web.FieldNext)), form.One(web.FieldKey)
	if !portal.ValidID(key) {
		return web.Redirect303(c, page.Path("/me/people/new")+"?next="+url.QueryEscape(next))
	}
	q := read(page, form, relationSpec(), nameSpec(), guardianSpec())
	if len(q.wrong) > 0 {
		return page.Render(q.status(), personPage(personContent(q, next, key)))
	}
	id, err := p.Accounts.AddRelative(page.Context(), account.NewRelative{
		Relation: account.Relation(q.values["relation"].First()),
		Guardian: q.values["guardian"].First() == "yes",
		Name:     q.values[account.FieldName].First(), Key: key,
	})
	if err != nil {
		return err
	}
	return web.Redirect303(c, withChosen(next, id))
}

// withChosen marks the new person as the answer of "for whom?" when that page
// asked.
func withChosen(next, person string) string {
	u, err := url.Parse(next)
	if err != nil {
		return next
	}
	q := u.Query()
	q.Set("for", person)
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

func personContent(q question, next, key string) personSheet {
	page := q.page
	page.Title = page.T("account.person.title")
	page.Then("account.then.person")
	s := personSheet{
		Head: q.head(link(page, "common.back.page", next)), Title: page.Title,
		Form:  page.Form(page.Path("/me/people/new"), append(nextField(next), component.HiddenParams{Name: web.FieldKey, Value: key})...),
		About: page.T("account.person.about"), Button: page.T("account.person.button"),
	}
	s.Relation.Field = q.field("relation", page.T("account.person.relation"), "")
	for _, r := range account.Relations() {
		s.Relation.Options = append(s.Relation.Options, component.Option{Value: string(r), Text: relationWords(page, r)})
	}
	s.Relation.Options, s.Relation.Pairs = q.options("relation", s.Relation.Options...), true
	s.Guardian.Field = q.field("guardian", page.T("account.person.guardian"), page.T("account.person.guardian_hint"))
	s.Guardian.Options = q.options("guardian",
		component.Option{Value: "yes", Text: page.T("common.answer.yes")},
		component.Option{Value: "no", Text: page.T("common.answer.no")})
	s.Name = nameField(q, page.T("account.person.name"))
	return s
}

func nameField(q question, label string) component.TextFieldParams {
	return component.TextFieldParams{
		Field: q.field(account.FieldName, label, q.page.T("account.person.name_hint")),
		Value: q.form.One(account.FieldName), NoSpelling: true, Width: component.WidthNumber,
	}
}
