package desk

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/desk"
)

// notices are what an officer has to know before anything else: no consent of the
// person yet, an urgent case, a twin, what is contested.
func (p Pages) notices(v visit, c application.Case) ([]templ.Component, error) {
	var parts []templ.Component
	if help, waits := desk.HelpBy(c); waits {
		parts = append(parts, component.Notice(component.NoticeParams{
			Kind: component.NoticeTurn, Heading: v.T("desk.urgent.heading"),
			Lines: []string{v.Tp("desk.urgent.until", "Date", v.Date(help)), v.T("desk.urgent.how")},
		}))
	}
	if c.Body.HelperName != "" && !c.Confirmed {
		parts = append(parts, component.Notice(component.NoticeParams{
			Kind: component.NoticeTurn, Heading: v.T("desk.case.unconfirmed"), Lines: []string{v.T("desk.case.unconfirmed_next")},
		}))
	}
	twins, err := p.twins(v, c)
	if err != nil {
		return nil, err
	}
	about, err := p.contested(v, c)
	if about.known {
		parts = append(parts, p.contestNotice(v, about))
	}
	return append(parts, twins...), err
}

// twins tells of cases that ask for the same for the same ID number, such as two
// parents who file for one child. One of another place is named, not opened.
func (p Pages) twins(v visit, c application.Case) ([]templ.Component, error) {
	refs, err := p.Desk.Twins(v.Context(), c)
	if err != nil || len(refs) == 0 {
		return nil, err
	}
	var links []component.LinkItem
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: v.T("desk.twin.heading"), Lines: []string{v.T("desk.twin.once")}}
	for _, ref := range refs {
		twin, err := p.Desk.Cases.Case(v.Context(), ref)
		if err != nil {
			return nil, err
		}
		number := v.Words().Reference(string(ref))
		if !p.Desk.Units.MaySee(v.staff, twin.Receiving, twin.Deciding, twin.Unit) {
			n.Lines = append(n.Lines, v.Tp("desk.twin.elsewhere", "Ref", number, "Unit", p.office().UnitName(v.Page, twin.Unit)))
			continue
		}
		links = append(links, component.LinkItem{
			Link: component.LinkParams{Text: v.Tp("desk.twin.link", "Ref", number), URL: v.casePath(string(ref), "")},
			Text: v.T("desk.state." + string(twin.State)),
		})
	}
	if links == nil {
		return []templ.Component{component.Notice(n)}, nil
	}
	return []templ.Component{component.With(component.Notice(n), component.LinkList(links))}, nil
}

func (p Pages) contestNotice(v visit, about contest) templ.Component {
	n := component.NoticeParams{Heading: v.T("desk.contest.heading")}
	if d := about.c.Body.Decision; d != nil {
		n.Lines = append(n.Lines, p.proposalLines(v, about.c, d.Proposal)...)
		n.Lines = append(n.Lines, v.Tp("desk.contest.not_by", "Names", v.Words().List(p.staffNames(v, d.By, d.Confirmed))))
	} else {
		n.Lines = append(n.Lines, v.T("desk.contest.conclusion"))
	}
	ref := string(about.c.Ref)
	return component.With(component.Notice(n), component.Link(component.LinkParams{
		Text: v.Tp("desk.contest.link", "Ref", v.Words().Reference(ref)), URL: v.casePath(ref, ""),
	}))
}

// staffName names an officer; "" when the account is gone.
func (p Pages) staffName(v visit, id string) string {
	staff, err := p.Staff.Staff(v.Context(), id)
	if err != nil {
		return ""
	}
	return v.Name(staff.Name)
}

