package main

import (
	"os"
	"slices"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/preference"
)

// TestOnePage says everything that all rules have against one page, in both
// modes and all themes, on a phone and a desk: make audit. PORTAL_PAGE is an
// address, or the name of a page as the proofs print it; PORTAL_WHO is who reads
// it, a key of the demo's people or an officer's number.
func TestOnePage(t *testing.T) {
	name := os.Getenv("PORTAL_PAGE")
	if name == "" {
		t.Skip("make audit PAGE=/zh-Hans/help")
	}
	c := startCast(t, "sqlite")
	s, known := c.byName()[name]
	if !known {
		s = shot{name: name, path: name, who: os.Getenv("PORTAL_WHO")}
	}
	if s.who != "" && c.players[s.who] == nil {
		t.Fatalf("nobody is called %q; the people are those of /demo/people, by their key", s.who)
	}
	report(t, "html-validate", browser.ValidateHTML(t, map[string][]byte{name: c.take(t, s).Body}))
	page := browser.Start(t).Page(t)
	for _, mode := range []string{"standard", "elder"} {
		look := row{mode: mode, theme: "light", size: "standard"}.look()
		report(t, mode+" rules", audit.Check(c.take(t, s, prefer(look)).Body, s.exempt()...))
		for _, theme := range []preference.Theme{preference.ThemeLight, preference.ThemeDark, preference.ThemeYellow} {
			for _, width := range []int{320, 1280} {
				r := row{page: s.name, mode: mode, theme: string(theme), size: "standard", language: "zh-Hans", width: width}
				t.Run(r.String(), func(t *testing.T) { report(t, "", c.lookAt(t, page, s, r)) })
			}
		}
		t.Run(mode+" alone", func(t *testing.T) {
			p := c.lay(t, page, s, look)
			report(t, mode, slices.Concat(p.OnPaper(), p.Zoomed(), p.Still(), p.Turned(), p.Keyboard()))
		})
	}
}
