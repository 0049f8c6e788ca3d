package apply

import (
	"github.com/gofiber/fiber/v2"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web"
)

// Pages are the pages of the area and what they stand on.
type Pages struct {
	Applications *application.Applications
}

// Mount serves the area's addresses (contract 3).
func (p Pages) Mount(s *web.Server) {
	const draft = "/for/:person/drafts/:draft"
	s.Get(draft, signedIn(p.resume))
	s.Get(draft+"/check", signedIn(p.check))
	s.Post(draft+"/check", p.send)
	s.Get(draft+"/delete", signedIn(p.discard))
	s.Post(draft+"/delete", signedIn(p.discardNow))
	s.Get(draft+"/"+application.OtherStep, signedIn(p.other))
	s.Post(draft+"/"+application.OtherStep, signedIn(p.otherNow))
	s.Get(draft+"/"+helpPath, signedIn(p.resume))
	s.Upload(draft+"/"+helpPath, p.helpRenew)
	s.Get(draft+"/"+helpStopPath, signedIn(p.resume))
	s.Upload(draft+"/"+helpStopPath, p.helpStop)
	s.Get(draft+"/"+marksPath, signedIn(p.resume))
	s.Post(draft+"/"+marksPath, p.decide)
	s.Get(draft+"/:step", signedIn(p.question))
	s.Upload(draft+"/:step", p.answer)
}

// signedIn lets residents and helpers in and leads everybody else to sign-in and
// back.
func signedIn(h web.Handler) web.Handler {
	return func(c *fiber.Ctx, page *web.Page) error {
		if err := page.Require(session.Resident); err != nil {
			return err
		}
		return h(c, page)
	}
}

// where reads the draft's address.
func where(c *fiber.Ctx) application.Where {
	return application.Where{Person: c.Params("person"), Draft: c.Params("draft")}
}

func draftPath(page *web.Page, w application.Where, step string) string {
	return page.Path("/for/" + w.Person + "/drafts/" + w.Draft + "/" + step)
}

func personPath(page *web.Page, person string) string { return page.Path("/for/" + person) }

func casePath(page *web.Page, person, ref string) string {
	return page.Path("/for/" + person + "/cases/" + ref)
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

// open reads the draft of the address.
func (p Pages) open(c *fiber.Ctx, page *web.Page) (*sheet, error) {
	w := where(c)
	v, err := p.Applications.View(page.Context(), w)
	if err != nil {
		return nil, err
	}
	standOn(page, v.Known)
	return &sheet{page: page, view: v, where: w, units: p.Applications.Units, relation: v.Known.Link.Relation}, nil
}

// resume leads to where the reader goes on: the journey knows, nothing else does.
func (p Pages) resume(c *fiber.Ctx, page *web.Page) error {
	s, err := p.open(c, page)
	if err != nil {
		return err
	}
	if ref := s.view.Draft.Case; ref != "" {
		return web.Redirect303(c, casePath(page, s.where.Person, string(ref)))
	}
	return web.Redirect303(c, draftPath(page, s.where, s.view.Journey().Resume()))
}

// checkSize refuses large bodies where no file is expected: the address of a
// question is also that of a paper, so that the kernel lets both through.
func checkSize(c *fiber.Ctx) error {
	if len(c.Request().Body()) > web.MaxBody {
		return &portal.Error{Kind: portal.KindTooLarge}
	}
	return nil
}
