package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
)

// retryAfter is what clients are told when a store is away.
const retryAfter = 60 * time.Second

type limited struct{ after time.Duration }

func (l limited) Error() string { return "retry after " + l.after.String() }

// Limited is KindLimited with the time to wait, for the Retry-After header.
func Limited(after time.Duration) error {
	return portal.Because(portal.KindLimited, limited{after})
}

func statusOf(kind portal.Kind) int {
	switch kind {
	case portal.KindInvalid:
		return fiber.StatusBadRequest
	case portal.KindSignIn:
		return fiber.StatusUnauthorized
	case portal.KindForbidden:
		return fiber.StatusForbidden
	case portal.KindNotFound:
		return fiber.StatusNotFound
	case portal.KindMethod:
		return fiber.StatusMethodNotAllowed
	case portal.KindConflict, portal.KindExists:
		return fiber.StatusConflict
	case portal.KindTooLarge:
		return fiber.StatusRequestEntityTooLarge
	case portal.KindMedia:
		return fiber.StatusUnsupportedMediaType
	case portal.KindLimited:
		return fiber.StatusTooManyRequests
	case portal.KindMisdirected:
		return fiber.StatusMisdirectedRequest
	case portal.KindUnavailable:
		return fiber.StatusServiceUnavailable
	}
	return fiber.StatusInternalServerError
}

// kindOf also reads what fiber and the context say.
func kindOf(err error) portal.Kind {
	var f *fiber.Error
	if errors.As(err, &f) {
		return kindOfStatus(f.Code)
	}
	kind := portal.KindOf(err)
	if kind == portal.KindInternal && errors.Is(err, context.DeadlineExceeded) {
		return portal.KindUnavailable
	}
	return kind
}

func kindOfStatus(code int) portal.Kind {
	switch code {
	case fiber.StatusNotFound:
		return portal.KindNotFound
	case fiber.StatusMethodNotAllowed:
		return portal.KindMethod
	case fiber.StatusRequestEntityTooLarge, fiber.StatusRequestHeaderFieldsTooLarge:
		return portal.KindTooLarge
	}
	if code < fiber.StatusInternalServerError {
		return portal.KindInvalid
	}
	return portal.KindInternal
}

// answerError is the one place where an error becomes an answer. It also runs for
// requests that never came to a handler, and outside recoverPanic: a panic here
// would end the process.
func (s *Server) answerError(c *fiber.Ctx, err error) (failed error) {
	defer func() {
		if v := recover(); v != nil {
			s.reportPanic(c, v)
			failed = c.SendStatus(fiber.StatusInternalServerError)
		}
	}()
	if requestID(c) == "" {
		s.mark(c)
	}
	return s.answer(c, err)
}

func (s *Server) answer(c *fiber.Ctx, err error) error {
	kind, p := kindOf(err), s.page(c)
	s.report(c, kind, err)
	if kind == portal.KindSignIn {
		return s.askSignIn(c, p)
	}
	status := statusOf(kind)
	var fields portal.FieldErrors
	if errors.As(err, &fields) {
		status = fiber.StatusUnprocessableEntity
	}
	setRetry(c, kind, err)
	p.asError(kind)
	if failed := p.Render(status, p.errorContent(kind, err)); failed != nil {
		s.log.Error("error page", "request", requestID(c), "kinds", errorTypes(failed))
		return c.SendStatus(fiber.StatusInternalServerError)
	}
	return nil
}

// errorContent is the page about an error. A form that was sent for another
// language waits in it: one press asks for that page again, and nothing is lost.
func (p *Page) errorContent(kind portal.Kind, err error) templ.Component {
	words := p.errorWords(kind, err)
	if p.typed == nil {
		return errorPage(words)
	}
	form := p.Form(p.Here())
	for _, name := range p.typed.Names() {
		if name != FieldToken {
			form.Hidden = appendAll(form.Hidden, name, p.typed.All(name))
		}
	}
	return signInAgain(words, form, p.T("kind.link.again"))
}

func setRetry(c *fiber.Ctx, kind portal.Kind, err error) {
	var l limited
	after := retryAfter
	if errors.As(err, &l) {
		after = l.after
	}
	if kind == portal.KindLimited || kind == portal.KindUnavailable {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(max(1, int(after.Round(time.Second).Seconds()))))
	}
}

// asError makes the page one about an error, whatever the area had set.
func (p *Page) asError(kind portal.Kind) {
	p.Title, p.Failed, p.Question, p.Menu = p.T("kind."+string(kind)+".title"), false, false, MenuNone
	p.Robots, p.Private, p.wrong, p.Next = "noindex", true, true, nil
	if p.Desk == nil && p.isDesk() {
		p.Desk = &Desk{}
	}
}

