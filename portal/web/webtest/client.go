package webtest

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/audit"
	"changban/portal/session"
)

// Client is a browser without script: it keeps cookies, says where a post comes
// from and follows 303.
type Client struct {
	t       testing.TB
	app     *fiber.App
	cookies map[string]string
	Host    string
	Header  map[string]string // sent with every request; "" as value leaves out one of ours
}

// NewClient returns a client without cookies that asks 127.0.0.1:8080.
func NewClient(t testing.TB, app *fiber.App) *Client {
	return &Client{t: t, app: app, cookies: map[string]string{}, Host: "127.0.0.1:8080", Header: map[string]string{}}
}

// Client returns a new client of the kernel.
func (k *Kernel) Client(t testing.TB) *Client { return NewClient(t, k.App()) }

// SignedIn returns a new client with an open session.
func (k *Kernel) SignedIn(t testing.TB, kind session.Kind, subject string) *Client {
	t.Helper()
	cookie, _, err := k.Sessions.Open(context.Background(), kind, subject)
	if err != nil {
		t.Fatal(err)
	}
	c := k.Client(t)
	c.SetCookie("session", cookie)
	return c
}

// Answer is one response; Path is the address that gave it.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	Path   string
	t      testing.TB
}

// SetCookie plants a cookie.
func (c *Client) SetCookie(name, value string) { c.cookies[name] = value }

// Cookie returns a cookie's value, "" when there is none.
func (c *Client) Cookie(name string) string { return c.cookies[name] }

// Get asks for a page and does not follow redirects.
func (c *Client) Get(path string) Answer {
	c.t.Helper()
	return c.Do(http.MethodGet, path, "", nil)
}

// Post sends a form and does not follow redirects.
func (c *Client) Post(path string, form url.Values) Answer {
	c.t.Helper()
	return c.Do(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
}

// Submit sends a form and follows redirects to the page that is read next.
func (c *Client) Submit(path string, form url.Values) Answer {
	c.t.Helper()
	return c.Follow(c.Post(path, form))
}

// Visit is Get that follows redirects.
func (c *Client) Visit(path string) Answer {
	c.t.Helper()
	return c.Follow(c.Get(path))
}

// Follow follows redirects, ten at most.
func (c *Client) Follow(a Answer) Answer {
	c.t.Helper()
	for range 10 {
		if a.Status < 300 || a.Status > 399 || a.Status == http.StatusNotModified {
			return a
		}
		a = c.Get(a.Header.Get("Location"))
	}
	c.t.Fatalf("redirects without end at %s", a.Path)
	return a
}

// Press presses a button of a page: the form around it is sent with what stands
// in it, changed by fill, and redirects are followed. button is the words of the
// button or, with a leading "#", ".", "[" or "form", a selector of the form.
func (c *Client) Press(page Answer, button string, fill url.Values) Answer {
	c.t.Helper()
	form, pressed := page.form(button)
	if !form.Exists() {
		c.t.Fatalf("%s: no form with the button %q in %s", page.Path, button, page.Text())
	}
	values := controls(form)
	for name, v := range fill {
		values[name] = v
	}
	if name := pressed.Attr("name"); name != "" {
		values.Set(name, pressed.Attr("value"))
	}
	action := form.Attr("action")
	if other := pressed.Attr("formaction"); other != "" {
		action = other
	}
	if action == "" {
		action = page.Path
	}
	switch {
	case form.Attr("method") == "get":
		return c.Visit(action + "?" + values.Encode())
	case form.Attr("enctype") == "multipart/form-data":
		return c.Follow(c.PostFiles(action, values))
	}
	return c.Submit(action, values)
}

// File is a file to send.
type File struct {
	Field, Name, Kind string
	Data              []byte
}

// PostFiles sends a form as multipart and does not follow redirects.
func (c *Client) PostFiles(path string, form url.Values, files ...File) Answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			c.must(w.WriteField(name, v))
		}
	}
	for _, f := range files {
		head := textproto.MIMEHeader{}
		head.Set("Content-Disposition", multipart.FileContentDisposition(f.Field, f.Name))
		head.Set("Content-Type", f.Kind)
		part, err := w.CreatePart(head)
		c.must(err)
		_, err = part.Write(f.Data)
		c.must(err)
	}
	c.must(w.Close())
	return c.Do(http.MethodPost, path, w.FormDataContentType(), body.Bytes())
}

