package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
)

// heldPrefix marks fields of a form that waits for its sender to sign in.
const heldPrefix = "_held."

// maxHeld bounds what is carried along, in bytes of names and values.
const maxHeld = 64 << 10

// SignInPage builds the first page of signing in. held are the hidden fields of
// a form that was posted after its session had ended, with FieldNext as the
// address it was meant for; the page's form has to carry them on.
type SignInPage func(c *fiber.Ctx, page *Page, held []component.HiddenParams) (templ.Component, error)

// OnSignIn sets the page that a post without a session is answered with. Without
// one a short page with a button to sign-in is used.
func (s *Server) OnSignIn(build SignInPage) { s.signIn = build }

// askSignIn leads a reader to sign-in and back. What was typed must survive it
// (WCAG 2.2.5, A11Y-19): a post becomes a page, 401, that carries the form.
func (s *Server) askSignIn(c *fiber.Ctx, p *Page) error {
	if isRead(c) && p.typed == nil {
		return Redirect303(c, p.signInPath()+"?next="+url.QueryEscape(requested(c)))
	}
	p.Title, p.Robots, p.Private = p.T("kind.sign_in.title"), "noindex", true
	if p.isDesk() {
		p.Desk = &Desk{}
	}
	held := HeldFields(c)
	if s.signIn != nil && !p.isDesk() {
		content, err := s.signIn(c, p, held)
		if err != nil {
			return err
		}
		return p.Render(fiber.StatusUnauthorized, content)
	}
	form := component.FormParams{Action: p.signInPath(), Hidden: held}
	words := p.errorWords(portal.KindSignIn, nil)
	return p.Render(fiber.StatusUnauthorized, signInAgain(words, form, p.T("kind.link.sign_in")))
}

func (p *Page) signInPath() string {
	if p.isDesk() {
		return p.Path("/desk/sign-in")
	}
	return p.Path("/sign-in")
}

// HeldFields returns the posted form as hidden fields under held names, with the
// address it was posted to; a form that carries held fields already keeps them.
// It returns nil when there is nothing to carry or too much.
func HeldFields(c *fiber.Ctx) []component.HiddenParams {
	form, err := ReadForm(c)
	if err != nil {
		return nil
	}
	carried, size := form.Held(), 0
	if carried == nil {
		carried = form.Hold(c.Path())
	}
	for _, h := range carried {
		size += len(h.Name) + len(h.Value)
	}
	if size > maxHeld {
		return nil
	}
	return carried
}

// Held returns the fields of a form that waits, as they are named in this form,
// FieldNext included; nil when none waits.
func (f Form) Held() []component.HiddenParams {
	var held []component.HiddenParams
	for _, name := range f.sorted() {
		if strings.HasPrefix(name, heldPrefix) {
			held = appendAll(held, name, f.values[name])
		}
	}
	if held == nil {
		return nil
	}
	return appendAll(held, FieldNext, f.values[FieldNext])
}

// Waiting returns the fields of the form that waits under their own names, to be
// posted again once its sender has signed in; nil when none waits.
func (f Form) Waiting() []component.HiddenParams {
	var fields []component.HiddenParams
	for _, name := range f.sorted() {
		if own, is := strings.CutPrefix(name, heldPrefix); is {
			fields = appendAll(fields, own, f.values[name])
		}
	}
	return fields
}

// Hold returns the fields of a form as fields that wait, with the address they are
// to come back to; those in without stay behind.
func (f Form) Hold(next string, without ...string) []component.HiddenParams {
	var held []component.HiddenParams
	for _, name := range f.sorted() {
		if name != FieldToken && !slices.Contains(without, name) { // the old session's token is worth nothing
			held = appendAll(held, heldPrefix+name, f.values[name])
		}
	}
	return append(held, component.HiddenParams{Name: FieldNext, Value: next})
}

func (f Form) sorted() []string {
	names := slices.Clone(f.names)
	slices.Sort(names)
	return slices.Compact(names)
}

func appendAll(fields []component.HiddenParams, name string, values []string) []component.HiddenParams {
	for _, v := range values {
		fields = append(fields, component.HiddenParams{Name: name, Value: v})
	}
	return fields
}
