package gecko_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/a11y/gecko"
	"changban/mongol"
	"changban/static"
)

var update = flag.Bool("update", false, "write the pictures of the reference words")

// words are what fonts and engines get wrong: suffixes on their joiner, separated
// finals, a loan word's variant, digits with a suffix; by their romanization. The
// last two belong together: the joiner of older text, and no joiner at all.
func words() []string {
	var all []string
	for _, latin := range []string{
		"mongγol", "mongγol-un", "γaǰar-un", "kümün-ü", "aq-a-yin", "ger-tü", "qota-du", "ulus-ača", "nom-iyar", "eke-tei",
		"ner-e", "sar-a", "γ-a", "tobčiy-a", "mingγ-a", "Kod1", "mat1ēriyal-iyan", "5-u", "2026 on-u", "12-dur", "kümün ügei",
	} {
		all = append(all, mongol.FromLatin(latin))
	}
	joined := mongol.FromLatin("γaǰar-un")
	return append(all, strings.ReplaceAll(joined, string(mongol.MVS), string(mongol.NNBSP)), strings.ReplaceAll(joined, string(mongol.MVS), ""))
}

// Places of words that are compared with each other.
const withJoiner = 2

// sheets are ours and, by name, those with one fault in how the font is asked for.
func sheets(css, font string) map[string]string {
	return map[string]string{
		"ours":                 css,
		"another font first":   strings.ReplaceAll(css, `"Portal Mongolian","PingFang SC"`, `"Noto Sans CJK SC","Portal Mongolian","PingFang SC"`),
		"no font of ours":      strings.Replace(css, `@font-face{font-family:"Portal Mongolian"`, `@font-face{font-family:"Nobody"`, 1),
		"old joiner elsewhere": css + `@font-face{font-family:"Portal Mongolian";src:url(` + font + `);unicode-range:U+202F}`,
		"joiner out of range":  strings.Replace(css, "U+1800-18AF", "U+1800-180D,U+180F-18AF", 1),
	}
}

// gallery serves the words with our sheet and font, and with each faulty sheet.
func gallery(t *testing.T) (address func(sheet string) string, names []string) {
	t.Helper()
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	own, _ := assets.File(assets.URL("portal.css"))
	all := sheets(string(own.Body), assets.URL("mongolian.woff2"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, _ := assets.File(r.URL.Path)
		name := r.URL.Query().Get("sheet")
		switch {
		case f.Body != nil && !strings.HasSuffix(r.URL.Path, ".css"):
		case strings.HasSuffix(r.URL.Path, ".css"):
			f.ContentType, f.Body = "text/css; charset=utf-8", []byte(all[name])
		default:
			f.ContentType, f.Body = "text/html; charset=utf-8", page(assets.URL("portal.css")+"?sheet="+strings.ReplaceAll(name, " ", "+"))
		}
		w.Header().Set("Content-Type", f.ContentType)
		_, _ = w.Write(f.Body) // the browser left
	}))
	t.Cleanup(server.Close)
	for name, css := range all {
		if name != "ours" {
			names = append(names, name)
			if css == all["ours"] {
				t.Errorf("%s: the sheet is not changed", name)
			}
		}
	}
	return func(sheet string) string { return server.URL + "/?sheet=" + strings.ReplaceAll(sheet, " ", "+") }, names
}

func page(sheet string) []byte {
	var all strings.Builder
	for _, w := range words() {
		fmt.Fprintf(&all, "<p>%s</p>", w)
	}
	return []byte(`<!DOCTYPE html><html lang="mn-Mong" dir="ltr"><meta charset="utf-8"><title>x</title><link rel="stylesheet" href="` + sheet +
		`"><style>body{background:#fff;color:#000}p{font-size:40px;line-height:50px;margin:4px!important}</style>` + all.String() + `</html>`)
}

// ready waits for the font, then tells where each word stands.
const ready = `Promise.allSettled([document.fonts.load('40px "Portal Mongolian"', '\u1820'), document.fonts.ready]).then(() => JSON.stringify([...document.querySelectorAll('p')].map(e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom].map(Math.round) })))`

// engine shows an address and returns a picture of it and the boxes of its words.
type engine struct {
	name string
	show func(address string) (picture []byte, boxes string)
}

