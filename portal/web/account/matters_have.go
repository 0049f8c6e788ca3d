package account

import (
	"slices"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/web"
	"changban/portal/web/official"
)

// haveRows lead to what a person has: cards first, then what was granted.
func haveRows(page *web.Page, m application.Matters) []component.LinkItem {
	person := m.Known.Person.ID
	var rows []component.LinkItem
	for _, c := range m.Cards {
		rows = append(rows, component.LinkItem{
			Link: component.LinkParams{
				Text: page.T("account.have.card"), Hidden: page.Tp("account.have.card_hidden", "Number", page.Words().CardNumber(c.Card.Number)),
				URL: forPerson(page, person, "/certificates/"+c.ID),
			},
			Text: page.Tp("account.have.card_text", "State", official.CardState(page, c), "Day", page.Words().DateShort(string(c.ValidTo), "")),
		})
	}
	for _, b := range m.Benefits {
		rows = append(rows, component.LinkItem{
			Link: component.LinkParams{
				Text: serviceName(page, b.Service), Hidden: page.Tp("account.have.hidden", "Day", page.Words().DateShort(string(portal.DayOf(b.Granted)), "")),
				URL: forPerson(page, person, "/benefits/"+b.ID),
			},
			Text: haveWords(page, b),
		})
	}
	return rows
}

// haveWords says how a benefit stands, how much it is, and since when or why it
// stands still.
func haveWords(page *web.Page, b benefit.Benefit) string {
	values := []any{"State", official.BenefitState(page, b), "Amount", official.BenefitAmount(page, b)}
	switch {
	case b.State != benefit.Active && b.Reason != "":
		return page.Tp("account.have.stopped", append(values, "Reason", page.Msg(benefit.ReasonWords(b.Reason)))...)
	case b.Kind == benefit.Payment && b.From != "":
		return page.Tp("account.have.from", append(values, "Month", page.Words().Month(string(b.From)))...)
	}
	return page.Tp("account.have.text", values...)
}

// addReturned tells first of money that came back: nobody gets it before the
// account is put right. One button a benefit.
func (s *mattersSheet) addReturned(page *web.Page, m application.Matters) (lines []string) {
	var asked []string
	for _, x := range m.Returned {
		name := serviceName(page, x.Service)
		lines = append(lines, page.Tp("account.returned.line", "Title", official.Strong(page.T("account.returned.title")), "Service", name, "Month", page.Words().Month(string(x.Month)), "Amount", page.Fen(x.Fen)))
		if slices.Contains(asked, x.Benefit) {
			continue
		}
		asked = append(asked, x.Benefit)
		b := component.ButtonLinkParams{
			Text: page.Tp("account.returned.button", "Service", name), URL: forPerson(page, x.Person, "/benefits/"+x.Benefit+"/account"),
		}
		if m.Known.Link.ForOther() && m.Known.Link.Capacity != account.AsGuardian {
			b.Text, b.URL = page.Tp("account.returned.look", "Service", name), forPerson(page, x.Person, "/benefits/"+x.Benefit)
		}
		s.TurnTo = append(s.TurnTo, b)
	}
	return lines
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
		case "Month":
			value = page.Words().Month(value)
		case "Reason":
			value = reasonWords(page, value)
		}
		m.Data[name] = value
	}
	return page.Msg(m)
}

// reasonWords are the words of a reason that a notice names by its message; a
// reason of a newer version is left out.
func reasonWords(page *web.Page, id string) string {
	if !page.Words().Has(id) {
		return ""
	}
	return page.T(id)
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
	s.Links = append(s.Links, component.LinkItem{Link: link(page, "account.people.add", page.Path("/me/people/new"))},
		component.LinkItem{Link: link(page, "account.told.title", page.Path(toldAddress))})
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
