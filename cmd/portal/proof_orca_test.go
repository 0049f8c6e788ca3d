package main

import (
	"bytes"
	"cmp"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/cryptotest"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/a11y/listen"
	"changban/locales"
)

var update = flag.Bool("update", false, "write what was read and heard as the golden files")

// most is how often a key is pressed until something is heard.
const most = 80

// blind is somebody at the keyboard who hears what Orca says and sees nothing.
type blind struct {
	reader *listen.Reader
	page   *browser.Page
	cast   *cast
	url    string // of the portal as this person reaches it
	in     string // the language of its pages
	heard  []listen.Heard
	keys   int
}

// listening starts Orca and a window that it reads.
func listening(t *testing.T, c *cast) *blind {
	t.Helper()
	reader := listen.Start(t)
	page := browser.Window(t, reader.Env(), c.URL+"/zh-Hans/help")
	reader.Activate("chromium")
	return &blind{reader: reader, page: page}
}

// play goes through a journey and returns what was heard.
func (b *blind) play(t *testing.T, c *cast, url string, j listen.Journey) []listen.Heard {
	t.Helper()
	b.reader.For(t)
	b.page.For(t)
	b.cast, b.url, b.in, b.heard = c, url, cmp.Or(j.In, locales.Source), nil
	b.page.ForgetCookies()
	b.page.Cookie(url, "prefs", j.Look)
	if j.As != "" {
		b.page.Cookie(url, "session", c.players[j.As].cookie)
	}
	for _, act := range j.Acts {
		b.act(t, act)
		last := &b.heard[len(b.heard)-1]
		last.Hear = act.Hear
	}
	return b.heard
}

func (b *blind) act(t *testing.T, a listen.Act) {
	t.Helper()
	switch a.Verb {
	case "open":
		b.note("open "+a.Arg, b.reader.Opening(func() { b.page.Goto(b.url + "/" + b.in + strings.TrimPrefix(b.place(a.Arg), "/"+locales.Source)) }))
	case "press":
		b.note(a.Arg, b.reader.Press(a.Arg))
	case "until":
		key, phrase, _ := strings.Cut(a.Arg, " ")
		b.until(t, key, phrase)
	case "type":
		b.note("type "+a.Arg, b.reader.Type(b.typed(a.Arg)))
	case "write":
		b.note("write "+a.Arg, b.reader.After(func() { b.page.Type(a.Arg) }))
	case "go":
		b.note("go "+a.Arg, b.reader.Opening(func() { b.reader.Strike(a.Arg) }))
	case "read":
		b.note("read", b.reader.All())
	}
	b.keys++
}

func (b *blind) note(key string, said []string) {
	b.heard = append(b.heard, listen.Heard{Key: key, Said: tidy(said)})
}

func (b *blind) until(t *testing.T, key, phrase string) {
	t.Helper()
	for range most {
		b.note(key, b.reader.Press(key))
		if strings.Contains(strings.Join(b.heard[len(b.heard)-1].Said, "\n"), phrase) {
			return
		}
		b.keys++
	}
	t.Fatalf("%d times %s and %q was not heard; heard were\n%s", most, key, phrase, listen.Transcript(b.heard))
}

// place is an address in Chinese, or "draft:NAME/STEP", "case:PERSON.STATE/…" or "own:PERSON/…".
func (b *blind) place(name string) string {
	kind, rest, found := strings.Cut(name, ":")
	if !found {
		return name
	}
	of, rest, _ := strings.Cut(rest, "/")
	switch kind {
	case "draft":
		return b.cast.draftPath(of, rest)
	case "case":
		who, _, _ := strings.Cut(of, ".")
		return strings.TrimSuffix(b.cast.casePath(who, who, b.cast.refs[of], "/"+rest), "/")
	}
	return strings.TrimSuffix("/zh-Hans/for/"+b.cast.players[of].own+"/"+rest, "/")
}

// typed is what a journey types; "{code PHONE}" is the code that was sent there.
func (b *blind) typed(text string) string {
	if phone, is := strings.CutPrefix(text, "{code "); is {
		return b.cast.code(strings.TrimSuffix(phone, "}"))
	}
	return text
}

var (
	someRef  = regexp.MustCompile(`\b1\d{3}([ -]?)\d{4}[ -]?\d{4}\b`)
	someCode = regexp.MustCompile(`\b\d{3} ?\d{3}\b`)
)

// tidy takes out what differs from run to run.
func tidy(said []string) []string {
	clean := make([]string, len(said))
	for i, s := range said {
		clean[i] = someCode.ReplaceAllString(someRef.ReplaceAllString(s, "〈编号〉"), "〈号码〉")
	}
	return clean
}

