package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/locales"
	"changban/portal"
	"changban/portal/web/webtest"
)

// What cannot be opened is one sentence that names the variable to look at.
func TestStartSaysWhichVariable(t *testing.T) {
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "portal.db"), []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		set  []string
		says string
	}{
		"catalogue folder": {[]string{"PORTAL_CATALOGUE", "/nowhere"}, "PORTAL_CATALOGUE"},
		"broken store":     {[]string{"PORTAL_DATA", broken}, "PORTAL_DATA"},
		"database away":    {[]string{"PORTAL_DEMO", "on", "PORTAL_DATABASE_URL", "postgres://u:hidden@127.0.0.1:1/x"}, "PORTAL_DATABASE_URL"},
		"cache address":    {[]string{"PORTAL_DEMO", "on", "PORTAL_REDIS_URL", "ftp://:hidden@x"}, "PORTAL_REDIS_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := readConfig(env(append([]string{"PORTAL_DATA", t.TempDir()}, tc.set...)...))
			if err == nil {
				var h *house
				if h, err = build(context.Background(), c, portal.SystemClock{}, slog.New(slog.DiscardHandler)); err == nil {
					h.close()
				}
			}
			if err == nil || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v", err)
			}
		})
	}
}

// A job that fails or panics is logged by kind and stops nothing.
func TestJobs(t *testing.T) {
	var log strings.Builder
	h := &house{log: slog.New(slog.NewTextHandler(&log, nil))}
	h.job(context.Background(), "one", func(context.Context) error { panic("其其格") })
	h.job(context.Background(), "two", func(context.Context) error { return errors.New("其其格") })
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	h.job(ended, "three", func(ctx context.Context) error { return ctx.Err() })
	text := log.String()
	if !strings.Contains(text, "job=one") || !strings.Contains(text, "msg=two kind=internal") || strings.Contains(text, "其其格") || strings.Contains(text, "three") {
		t.Errorf("log: %s", text)
	}
}

// A service of a folder that brings Chinese words only: readers of Mongolian get
// them as Chinese, never as words of the other Mongolian form, and nothing else on
// the page changes its language.
func TestWordsAFolderLacksAreChinese(t *testing.T) {
	d := startDemo(t, "sqlite", func(c *config) { c.Catalogue = "testdata/overlay" })
	name := d.words.Localizer(locales.Source).T("service.phone-allowance.name")
	for _, tag := range []string{"mn-Mong", "mn-Cyrl"} {
		page := webtest.NewClient(t, d.Server.App()).Get("/" + tag + "/services/phone-allowance").Want(200).Audit("lang-script") // a title takes no lang
		if got := page.One("h1"); got.Text() != name || got.One("[lang=zh-Hans]").Text() != name {
			t.Errorf("%s: the heading is %q", tag, got.Text())
		}
	}
}
