package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/a11y/floor"
	"changban/locales"
	"changban/mongol"
	"changban/portal/web"
	"changban/portal/web/home"
	"changban/portal/web/webtest"
)

// sound is what a recording holds in these tests.
var sound = bytes.Repeat([]byte("0123456789"), 20)

// recorded records the passages of ids and returns what the start reads, and the
// folder.
func recorded(t *testing.T, words *locales.Bundle, ids ...string) ([]locales.Recording, string) {
	t.Helper()
	folder := t.TempDir()
	for _, p := range words.Passages() {
		for _, id := range ids {
			if p.ID != id {
				continue
			}
			file := filepath.Join(folder, "mn-Mong", p.Stem()+".mp3")
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, sound, 0o600)); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, silent, err := words.Recordings(folder)
	if err != nil || len(all) != len(ids) || len(silent) > 0 {
		t.Fatalf("%d of %d recordings, %v, %v", len(all), len(ids), silent, err)
	}
	return all, folder
}

func listening(t *testing.T, all []locales.Recording) *webtest.Client {
	t.Helper()
	k := webtest.New(t, func(c *web.Config) { c.Recordings = all })
	home.Pages{}.Mount(k.Server)
	return k.Client(t)
}

// heard says what is wrong with the players of a page whose heading is recorded.
func heard(c *webtest.Client, path string) error {
	page := c.Get(path).Doc()
	player := page.One("main h1 + .recorded audio[controls]")
	switch label := page.ID(player.Attr("aria-labelledby")).Text(); {
	case !player.Exists() || player.Attr("autoplay") != "":
		return fmt.Errorf("%s: no player after the heading", path)
	case !strings.Contains(label, "录音") || !strings.ContainsFunc(label, mongol.IsLetter):
		return fmt.Errorf("%s: the label %q is not in two languages", path, label)
	case c.Get(player.Attr("src")).Status != 200:
		return fmt.Errorf("%s: nothing to hear", path)
	}
	return nil
}

func TestRecordedPages(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	all, _ := recorded(t, words, "statement.title", "home.privacy.title")
	green, path := listening(t, all), "/mn-Mong/accessibility"
	if err := heard(green, path); err != nil {
		t.Error(err)
	}
	for _, other := range []string{"/zh-Hans/accessibility", "/mn-Cyrl/accessibility", "/mn-Mong/help"} {
		if green.Get(other).Want(200).One("audio").Exists() {
			t.Errorf("%s has a player", other)
		}
	}
	changed := all[:0:0]
	for _, r := range all {
		r.Text += "᠃" // the words moved on
		changed = append(changed, r)
	}
	switch red := heard(listening(t, changed), path); {
	case red == nil:
		t.Error("an old recording is heard under new words")
	case !t.Failed():
		floor.Prove(t, "go recordings")
	}
}

func TestRecordingIsServed(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	all, _ := recorded(t, words, "statement.title")
	c := listening(t, all)
	src := c.Get("/mn-Mong/accessibility").One("audio").Attr("src")
	whole := c.Get(src).Want(200)
	if !bytes.Equal(whole.Body, sound) || whole.Header.Get("Content-Type") != "audio/mpeg" || whole.Header.Get("Accept-Ranges") != "bytes" ||
		!strings.Contains(whole.Header.Get("Cache-Control"), "immutable") || !strings.Contains(whole.Header.Get("Content-Security-Policy"), "media-src 'self'") {
		t.Errorf("%d bytes, %v", len(whole.Body), whole.Header)
	}
	for asked, want := range map[string]string{"bytes=5-9": "bytes 5-9/200", "bytes=-10": "bytes 190-199/200", "bytes=190-": "bytes 190-199/200", "bytes=900-": "bytes */200", "rows=1": "bytes */200"} {
		c.Header = map[string]string{"Range": asked}
		part := c.Get(src)
		if part.Header.Get("Content-Range") != want || (part.Status == 206) != !strings.Contains(want, "*") {
			t.Errorf("%s: %d, %q", asked, part.Status, part.Header.Get("Content-Range"))
		}
	}
	c.Header = nil
	for _, path := range []string{"/static/", "/static/sound.mp3", "/static/..%2f..%2fsound.mp3", "/static/" + filepath.Base(all[0].Path), "/audio/mn-Mong/"} {
		if a := c.Get(path); a.Status != 404 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	if err := os.Remove(all[0].Path); err != nil {
		t.Fatal(err)
	}
	c.Get(src).Want(404)
}
