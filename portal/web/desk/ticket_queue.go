package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/web"
)

const ticketsAddress = "/desk/tickets"

// may lets those in whose roles allow something; everybody else is told which
// role it takes.
func (p Pages) may(a office.Action, h func(v visit) error) web.Handler {
	return p.officer(func(v visit) error {
		if !office.May(v.staff, a) {
			return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
		}
		return h(v)
	})
}

// ticketer lets those in who work with tickets; which ones is the domain's.
func (p Pages) ticketer(h func(v visit) error) web.Handler { return p.may(office.SeeTickets, h) }

// tickets lists what waits for the officer, the most urgent first.
func (p Pages) tickets(v visit) error {
	filter := hotline.Filter(v.c.Query("filter"))
	if !slices.Contains(hotline.Filters(), filter) {
		filter = hotline.FilterAll
	}
	page := max(v.c.QueryInt("page", 1), 1)
	q, err := p.Tickets.Queue(v.Context(), v.staff, filter, "", page)
	if err != nil {
		return err
	}
	last := max(1, (q.Total+hotline.PageSize-1)/hotline.PageSize)
	if page > last {
		return web.Redirect303(v.c, v.ticketsPath(filter, last))
	}
	s := queueSheet{
		Title: v.Plural("desk.ticket.queue.heading", q.Counts[hotline.FilterAll]), State: v.ticketsState(q.Counts),
		Filters: v.ticketFilters(filter, q.Counts), Search: v.ticketSearch(web.Form{}),
		Table: p.ticketTable(v, q.Tickets, v.T(ticketFilterWord(filter)+".list")), Pages: v.pages(page, last, func(n int) string { return v.ticketsPath(filter, n) }),
	}
	if len(q.Tickets) == 0 {
		s.Empty = v.T("desk.ticket.queue.empty")
	}
	s.Done = v.ticketDone()
	return v.show(fiber.StatusOK, v.T("desk.ticket.frame.tickets"), queuePage(s))
}

// ticketDone says what was just done, "" when nothing was.
func (v visit) ticketDone() string {
	act := hotline.Action(v.c.Query("done"))
	if !slices.Contains(deskActs(), act) {
		return ""
	}
	return v.Tp("desk.ticket.done", "Act", v.actTitle(act))
}

func ticketFilterWord(f hotline.Filter) string {
	if f == hotline.FilterAll {
		return "desk.ticket.filter.all"
	}
	return "desk.ticket.filter." + string(f)
}

// ticketsState is the one sentence under the number.
func (v visit) ticketsState(counts map[hotline.Filter]int) string {
	urgent, late, today := counts[hotline.FilterUrgent], counts[hotline.FilterOverdue], counts[hotline.FilterToday]
	if urgent+late+today == 0 {
		return v.T("desk.ticket.queue.calm")
	}
	return v.Tp("desk.ticket.queue.state", "Urgent", urgent, "Late", late, "Today", today)
}

func (v visit) ticketFilters(now hotline.Filter, counts map[hotline.Filter]int) component.FiltersParams {
	f := component.FiltersParams{Label: v.T("desk.filter.label")}
	for _, filter := range hotline.Filters() {
		f.Links = append(f.Links, component.LinkParams{
			Text: v.Tp(ticketFilterWord(filter)+".link", "N", counts[filter]), URL: v.ticketsPath(filter, 1), Current: filter == now,
		})
	}
	return f
}

func (v visit) ticketsPath(filter hotline.Filter, page int) string {
	q := url.Values{}
	if filter != hotline.FilterAll {
		q.Set("filter", string(filter))
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return v.Path(ticketsAddress)
	}
	return v.Path(ticketsAddress) + "?" + q.Encode()
}

func (v visit) ticketPath(ref, rest string) string { return v.Path(ticketsAddress + "/" + ref + rest) }

func (v visit) ticketSearch(form web.Form, wrong ...portal.FieldError) component.SearchFieldParams {
	box := v.Form(v.Path(ticketsAddress))
	return component.SearchFieldParams{
		Action: box.Action, Hidden: box.Hidden, Post: true, Button: v.T("common.button.search"),
		Field: v.Field("q", "desk.ticket.search.label", "", wrong), Value: form.One("q"),
	}
}

// ticketsFind answers the post with the result itself, as searchSend does: digits
// of a phone stand in no address.
func (p Pages) ticketsFind(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	title := v.T("desk.ticket.search.title")
	s := searchSheet{Head: component.QuestionHeadParams{Back: v.backToTickets()}, Title: title}
	if strings.TrimSpace(form.One("q")) == "" {
		wrong := portal.FieldErrors{{Field: "q", Message: portal.Msg("desk.search.empty")}}
		v.Failed, s.Head.Summary, s.Search = true, v.ErrorSummary(wrong), v.ticketSearch(form, wrong...)
		return v.show(fiber.StatusUnprocessableEntity, title, searchPage(s))
	}
	q, err := p.Tickets.Queue(v.Context(), v.staff, hotline.FilterAll, form.One("q"), 1)
	if err != nil {
		return err
	}
	s.Search, s.Found = v.ticketSearch(form), v.Plural("desk.ticket.search.found", q.Total)
	switch {
	case q.Total == 0:
		s.Lines = []string{v.T("desk.search.none"), v.T("desk.ticket.search.scope")}
	case q.Total > len(q.Tickets):
		s.Lines = []string{v.T("desk.search.more")}
	}
	if len(q.Tickets) > 0 {
		table := p.ticketTable(v, q.Tickets, v.T("desk.search.list"))
		s.Table = &table
	}
	return v.show(fiber.StatusOK, title, searchPage(s))
}