func journeysHeard(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/heard/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no journeys: %v", err)
	}
	return files
}

func journeyIn(t *testing.T, file string) listen.Journey {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	j, err := listen.Read(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return j
}

// TestProofOrca plays every journey through Orca: what must be heard and must not
// be heard was written first; the whole transcript is held against the golden one.
func TestProofOrca(t *testing.T) {
	if testing.Short() {
		t.Skip("a screen reader")
	}
	floor.Part(t, "e listening")
	b := listening(t, startCast(t, "sqlite"))
	count := 0
	for _, file := range journeysHeard(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			b.hold(t, journeyIn(t, file), strings.TrimSuffix(file, ".txt")+".golden")
			count++
		})
	}
	floor.Count(t, "orca.journeys", count)
	floor.Count(t, "orca.keys", b.keys)
}

// hold plays a journey, once more when it sounds different: on a loaded machine
// what is said may come with the next key.
func (b *blind) hold(t *testing.T, j listen.Journey, golden string) {
	t.Helper()
	for try := 1; ; try++ {
		cryptotest.SetGlobalRandom(t, 1) // the queue stands in the same order
		c := startCast(t, "sqlite")
		heard := b.play(t, c, c.URL, j)
		text := listen.Transcript(j.Settled(heard))
		if *update {
			if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(golden)
		wrong := append(listen.Missing(heard), j.Unwanted(heard)...)
		if string(want) != text {
			wrong = append(wrong, difference(string(want), text))
		}
		if len(wrong) == 0 {
			return
		}
		if try == 2 || *update {
			t.Errorf("%s", strings.Join(wrong, "\n"))
			return
		}
		t.Logf("played once more: %s", strings.Join(wrong, "\n"))
	}
}

// TestProofOrcaIsHeardToFail plays the journey of an error on pages that are
// broken for the ear and, but for a reader, look the same.
func TestProofOrcaIsHeardToFail(t *testing.T) {
	if testing.Short() {
		t.Skip("a screen reader")
	}
	floor.Part(t, "e listening")
	b := listening(t, startCast(t, "sqlite"))
	j := journeyIn(t, "testdata/heard/error.txt")
	for i, act := range j.Acts {
		if act.Verb == "write" {
			j.Acts = j.Acts[:i] // what comes then is the same
			break
		}
	}
	missing := func(heard []listen.Heard) []string { return listen.Missing(heard) }
	for _, m := range []struct {
		name, check string
		find        func([]listen.Heard) []string
		change      func(string) string
	}{
		{"as it is", "", missing, strings.Clone},
		{"no autofocus", "orca must hear", missing, func(page string) string {
			return strings.ReplaceAll(page, " autofocus", "")
		}},
		{"error not described", "orca must hear", missing, func(page string) string {
			return describes.ReplaceAllString(page, "")
		}},
		{"alert", "orca must not hear", j.Unwanted, func(page string) string {
			return strings.ReplaceAll(page, `role="group"`, `role="alert"`)
		}},
		{"label twice", "orca must not hear", j.Unwanted, func(page string) string {
			return labelled.ReplaceAllString(page, "$1$2$2</label>")
		}},
	} {
		t.Run(m.name, func(t *testing.T) {
			c := startCast(t, "sqlite")
			found := m.find(b.play(t, c, mutated(t, c, m.change), j))
			if (len(found) == 0) != (m.check == "") {
				t.Fatalf("%q in\n%s", found, listen.Transcript(b.heard))
			}
			if m.check != "" {
				t.Logf("%s", found[0])
				floor.Prove(t, m.check)
			}
		})
	}
}

var (
	describes = regexp.MustCompile(` aria-describedby="[^"]*"`)
	labelled  = regexp.MustCompile(`(<label [^>]*>)([^<]*)</label>`)
)

// difference shows the first lines where two texts part.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			part := func(lines []string) string {
				return strings.Join(lines[min(i, len(lines)):min(i+6, len(lines))], "\n  ")
			}
			return "differs from line " + strconv.Itoa(i+1) + " of the golden file:\n- " + part(w) + "\n+ " + part(g)
		}
	}
	return ""
}

// mutated serves the same portal with every page changed.
func mutated(t *testing.T, c *cast, change func(string) string) string {
	t.Helper()
	to, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host
			r.Out.Header.Set("Accept-Encoding", "identity")
		},
		ModifyResponse: func(answer *http.Response) error { return rewrite(answer, change) },
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}

func rewrite(answer *http.Response, change func(string) string) error {
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	page = []byte(change(string(page)))
	answer.Body = io.NopCloser(bytes.NewReader(page))
	answer.ContentLength = int64(len(page))
	answer.Header.Set("Content-Length", strconv.Itoa(len(page)))
	return nil
}