// Do sends one request.
func (c *Client) Do(method, path, contentType string, body []byte) Answer {
	c.t.Helper()
	r := httptest.NewRequest(method, "http://"+c.Host+path, bytes.NewReader(body))
	if method != http.MethodGet && method != http.MethodHead {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Origin", "http://"+c.Host)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for name, value := range c.Header {
		r.Header.Set(name, value)
		if value == "" {
			r.Header.Del(name)
		}
	}
	response, err := c.app.Test(r, -1)
	c.must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	c.must(err)
	c.keep(response)
	return Answer{Status: response.StatusCode, Header: response.Header, Body: text, Path: path, t: c.t}
}

func (c *Client) keep(r *http.Response) {
	for _, cookie := range r.Cookies() {
		if cookie.Value == "" || cookie.MaxAge < 0 {
			delete(c.cookies, cookie.Name)
			continue
		}
		c.cookies[cookie.Name] = cookie.Value
	}
}

func (c *Client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// Doc reads the page.
func (a Answer) Doc() audit.Doc {
	a.t.Helper()
	d, err := audit.Parse(a.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return d
}

// One returns the first element that matches a selector.
func (a Answer) One(selector string) audit.Doc { return a.Doc().One(selector) }

// Text returns what a reader sees of the page.
func (a Answer) Text() string { return a.Doc().Text() }

// Want fails the test unless the answer has the status.
func (a Answer) Want(status int) Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("%s: status %d, want %d; location %q; %.400s", a.Path, a.Status, status, a.Header.Get("Location"), a.Text())
	}
	return a
}

// WantText fails the test unless the page shows every text.
func (a Answer) WantText(texts ...string) Answer {
	a.t.Helper()
	shown := a.Text()
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			a.t.Errorf("%s: %q is not on the page: %.1500s", a.Path, text, shown)
		}
	}
	return a
}

// WantTo fails the test unless the answer leads to path with 303 or 302.
func (a Answer) WantTo(path string) Answer {
	a.t.Helper()
	if got := a.Header.Get("Location"); a.Status != http.StatusSeeOther && a.Status != http.StatusFound || got != path {
		a.t.Fatalf("%s: status %d to %q, want a redirect to %q; %.300s", a.Path, a.Status, got, path, a.Text())
	}
	return a
}

// Audit fails the test for every broken page rule; rules named in except are
// left out.
func (a Answer) Audit(except ...string) Answer {
	a.t.Helper()
	for _, f := range audit.Check(a.Body, except...) {
		a.t.Errorf("%s: %s", a.Path, f)
	}
	return a
}

func (a Answer) form(button string) (form, pressed audit.Doc) {
	if strings.HasPrefix(button, "#") || strings.HasPrefix(button, ".") || strings.HasPrefix(button, "[") || strings.HasPrefix(button, "form") {
		return a.One(button), audit.Doc{}
	}
	page := a.Doc()
	for _, b := range page.All("button") {
		if b.Text() != button && b.Attr("value") != button {
			continue
		}
		if id := b.Attr("form"); id != "" {
			return page.ID(id), b
		}
		return b.Closest("form"), b
	}
	return audit.Doc{}, audit.Doc{}
}

// controls reads what a browser would send of a form without a pressed button.
func controls(form audit.Doc) url.Values {
	values := url.Values{}
	for _, in := range form.All("input") {
		kind, name := in.Attr("type"), in.Attr("name")
		isChoice := kind == "radio" || kind == "checkbox"
		if name == "" || kind == "file" || kind == "submit" || isChoice && !in.Has("checked") {
			continue
		}
		values.Add(name, in.Attr("value"))
	}
	for _, area := range form.All("textarea") {
		values.Add(area.Attr("name"), area.Text())
	}
	return values
}
