package account

import (
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/web"
)

// benefitRows says what a person gets every month and from when.
func benefitRows(page *web.Page, benefits []benefit.Benefit) []component.SummaryRow {
	var rows []component.SummaryRow
	for _, b := range benefits {
		rows = append(rows, component.SummaryRow{
			Label: serviceName(page, b.Service),
			Values: []string{
				page.FenMonthly(b.Fen),
				page.Tp("account.matters.have_from", "Month", page.Words().Month(string(b.From))),
			},
		})
	}
	return rows
}

// noticeLines are the portal's messages, newest first.
func noticeLines(page *web.Page, notices []application.Notice) []string {
	var lines []string
	for _, n := range notices {
		if !page.Words().Has(n.Template) {
			continue // written by a newer version; the case page tells it
		}
		lines = append(lines, page.Tp("account.matters.notice",
			"Day", page.DateShort(portal.DayOf(n.At)), "Text", noticeWords(page, n)))
	}
	return lines
}

// noticeWords puts a notice's values into words: a reference in groups, a service
// by its name, a day with its weekday.
func noticeWords(page *web.Page, n application.Notice) string {
	m := portal.Message{ID: n.Template, Data: map[string]any{}}
	for name, value := range n.Data {
		switch name {
		case "Ref":
			value = page.Words().Reference(value)
		case "Service":
			value = serviceName(page, value)
		case "Day":
			value = page.Date(portal.Day(value))
		}
		m.Data[name] = value
	}
	return page.Msg(m)
}

// acting says who acts for whom: on one's own page the people one acts for, on
// another's in what right the reader acts.
func (p Pages) acting(page *web.Page, k account.Known) (actingSheet, error) {
	s := actingSheet{Title: page.T("account.matters.acting")}
	if k.Link.ForOther() {
		s.Title, s.Lines = page.T("account.matters.acting_other"), []string{linkWords(page, k.Link)}
		return s, nil
	}
	kin, err := p.Accounts.Relatives(page.Context())
	if err != nil {
		return s, err
	}
	s.Links = kinRows(page, kin)
	s.Links = append(s.Links, component.LinkItem{Link: link(page, "account.people.add", page.Path("/me/people/new"))})
	return s, nil
}

// identity says whether the reader has proved to be the person, or leads there.
func identity(page *web.Page, k account.Known) *actingSheet {
	if k.Link.ForOther() {
		return nil
	}
	s := &actingSheet{Title: page.T("account.matters.identity")}
	if k.Link.Level == account.LevelRegister {
		s.Lines = []string{page.T("account.matters.proved")}
		return s
	}
	s.Links = []component.LinkItem{{
		Link: link(page, "account.matters.prove", forPerson(page, k.Person.ID, "/prove")),
		Text: page.T("account.matters.prove_text"),
	}}
	return s
}
