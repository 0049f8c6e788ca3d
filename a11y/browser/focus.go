package browser

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"

	"changban/a11y/audit"
)

// focused is where the focus rests: its box on the page and what is seen of it.
type focused struct {
	Name       string
	Group      string // of radio buttons: Tab enters a group at one of them
	X, Y, W, H float64
	Edge       float64 // length of the sides that lie on the screen
	Hidden     string  // why not all of it can be seen
	First      string  // why it is not the next in the document
}

// Least edge of a focus indicator: CSS pixels thick, all around.
const leastRing = 3

// still keeps a blinking caret or a transition from being taken for the focus.
const still = "*{caret-color:transparent!important;transition:none!important;animation:none!important;scroll-behavior:auto!important}"

// fromTop lets Tab begin at the top also on a page that took the focus in its
// middle: the browser goes on from where the focus was last, were it blurred.
// Elsewhere nothing is touched, so that an order that positive numbers force is
// seen from its first stop.
const fromTop = "if (document.querySelector('[autofocus]')) { document.body.tabIndex = -1; document.body.focus(); " +
	"document.body.blur(); document.body.removeAttribute('tabindex') } else { document.activeElement.blur() } " +
	"window.scrollTo(0, 0); 1"

// Known remembers stops whose ring was proved, so that the header and the
// footer of a hundred pages are photographed once in each look.
type Known map[string]bool

// Keyboard goes through the page with Tab, and back with Shift+Tab, and returns
// what a reader without a mouse would suffer: a stop that shows no focus
// (pictures with and without it are compared), whose ring is thinner than 3 px
// or differs by less than 3:1, that is covered, that has no name, an order that
// is not that of the document, something never reached, a trap. It needs script.
func (p *Page) Keyboard() []audit.Finding {
	p.t.Helper()
	return p.KeyboardKnowing(Known{}, "")
}

// KeyboardKnowing is Keyboard for one of many pages in the same look.
func (p *Page) KeyboardKnowing(known Known, look string) []audit.Finding {
	p.t.Helper()
	p.measure(nil, "sheet", still)
	p.Eval(fromTop, nil)
	defer func() {
		p.measure(nil, "unsheet")
		p.measure(nil, "done")
	}()
	var all []string
	p.measure(&all, "stops")
	w := &walk{p: p, known: known, look: look}
	w.forth(2*len(all) + 10)
	var missed []string
	p.measure(&missed, "missed", w.names)
	for _, name := range missed {
		w.say("script focus reach", name, "Tab never comes here")
	}
	if !w.trapped {
		w.back()
	}
	return w.found
}

const fewFrames = `new Promise((done) => { let n = 4; const next = () => n-- ? requestAnimationFrame(next) : done(1); next(); })`

// walk is one way through a page by Tab.
type walk struct {
	p       *Page
	known   Known
	look    string
	found   []audit.Finding
	names   []string
	stops   []string // keys, in order
	trapped bool
}

func (w *walk) say(rule, where, text string) {
	w.found = append(w.found, audit.Finding{Rule: rule, Where: where, Text: text})
}

// at returns where the focus is now and a key for it, or nil.
func (w *walk) at() (*focused, string) {
	w.p.t.Helper()
	var at *focused
	if w.p.measure(&at, "focused"); at == nil {
		// From the browser's own bar the focus comes back a moment later.
		w.p.Eval(fewFrames, nil)
		if w.p.measure(&at, "focused"); at == nil {
			return nil, ""
		}
	}
	if at.Group != "" {
		return at, "group " + at.Group
	}
	return at, fmt.Sprint(w.p.backend(w.p.node(":focus")))
}

// forth presses Tab at most limit times, until a stop comes again.
func (w *walk) forth(limit int) {
	w.p.t.Helper()
	ends := 0
	for range limit {
		w.p.Press("Tab")
		at, key := w.at()
		if at == nil { // past the end; once more from the top, a page may start in its middle
			if ends++; ends > 1 {
				return
			}
			w.p.measure(nil, "done")
			continue
		}
		if n := len(w.stops); n > 0 && w.stops[n-1] == key {
			w.trapped = true
			w.say("script trap", at.Name, "Tab does not lead on")
			return
		}
		if slices.Contains(w.stops, key) {
			return
		}
		w.stops, w.names = append(w.stops, key), append(w.names, at.Name)
		w.judge(at)
	}
}

// back presses Shift+Tab and expects the same stops, the last first.
func (w *walk) back() {
	w.p.t.Helper()
	w.p.measure(nil, "done")
	for i, nothing := len(w.stops)-1, 0; i >= 0 && nothing < 3; {
		w.p.Press("Shift+Tab")
		at, key := w.at()
		w.p.measure(nil, "done")
		if at == nil {
			nothing++
			continue
		}
		if key != w.stops[i] {
			w.say("script focus order", at.Name, "Shift+Tab does not lead back to "+w.names[i])
			return
		}
		i--
	}
}

func (w *walk) judge(at *focused) {
	p := w.p
	p.t.Helper()
	if at.Hidden != "" {
		w.say("script focus covered", at.Name, "has the focus but is "+at.Hidden)
	}
	if at.First != "" {
		w.say("script focus order", at.Name, at.First)
	}
	if p.ax(p.node(":focus")).name == "" {
		w.say("script focus name", at.Name, "has no name")
	}
	key := fmt.Sprintf("%s %s %.0f×%.0f", w.look, at.Name, at.W, at.H)
	if w.known[key] {
		return
	}
	rule, text := p.ring(at)
	if rule == "" {
		w.known[key] = true
		return
	}
	w.say(rule, at.Name, text)
}

// ring compares pictures of a stop with and without the focus.
func (p *Page) ring(at *focused) (rule, text string) {
	p.t.Helper()
	const margin = 10
	clip := object{"clip": object{
		"x": max(0, math.Floor(at.X)-margin), "y": max(0, math.Floor(at.Y)-margin),
		"width": min(math.Ceil(at.W)+2*margin, 1400), "height": min(math.Ceil(at.H)+2*margin, 900), "scale": 1,
	}, "captureBeyondViewport": false}
	with := p.capture(clip)
	p.measure(nil, "blur")
	without := p.capture(clip)
	p.measure(nil, "refocus")
	if bytes.Equal(with, without) {
		return "script focus visible", "looks the same with and without the focus"
	}
	least := int(0.9 * leastRing * at.Edge)
	if n := p.differing(with, without); n < least {
		return "script focus edge", fmt.Sprintf("%d pixels differ by 3:1, a ring of %d px all around has %d", n, leastRing, least)
	}
	return "", ""
}

// differing counts the pixels of two pictures that differ by 3:1.
func (p *Page) differing(one, two []byte) (n int) {
	p.t.Helper()
	a, b := p.picture(one), p.picture(two)
	area := a.Bounds().Intersect(b.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if c, d := a.At(x, y), b.At(x, y); c != d && contrast(c, d) >= 3 {
				n++
			}
		}
	}
	return n
}

func (p *Page) picture(data []byte) image.Image {
	p.t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	p.must(err)
	return picture
}

// contrast is the ratio of WCAG 2.2 between two colours.
func contrast(a, b color.Color) float64 {
	x, y := light(a)+0.05, light(b)+0.05
	return max(x, y) / min(x, y)
}

func light(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}
