package desk

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

func (v visit) discardPath(ref string) string { return v.intakePath(ref) + "/discard" }

// unsent lists the officer's own calls that were not sent: when, what kind, and
// the last digits of the number, never the name.
func (p Pages) unsent(v visit) ([]templ.Component, error) {
	calls, err := p.Tickets.Unsent(v.Context(), v.staff)
	if err != nil || len(calls) == 0 {
		return nil, err
	}
	var links []component.LinkItem
	for _, t := range calls {
		ref := v.Words().Reference(string(t.Ref))
		links = append(links,
			component.LinkItem{Text: v.unsentLine(t), Link: component.LinkParams{Text: v.T("desk.unsent.open"), Hidden: ref, URL: v.intakePath(string(t.Ref))}},
			component.LinkItem{Link: component.LinkParams{Text: v.T("desk.unsent.discard"), Hidden: ref, URL: v.discardPath(string(t.Ref))}})
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Text: v.Plural("desk.unsent.heading", len(calls))}), component.LinkList(links),
	}, nil
}

func (v visit) unsentLine(t hotline.Ticket) string {
	digits := account.Digits(t.Body.Phone)
	tail := v.T("desk.unsent.no_phone")
	if len(digits) >= 4 {
		tail = v.Tp("desk.unsent.tail", "Tail", digits[len(digits)-4:])
	}
	return v.Tp("desk.unsent.line", "Time", v.DateTime(t.Touched), "Kind", v.ticketType(t.Type), "Phone", tail)
}

// discard asks once more before a call is thrown away.
func (p Pages) discard(v visit) error {
	t, err := p.Tickets.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	if t.State != matter.TicketDraft {
		return web.Redirect303(v.c, v.intakePath(string(t.Ref)))
	}
	title, keep := v.T("desk.unsent.discard.title"), v.intakePath(string(t.Ref))
	form := v.Form(v.discardPath(string(t.Ref)), v.KeyField())
	return v.show(fiber.StatusOK, title, component.Join(
		component.BackLink(component.LinkParams{Text: v.T("desk.begin.back"), URL: v.Path(intakeAddress)}),
		component.Heading(component.HeadingParams{Level: 1, Text: title}),
		component.Paragraph(v.unsentLine(t.Ticket)), component.Paragraph(v.T("desk.unsent.discard.what")),
		component.With(component.Form(form), component.With(component.Actions(), component.Button(component.ButtonParams{Text: v.T("desk.unsent.discard.button")}))),
		component.Link(component.LinkParams{Text: v.T("desk.unsent.discard.keep"), URL: keep}),
	))
}

// discardSend throws a call away; twice is once.
func (p Pages) discardSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	ref := v.c.Params("ref")
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.discardPath(ref))
	}
	err = p.Tickets.Drop(v.Context(), v.staff, ref)
	switch {
	case portal.Is(err, portal.KindConflict):
		return web.Redirect303(v.c, v.intakePath(ref))
	case err != nil && !portal.Is(err, portal.KindNotFound):
		return err
	}
	return web.Redirect303(v.c, v.Path(intakeAddress)+"?done=discard")
}
