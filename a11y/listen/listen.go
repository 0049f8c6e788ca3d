// Package listen lets the tests hear a page as a blind reader does: it starts
// the Orca screen reader on a screen and a desktop of its own, presses real keys
// and returns what Orca says after each. It also reads the scripts of journeys
// and tells what of them was heard and what should not have been.
//
// It knows neither the portal nor the browser: the test starts a program of its
// choice with Env and gives it the keyboard with Activate. No sound is made.
package listen

import (
	_ "embed"
	"os"
	"os/exec"
	"strings"
	"testing"
)

//go:embed customise.py
var customise string

// Reader is Orca, started and listening.
type Reader struct {
	t     testing.TB
	home  string
	env   []string
	ended []func()
	ear   *ear
}

// programs are what a Reader is made of.
func programs() []string {
	return []string{"orca", "Xvfb", "openbox", "xdotool", "dbus-daemon", "dbus-send", "localedef"}
}

// Start starts a screen, a desktop bus, a window manager and Orca speaking
// Chinese, and ends them with the test. Where a part is missing the test fails
// in CI and is skipped elsewhere.
func Start(t testing.TB) *Reader {
	t.Helper()
	present(t)
	home, err := os.MkdirTemp("", "listen-")
	if err != nil {
		t.Fatal(err)
	}
	r := &Reader{t: t, home: home}
	t.Cleanup(r.end)
	for _, step := range []func() error{r.rooms, r.locale, r.screen, r.bus, r.desktop, r.orca} {
		if err := step(); err != nil {
			t.Fatalf("listen: %v\n%s", err, r.complaints())
		}
	}
	return r
}

func present(t testing.TB) {
	t.Helper()
	var lacking []string
	for _, name := range programs() {
		if _, err := exec.LookPath(name); err != nil {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) == 0 {
		return
	}
	list := strings.Join(lacking, ", ")
	if os.Getenv("CI") != "" {
		t.Fatalf("listen: missing: %s", list)
	}
	t.Skipf("Nothing was heard with Orca, because this machine lacks %s; make test as root installs it.", list)
}

// For returns the same reader reporting to another test, for subtests.
func (r *Reader) For(t testing.TB) *Reader {
	r.t = t
	return r
}

// Env is the environment of a program that is to be heard.
func (r *Reader) Env() []string { return r.env }

func (r *Reader) end() {
	for i := len(r.ended) - 1; i >= 0; i-- {
		r.ended[i]()
	}
	os.RemoveAll(r.home)
}

// complaints are the last words of the programs.
func (r *Reader) complaints() string {
	text, _ := os.ReadFile(r.home + "/complaints")
	if len(text) > 2000 {
		text = text[len(text)-2000:]
	}
	return string(text)
}
