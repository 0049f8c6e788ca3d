package desk

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/banner"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/desk"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/search"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Pages are the pages of the area and what they stand on; every field is needed.
// Officers use the browser's one session cookie with a session of kind staff, so
// that one browser is never a resident's and an officer's at once.
type Pages struct {
	Desk    *desk.Desk
	SignIns office.SignIns
	Staff   office.StaffStore
	Payroll *benefit.Payroll
	Tickets *hotline.Desk
	Outbox  delivery.Counter
	Banners *banner.Desk
	Guides  search.Index // of the catalogue, as residents' pages have it

	Applications *application.Applications
	// Tell puts a draft into the words its person reads.
	Tell func(page *web.Page, v *application.View) official.Told
	// Draw shows a question of a draft as its person's page does.
	Draw Drawer
	// Write puts a message into words, in the language it is written in.
	Write func(page *web.Page, m delivery.Message) (delivery.Text, error)
	// Reread puts what was sent into the officer's words; false when it cannot.
	Reread func(page *web.Page, c application.Case) (application.Declaration, bool)
}

// Drawer draws a question of a draft for an operator.
type Drawer interface {
	Question(page *web.Page, q official.Asked) templ.Component
}

// Mount serves the area's addresses.
func (p Pages) Mount(s *web.Server) {
	s.Get("/desk/sign-in", p.signIn)
	s.Post("/desk/sign-in", p.signInSend)
	s.Get("/desk/sign-out", p.signedOut)
	s.Post("/desk/sign-out", p.signOut)
	s.Get("/desk", p.officer(p.queue))
	s.Get("/desk/search", p.officer(p.search))
	s.Post("/desk/search", p.officer(p.searchSend))
	s.Get("/desk/cases/:ref", p.officer(p.caseOpen))
	s.Post("/desk/cases/:ref", p.officer(p.caseChoose))
	s.Get("/desk/cases/:ref/files/:file", p.officer(p.file))
	s.Get("/desk/cases/:ref/official/:kind", p.officer(p.official))
	s.Get("/desk/cases/:ref/notice", p.officer(p.notice))
	s.Post("/desk/cases/:ref/seen", p.officer(p.seen))
	s.Get("/desk/cases/:ref/:act", p.officer(p.act))
	s.Post("/desk/cases/:ref/:act", p.officer(p.actSend))
	s.Get(helpAddress, p.operator(p.help))
	s.Post(helpAddress, p.operator(p.helpSend))
	s.Get(helpAddress+"/:share", p.operator(p.told))
	s.Get(helpAddress+"/:share/:step", p.operator(p.ask))
	s.Post(helpAddress+"/:share/:step", p.operator(p.askSend))
	s.Get(beginAddress, p.operator(p.begin))
	s.Post(beginAddress, p.operator(p.beginSend))
	p.mountTickets(s)
	s.Get("/desk/pay", p.payer(p.runs))
	s.Get("/desk/pay/new", p.payer(p.draft))
	s.Post("/desk/pay/new", p.payer(p.draftSend))
	s.Get("/desk/pay/:run", p.payer(p.run))
	s.Upload("/desk/pay/:run", p.payer(p.runSend))
	s.Get("/desk/pay/:run/file", p.payer(p.runFile))
}

func (p Pages) mountTickets(s *web.Server) {
	s.Get(ticketsAddress, p.ticketer(p.tickets))
	s.Post(ticketsAddress, p.ticketer(p.ticketsFind))
	s.Get(ticketsAddress+"/:ref", p.ticketer(p.ticket))
	s.Post(ticketsAddress+"/:ref", p.ticketer(p.ticketChoose))
	s.Get(ticketsAddress+"/:ref/files/:file", p.ticketer(p.ticketFile))
	s.Get(ticketsAddress+"/:ref/:act", p.ticketer(p.ticketAct))
	s.Upload(ticketsAddress+"/:ref/:act", p.ticketer(p.ticketSend))
	s.Get(intakeAddress, p.operator(p.intake))
	s.Post(intakeAddress, p.operator(p.intakeSend))
	s.Get(intakeAddress+"/:ref", p.operator(p.intakeOpen))
	s.Post(intakeAddress+"/:ref", p.operator(p.intakeSend))
	s.Get(intakeAddress+"/:ref/discard", p.operator(p.discard))
	s.Post(intakeAddress+"/:ref/discard", p.operator(p.discardSend))
	s.Get(callsAddress, p.ticketer(p.calls))
	s.Post(callsAddress, p.ticketer(p.callsAgain))
	s.Get(lettersAddress, p.poster(p.letters))
	s.Post(lettersAddress, p.poster(p.lettersSend))
	s.Get(lettersAddress+"/:letter", p.poster(p.letter))
	s.Get(bannerAddress, p.may(office.Announce, p.banner))
	s.Post(bannerAddress, p.may(office.Announce, p.bannerWrite))
	s.Post(bannerAddress+"/:banner", p.may(office.Announce, p.bannerEnd))
	s.Get(knowledgeAddress, p.ticketer(p.knowledge))
}

