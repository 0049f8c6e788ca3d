package hotline

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/field"
	line "changban/portal/hotline"
)

// Fields of how to answer.
const (
	fieldName   = "name"
	fieldPhone  = "phone"
	fieldWays   = "ways"
	fieldMail   = "mail"
	fieldPost   = "post"
	fieldRelay  = "relay"
	fieldByWhom = "by_whom"
	fieldPublic = "public"
)

// ways are how a reply can come.
func ways() []string { return []string{"voice", "sms", "sign", "web", "mail", "post"} }

// Longest name and address, in characters.
const (
	maxName    = 100
	maxMail    = 120
	maxAddress = 150
)

// answerPage asks how the reply is wanted. Who is not to be known is only told that
// reference and code are the one way to it.
func (v *visit) answerPage() (templ.Component, error) {
	title := v.t("hotline.page.answer.title")
	about := component.Field{Name: "_answer", Label: title, Heading: true}
	if v.unknown() {
		return v.question(stepAnswer, title, "hotline.page.then.answer", component.With(component.Fieldset(about),
			component.Paragraph(v.t("hotline.page.answer.anonymous")), v.publicBox())), nil
	}
	var options []component.Option
	chosen := v.Body.Ways
	if v.form != nil {
		chosen = v.form.All(fieldWays)
	}
	for _, w := range ways() {
		options = append(options, component.Option{Value: w, Text: v.t("hotline.page.way." + w), Checked: slices.Contains(chosen, w)})
	}
	return v.question(stepAnswer, title, "hotline.page.then.answer", component.With(component.Fieldset(about),
		v.text(fieldName, "hotline.page.answer.name_hint", v.Body.Name, component.TextFieldParams{Autocomplete: "name"}),
		v.text(fieldPhone, "hotline.page.answer.phone_hint", v.Body.Phone, component.TextFieldParams{Autocomplete: "tel", InputMode: "tel", Width: component.WidthPhone}),
		component.Checkboxes(component.ChoicesParams{Field: v.page.Field(fieldWays, "hotline.page.answer.ways", "hotline.page.answer.ways_hint", v.errs), Options: options}),
		v.text(fieldMail, "hotline.page.answer.mail_hint", v.Body.Mail, component.TextFieldParams{InputMode: "email", Autocomplete: "email"}),
		v.text(fieldPost, "hotline.page.answer.post_hint", v.Body.Post, component.TextFieldParams{Autocomplete: "address-line1"}),
		v.box(fieldRelay, "hotline.page.answer.relay", "hotline.page.answer.relay_hint", v.Body.Relay),
		v.text(fieldByWhom, "hotline.page.answer.by_whom_hint", v.Body.ByWhom, component.TextFieldParams{}),
		v.publicBox(),
	)), nil
}

// unknown reports whether the reader is not to be known; while the store is away
// the form says it.
func (v *visit) unknown() bool {
	return v.Anonymous || v.Type == "" && v.form != nil && !v.form.Has(fieldPhone)
}

func (v *visit) text(name, hint, kept string, p component.TextFieldParams) templ.Component {
	p.Field, p.Value, p.NoSpelling = v.page.Field(name, "hotline.page.answer."+name, hint, v.errs), v.typed(name, kept), true
	return component.TextField(p)
}

func (v *visit) box(name, label, hint string, kept bool) templ.Component {
	if v.form != nil {
		kept = v.form.Has(name)
	}
	return component.Checkbox(component.CheckboxParams{Field: v.page.Field(name, label, hint, v.errs), Value: yes, Checked: kept})
}

func (v *visit) publicBox() templ.Component {
	return v.box(fieldPublic, "hotline.page.answer.public", "hotline.page.answer.public_hint", v.Public)
}

func (v *visit) keepAnswer() (string, error) {
	public := v.form.Has(fieldPublic)
	if v.Anonymous {
		err := v.save(func(t *line.Ticket) { t.Public = public })
		return v.after(stepAnswer), err
	}
	said, errs := v.readAnswer()
	if len(errs) > 0 {
		return "", errs
	}
	err := v.save(func(t *line.Ticket) {
		b := &t.Body
		b.Name, b.Phone, b.Ways, b.Mail, b.Post, b.Relay, b.ByWhom = said.Name, said.Phone, said.Ways, said.Mail, said.Post, said.Relay, said.ByWhom
		t.Public = public
	})
	return v.after(stepAnswer), err
}

// readAnswer reads who is told and how. An address is asked for only where the way
// needs it.
func (v *visit) readAnswer() (line.Body, portal.FieldErrors) {
	said := line.Body{Relay: v.form.Has(fieldRelay)}
	var errs portal.FieldErrors
	read := func(s field.Spec, c field.Context) field.Value {
		value, problems := field.Read(s, v.form.All, c)
		errs = append(errs, problems...)
		return value
	}
	said.Name = read(field.Spec{ID: fieldName, Type: field.Text, Name: true, Max: maxName}, field.Context{}).First()
	said.Phone = read(field.Spec{ID: fieldPhone, Type: field.Tel, Required: true, Words: map[string]string{"empty": "hotline.missing.phone"}}, field.Context{}).First()
	said.Ways = read(field.Spec{ID: fieldWays, Type: field.Multiselect, Required: true, Options: ways(),
		NeverVoiceOnlyFor: []string{"hearing"}, Words: map[string]string{"empty": "hotline.page.answer.ways_empty"}},
		field.Context{Answer: func(string) field.Value { return v.hears(said.Relay) }})
	said.Mail = read(field.Spec{ID: fieldMail, Type: field.Text, Max: maxMail, Required: slices.Contains(said.Ways, "mail"),
		Words: map[string]string{"empty": "hotline.page.answer.mail_empty"}}, field.Context{}).First()
	if said.Mail != "" && !isMail(said.Mail) {
		errs = append(errs, portal.FieldError{Field: fieldMail, Message: portal.Msg("hotline.page.answer.mail_wrong")})
	}
	said.Post = read(field.Spec{ID: fieldPost, Type: field.Text, Max: maxAddress, Required: slices.Contains(said.Ways, "post"),
		Words: map[string]string{"empty": "hotline.page.answer.post_empty"}}, field.Context{}).First()
	said.ByWhom = read(field.Spec{ID: fieldByWhom, Type: field.Text, Max: maxName}, field.Context{}).First()
	return said, errs
}

// hears answers the rule against a voice alone: by what is said here, and by the
// kind of the person's disability card, which is its 19th sign.
func (v *visit) hears(relay bool) field.Value {
	const hearing, speech = '2', '3'
	card := v.known.Person.First(account.FieldCardNumber)
	if relay || len(card) > 18 && (card[18] == hearing || card[18] == speech) {
		return field.Value{"hearing"}
	}
	return nil
}

// isMail is forgiving: the one proof of an address is a message that arrives.
func isMail(s string) bool {
	name, host, found := strings.Cut(s, "@")
	return found && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(s, " <>,;\"") && !strings.Contains(host, "@")
}
