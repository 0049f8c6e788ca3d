package matter

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/desk"
	states "changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// queryDone tells the page after a redirect what was done, for its message.
const queryDone = "done"

// show is the receipt until an officer opens the case, and its page afterwards.
func (p Pages) show(c *fiber.Ctx, page *web.Page) error {
	v, err := p.openWhole(c, page)
	if err != nil {
		return err
	}
	return page.Show(v.content(done(c.Query(queryDone))))
}

func done(what string) string {
	switch what {
	case "again":
		return "matter.done.again"
	case "amended":
		return "matter.done.amended"
	case "supplied":
		return "matter.done.supplied"
	case "withdrawn":
		return "matter.done.withdrawn"
	}
	return ""
}

// late shows the case with the reason why something is not possible any more.
func (v visit) late(err error) error {
	var notice templ.Component
	if e, is := err.(*portal.Error); is && e.Message.ID != "" {
		notice = component.Notice(component.NoticeParams{Lines: []string{v.page.Msg(e.Message)}})
	}
	if notice == nil {
		return err
	}
	return v.page.Render(fiber.StatusConflict, component.Join(notice, v.content("")))
}

func (v visit) content(message string) templ.Component {
	var parts []templ.Component
	back := component.LinkParams{Text: v.page.T("matter.back"), URL: v.page.Path("/for/" + v.person)}
	parts = append(parts, component.BackLink(back))
	if message != "" {
		parts = append(parts, component.StatusMessage(v.page.T(message)))
	}
	heading := v.page.T("matter.progress")
	if v.Amend {
		parts, heading = append(parts, v.receipt()), v.page.T("matter.next")
	} else {
		parts = append(parts, v.head()...)
	}
	parts = append(parts, v.promise()...)
	if !v.Amend {
		parts = append(parts, v.disagree()...)
		parts = append(parts, v.ask()...)
	}
	parts = append(parts, component.Heading(component.HeadingParams{Text: heading}), component.Timeline(v.steps()))
	parts = append(parts, v.found()...)
	parts = append(parts, v.holder()...)
	if !v.Amend {
		parts = append(parts, v.handed()...)
	}
	parts = append(parts, v.toRead()...)
	parts = append(parts, v.alsoPossible()...)
	v.page.Then(v.then()...)
	return component.Join(append(parts, v.undo()...)...)
}

// then is what the reader of a case does next: mostly nothing but wait.
func (v visit) then() []string {
	const call = "matter.then.call"
	switch v.State {
	case states.SupplementRequested:
		return []string{"matter.then.supply", call}
	case states.Assessment:
		return []string{"matter.then.assess", call}
	case states.Refused, states.NotAccepted:
		return []string{"matter.then.refused", "matter.then.ask"}
	case states.Withdrawn, states.Lapsed:
		return []string{"matter.then.again"}
	case states.Approved, states.Delivered, states.Closed:
		return []string{"matter.then.done", "matter.then.ask"}
	}
	if v.Amend {
		return []string{"matter.then.wait", "matter.then.change"}
	}
	return []string{"matter.then.wait", call}
}

// possibleShown is how many other services a receipt names.
const possibleShown = 3

// alsoPossible names what else the person may have; nothing is filed by it.
func (v visit) alsoPossible() []templ.Component {
	var links []component.LinkItem
	for _, e := range official.Possible(v.others) {
		if len(links) < possibleShown && e.Service.ID != v.Service {
			links = append(links, component.LinkItem{
				Link: component.LinkParams{Text: v.page.T(e.Service.WordID("name")), URL: v.page.Path("/services/" + e.Service.ID)},
				Text: official.Met(v.page, e),
			})
		}
	}
	if links == nil {
		return nil
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Text: v.page.T("account.matters.entitled")}),
		component.Paragraph(v.page.T("account.entitled.note")), component.LinkList(links),
	}
}

// receipt is the panel of a case that just arrived.
func (v visit) receipt() templ.Component {
	v.page.Title = v.page.T("matter.receipt.title")
	return component.Receipt(component.ReceiptParams{
		Heading:     v.received(),
		NumberLabel: v.page.T("matter.number"), Number: v.number(),
		Lines: []string{
			v.page.Tp("matter.receipt.when", "Day", v.page.Words().Date(string(portal.DayOf(v.Submitted)), ""), "Clock", v.page.Words().Clock(v.Submitted.In(portal.Zone()))),
			v.office.ServiceName(v.page, v.Case),
		},
	})
}