func (p *Page) isDesk() bool {
	_, rest := firstPart(p.Here())
	return rest == "/desk" || strings.HasPrefix(rest, "/desk/")
}

// report logs what went wrong without anything a person typed: the path's
// pattern instead of the path, types instead of texts (contract §2).
func (s *Server) report(c *fiber.Ctx, kind portal.Kind, err error) {
	level := slog.LevelDebug
	switch kind {
	case portal.KindInternal, portal.KindUnavailable:
		level = slog.LevelError
	case portal.KindForbidden, portal.KindLimited, portal.KindMisdirected:
		level = slog.LevelInfo
	}
	s.log.Log(c.UserContext(), level, "request failed", "request", requestID(c),
		"method", c.Method(), "route", c.Route().Path, "kind", string(kind), "cause", errorTypes(err))
}

// errorTypes names the chain of an error by type, and its SQL state: texts of
// stores may quote what a person typed.
func errorTypes(err error) string {
	var parts []string
	for e := err; e != nil; e = errors.Unwrap(e) {
		part := fmt.Sprintf("%T", e)
		if s, has := e.(interface{ SQLState() string }); has {
			part += " " + s.SQLState()
		}
		if s, has := e.(interface{ Code() int }); has {
			part += " " + strconv.Itoa(s.Code())
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " < ")
}

type errorWords struct {
	Title string
	Lines []string
	Links []component.LinkItem
}

// errorWords says what happened, that nothing is lost where that is so, the next
// step and the phone. A message of the domain stands before the general words.
func (p *Page) errorWords(kind portal.Kind, err error) errorWords {
	prefix := "kind." + string(kind)
	w := errorWords{Title: p.Title}
	var e *portal.Error
	if errors.As(err, &e) && e.Message.ID != "" {
		w.Lines = append(w.Lines, p.Msg(e.Message))
	} else {
		w.Lines = append(w.Lines, p.T(p.forDesk(prefix+".what")))
	}
	next := prefix + ".next"
	if kind == portal.KindUnavailable && !isRead(p.ctx) {
		next = prefix + ".again"
	}
	w.Lines = append(w.Lines, p.T(p.forDesk(next)))
	if !p.isDesk() {
		w.Lines = append(w.Lines, p.T("kind.phone"))
	}
	if kind == portal.KindInternal || kind == portal.KindUnavailable {
		w.Lines = append(w.Lines, p.Tp("kind.number", "ID", requestID(p.ctx)))
	}
	w.Links = p.errorLinks(kind)
	return w
}

// forDesk is the id of the words for officers where they differ.
func (p *Page) forDesk(id string) string {
	if own := id + "_desk"; p.isDesk() && p.words.Has(own) {
		return own
	}
	return id
}

func (p *Page) errorLinks(kind portal.Kind) []component.LinkItem {
	var links []component.LinkItem
	add := func(words, url string) {
		links = append(links, component.LinkItem{Link: component.LinkParams{Text: p.T(words), URL: url}})
	}
	switch kind {
	case portal.KindMisdirected:
		return nil // every address would be a foreign one
	case portal.KindConflict, portal.KindForbidden, portal.KindInvalid, portal.KindTooLarge, portal.KindMedia:
		add("kind.link.back", p.Here())
	case portal.KindUnavailable, portal.KindInternal, portal.KindLimited:
		add("kind.link.again", p.Here())
	case portal.KindExists:
		add("kind.link.me", p.Path("/me"))
	}
	if p.isDesk() {
		add("kind.link.desk", p.Path("/desk"))
	} else {
		add("kind.link.home", p.Path("/"))
	}
	return links
}

// RenderAgain answers a post that could not be kept because a store is away with
// the same form and everything typed in it: 503, and pressing again is the retry
// (decisions 15). notice is what the form stands under.
func (p *Page) RenderAgain(form func(notice component.NoticeParams) templ.Component) error {
	p.Failed, p.Private, p.lost = true, true, p.lost || sentFiles(p.ctx)
	setRetry(p.ctx, portal.KindUnavailable, nil)
	return p.Render(fiber.StatusServiceUnavailable, form(component.NoticeParams{
		Heading: p.T("kind.unavailable.title"),
		Lines: []string{
			p.T("kind.unavailable.what"), p.T("kind.unavailable.kept"), p.T("kind.unavailable.again"), p.T("kind.phone"),
		},
	}))
}
