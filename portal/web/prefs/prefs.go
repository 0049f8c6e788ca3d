// Package prefs owns the page on which readers choose how pages look, and the
// elder mode button of every page. It must not know what a preference does to a
// page: that is a11y/preference and the style sheet.
package prefs

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/portal/session"
	"changban/portal/web"
)

// Accounts keeps a signed-in reader's choice, so that it follows to another
// device. The actor is in the context.
type Accounts interface {
	SavePreference(ctx context.Context, value string) error
}

// Pages is what the area stands on. Accounts may be nil: then the choice stays
// on the device.
type Pages struct{ Accounts Accounts }

// Names of form fields beside those of a11y/preference.
const (
	fieldReturn = "return"
	fieldReset  = "_reset"
)

const address = "/preferences"

// Mount serves the area's addresses.
func (a Pages) Mount(s *web.Server) {
	s.Get(address, a.show)
	s.Post(address, a.save)
}

func (a Pages) show(c *fiber.Ctx, p *web.Page) error {
	p.Title = p.T("prefs.title")
	back := web.SafeNext(c.Query(fieldReturn), cameFrom(c, p))
	keep := "prefs.keep.signed_out"
	if p.Session != nil {
		keep = "prefs.keep.signed_in"
	}
	v := view{
		Back:  component.LinkParams{Text: p.T("common.back.page"), URL: back},
		Title: p.Title, Lead: p.T("prefs.lead"), Keep: p.T(keep),
		Form:   p.Form(p.Path(address), component.HiddenParams{Name: fieldReturn, Value: back}),
		Groups: groups(p),
		Save:   component.ButtonParams{Text: p.T("prefs.save")},
		Reset:  component.ButtonParams{Text: p.T("prefs.reset"), Kind: component.ButtonSecondary, Name: fieldReset, Value: "1"},
	}
	if c.Query("saved") != "" {
		v.Saved = p.T("prefs.saved")
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

func groups(p *web.Page) []component.ChoicesParams {
	words := func(id string) component.PreferenceWords { return component.PreferenceWords{Text: p.T(id)} }
	sizes := map[preference.Size]component.PreferenceWords{}
	for _, size := range preference.Sizes() {
		sizes[size] = words("prefs.size." + string(size))
	}
	themes := map[preference.Theme]component.PreferenceWords{}
	for _, theme := range preference.Themes() {
		themes[theme] = words("prefs.theme." + string(theme))
	}
	look := p.Preference
	return []component.ChoicesParams{
		{Field: component.Field{Name: preference.FieldElder, Label: p.T("prefs.look.question")}, Pairs: true,
			Options: component.ElderOptions(look,
				component.PreferenceWords{Text: p.T("prefs.look.standard"), Hint: p.T("prefs.look.standard_hint")},
				component.PreferenceWords{Text: p.T("prefs.look.elder"), Hint: p.T("prefs.look.elder_hint")})},
		{Field: component.Field{Name: preference.FieldSize, Label: p.T("prefs.size.question")}, Pairs: true,
			Options: component.SizeOptions(look, sizes)},
		{Field: component.Field{Name: preference.FieldTheme, Label: p.T("prefs.theme.question")}, Pairs: true,
			Options: component.ThemeOptions(look, themes)},
	}
}

// save takes the form of the page and, with the mode alone, the button that
// stands on every page and leads back to it.
func (a Pages) save(c *fiber.Ctx, p *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	chosen, isToggle := read(form, p.Preference)
	p.SetPreference(chosen)
	if a.Accounts != nil && p.Session != nil && p.Session.Kind == session.Resident {
		// The device has the choice already; a store that is away must not take it back.
		_ = a.Accounts.SavePreference(p.Context(), chosen.String())
	}
	back := web.SafeNext(form.One(fieldReturn), p.Path("/"))
	if isToggle {
		return web.Redirect303(c, back)
	}
	query := url.Values{"saved": {"1"}, fieldReturn: {back}}
	return web.Redirect303(c, p.Path(address)+"?"+query.Encode())
}

func read(form web.Form, now preference.Preference) (chosen preference.Preference, isToggle bool) {
	switch {
	case form.Has(fieldReset):
		return preference.Default(), false
	case !form.Has(preference.FieldSize) && !form.Has(preference.FieldTheme):
		now.Elder = form.One(preference.FieldElder) == "1"
		return now, true
	}
	return preference.FromForm(form.One), false
}
