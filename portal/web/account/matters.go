package account

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// mattersSheet is everything about a person on one page: what is the reader's
// turn first, headed plain lists after it, never tabs (design §5).
type mattersSheet struct {
	Title    string
	Turn     *component.NoticeParams
	TurnTo   []component.ButtonLinkParams
	Sections []section
	Empty    string // said when there is nothing yet; "" else
	Start    component.ButtonLinkParams
	Acting   actingSheet
	Identity *actingSheet // nil on another's page
}

// section is a heading with a list of links or of plain sentences.
type section struct {
	Title string
	Note  string // said before the list; "" for nothing
	Links []component.LinkItem
	Lines []string
}

// actingSheet says who acts for whom, or who the reader is.
type actingSheet struct {
	Title string
	Lines []string
	Links []component.LinkItem
}

// matters shows what a person has under way and what it came to.
func (p Pages) matters(c *fiber.Ctx, page *web.Page) error {
	m, err := p.Applications.Matters(page.Context(), c.Params("person"))
	if err != nil {
		return err
	}
	tickets, err := p.Tickets.Mine(page.Context(), page.Actor.ID, m.Known.Person.ID)
	if err != nil {
		return err
	}
	standOn(page, m.Known)
	page.Menu = web.MenuMe
	s, err := p.mattersContent(page, m, ticketsOf(page, m.Known.Person.ID, tickets))
	if err != nil {
		return err
	}
	return page.Show(mattersPage(s))
}

func (p Pages) mattersContent(page *web.Page, m application.Matters, t tickets) (mattersSheet, error) {
	s := mattersSheet{Start: component.ButtonLinkParams{
		Text: page.T("account.matters.start"), URL: page.Path("/services"), Kind: component.ButtonSecondary,
	}}
	page.Title, s.Title = page.T("account.matters.title"), page.T("account.matters.title")
	if m.Known.Link.ForOther() {
		page.Title = page.T("account.matters.title_other")
		s.Title = page.Tp("account.matters.heading_other", "Name", page.Name(m.Known.Person.First(account.FieldName)))
	}
	s.addTurn(page, m, t)
	running, finished := split(m.Cases)
	s.add(page, "drafts", section{Links: append(p.draftRows(page, m.Drafts), t.drafts...)})
	s.add(page, "running", section{Links: append(caseRows(page, running), t.running...)})
	s.add(page, "finished", section{Links: append(caseRows(page, finished), t.finished...)})
	s.add(page, "have", section{Links: haveRows(page, m)})
	nothing := len(s.Sections) == 0
	if err := p.addEntitled(page, &s, m.Known.Person.ID); err != nil {
		return s, err
	}
	s.add(page, "notices", section{Lines: noticeLines(page, m.Notices)})
	acting, err := p.acting(page, m.Known)
	s.Acting, s.Identity = acting, identity(page, m.Known)
	if nothing && len(m.Notices) == 0 {
		s.Empty = page.T("account.matters.empty")
		if len(acting.Links) > 1 {
			s.Empty = page.T("account.matters.empty_helper")
		}
	}
	return s, err
}

// add leaves empty sections out.
func (s *mattersSheet) add(page *web.Page, name string, sec section) {
	if len(sec.Links)+len(sec.Lines) > 0 {
		sec.Title = page.T("account.matters." + name)
		s.Sections = append(s.Sections, sec)
	}
}

// addTurn tells what only the reader can move on: money that came back, papers
// that were asked for, a word on a reply.
func (s *mattersSheet) addTurn(page *web.Page, m application.Matters, t tickets) {
	lines := s.addReturned(page, m)
	for _, c := range m.Cases {
		if c.State != matter.SupplementRequested {
			continue
		}
		name := serviceName(page, c.Service)
		lines = append(lines, turnLine(page, c, name))
		s.TurnTo = append(s.TurnTo, component.ButtonLinkParams{
			Text: page.Tp("account.matters.turn_button", "Service", name, "Ref", reference(page, c.Ref)), URL: caseAddress(page, c),
		})
	}
	lines, s.TurnTo = append(lines, t.turn...), append(s.TurnTo, t.turnTo...)
	if lines != nil {
		s.Turn = &component.NoticeParams{Kind: component.NoticeTurn, Heading: page.T("account.matters.turn"), Lines: lines}
	}
}

