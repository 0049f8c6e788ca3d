package desk

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/field"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

const intakeAddress = "/desk/intake"

func (v visit) intakePath(ref string) string { return v.Path(intakeAddress + "/" + ref) }

// What the buttons of the intake page do.
const (
	fieldDo = "do"
	doSave  = "save" // keep, and look for who and what it may be
	doSend  = "send"
)

// intakeForm is a call while it is taken down: one page that goes on with every
// press. Nothing typed is judged before it is sent.
type intakeForm struct {
	fieldList
	t hotline.Ticket // what is kept; without a reference before the first press
}

// intake begins a call.
func (p Pages) intake(v visit) error {
	f := &intakeForm{fieldList: fieldList{v: v, p: p}, t: hotline.Ticket{Language: v.Language.Tag}}
	return f.show(fiber.StatusOK)
}

// intakeOpen goes on with a call, or reads back what was sent.
func (p Pages) intakeOpen(v visit) error {
	t, err := p.Tickets.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	f := &intakeForm{fieldList: fieldList{v: v, p: p}, t: t.Ticket}
	if t.State == matter.TicketDraft {
		return f.show(fiber.StatusOK)
	}
	f.t, err = p.Tickets.Taken(v.Context(), v.staff, string(t.Ref))
	if portal.Is(err, portal.KindNotFound) {
		return web.Redirect303(v.c, v.ticketPath(string(t.Ref), ""))
	}
	if err != nil {
		return err
	}
	return f.readBack()
}

// intakeSend keeps what was typed with every press, and sends it with the last.
func (p Pages) intakeSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	key := form.One(web.FieldKey)
	if key == "" {
		return web.Redirect303(v.c, v.Here())
	}
	f := &intakeForm{fieldList: fieldList{v: v, p: p, form: form}}
	ref := v.c.Params("ref")
	if ref == "" {
		begun, err := p.Tickets.Begin(v.Context(), v.staff, hotline.Ticket{Language: v.Language.Tag}, key)
		if err != nil {
			return err
		}
		ref = string(begun.Ref)
	}
	f.t, err = p.Tickets.Save(v.Context(), v.staff, ref, func(t *hotline.Ticket) error { f.fill(t); return nil })
	if portal.Is(err, portal.KindConflict) && f.t.Ref != "" && f.t.State != matter.TicketDraft {
		return web.Redirect303(v.c, v.intakePath(ref)) // sent by the first of two presses
	}
	if err != nil {
		return err
	}
	if form.One(fieldDo) == doSend {
		return f.send(key)
	}
	return web.Redirect303(v.c, v.intakePath(ref))
}

// fill takes over what was typed, as it was typed where it cannot be read yet.
func (f *intakeForm) fill(t *hotline.Ticket) {
	line := func(name string) string { return field.Clean(f.form.One(name), false) }
	b := &t.Body
	b.Name, b.Phone, b.ByWhom = line("name"), f.phone(), line("by_whom")
	b.Relay, b.Content, b.Where, b.Post = f.form.Has("relay"), field.Clean(f.form.One("content"), true), line("where"), line("post")
	b.Ways = known(f.form.All("ways"), intakeWays())
	t.Urgent, t.Anonymous = f.form.Has("urgent"), f.form.Has("anonymous")
	t.Type, t.Topic = hotline.Type(one(f.form.One("type"), typeNames())), hotline.Topic(one(f.form.One("topic"), topicNames()))
	t.Place = portal.Place(one(f.form.One("place"), f.placeCodes()))
	t.Language = cmp.Or(one(f.form.One(fieldLanguage), f.p.tongues(f.v)), t.Language)
	t.About, t.Area = one(f.form.One("about"), f.unitsOf(t.Place)), one(f.form.One("area"), f.areas(t.Place))
}

// phone is the number in its one form; what cannot be read yet stays as typed.
func (f *intakeForm) phone() string {
	value, problems := f.readPhone()
	if len(problems) > 0 {
		return field.Clean(f.form.One("phone"), false)
	}
	return value.First()
}

func (f *intakeForm) readPhone() (field.Value, portal.FieldErrors) {
	return field.Read(field.Spec{ID: "phone", Type: field.Tel}, f.form.All, field.Context{Today: f.v.Today()})
}

// send says all that is missing at once, or sends and reads back.
func (f *intakeForm) send(key string) error {
	f.check()
	if len(f.wrong) == 0 {
		_, err := f.p.Tickets.Send(f.v.Context(), f.v.staff, string(f.t.Ref), key)
		var e *portal.Error
		switch {
		case err == nil:
			return web.Redirect303(f.v.c, f.v.intakePath(string(f.t.Ref)))
		case errors.As(err, &e) && strings.HasPrefix(e.Message.ID, "hotline.missing."):
			f.fail(strings.TrimPrefix(e.Message.ID, "hotline.missing."), e.Message)
		default:
			return err
		}
	}
	return f.show(fiber.StatusUnprocessableEntity)
}

func (f *intakeForm) fail(name string, m portal.Message) {
	f.wrong = append(f.wrong, portal.FieldError{Field: name, Message: m})
}

