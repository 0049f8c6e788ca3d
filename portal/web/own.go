package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/portal"
	"changban/static"
)

// mountOwn serves what belongs to no area; these addresses never have a language.
func (s *Server) mountOwn() {
	s.BareGet("/healthz", func(c *fiber.Ctx, _ *Page) error { return c.SendString("ok\n") })
	s.BareGet("/readyz", s.readiness)
	s.BareGet(faviconPath, noIcon)
	s.BareGet("/robots.txt", func(c *fiber.Ctx, _ *Page) error { return sendFile(c, s.config.Assets.Robots()) })
	s.BareGet(static.Prefix+":name", s.asset)
}

// Browsers ask for an icon unasked. There is none (design 1), and an empty answer
// that is kept spares every visit the page for an unknown address.
const faviconPath = "/favicon.ico"

func noIcon(c *fiber.Ctx, _ *Page) error {
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return c.SendStatus(fiber.StatusNoContent)
}

func isHealth(path string) bool { return path == "/healthz" || path == "/readyz" }

// isFixed reports whether an address answers everybody alike, so that nobody's
// session needs to be read.
func isFixed(path string) bool {
	return isHealth(path) || path == "/robots.txt" || path == faviconPath || strings.HasPrefix(path, static.Prefix) ||
		strings.HasPrefix(path, "/v/") || strings.HasPrefix(path, "/.well-known/")
}

func (s *Server) readiness(c *fiber.Ctx, _ *Page) error {
	if s.config.Ready != nil {
		if err := s.config.Ready(c.UserContext()); err != nil {
			s.report(c, portal.KindUnavailable, err)
			return c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
		}
	}
	return c.SendString("ready\n")
}

func (s *Server) asset(c *fiber.Ctx, _ *Page) error {
	file, known := s.config.Assets.File(c.Path())
	recording, spoken := s.audio.files[c.Path()]
	if !known && !spoken {
		return portal.NotFound()
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	if spoken {
		return s.sound(c, recording)
	}
	return sendFile(c, file)
}

func sendFile(c *fiber.Ctx, f static.File) error {
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderContentType, f.ContentType)
	encoding := accepted(c)
	body := map[string][]byte{"br": f.Brotli, "gzip": f.Gzip}[encoding]
	if body == nil {
		encoding, body = "", f.Body
	}
	return sendTagged(c, encoding, strings.Trim(f.ETag, `"`), body)
}
