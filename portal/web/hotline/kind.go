package hotline

import (
	"net/url"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/web"
)

// Fields of the first question; those of where it was begun come with the address
// and go on in the form.
const (
	fieldType     = "type"
	fieldTopic    = "topic"
	fieldWho      = "who"
	fieldFor      = "for"
	fieldService  = "service"
	fieldQuestion = "question"
	fieldDraft    = "draft"
	fieldCase     = "case"
)

// Who somebody is to the office.
const (
	whoKnown   = "known"
	whoUnknown = "unknown"
)

func began() []string { return []string{fieldFor, fieldService, fieldQuestion, fieldDraft, fieldCase} }

// maxBegan bounds what an address may bring, in bytes; ids of ours are shorter.
const maxBegan = 80

// start is the first question, before there is a ticket and when a draft's kind is
// changed.
type start struct {
	page   *web.Page
	form   *web.Form // what was posted; nil on a fresh page
	errs   portal.FieldErrors
	days   map[line.Type]line.Limits
	chosen map[string]string // by field, where nothing was posted
	who    bool              // asks whether somebody wants to stay unknown
	back   component.LinkParams
	action component.FormParams
}

// begin asks what kind of concern it is. Type and topic may come with the address.
func (p Pages) begin(c *fiber.Ctx, page *web.Page) error {
	s, err := p.starting(page, c.Query)
	if err != nil {
		return err
	}
	s.action.Hidden = append(s.action.Hidden, page.KeyField()) // never one from an address: it would open the draft to others
	return page.Show(s.content())
}

// starting reads for whom and from where it is begun. With the store away it is
// there with the error, for the page that keeps what was typed.
func (p Pages) starting(page *web.Page, from func(string, ...string) string) (*start, error) {
	page.Menu = web.MenuHotline
	s := &start{page: page, who: true, chosen: map[string]string{fieldType: from(fieldType), fieldTopic: from(fieldTopic)},
		back: component.LinkParams{Text: page.T("hotline.page.back"), URL: page.Path("/hotline")}, action: page.Form(page.Path("/hotline/new"))}
	query := url.Values{}
	for _, name := range began() {
		if value := from(name); value != "" && len(value) <= maxBegan {
			s.action.Hidden = append(s.action.Hidden, component.HiddenParams{Name: name, Value: value})
			query.Set(name, value)
		}
	}
	page.Return = page.Path("/hotline/new")
	if len(query) > 0 {
		page.Return += "?" + query.Encode()
	}
	if person := from(fieldFor); person != "" {
		if err := page.Require(session.Resident); err != nil {
			return s, err
		}
		known, err := p.Tickets.Known(page.Context(), line.Holder{Identity: page.Actor.ID, Person: person})
		if err != nil {
			return s, err
		}
		standOn(page, known)
	}
	days, err := p.Tickets.Days(page.Context())
	s.days = days
	return s, err
}

// beginNow keeps a new draft and leads to the words. A post without a key comes
// from no page of ours (decisions 12).
func (p Pages) beginNow(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	s, err := p.starting(page, func(name string, _ ...string) string { return form.One(name) })
	away := portal.Is(err, portal.KindUnavailable)
	if err != nil && !away {
		return err
	}
	key := form.One(web.FieldKey)
	if key == "" {
		return web.Redirect303(c, page.Return)
	}
	s.form = &form
	s.action.Hidden = append(s.action.Hidden, component.HiddenParams{Name: web.FieldKey, Value: key})
	said := s.read()
	if len(s.errs) > 0 && !away {
		return page.Render(fiber.StatusUnprocessableEntity, s.content())
	}
	var t line.Ticket
	to := ""
	if !away {
		t, to, err = p.beginFor(page, form, said, key)
	}
	if portal.Is(err, portal.KindUnavailable) {
		return again(page, s.content())
	}
	if err != nil {
		return err
	}
	if token := p.Tickets.Token(t); token != "" {
		hold(page, t.Ref, token)
	}
	return web.Redirect303(c, to)
}

// beginFor begins for the person of the form, for the reader, or for nobody known.
func (p Pages) beginFor(page *web.Page, form web.Form, said line.Ticket, key string) (line.Ticket, string, error) {
	h := line.Holder{Person: form.One(fieldFor)}
	if page.Require(session.Resident) == nil {
		h.Identity = page.Actor.ID
	}
	if h.Identity != "" && h.Person == "" && !said.Anonymous {
		own, err := p.own(page)
		if err != nil {
			return line.Ticket{}, "", err
		}
		h.Person = own
	}
	from := line.From{Service: form.One(fieldService), Question: form.One(fieldQuestion), Draft: form.One(fieldDraft)}
	if ref, err := matter.ParseReference(form.One(fieldCase)); err == nil {
		from.Case = ref
	}
	t, err := p.Tickets.Begin(page.Context(), h, said, from, key)
	base := "/for/" + h.Person + "/tickets/"
	if h.Identity == "" || t.Anonymous {
		base = "/hotline/t/"
	}
	return t, page.Path(base + string(t.Ref) + "/" + stepWords), err
}

