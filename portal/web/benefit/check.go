package benefit

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	holding "changban/portal/benefit"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/official"
)

// keysPath is where the public keys of statements stand (contract 3).
const keysPath = "/.well-known/portal-keys"

// A code has 130 random bits: nobody finds one by trying. The limits keep trying
// from being a load; a counter that checks cards all day stays far below.
func checkRules() (all, misses session.Rule) {
	return session.Rule{Name: "check.client", Count: 600, Window: 10 * time.Minute},
		session.Rule{Name: "check.miss", Count: 30, Window: 10 * time.Minute}
}

// check answers who holds a code, signed in or not: state, category, level, last
// day and masked name, and nothing else.
func (p Pages) check(c *fiber.Ctx, page *web.Page) error {
	page.Private, page.Robots = true, "noindex, nofollow"
	all, misses := checkRules()
	if err := p.allow(page, all); err != nil {
		return err
	}
	found, err := p.Keeper.Check(page.Context(), strings.ToLower(strings.TrimSpace(c.Params("code"))))
	switch {
	case portal.Is(err, portal.KindNotFound):
		if err := p.allow(page, misses); err != nil {
			return err
		}
		return noCode(page)
	case err != nil:
		return err
	}
	page.Title = page.T("benefit.check.title")
	page.Then("benefit.then.checked")
	return page.Show(component.Join(
		component.BackLink(component.LinkParams{Text: page.T("common.back.home"), URL: page.Path("/")}),
		component.Heading(component.HeadingParams{Level: 1, Text: page.T("benefit.check.heading." + string(found.State))}),
		component.SummaryList(component.SummaryListParams{Rows: checkedRows(page, found)}),
		component.Paragraph(page.Tp("benefit.check.when", "Time", page.DateTime(page.Now()))),
		component.Paragraph(page.T("benefit.check.compare")),
		component.Aside(page.Tp("benefit.print.offline", "Address", page.Name(page.Absolute(keysPath)))),
	))
}

func checkedRows(page *web.Page, found holding.Checked) []component.SummaryRow {
	row := func(words, value string) component.SummaryRow {
		return component.SummaryRow{Label: page.T(words), Values: []string{value}}
	}
	return []component.SummaryRow{
		row("benefit.row.name", page.Name(found.Name)),
		row("benefit.row.category", official.Category(page, found.Category)),
		row("benefit.row.level", level(page, found.Level)),
		row("benefit.row.valid_to", page.Words().DateShort(string(found.ValidTo), "")),
	}
}

// noCode is the one answer for a code that never was, ended, ran out or was
// mistyped. Its links do not repeat what was asked for, so that it is the same
// every time.
func noCode(page *web.Page) error {
	page.Title, page.Return = page.T("benefit.check.none"), page.Path("/")
	page.Then("matter.then.ask")
	return page.Render(fiber.StatusNotFound, component.Join(
		component.Heading(component.HeadingParams{Level: 1, Text: page.Title}),
		component.Paragraph(page.T("benefit.check.none_what")),
		component.Paragraph(page.T("benefit.check.none_next")),
		component.Paragraph(page.T("kind.phone")),
		component.Link(component.LinkParams{Text: page.T("kind.link.home"), URL: page.Path("/")}),
	))
}

func (p Pages) allow(page *web.Page, rule session.Rule) error {
	if ok, retry, err := p.Limits.Allow(page.Context(), rule, page.ClientAddress()); err == nil && !ok {
		return web.Limited(retry)
	}
	return nil
}

// keys publishes what statements are verified with; anybody may keep a copy.
func (p Pages) keys(c *fiber.Ctx, _ *web.Page) error {
	body, err := holding.EncodeKeys(p.Keeper.Keys())
	if err != nil {
		return portal.Because(portal.KindInternal, err)
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(body)
}