func (v visit) backToTickets() *component.LinkParams {
	return &component.LinkParams{Text: v.T("desk.ticket.back"), URL: v.Path(ticketsAddress)}
}

// ticketTable lists tickets, the promised day first; the reference names the row,
// and no row names a person.
func (p Pages) ticketTable(v visit, tickets []hotline.Ticket, caption string) component.TableParams {
	t := component.TableParams{Caption: caption, Head: 1}
	for _, column := range []string{"due", "ref", "about", "place", "state", "unit"} {
		t.Columns = append(t.Columns, v.T("desk.ticket.column."+column))
	}
	for _, k := range tickets {
		day, _ := k.Promised()
		t.Rows = append(t.Rows, component.TableRow{
			Late: day != "" && day < v.Today(),
			Cells: []component.Cell{
				v.ticketDue(k),
				{Link: &component.LinkParams{Text: v.Words().Reference(string(k.Ref)), URL: v.ticketPath(string(k.Ref), "")}},
				v.aboutCell(k),
				{Text: p.ticketPlace(v, k)},
				{Text: v.ticketState(k)},
				{Text: p.holder(v, k)},
			},
		})
	}
	return t
}

// ticketDue says in a line of the queue how much time is left.
func (v visit) ticketDue(t hotline.Ticket) component.Cell {
	day, promise := t.Promised()
	if day == "" {
		return component.Cell{Text: v.T("desk.due.none")}
	}
	text := v.Tp("desk.ticket.due."+promise, "Day", v.DateShort(day))
	left := v.Today().Until(day)
	switch {
	case left < 0:
		return component.Cell{Tag: &component.TagParams{Text: v.Plural("desk.due.late", -left), Kind: component.TagLate}, Text: " " + text}
	case left == 0:
		return component.Cell{Tag: &component.TagParams{Text: v.T("desk.due.today"), Kind: component.TagTurn}, Text: " " + text}
	}
	return component.Cell{Text: strong(v.Plural("desk.due.left", left)) + " " + text}
}

// aboutCell says what it is about; danger and a hidden name before it, in a word.
func (v visit) aboutCell(t hotline.Ticket) component.Cell {
	cell := component.Cell{Text: v.ticketAbout(t)}
	switch {
	case t.Urgent && t.Shielded:
		cell.Tag, cell.Text = v.urgentTag(), " "+v.Tp("desk.ticket.shielded.row", "About", cell.Text)
	case t.Urgent:
		cell.Tag, cell.Text = v.urgentTag(), " "+cell.Text
	case t.Shielded:
		cell.Tag, cell.Text = &component.TagParams{Text: v.T("desk.ticket.shielded.tag")}, " "+cell.Text
	}
	return cell
}

func (v visit) urgentTag() *component.TagParams {
	return &component.TagParams{Text: v.T("desk.urgent.tag"), Kind: component.TagTurn}
}

func (v visit) ticketAbout(t hotline.Ticket) string {
	return v.Tp("desk.ticket.about", "Kind", v.ticketType(t.Type), "Topic", v.ticketTopic(t.Topic))
}

// ticketType, like ticketTopic, is "not said yet" in a call that is being taken down.
func (v visit) ticketType(t hotline.Type) string {
	if t == "" {
		return v.T("desk.ticket.type.none")
	}
	return v.T("desk.ticket.type." + string(t))
}

func (v visit) ticketTopic(t hotline.Topic) string {
	if t == "" {
		return v.T("desk.ticket.topic.none")
	}
	return v.T("desk.ticket.topic." + string(t))
}

func (v visit) ticketState(t hotline.Ticket) string {
	return v.T("desk.ticket.state." + string(t.State))
}

func (p Pages) ticketPlace(v visit, t hotline.Ticket) string {
	if t.Place == "" {
		return v.T("desk.ticket.place.none")
	}
	return v.Place(p.Desk.Units.Places(), t.Place)
}

// holder is who has a ticket now.
func (p Pages) holder(v visit, t hotline.Ticket) string {
	switch {
	case t.Away:
		return v.Tp("desk.ticket.away.unit", "Phone", v.Hotlines().Government)
	case t.Unit == "":
		return v.T("desk.ticket.unit.none")
	}
	return p.office().UnitName(v.Page, t.Unit)
}
