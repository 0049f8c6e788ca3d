package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// strayed says that a page is in another mode or language than the way to it
// began in.
func (w *walk) strayed(mode string) string {
	w.t.Helper()
	if got, lang := w.Attr("html", "data-mode"), w.Attr("html", "lang"); got != mode || lang != w.tongue() {
		return fmt.Sprintf("a way in %s (%s) came to a page in %s (%s)", mode, w.tongue(), got, lang)
	}
	return ""
}

// TestRobotStaysInItsMode: the mode chosen on the front page holds to the first
// question; with the choice thrown away the same look at the page is red.
func TestRobotStaysInItsMode(t *testing.T) {
	w := settle(t, "sqlite")
	me := w.arrive()
	me.at("/")
	if problem := me.strayed("standard"); problem != "" {
		t.Error(problem)
	}
	me.UseByKeys(named(t, me.Page, "button", me.say("prefs.look.elder")))
	me.signIn(w.resident("zhao").Phone)
	me.begin("living-subsidy", "")
	if problem := me.strayed("elder"); problem != "" {
		t.Error(problem)
	}
	me.ForgetCookies()
	me.at("/")
	if me.strayed("elder") == "" {
		t.Error("a page that forgot the choice counts as elder mode")
	}
	if !t.Failed() {
		floor.Prove(t, "go journeys both modes")
	}
}

// named is the control of a role that is called so.
func named(t *testing.T, page *browser.Page, role, name string) browser.Control {
	t.Helper()
	for _, c := range page.Controls() {
		if c.Role == role && c.Name == name {
			return c
		}
	}
	t.Fatalf("no %s %q on %s", role, name, page.Path())
	return browser.Control{}
}

var realButton = regexp.MustCompile(`(?s)<button type="submit" class="button primary">(.*?)</button>`)

// TestOnlyKeys: the button of a question is reached by Tab alone; where it is a
// div that only looks like one, no key leads to it.
func TestOnlyKeys(t *testing.T) {
	w := settle(t, "sqlite")
	me := w.come(w.resident("zhao"), "living-subsidy")
	onward := me.say("common.button.continue")
	if !me.Reaches(named(t, me.Page, "button", onward)) {
		t.Errorf("Tab never comes to the button of %s", me.Path())
	}
	mutant := realButton.ReplaceAll(me.Source(), []byte(`<div role="button" class="button primary">$1</div>`))
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.Write(mutant)
	}))
	t.Cleanup(server.Close)
	beside := w.browser.Page(t)
	beside.NoScript()
	beside.Goto(server.URL)
	if beside.Reaches(named(t, beside, "button", onward)) {
		t.Error("Tab comes to a div")
	}
	if !t.Failed() {
		floor.Prove(t, "walk keyboard journey")
	}
}
