package desk

import (
	"net/url"
	"slices"
	"strconv"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web"
)

// queueSheet is what the queue shows.
type queueSheet struct {
	Title   string
	Done    string // what was just done to a case that is out of sight now; "" else
	State   string
	Filters component.FiltersParams
	Search  component.SearchFieldParams
	Empty   string // instead of a table; "" when there are rows
	Table   component.TableParams
	Pages   *component.PaginationParams
}

// What stands still with an institution or hangs on a board has filters of its own.
const (
	filterAssessment application.Filter = "assessment"
	filterNotice     application.Filter = "notice"
)

func filters() []application.Filter {
	return []application.Filter{
		application.FilterAll, application.FilterOverdue, application.FilterToday, application.FilterSubmitted,
		application.FilterAccepted, application.FilterReview, application.FilterWaiting, filterAssessment, filterNotice,
		application.FilterDecided,
	}
}

// queue lists what the officer's units have to do. One trip reads the page and
// all counts.
func (p Pages) queue(v visit) error {
	if to := v.elsewhere(); to != "" {
		return web.Redirect303(v.c, v.Path(to))
	}
	filter := application.Filter(v.c.Query("filter"))
	if !slices.Contains(filters(), filter) {
		filter = application.FilterAll
	}
	page := max(v.c.QueryInt("page", 1), 1)
	q, err := p.Desk.Queue(v.Context(), v.staff, filter, "", page)
	if err != nil {
		return err
	}
	last := max(1, (q.Total+desk.PageSize-1)/desk.PageSize)
	if page > last {
		return web.Redirect303(v.c, v.queuePath(filter, last))
	}
	table, err := p.table(v, q.Cases, v.T(filterWord(filter, ".list")))
	if err != nil {
		return err
	}
	n := q.Counts[application.FilterAll]
	s := queueSheet{
		Title: v.Plural("desk.queue.heading", n), State: v.queueState(q.Counts),
		Filters: v.filterLinks(filter, q.Counts), Search: v.searchField(web.Form{}, ""),
		Table: table, Pages: v.pages(page, last, func(n int) string { return v.queuePath(filter, n) }),
	}
	if w, known := wayOf(v.c.Query("done")); known {
		s.Done = v.T("desk.do." + w.path + ".done")
	}
	if len(q.Cases) == 0 {
		s.Empty = v.T("desk.queue.empty")
	}
	return v.show(200, v.T("desk.frame.queue"), queuePage(s))
}

// elsewhere is where somebody works who sees no case, "" for who does.
func (v visit) elsewhere() string {
	switch {
	case office.May(v.staff, office.SeeCase):
		return ""
	case office.May(v.staff, office.Pay):
		return "/desk/pay"
	case office.May(v.staff, office.SeeTickets):
		return ticketsAddress
	}
	return ""
}

func filterWord(f application.Filter, part string) string {
	if f == application.FilterAll {
		return "desk.filter.all" + part
	}
	return "desk.filter." + string(f) + part
}

// queueState is the one sentence under the number.
func (v visit) queueState(counts map[application.Filter]int) string {
	late, today := counts[application.FilterOverdue], counts[application.FilterToday]
	if late == 0 && today == 0 {
		return v.T("desk.queue.calm")
	}
	return v.Tp("desk.queue.state", "Late", late, "Today", today)
}

func (v visit) filterLinks(now application.Filter, counts map[application.Filter]int) component.FiltersParams {
	f := component.FiltersParams{Label: v.T("desk.filter.label")}
	for _, filter := range filters() {
		f.Links = append(f.Links, component.LinkParams{
			Text: v.Tp(filterWord(filter, ".link"), "N", counts[filter]), URL: v.queuePath(filter, 1), Current: filter == now,
		})
	}
	return f
}

func (v visit) queuePath(filter application.Filter, page int) string {
	q := url.Values{}
	if filter != application.FilterAll {
		q.Set("filter", string(filter))
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return v.Path("/desk")
	}
	return v.Path("/desk") + "?" + q.Encode()
}

// pages leads through a list of which at says the address of a page.
func (v visit) pages(page, last int, at func(page int) string) *component.PaginationParams {
	if last < 2 {
		return nil
	}
	p := &component.PaginationParams{
		Label: v.T("common.paging.label"), Text: v.Tp("common.paging.position", "Page", page, "Pages", last),
	}
	if page > 1 {
		p.Previous = &component.LinkParams{Text: v.T("common.paging.previous"), URL: at(page - 1)}
	}
	if page < last {
		p.Next = &component.LinkParams{Text: v.T("common.paging.next"), URL: at(page + 1)}
	}
	return p
}

// table lists cases, deadline first; the reference names the row.
func (p Pages) table(v visit, cases []application.Case, caption string) (component.TableParams, error) {
	t := component.TableParams{Caption: caption, Head: 1}
	for _, column := range []string{"due", "ref", "name", "service", "state", "unit"} {
		t.Columns = append(t.Columns, v.T("desk.column."+column))
	}
	for _, c := range urgentFirst(cases) {
		opens, err := p.Desk.OpensAt(v.Context(), c)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, component.TableRow{
			Late: running(c) && c.Due < v.Today(),
			Cells: []component.Cell{
				v.deadlineCell(c, opens),
				{Link: &component.LinkParams{Text: v.Words().Reference(string(c.Ref)), URL: v.casePath(string(c.Ref), "")}},
				{Text: v.applicant(c)},
				{Text: p.serviceWord(v, c, "short")},
				v.stateCell(c),
				{Text: p.office().UnitName(v.Page, c.Unit)},
			},
		})
	}
	return t, nil
}

// urgentFirst puts the urgent cases that the office has before the others of the
// page; both stay in the order of their deadlines.
func urgentFirst(cases []application.Case) []application.Case {
	sorted := slices.Clone(cases)
	slices.SortStableFunc(sorted, func(a, b application.Case) int { return hurry(b) - hurry(a) })
	return sorted
}

func hurry(c application.Case) int {
	if c.Urgent && slices.Contains([]matter.State{matter.Submitted, matter.Accepted, matter.InReview}, c.State) {
		return 1
	}
	return 0
}

func (v visit) stateCell(c application.Case) component.Cell {
	cell := component.Cell{Text: v.T("desk.state." + string(c.State))}
	if hurry(c) > 0 {
		cell.Tag, cell.Text = &component.TagParams{Text: v.T("desk.urgent.tag"), Kind: component.TagTurn}, " "+cell.Text
	}
	return cell
}

// serviceWord says a service by name; one taken out of the catalogue goes by its id.
func (p Pages) serviceWord(v visit, c application.Case, path string) string {
	if s, ok := p.Desk.Catalogue.Service(c.Service); ok {
		return v.T(s.WordID(path))
	}
	return v.Name(c.Service)
}

// applicant names whose case it is; the name of a deleted person is gone for good.
func (v visit) applicant(c application.Case) string {
	if c.Body.Name == "" {
		return v.T("desk.queue.deleted")
	}
	return v.person(c.Body.Name)
}