func (v visit) received() string {
	if v.other() {
		return v.page.Tp("matter.receipt.heading_other", "Name", v.name())
	}
	return v.page.T("matter.receipt.heading")
}

// head is name, state and number, then what is asked of the reader or what was
// decided.
func (v visit) head() []templ.Component {
	service := v.office.ServiceName(v.page, v.Case)
	v.page.Title = v.page.Tp("matter.title", "Service", service)
	heading := service
	if v.other() {
		heading = v.page.Tp("matter.heading_other", "Name", v.name(), "Service", service)
	}
	parts := []templ.Component{
		component.Heading(component.HeadingParams{Level: 1, Text: heading}),
		component.CaseLine(component.CaseLineParams{Tag: v.tag(), Label: v.page.T("matter.number"), Number: v.number()}),
	}
	parts = append(parts, v.about()...)
	if v.Asked != nil {
		return append(parts, v.turn())
	}
	return append(append(parts, v.stations()...), v.outcome()...)
}

func (v visit) tag() component.TagParams {
	t := component.TagParams{Text: v.page.T("matter.state." + string(v.State))}
	switch {
	case v.State == states.SupplementRequested:
		t.Kind = component.TagTurn
	case !v.State.Open():
		t.Kind = component.TagFinal
	}
	return t
}

// promise says the last day and what to do when it passes.
func (v visit) promise() []templ.Component {
	if !v.State.Open() {
		return nil
	}
	if v.Asked != nil {
		return []templ.Component{component.Lead(official.Strong(v.page.T("matter.promise.waiting"))), component.Paragraph(v.page.T("matter.promise.stopped"))}
	}
	if v.State == states.Assessment {
		return []templ.Component{component.Lead(official.Strong(v.page.T("matter.promise.assessing"))), component.Paragraph(v.page.T("matter.promise.stopped_assess"))}
	}
	words := "matter.promise.day"
	if v.Promised < v.page.Today() {
		words = "matter.promise.over"
	}
	parts := []templ.Component{component.Lead(official.Strong(v.page.Tp(words, "Day", v.page.Date(v.Promised)))), component.Paragraph(v.missed())}
	if desk.Extended(v.Case) {
		_, note := v.reasonsOf(string(desk.Extend))
		parts = append(append(parts, component.Paragraph(v.page.T("matter.promise.longer"))), v.note(note)...)
	}
	if v.Estimated {
		parts = append(parts, component.Aside(v.page.T("matter.promise.estimated")))
	}
	return parts
}

// missed names whom to call, and the unit above that is asked to press on.
func (v visit) missed() string {
	lines := v.page.Hotlines()
	disabled, government := v.page.Phone(lines.Disabled), v.page.Phone(lines.Government)
	if above := v.office.Above(v.page, v.Unit); above != "" {
		return v.page.Tp("matter.promise.missed_unit", "Disabled", disabled, "Government", government, "Unit", above)
	}
	return v.page.Tp("matter.promise.missed", "Disabled", disabled, "Government", government)
}

// holder says who has the case now and how to reach them; a letter on its way
// stays visible (decisions 6).
func (v visit) holder() []templ.Component {
	words := "matter.holder.now"
	if !v.State.Open() {
		words = "matter.holder.was"
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T(words)})}
	for _, d := range v.Body.Dispatches {
		line := v.page.Tp("matter.holder.sent", "Day", v.page.DateShort(portal.DayOf(d.At)),
			"Unit", v.office.UnitName(v.page, d.Unit), "How", v.page.T("matter.how."+d.How))
		if !d.Answered.IsZero() {
			line = v.page.Tp("matter.holder.answered", "Day", v.page.DateShort(portal.DayOf(d.Answered)), "Unit", v.office.UnitName(v.page, d.Unit))
		}
		parts = append(parts, component.Paragraph(line))
	}
	if at := v.at(); at != v.Unit {
		parts = append(parts, component.Paragraph(v.office.Reach(v.page, at)))
	}
	return append(parts, component.Paragraph(v.office.Reach(v.page, v.Unit)))
}

// toRead leads to the answers and the official papers.
func (v visit) toRead() []templ.Component {
	links := []component.LinkItem{{Link: component.LinkParams{Text: v.page.T("matter.read.answers"), URL: v.path("/print")}}}
	for _, k := range official.Kinds(v.Case) {
		links = append(links, component.LinkItem{Link: component.LinkParams{Text: official.Title(v.page, k), URL: v.path("/official/" + string(k))}})
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T("matter.read.heading")}), component.LinkList(links)}
}
