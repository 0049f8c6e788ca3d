package desk

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/web/official"
)

// fileLinks lead to photos, recordings and attachments.
func (v visit) fileLinks(t hotline.View, files []paper.File) []templ.Component {
	if len(files) == 0 {
		return nil
	}
	links := make([]component.LinkItem, len(files))
	for i, f := range files {
		links[i].Link = component.LinkParams{
			Text: v.Tp("desk.ticket.file", "N", i+1, "File", v.Name(f.Name)), URL: v.ticketPath(string(t.Ref), "/files/"+f.ID),
		}
	}
	return []templ.Component{component.LinkList(links)}
}

// ticketFile shows a file of a ticket.
func (p Pages) ticketFile(v visit) error {
	f, content, err := p.Tickets.File(v.Context(), v.staff, v.c.Params("ref"), v.c.Params("file"))
	if err != nil {
		return err
	}
	return v.sendFile(f, content)
}

// replies are what the person was answered and what the person said of it.
func (p Pages) replies(v visit, t hotline.View) []templ.Component {
	if len(t.Body.Replies)+len(t.Body.Ratings) == 0 {
		return nil
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.T("desk.ticket.reply.heading")})}
	for _, r := range t.Body.Replies {
		words := "desk.ticket.reply.written"
		if r.Spoken {
			words = "desk.ticket.reply.spoken"
		}
		parts = append(parts,
			component.Paragraph(v.Tp(words, "Time", v.DateTime(r.At), "Code", v.T(reasonID(hotline.GroupReply, r.Code)))),
			component.Quote(component.QuoteParams{Lang: official.OtherLanguage(v.Page, r.Language), Text: r.Text}))
		parts = append(parts, v.fileLinks(t, r.Files)...)
	}
	for _, r := range t.Body.Ratings {
		parts = append(parts, component.Paragraph(v.Tp("desk.ticket.rating", "Time", v.DateTime(r.At), "Score", v.T("desk.ticket.score."+strconv.Itoa(r.Score)))))
		if r.Note != "" {
			parts = append(parts, component.Quote(component.QuoteParams{Lang: official.OtherLanguage(v.Page, t.Language), Text: r.Note}))
		}
	}
	return parts
}

// nearby shows operators what may be the same concern and what the caller asked
// before; others see neither, for it is no work of theirs.
func (p Pages) nearby(v visit, t hotline.View) ([]templ.Component, error) {
	if !t.Is(hotline.Operator) {
		return nil, nil
	}
	twins, err := p.Tickets.Alike(v.Context(), t.Ticket)
	if err != nil {
		return nil, err
	}
	earlier, err := p.earlier(v, t.Ticket)
	if err != nil {
		return nil, err
	}
	parts := append(p.ticketLinks(v, v.T("desk.ticket.twins.heading"), twins), p.ticketLinks(v, v.T("desk.ticket.earlier.heading"), earlier)...)
	if t.Body.Phone != "" && !t.Hidden() && office.May(v.staff, office.OpenDraft) {
		parts = append(parts, component.Link(component.LinkParams{Text: v.T("desk.begin.title"), URL: v.beginPath(string(t.Ref), "")}))
	}
	return parts, nil
}

// shownNear is how many tickets stand beside another.
const shownNear = 5

// ticketLinks list tickets under a heading, with what they say in a line.
func (p Pages) ticketLinks(v visit, heading string, tickets []hotline.Ticket) []templ.Component {
	if len(tickets) == 0 {
		return nil
	}
	var links []component.LinkItem
	for _, t := range tickets[:min(len(tickets), shownNear)] {
		links = append(links, component.LinkItem{
			Link: component.LinkParams{Text: v.Words().Reference(string(t.Ref)), URL: v.ticketPath(string(t.Ref), "")},
			Text: v.Tp("desk.ticket.near.line", "About", v.ticketAbout(t), "State", v.ticketState(t), "Day", v.DateShort(portal.DayOf(t.Sent))),
		})
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: heading}), component.LinkList(links)}
}

