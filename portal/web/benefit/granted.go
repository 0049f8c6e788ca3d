package benefit

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/web"
	"changban/portal/web/official"
)

// grantVisit is a look at one benefit.
type grantVisit struct {
	visit
	benefit holding.Benefit
	pays    []holding.Pay // newest month first
	may     bool          // the reader may say where the money goes
	names   []string      // an account may be held in
	stands  holding.Standing
}

func (p Pages) openBenefit(c *fiber.Ctx, page *web.Page) (grantVisit, error) {
	v, err := p.open(c, page)
	if err != nil {
		return grantVisit{}, err
	}
	b, pays, err := p.Keeper.Benefit(page.Context(), v.person, c.Params("id"))
	if err != nil {
		return grantVisit{}, err
	}
	s, err := p.Keeper.StandingOn(page.Context(), v.person, b)
	return grantVisit{visit: v, benefit: b, pays: pays, may: s.MayChangeAccount(b), names: s.AccountNames(), stands: s}, err
}

func (v grantVisit) at(rest string) string { return v.path("/benefits/" + v.benefit.ID + rest) }

func (v grantVisit) service() string { return v.page.T("service." + v.benefit.Service + ".name") }

// then is what comes next for who gets it, in elder mode.
func (v grantVisit) then() string {
	switch v.benefit.State {
	case holding.Suspended:
		return "benefit.then.stopped"
	case holding.Ended:
		return "benefit.then.ended"
	}
	return "benefit.then.good"
}

// benefit shows what was granted: first what needs doing, then what it is, then
// month by month.
func (p Pages) benefit(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openBenefit(c, page)
	if err != nil {
		return err
	}
	page.Title = page.T("benefit.granted.title")
	page.Then(v.then(), "matter.then.ask")
	parts := []templ.Component{component.BackLink(v.back())}
	if message := doneBenefit(c.Query(queryDone)); message != "" {
		parts = append(parts, component.StatusMessage(page.T(message)))
	}
	parts = append(parts,
		component.Heading(component.HeadingParams{Level: 1, Text: v.heading()}),
		component.CaseLine(component.CaseLineParams{
			Tag: v.tag(), Label: page.T("benefit.granted.number"), Number: page.Words().Reference(string(v.benefit.Case)),
		}))
	parts = append(parts, v.next()...)
	parts = append(parts, component.SummaryList(component.SummaryListParams{Heading: page.T("benefit.granted.says"), Rows: v.rows()}))
	parts = append(parts, v.payments()...)
	parts = append(parts, component.Heading(component.HeadingParams{Text: page.T("benefit.history")}), component.Timeline(v.history()))
	return page.Show(component.Join(append(parts, v.more()...)...))
}

func doneBenefit(what string) string {
	switch what {
	case "account":
		return "benefit.account.done"
	case "account_back":
		return "benefit.account.done_back"
	}
	return ""
}

func (v grantVisit) heading() string {
	if v.known.Link.ForOther() {
		return v.page.Tp("matter.heading_other", "Name", v.page.Name(v.known.Person.First("name")), "Service", v.service())
	}
	return v.service()
}

func (v grantVisit) tag() component.TagParams {
	t := component.TagParams{Text: official.BenefitState(v.page, v.benefit)}
	switch v.benefit.State {
	case holding.Active:
		t.Kind = component.TagMet
	case holding.Ended:
		t.Kind = component.TagFinal
	}
	return t
}

// next is the one thing to know first: money that came back, else why it stands
// still and what to do about that.
func (v grantVisit) next() []templ.Component {
	if waiting := holding.Waiting(v.benefit, v.pays); len(waiting) > 0 {
		return []templ.Component{v.returned(waiting)}
	}
	if v.benefit.State == holding.Active {
		return nil
	}
	return []templ.Component{v.stopped()}
}

func (v grantVisit) returned(waiting []holding.Pay) templ.Component {
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: v.page.T("benefit.returned.title")}
	for _, x := range waiting {
		n.Lines = append(n.Lines, v.page.Tp("benefit.returned.line",
			"Month", v.month(x.Month), "Amount", v.page.Fen(x.Fen), "Reason", v.page.Msg(holding.ReturnWords(x.Reason))))
	}
	if !v.may {
		n.Lines = append(n.Lines, v.page.T("benefit.account.not_yours"))
		return component.Notice(n)
	}
	n.Lines = append(n.Lines, v.page.T("benefit.returned.next"))
	return component.With(component.Notice(n), component.With(component.Actions(), component.ButtonLink(component.ButtonLinkParams{
		Text: v.page.T("benefit.account.change"), URL: v.at("/account"),
	})))
}

// stopped says since which month and why, how it runs again, and how to object.
func (v grantVisit) stopped() templ.Component {
	state := string(v.benefit.State)
	n := component.NoticeParams{Heading: v.page.T("benefit." + state + ".title")}
	if e, ok := v.lastStop(); ok && e.Month != "" {
		n.Heading = v.page.Tp("benefit."+state+".since", "Month", v.month(e.Month))
	}
	if v.benefit.Reason != "" {
		n.Lines = append(n.Lines, "**"+v.page.Msg(holding.ReasonWords(v.benefit.Reason))+"**")
	}
	n.Lines = append(n.Lines, v.how())
	lines := v.page.Hotlines()
	n.Lines = append(n.Lines, v.page.Tp("benefit.stopped.object", "Phone", v.page.Phone(lines.Government)), v.page.T("benefit.stopped.law"))
	if b, ok := v.repair(); ok {
		return component.With(component.Notice(n), component.With(component.Actions(), component.ButtonLink(b)))
	}
	return component.Notice(n)
}

