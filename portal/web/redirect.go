package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Redirect303 answers a post with the page to read next (contract §4).
func Redirect303(c *fiber.Ctx, path string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Redirect(path, fiber.StatusSeeOther)
}

// SafeNext returns next when it is an address inside the portal, else fallback:
// nobody may be led away by a link to our sign-in page.
func SafeNext(next, fallback string) string {
	outside := !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || len(next) > 2000 ||
		strings.ContainsFunc(next, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f })
	if outside {
		return fallback
	}
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return fallback
	}
	return u.RequestURI()
}

// requested is the address asked for, with its query. The request line itself may
// hold a whole URL.
func requested(c *fiber.Ctx) string {
	if q := string(c.Request().URI().QueryString()); q != "" {
		return c.Path() + "?" + q
	}
	return c.Path()
}
