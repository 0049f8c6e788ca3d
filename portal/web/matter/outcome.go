package matter

import (
	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	states "changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/web/official"
	"changban/portal/web/paperform"
)

// turn is the one thing asked of the reader: papers, why, until when.
func (v visit) turn() templ.Component {
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: v.page.Plural("matter.turn.heading", len(v.Papers))}
	for _, p := range v.Papers {
		n.Lines = append(n.Lines, v.page.Tp("matter.turn.paper", "Paper", v.office.PaperName(v.page, v.Case, p.Paper),
			"Reason", official.Reasons(v.page, desk.GroupAsk, []string{p.Reason})[0]))
	}
	n.Lines = append(n.Lines, v.page.Tp("matter.turn.until", "Day", v.page.Date(v.Asked.Until)))
	parts := v.note(v.Asked.Note)
	return component.With(component.Notice(n), append(parts, component.With(component.Actions(),
		component.ButtonLink(component.ButtonLinkParams{Text: v.page.T("matter.turn.button"), URL: v.path("/papers")})))...)
}

// note shows the officer's own words in their own language.
func (v visit) note(text string) []templ.Component {
	if text == "" {
		return nil
	}
	return []templ.Component{component.Quote(component.QuoteParams{
		Word: v.page.T("common.original"), Lang: official.NoteLanguage(v.page, v.Case, text), Text: text,
	})}
}

// outcome says what was decided and why.
func (v visit) outcome() []templ.Component {
	d := v.Body.Decision
	switch {
	case v.State == states.NotAccepted:
		reasons, note := v.reasonsOf("not_accept")
		return v.refusal("matter.outcome.not_accepted", official.Reasons(v.page, desk.GroupNotAccept, reasons), note)
	case v.State == states.Lapsed, v.State == states.Withdrawn:
		return []templ.Component{component.Notice(component.NoticeParams{Lines: []string{v.page.T("matter.outcome." + string(v.State))}})}
	case d == nil:
		return nil
	case d.Approve:
		return []templ.Component{v.approval(*d)}
	}
	return v.refusal("matter.outcome.refused", official.Reasons(v.page, desk.GroupRefuse, d.Reasons), d.Note)
}

func (v visit) reasonsOf(action string) (codes []string, note string) {
	for _, e := range v.Events {
		if e.Action == action {
			codes, note = e.Reasons, e.Note
		}
	}
	return codes, note
}

// approval says what was decided, where the money goes, and leads to what the
// case gave.
func (v visit) approval(d application.Decision) templ.Component {
	n := component.NoticeParams{Kind: component.NoticeGood, Heading: v.page.T("matter.outcome.approved")}
	if amount := v.office.Amount(v.page, v.Case); amount != "" {
		n.Lines = append(n.Lines, v.amount(amount, d), v.page.T(v.paid()))
	} else if outcome := v.office.Outcome(v.page, v.Case); outcome != "" {
		n.Lines = append(n.Lines, official.Strong(outcome))
	}
	parts := v.note(d.Note)
	if links := v.gave(); links != nil {
		parts = append(parts, component.LinkList(links))
	}
	return component.With(component.Notice(n), parts...)
}

func (v visit) amount(amount string, d application.Decision) string {
	if d.From == "" {
		return official.Strong(amount)
	}
	return official.Strong(v.page.Tp("matter.outcome.amount", "Amount", amount, "Month", v.page.Words().Month(string(d.From))))
}

// paid says how the money comes.
func (v visit) paid() string {
	s, ok := v.service()
	switch {
	case ok && s.Outcome.PayTo == "institution":
		return "matter.outcome.paid_institution"
	case ok && s.Outcome.PayTo == "pension":
		return "matter.outcome.paid_pension"
	case ok && s.Outcome.Type != catalogue.MonthlyPayment:
		return "matter.outcome.paid_once"
	}
	return "matter.outcome.paid"
}

// refusal gives the reasons in words and the officer's own beside them; where to
// turn follows below.
func (v visit) refusal(heading string, reasons []string, note string) []templ.Component {
	parts := []templ.Component{component.List(reasons)}
	parts = append(parts, v.note(note)...)
	n := component.NoticeParams{Heading: v.page.T(heading), Lines: []string{v.page.T("matter.outcome.why")}}
	return []templ.Component{component.With(component.Notice(n), parts...)}
}

// handed lists every paper with how it comes and, until it is decided, one word on
// where it stands.
func (v visit) handed() []templ.Component {
	var lines []string
	for _, id := range v.paperIDs() {
		lines = append(lines, v.paperLine(id))
	}
	if lines == nil {
		return nil
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T("matter.paper.heading")}), component.List(lines)}
	if links := v.fileLinks(); links != nil {
		parts = append(parts, component.LinkList(links))
	}
	return parts
}

func (v visit) paperLine(id string) string {
	h, name := v.Body.Papers[id], v.office.PaperName(v.page, v.Case, id)
	for _, asked := range v.Papers {
		if asked.Paper == id {
			return v.page.Tp("matter.paper.again", "Paper", name)
		}
	}
	how := paperform.Text(v.page, h.Choice)
	if v.State.Open() && h.Choice.Way != paper.None {
		return v.page.Tp("matter.paper.line", "Paper", name, "How", how, "Word", v.page.T(paperWord(h)))
	}
	if h.Choice.Way == paper.Check {
		how = v.page.T("matter.paper.checked")
	}
	return v.page.Tp("matter.paper.past", "Paper", name, "How", how)
}

// paperIDs are the case's papers in the definition's order.
func (v visit) paperIDs() []string {
	var ids []string
	s, ok := v.service()
	if !ok {
		return nil
	}
	for _, p := range s.Papers {
		if _, has := v.Body.Papers[p.ID]; has {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func paperWord(h application.Handed) string {
	switch {
	case h.Seen:
		return "matter.paper.seen"
	case h.Choice.Way == paper.Check:
		return "matter.paper.check"
	case len(h.Choice.Files) > 0:
		return "matter.paper.here"
	}
	return "matter.paper.waiting"
}
