package desk

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// ticket shows a ticket. A call that is still being taken down goes on where it is
// taken down.
func (p Pages) ticket(v visit) error {
	t, err := p.Tickets.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	if t.State == matter.TicketDraft {
		return web.Redirect303(v.c, v.intakePath(string(t.Ref)))
	}
	return p.showTicket(v, fiber.StatusOK, t, nil, nil)
}

// ticketChoose leads from the panel to the page of the chosen act.
func (p Pages) ticketChoose(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	t, err := p.Tickets.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	if act := hotline.Action(form.One("act")); slices.Contains(deskActs(), act) {
		return web.Redirect303(v.c, v.ticketPath(string(t.Ref), "/"+string(act)))
	}
	return p.showTicket(v, fiber.StatusUnprocessableEntity, t, portal.FieldErrors{{Field: "act", Message: portal.Msg("desk.act.choose")}}, nil)
}

// showTicket shows what is; kept is what somebody typed into the page of an act
// that came too late.
func (p Pages) showTicket(v visit, status int, t hotline.View, wrong portal.FieldErrors, kept []templ.Component) error {
	ref := v.Words().Reference(string(t.Ref))
	line, err := p.ticketLine(v, t)
	if err != nil {
		return err
	}
	left, err := p.ticketParts(v, t)
	if err != nil {
		return err
	}
	v.Failed, v.Return = len(wrong) > 0, v.ticketPath(string(t.Ref), "")
	parts := []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: v.backToTickets(), Summary: v.ErrorSummary(wrong)}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.ticketAbout(t.Ticket)}),
	}
	if done := v.ticketDone(); done != "" && status == fiber.StatusOK {
		parts = append(parts, component.StatusMessage(done))
	}
	parts = append(parts, kept...)
	parts = append(parts, component.CaseLine(line), component.With(component.Split(panel(v.ticketPanel(t, wrong))), left...))
	return v.show(status, v.Tp("desk.ticket.title", "Ref", ref), component.Join(parts...))
}

// ticketLine says where it stands and what was promised by when.
func (p Pages) ticketLine(v visit, t hotline.View) (component.CaseLineParams, error) {
	line := component.CaseLineParams{
		Tag: component.TagParams{Text: v.ticketState(t.Ticket)}, Label: v.T("desk.case.number"), Number: v.Words().Reference(string(t.Ref)),
	}
	if t.State == matter.Closed || t.State == matter.NotAccepted || t.State == matter.Withdrawn {
		line.Tag.Kind = component.TagFinal
	}
	day, promise := t.Promised()
	if day == "" {
		return line, nil
	}
	by := v.Tp("desk.ticket.by."+promise, "Date", v.Date(day))
	switch left := v.Today().Until(day); {
	case left < 0:
		line.Text = v.deadlineLine(v.Plural("desk.due.late", -left), by)
	case left == 0:
		line.Text = v.deadlineLine(v.T("desk.due.today"), by)
	default:
		line.Text = v.deadlineLine(v.Plural("desk.due.left", left), by)
	}
	return line, nil
}

// ticketParts is everything known, the first thing to know first.
func (p Pages) ticketParts(v visit, t hotline.View) ([]templ.Component, error) {
	var parts []templ.Component
	flags, err := p.ticketFlags(v, t)
	if err != nil {
		return nil, err
	}
	if len(flags) > 0 {
		parts = append(parts, component.Notice(component.NoticeParams{Kind: component.NoticeTurn, Lines: flags}))
	}
	parts = append(parts, component.Aside(v.Tp("desk.case.sent", "Time", v.DateTime(t.Sent), "Way", v.T("desk.channel."+string(t.Channel)))))
	parts = append(parts, component.SummaryList(p.caller(v, t)), component.SummaryList(p.concern(v, t)))
	parts = append(parts, p.said(v, t)...)
	parts = append(parts, p.replies(v, t)...)
	near, err := p.nearby(v, t)
	if err != nil {
		return nil, err
	}
	parts = append(parts, near...)
	return append(parts, history(p.ticketHistory(v, t))), nil
}

// ticketFlags are what nobody may overlook: danger, who may not be known, missed
// promises, where else it is.
func (p Pages) ticketFlags(v visit, t hotline.View) ([]string, error) {
	var lines []string
	say := func(is bool, line string) {
		if is {
			lines = append(lines, line)
		}
	}
	say(t.Urgent, v.Tp("desk.ticket.flag.urgent", "Word", strong(v.T("desk.urgent.tag"))))
	say(t.Shielded, v.Tp("desk.ticket.flag.shielded", "Word", strong(v.T("desk.ticket.shielded.tag"))))
	say(t.Late, v.T("desk.ticket.flag.late"))
	say(t.Away, v.Tp("desk.ticket.flag.away", "Phone", v.Hotlines().Government))
	say(t.Joined != "", v.Tp("desk.ticket.flag.joined", "Ref", v.Words().Reference(string(t.Joined))))
	say(t.Redos > 0, v.Plural("desk.ticket.flag.redo", t.Redos))
	if t.Clocks.SignBy != "" {
		lines = append(lines, v.Tp("desk.ticket.flag.sign", "Date", v.Date(t.Clocks.SignBy)))
	}
	by, err := p.Tickets.DispatchBy(v.Context(), t.Ticket)
	if err == nil && !by.IsZero() {
		lines = append(lines, v.Tp("desk.ticket.flag.dispatch", "Time", v.DateTime(by)))
	}
	say(t.Clocks.Estimated, v.T("desk.case.estimated"))
	return lines, err
}

