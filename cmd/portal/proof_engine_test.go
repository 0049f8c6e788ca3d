package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/a11y/gecko"
)

// TestProofSecondEngine lays every kind of page out in Firefox as well, modes and
// languages by turn, at a phone's width: nothing cut, nothing across the edge, targets and
// type as large as in the first engine (A11Y-156).
func TestProofSecondEngine(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	c := startCast(t, "sqlite")
	f := gecko.Start(t)
	seen, count := map[string]bool{}, 0
	var few []shot
	for _, s := range c.pagesOf() {
		if s.form != nil || seen[s.kind()] { // a page that follows a form looks like its kind
			continue
		}
		seen[s.kind()] = true
		few = append(few, s)
	}
	for _, s := range inOrder(c.byTurn(t, few, "ssl", "esd")) {
		if s.language == "mn-Mong" {
			f.Viewport(640, 256)
		} else {
			f.Viewport(320, 640)
		}
		c.layInFirefox(t, f, s.shot, s.look)
		for _, wrong := range inFirefox(f, leastTarget) {
			t.Errorf("%s: %s", s, wrong)
		}
		count++
	}
	t.Logf("Firefox %s: %d kinds of pages", f.Version(), len(seen))
	floor.Count(t, "proof.firefox pages", count)
	c.layInFirefox(t, f, shot{path: "/zh-Hans"}, "ssl")
	f.Eval(`document.querySelector("main h1").style.cssText = "width: 500px; font-size: 12px"; return 0`, nil)
	if found := inFirefox(f, leastTarget); len(found) < 2 {
		t.Errorf("a heading of 500 px in 12 px is not seen: %q", found)
	}
	if !t.Failed() {
		floor.Prove(t, "second engine")
	}
}

func (c *cast) layInFirefox(t *testing.T, f *gecko.Firefox, s shot, look string) {
	t.Helper()
	f.Goto(c.URL + "/robots.txt") // cookies are set on an address of ours
	f.ForgetCookies()
	f.Cookie("prefs", look)
	if s.who != "" {
		f.Cookie(c.cookieOf(s.who))
	}
	f.Goto(c.URL + s.path)
}

// inFirefox measures the page that is open.
func inFirefox(f *gecko.Firefox, least int) []string {
	var found [][2]string
	f.Eval(fmt.Sprintf(`const m = %s; return [...m.overflow(), ...m.cut(), ...m.targets(%d).found, ...m.smallType(%d)]`,
		browser.MeasureScript(), least, leastType), &found)
	var all []string
	for _, pair := range found {
		text, _ := json.Marshal(pair) // two strings
		all = append(all, strings.Trim(string(text), "[]"))
	}
	return all
}