func (p Pages) staffNames(v visit, ids ...string) []string {
	var names []string
	for _, id := range ids {
		if name := p.staffName(v, id); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// assessmentLines says of one assessment where it is, when, and what came of it.
func (p Pages) assessmentLines(v visit, c application.Case, a application.Assessment) []string {
	words := "desk.assessment.sent"
	if a.Home {
		words = "desk.assessment.sent_home"
	}
	lines := []string{v.Tp(words, "Time", v.DateTime(a.At), "Unit", v.person(p.office().UnitName(v.Page, a.Institution)))}
	for _, visit := range a.Visits {
		lines = append(lines, v.visitLine(visit))
	}
	if a.Read != nil {
		lines = append(lines, v.T("desk.assessment.read"))
	}
	if a.Conclusion != nil {
		for _, row := range v.conclusionRows(*a.Conclusion, p.Desk.Graded(c)) {
			lines = append(lines, v.Tp("desk.assessment.row", "Label", row.Label, "Value", row.Values[0]))
		}
		if a.Conclusion.Note != "" {
			lines = append(lines, v.person(a.Conclusion.Note))
		}
	}
	return lines
}

func (v visit) visitLine(a application.Visit) string {
	parts := []string{v.Date(a.Day)}
	for _, more := range []string{a.Time, a.Place} {
		if more != "" {
			parts = append(parts, v.person(more))
		}
	}
	return v.Tp("desk.assessment.visit", "When", strings.Join(parts, " "))
}

// conclusionRows says what was found, as it is compared with the paper; a fitting
// has no level.
func (v visit) conclusionRows(found application.Conclusion, graded bool) []component.SummaryRow {
	var rows []component.SummaryRow
	add := func(words, value string) {
		rows = append(rows, component.SummaryRow{Label: v.T(words), Values: []string{value}})
	}
	if len(found.Categories) > 0 {
		names := make([]string, len(found.Categories))
		for i, id := range found.Categories {
			names[i] = v.T(categoryWord(id))
		}
		add("question.disability_category.label", v.Words().List(names))
	}
	if graded {
		add("question.disability_level.label", v.T(levelWord(strconv.Itoa(found.Level))))
	}
	add("desk.conclude.day_label", v.Date(found.Day))
	return rows
}

// noticeLines says of one public notice when, where, and what was said against it.
func (v visit) noticeLines(n application.PublicNotice) []string {
	lines := []string{v.Tp("desk.public.days", "Start", v.Date(n.Start), "End", v.Date(n.End)), v.Tp("desk.public.where", "Where", v.person(n.Where))}
	for i, said := range n.Objections {
		lines = append(lines, v.Tp("desk.public.objection", "N", i+1, "Text", v.person(said.Note)))
		if said.Result == "" {
			lines = append(lines, v.T("desk.public.unsettled"))
		} else {
			lines = append(lines, v.Tp("desk.public.result", "Text", v.person(said.Result)))
		}
	}
	if n.Ended != "" {
		lines = append(lines, v.Tp("desk.public.ended", "Date", v.Date(n.Ended)))
	}
	return lines
}

func (v visit) noticeList(c application.Case) templ.Component {
	var list component.SummaryListParams
	if n := len(c.Body.Notices); n > 0 {
		list.Rows = []component.SummaryRow{{Label: v.T("desk.public.label"), Values: v.noticeLines(c.Body.Notices[n-1])}}
	}
	return component.SummaryList(list)
}

// payee says where money of the case goes: to the granted payment's payee, else
// to what was answered.
func (p Pages) payee(v visit, c application.Case) []string {
	s, ok := p.Desk.Catalogue.Service(c.Service)
	if !ok || !s.Outcome.Pays() {
		return nil
	}
	said := func(id string) string { return c.Body.Answers[id].First() }
	switch s.Outcome.PayTo {
	case benefit.PayPension:
		return []string{v.T("desk.payee.pension")}
	case benefit.PayInstitution:
		if said("bank_account") == "" {
			return append([]string{v.T("desk.payee.institution")}, p.paidInstitution(v, c, s)...)
		}
	}
	if said("bank_account") == "" {
		return []string{v.T("desk.payee.none")}
	}
	return []string{v.Tp("desk.payee.account", "Holder", v.Name(said("account_holder")), "Bank", v.Name(said("bank_name")), "Account", v.Words().BankAccount(said("bank_account")))}
}

func (p Pages) paidInstitution(v visit, c application.Case, s *catalogue.Service) []string {
	id := c.Body.Answers["institution"].First()
	if c.Body.Proposal != nil && c.Body.Proposal.Institution != "" {
		id = c.Body.Proposal.Institution
	}
	if _, err := p.Desk.Units.Unit(id); err != nil {
		return nil
	}
	return []string{p.office().UnitName(v.Page, id)}
}

// proposalLines says what was proposed, in money or in words.
func (p Pages) proposalLines(v visit, c application.Case, d application.Proposal) []string {
	lines := []string{v.T("desk.proposal.refuse")}
	if d.Approve {
		lines = p.approvalLines(v, c, d)
	}
	if d.Source != "" {
		lines = append(lines, v.Tp("desk.proposal.source", "Source", v.Name(d.Source)))
	}
	if reasons := v.reasons("propose", d.Reasons); reasons != "" {
		lines = append(lines, reasons)
	}
	return append(lines, v.Tp("desk.proposal.at", "Time", v.DateTime(d.At)))
}

func (p Pages) approvalLines(v visit, c application.Case, d application.Proposal) []string {
	var lines []string
	switch {
	case !p.Desk.Pays(c):
		lines = []string{v.T("desk.proposal.approve_thing"), v.T(p.outcomeWord(c))}
	case d.Fen == 0:
		lines = []string{v.T("desk.proposal.helped")}
	default:
		lines = []string{v.Tp("desk.proposal.approve", "Amount", p.money(v, c, d.Fen))}
		if p.period(c) == "month" {
			lines = append(lines, v.Tp("desk.proposal.from", "Month", v.Words().Month(string(d.From))))
		}
	}
	if d.Institution != "" {
		lines = append(lines, v.Tp("desk.proposal.institution", "Unit", p.office().UnitName(v.Page, d.Institution)))
	}
	if d.CardUntil != "" {
		lines = append(lines, v.Tp("desk.proposal.card", "Date", v.Date(d.CardUntil)))
	}
	return lines
}

// amountLine says the amount of a case that is money.
func (p Pages) amountLine(v visit, c application.Case) string {
	if c.Fen != nil {
		return v.Tp("desk.amount.decided", "Amount", p.money(v, c, *c.Fen))
	}
	if fen, known := p.Desk.Stated(c); known {
		return v.Tp("desk.amount.stated", "Amount", p.money(v, c, fen))
	}
	return v.T("desk.amount.unstated")
}

// helpLine says on the page of an urgent case by when the first help is due.
func helpLine(c application.Case) (portal.Day, bool) {
	help, waits := desk.HelpBy(c)
	return help, waits && help == c.Due
}
