package desk

import (
	"errors"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// ticketAct shows the page of an act that is possible now.
func (p Pages) ticketAct(v visit) error {
	act := hotline.Action(v.c.Params("act"))
	if !slices.Contains(deskActs(), act) {
		return portal.NotFound()
	}
	t, err := p.Tickets.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	f := &ticketForm{fieldList: fieldList{v: v, p: p}, act: act, t: t}
	if err := t.Refuses(act); err != nil {
		return p.ticketRefused(f, err)
	}
	return p.showTicketAct(f, fiber.StatusOK)
}

// ticketSend carries an act out, or shows the page again with everything typed.
func (p Pages) ticketSend(v visit) error {
	act := hotline.Action(v.c.Params("act"))
	if !slices.Contains(deskActs(), act) {
		return portal.NotFound()
	}
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.Here())
	}
	f := &ticketForm{fieldList: fieldList{v: v, p: p, form: form}, act: act}
	if err := f.send(); err != nil {
		return p.ticketRefused(f, err)
	}
	return p.ticketDone(v, f.t, act)
}

// ticketDone leads back to the ticket, or to the queue when it is out of sight now:
// a call that was refused before anybody said where it belongs.
func (p Pages) ticketDone(v visit, t hotline.View, act hotline.Action) error {
	done := "?done=" + string(act)
	if _, err := p.Tickets.Open(v.Context(), v.staff, string(t.Ref)); portal.Is(err, portal.KindNotFound) {
		return web.Redirect303(v.c, v.Path(ticketsAddress)+done)
	}
	return web.Redirect303(v.c, v.ticketPath(string(t.Ref), done))
}

// send reads the page, keeps the files that came with it and carries the act out.
func (f *ticketForm) send() error {
	ref := f.v.c.Params("ref")
	in := f.input()
	if err := f.v.Files(fieldFiles, func(ups []web.Upload) error { return f.attach(ref, ups) }); err != nil {
		return err
	}
	if len(f.wrong) > 0 {
		return f.wrong
	}
	var err error
	if in.Reply.Files, err = f.p.Tickets.Attached(f.v.Context(), f.v.staff, ref, f.files); err != nil {
		return err
	}
	f.t, err = f.p.Tickets.Do(f.v.Context(), f.v.staff, ref, in)
	return err
}

// attach keeps each file at once, so that a page that comes back has it still.
func (f *ticketForm) attach(ref string, ups []web.Upload) error {
	for _, up := range ups {
		if len(f.files) >= hotline.MaxFiles {
			f.fail(fieldFiles, portal.Msg("hotline.file.many", "Max", hotline.MaxFiles))
			return nil
		}
		kept, err := f.p.Tickets.Attach(f.v.Context(), f.v.staff, ref, up.Name, up.Data)
		var refused *portal.Error
		if errors.As(err, &refused) && refused.Kind == portal.KindInvalid {
			f.fail(fieldFiles, refused.Message)
			continue
		}
		if err != nil {
			return err
		}
		f.files = append(f.files, kept.ID)
	}
	return nil
}

// ticketRefused says what stands against an act on the page itself, with all that
// was typed; when the ticket moved on meanwhile it shows what is.
func (p Pages) ticketRefused(f *ticketForm, err error) error {
	var wrong portal.FieldErrors
	var e *portal.Error
	switch {
	case errors.As(err, &wrong):
	case !errors.As(err, &e) || !strings.HasPrefix(e.Message.ID, "hotline.") || e.Message.ID == "hotline.refused.part":
		return err
	case e.Kind == portal.KindConflict:
		return p.ticketLate(f, e.Message)
	default:
		wrong = portal.FieldErrors{{Field: refusedField(e.Message.ID), Message: e.Message}}
	}
	t, err := p.Tickets.Open(f.v.Context(), f.v.staff, f.v.c.Params("ref"))
	if err != nil {
		return err
	}
	f.t, f.wrong = t, wrong
	if late := t.Refuses(f.act); late != nil {
		if portal.Is(late, portal.KindConflict) {
			return p.ticketLate(f, wrong[0].Message)
		}
		return late
	}
	return p.showTicketAct(f, fiber.StatusUnprocessableEntity)
}

// ticketLate shows the ticket as it stands now, with what was typed in vain.
func (p Pages) ticketLate(f *ticketForm, m portal.Message) error {
	t, err := p.Tickets.Open(f.v.Context(), f.v.staff, f.v.c.Params("ref"))
	if err != nil {
		return err
	}
	if t.State == matter.TicketDraft {
		return web.Redirect303(f.v.c, f.v.intakePath(string(t.Ref)))
	}
	notice := component.NoticeParams{Kind: component.NoticeTurn, Heading: f.v.T("desk.late.title"), Lines: []string{f.v.Msg(m)}}
	var quotes []templ.Component
	for _, name := range []string{fieldText, fieldNote} {
		if typed := f.form.One(name); typed != "" {
			quotes = append(quotes, component.Quote(component.QuoteParams{Word: f.v.T("desk.ticket.late.typed"), Text: typed}))
		}
	}
	return p.showTicket(f.v, fiber.StatusConflict, t, nil, []templ.Component{component.With(component.Notice(notice), quotes...)})
}

// refusedField is the control beside which a rule is told.
func refusedField(id string) string {
	switch strings.TrimPrefix(id, "hotline.refused.") {
	case "reason":
		return "reasons"
	case "target", "about", "returned", "transfers":
		return fieldUnit
	case "reply", "answer", "away":
		return fieldText
	case "score":
		return fieldScore
	case "join":
		return fieldTarget
	}
	return fieldNote
}

func (p Pages) showTicketAct(f *ticketForm, status int) error {
	if err := f.build(); err != nil {
		return err
	}
	v := f.v
	line, err := p.ticketLine(v, f.t)
	if err != nil {
		return err
	}
	wrong := f.sorted()
	v.Failed, v.Return = len(wrong) > 0, v.Here()
	s := actSheet{
		Head: component.QuestionHeadParams{
			Back:    &component.LinkParams{Text: v.T("desk.ticket.back_one"), URL: v.ticketPath(string(f.t.Ref), "")},
			Summary: v.ErrorSummary(wrong),
		},
		Title: v.actTitle(f.act), Who: v.ticketAbout(f.t.Ticket), Line: line, Lines: f.lines, Before: f.before, Fields: f.fields,
		Form: v.Form(v.ticketPath(string(f.t.Ref), "/"+string(f.act)), f.hidden...), Button: v.actTitle(f.act),
	}
	s.Form.Multipart = f.multipart
	return v.show(status, v.Tp("desk.ticket.act.title", "Act", s.Title), actPage(s))
}

// quoted shows the words an act is about above its fields.
func (f *ticketForm) quoted() {
	text := f.t.Body.Content
	if text == "" {
		text = f.t.Body.Title
	}
	f.before = append(f.before, component.Quote(component.QuoteParams{
		Word: f.v.T("desk.ticket.said.heading"), Lang: official.OtherLanguage(f.v.Page, f.t.Language), Text: text,
	}))
}
