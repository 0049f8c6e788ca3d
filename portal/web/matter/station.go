package matter

import (
	"strconv"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	states "changban/portal/matter"
	"changban/portal/web/official"
)

// stations are what happens on the way to a decision: first help, an appointment,
// a public notice.
func (v visit) stations() []templ.Component {
	var parts []templ.Component
	if day, waits := desk.HelpBy(v.Case); waits {
		parts = append(parts, component.Notice(component.NoticeParams{
			Heading: v.page.T("matter.urgent.heading"),
			Lines:   []string{official.Strong(v.page.Tp("matter.urgent.by", "Day", v.page.Date(day))), v.page.T("matter.urgent.later")},
		}))
	}
	if a, runs := v.assessing(); runs {
		parts = append(parts, component.Notice(v.appointment(a)))
	}
	return parts
}

// assessing returns the assessment that runs.
func (v visit) assessing() (application.Assessment, bool) {
	n := len(v.Body.Assessments)
	if v.State != states.Assessment || n == 0 {
		return application.Assessment{}, false
	}
	return v.Body.Assessments[n-1], true
}

// appointment says when and where; before there is one, who will call.
func (v visit) appointment(a application.Assessment) component.NoticeParams {
	n := component.NoticeParams{Heading: v.page.T("matter.assess.waiting")}
	if len(a.Visits) == 0 {
		n.Lines = []string{v.page.Tp("matter.assess.will_call", "Unit", v.office.UnitName(v.page, a.Institution))}
	} else {
		last := a.Visits[len(a.Visits)-1]
		n.Kind, n.Heading = component.NoticeTurn, v.page.T("matter.assess.go")
		if a.Home {
			n.Heading = v.page.T("matter.assess.home")
		}
		n.Lines = append(n.Lines, official.Strong(v.when(last)))
		if last.Place != "" {
			n.Lines = append(n.Lines, v.page.Tp("matter.assess.place", "Place", v.page.Name(official.Plain(last.Place))))
		}
	}
	return component.NoticeParams{Kind: n.Kind, Heading: n.Heading, Lines: append(n.Lines, v.office.Reach(v.page, a.Institution), v.page.T("matter.assess.cannot"))}
}

func (v visit) when(a application.Visit) string {
	if a.Time == "" {
		return v.page.Date(a.Day)
	}
	return v.page.Tp("matter.assess.when", "Day", v.page.Date(a.Day), "Clock", v.page.Name(a.Time))
}

// found says what assessments found and where a notice hangs; both stay to be
// read after the decision.
func (v visit) found() []templ.Component {
	var parts []templ.Component
	if rows := v.conclusions(); rows != nil {
		parts = append(parts, component.SummaryList(component.SummaryListParams{Heading: v.page.T("matter.assess.heading"), Rows: rows}))
	}
	if n := len(v.Body.Notices); n > 0 {
		parts = append(parts, v.notice(v.Body.Notices[n-1])...)
	}
	return parts
}

func (v visit) conclusions() []component.SummaryRow {
	var rows []component.SummaryRow
	for _, a := range v.Body.Assessments {
		if a.Conclusion == nil {
			continue
		}
		c := *a.Conclusion
		row := component.SummaryRow{
			Label:  v.page.Tp("matter.assess.row", "Day", v.page.DateShort(c.Day), "Unit", v.office.UnitName(v.page, a.Institution)),
			Values: v.conclusion(c),
		}
		rows = append(rows, row)
	}
	return rows
}

func (v visit) conclusion(c application.Conclusion) []string {
	switch {
	case len(c.Categories) == 0 && c.Note != "":
		return []string{v.page.Name(c.Note)}
	case c.Level == 0:
		return []string{v.page.T("matter.assess.none")}
	}
	var names []string
	for _, id := range c.Categories {
		names = append(names, official.Category(v.page, id))
	}
	return []string{v.page.Words().List(names), v.page.T("benefit.level." + strconv.Itoa(c.Level))}
}

// notice says where the public notice hangs and until when; it is never put
// online (decisions 21).
func (v visit) notice(n application.PublicNotice) []templ.Component {
	words := "matter.public.until"
	if n.Ended != "" || v.State != states.PublicNotice {
		words = "matter.public.was"
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Text: v.page.T("matter.public.heading")}),
		component.List([]string{
			v.page.Tp(words, "From", v.page.DateShort(n.Start), "Day", v.page.DateShort(n.End)),
			v.page.Tp("matter.public.where", "Where", v.page.Name(official.Plain(n.Where))),
			v.page.T("matter.public.offline"),
		}),
	}
}

// gave leads to what the case gave: a card, payments, a device.
func (v visit) gave() []component.LinkItem {
	var links []component.LinkItem
	for _, b := range v.file.Benefits {
		if b.Case == v.Ref {
			links = append(links, component.LinkItem{Link: component.LinkParams{
				Text: v.page.Tp("matter.gave.benefit", "What", official.BenefitAmount(v.page, b), "Day", v.page.DateShort(portal.DayOf(b.Granted))),
				URL:  v.page.Path("/for/" + v.person + "/benefits/" + b.ID),
			}})
		}
	}
	if s, ok := v.service(); ok && s.Outcome.Type == catalogue.Certificate && len(v.file.Cards) > 0 {
		links = append(links, component.LinkItem{Link: component.LinkParams{
			Text: v.page.T("matter.gave.card"), URL: v.page.Path("/for/" + v.person + "/certificates/" + v.file.Cards[0].ID),
		}})
	}
	return links
}
