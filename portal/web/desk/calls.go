package desk

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

const callsAddress = "/desk/calls"

// How many dead messages are looked through, and shown.
const (
	readDead  = 100
	shownDead = 20
)

// calls lists whom to ask how it was, the first promised day first, and what could
// not be delivered: somebody has to call there instead.
func (p Pages) calls(v visit) error {
	page := max(v.c.QueryInt("page", 1), 1)
	q, err := p.Tickets.Queue(v.Context(), v.staff, hotline.FilterCall, "", page)
	if err != nil {
		return err
	}
	last := max(1, (q.Total+hotline.PageSize-1)/hotline.PageSize)
	if page > last {
		return web.Redirect303(v.c, v.Path(callsAddress))
	}
	dead, err := p.dead(v)
	if err != nil {
		return err
	}
	title := v.Plural("desk.calls.heading", q.Total)
	parts := []templ.Component{component.Heading(component.HeadingParams{Level: 1, Text: title})}
	if v.c.Query("done") == "again" {
		parts = append(parts, component.StatusMessage(v.T("desk.calls.again.done")))
	}
	parts = append(parts, component.Aside(v.T("desk.calls.lead")))
	if len(q.Tickets) == 0 {
		parts = append(parts, component.Paragraph(v.T("desk.calls.empty")))
	} else {
		parts = append(parts, component.Table(p.callTable(v, q.Tickets)))
	}
	if paging := v.pages(page, last, func(n int) string { return v.Path(callsAddress) + "?page=" + strconv.Itoa(n) }); paging != nil {
		parts = append(parts, component.Pagination(*paging))
	}
	return v.show(fiber.StatusOK, v.T("desk.calls.frame"), component.Join(append(parts, p.deadPart(v, dead, callsAddress)...)...))
}

// callTable says whom to ask until when and in which way. A reviewer may not know
// who a hidden caller is; the number stands on the ticket's page.
func (p Pages) callTable(v visit, tickets []hotline.Ticket) component.TableParams {
	t := component.TableParams{Caption: v.T("desk.calls.list"), Head: 1}
	for _, column := range []string{"due", "ref", "about", "way", "state"} {
		t.Columns = append(t.Columns, v.T("desk.calls.column."+column))
	}
	for _, k := range tickets {
		day, _ := k.Promised()
		t.Rows = append(t.Rows, component.TableRow{
			Late: day != "" && day < v.Today(),
			Cells: []component.Cell{
				v.ticketDue(k),
				{Link: &component.LinkParams{Text: v.Words().Reference(string(k.Ref)), URL: v.ticketPath(string(k.Ref), "")}},
				v.aboutCell(k), {Text: v.callWay(k)}, {Text: v.ticketState(k)},
			},
		})
	}
	return t
}

// callWay is how to ask: never by voice alone whom no voice reaches.
func (v visit) callWay(t hotline.Ticket) string {
	var ways []string
	for _, way := range t.Body.Ways {
		if way != "voice" || !t.Body.Relay {
			ways = append(ways, way)
		}
	}
	if len(ways) == 0 {
		ways = []string{"sms"}
	}
	if t.Body.Relay {
		return v.Tp("desk.calls.never_voice", "Ways", v.ways(ways))
	}
	return v.ways(ways)
}

// letter is a message that was given up, and the address of what it is about.
type letter struct {
	delivery.Message
	ref, url string
}

// dead are the messages given up about what this officer may see.
func (p Pages) dead(v visit) ([]letter, error) {
	all, err := p.Outbox.Dead(v.Context(), readDead)
	if err != nil {
		return nil, err
	}
	return p.ownOf(v, all, shownDead, p.mayTell)
}

// mayTell is the address of a ticket or case that the officer may see; KindNotFound.
// Nothing is opened by it: the person's time to amend goes on.
func (p Pages) mayTell(v visit, ref matter.Reference) (string, error) {
	if ref.Kind() == matter.TicketKind {
		t, err := p.Tickets.Open(v.Context(), v.staff, string(ref))
		return v.ticketPath(string(t.Ref), ""), err
	}
	c, err := p.Desk.Cases.Case(v.Context(), ref)
	if err == nil && !p.Desk.Units.MaySee(v.staff, c.Receiving, c.Deciding, c.Unit) {
		err = portal.NotFound()
	}
	return v.casePath(string(ref), ""), err
}

// deadPart lists what was given up; address is the page that sends it once more.
func (p Pages) deadPart(v visit, dead []letter, address string) []templ.Component {
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.T("desk.calls.dead.heading")})}
	if len(dead) == 0 {
		return append(parts, component.Paragraph(v.T("desk.calls.dead.empty")))
	}
	parts = append(parts, component.Paragraph(v.T("desk.calls.dead.lead")))
	for _, m := range dead {
		form := v.Form(v.Path(address), component.HiddenParams{Name: "message", Value: m.ID}, v.KeyField())
		parts = append(parts,
			component.Heading(component.HeadingParams{Level: 3, Text: m.ref}),
			component.Paragraph(v.Tp("desk.calls.dead.line", "Road", v.T("desk.calls.road."+string(m.Road)), "Time", v.DateTime(m.Created), "Why", v.deadWhy(m.Code))),
			component.Link(component.LinkParams{Text: v.T("desk.calls.dead.open"), Hidden: m.ref, URL: m.url}),
			component.With(component.Form(form), component.Button(component.ButtonParams{
				Text: v.T("desk.calls.dead.again"), Hidden: m.ref, Kind: component.ButtonSecondary,
			})))
	}
	return parts
}

// deadWhy is why a message was given up, as far as it can be said in words.
func (v visit) deadWhy(code string) string {
	switch portal.Kind(code) {
	case portal.KindNotFound:
		return v.T("desk.calls.why.nobody")
	case portal.KindInvalid, portal.KindForbidden:
		return v.T("desk.calls.why.refused")
	}
	return v.T("desk.calls.why.away")
}

// callsAgain sends a message given up once more. What is sent already stays sent.
func (p Pages) callsAgain(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.Here())
	}
	return p.reviveOne(v, form, callsAddress)
}

// reviveOne revives a message that this officer may see and shows the page it was on.
func (p Pages) reviveOne(v visit, form web.Form, address string) error {
	dead, err := p.dead(v)
	if err != nil {
		return err
	}
	for _, m := range dead {
		if m.ID != strings.TrimSpace(form.One("message")) {
			continue
		}
		if err := p.Outbox.Revive(v.Context(), m.ID, v.Now()); err != nil && !portal.Is(err, portal.KindNotFound) {
			return err
		}
	}
	return web.Redirect303(v.c, v.Path(address)+"?done=again")
}
