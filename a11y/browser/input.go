package browser

import (
	"math"
	"path/filepath"
	"strings"
)

type key struct {
	name, code, text string
	number           int
}

func keyOf(name string) (key, bool) {
	k, found := map[string]key{
		"Tab":        {"Tab", "Tab", "", 9},
		"Enter":      {"Enter", "Enter", "\r", 13},
		"Escape":     {"Escape", "Escape", "", 27},
		"Space":      {" ", "Space", " ", 32},
		"PageUp":     {"PageUp", "PageUp", "", 33},
		"PageDown":   {"PageDown", "PageDown", "", 34},
		"End":        {"End", "End", "", 35},
		"Home":       {"Home", "Home", "", 36},
		"ArrowLeft":  {"ArrowLeft", "ArrowLeft", "", 37},
		"ArrowUp":    {"ArrowUp", "ArrowUp", "", 38},
		"ArrowRight": {"ArrowRight", "ArrowRight", "", 39},
		"ArrowDown":  {"ArrowDown", "ArrowDown", "", 40},
		"Backspace":  {"Backspace", "Backspace", "", 8},
		"Delete":     {"Delete", "Delete", "", 46},
	}[name]
	return k, found
}

// Wheel turns the mouse wheel in the middle of the window, by CSS pixels down
// (below 0: up), with Ctrl or without.
func (p *Page) Wheel(down int, ctrl bool) {
	p.t.Helper()
	size := p.size()
	event := object{"type": "mouseWheel", "x": size[0] / 2, "y": size[1] / 2, "deltaX": 0, "deltaY": down}
	if ctrl {
		event["modifiers"] = 2
	}
	p.send("Input.dispatchMouseEvent", event, nil)
}

// Press presses and lets go one key after the other: Tab, Shift+Tab, Enter,
// Space, Escape, arrows, Home, End, PageUp, PageDown, Backspace, Delete.
func (p *Page) Press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.press(name)
	}
}

func (p *Page) press(name string, commands ...string) {
	p.t.Helper()
	plain, shift := strings.CutPrefix(name, "Shift+")
	k, found := keyOf(plain)
	if !found {
		p.t.Fatalf("browser: no key %q", name)
	}
	event := object{"type": "rawKeyDown", "key": k.name, "code": k.code, "windowsVirtualKeyCode": k.number}
	if len(commands) > 0 {
		event["commands"] = commands
	}
	if k.text != "" {
		event["type"], event["text"] = "keyDown", k.text
	}
	if shift {
		event["modifiers"] = 8
	}
	p.send("Input.dispatchKeyEvent", event, nil)
	delete(event, "text")
	delete(event, "commands")
	event["type"] = "keyUp"
	p.send("Input.dispatchKeyEvent", event, nil)
}

// Type types into the field that has focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.send("Input.insertText", object{"text": text}, nil)
}

// Fill puts the focus into a field and replaces what it holds.
func (p *Page) Fill(selector, text string) {
	p.t.Helper()
	p.send("DOM.focus", object{"nodeId": p.node(selector)}, nil)
	p.press("End", "selectAll")
	p.press("Delete")
	if text != "" {
		p.Type(text)
	}
}

// SetFiles chooses files for a file field; none empties it.
func (p *Page) SetFiles(selector string, paths ...string) {
	p.t.Helper()
	full := []string{}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		p.must(err)
		full = append(full, abs)
	}
	p.send("DOM.setFileInputFiles", object{"nodeId": p.node(selector), "files": full}, nil)
}

// Click scrolls to the first match and clicks its middle with the mouse.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.clickNode(p.node(selector), selector)
}

// Open clicks something that leads to another page, and waits for it: a link,
// or the button of a form.
func (p *Page) Open(selector string) {
	p.t.Helper()
	p.Loading(func() { p.Click(selector) })
}

// OpenText is Open for the first match whose text contains text.
func (p *Page) OpenText(selector, text string) {
	p.t.Helper()
	for _, id := range p.nodes(selector) {
		if strings.Contains(textOf(p.outer(id)), text) {
			p.Loading(func() { p.clickNode(id, selector) })
			return
		}
	}
	p.t.Fatalf("browser: no %s says %q on %s", selector, text, p.URL())
}

// Submit presses Enter in the focused field or on the focused button and waits
// for the page that follows.
func (p *Page) Submit() {
	p.t.Helper()
	p.Loading(func() { p.Press("Enter") })
}

func (p *Page) clickNode(node int, selector string) {
	p.t.Helper()
	p.send("DOM.scrollIntoViewIfNeeded", object{"nodeId": node}, nil)
	var answer struct{ Quads [][]float64 }
	p.send("DOM.getContentQuads", object{"nodeId": node}, &answer)
	if len(answer.Quads) == 0 {
		p.t.Fatalf("browser: %s has no place on the page to click", selector)
	}
	q := answer.Quads[0]
	x, y := math.Round((q[0]+q[4])/2), math.Round((q[1]+q[5])/2)
	for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
		event := object{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
		if kind == "mouseMoved" {
			event["button"] = "none"
		}
		p.send("Input.dispatchMouseEvent", event, nil)
	}
}

// TabTo presses Tab until the focus is on the first match and returns how often;
// it ends the test after 200.
func (p *Page) TabTo(selector string) int {
	p.t.Helper()
	want := p.backend(p.node(selector))
	for n := 0; n <= 200; n++ {
		if ids := p.nodes(":focus"); len(ids) > 0 && p.backend(ids[len(ids)-1]) == want {
			return n
		}
		p.Press("Tab")
	}
	p.t.Fatalf("browser: 200 times Tab and %s was not reached on %s", selector, p.URL())
	return 0
}

// backend returns a node's lasting id; the ids of queries change with each query.
func (p *Page) backend(node int) int {
	p.t.Helper()
	var answer struct{ Node struct{ BackendNodeID int } }
	p.send("DOM.describeNode", object{"nodeId": node}, &answer)
	return answer.Node.BackendNodeID
}