func engines(t *testing.T) []engine {
	chromium, firefox := browser.Start(t).Page(t), gecko.Start(t)
	chromium.Viewport(1300, 240)
	firefox.Viewport(1300, 240)
	return []engine{
		{"chromium", func(address string) (picture []byte, boxes string) {
			chromium.Goto(address)
			chromium.Eval(ready, &boxes)
			return chromium.Picture(), boxes
		}},
		{"firefox", func(address string) (picture []byte, boxes string) {
			firefox.Goto(address)
			firefox.EvalAsync("const done = arguments[0]; "+ready+".then(done)", &boxes)
			return firefox.Screenshot(), boxes
		}},
	}
}

// drawn are the words as an engine draws them: their ink, in cells.
func (e engine) drawn(t *testing.T, address string) (whole []byte, inks [][]float64) {
	t.Helper()
	whole, text := e.show(address)
	var boxes [][4]int
	if err := json.Unmarshal([]byte(text), &boxes); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range boxes {
		inks = append(inks, ink(picture, image.Rect(b[0], 0, b[2], 232)))
	}
	return whole, inks
}

// cell is the side of a square of pixels that is looked at as one, so that how
// an edge is smoothed does not count.
const cell = 4

func ink(picture image.Image, box image.Rectangle) []float64 {
	var cells []float64
	for y := box.Min.Y; y+cell <= box.Max.Y; y += cell {
		for x := box.Min.X; x+cell <= box.Max.X; x += cell {
			sum := 0.0
			for i := range cell * cell {
				r, g, b, _ := picture.At(x+i%cell, y+i/cell).RGBA()
				sum += 1 - float64(r+g+b)/(3*0xffff)
			}
			cells = append(cells, sum/(cell*cell))
		}
	}
	return cells
}

// apart is how much of the ink of two words is not the same: 0 to 1.
func apart(a, b []float64) float64 {
	if len(a) != len(b) {
		return 1
	}
	differ, all := 0.0, 0.0
	for i := range a {
		differ, all = differ+max(a[i]-b[i], b[i]-a[i]), all+max(a[i], b[i])
	}
	return differ / max(all, 1)
}

// sameInk is how much two pictures of one word may differ between machines.
const sameInk = 0.08

// strange tells of words that differ from the reference, and of words that do
// not look as words with and without a joiner must, whatever the engine.
func strange(inks, want [][]float64) []string {
	var found []string
	for i, w := range words() {
		if d := apart(inks[i], want[i]); d > sameInk {
			found = append(found, fmt.Sprintf("%+q differs by %.2f", w, d))
		}
	}
	last := len(inks) - 1
	if d := apart(inks[withJoiner], inks[last-1]); d > sameInk {
		found = append(found, fmt.Sprintf("the old joiner differs by %.2f", d))
	}
	if d := apart(inks[withJoiner], inks[last]); d < 2*sameInk {
		found = append(found, fmt.Sprintf("the joiner changes only %.2f", d))
	}
	return found
}

// TestReferenceWords: words that fonts get wrong look in both engines as they did
// when somebody looked at them, and a fault in how the font is asked for shows
// (A11Y-116).
func TestReferenceWords(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	address, faults := gallery(t)
	for _, e := range engines(t) {
		file := filepath.Join("testdata", "words", e.name+".png")
		whole, got := e.drawn(t, address("ours"))
		if *update {
			if err := os.WriteFile(file, whole, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want := reference(t, e, file, address("ours"))
		for _, wrong := range strange(got, want) {
			t.Errorf("%s: %s", e.name, wrong)
		}
		for _, fault := range faults {
			_, bad := e.drawn(t, address(fault))
			found := strange(bad, want)
			if t.Logf("%s, %s: %q", e.name, fault, found); len(found) == 0 {
				t.Errorf("%s: %s is not seen", e.name, fault)
			}
		}
		_, again := e.drawn(t, address("ours"))
		for _, wrong := range strange(again, want) {
			t.Errorf("%s, once more: %s", e.name, wrong)
		}
	}
	floor.Count(t, "reference words", 2*len(words()))
	if !t.Failed() {
		floor.Prove(t, "words chromium")
		floor.Prove(t, "words firefox")
	}
}

// reference are the words of a kept picture; they stand where they stand now.
func reference(t *testing.T, e engine, file, address string) [][]float64 {
	t.Helper()
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	again := engine{e.name, func(address string) ([]byte, string) {
		_, boxes := e.show(address)
		return kept, boxes
	}}
	_, inks := again.drawn(t, address)
	return inks
}
