package browser

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
)

// seen is what events have told about a page so far.
type seen struct {
	loader      string          // of the document now shown
	loaded      map[string]bool // by loader: the load event has fired
	status      map[string]int  // by loader: HTTP status of the document
	unreachable string          // address of a page that could not be opened
	requests    []string
	problems    []string
}

type eventParams struct {
	Name      string // lifecycle
	LoaderID  string
	RequestID string
	FrameID   string
	Type      string
	Frame     struct{ ID, ParentID, LoaderID, UnreachableURL string }
	Request   struct{ URL string }
	Response  struct {
		URL    string
		Status int
	}
	Args  []struct{ Value, Description any }
	Entry struct{ Source, Level, Text, URL string }
	Issue struct {
		Code    string
		Details json.RawMessage
	}
	ExceptionDetails struct {
		Text      string
		Exception struct{ Description string }
	}
}

// event runs on the reading goroutine, one event after the other.
func (p *Page) event(method string, raw json.RawMessage) {
	var e eventParams
	if json.Unmarshal(raw, &e) != nil {
		return // an event of another shape than the ones used here
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen.loading(method, &e)
	p.seen.trouble(method, &e)
	close(p.change)
	p.change = make(chan struct{})
}

func (s *seen) loading(method string, e *eventParams) {
	if s.loaded == nil {
		s.loaded, s.status = map[string]bool{}, map[string]int{}
	}
	switch method {
	case "Page.frameNavigated":
		if e.Frame.ParentID == "" {
			s.loader, s.unreachable = e.Frame.LoaderID, e.Frame.UnreachableURL
		}
	case "Page.lifecycleEvent":
		if e.Name == "load" {
			s.loaded[e.LoaderID] = true
		}
	case "Network.requestWillBeSent":
		s.requests = append(s.requests, e.Request.URL)
	case "Network.responseReceived":
		if e.Type == "Document" {
			s.status[e.LoaderID] = e.Response.Status
		}
	}
}

func (s *seen) trouble(method string, e *eventParams) {
	switch method {
	case "Runtime.consoleAPICalled":
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			s.problem("console: %v", e.Args)
		}
	case "Runtime.exceptionThrown":
		s.problem("script: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.Exception.Description)
	case "Log.entryAdded":
		// Network entries repeat what the status says; a 422 page is no trouble.
		if e.Entry.Source != "network" && (e.Entry.Level == "error" || e.Entry.Level == "warning") {
			s.problem("%s: %s", e.Entry.Source, e.Entry.Text)
		}
	case "Audits.issueAdded":
		if e.Issue.Code == "ContentSecurityPolicyIssue" {
			s.problem("content security policy: %s", e.Issue.Details)
		}
	case "Network.responseReceived":
		if e.Type != "Document" && e.Response.Status >= 400 {
			s.problem("%s answered %d", e.Response.URL, e.Response.Status)
		}
	}
}

func (s *seen) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// Status returns the HTTP status of the page now shown.
func (p *Page) Status() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen.status[p.seen.loader]
}

// Problems returns what went wrong since the page was opened: errors and
// warnings on the console, uncaught exceptions, violations of the content
// security policy, files that are missing, and requests to other hosts than
// that of the address now shown.
func (p *Page) Problems() []string {
	p.t.Helper()
	here := p.URL()
	p.mu.Lock()
	defer p.mu.Unlock()
	found := slices.Clone(p.seen.problems)
	for _, request := range p.seen.requests {
		if foreign(request, here) {
			found = append(found, "request to another host: "+request)
		}
	}
	return found
}

// Fresh forgets requests and problems of the pages opened so far.
func (p *Page) Fresh() *Page {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen.requests, p.seen.problems = nil, nil
	return p
}

// Requests returns the addresses asked for since the page was opened, in order.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.seen.requests)
}

func foreign(request, here string) bool {
	r, err := url.Parse(request)
	h, errHere := url.Parse(here)
	if err != nil || errHere != nil {
		return true
	}
	return (r.Scheme == "http" || r.Scheme == "https" || r.Scheme == "ws" || r.Scheme == "wss") && r.Host != h.Host
}
