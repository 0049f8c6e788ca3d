package web

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/session"
)

// Cookie names; over https the session's carries the __Host- prefix.
const (
	cookieSession     = "session"
	cookiePreferences = "prefs"
	preferencesLast   = 365 * 24 * time.Hour
)

func (s *Server) sessionCookie() string { return s.carried(cookieSession) }

// readSession finds out who reads. A store that is down is noted, not answered:
// public pages and a posted form (decisions 15) work without it.
func (s *Server) readSession(c *fiber.Ctx) error {
	cookie := c.Cookies(s.sessionCookie())
	if cookie == "" || isFixed(c.Path()) || s.config.Sessions == nil {
		return c.Next()
	}
	p := s.page(c)
	found, err := s.config.Sessions.Find(c.UserContext(), cookie)
	switch {
	case err == nil:
		p.Session, p.cookie = &found, cookie
	case !portal.Is(err, portal.KindSignIn):
		p.failure, p.cookie = err, cookie
	}
	return c.Next()
}

// setActor tells the domain who acts (decisions 1).
func (s *Server) setActor(c *fiber.Ctx) error {
	p := s.page(c)
	p.Actor = portal.Actor{Channel: portal.ChannelWeb, Language: p.Language.Tag}
	if p.Preference.Elder {
		p.Actor.Mode = "elder"
	}
	if p.Session != nil {
		p.Actor.ID, p.Actor.Kind = p.Session.Subject, portal.ActorIdentity
		if p.Session.Kind == session.Staff {
			p.Actor.Kind, p.Actor.Channel = portal.ActorStaff, portal.ChannelCounter
		}
	}
	c.SetUserContext(portal.WithActor(c.UserContext(), p.Actor))
	return c.Next()
}

// Context returns the request's context with deadline and actor, for the domain.
func (p *Page) Context() context.Context { return p.ctx.UserContext() }

// Require returns an error unless somebody of kind is signed in: KindSignIn, or
// KindUnavailable when the session could not be read.
func (p *Page) Require(kind session.Kind) error {
	switch {
	case p.Session != nil && p.Session.Kind == kind:
		return nil
	case p.failure != nil:
		return portal.Because(portal.KindUnavailable, p.failure)
	}
	return &portal.Error{Kind: portal.KindSignIn}
}

// SessionFailure is why the session could not be read; nil when it was.
func (p *Page) SessionFailure() error { return p.failure }

// SignIn opens a session for subject and sets its cookie. A session this browser
// had before ends: signing in makes a new id.
func (p *Page) SignIn(kind session.Kind, subject string) error {
	sessions, ctx := p.server.config.Sessions, p.Context()
	if p.cookie != "" {
		if err := sessions.End(ctx, p.cookie); err != nil {
			return err
		}
	}
	value, opened, err := sessions.Open(ctx, kind, subject)
	if err != nil {
		return err
	}
	p.Session, p.cookie = &opened, value
	p.setCookie(p.server.sessionCookie(), value, opened.Ends)
	return nil
}

// SignOut ends the session. With forget the browser is asked to drop everything
// it keeps of the portal: "finished on this computer" (decisions 23).
func (p *Page) SignOut(forget bool) error {
	if p.cookie != "" {
		if err := p.server.config.Sessions.End(p.Context(), p.cookie); err != nil {
			return err
		}
	}
	p.Session, p.cookie = nil, ""
	p.setCookie(p.server.sessionCookie(), "", time.Unix(1, 0))
	if forget {
		p.ctx.Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	}
	return nil
}

// SetPreference changes how pages look, from this answer on, for a year.
func (p *Page) SetPreference(pref preference.Preference) {
	p.Preference = pref.Valid()
	p.setCookie(cookiePreferences, p.Preference.String(), p.Now().Add(preferencesLast))
}

// setCookie counts a cookie's life from its arrival: a phone whose clock is wrong
// would drop one with a date at once, and its owner could never sign in. A life
// that is over ends the cookie.
func (p *Page) setCookie(name, value string, expires time.Time) {
	p.ctx.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", Expires: expires, MaxAge: max(0, int(expires.Sub(p.Now())/time.Second)),
		HTTPOnly: true, Secure: p.server.secure(), SameSite: fiber.CookieSameSiteLaxMode,
	})
}
