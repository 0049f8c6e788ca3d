package hotline

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// queryDone tells the page after a redirect what was done, for its message.
const queryDone = "done"

// show is a draft that waits, the receipt until somebody has it, and the ticket's
// page afterwards.
func (p Pages) show(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return p.lost(c, page, v, err)
	}
	if v.State == matter.TicketDraft {
		return page.Show(v.waiting())
	}
	content, err := v.content(done(c.Query(queryDone)), nil)
	if err != nil {
		return err
	}
	return page.Show(content)
}

func done(what string) string {
	if slices.Contains([]string{"rated", "reopened", "noted", "joined", "withdrawn"}, what) {
		return "hotline.page.done." + what
	}
	return ""
}

// late shows the ticket with the reason why something is not possible any more.
func (v *visit) late(err error) error {
	var lines []string
	for _, line := range refusedWords(err) {
		lines = append(lines, v.page.Msg(line))
	}
	if lines == nil {
		return err
	}
	content, failed := v.content("", lines)
	if failed != nil {
		return failed
	}
	return v.page.Render(fiber.StatusConflict, content)
}

// waiting is the page of a draft: that nothing was sent, how to go on later, and
// the ways on.
func (v *visit) waiting() templ.Component {
	v.page.Title = v.t("hotline.page.draft.title")
	v.page.Then("hotline.page.then.draft", "hotline.page.then.later")
	parts := []templ.Component{
		component.BackLink(v.home()),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Lead(v.t("hotline.page.draft.lead")),
	}
	parts = append(parts, v.code("hotline.page.code.draft")...)
	if v.byCode() {
		parts = append(parts, component.Paragraph(v.page.Tp("hotline.page.number_is", "Ref", official.Strong(v.number()))))
	}
	return component.Join(append(parts,
		component.With(component.Actions(), component.ButtonLink(component.ButtonLinkParams{Text: v.t("hotline.page.draft.go"), URL: v.path("/" + v.resume())})),
		component.With(component.Apart(), component.ButtonLink(component.ButtonLinkParams{
			Text: v.t("hotline.page.drop.link"), Kind: component.ButtonWarning, URL: v.path("/" + stepDrop),
		})))...)
}

// code is what has to be noted by who did not sign in.
func (v *visit) code(words string) []templ.Component {
	if !v.byCode() || len(v.Body.Code) != 8 {
		return nil
	}
	shown := v.page.Name(v.Body.Code[:4] + " " + v.Body.Code[4:])
	return []templ.Component{component.Lead(v.page.Tp("hotline.page.code.is", "Code", official.Strong(shown))), component.Paragraph(v.t(words))}
}

// content is the ticket's page.
func (v *visit) content(message string, refused []string) (templ.Component, error) {
	may, err := v.Tickets.Choices(v.page.Context(), v.Ticket)
	if err != nil {
		return nil, err
	}
	parts := []templ.Component{component.BackLink(v.home())}
	switch {
	case refused != nil:
		parts = append(parts, component.Notice(component.NoticeParams{Lines: refused}))
	case message != "":
		parts = append(parts, component.StatusMessage(v.t(message)))
	}
	fresh := v.State == matter.Accepted && v.Redos == 0
	parts = append(parts, v.head(fresh)...)
	parts = append(parts, v.turn(may)...)
	parts = append(parts, v.code("hotline.page.code.note")...)
	parts = append(parts, v.promised()...)
	parts = append(parts, v.replies()...)
	parts = append(parts, component.Heading(component.HeadingParams{Text: v.t("matter.progress")}), component.Timeline(v.stations()))
	parts = append(parts, v.holding()...)
	parts = append(parts, component.SummaryList(component.SummaryListParams{Heading: v.t("hotline.page.yours"), Rows: v.said()}))
	parts = append(parts, v.links()...)
	parts = append(parts, component.LinkList([]component.LinkItem{{Link: component.LinkParams{Text: v.t("hotline.page.print"), URL: v.path("/" + actPrint)}}}))
	v.page.Then(v.then(may)...)
	return component.Join(append(parts, v.ways(may)...)...), nil
}

// printPage is the ticket for paper: what can be pressed is left out there.
func (v *visit) printPage() (templ.Component, error) {
	parts := []templ.Component{component.BackLink(component.LinkParams{Text: v.t("hotline.page.back_ticket"), URL: v.path("")})}
	parts = append(parts, v.head(true)...)
	parts = append(parts, component.With(component.Actions(), component.Aside(v.t("matter.print.how"))))
	parts = append(parts, v.code("hotline.page.code.note")...)
	parts = append(parts, v.promised()...)
	parts = append(parts, v.replies()...)
	parts = append(parts, component.Heading(component.HeadingParams{Text: v.t("matter.progress")}), component.Timeline(v.stations()),
		component.SummaryList(component.SummaryListParams{Heading: v.t("hotline.page.yours"), Rows: v.said()}))
	v.page.Title = v.t("hotline.page.print.title")
	v.page.Then("matter.then.read")
	return component.Join(parts...), nil
}

