package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/locales"
	"changban/portal"
)

// chooseLanguage reads the language from the address. A language that is not
// offered yet leads to the same page in one that is; a known address without a
// language leads to the reader's (contract §3).
func (s *Server) chooseLanguage(c *fiber.Ctx) error {
	path := c.Path()
	reader := s.reader(c)
	tag, rest := firstPart(path)
	lang, isTag := s.config.Words.Language(tag)
	alias, isAlias := s.config.Words.Alias(tag)
	switch {
	case isTag && s.offered(tag):
		s.page(c).speak(lang)
		return c.Next()
	case isTag:
		return s.redirect(c, "/"+reader.Tag+rest)
	case isAlias && isRead(c) && s.known("/"+alias.Tag+rest):
		return s.redirect(c, "/"+alias.Tag+rest)
	}
	s.page(c).speak(reader)
	switch home := "/" + reader.Tag; {
	case path == "/":
		return s.redirect(c, home)
	case matches(path, s.bare):
		return c.Next()
	case s.known(home + path):
		return s.redirect(c, home+path)
	}
	return portal.NotFound()
}

// reader is the language in which an address without one opens: what was asked
// for on this very page, what was chosen before, what the browser says.
func (s *Server) reader(c *fiber.Ctx) locales.Language {
	for _, tag := range []string{c.Query(FieldLanguage), chosen(c)} {
		if lang, known := s.config.Words.Language(tag); known && s.offered(tag) {
			return lang
		}
	}
	return s.config.Words.Match(c.Get(fiber.HeaderAcceptLanguage), "")
}

// firstPart splits "/a/b" into "a" and "/b".
func firstPart(path string) (first, rest string) {
	first, rest, more := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if more {
		rest = "/" + rest
	}
	return first, rest
}

func (s *Server) offered(tag string) bool {
	for _, l := range s.config.Words.Offered() {
		if l.Tag == tag {
			return true
		}
	}
	return false
}

func (s *Server) known(path string) bool {
	for _, r := range s.app.GetRoutes(true) {
		if r.Method == fiber.MethodGet && matches(path, []string{r.Path}) {
			return true
		}
	}
	return false
}

// readable is the nearest page at or above an address that may only take posts.
func (s *Server) readable(path string) string {
	for !s.known(path) {
		i := strings.LastIndexByte(path, '/')
		if i <= 0 {
			return "/"
		}
		path = path[:i]
	}
	return path
}

// redirect keeps the query. A post cannot be moved: its reader gets the page.
func (s *Server) redirect(c *fiber.Ctx, to string) error {
	if q := string(c.Request().URI().QueryString()); q != "" {
		to += "?" + q
	}
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Vary(fiber.HeaderAcceptLanguage, fiber.HeaderCookie)
	if isRead(c) {
		return c.Redirect(to, fiber.StatusFound)
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

func isRead(c *fiber.Ctx) bool {
	return c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead || c.Method() == fiber.MethodOptions
}