func (v grantVisit) lastStop() (holding.Event, bool) {
	for i := len(v.benefit.Events) - 1; i >= 0; i-- {
		if e := v.benefit.Events[i]; e.Action == "suspend" || e.Action == "end" {
			return e, true
		}
	}
	return holding.Event{}, false
}

// how says what lets it run again, or that it does not.
func (v grantVisit) how() string {
	switch {
	case v.benefit.State == holding.Ended:
		return v.page.T("benefit.ended.next")
	case v.benefit.Reason == holding.CardHasExpired:
		return v.renewed()
	case v.benefit.Reason == holding.RecheckMissing:
		return v.page.T("benefit.suspended.recheck")
	}
	return v.page.T("benefit.suspended.next")
}

// renewed says what a renewed card brings back, by the rule of the service.
func (v grantVisit) renewed() string {
	if s, ok := v.Catalogue.Service(v.benefit.Service); ok && s.BackPay > 0 {
		return v.page.Tp("benefit.suspended.renew_back", "Months", s.BackPay)
	}
	return v.page.T("benefit.suspended.renew")
}

// repair leads to the guide that takes the reason away.
func (v grantVisit) repair() (component.ButtonLinkParams, bool) {
	if v.benefit.State == holding.Ended {
		return v.button(v.benefit.Service, "benefit.ended.again"), v.offered(v.benefit.Service)
	}
	switch v.benefit.Reason {
	case holding.CardHasExpired:
		return v.button("card-renew", "benefit.card.renew"), v.offered("card-renew")
	case holding.RecheckMissing:
		return v.button("two-subsidy-change", "benefit.suspended.recheck_button"), v.offered("two-subsidy-change")
	}
	return component.ButtonLinkParams{}, false
}

func (v visit) offered(service string) bool {
	s, ok := v.Catalogue.Service(service)
	return ok && !s.Hidden
}

// rows is what was granted.
func (v grantVisit) rows() []component.SummaryRow {
	b := v.benefit
	rows := []component.SummaryRow{v.row("benefit.row.what", official.BenefitAmount(v.page, v.benefit))}
	if b.From != "" && b.Period != holding.Once {
		rows = append(rows, v.row("benefit.row.from", v.month(b.From)))
	}
	if b.From == "" || b.Kind != holding.Payment {
		rows = append(rows, v.row("benefit.row.granted", v.day(portal.DayOf(b.Granted))))
	}
	for _, day := range []struct {
		words string
		day   portal.Day
	}{{"benefit.row.until", b.Until}, {"benefit.row.recheck", b.Recheck}, {"benefit.row.card", b.Card}} {
		if day.day != "" && b.State != holding.Ended {
			rows = append(rows, v.row(day.words, v.day(day.day)))
		}
	}
	if b.Place != "" {
		rows = append(rows, v.row("benefit.row.pays", v.place(b.Place)))
	}
	if b.Kind == holding.Payment {
		rows = append(rows, v.payee())
	}
	return rows
}

// payee says where the money goes; of an account the last digits are enough to
// know it.
func (v grantVisit) payee() component.SummaryRow {
	to := v.benefit.Payee
	r := v.row("benefit.row.payee")
	switch to.To {
	case holding.PayInstitution:
		r.Values = []string{v.page.Tp("benefit.payee.institution", "Unit", v.unit(to.Institution))}
	case holding.PayPension:
		r.Values = []string{v.page.T("benefit.payee.pension")}
	default:
		r.Values = v.accountLines(to)
	}
	if v.may {
		r.Change = &component.LinkParams{
			Text: v.page.T("common.button.change"), Hidden: v.page.T("benefit.row.payee"), URL: v.at("/account"),
		}
	}
	return r
}

func (v grantVisit) unit(id string) string {
	if u, err := v.Units.Unit(id); err == nil {
		return v.page.Unit(v.Units, u)
	}
	return v.page.Name(id)
}

func (v grantVisit) accountLines(to holding.Payee) []string {
	if to.Account == "" {
		return []string{v.page.T("benefit.payee.none")}
	}
	tail := to.Account[max(0, len(to.Account)-4):]
	return []string{
		v.page.Tp("benefit.payee.account", "Bank", v.page.Name(to.Bank), "Tail", tail),
		v.page.Tp("benefit.payee.holder", "Holder", v.page.Name(to.Holder)),
	}
}

// history is who did what when; oldest first.
func (v grantVisit) history() []component.Step {
	var steps []component.Step
	for _, e := range v.benefit.Events {
		s := component.Step{
			State: component.StepDone, Word: v.page.T("common.step.done"), Title: v.page.T("benefit.event." + e.Action),
			Lines: []string{v.page.Tp("benefit.event_line", "Time", v.page.DateTime(e.At), "Who", v.who(e.Actor))},
		}
		if e.Month != "" {
			s.Lines = append(s.Lines, v.page.Tp("benefit.event_month", "Month", v.month(e.Month)))
		}
		if e.Reason != "" && e.Action != "resume" {
			s.Lines = append(s.Lines, v.page.Msg(holding.ReasonWords(e.Reason)))
		}
		steps = append(steps, s)
	}
	return steps
}

// more leads to the decision it stands on, to telling a change, and to help
// against a decision.
func (v grantVisit) more() []templ.Component {
	var links []component.LinkItem
	if ref := string(v.benefit.Case); ref != "" {
		links = append(links, component.LinkItem{Link: component.LinkParams{Text: v.page.T("benefit.granted.decision"), URL: v.path("/cases/" + ref)}})
	}
	if v.benefit.State != holding.Ended && v.benefit.Period == holding.Monthly {
		links = append(links, v.guides("two-subsidy-change")...)
	}
	if v.benefit.State != holding.Active {
		links = append(links, v.guides("legal-aid")...)
	}
	if links == nil {
		return nil
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T("benefit.granted.more")}), component.LinkList(links)}
}
