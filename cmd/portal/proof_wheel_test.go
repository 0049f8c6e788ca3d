package main

import (
	"errors"
	"fmt"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// turn is what hand or keys do on a page whose lines stand upright: from the
// place the page is at, it goes to the right (1), back (-1) or stays (0).
type turn struct {
	name  string
	way   int
	focus string // what has the focus; "" for the page
	do    func(p *browser.Page)
}

func turns() []turn {
	key := func(name string) func(p *browser.Page) { return func(p *browser.Page) { p.Press(name) } }
	const field, button = `main input[type="text"]`, "main button"
	return []turn{
		{"wheel down", 1, "", func(p *browser.Page) { p.Wheel(120, false) }},
		{"wheel up", -1, "", func(p *browser.Page) { p.Wheel(-120, false) }},
		{"Ctrl and wheel", 0, "", func(p *browser.Page) { p.Wheel(120, true) }},
		{"Page Down", 1, "", key("PageDown")}, {"Page Up", -1, "", key("PageUp")},
		{"Space", 1, "", key("Space")}, {"Shift and Space", -1, "", key("Shift+Space")},
		{"Home", -1, "", key("Home")}, {"End", 1, "", key("End")},
		{"Page Down in a field", 0, field, key("PageDown")}, {"Home in a field", 0, field, key("Home")},
		{"Space in a field", 0, field, key("Space")}, {"Wheel over a field", 1, field, func(p *browser.Page) { p.Wheel(120, false) }},
		{"Page Down on a button", 0, button, key("PageDown")},
	}
}

// goes does it from the middle of the page and returns where the page goes. What
// a wheel moves is moved some frames later.
func (a turn) goes(p *browser.Page) (way int) {
	p.Eval(`document.activeElement.blur(); scrollTo(300, 0)`, nil)
	if a.focus != "" {
		p.Eval(`{ const e = document.querySelector('`+a.focus+`'); e.focus(); e.scrollIntoView({ block: 'center' }) }`, nil)
	}
	p.Eval(`window.began = scrollX`, nil)
	a.do(p)
	p.Eval(`new Promise((done) => { let n = 0; const look = () => scrollX === began && n++ < 12 ? requestAnimationFrame(look) : done(Math.sign(scrollX - began)); look(); })`, &way)
	return way
}

// sideways tells which of the turns go elsewhere than they should.
func sideways(p *browser.Page) error {
	var wrong []error
	for _, a := range turns() {
		if way := a.goes(p); way != a.way {
			wrong = append(wrong, fmt.Errorf("%s goes %+d, should go %+d", a.name, way, a.way))
		}
	}
	return errors.Join(wrong...)
}

// deaf is a browser whose pages hear neither wheel nor keys.
const deaf = `{ const hear = addEventListener; window.addEventListener = (kind, ...rest) => { if (kind !== 'wheel' && kind !== 'keydown') hear(kind, ...rest); } }`

// TestProofWheel: wheel and keys lead through a page whose lines stand upright,
// as they do through any other; browsers alone do not. The reading line stands
// as the lines do.
func TestProofWheel(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	d := startDemo(t, "sqlite")
	page := browser.Start(t).Page(t)
	page.Viewport(640, 400)
	page.Goto(d.URL + "/mn-Mong/track")
	green := sideways(page)
	undo := page.OnNewDocument(deaf)
	page.Reload()
	undo()
	red := sideways(page)
	proves(t, "go sideways", green, red)

	t.Run("a page that fits", func(t *testing.T) {
		p := page.For(t)
		p.Viewport(8000, 900)
		p.Reload()
		p.Eval(`window.kept = true; addEventListener('keydown', (e) => { kept = kept && !e.defaultPrevented })`, nil)
		p.Press("PageDown", "End", "Space")
		var kept bool
		p.Eval(`kept && scrollX === 0`, &kept)
		if !kept {
			t.Error("keys are taken where there is nowhere to go")
		}
	})
	t.Run("other languages", func(t *testing.T) {
		p := page.For(t)
		p.Viewport(640, 400)
		p.Goto(d.URL + "/mn-Cyrl/track")
		p.Press("End")
		var at [2]int
		p.Eval(`new Promise((done) => { const look = () => scrollY ? done([scrollX, 1]) : requestAnimationFrame(look); look(); })`, &at)
		if at != [2]int{0, 1} {
			t.Errorf("End goes to %v", at)
		}
	})
	t.Run("reading line", func(t *testing.T) {
		readingLine(t, aloud{page.For(t), d.URL + "/mn-Mong/track", ""})
	})
}

func readingLine(t *testing.T, a aloud) {
	t.Helper()
	undo := a.OnNewDocument(`new MutationObserver((_, o) => { if (document.documentElement) { document.documentElement.dataset.line = 'on'; o.disconnect(); } }).observe(document, { childList: true })`)
	a.Goto(a.url)
	undo()
	var at [3]int
	a.Eval(`(() => {
		const root = document.documentElement, at = () => parseInt(root.style.getPropertyValue('--line-at'));
		dispatchEvent(new PointerEvent('pointermove', { clientX: 123, clientY: 45 }));
		const rail = getComputedStyle(root, '::after');
		const found = [at(), Math.sign(parseFloat(rail.height) - parseFloat(rail.width))];
		document.querySelector('.plate').focus();
		return [...found, at() - Math.round(document.querySelector('.plate').getBoundingClientRect().right)];
	})()`, &at)
	if at != [3]int{123, 1, 0} {
		t.Errorf("the line is at %d with the pointer at 123; longer than wide: %d; off the focus by %d", at[0], at[1], at[2])
	}
}
