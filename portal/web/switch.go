package web

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/locales"
	"changban/portal/session"
)

// FieldLanguage is sent by a press on another language: with the page's form, so
// that what was typed comes along, or in the address of a page that has none.
const FieldLanguage = "_language"

const cookieLanguage = "language"

// FieldMode is sent by a press on the other mode, with the page's form: 1 for
// elder mode, anything else out of it.
const FieldMode = "_mode"

// Choices keeps with a signed-in reader's account what was chosen on a page. The
// actor is in the context.
type Choices interface {
	SaveLanguage(ctx context.Context, tag string) error
	SavePreference(ctx context.Context, value string) error
}

// chosen is the language this browser's reader has chosen before, or "".
func chosen(c *fiber.Ctx) string { return c.Cookies(cookieLanguage) }

// switched answers a form that was sent by a press on another language or the
// other mode with the page it stands on, as if that had been asked for: nothing is
// judged and nothing is written, and the page comes with everything that was typed.
func (s *Server) switched(c *fiber.Ctx) error {
	p := s.page(c)
	if form := switching(c); form != nil {
		p.typed, p.Private, p.lost = form, true, sentFiles(c)
		c.Method(fiber.MethodGet)
		if form.Has(FieldMode) {
			p.keepMode(form.One(FieldMode) == "1")
		}
	}
	if p.picked() {
		p.keepLanguage(p.Language.Tag)
	}
	return c.Next()
}

// switching is the form that was sent by such a press; nil for every other.
func switching(c *fiber.Ctx) *Form {
	body := c.Request().Body()
	if isRead(c) || !bytes.Contains(body, []byte(FieldLanguage)) && !bytes.Contains(body, []byte(FieldMode)) {
		return nil
	}
	form, err := ReadForm(c)
	if err != nil || !form.Has(FieldLanguage) && !form.Has(FieldMode) {
		return nil
	}
	return &form
}

// sentFiles reports whether files came along, which no page can give back.
func sentFiles(c *fiber.Ctx) bool {
	if !isMultipart(c) {
		return false
	}
	parts, err := c.MultipartForm()
	if err != nil {
		return false
	}
	for _, files := range parts.File {
		for _, f := range files {
			if f.Size > 0 {
				return true
			}
		}
	}
	return false
}

// picked reports whether the reader has just chosen the page's language: by a
// press, or by following a link from one of our pages in another language. A link
// from outside says nothing about who opens it.
func (p *Page) picked() bool {
	if p.typed != nil {
		return p.typed.Has(FieldLanguage)
	}
	if here, _ := firstPart(p.Here()); here != p.Language.Tag {
		return p.ctx.Query(FieldLanguage) == p.Language.Tag && matches(p.Here(), p.server.bare)
	}
	from, err := url.Parse(p.ctx.Get(fiber.HeaderReferer))
	if err != nil || from.Host != hostOf(p.ctx) || !isRead(p.ctx) {
		return false
	}
	tag, _ := firstPart(from.Path)
	return tag != p.Language.Tag && p.server.offered(tag)
}

// keepLanguage remembers a choice on the device and with the account. The page is
// in that language already; a store that is away must not take it back.
func (p *Page) keepLanguage(tag string) {
	p.SetLanguage(tag)
	if choices := p.choices(); choices != nil {
		_ = choices.SaveLanguage(p.Context(), tag)
	}
}

// keepMode turns elder mode on or off, from this page on.
func (p *Page) keepMode(elder bool) {
	look := p.Preference
	look.Elder = elder
	p.SetPreference(look)
	if choices := p.choices(); choices != nil {
		_ = choices.SavePreference(p.Context(), p.Preference.String())
	}
}

// choices keep with the account of who reads; nil where there is none.
func (p *Page) choices() Choices {
	if p.Session == nil || p.Session.Kind != session.Resident {
		return nil
	}
	return p.server.config.Choices
}

// SetLanguage makes a language the one in which addresses without a language
// open on this device, for a year.
func (p *Page) SetLanguage(tag string) {
	p.setCookie(cookieLanguage, tag, p.Now().Add(preferencesLast))
}

// ChosenLanguage is the language kept on the device, or "".
func (p *Page) ChosenLanguage() string { return chosen(p.ctx) }

// Typed is what stood in the page's form when its reader chose another language
// or mode; nil else. The kernel fills it in again; an area needs it where the form's own
// shape depends on what was typed.
func (p *Page) Typed() *Form { return p.typed }

// elsewhere is this page in another language. An address without a language says
// it in its query, where it has pages of its own.
func (p *Page) elsewhere(tag string) string {
	to := p.returnTo()
	path, _, _ := strings.Cut(to, "?")
	switch first, rest := firstPart(path); {
	case first == p.Language.Tag:
		return "/" + tag + strings.TrimPrefix(to, "/"+p.Language.Tag)
	case matches(path, p.server.bare):
		return path + "?" + FieldLanguage + "=" + tag
	case p.server.known("/" + tag + rest):
		return "/" + tag + rest
	}
	return "/" + tag
}

func (p *Page) switchTo(tag, text, lang string) *component.SwitchParams {
	s := &component.SwitchParams{Text: text, Lang: lang, To: tag, URL: p.elsewhere(tag)}
	s.Form, s.Field = p.typing.id, FieldLanguage
	return s
}

// twin leads readers of vertical Mongolian to the Chinese page, first of all. It
// is written in Chinese: it is for those whose screen reader has no voice for the
// script (A11Y-124).
func (p *Page) twin() *component.SwitchParams {
	if !p.Language.Vertical {
		return nil
	}
	return p.switchTo(locales.Source, p.server.words(locales.Source).T("frame.twin"), locales.Source)
}

func (p *Page) languages() []component.LanguageOption {
	var options []component.LanguageOption
	for _, l := range p.server.config.Words.Offered() {
		o := component.LanguageOption{
			Tag: l.Tag, Native: p.Name(l.OwnName), URL: p.elsewhere(l.Tag), Current: l.Tag == p.Language.Tag,
			Form: p.typing.id, Field: FieldLanguage,
		}
		if l.ChineseName != l.OwnName {
			o.Name = p.Name(l.ChineseName)
		}
		options = append(options, o)
	}
	return options
}
