package browser_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"changban/a11y/browser"
)

// TestByKeys fills in the form with Tab, Space, arrows and Enter, and does not
// come to a button that is none.
func TestByKeys(t *testing.T) {
	page := browser.Start(t).Page(t)
	page.NoScript()
	page.Goto(site(t) + "/form")
	find := func(role, name string) browser.Control {
		t.Helper()
		for _, c := range page.Controls() {
			if c.Role == role && c.Name == name {
				return c
			}
		}
		t.Fatalf("no %s %q", role, name)
		return browser.Control{}
	}
	page.EnterByKeys(find("textbox", "姓名"), "新")
	page.MarkByKeys(find("radio", "乙"))
	page.MarkByKeys(find("radio", "甲"))
	page.MarkByKeys(find("radio", "乙"))
	page.UseByKeys(find("button", "下一题"))
	if got := strings.Join(page.Texts("li"), " "); got != "新 b -" {
		t.Errorf("the form came as %q", got)
	}
	fake := strings.NewReplacer(`<button type="submit">`, `<div role="button">`, `</button>`, `</div>`).Replace(formPage)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(fake))
	}))
	t.Cleanup(server.Close)
	page.Goto(server.URL)
	if page.Reaches(find("button", "下一题")) {
		t.Error("a button that no key reaches was reached")
	}
}