// earlier are the tickets of the same phone in the officer's places.
func (p Pages) earlier(v visit, t hotline.Ticket) ([]hotline.Ticket, error) {
	digits := account.Digits(t.Body.Phone)
	if len(digits) < 4 {
		return nil, nil
	}
	q, err := p.Tickets.Queue(v.Context(), v.staff, hotline.FilterAll, digits[len(digits)-4:], 1)
	return slices.DeleteFunc(q.Tickets, func(o hotline.Ticket) bool {
		return o.Ref == t.Ref || account.Digits(o.Body.Phone) != digits
	}), err
}

// ticketHistory is what happened, oldest first. Nobody of the caller's side is
// named in it, whoever looks.
func (p Pages) ticketHistory(v visit, t hotline.View) historyPart {
	part := historyPart{Heading: v.T("desk.history.heading")}
	for _, e := range t.Events {
		row := historyRow{When: v.DateTime(e.At)}
		line := v.Tp("desk.event.line", "Who", p.ticketWho(v, e), "What", p.ticketWhat(v, e))
		row.Text = official.Sentences(v.Page, line, v.ticketReasons(e))
		if e.Note != "" && hotline.Action(e.Action) != hotline.Page {
			row.Note, row.NoteWord, row.NoteLang = e.Note, v.T("common.original"), official.OtherLanguage(v.Page, e.Actor.Language)
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}

func (p Pages) ticketWho(v visit, e matter.Event) string {
	switch {
	case e.Actor.Kind == portal.ActorStaff && e.Actor.ID == v.staff.ID:
		return v.T("desk.who.you")
	case e.Actor.Kind == portal.ActorStaff:
		return p.office().UnitName(v.Page, e.Unit)
	case e.Actor.Kind == portal.ActorSystem:
		return v.T("desk.who.portal")
	}
	return v.T("desk.ticket.who.caller")
}

// ticketWhat names the act with where it led.
func (p Pages) ticketWhat(v visit, e matter.Event) string {
	switch hotline.Action(e.Action) {
	case hotline.Dispatch:
		return v.Tp("desk.ticket.event.dispatch", "Unit", p.office().UnitName(v.Page, e.Target))
	case hotline.Join:
		return v.Tp("desk.ticket.event.join", "Ref", v.Words().Reference(e.Target))
	}
	return v.T("desk.ticket.event." + e.Action)
}

// ticketReasons puts the coded reasons of a row into words: an officer's, or what a
// reminder was about.
func (v visit) ticketReasons(e matter.Event) string {
	if len(e.Reasons) == 0 {
		return ""
	}
	group := hotline.GroupOf(hotline.Action(e.Action))
	if group == "" {
		group = "ticket_clock"
	}
	return v.Tp("desk.event.reasons", "Reasons", official.Sentences(v.Page, official.Reasons(v.Page, group, e.Reasons)...))
}

// ticketPanel offers what the officer can do now, or says why there is nothing.
func (v visit) ticketPanel(t hotline.View, wrong portal.FieldErrors) panelPart {
	s := panelPart{Heading: v.T("desk.panel.heading"), Button: v.T("desk.panel.button")}
	s.Acts = component.ChoicesParams{Field: v.Field("act", "desk.panel.question", "", wrong)}
	for _, a := range deskActs() {
		if slices.Contains(t.May, a) {
			s.Acts.Options = append(s.Acts.Options, component.Option{Value: string(a), Text: v.actTitle(a), Hint: v.T("desk.ticket.do." + string(a) + ".hint")})
		}
	}
	if len(s.Acts.Options) == 0 {
		s.Lines = []string{v.T("desk.ticket.panel.none")}
		return s
	}
	s.Form = v.Form(v.ticketPath(string(t.Ref), ""))
	return s
}

func (v visit) actTitle(a hotline.Action) string {
	return v.T("desk.ticket.do." + string(a) + ".title")
}

// deskActs lists what officers do with tickets, in the order of the panel.
func deskActs() []hotline.Action {
	return []hotline.Action{
		hotline.Dispatch, hotline.Answer, hotline.Sign, hotline.Start, hotline.Respond, hotline.Review, hotline.CallBack, hotline.Rate,
		hotline.Close, hotline.Reopen, hotline.Extend, hotline.Return, hotline.SendBack, hotline.SendAway, hotline.TakeBack, hotline.Join,
		hotline.Escalate, hotline.Note, hotline.Withdraw, hotline.Refuse,
	}
}
