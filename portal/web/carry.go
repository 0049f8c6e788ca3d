package web

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// Carry keeps a value on the device until its browser is closed: what somebody who
// did not sign in needs to go on, and nothing else. "" ends it.
func (p *Page) Carry(name, value string) {
	cookie := &fiber.Cookie{
		Name: p.server.carried(name), Value: value, Path: "/",
		HTTPOnly: true, Secure: p.server.secure(), SameSite: fiber.CookieSameSiteLaxMode, SessionOnly: value != "",
	}
	if value == "" {
		cookie.Expires = time.Unix(1, 0)
	}
	p.ctx.Cookie(cookie)
}

// Carried is a kept value, or "". The page that reads it is no cache's.
func (p *Page) Carried(name string) string {
	p.Private = true
	return p.ctx.Cookies(p.server.carried(name))
}

// carried is the cookie's name; over https no other host can set it.
func (s *Server) carried(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}
