package desk

import (
	"cmp"
	"errors"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/delivery"
	"changban/portal/office"
	"changban/portal/web"
)

const beginAddress = "/desk/begin"

// Names of the fields of a beginning.
const (
	fieldService = "service"
	fieldRoad    = "road"
)

// beginPath leads to beginning an application for the caller of a ticket or of a
// call that is being taken down. A phone never stands in an address.
func (v visit) beginPath(ref, service string) string {
	query := url.Values{}
	for name, value := range map[string]string{"ref": ref, fieldService: service} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if len(query) == 0 {
		return v.Path(beginAddress)
	}
	return v.Path(beginAddress) + "?" + query.Encode()
}

// beginForm begins an application for somebody at the phone.
type beginForm struct {
	fieldList
	phone, service, language string // before anything is typed
}

// begin asks for phone and service. A ticket the officer may not see, and a hidden
// caller, fill nothing in.
func (p Pages) begin(v visit) error {
	f := &beginForm{fieldList: fieldList{v: v, p: p}, service: v.c.Query(fieldService), language: v.Language.Tag}
	if ref := v.c.Query("ref"); ref != "" {
		t, err := p.Tickets.Open(v.Context(), v.staff, ref)
		if err != nil && !portal.Is(err, portal.KindNotFound) {
			return err
		}
		f.phone, f.language = t.Body.Phone, cmp.Or(t.Language, f.language)
		f.service = cmp.Or(f.service, t.Service)
	}
	return f.show(fiber.StatusOK)
}

// beginSend begins it and leads to where the code is typed that the caller now
// gets; the officer never sees it.
func (p Pages) beginSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.Path(beginAddress))
	}
	f := &beginForm{fieldList: fieldList{v: v, p: p, form: form}, language: v.Language.Tag}
	in := application.Called{
		Phone: form.One("phone"), Service: form.One(fieldService), Road: delivery.Road(form.One(fieldRoad)),
		Language: cmp.Or(one(form.One(fieldLanguage), p.tongues(v)), v.Language.Tag), Key: form.One(web.FieldKey),
	}
	again, err := p.Applications.BeginCall(v.Context(), v.staff, in)
	var wrong portal.FieldErrors
	switch {
	case errors.As(err, &wrong):
		f.wrong = wrong
		return f.show(fiber.StatusUnprocessableEntity)
	case err != nil:
		return err
	case again:
		return web.Redirect303(v.c, v.Path(helpAddress)+"?begun=again")
	}
	return web.Redirect303(v.c, v.Path(helpAddress)+"?begun=new")
}

// begunLine says on the page of codes what the last press led to, "" else.
func (v visit) begunLine() string {
	switch v.c.Query("begun") {
	case "new":
		return v.T("desk.begin.done.new")
	case "again":
		return v.T("desk.begin.done.again")
	}
	return ""
}

func (f *beginForm) show(status int) error {
	v, title := f.v, f.v.T("desk.begin.title")
	v.Return = v.Path(beginAddress)
	roads := f.p.Applications.CallRoads()
	if len(roads) == 0 {
		return v.show(status, title, component.Join(f.head(nil), component.Paragraph(v.T("desk.begin.closed"))))
	}
	f.keep(web.FieldKey, v.KeyField().Value)
	f.build(roads)
	wrong := f.sorted()
	v.Failed = len(wrong) > 0
	button := component.With(component.Actions(), component.Button(component.ButtonParams{Text: v.T("desk.begin.button")}))
	form := component.With(component.Form(v.Form(v.Path(beginAddress), f.hidden...)), append(f.fields, button)...)
	return v.show(status, title, component.Join(f.head(wrong), component.Lead(v.T("desk.begin.lead")), form))
}

func (f *beginForm) head(wrong portal.FieldErrors) templ.Component {
	back := component.LinkParams{Text: f.v.T("desk.begin.back"), URL: f.v.Path(intakeAddress)}
	return component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: f.v.ErrorSummary(wrong)}),
		component.Heading(component.HeadingParams{Level: 1, Text: f.v.T("desk.begin.title")}),
	)
}

func (f *beginForm) build(roads []delivery.Road) {
	v := f.v
	f.add("phone", component.TextField(component.TextFieldParams{
		Field: f.field("phone", "desk.begin.phone", "desk.begin.phone.hint"), Value: f.now("phone", f.phone),
		Width: component.WidthPhone, InputMode: "tel", NoSpelling: true,
	}))
	var services, ways []string
	for _, s := range f.p.Applications.ForCall() {
		services = append(services, s.ID)
	}
	for _, r := range roads {
		ways = append(ways, string(r))
	}
	f.choose(fieldService, "desk.begin.service", services, f.now(fieldService, f.service), func(id string) string { return v.serviceOf(f.p, id) })
	f.choose(fieldRoad, "desk.begin.road", ways, f.now(fieldRoad, ways[0]), func(r string) string { return v.T("desk.calls.road." + r) })
	f.choose(fieldLanguage, "desk.begin.language", f.p.tongues(v), f.now(fieldLanguage, f.language), func(tag string) string { return v.T("frame.language." + tag) })
}

// choose is a group of which one is chosen.
func (f *fieldList) choose(name, label string, values []string, now string, words func(string) string) {
	rows := make([]component.Option, len(values))
	for i, value := range values {
		rows[i] = component.Option{Value: value, Text: words(value), Checked: value == now}
	}
	f.add(name, component.Radios(component.ChoicesParams{Field: f.field(name, label, ""), Options: rows, Pairs: true}))
}

// now is what a field shows: what was just typed, else what is kept.
func (f *fieldList) now(name, kept string) string {
	if f.form.Has(web.FieldKey) {
		return f.form.One(name)
	}
	return kept
}

// mayBegin reports whether the officer may begin a service for a caller.
func (p Pages) mayBegin(v visit, service string) bool {
	return office.May(v.staff, office.OpenDraft) && slices.ContainsFunc(p.Applications.ForCall(), func(s *catalogue.Service) bool { return s.ID == service })
}