// then is what the reader of a ticket does next: mostly nothing but wait.
func (v *visit) then(may []line.Action) []string {
	switch {
	case slices.Contains(may, line.Rate):
		return []string{"hotline.page.then.rate", "hotline.page.then.reopen"}
	case slices.Contains(may, line.Reopen):
		return []string{"hotline.page.then.over", "hotline.page.then.reopen"}
	case v.over():
		return []string{"hotline.page.then.over", "frame.next.ask"}
	}
	return []string{"hotline.page.then.wait", "matter.then.call"}
}

func (v *visit) over() bool {
	return slices.Contains([]matter.State{matter.Closed, matter.NotAccepted, matter.Withdrawn}, v.State)
}

// head is the receipt of a ticket nobody has yet, else its name, state and number.
func (v *visit) head(fresh bool) []templ.Component {
	if fresh {
		v.page.Title = v.t("hotline.page.receipt.title")
		return []templ.Component{component.Receipt(component.ReceiptParams{
			Heading: v.t("hotline.page.receipt.heading"), NumberLabel: v.t("hotline.page.number"), Number: v.number(),
			Lines: []string{v.page.Tp("matter.receipt.when", "Day", v.page.Words().Date(string(portal.DayOf(v.Sent)), ""),
				"Clock", v.page.Words().Clock(v.Sent.In(portal.Zone()))), typeWords(v.page, v.Type)},
		})}
	}
	v.page.Title = v.page.Tp("hotline.page.ticket.title", "Type", typeWords(v.page, v.Type))
	return []templ.Component{
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.CaseLine(component.CaseLineParams{Tag: v.tag(), Label: v.t("hotline.page.number"), Number: v.number()}),
	}
}

func (v *visit) tag() component.TagParams {
	t := component.TagParams{Text: stateWords(v.page, v.State)}
	switch {
	case v.State == matter.Callback:
		t.Kind = component.TagTurn
	case v.over():
		t.Kind = component.TagFinal
	}
	return t
}

func stateWords(page *web.Page, s matter.State) string {
	return page.T("hotline.page.state." + string(s))
}

// turn asks for the one thing only the person can give: a word on the reply.
func (v *visit) turn(may []line.Action) []templ.Component {
	if !slices.Contains(may, line.Rate) {
		return nil
	}
	n := component.NoticeParams{Kind: component.NoticeTurn, Heading: v.t("hotline.page.turn.heading"), Lines: []string{v.t("hotline.page.turn.text")}}
	if k, _ := line.KindOf(v.Type); k.Redo {
		n.Lines = append(n.Lines, v.t("hotline.page.turn.low"))
	}
	return []templ.Component{component.With(component.Notice(n), component.With(component.Actions(),
		component.ButtonLink(component.ButtonLinkParams{Text: v.t("hotline.page.turn.button"), URL: v.path("/" + actRate)})))}
}

// promised says the last day, what happens when it passes, and what was done when
// it has.
func (v *visit) promised() []templ.Component {
	var lines []string
	if v.Joined != "" {
		lines = append(lines, v.page.Tp("hotline.page.joined", "Ref", v.page.Words().Reference(string(v.Joined))))
	}
	if v.Away {
		lines = append(lines, v.t("hotline.page.away"))
	}
	parts := paragraphs(lines)
	if v.Clocks.Replied != "" || v.over() {
		return parts
	}
	words := "hotline.page.promise.day"
	switch {
	case v.Late || v.Clocks.ReplyBy < v.page.Today():
		words = "hotline.page.promise.over"
	case v.Urgent:
		words = "hotline.page.promise.urgent"
	}
	parts = append(parts, component.Lead(official.Strong(v.page.Tp(words, "Day", v.page.Date(v.Clocks.ReplyBy)))))
	if v.Late {
		parts = append(parts, component.Paragraph(v.t("hotline.page.promise.done")))
	}
	parts = append(parts, component.Paragraph(v.page.Tp("hotline.page.promise.missed",
		"Disabled", v.page.Phone(v.page.Hotlines().Disabled), "Government", v.page.Phone(v.page.Hotlines().Government))))
	if v.Clocks.Extended {
		parts = append(parts, component.Aside(v.t("hotline.page.promise.extended")))
	}
	if v.Clocks.Estimated {
		parts = append(parts, component.Aside(v.t("matter.promise.estimated")))
	}
	return parts
}

