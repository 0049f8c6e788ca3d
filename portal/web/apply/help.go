package apply

import (
	"net/url"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web"
)

// Addresses below a draft, and the field in which the button that asks for
// another code brings its key: the form's own key belongs to the answers.
const (
	helpPath     = "help"
	helpStopPath = "help/stop"
	fieldRenew   = "_renew"
	answerForm   = "answer" // id of the page's form
)

// offer gives the page its code to read out. Without one it works as well.
func (p Pages) offer(s *sheet) { p.Applications.OfferShare(s.page.Context(), s.view) }

// helpStop ends what an operator sees.
func (p Pages) helpStop(c *fiber.Ctx, page *web.Page) error {
	return p.help(c, page, func(s *sheet) error { return p.Applications.StopShare(page.Context(), s.view) })
}

// helpRenew makes another code; a post without a key comes from no page of ours
// and only leads to one (decisions 12).
func (p Pages) helpRenew(c *fiber.Ctx, page *web.Page) error {
	return p.help(c, page, func(s *sheet) error {
		key := s.form.One(fieldRenew)
		if key == "" {
			return nil
		}
		return p.Applications.RenewShare(page.Context(), s.view, key)
	})
}

// help does something with the code and shows the page again with everything that
// was typed and not kept yet. A redirect would lose that; doing it twice changes
// nothing, so a repeat is harmless.
func (p Pages) help(c *fiber.Ctx, page *web.Page, do func(*sheet) error) error {
	if err := page.Require(session.Resident); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	s, err := p.open(c, page)
	if err == nil {
		s.form = &form
		err = do(s)
	}
	if err != nil {
		return p.refused(c, page, form, err)
	}
	return p.typedAgain(c, s)
}

// typedAgain shows the page a form came from, with what stands in it.
func (p Pages) typedAgain(c *fiber.Ctx, s *sheet) error {
	step := s.form.One(fieldStep)
	station, ok := s.view.Journey().Find(step)
	if s.view.Draft.Case != "" || !ok && step != application.CheckStep {
		return p.resume(c, s.page)
	}
	s.page.Return = draftPath(s.page, s.where, step)
	content, err := p.pageOf(c, s, station)
	if err != nil {
		return err
	}
	return s.page.Show(content)
}

// pageOf is the page of a step, or check answers for the station of none.
func (p Pages) pageOf(c *fiber.Ctx, s *sheet, station application.Station) (templ.Component, error) {
	if station.Step.ID == "" {
		return p.checkPage(s)
	}
	s.edit(station.Step, "")
	return p.stepPage(c, s, station)
}

// readOut puts the code into the help block, with what an operator sees, until
// when, and the one thing to do about it. intro are the words before the digits. The button belongs to the page's form:
// what was typed comes along.
func (s *sheet) readOut(intro string) {
	share, now := s.view.Share, s.page.Now()
	if s.down || share.ID == "" {
		return
	}
	button := func(words, path string) *component.ButtonParams {
		return &component.ButtonParams{
			Text: s.page.T(words), Kind: component.ButtonSecondary, Form: answerForm, Action: draftPath(s.page, s.where, path),
		}
	}
	code := &component.HelpCode{}
	switch {
	case share.Live(now):
		lines := s.page.Hotlines()
		code.Intro = s.page.Tp(intro, "Disabled", s.page.Phone(lines.Disabled), "Government", s.page.Phone(lines.Government))
		code.Code = s.page.Name(share.Grouped())
		code.Lines = []string{s.page.T("apply.help.sees"), s.page.Tp("apply.help.until", "Time", s.clock(share.Until))}
		if share.Watched(now) {
			code.Watched = s.watched(share)
			code.Button = button("apply.help.stop", helpStopPath)
		}
	case share.Spent(now):
		words := "apply.help.late"
		if !share.Ended.IsZero() {
			words = "apply.help.stopped"
		}
		code.Lines = []string{s.page.T(words)}
		code.Button = button("apply.help.renew", helpPath)
		code.Button.Name, code.Button.Value = fieldRenew, portal.NewID()
	default:
		return
	}
	s.page.Code = code
}

// askHotline leads from the help block to a ticket that carries the question.
func (s *sheet) askHotline(step string) {
	query := url.Values{"for": {s.where.Person}, "service": {s.view.Service.ID}, "question": {step}, "draft": {s.where.Draft}}
	s.page.Ask = &component.LinkParams{Text: s.page.T("apply.help.hotline"), URL: s.page.Path("/hotline/new?" + query.Encode())}
}

// looking says at the top of the page that an operator sees it.
func (s *sheet) looking() []templ.Component {
	share := s.view.Share
	if s.down || !share.Watched(s.page.Now()) {
		return nil
	}
	return []templ.Component{component.Notice(component.NoticeParams{Lines: []string{
		s.watched(share), s.page.Tp("apply.help.how_to_stop", "Button", s.page.T("apply.help.stop")),
	}})}
}

func (s *sheet) watched(share application.Share) string {
	return s.page.Tp("apply.help.watched", "Time", s.clock(share.Opened))
}

func (s *sheet) clock(t time.Time) string { return s.page.Words().Clock(t.In(portal.Zone())) }
