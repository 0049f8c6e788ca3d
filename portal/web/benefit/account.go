package benefit

import (
	"errors"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/field"
	"changban/portal/web"
)

// The fields of an account; names, rules and words are those of the services'
// money questions.
const (
	fieldBank    = "bank_name"
	fieldAccount = "bank_account"
	fieldHolder  = "account_holder"
)

// account asks where the money shall go. An agent is told who may say so: money
// never goes to an agent (services facts 3).
func (p Pages) account(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openBenefit(c, page)
	if err != nil {
		return err
	}
	if !v.may {
		return v.forbidden()
	}
	return page.Show(v.accountForm(web.Form{}, nil, nil))
}

func (v grantVisit) forbidden() error {
	words := "benefit.account.not_yours"
	switch to := v.benefit.Payee.To; {
	case to == holding.PayInstitution || to == holding.PayPension || v.benefit.Kind != holding.Payment:
		words = "benefit.account.fixed"
	case v.benefit.State == holding.Ended:
		words = "benefit.account.over"
	}
	v.page.Title = v.page.T("benefit.account.cannot")
	v.page.Then("matter.then.ask")
	lines := v.page.Hotlines()
	return v.page.Render(fiber.StatusForbidden, component.Join(
		component.BackLink(component.LinkParams{Text: v.page.T("benefit.granted.back"), URL: v.at("")}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Paragraph(v.page.T(words)),
		component.Paragraph(v.page.Tp("benefit.account.call", "Disabled", v.page.Phone(lines.Disabled), "Government", v.page.Phone(lines.Government))),
	))
}

func (v grantVisit) accountForm(form web.Form, errs portal.FieldErrors, notice templ.Component) templ.Component {
	v.page.Title, v.page.Question, v.page.Failed = v.page.T("benefit.account.title"), true, len(errs) > 0
	v.page.Then("benefit.then.account", "benefit.then.again")
	back := component.LinkParams{Text: v.page.T("benefit.granted.back"), URL: v.at("")}
	key := v.page.KeyField()
	if sent := form.One(web.FieldKey); sent != "" && len(errs) == 0 {
		key.Value = sent // the retry of a form that could not be kept is the same form
	}
	button := component.Button(component.ButtonParams{Text: v.page.T("benefit.account.button")})
	parts := []templ.Component{component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: v.page.ErrorSummary(errs)})}
	if notice != nil {
		parts = append(parts, notice)
	}
	return component.Join(append(parts,
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Paragraph(v.page.T("question.bank.why")),
		component.With(component.Form(v.page.Form(v.at("/account"), key)),
			component.TextField(v.text(form, errs, component.TextFieldParams{
				Field: component.Field{Name: fieldBank, Hint: v.page.T("question.bank_name.hint")},
			})),
			component.TextField(v.text(form, errs, component.TextFieldParams{
				Field:     component.Field{Name: fieldAccount, Hint: v.page.T("question.bank_account.hint")},
				InputMode: "numeric", Width: component.WidthNumber,
			})),
			component.TextField(v.text(form, errs, component.TextFieldParams{
				Field: component.Field{Name: fieldHolder, Hint: v.page.T("question.holder.hint")},
			})),
			component.Paragraph(v.page.T("benefit.account.after")),
			component.With(component.Actions(), button)),
	)...)
}

func (v grantVisit) text(form web.Form, errs portal.FieldErrors, p component.TextFieldParams) component.TextFieldParams {
	p.Label, p.NoSpelling = v.page.T("question."+p.Name+".label"), true
	p.Field = v.page.WithError(p.Field, p.Name, errs)
	p.Value = form.One(p.Name)
	if !form.Has(p.Name) && p.Name == fieldHolder && len(v.names) > 0 {
		p.Value = v.names[0] // as the services suggest it; the account number is typed anew
	}
	return p
}

// accountChange keeps another account. What was typed stays on the page until it
// is right, and when the store is away.
func (p Pages) accountChange(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	v, err := p.openBenefit(c, page)
	if err != nil {
		return err
	}
	key := form.One(web.FieldKey)
	switch {
	case !v.may:
		return v.forbidden()
	case !portal.ValidID(key):
		return web.Redirect303(c, v.at("/account"))
	}
	to, err := v.read(form)
	if err == nil {
		_, err = p.Keeper.ChangeAccount(page.Context(), v.person, v.benefit.ID, to, key)
	}
	var problems portal.FieldErrors
	switch {
	case errors.As(err, &problems):
		return page.Render(fiber.StatusUnprocessableEntity, v.accountForm(form, problems, nil))
	case portal.Is(err, portal.KindUnavailable):
		return page.RenderAgain(func(n component.NoticeParams) templ.Component {
			return v.accountForm(form, nil, component.Notice(n))
		})
	case err != nil:
		return err
	}
	return web.Redirect303(c, v.at("?"+queryDone+"="+v.changed()))
}

// changed tells whether money that came back is sent again.
func (v grantVisit) changed() string {
	if len(holding.Waiting(v.benefit, v.pays)) > 0 {
		return "account_back"
	}
	return "account"
}

// read reads the three fields by the rules of the services' own questions.
func (v grantVisit) read(form web.Form) (holding.Payee, error) {
	var problems portal.FieldErrors
	values := map[string]string{}
	known := map[string]string{"name": v.stands.Names.Own, "guardian_name": v.stands.Names.Guardian}
	context := field.Context{Today: v.page.Today(), Answer: func(id string) field.Value {
		if known[id] == "" {
			return nil
		}
		return field.Value{known[id]}
	}}
	for _, id := range []string{fieldBank, fieldAccount, fieldHolder} {
		value, found := field.Read(v.spec(id), form.All, context)
		problems = append(problems, found...)
		values[id] = value.First()
	}
	return holding.Payee{Bank: values[fieldBank], Account: values[fieldAccount], Holder: v.holder(values[fieldHolder], context)}, problems.OrNil()
}

// holder writes the name as the file has it: a bank leaves out the dot of a
// Mongolian name.
func (v grantVisit) holder(typed string, context field.Context) string {
	for _, id := range []string{"name", "guardian_name"} {
		same := field.Spec{ID: fieldHolder, Type: field.Text, EqualsAny: []string{id}}
		if name := context.Answer(id).First(); name != "" && typed != "" && len(field.Check(same, field.Value{typed}, context)) == 0 {
			return name
		}
	}
	return typed
}

// spec is the field as the benefit's service asks it, else as any service does.
func (v grantVisit) spec(id string) field.Spec {
	if s, ok := v.Catalogue.Service(v.benefit.Service); ok {
		if f, asked := s.Field(id); asked {
			return f.Spec
		}
	}
	for _, s := range v.Catalogue.All() {
		if f, asked := s.Field(id); asked && f.Required {
			return f.Spec
		}
	}
	return field.Spec{ID: id, Type: field.Text, Required: true}
}