// visit is one request of an officer who is signed in.
type visit struct {
	*web.Page
	c     *fiber.Ctx
	staff office.Staff
}

// officer lets staff in whose account runs, and puts unit, menu and sign-out
// around the page. Refusals that name a way on become pages of their own.
func (p Pages) officer(h func(v visit) error) web.Handler {
	return func(c *fiber.Ctx, page *web.Page) error {
		if err := page.Require(session.Staff); err != nil {
			return err
		}
		staff, err := p.Staff.Staff(page.Context(), page.Session.Subject)
		if portal.Is(err, portal.KindNotFound) || err == nil && !staff.Active(page.Today()) {
			return p.ended(page)
		}
		if err != nil {
			return err
		}
		v := visit{Page: page, c: c, staff: staff}
		v.frame(p.office())
		return p.refuse(v, h(v))
	}
}

// ended closes the session of an account that is over.
func (p Pages) ended(page *web.Page) error {
	if err := page.SignOut(false); err != nil {
		return err
	}
	return &portal.Error{Kind: portal.KindSignIn}
}

func (v visit) frame(names official.Office) {
	v.Robots = "noindex"
	v.Desk = &web.Desk{
		Unit:    names.UnitName(v.Page, v.staff.Unit),
		SignOut: v.Tp("desk.frame.sign_out", "Name", v.Name(v.staff.Name)),
	}
	if v.elsewhere() == "" {
		v.Desk.Menu = []component.LinkParams{v.menuLink("desk.frame.queue", "/desk"), v.menuLink("desk.frame.search", "/desk/search")}
	}
	if office.May(v.staff, office.Pay) {
		v.Desk.Menu = append(v.Desk.Menu, v.menuLink("desk.frame.pay", "/desk/pay"))
	}
	if office.May(v.staff, office.SeeTickets) {
		v.Desk.Menu = append(v.Desk.Menu, v.menuLink("desk.ticket.frame.tickets", ticketsAddress), v.menuLink("desk.calls.frame", callsAddress), v.menuLink("desk.knowledge.frame", knowledgeAddress))
	}
	if office.May(v.staff, office.OpenDraft) {
		v.Desk.Menu = append(v.Desk.Menu, v.menuLink("desk.intake.frame", intakeAddress), v.menuLink("desk.frame.help", helpAddress))
	}
	if v.posts() {
		v.Desk.Menu = append(v.Desk.Menu, v.menuLink("desk.letters.frame", lettersAddress))
	}
	if office.May(v.staff, office.Announce) {
		v.Desk.Menu = append(v.Desk.Menu, v.menuLink("desk.banner.frame", bannerAddress))
	}
}

func (v visit) menuLink(words, path string) component.LinkParams {
	url := v.Path(path)
	return component.LinkParams{Text: v.T(words), URL: url, Current: v.Here() == url}
}

// person names somebody where text may be marked: a typed name marks nothing.
func (v visit) person(name string) string { return v.Name(official.Plain(name)) }

// office says things about cases as residents' pages do.
func (p Pages) office() official.Office {
	return official.Office{Catalogue: p.Desk.Catalogue, Units: p.Desk.Units}
}

func (v visit) back() *component.LinkParams {
	return &component.LinkParams{Text: v.T("desk.back.queue"), URL: v.Path("/desk")}
}

func (v visit) casePath(ref, rest string) string { return v.Path("/desk/cases/" + ref + rest) }

// show renders a page that has its own title.
func (v visit) show(status int, title string, content templ.Component) error {
	v.Title = title
	return v.Render(status, content)
}
