package web

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/gloss"
	"changban/locales"
	"changban/portal"
	"changban/portal/session"
	"changban/static"
)

// Limits of a request. An upload is one photo or PDF from a phone; everything
// else is typed by hand.
const (
	MaxUpload   = 12 << 20  // bytes of one file
	MaxBody     = 256 << 10 // bytes of a body on addresses that take no files
	uploadSlack = 1 << 20   // the other fields of a form with a file
	deadline    = 10 * time.Second
	uploadTime  = 3 * time.Minute // for a large file over a slow line
	uploadSlots = 2               // decisions 20: two at a time
	connections = 8192            // each costs some 20 KB; more would be somebody who only holds them
)

// Config is what the kernel stands on. Words, Assets, Sessions, Limits and Clock
// are needed; the rest may be zero.
type Config struct {
	Words    *locales.Bundle
	Assets   *static.Assets
	Sessions *session.Manager
	Limits   session.Limiter
	Clock    portal.Clock
	// BaseURL is the one address of the portal (contract §2). In demo it may be
	// nil: any loopback host is ours then.
	BaseURL        *url.URL
	Demo           bool
	TrustedProxies []netip.Prefix // only they may name the client's address
	Log            *slog.Logger   // nil discards
	Hotlines       Hotlines
	Announcer      Announcer    // nil says nothing
	Posts          session.Rule // state-changing requests per reader; zero: 600 a minute
	Ready          func(context.Context) error
	Pseudo         bool                // words of the pseudo-language, for tests
	Recordings     []locales.Recording // of words in the traditional script
	Choices        Choices             // nil keeps nothing with accounts
}

// Hotlines are the numbers on every page; a county confirms them before opening.
type Hotlines struct{ Disabled, Government string }

// Handler answers one request; what it returns as error becomes a page by kind.
type Handler func(c *fiber.Ctx, page *Page) error

// Server is the portal's HTTP side. Mount areas before the first request.
type Server struct {
	config  Config
	app     *fiber.App
	log     *slog.Logger
	bare    []string // patterns without language
	uploads []string // patterns that take files
	ready   *shelf
	writers *writers
	glosses map[string]gloss.Readings // by language tag
	audio   audio
	slots   chan struct{}
	signIn  SignInPage
}

// New builds the kernel with its own addresses: static files, health, robots.
func New(config Config) *Server {
	s := &Server{config: withDefaults(config), ready: newShelf(), writers: newWriters(), slots: make(chan struct{}, uploadSlots)}
	s.log, s.glosses, s.audio = s.config.Log, glosses(s.config.Words), newAudio(config.Recordings)
	s.app = fiber.New(fiber.Config{
		Immutable:             true, // kept strings change under the handler otherwise (stack.md §4)
		CaseSensitive:         true,
		DisableStartupMessage: true,
		ReadTimeout:           20 * time.Second,
		WriteTimeout:          20 * time.Second,
		IdleTimeout:           30 * time.Second,
		Concurrency:           connections,
		BodyLimit:             MaxUpload + uploadSlack,
		ReadBufferSize:        16 << 10, // long addresses and cookies become a page, not a closed connection
		ErrorHandler:          s.answerError,
		// A body that is no form after all must become a page too.
		DisablePreParseMultipartForm: true,
	})
	s.app.Server().HeaderReceived = s.patience
	for _, step := range []fiber.Handler{
		s.begin, s.recoverPanic, s.checkHost, s.setDeadline, s.openPage,
		s.chooseLanguage, s.readSession, s.setActor, s.checkSize, s.checkSource, s.checkLimit, s.switched,
	} {
		s.app.Use(step)
	}
	s.mountOwn()
	return s
}

func withDefaults(c Config) Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Clock == nil {
		c.Clock = portal.SystemClock{}
	}
	if c.Announcer == nil {
		c.Announcer = func() ([]Announcement, string) { return nil, "" }
	}
	if c.Posts.Count == 0 {
		c.Posts = session.Rule{Name: "web.post", Count: 600, Window: time.Minute}
	}
	if c.Hotlines.Disabled == "" {
		c.Hotlines.Disabled = "12385"
	}
	if c.Hotlines.Government == "" {
		c.Hotlines.Government = "12345"
	}
	return c
}

// App returns the fiber app, for tests and for serving.
func (s *Server) App() *fiber.App { return s.app }

// Words returns the bundle, for areas that need a language outside a request.
func (s *Server) Words() *locales.Bundle { return s.config.Words }

// Listen serves on address until Shutdown.
func (s *Server) Listen(address string) error { return s.app.Listen(address) }

// Shutdown lets running requests finish. Idle connections that outlive ctx are
// normal, not an error.
func (s *Server) Shutdown(ctx context.Context) error {
	err := s.app.ShutdownWithContext(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

// Get serves path below the language, such as /services/:id.
func (s *Server) Get(path string, h Handler) { s.app.Get(inLanguage(path), s.handle(h)) }

// Post takes a form at path below the language.
func (s *Server) Post(path string, h Handler) { s.app.Post(inLanguage(path), s.handle(h)) }

// Upload is Post for forms that may carry files.
func (s *Server) Upload(path string, h Handler) {
	s.uploads = append(s.uploads, inLanguage(path))
	s.Post(path, h)
}

// BareGet serves path as it is, without a language before it (contract §3).
func (s *Server) BareGet(path string, h Handler) {
	s.bare = append(s.bare, path)
	s.app.Get(path, s.handle(h))
}

// BarePost takes a form at path as it is.
func (s *Server) BarePost(path string, h Handler) {
	s.bare = append(s.bare, path)
	s.app.Post(path, s.handle(h))
}

func (s *Server) handle(h Handler) fiber.Handler {
	return func(c *fiber.Ctx) error { return h(c, s.page(c)) }
}

func inLanguage(path string) string {
	if path == "/" {
		return "/:lang"
	}
	return "/:lang" + path
}

// Route is one address the portal answers.
type Route struct{ Method, Path string }

// Routes lists what is mounted, as the router has it; HEAD goes with GET.
func (s *Server) Routes() []Route {
	var routes []Route
	for _, r := range s.app.GetRoutes(true) {
		if r.Method != fiber.MethodHead {
			routes = append(routes, Route{r.Method, r.Path})
		}
	}
	return routes
}

// matches reports whether path fits one of the patterns.
func matches(path string, patterns []string) bool {
	for _, p := range patterns {
		if fiber.RoutePatternMatch(path, p, fiber.Config{CaseSensitive: true}) {
			return true
		}
	}
	return false
}
