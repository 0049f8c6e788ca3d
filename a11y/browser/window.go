package browser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Window opens an address in a window without tabs or address bar on the screen
// that env names, and tells the desktop of it as a screen reader needs. Keys come
// from the screen: Press and Type of this page would pass the reader by.
func Window(t testing.TB, env []string, url string) *Page {
	t.Helper()
	program := find(t)
	profile, err := os.MkdirTemp("", "browser-")
	if err != nil {
		t.Fatal(err)
	}
	// Without this the browser offers, aloud, to translate what is not Chinese.
	if err := noTranslation(profile); err != nil {
		t.Fatal(err)
	}
	b := started(t, program, profile, windowFlags(profile, url), env)
	p := &Page{t: t, b: b, change: make(chan struct{})}
	p.adopt()
	return p
}

func noTranslation(profile string) error {
	dir := filepath.Join(profile, "Default")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "Preferences"), []byte(`{"translate":{"enabled":false}}`), 0o600)
}

// windowFlags are those of Start but for what hides the window. A test type keeps
// the browser's own warnings from being read out.
func windowFlags(profile, url string) []string {
	kept := slices.DeleteFunc(flags(profile), func(flag string) bool {
		return flag == "--headless" || flag == "--hide-scrollbars" || flag == "about:blank"
	})
	return append(kept, "--force-renderer-accessibility", "--test-type", "--no-default-browser-check", "--password-store=basic",
		"--disable-features=Translate", "--window-position=0,0", "--window-size=1280,1000", "--app="+url)
}

// adopt attaches to the page that the browser opened by itself.
func (p *Page) adopt() {
	p.t.Helper()
	var known struct {
		TargetInfos []struct{ TargetID, Type, URL string }
	}
	for p.target == "" {
		p.send("Target.getTargets", nil, &known)
		for _, target := range known.TargetInfos {
			if target.Type == "page" && strings.HasPrefix(target.URL, "http") {
				p.target = target.TargetID
			}
		}
	}
	var made struct{ SessionID string }
	p.send("Target.attachToTarget", object{"targetId": p.target, "flatten": true}, &made)
	p.session = made.SessionID
	p.b.conn.listen(p.session, p.event)
	for _, domain := range []string{"Page", "Runtime", "DOM", "Network", "Log"} {
		p.send(domain+".enable", nil, nil)
	}
	p.send("Page.setLifecycleEventsEnabled", object{"enabled": true}, nil)
}