func paragraphs(lines []string) []templ.Component {
	var parts []templ.Component
	for _, l := range lines {
		parts = append(parts, component.Paragraph(l))
	}
	return parts
}

// replies are what the office answered, the last first: coded in the reader's
// language, and as it was written.
func (v *visit) replies() []templ.Component {
	var parts []templ.Component
	for i, r := range slices.Backward(v.Body.Replies) {
		heading := "hotline.page.reply"
		if i < len(v.Body.Replies)-1 || v.Clocks.Replied == "" { // a round before
			heading = "hotline.page.reply_before"
		}
		parts = append(parts, component.Heading(component.HeadingParams{Text: v.t(heading)}))
		if id := "reason." + line.GroupReply + "." + r.Code; v.page.Words().Has(id) {
			parts = append(parts, component.Paragraph(official.Strong(v.t(id))))
		}
		parts = append(parts, component.Quote(component.QuoteParams{
			Word: v.t("common.original"), Lang: official.OtherLanguage(v.page, r.Language), Text: r.Text,
		}))
		when := v.page.Tp("hotline.page.reply_when", "Time", v.page.DateTime(r.At))
		if r.Spoken {
			when = v.page.Tp("hotline.page.reply_spoken", "Time", v.page.DateTime(r.At))
		}
		parts = append(parts, component.Aside(when))
		var links []component.LinkItem
		for _, f := range r.Files {
			links = append(links, v.fileLink(f))
		}
		if links != nil {
			parts = append(parts, component.LinkList(links))
		}
	}
	return parts
}

// holding says who has the ticket now and how to reach them.
func (v *visit) holding() []templ.Component {
	if v.Unit == "" {
		return nil
	}
	words := "matter.holder.now"
	if v.over() {
		words = "matter.holder.was"
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: v.t(words)}), component.Paragraph(v.office().Reach(v.page, v.Unit))}
}

// said are the person's own words, as they were sent.
func (v *visit) said() []component.SummaryRow {
	lang := official.OtherLanguage(v.page, v.Language)
	rows := []component.SummaryRow{
		{Label: v.t("hotline.page.row.topic"), Values: []string{topicWords(v.page, v.Topic)}},
		{Label: v.t("hotline.page.row.words"), Values: strings.Split(v.Body.Content, "\n"), Lang: lang},
		{Label: v.t("hotline.page.row.place"), Values: v.placeLines()},
	}
	if v.Area != "" {
		rows = append(rows, component.SummaryRow{Label: v.t("hotline.page.row.area"), Values: []string{v.areaName()}})
	}
	if v.Urgent {
		rows = append(rows, component.SummaryRow{Label: v.t("hotline.page.row.urgent"), Values: []string{v.t("hotline.page.urgent.yes")}})
	}
	for _, r := range v.Body.Ratings {
		values := []string{v.t("hotline.page.score." + scoreID(r.Score))}
		for _, reason := range r.Reasons {
			values = append(values, v.t("hotline.page.unhappy."+reason))
		}
		if r.Note != "" {
			values = append(values, strings.Split(r.Note, "\n")...)
		}
		rows = append(rows, component.SummaryRow{Label: v.page.Tp("hotline.page.row.rating", "Day", v.page.DateShort(portal.DayOf(r.At))), Values: values})
	}
	return append(rows, v.notes()...)
}

// notes are the words that the person added, and those an officer wrote to them.
func (v *visit) notes() []component.SummaryRow {
	var rows []component.SummaryRow
	for _, e := range v.Events {
		act := line.Action(e.Action)
		if e.Note != "" && act != line.Rate && (v.own(e) || line.NoteForPerson(act)) {
			rows = append(rows, component.SummaryRow{
				Label: v.page.Tp("hotline.page.row.note", "Day", v.page.DateShort(portal.DayOf(e.At))), Values: strings.Split(e.Note, "\n"),
			})
		}
	}
	return rows
}

// links lead to the files that came with the ticket.
func (v *visit) links() []templ.Component {
	var links []component.LinkItem
	for _, f := range v.Body.Files {
		links = append(links, v.fileLink(f))
	}
	if links == nil {
		return nil
	}
	return []templ.Component{component.Heading(component.HeadingParams{Text: v.t("hotline.page.files.heading"), Level: 3}), component.LinkList(links)}
}
