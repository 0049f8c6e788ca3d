package static

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"changban/a11y/floor"
)

// scriptBudget is what all our script together may weigh, compressed, in bytes.
const scriptBudget = 6 << 10

func tooLarge(script []byte) bool {
	return len(brotliOf(brotli.NewWriterLevel(nil, 9), script)) > scriptBudget
}

func TestScriptFitsItsBudget(t *testing.T) {
	a := assets(t)
	f, known := a.File(a.URL("portal.js"))
	if !known || tooLarge(f.Body) {
		t.Errorf("the script is %d bytes compressed, more than 6 KB", len(f.Brotli))
	}
	if f.ContentType != "text/javascript; charset=utf-8" {
		t.Errorf("the script is %q", f.ContentType)
	}
	t.Logf("script: %d bytes, %d br, %d gzip", len(f.Body), len(f.Brotli), len(f.Gzip))
	if !tooLarge(append(f.Body, random(scriptBudget)...)) {
		t.Error("6 KB more goes through")
	}
	floor.Prove(t, "go script size")
}

// random is text that does not compress, the same every time.
func random(n int) string {
	out, x := make([]byte, n), uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(' ' + x>>24%95)
	}
	return string(out)
}

// forbidden is what a script of ours may not do: keys and gestures belong to
// people and their screen readers, words to the pages, and the page speaks only
// when asked (A11Y-16, A11Y-18, A11Y-28).
func forbidden(script string) []string {
	var found []string
	for what, pattern := range map[string]string{
		"listens to keys":     `keydown|keyup|keypress|accesskey|\.onkey`,
		"listens to gestures": `touch(start|move|end)|pointer(down|up|cancel|over|enter)|mouse(down|up|move|over)|gesture|wheel|devicemotion|deviceorientation|drag`,
		"plays by itself":     `autoplay|new Audio|\.play\(`,
		"sends something":     `fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import\(|https?:`,
		"keeps something":     `localStorage|sessionStorage|document\.cookie|indexedDB`,
		"writes markup":       `innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function`,
		"holds words":         `\p{Han}`,
		"tells what it does":  `aria-|role=|alert\(`,
	} {
		if regexp.MustCompile(pattern).MatchString(script) {
			found = append(found, what)
		}
	}
	return found
}

// upright is the one script that hears the wheel and keys, and each once: on pages
// whose lines stand upright it gives them back what browsers leave out.
const upright = "js/sideways.js"

// faults is what a file of ours does that it may not do.
func faults(name, script string) []string {
	if name == upright {
		for _, heard := range []string{"addEventListener('wheel', ", "addEventListener('keydown', "} {
			script = strings.Replace(script, heard, "", 1)
		}
	}
	return forbidden(script)
}

func TestScriptDoesNothingForbidden(t *testing.T) {
	names, err := fs.Glob(sources, "js/*.js")
	if err != nil || !slices.Contains(names, upright) {
		t.Fatal(names, err)
	}
	for _, name := range names {
		script, err := join(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := faults(name, string(bare(script))); len(found) > 0 {
			t.Errorf("%s %s", name, strings.Join(found, ", "))
		}
	}
	for _, bad := range []string{
		"addEventListener('keydown', f)", "addEventListener('touchstart', f)", "new Audio('x').play()", "fetch('/x')",
		"localStorage.x = 1", "e.innerHTML = x", "say('停止')", "e.setAttribute('aria-live', 'polite')", "addEventListener('wheel', f)",
	} {
		if len(faults("js/aloud.js", bad)) == 0 || len(faults(upright, bad+"; "+bad)) == 0 {
			t.Errorf("%q goes through", bad)
		}
	}
	floor.Prove(t, "go script handlers")
}

func TestScriptIsOneLineAStatement(t *testing.T) {
	script, err := Script()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(script)) {
		if strings.HasPrefix(line, "//") || strings.HasPrefix(line, "\t") || line == "\n" {
			t.Errorf("left in the script: %q", line)
		}
	}
}