// rows collects rows of a summary.
type rows struct {
	v    visit
	list component.SummaryListParams
}

func (r *rows) add(words string, values ...string) {
	values = slices.DeleteFunc(values, func(s string) bool { return s == "" })
	if len(values) > 0 {
		r.list.Rows = append(r.list.Rows, component.SummaryRow{Label: r.v.T(words), Values: values})
	}
}

// caller says whose ticket it is, unless this officer may not know.
func (p Pages) caller(v visit, t hotline.View) component.SummaryListParams {
	r := rows{v: v, list: component.SummaryListParams{Heading: v.T("desk.ticket.caller.heading")}}
	switch {
	case t.Hidden():
		r.add("desk.ticket.caller.who", v.T("desk.ticket.caller.hidden"))
	case t.Anonymous:
		r.add("desk.ticket.caller.who", v.T("desk.ticket.caller.anonymous"))
	default:
		r.add("desk.ticket.caller.name", v.Name(t.Body.Name))
		r.add("desk.ticket.caller.phone", v.Phone(t.Body.Phone))
		r.add("desk.ticket.caller.by_whom", v.Name(t.Body.ByWhom))
		r.add("desk.ticket.caller.mail", v.Name(t.Body.Mail))
		r.add("desk.ticket.caller.post", v.Name(t.Body.Post))
	}
	if t.Body.Relay {
		r.add("desk.ticket.caller.relay", v.T("desk.ticket.caller.relay_never_voice"))
	}
	r.add("desk.ticket.caller.ways", v.ways(t.Body.Ways))
	r.add("desk.ticket.caller.language", v.T("frame.language."+t.Language))
	return r.list
}

// ways are the ways in which the reply is wanted, "" when none was named.
func (v visit) ways(ways []string) string {
	if len(ways) == 0 {
		return ""
	}
	words := make([]string, len(ways))
	for i, way := range ways {
		words[i] = v.T("desk.ticket.way." + way)
	}
	return v.Words().List(words)
}

// concern says what it is about, where, and from where it was asked.
func (p Pages) concern(v visit, t hotline.View) component.SummaryListParams {
	r := rows{v: v, list: component.SummaryListParams{Heading: v.T("desk.ticket.concern.heading")}}
	r.add("desk.ticket.concern.kind", v.ticketType(t.Type))
	r.add("desk.ticket.concern.topic", v.ticketTopic(t.Topic))
	place := []string{p.ticketPlace(v, t.Ticket)}
	if t.Area != "" {
		place = append(place, p.areaName(v, t.Area))
	}
	r.add("desk.ticket.concern.place", append(place, v.Name(t.Body.Where))...)
	if t.About != "" {
		r.add("desk.ticket.concern.about", p.office().UnitName(v.Page, t.About))
	}
	r.add("desk.ticket.concern.unit", p.holder(v, t.Ticket))
	if t.Service != "" {
		begun := []string{v.serviceOf(p, t.Service)}
		if question := "question." + t.Question + ".label"; t.Question != "" && v.Words().Has(question) {
			begun = append(begun, v.T(question))
		}
		r.add("desk.ticket.concern.begun", begun...)
	}
	if t.Body.Case != "" {
		r.add("desk.ticket.concern.case", v.Words().Reference(string(t.Body.Case)))
	}
	return r.list
}

// areaName names a street or sumu: by its office, or by its code where it has none.
func (p Pages) areaName(v visit, area string) string {
	if _, err := p.Desk.Units.Unit(area); err == nil {
		return p.office().UnitName(v.Page, area)
	}
	return v.Area(p.Desk.Units.Places(), area)
}

// serviceOf names a service by id; one that was taken out goes by the id.
func (v visit) serviceOf(p Pages, id string) string {
	if s, ok := p.Desk.Catalogue.Service(id); ok {
		return v.T(s.WordID("name"))
	}
	return v.Name(id)
}

// said is what the person said, word for word, with the files.
func (p Pages) said(v visit, t hotline.View) []templ.Component {
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.T("desk.ticket.said.heading")})}
	lang := official.OtherLanguage(v.Page, t.Language)
	for _, text := range []string{t.Body.Title, t.Body.Content} {
		if text != "" {
			parts = append(parts, component.Quote(component.QuoteParams{Lang: lang, Text: text}))
		}
	}
	return append(parts, v.fileLinks(t, t.Body.Files)...)
}
