package gecko_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"changban/a11y/gecko"
)

func TestFirefox(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!DOCTYPE html><title>字</title><p>" + r.Header.Get("Cookie") + "</p>"))
	}))
	defer server.Close()
	f := gecko.Start(t)
	f.Goto(server.URL)
	f.Cookie("look", "esl")
	f.Goto(server.URL + "/again")
	var text string
	f.Eval(`return document.title + document.body.textContent.trim()`, &text)
	if text != "字look=esl" {
		t.Errorf("read %q", text)
	}
	f.ForgetCookies()
	f.Goto(server.URL)
	f.EvalAsync(`const done = arguments[0]; Promise.resolve(document.body.textContent.trim()).then(done)`, &text)
	if text != "" {
		t.Errorf("cookies left: %q", text)
	}
	var width int
	for _, want := range []int{320, 1280} {
		f.Viewport(want, 700)
		f.Eval("return innerWidth", &width)
		if width != want {
			t.Errorf("%d px wide, want %d", width, want)
		}
	}
	if png := f.Screenshot(); !strings.HasPrefix(string(png), "\x89PNG") || f.Version() == "" {
		t.Errorf("a picture of %d bytes by version %q", len(png), f.Version())
	}
}
