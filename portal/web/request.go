package web

import (
	"context"
	"fmt"
	"net/netip"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/portal"
)

type localKey int

const (
	keyID localKey = iota
	keyPage
)

// begin gives the request a number that a reader can say on the phone, and the
// headers that no answer goes without.
func (s *Server) begin(c *fiber.Ctx) error {
	s.mark(c)
	return c.Next()
}

func (s *Server) mark(c *fiber.Ctx) {
	id := portal.NewID()[:8]
	c.Locals(keyID, id)
	c.Set(fiber.HeaderXRequestID, id)
	s.setHeaders(c)
}

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals(keyID).(string)
	return id
}

// recoverPanic turns a panic into our fault. The value may hold what a person
// typed, so that only a runtime error's own text is logged.
func (s *Server) recoverPanic(c *fiber.Ctx) (err error) {
	defer func() {
		if v := recover(); v != nil {
			s.reportPanic(c, v)
			err = &portal.Error{Kind: portal.KindInternal}
		}
	}()
	return c.Next()
}

func (s *Server) reportPanic(c *fiber.Ctx, v any) {
	text := fmt.Sprintf("%T", v)
	if r, is := v.(runtime.Error); is {
		text = r.Error()
	}
	s.log.Error("panic", "request", requestID(c), "value", text, "stack", string(debug.Stack()))
}

// checkHost answers 421 to requests for hosts that are not ours: links in pages
// and cookies would belong to somebody else. Health is asked by address.
func (s *Server) checkHost(c *fiber.Ctx) error {
	if isHealth(c.Path()) {
		return c.Next()
	}
	if s.config.Demo && (!isLoopback(hostOf(c)) || isForwarded(c)) {
		return misdirected()
	}
	if !s.config.Demo && s.config.BaseURL != nil && !strings.EqualFold(hostOf(c), s.config.BaseURL.Host) {
		return misdirected()
	}
	return c.Next()
}

func misdirected() error { return &portal.Error{Kind: portal.KindMisdirected} }

// hostOf is the Host header itself; fiber's Hostname would believe X-Forwarded-Host.
func hostOf(c *fiber.Ctx) string { return string(c.Request().Host()) }

func isLoopback(host string) bool {
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host = host[:i]
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback()
}

// isForwarded sees a proxy in front: the demo must not be published by one.
func isForwarded(c *fiber.Ctx) bool {
	found := false
	c.Request().Header.VisitAll(func(name, _ []byte) {
		n := strings.ToLower(string(name))
		found = found || n == "forwarded" || strings.HasPrefix(n, "x-forwarded-")
	})
	return found
}

// origin is ours as a browser writes it.
func (s *Server) origin(c *fiber.Ctx) string {
	if s.config.BaseURL != nil && !s.config.Demo {
		return s.config.BaseURL.Scheme + "://" + s.config.BaseURL.Host
	}
	return "http://" + hostOf(c)
}

func (s *Server) secure() bool {
	return s.config.BaseURL != nil && s.config.BaseURL.Scheme == "https"
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// setHeaders sets what every answer carries (decisions 23). Referrer-Policy is
// same-origin because with no-referrer Chromium sends "Origin: null" on posts.
func (s *Server) setHeaders(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.secure() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
}

// setDeadline ends the work of a request that nobody waits for any more; fiber's
// own context does not end with the client.
func (s *Server) setDeadline(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), deadline)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// Client returns the client's address: that of the connection or, when a trusted
// proxy made it, the last address in X-Forwarded-For that is no trusted proxy.
func (s *Server) Client(c *fiber.Ctx) string {
	from, err := netip.ParseAddr(c.IP())
	if err != nil || !s.trusted(from) {
		return c.IP()
	}
	hops := forwardedFor(c)
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break // whatever stands before it, nobody we trust has written
		}
		from = hop
		if !s.trusted(hop) {
			break
		}
	}
	return from.String()
}

// forwardedFor joins every line of the header: some proxies add a line of their
// own below one that the client made up.
func forwardedFor(c *fiber.Ctx) []string {
	var hops []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	return hops
}

func (s *Server) trusted(addr netip.Addr) bool {
	for _, p := range s.config.TrustedProxies {
		if p.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}
