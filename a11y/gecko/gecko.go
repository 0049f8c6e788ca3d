// Package gecko drives a real Firefox for the tests, so that pages are measured
// in a second engine: what one engine lays out well another may cut (A11Y-156).
//
// It speaks Marionette over a local port that Firefox chooses; there is no
// driver program and no library. Firefox may load the portal under test alone.
// It knows nothing of the portal: addresses and scripts come from the tests.
package gecko

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience bounds the start and every command. It is long because two cores may
// be busy with other tests.
const patience = 90 * time.Second

// settings keep Firefox quiet: no first run, no updates, no calls home, and the
// page's own language in its own words.
const settings = `user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("intl.accept_languages", "zh-CN, zh");
user_pref("ui.prefersReducedMotion", 1);
`

// Firefox is one running Firefox with one window. Its methods end the test when
// Firefox refuses.
type Firefox struct {
	t       testing.TB
	conn    *conn
	version string
}

// Start starts Firefox without a window on the screen and ends it with the test.
// Without Firefox the test fails in CI and is skipped elsewhere.
func Start(t testing.TB) *Firefox {
	t.Helper()
	program := find(t)
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--marionette", "--remote-allow-system-access", "--headless", "--no-remote", "--profile", profile, "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its children end with it
	if err := cmd.Start(); err != nil {
		t.Fatalf("gecko: %v", err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait() // it was killed
	})
	f := &Firefox{t: t, conn: dial(t, profile)}
	var session struct {
		Capabilities struct{ BrowserVersion string }
	}
	f.call("WebDriver:NewSession", object{}, &session)
	f.version = session.Capabilities.BrowserVersion
	f.slim()
	return f
}

// slim takes away the least width of Firefox's window, which is more than the
// 320 px that pages must hold at: its own frame is a document too.
func (f *Firefox) slim() {
	f.t.Helper()
	f.call("Marionette:SetContext", object{"value": "chrome"}, nil)
	f.Eval(`document.documentElement.style.setProperty("min-width", "0", "important"); return 0`, nil)
	f.call("Marionette:SetContext", object{"value": "content"}, nil)
}

// Version is that of the engine, such as "153.7.0".
func (f *Firefox) Version() string { return f.version }

func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{os.Getenv("FIREFOX"), "firefox-esr", "firefox"} {
		if program, err := exec.LookPath(name); name != "" && err == nil {
			return program
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("gecko: Firefox is missing")
	}
	t.Skip("Firefox is missing, so nothing was measured in a second engine; make test as root installs it.")
	return ""
}

// dial waits for the port, which Firefox writes into its profile once it listens.
func dial(t testing.TB, profile string) *conn {
	t.Helper()
	file, until := filepath.Join(profile, "MarionetteActivePort"), time.Now().Add(patience)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		port, err := os.ReadFile(file)
		if err == nil && len(port) > 0 {
			link, err := net.Dial("tcp", "127.0.0.1:"+strings.TrimSpace(string(port)))
			if err == nil {
				return open(t, link)
			}
		}
		if time.Now().After(until) {
			t.Fatal("gecko: Firefox did not start in time")
		}
	}
	return nil
}

// Goto opens an address and waits until it is loaded.
func (f *Firefox) Goto(address string) {
	f.t.Helper()
	f.call("WebDriver:Navigate", object{"url": address}, nil)
}

// Cookie sets a cookie of the page that is open.
func (f *Firefox) Cookie(name, value string) {
	f.t.Helper()
	f.call("WebDriver:AddCookie", object{"cookie": object{"name": name, "value": value, "path": "/"}}, nil)
}

// ForgetCookies drops the cookies of the page that is open.
func (f *Firefox) ForgetCookies() {
	f.t.Helper()
	f.call("WebDriver:DeleteAllCookies", object{}, nil)
}

// Viewport makes the inside of the window width × height CSS pixels.
func (f *Firefox) Viewport(width, height int) {
	f.t.Helper()
	f.call("WebDriver:SetWindowRect", object{"width": width, "height": height}, nil)
	var inner [2]int
	f.Eval("return [innerWidth, innerHeight]", &inner)
	f.call("WebDriver:SetWindowRect", object{"width": width + width - inner[0], "height": height + height - inner[1]}, nil)
}

// Eval runs the body of a function in the page and reads what it returns.
func (f *Firefox) Eval(body string, out any) {
	f.t.Helper()
	answer := struct{ Value any }{Value: out}
	f.call("WebDriver:ExecuteScript", object{"script": body, "args": []any{}, "sandbox": nil}, &answer)
}

// EvalAsync is Eval for a body that calls its last argument when it is done.
func (f *Firefox) EvalAsync(body string, out any) {
	f.t.Helper()
	answer := struct{ Value any }{Value: out}
	f.call("WebDriver:ExecuteAsyncScript", object{"script": body, "args": []any{}, "sandbox": nil}, &answer)
}

// Screenshot returns a PNG of the whole page.
func (f *Firefox) Screenshot() []byte {
	f.t.Helper()
	var answer struct{ Value []byte }
	f.call("WebDriver:TakeScreenshot", object{"full": true, "hash": false}, &answer)
	return answer.Value
}

func (f *Firefox) call(command string, params object, out any) {
	f.t.Helper()
	if err := f.conn.call(command, params, out); err != nil {
		f.t.Fatalf("gecko: %v", fmt.Errorf("%s: %w", command, err))
	}
}
