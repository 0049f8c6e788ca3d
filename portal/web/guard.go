package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"changban/portal"
	"changban/portal/session"
)

// Names of the portal's own form fields (contract §4).
const (
	FieldToken = "_csrf"
	FieldKey   = "_key"
	FieldFor   = "_for"
	FieldNext  = "_next" // where sign-in leads on to
)

// checkSize refuses large bodies where no file is expected. The server has read
// them by then; what is saved is the parsing, which takes a multiple of the body.
// A form with a large file holds one of the places for files from here on.
func (s *Server) checkSize(c *fiber.Ctx) error {
	if packed := c.Get(fiber.HeaderContentEncoding); packed != "" && !strings.EqualFold(packed, "identity") {
		return &portal.Error{Kind: portal.KindMedia} // no browser packs a form, and 13 MB unpack to gigabytes
	}
	if len(c.Request().Body()) <= MaxBody {
		return c.Next()
	}
	if !isMultipart(c) || !matches(c.Path(), s.uploads) {
		return &portal.Error{Kind: portal.KindTooLarge}
	}
	p := s.page(c)
	if err := p.takeSlot(); err != nil {
		return err
	}
	p.slot = true
	defer p.giveSlot()
	return c.Next()
}

// patience lets a photo come over a slow line; everything else is short, so that
// nobody holds connections by sending a byte now and then.
func (s *Server) patience(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	if h.ContentLength() > MaxBody && matches(path, s.uploads) {
		return fasthttp.RequestConfig{ReadTimeout: uploadTime}
	}
	return fasthttp.RequestConfig{}
}

// checkSource lets state change only from our own pages. Browsers say where a
// request comes from; with neither header a valid token is needed (contract §4).
func (s *Server) checkSource(c *fiber.Ctx) error {
	if isRead(c) || s.isOurs(c) {
		return c.Next()
	}
	return &portal.Error{Kind: portal.KindForbidden}
}

func (s *Server) isOurs(c *fiber.Ctx) bool {
	site, origin := c.Get("Sec-Fetch-Site"), c.Get(fiber.HeaderOrigin)
	switch {
	case site == "same-origin":
		return true
	case site == "cross-site" || site == "same-site":
		return false
	case origin != "":
		return strings.EqualFold(origin, s.origin(c))
	}
	p := s.page(c)
	return site == "" && p.cookie != "" && session.CheckToken(session.Secret(p.cookie), c.FormValue(FieldToken))
}

// checkLimit bounds how often one reader may change something. The limiter falls
// back to this process when its cache is away, so an error lets pass.
func (s *Server) checkLimit(c *fiber.Ctx) error {
	if isRead(c) || s.config.Limits == nil {
		return c.Next()
	}
	key := s.Client(c)
	if p := s.page(c); p.Session != nil {
		key = p.Session.IDHash
	}
	ok, retry, err := s.config.Limits.Allow(c.UserContext(), s.config.Posts, key)
	if err == nil && !ok {
		return Limited(retry)
	}
	return c.Next()
}
