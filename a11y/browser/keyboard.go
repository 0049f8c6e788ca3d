package browser

import (
	"bytes"

	"changban/a11y/audit"
)

// Stop is one place where Tab comes to rest.
type Stop struct {
	Tag, ID string
	Role    string // as a screen reader gets it
	Name    string
	backend int
}

// TabStops presses Tab to the end of the page and returns where it rests, in
// order. It begins at the top or, on a page that takes the focus (an error
// summary), from there. It works with script off.
func (p *Page) TabStops() []Stop {
	p.t.Helper()
	var stops []Stop
	for range 400 {
		p.Press("Tab")
		ids := p.nodes(":focus")
		if len(ids) == 0 {
			if len(stops) > 0 {
				return stops // past the end
			}
			continue
		}
		stop := p.stop(ids[len(ids)-1])
		if len(stops) > 0 && stops[0].backend == stop.backend {
			return stops
		}
		stops = append(stops, stop)
	}
	p.t.Fatalf("browser: Tab never came round on %s", p.URL())
	return nil
}

func (p *Page) stop(node int) Stop {
	p.t.Helper()
	var answer struct {
		Node struct {
			LocalName     string
			BackendNodeID int
			Attributes    []string
		}
	}
	p.send("DOM.describeNode", object{"nodeId": node}, &answer)
	stop := Stop{Tag: answer.Node.LocalName, backend: answer.Node.BackendNodeID}
	for i := 0; i+1 < len(answer.Node.Attributes); i += 2 {
		if answer.Node.Attributes[i] == "id" {
			stop.ID = answer.Node.Attributes[i+1]
		}
	}
	ax := p.ax(node)
	stop.Role, stop.Name = ax.role, ax.name
	return stop
}

type focused struct {
	Name       string
	X, Y, W, H float64
	Hidden     bool
	First      string
}

// still keeps a blinking caret or a transition from being taken for the focus.
const still = "*{caret-color:transparent!important;transition:none!important;animation:none!important;scroll-behavior:auto!important}"

// fromTop lets Tab begin at the top also on a page that took the focus in its
// middle: the browser goes on from where the focus was last, were it blurred.
// Elsewhere nothing is touched, so that an order that positive numbers force is
// seen from its first stop.
const fromTop = "if (document.querySelector('[autofocus]')) { document.body.tabIndex = -1; document.body.focus(); " +
	"document.body.blur(); document.body.removeAttribute('tabindex') } else { document.activeElement.blur() } " +
	"window.scrollTo(0, 0); 1"

// Keyboard goes through the page with Tab and returns what a reader without a
// mouse would suffer: a stop that shows no focus (pictures with and without it
// are compared), that is covered, that has no name, an order that is not that
// of the document, something never reached, a trap. It needs script.
func (p *Page) Keyboard() []audit.Finding {
	p.t.Helper()
	p.measure(nil, "sheet", still)
	p.Eval(fromTop, nil)
	defer func() {
		p.measure(nil, "unsheet")
		p.measure(nil, "done")
	}()
	var all []string
	p.measure(&all, "stops")
	found, seen := p.walk(2*len(all) + 10)
	var missed []string
	p.measure(&missed, "missed", seen)
	for _, name := range missed {
		found = append(found, audit.Finding{Rule: "keyboard reach", Where: name, Text: "Tab never comes here"})
	}
	return found
}

// walk presses Tab at most limit times, until a stop comes again.
func (p *Page) walk(limit int) (found []audit.Finding, seen []string) {
	p.t.Helper()
	backends := map[int]bool{}
	last, ends := 0, 0
	for range limit {
		p.Press("Tab")
		var at *focused
		p.measure(&at, "focused")
		if at == nil { // past the end; once more from the top, a page may start in its middle
			if ends++; ends > 1 {
				break
			}
			p.measure(nil, "done")
			continue
		}
		id := p.backend(p.node(":focus"))
		if id == last {
			return append(found, audit.Finding{Rule: "keyboard trap", Where: at.Name, Text: "Tab does not lead on"}), seen
		}
		if last = id; backends[id] {
			break
		}
		backends[id] = true
		seen = append(seen, at.Name)
		found = append(found, p.judge(at)...)
	}
	return found, seen
}

func (p *Page) judge(at *focused) []audit.Finding {
	p.t.Helper()
	var found []audit.Finding
	say := func(rule, text string) {
		found = append(found, audit.Finding{Rule: rule, Where: at.Name, Text: text})
	}
	if at.Hidden {
		say("focus covered", "has the focus but is covered or off the screen")
	}
	if at.First != "" {
		say("focus order", at.First)
	}
	if p.ax(p.node(":focus")).name == "" {
		say("focus name", "has no name")
	}
	if !p.showsFocus(at) {
		say("focus visible", "looks the same with and without the focus")
	}
	return found
}

func (p *Page) showsFocus(at *focused) bool {
	p.t.Helper()
	const margin = 10
	clip := object{"clip": object{
		"x": max(0, at.X-margin), "y": max(0, at.Y-margin),
		"width": min(at.W+2*margin, 1200), "height": min(at.H+2*margin, 500), "scale": 1,
	}, "captureBeyondViewport": false}
	with := p.capture(clip)
	p.measure(nil, "blur")
	without := p.capture(clip)
	p.measure(nil, "refocus")
	return !bytes.Equal(with, without)
}
