package browser

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"
)

// Page is one tab with cookies of its own. Its methods end the test when the
// browser refuses, so that a journey reads as a list of steps.
type Page struct {
	t        testing.TB
	b        *Browser
	session  string
	context  string
	target   string
	noScript bool
	armed    bool // carries the audit engines

	mu     sync.Mutex
	change chan struct{} // closed and renewed with every event
	seen   seen
}

// Page opens an empty page of 1000 × 760 px with no cookies; it closes with the test.
func (b *Browser) Page(t testing.TB) *Page {
	t.Helper()
	var made struct{ BrowserContextID string }
	if err := b.conn.call("", "Target.createBrowserContext", nil, &made); err != nil {
		t.Fatalf("browser: %v", err)
	}
	p := b.open(t, made.BrowserContextID)
	t.Cleanup(func() {
		p.close()
		b.conn.call("", "Target.disposeBrowserContext", object{"browserContextId": p.context}, nil)
	})
	return p
}

// Tab opens an empty page beside this one, with the same cookies.
func (p *Page) Tab() *Page {
	p.t.Helper()
	tab := p.b.open(p.t, p.context)
	if p.noScript {
		tab.NoScript()
	}
	p.t.Cleanup(tab.close)
	return tab
}

func (b *Browser) open(t testing.TB, context string) *Page {
	t.Helper()
	p := &Page{t: t, b: b, context: context, change: make(chan struct{})}
	var made struct{ TargetID, SessionID string }
	// A window of its own: a tab behind another one is not drawn.
	p.must(b.conn.call("", "Target.createTarget", object{"url": "about:blank", "browserContextId": p.context, "newWindow": true}, &made))
	p.target = made.TargetID
	p.must(b.conn.call("", "Target.attachToTarget", object{"targetId": p.target, "flatten": true}, &made))
	p.session = made.SessionID
	b.conn.listen(p.session, p.event)
	for _, domain := range []string{"Page", "Runtime", "DOM", "Network", "Log", "Audits", "Accessibility"} {
		p.send(domain+".enable", nil, nil)
	}
	p.send("Page.setLifecycleEventsEnabled", object{"enabled": true}, nil)
	p.send("Emulation.setFocusEmulationEnabled", object{"enabled": true}, nil)
	p.Viewport(1000, 760)
	return p
}

func (p *Page) close() {
	p.b.conn.listen(p.session, nil)
	p.b.conn.call("", "Target.closeTarget", object{"targetId": p.target}, nil)
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

func (p *Page) send(method string, params object, result any) {
	p.t.Helper()
	p.must(p.b.conn.call(p.session, method, params, result))
}

// For returns the same page reporting to another test, for subtests.
func (p *Page) For(t testing.TB) *Page {
	p.t = t
	return p
}

// Viewport sets the size in CSS pixels.
func (p *Page) Viewport(width, height int) {
	p.t.Helper()
	p.send("Emulation.setDeviceMetricsOverride", object{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// NoScript switches the page's script off, and with it Eval and all that
// measures; queries, keys, clicks and pictures go on working.
func (p *Page) NoScript() {
	p.t.Helper()
	p.noScript = true
	p.send("Emulation.setScriptExecutionDisabled", object{"value": true}, nil)
}

// Script switches script on again for the pages opened from now on.
func (p *Page) Script() {
	p.t.Helper()
	p.noScript = false
	p.send("Emulation.setScriptExecutionDisabled", object{"value": false}, nil)
}

// Media sets media features as "forced-colors=active" and, as an item without
// "=", the media type ("print"). Without items all are as at the start.
func (p *Page) Media(items ...string) {
	p.t.Helper()
	kind, features := "", []object{}
	for _, item := range items {
		name, value, found := strings.Cut(item, "=")
		if found {
			features = append(features, object{"name": name, "value": value})
		} else {
			kind = name
		}
	}
	p.send("Emulation.setEmulatedMedia", object{"media": kind, "features": features}, nil)
}

// Headers are sent with every request from now on, such as Accept-Language.
func (p *Page) Headers(headers map[string]string) {
	p.t.Helper()
	p.send("Network.setExtraHTTPHeaders", object{"headers": headers}, nil)
}

// Cookie sets a cookie for the site of an address.
func (p *Page) Cookie(url, name, value string) {
	p.t.Helper()
	p.send("Network.setCookie", object{"url": url, "name": name, "value": value}, nil)
}

// ForgetCookies ends every session of this page, as a lost cookie would.
func (p *Page) ForgetCookies() {
	p.t.Helper()
	p.send("Network.clearBrowserCookies", nil, nil)
}

// Goto opens an address and waits until the page has loaded and was drawn.
func (p *Page) Goto(url string) {
	p.t.Helper()
	var made struct{ LoaderID, ErrorText string }
	p.send("Page.navigate", object{"url": url}, &made)
	if made.ErrorText != "" {
		p.t.Fatalf("browser: %s: %s", url, made.ErrorText)
	}
	if made.LoaderID != "" { // else only the part after # changed
		p.until("load "+url, func(s *seen) bool { return s.loaded[made.LoaderID] })
	}
	p.drawn()
}

// Loading does something that leads to another page, and waits until that page
// has loaded and was drawn.
func (p *Page) Loading(act func()) {
	p.t.Helper()
	p.mu.Lock()
	before := p.seen.loader
	p.mu.Unlock()
	act()
	p.until("a new page", func(s *seen) bool { return s.loader != before && s.loaded[s.loader] })
	p.mu.Lock()
	failed := p.seen.unreachable
	p.mu.Unlock()
	if failed != "" {
		p.t.Fatalf("browser: %s could not be opened", failed)
	}
	p.drawn()
}

// Reload loads the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.Loading(func() { p.send("Page.reload", nil, nil) })
}

// Back goes back by one page, as the browser's button does.
func (p *Page) Back() {
	p.t.Helper()
	var history struct {
		CurrentIndex int
		Entries      []struct{ ID int }
	}
	p.send("Page.getNavigationHistory", nil, &history)
	if history.CurrentIndex < 1 {
		p.t.Fatal("browser: there is no page to go back to")
	}
	id := history.Entries[history.CurrentIndex-1].ID
	p.Loading(func() { p.send("Page.navigateToHistoryEntry", object{"entryId": id}, nil) })
}

// until waits for events to make done true.
func (p *Page) until(what string, done func(*seen) bool) {
	p.t.Helper()
	deadline := time.After(patience)
	for {
		p.mu.Lock()
		is, change := done(&p.seen), p.change
		p.mu.Unlock()
		if is {
			return
		}
		select {
		case <-change:
		case <-deadline:
			p.t.Fatalf("browser: waited %s for %s", patience, what)
		}
	}
}

// drawn waits for a frame: autofocus happens with the first one, after load.
func (p *Page) drawn() {
	p.t.Helper()
	p.capture(object{"clip": object{"x": 0, "y": 0, "width": 1, "height": 1, "scale": 1}})
}

// Eval runs an expression in the page, waits if it is a promise and reads its
// value into out, which may be nil. It is refused after NoScript.
func (p *Page) Eval(js string, out any) {
	p.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	p.send("Runtime.evaluate", object{"expression": js, "awaitPromise": true, "returnByValue": true}, &answer)
	if e := answer.ExceptionDetails; e != nil {
		p.t.Fatalf("browser: %s %s", e.Text, e.Exception.Description)
	}
	if out != nil && len(answer.Result.Value) > 0 {
		p.must(json.Unmarshal(answer.Result.Value, out))
	}
}