func turnLine(page *web.Page, c application.Case, name string) string {
	if n := len(c.Body.Asked); n > 0 && c.Body.Asked[n-1].Until != "" {
		return page.Tp("account.matters.turn_until", "Service", name, "Day", page.Date(c.Body.Asked[n-1].Until))
	}
	return page.Tp("account.matters.turn_text", "Service", name)
}

// split parts cases by whether anything is still to be decided.
func split(cases []application.Case) (running, finished []application.Case) {
	for _, c := range cases {
		if c.State.Open() {
			running = append(running, c)
			continue
		}
		finished = append(finished, c)
	}
	return running, finished
}

// draftProgress is how many drafts say at which question they stand; each costs
// a trip to the store.
const draftProgress = 5

func (p Pages) draftRows(page *web.Page, drafts []application.Draft) []component.LinkItem {
	var rows []component.LinkItem
	for i, d := range drafts {
		if d.Case != "" {
			continue
		}
		row := component.LinkItem{Link: component.LinkParams{
			Text:   page.Tp("account.matters.draft_link", "Service", serviceName(page, d.Service)),
			Hidden: page.Tp("account.matters.draft_hidden", "Time", page.DateTime(d.Created)),
			URL:    draftAddress(page, d, application.CheckStep),
		}}
		if i < draftProgress {
			p.addProgress(page, &row, d)
		}
		if d.Starter.ID != page.Actor.ID {
			row.Text = official.Sentences(page, row.Text, page.T("account.matters.draft_helper"))
		}
		rows = append(rows, row)
	}
	return rows
}

func (p Pages) addProgress(page *web.Page, row *component.LinkItem, d application.Draft) {
	view, err := p.Applications.View(page.Context(), application.Where{Person: d.Person, Draft: d.ID})
	if err != nil {
		return // the list stays useful without it
	}
	journey := view.Journey()
	step := journey.Resume()
	row.Link.URL = draftAddress(page, d, step)
	n, of := journey.Number(step)
	id := "account.matters.draft_step"
	if journey.Done() {
		id, n = "account.matters.draft_ready", 0
	}
	row.Text = draftWords(page, id, d, n, of)
	if len(view.Waiting()) > 0 {
		row.Text = official.Sentences(page, row.Text, page.T("account.matters.draft_marks"))
	}
}

func draftWords(page *web.Page, id string, d application.Draft, n, of int) string {
	started, until := page.DateTime(d.Updated), page.DateShort(d.Expires)
	if n == 0 {
		return page.Tp(id, "Time", started, "Until", until)
	}
	return page.Tp(id, "Time", started, "Until", until, "Step", n, "Steps", of)
}

func caseRows(page *web.Page, cases []application.Case) []component.LinkItem {
	var rows []component.LinkItem
	for _, c := range cases {
		rows = append(rows, component.LinkItem{
			Link: component.LinkParams{
				Text: page.Tp("account.matters.case_link", "Service", serviceName(page, c.Service), "Ref", reference(page, c.Ref)),
				URL:  caseAddress(page, c),
			},
			Text: caseWords(page, c),
		})
	}
	return rows
}

// caseWords says where a case stands, and until when the office has promised an
// answer; while papers are missing the clock stands and no day is told.
func caseWords(page *web.Page, c application.Case) string {
	state := page.T("account.state." + string(c.State))
	if !c.State.Open() || c.State == matter.SupplementRequested || c.Promised == "" {
		return page.Tp("account.matters.case_text", "State", state)
	}
	return page.Tp("account.matters.case_until", "State", state, "Day", page.Date(c.Promised))
}

func caseAddress(page *web.Page, c application.Case) string {
	return forPerson(page, c.Person, "/cases/"+string(c.Ref))
}

func reference(page *web.Page, ref matter.Reference) string {
	return page.Words().Reference(string(ref))
}
