package web

import "changban/a11y/preference"

// PreferenceRead reports whether the device's kept preference was understood as a
// whole; none kept is well understood.
func (p *Page) PreferenceRead() bool {
	kept := p.ctx.Cookies(cookiePreferences)
	return kept == "" || preference.Readable(kept)
}
