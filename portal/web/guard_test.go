package web_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"changban/portal/web"
	"changban/portal/web/webtest"
)

// Pages about errors come from before and outside the handlers; they need the
// same protection.
func TestErrorPagesCarryTheHeaders(t *testing.T) {
	k := kernel(t)
	foreign := k.Client(t)
	foreign.Host = "evil.example"
	for name, h := range map[string]http.Header{
		"foreign host": foreign.Get("/zh-Hans").Want(421).Header,
		"panic":        k.Client(t).Get("/zh-Hans/fail/panic").Want(500).Header,
	} {
		for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Request-Id"} {
			if h.Get(header) == "" {
				t.Errorf("%s: no %s", name, header)
			}
		}
		if h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Cache-Control %q", name, h.Get("Cache-Control"))
		}
	}
}

// Bodies that grow when they are read never are.
func TestBodiesThatGrow(t *testing.T) {
	k := kernel(t)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"))
	_, _ = w.Write(bytes.Repeat([]byte("x"), 32<<20))
	_, _ = w.Write([]byte("\r\n--x--\r\n"))
	_ = w.Close()
	for _, path := range []string{"/zh-Hans/echo", "/zh-Hans/upload"} {
		c := k.Client(t)
		c.Header["Content-Encoding"] = "gzip"
		c.Do("POST", path, "multipart/form-data; boundary=x", packed.Bytes()).Want(415).Audit()
	}
	fields := []byte(strings.Repeat("a&", web.MaxBody))
	k.Client(t).Do("POST", "/zh-Hans/upload", "application/x-www-form-urlencoded", fields).Want(413).Audit()
	parts := []byte(strings.Repeat("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n", 2000) + "--x--\r\n")
	k.Client(t).Do("POST", "/zh-Hans/echo", "multipart/form-data; boundary=x", parts).Want(400).Audit()
}

// A large file holds its place from before the form is read, and gives it back.
func TestPlacesForFiles(t *testing.T) {
	c := kernel(t).Client(t)
	file := webtest.File{Field: "paper", Name: "a.jpg", Kind: "image/jpeg", Data: bytes.Repeat([]byte("x"), 1<<20)}
	for range 5 {
		c.PostFiles("/zh-Hans/upload", nil, file).Want(200)
	}
}

// A proxy that adds a line of its own is believed, the client's line is not.
func TestClientAddressOfSeveralLines(t *testing.T) {
	k := kernel(t, func(c *web.Config) {
		c.Demo, c.TrustedProxies = false, []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}
	})
	k.Get("/address", func(c *fiber.Ctx, p *web.Page) error { return c.SendString(p.ClientAddress()) })
	req := &http.Request{Method: "GET", Host: "127.0.0.1:8080", URL: &url.URL{Path: "/zh-Hans/address"},
		Header: http.Header{"X-Forwarded-For": {"6.6.6.6", "1.2.3.4"}}}
	answer, err := k.App().Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var body bytes.Buffer
	_, _ = body.ReadFrom(answer.Body)
	if body.String() != "1.2.3.4" {
		t.Errorf("the client is %q", body.String())
	}
}
