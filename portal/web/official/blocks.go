package official

import (
	"strings"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/web"
)

// writer composes the blocks of one paper.
type writer struct {
	Office
	page  *web.Page
	c     application.Case
	event matter.Event
}

func day(e matter.Event) string { return string(portal.DayOf(e.At)) }

// facts are the rows every paper has: what, who, since when.
func (w writer) facts() []component.SummaryRow {
	rows := []component.SummaryRow{
		w.row("official.row.service", w.ServiceName(w.page, w.c)),
		w.row("official.row.name", w.page.Name(w.c.Body.Name)),
	}
	if w.c.Body.HelperName != "" {
		rows = append(rows, w.row("official.row.helper", w.page.Name(w.c.Body.HelperName)))
	}
	return append(rows, w.row("official.row.submitted", w.page.Words().DateShort(string(portal.DayOf(w.c.Submitted)), "")))
}

func (w writer) row(words string, values ...string) component.SummaryRow {
	return component.SummaryRow{Label: w.page.T(words), Values: values}
}

func (w writer) acceptance() []component.PaperBlock {
	return []component.PaperBlock{{
		Paragraphs: []string{
			w.page.T("official.acceptance.text"),
			Strong(w.page.Tp("official.acceptance.promise", "Day", w.page.Words().Date(string(w.c.Promised), ""))),
		},
		Rows: w.facts(),
	}}
}

// supplement lists everything that is missing at once, each with its reason.
func (w writer) supplement() []component.PaperBlock {
	asked := w.c.Body.Asked
	if len(asked) == 0 {
		return []component.PaperBlock{{Rows: w.facts()}}
	}
	last := asked[len(asked)-1]
	list := component.PaperBlock{Heading: w.page.T("official.supplement.heading")}
	for _, p := range last.Papers {
		list.Rows = append(list.Rows, component.SummaryRow{
			Label: w.PaperName(w.page, w.c, p.Paper), Values: Reasons(w.page, desk.GroupAsk, []string{p.Reason}),
		})
	}
	list.Rows = append(list.Rows, w.note(last.Note)...)
	text := component.PaperBlock{Paragraphs: []string{
		w.page.Plural("official.supplement.text", len(last.Papers)),
		Strong(w.page.Tp("official.supplement.until", "Day", w.page.Words().Date(string(last.Until), ""))),
		w.page.T("official.supplement.stopped"),
		w.page.T("official.supplement.ways"),
	}, Rows: w.facts()}
	return []component.PaperBlock{text, list}
}

func (w writer) notAccepted() []component.PaperBlock {
	return []component.PaperBlock{
		{Paragraphs: []string{w.page.T("official.not-accepted.text")}, Rows: w.facts()},
		w.reasons(desk.GroupNotAccept, w.event.Reasons, w.event.Note),
	}
}

func (w writer) decision() []component.PaperBlock {
	d := w.c.Body.Decision
	if d == nil {
		return []component.PaperBlock{{Rows: w.facts()}}
	}
	if !d.Approve {
		return []component.PaperBlock{
			{Paragraphs: []string{Strong(w.page.T("official.decision.refused"))}, Rows: w.facts()},
			w.reasons(desk.GroupRefuse, d.Reasons, d.Note),
			w.basis(),
		}
	}
	rows := append(w.facts(), w.given()...)
	if d.Source != "" {
		rows = append(rows, w.row("official.row.source", w.page.Name(d.Source)))
	}
	return []component.PaperBlock{
		{Paragraphs: []string{Strong(w.page.T("official.decision.approved"))}, Rows: rows},
		w.reasons(desk.GroupApprove, d.Reasons, d.Note),
	}
}

// reasons are coded and in words; the officer's own stand beside them in their
// own language, never alone (decisions 11).
func (w writer) reasons(group string, codes []string, note string) component.PaperBlock {
	return component.PaperBlock{
		Heading: w.page.T("official.reasons"), Paragraphs: Reasons(w.page, group, codes), Rows: w.note(note),
	}
}

// basis names the rules the decision stands on.
func (w writer) basis() component.PaperBlock {
	lines := w.Sources(w.page, w.c)
	if lines == nil {
		return component.PaperBlock{}
	}
	return component.PaperBlock{Heading: w.page.T("official.basis"), Paragraphs: lines}
}

func (w writer) note(text string) []component.SummaryRow {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return []component.SummaryRow{{
		Label: w.page.T("common.original"), Values: strings.Split(text, "\n"), Lang: NoteLanguage(w.page, w.c, text),
	}}
}

// OtherLanguage returns the tag a text of language tag needs on the page, "" for
// the page's own.
func OtherLanguage(page *web.Page, tag string) string {
	if tag == page.Language.Tag || tag == "" {
		return ""
	}
	return tag
}

// NoteLanguage returns the tag that an officer's own words in a case need on the
// page: that of the page they were written on. A decision keeps the words of who
// proposed it, who may read another language than who confirmed it.
func NoteLanguage(page *web.Page, c application.Case, text string) string {
	lang := page.Language.Tag
	for _, e := range c.Events {
		if e.Note == text {
			lang = e.Actor.Language
		}
	}
	return OtherLanguage(page, lang)
}

// object says where to turn when somebody does not agree.
func (w writer) object() string {
	return w.page.Tp("official.object", "Phone", w.page.Phone(w.page.Hotlines().Government))
}

// ContestNote is the note of a service whose decisions are looked at another way
// than by administrative review.
const ContestNote = "note.contest"

// above is the way to the office above.
func (w writer) above() string {
	if s, ok := w.Catalogue.Service(w.c.Service); ok && s.HasWord(ContestNote) {
		return w.page.T(s.WordID(ContestNote))
	}
	return w.page.T("official.object_law")
}
