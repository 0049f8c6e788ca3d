package main

import (
	"cmp"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"changban/a11y/browser"
)

// sheet is one contact sheet: pages of one language in one window and one look.
type sheet struct {
	width, height  int
	look, language string
	pages          []string // names of shots
}

func (s sheet) name() string {
	mode := map[bool]string{true: "elder", false: "standard"}[strings.HasPrefix(s.look, "e")]
	theme := map[byte]string{'l': "light", 'd': "dark", 'y': "yellow"}[s.look[2]]
	name := fmt.Sprintf("%d-%s-%s", s.width, mode, theme)
	if s.language != "zh-Hans" {
		name = s.language + "-" + name
	}
	return name
}

func (s sheet) stands() bool { return s.language == "mn-Mong" }

// thumb is how a page is shown and how much of it, in CSS pixels: scaled by its
// width, or by its height where lines stand upright.
func (s sheet) thumb() (width, height int) {
	switch {
	case s.stands() && s.height < 500:
		return 760, 192
	case s.stands():
		return 500, 320
	case s.width < 500:
		return 230, 1150
	case s.width < 1000:
		return 330, 660
	}
	return 460, 600
}

func sheets() []sheet {
	var all []sheet
	add := func(width int, look, language string, pages []string) {
		all = append(all, sheet{width, map[int]int{390: 844, 640: 256, 1280: 800}[width], look, language, pages})
	}
	for _, width := range []int{320, 390, 768, 1280} {
		for _, look := range []string{"ssl", "esl"} {
			add(width, look, "zh-Hans", pictured())
		}
	}
	for _, look := range []string{"ssd", "ssy", "ehd", "ehy"} {
		for _, width := range []int{390, 1280} {
			add(width, look, "zh-Hans", pictured()[:10])
		}
	}
	for _, width := range []int{390, 640, 1280} {
		add(width, "ssl", "mn-Mong", append(pictured(), "question-contact fresh", "pay-run open"))
	}
	add(390, "esl", "mn-Mong", pictured()[:10])
	for _, width := range []int{390, 1280} {
		add(width, "ssl", "mn-Cyrl", pictured()[:16])
	}
	return all
}

// pictured are the pages that a sheet shows.
func pictured() []string {
	return []string{
		"front plain", "services plain", "guide plain", "question-name fresh", "question-hukou wrong-fresh", "question-card_valid fresh",
		"check plain", "case a1.submitted", "preferences plain", "sign-in wrong",
		"question-papers full", "question-devices added", "matters waiting", "case wang.supplement_requested", "card active",
		"benefit returned", "accessibility plain", "error not-found", "queue filled", "desk-case new", "act-approve wrong", "print zhao.closed",
	}
}

// TestScreens writes the contact sheets that people look at: make screens.
func TestScreens(t *testing.T) {
	to := os.Getenv("PORTAL_SCREENS")
	if to == "" {
		t.Skip("make screens writes pictures")
	}
	c := startCast(t, "sqlite")
	shots := map[string]shot{}
	for _, s := range c.pagesOf() {
		shots[s.name] = s
	}
	page := browser.Start(t).Page(t)
	for _, s := range sheets() {
		if only := os.Getenv("PORTAL_SHEET"); only != "" && !strings.Contains(s.name(), only) {
			continue
		}
		t.Run(s.name(), func(t *testing.T) {
			dir := t.TempDir()
			for i, name := range s.pages {
				known, is := shots[name]
				if !is {
					t.Fatalf("no page %q", name)
				}
				page.Viewport(s.width, cmp.Or(s.height, 900))
				c.lay(t, page, known.in(s.language), s.look).Screenshot(filepath.Join(dir, fmt.Sprintf("%d.png", i)), true)
			}
			s.compose(t, page.For(t), dir, filepath.Join(to, s.name()+".png"))
		})
	}
}

// compose lays the pictures out in the browser, which scales them well, and
// keeps the few colours a page has.
func (s sheet) compose(t *testing.T, page *browser.Page, dir, path string) {
	t.Helper()
	width, height := s.thumb()
	by := fmt.Sprintf("width:%dpx", width)
	if s.stands() {
		by = fmt.Sprintf("height:%dpx", height)
	}
	if s.height == 256 {
		by += ";margin-left:-400px" // the frame fills the first window, on every page alike
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><meta charset="utf-8"><title>%[1]s</title><style>body{margin:12px;background:#888;font:600 15px sans-serif;color:#000}`+
		`main{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0;background:#ddd}figcaption{padding:4px 6px;width:%[2]dpx;box-sizing:border-box}`+
		`div{width:%[2]dpx;max-height:%[3]dpx;overflow:hidden;background:#fff}img{%[4]s;display:block}</style><h1>%[1]s</h1><main>`, s.name(), width, height, by)
	for i, name := range s.pages {
		fmt.Fprintf(&b, `<figure><figcaption>%s</figcaption><div><img src="/%d.png" alt=""></div></figure>`, html.EscapeString(name), i)
	}
	if err := os.WriteFile(filepath.Join(dir, "sheet.html"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	page.Viewport(1560, 900)
	page.Goto(server.URL + "/sheet.html")
	whole := filepath.Join(dir, "whole.png")
	page.Screenshot(whole, true)
	if err := fewColours(whole, path); err != nil {
		t.Error(err)
	}
}

// fewColours writes a picture again with the 64 colours it has most of.
func fewColours(from, to string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		return err
	}
	bounds := picture.Bounds()
	colours := palette(picture)
	small, known := image.NewPaletted(bounds, colours), map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			at := coarse(picture.At(x, y))
			i, is := known[at]
			if !is {
				i = uint8(colours.Index(at))
				known[at] = i
			}
			small.SetColorIndex(x, y, i)
		}
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(out, small)
	if closed := out.Close(); err == nil {
		err = closed
	}
	return err
}

// coarse drops what no eye tells apart.
func coarse(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	step := func(v uint32) uint8 { return uint8(min(255, (v>>8)&0xf0|(v>>12))) }
	return color.RGBA{step(r), step(g), step(b), 255}
}

func palette(picture image.Image) color.Palette {
	count := map[color.RGBA]int{}
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[coarse(picture.At(x, y))]++
		}
	}
	order := make([]color.RGBA, 0, len(count))
	for c := range count {
		order = append(order, c)
	}
	slices.SortFunc(order, func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(uint32(a.R)<<16|uint32(a.G)<<8|uint32(a.B), uint32(b.R)<<16|uint32(b.G)<<8|uint32(b.B)))
	})
	var colours color.Palette
	for _, c := range order[:min(64, len(order))] {
		colours = append(colours, c)
	}
	return colours
}
