// Package prefs owns the page on which readers choose how pages look, and the
// elder mode button of every page. It must not know what a preference does to a
// page: that is a11y/preference and the style sheet.
package prefs

import (
	"context"
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/portal/web"
)

// Accounts keeps a signed-in reader's choice, so that it follows to another
// device. The actor is in the context.
type Accounts interface {
	SavePreference(ctx context.Context, value string) error
	// Notice is the language in which the reader is told things, "" for none chosen.
	Notice(ctx context.Context) (string, error)
	SaveNotice(ctx context.Context, tag string) error
}

// Pages is what the area stands on. Accounts may be nil: then the choice stays
// on the device.
type Pages struct{ Accounts Accounts }

// Names of form fields beside those of a11y/preference.
const (
	fieldReturn = "return"
	fieldReset  = "_reset"
)

// The page tells from its address what became of the form.
const (
	querySaved  = "saved"
	savedWhole  = "1"
	savedInPart = "part"
)

const address = "/preferences"

// Mount serves the area's addresses.
func (a Pages) Mount(s *web.Server) {
	s.Get(address, a.show)
	s.Post(address, a.save)
}

func (a Pages) show(c *fiber.Ctx, p *web.Page) error {
	p.Title = p.T("prefs.title")
	p.Then("prefs.then.save", "prefs.then.back")
	back := web.SafeNext(c.Query(fieldReturn), cameFrom(c, p))
	keep := "prefs.keep.signed_out"
	if p.Session != nil {
		keep = "prefs.keep.signed_in"
	}
	hidden := []component.HiddenParams{
		{Name: fieldReturn, Value: back},
		{Name: preference.FieldAidsAre},
	}
	v := view{
		Back:  component.LinkParams{Text: p.T("common.back.page"), URL: back},
		Title: p.Title, Lead: p.T("prefs.lead"), Keep: p.T(keep), Saved: told(c, p), Undo: undo(c, p, back),
		Form:   p.Form(p.Path(address), hidden...),
		Groups: append(groups(p), a.notice(p)...),
		Save:   component.ButtonParams{Text: p.T("prefs.save")},
		Reset:  component.ButtonParams{Text: p.T("prefs.reset"), Kind: component.ButtonSecondary, Name: fieldReset, Value: "1"},
	}
	return p.Show(choosePage(v))
}

// cameFrom is the page of ours that led here, or home.
func cameFrom(c *fiber.Ctx, p *web.Page) string {
	u, err := url.Parse(c.Get(fiber.HeaderReferer))
	own := err == nil && u.Host == string(c.Request().Host()) && u.Path != p.Path(address)
	if !own {
		return p.Path("/")
	}
	return web.SafeNext(u.RequestURI(), p.Path("/"))
}

// told says what became of the reader's choice: where it was asked for, also when
// what the device had kept could not be read.
func told(c *fiber.Ctx, p *web.Page) string {
	switch saved := c.Query(querySaved); {
	case saved == savedInPart, saved == "" && !p.PreferenceRead():
		return p.T("prefs.unread")
	case saved != "":
		return p.T("prefs.saved")
	}
	return ""
}

// save takes the form of the page and, with the mode alone, the button that
// stands on every page and leads back to it.
func (a Pages) save(c *fiber.Ctx, p *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	before := p.Preference.Valid()
	look, unread := chosen(form, p.Preference)
	p.SetPreference(look)
	notice := a.keepNotice(p, form)
	if a.keeps(p) {
		// The device has the choice already; a store that is away must not take it back.
		_ = a.Accounts.SavePreference(p.Context(), look.String())
	}
	back := web.SafeNext(form.One(fieldReturn), p.Path("/"))
	if unread == 0 && isToggle(form) {
		return web.Redirect303(c, back)
	}
	saved := savedWhole
	if unread > 0 {
		saved = savedInPart
	}
	return web.Redirect303(c, savedAt(p, saved, back, before, notice))
}

// isToggle reports whether nothing but the mode was asked for.
func isToggle(form web.Form) bool {
	asked := slices.DeleteFunc(preference.Fields(), func(name string) bool {
		return name == preference.FieldElder || !form.Has(name)
	})
	return len(asked) == 0 && !form.Has(fieldReset) && !form.Has(fieldBefore)
}
