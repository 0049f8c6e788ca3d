package prefs

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/portal/web"
)

// fieldBefore carries what was in force before a choice, in the form of the
// cookie: one press brings it back (A11Y-65).
const fieldBefore = "before"

// undoParams is the button that takes the last choice back; nil before anything
// was saved, or when nothing changed.
type undoParams struct {
	Form   component.FormParams
	Button component.ButtonParams
}

func undo(c *fiber.Ctx, p *web.Page, back string) *undoParams {
	before, notice := c.Query(fieldBefore), c.Query(fieldNotice)
	if before == "" || preference.Parse(before) == p.Preference.Valid() && !offers(p, notice) {
		return nil
	}
	hidden := []component.HiddenParams{
		{Name: fieldBefore, Value: preference.Parse(before).String()}, {Name: fieldReturn, Value: back},
	}
	if offers(p, notice) {
		hidden = append(hidden, component.HiddenParams{Name: fieldNotice, Value: notice})
	}
	return &undoParams{
		Form:   p.Form(p.Path(address), hidden...),
		Button: component.ButtonParams{Text: p.T("prefs.undo"), Kind: component.ButtonSecondary},
	}
}

// chosen reads what was posted: a look to go back to, everything back to
// standard, or the form; unread counts what could not be understood.
func chosen(form web.Form, now preference.Preference) (look preference.Preference, unread int) {
	switch {
	case form.Has(fieldBefore):
		return preference.Parse(form.One(fieldBefore)), 0
	case form.Has(fieldReset):
		return preference.Default(), 0
	}
	return preference.FromForm(form.All, now)
}

// savedAt is the page's address after a choice; it knows what was before, notice
// where that changed.
func savedAt(p *web.Page, saved, back string, before preference.Preference, notice string) string {
	query := url.Values{querySaved: {saved}, fieldReturn: {back}, fieldBefore: {before.String()}}
	if notice != "" {
		query.Set(fieldNotice, notice)
	}
	return p.Path(address) + "?" + query.Encode()
}