// own is the reader's own person.
func (p Pages) own(page *web.Page) (string, error) {
	kin, err := p.Accounts.Relatives(page.Context())
	if err != nil {
		return "", err
	}
	for _, k := range kin {
		if !k.Link.ForOther() {
			return k.Link.Person, nil
		}
	}
	return "", portal.NotFound()
}

// read reads the question; problems stand in errs.
func (s *start) read() line.Ticket {
	specs := []field.Spec{
		choice(fieldType, "hotline.missing.type", types()), choice(fieldTopic, "hotline.page.topic.empty", topics()),
	}
	if s.who {
		specs = append(specs, choice(fieldWho, "hotline.page.who.empty", []string{whoKnown, whoUnknown}))
	}
	values := map[string]string{}
	for _, spec := range specs {
		value, problems := field.Read(spec, s.form.All, field.Context{})
		values[spec.ID], s.errs = value.First(), append(s.errs, problems...)
	}
	said := line.Ticket{Type: line.Type(values[fieldType]), Topic: line.Topic(values[fieldTopic]), Anonymous: values[fieldWho] == whoUnknown}
	if k, known := line.KindOf(said.Type); known && said.Anonymous && !k.Anonymous {
		s.errs = append(s.errs, portal.FieldError{Field: fieldWho, Message: portal.Msg("hotline.missing.name")})
	}
	return said
}

// choice is a group of which one has to be chosen; of several on a page each says
// in its own words what is missing.
func choice(id, empty string, options []string) field.Spec {
	return field.Spec{ID: id, Type: field.Radio, Required: true, Options: options, Words: map[string]string{"empty": empty, "unknown": empty}}
}

func types() []string {
	var all []string
	for _, k := range line.Kinds() {
		all = append(all, string(k.Type))
	}
	return all
}

func topics() []string {
	var all []string
	for _, t := range line.Topics() {
		all = append(all, string(t))
	}
	return all
}

func (s *start) content() templ.Component {
	s.page.Title, s.page.Question, s.page.Failed = s.page.T("hotline.page.kind.title"), true, len(s.errs) > 0
	s.page.Then("hotline.page.then.kind", "hotline.page.then.later")
	head := component.QuestionHeadParams{Back: &s.back, Summary: s.page.ErrorSummary(s.errs)}
	if s.who {
		head.Progress = progress(s.page, 1, firstSteps, "")
	}
	var kinds, about []component.Option
	for _, k := range line.Kinds() {
		o := component.Option{Value: string(k.Type), Text: s.page.T("hotline.page.about." + string(k.Type))}
		if d, known := s.days[k.Type]; known {
			o.Hint = promise(s.page, k.Type, d)
		}
		kinds = append(kinds, o)
	}
	for _, t := range line.Topics() {
		about = append(about, component.Option{Value: string(t), Text: topicWords(s.page, t)})
	}
	inner := []templ.Component{
		component.Radios(s.radios(fieldType, "hotline.page.kind.label", "", kinds)), component.Radios(s.radios(fieldTopic, "hotline.page.topic.label", "", about)),
	}
	if s.who {
		inner = append(inner, component.Radios(s.radios(fieldWho, "hotline.page.who.label", "hotline.page.who.hint", []component.Option{
			{Value: whoKnown, Text: s.page.T("hotline.page.who.known")}, {Value: whoUnknown, Text: s.page.T("hotline.page.who.unknown"), Hint: s.page.T("hotline.page.who.unknown_hint")},
		})))
	}
	inner = append(inner, component.With(component.Actions(), component.Button(component.ButtonParams{Text: goOn(s.page)})))
	return component.Join(component.QuestionHead(head), component.Heading(component.HeadingParams{Level: 1, Text: s.page.Title}),
		component.Paragraph(s.page.T("hotline.page.not.urgent")), component.With(component.Form(s.action), inner...))
}

func (s *start) radios(name, label, hint string, options []component.Option) component.ChoicesParams {
	chosen := s.chosen[name]
	if s.form != nil {
		chosen = s.form.One(name)
	}
	for i := range options {
		options[i].Checked = options[i].Value == chosen
	}
	return component.ChoicesParams{Field: s.page.Field(name, label, hint, s.errs), Options: options, Pairs: name == fieldTopic}
}

// goOn is the text of a question's one button.
func goOn(page *web.Page) string {
	if page.Preference.Elder {
		return page.T("common.button.next")
	}
	return page.T("common.button.continue")
}

// progress says which question it is; the kind of ticket stands beside it.
func progress(page *web.Page, n, of int, kind string) *component.ProgressParams {
	p := &component.ProgressParams{Text: page.Tp("common.progress", "Step", n, "Steps", of)}
	if kind != "" && !page.Preference.Elder {
		p.Service = page.Tp("hotline.page.progress", "Type", kind)
	}
	return p
}
