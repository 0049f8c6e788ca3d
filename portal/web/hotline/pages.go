package hotline

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Pages are the pages of the area and what they stand on; every field is needed.
type Pages struct {
	Tickets  *line.Tickets
	Accounts *account.Accounts
}

// Mount serves the area's addresses (contract 3). A ticket lies in its person's
// area, and beside it for who only knows its code.
func (p Pages) Mount(s *web.Server) {
	s.Get("/hotline", p.front)
	s.Get("/hotline/answers", p.answers)
	s.Get("/hotline/open", p.door)
	s.Post("/hotline/open", p.enter)
	s.Get("/hotline/new", p.begin)
	s.Post("/hotline/new", p.beginNow)
	for _, ticket := range []string{"/hotline/t/:ref", "/for/:person/tickets/:ref"} {
		s.Get(ticket, p.show)
		s.Get(ticket+"/files/:file", p.file)
		s.Upload(ticket+"/"+stepWords, p.partNow)
		s.Get(ticket+"/:part", p.part)
		s.Post(ticket+"/:part", p.partNow)
	}
}

// held is the cookie with which somebody who did not sign in holds one ticket: its
// reference, and a token only we can make. Without it there is no way on, and it goes with the browser.
const held = "ticket"

// hold keeps a ticket for a reader who has no other right to it.
func hold(page *web.Page, ref matter.Reference, token string) {
	page.Carry(held, string(ref)+"-"+token)
}

// heldTicket is what this browser holds; "" for nothing.
func heldTicket(page *web.Page) (ref, token string) {
	ref, token, _ = strings.Cut(page.Carried(held), "-")
	return ref, token
}

// visit is one look at a ticket, and what was typed on its page.
type visit struct {
	line.Ticket
	Pages
	page   *web.Page
	holder line.Holder
	known  account.Known // of who signed in
	base   string        // address of the ticket, without language
	back   string        // question to come back to after a change
	form   *web.Form     // what was posted; nil on a fresh page
	errs   portal.FieldErrors
	down   bool // made from memory, the store is away
}

// open reads the ticket of the address. The visit is there with an error too, for
// the page that keeps what was typed.
func (p Pages) open(c *fiber.Ctx, page *web.Page) (*visit, error) {
	ref, err := matter.ParseReference(c.Params("ref"))
	if err != nil {
		return nil, portal.NotFound()
	}
	v := &visit{Pages: p, page: page, base: "/hotline/t/" + string(ref), back: c.Query(fieldBack)}
	v.Ref, v.State, page.Menu = ref, matter.TicketDraft, web.MenuHotline
	if err := v.come(c.Params("person")); err != nil {
		return v, err
	}
	t, err := p.Tickets.Open(page.Context(), v.holder, string(ref))
	if err == nil {
		v.Ticket = t
	}
	return v, err
}

// come finds out by what right the reader looks.
func (v *visit) come(person string) error {
	if person == "" {
		if ref, token := heldTicket(v.page); ref == string(v.Ref) {
			v.holder.Token = token
		}
		return nil
	}
	v.base, v.page.Menu = "/for/"+person+"/tickets/"+string(v.Ref), web.MenuMe
	if err := v.page.Require(session.Resident); err != nil {
		return err
	}
	v.holder = line.Holder{Identity: v.page.Actor.ID, Person: person}
	known, err := v.Tickets.Known(v.page.Context(), v.holder)
	if err != nil {
		return err
	}
	v.known = known
	standOn(v.page, known)
	return nil
}

// standOn tells the frame who reads and for whom (decisions 24).
func standOn(page *web.Page, k account.Known) {
	page.ReaderName = k.Own.First(account.FieldName)
	if k.Link.ForOther() {
		page.Acting = &web.Acting{
			Relation: string(k.Link.Relation), Name: k.Person.First(account.FieldName), OwnURL: page.Path("/me"),
		}
	}
}

// path is an address of the ticket; "" is its page.
func (v *visit) path(rest string) string { return v.page.Path(v.base + rest) }

func (v *visit) number() string { return v.page.Words().Reference(string(v.Ref)) }

// byCode reports whether the reader has the ticket by its code alone.
func (v *visit) byCode() bool { return v.holder.Identity == "" }

func (v *visit) t(id string) string { return v.page.T(id) }

func (v *visit) office() official.Office { return official.Office{Units: v.Tickets.Units} }

// home is where the reader's tickets are listed, or the hotline's page.
func (v *visit) home() component.LinkParams {
	if v.byCode() {
		return component.LinkParams{Text: v.t("hotline.page.back"), URL: v.page.Path("/hotline")}
	}
	return component.LinkParams{Text: v.t("matter.back"), URL: v.page.Path("/for/" + v.holder.Person)}
}

// key is the idempotency key of the form: that which came back, or a fresh one.
func (v *visit) key() component.HiddenParams {
	if v.form != nil && v.form.One(web.FieldKey) != "" {
		return component.HiddenParams{Name: web.FieldKey, Value: v.form.One(web.FieldKey)}
	}
	return v.page.KeyField()
}

// lost answers a look at a ticket that is not the reader's: who signed in is led to
// it where it is theirs, everybody else to the page that asks for the code. Whether
// there is such a ticket nobody learns.
func (p Pages) lost(c *fiber.Ctx, page *web.Page, v *visit, err error) error {
	if !portal.Is(err, portal.KindNotFound) || v == nil || !v.byCode() || c.Params("person") != "" {
		return err
	}
	if to := p.home(page, v.Ref); to != "" {
		return web.Redirect303(c, to)
	}
	return page.Render(fiber.StatusNotFound, doorPage(page, web.Form{}, nil, v.number()))
}

// kinShown bounds in how many areas a ticket is looked for.
const kinShown = 10

// home is the address of a ticket in the area of a person the reader acts for, its
// own person's first; "" when it is in none.
func (p Pages) home(page *web.Page, ref matter.Reference) string {
	if page.Require(session.Resident) != nil {
		return ""
	}
	kin, err := p.Accounts.Relatives(page.Context())
	if err != nil {
		return ""
	}
	found := ""
	for _, k := range kin[:min(len(kin), kinShown)] {
		h := line.Holder{Identity: page.Actor.ID, Person: k.Link.Person}
		t, err := p.Tickets.Open(page.Context(), h, string(ref))
		at := page.Path("/for/" + k.Link.Person + "/tickets/" + string(ref))
		switch {
		case err == nil && t.Person == k.Link.Person:
			return at
		case err == nil && found == "": // it came from the own phone
			found = at
		}
	}
	return found
}