// longestWords is how much of a call is taken down, in characters.
const longestWords = 5000

func (f *intakeForm) check() {
	need := func(has bool, name, id string) {
		if !has {
			f.fail(name, portal.Msg(id))
		}
	}
	if _, problems := f.readPhone(); f.t.Body.Phone != "" {
		f.wrong = append(f.wrong, problems...)
	}
	need(f.t.Anonymous || f.t.Body.Phone != "", "phone", "hotline.missing.phone")
	need(!f.t.Anonymous || f.t.Body.Name == "" && f.t.Body.Phone == "", "anonymous", "hotline.missing.anonymous")
	need(f.t.Body.Content != "", "content", "hotline.missing.content")
	need(f.t.Type != "", "type", "hotline.missing.type")
	need(f.t.Topic != "", "topic", "desk.intake.topic.empty")
	need(f.t.Place != "", "place", "desk.intake.place.empty")
	need(!f.t.Body.Relay || !slices.Equal(f.t.Body.Ways, []string{"voice"}), "ways", "desk.intake.ways.voice_only")
	need(!slices.Contains(f.t.Body.Ways, "post") || f.t.Body.Post != "", "post", "desk.intake.post.empty")
	if len([]rune(f.t.Body.Content)) > longestWords {
		f.fail("content", portal.Msg("desk.ticket.text.long", "Max", longestWords))
	}
}

// readBack is what the operator reads out when it is sent: number, code, day.
func (f *intakeForm) readBack() error {
	v, title := f.v, f.v.T("desk.intake.sent.title")
	receipt := component.ReceiptParams{
		Heading: title, NumberLabel: v.T("desk.case.number"), Number: v.Words().Reference(string(f.t.Ref)),
		Lines: []string{v.Tp("desk.intake.sent.code", "Code", spaced(f.t.Body.Code))},
	}
	if day, promise := f.t.Promised(); day != "" {
		receipt.Lines = append(receipt.Lines, v.Tp("desk.ticket.by."+promise, "Date", v.Date(day)))
	}
	link := func(words, url string) component.LinkItem {
		return component.LinkItem{Link: component.LinkParams{Text: v.T(words), URL: url}}
	}
	links := []component.LinkItem{link("desk.intake.sent.ticket", v.ticketPath(string(f.t.Ref), ""))}
	if k, _ := hotline.KindOf(f.t.Type); k.AnswerNow && f.t.State == matter.Accepted {
		links = append(links, link("desk.intake.sent.answer", v.Path(knowledgeAddress)+"?ref="+string(f.t.Ref)))
	}
	links = append(links, link("desk.begin.title", v.beginPath(string(f.t.Ref), "")), link("desk.intake.sent.help", v.Path(helpAddress)), link("desk.intake.sent.next", v.Path(intakeAddress)))
	return v.show(fiber.StatusOK, title, component.Join(
		component.BackLink(*v.backToTickets()),
		component.Receipt(receipt),
		f.script(f.t.Language, "read_back", "promise", "close"),
		component.Heading(component.HeadingParams{Text: v.T("desk.intake.sent.then")}), component.LinkList(links),
	))
}

// spaced writes a code in groups of four, as it is read out.
func spaced(code string) string {
	var groups []string
	for part := range slices.Chunk([]rune(code), 4) {
		groups = append(groups, string(part))
	}
	return strings.Join(groups, " ")
}

// beside is what stands next to the form: the caller's earlier tickets, what may be
// the same concern, and the words to say.
func (f *intakeForm) beside() (templ.Component, error) {
	var parts []templ.Component
	if digits := account.Digits(f.t.Body.Phone); f.t.Ref != "" && len(digits) >= 4 {
		earlier, err := f.p.earlier(f.v, f.t)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f.p.ticketLinks(f.v, f.v.T("desk.ticket.earlier.heading"), earlier)...)
	}
	if f.t.Ref != "" && f.t.Topic != "" && f.t.Place != "" {
		near, err := f.p.Tickets.Alike(f.v.Context(), f.t)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f.p.ticketLinks(f.v, f.v.T("desk.ticket.twins.heading"), near)...)
	}
	tags := f.p.tongues(f.v)
	if f.t.Ref != "" { // it is known by now what the caller speaks
		tags = []string{f.t.Language}
	}
	for _, tag := range tags {
		parts = append(parts, f.script(tag, "greeting", "who", "relay", "danger", "read_back", "promise", "close"))
	}
	return component.Join(parts...), nil
}

// script are the words to say in one language.
func (f *intakeForm) script(tag string, lines ...string) templ.Component {
	in := f.v.In(tag)
	said := make([]string, len(lines))
	for i, line := range lines {
		said[i] = in.T("desk.intake.script." + line)
	}
	return component.Join(
		component.Heading(component.HeadingParams{Text: f.v.Tp("desk.intake.script.heading", "Language", f.v.T("frame.language."+tag))}),
		component.With(component.Original(tag), component.List(said)),
	)
}
