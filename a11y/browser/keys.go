package browser

// mostTabs is how often Tab is pressed before a control counts as out of reach:
// twice the stops of the longest page.
const mostTabs = 250

// Reaches presses Tab until the focus is on a control, as somebody does who has
// no mouse, and reports whether it ever came there. Into a group of radio buttons
// Tab leads once; within it the arrow keys lead on, and choose as they go. Nothing
// is focused from outside, so that what no key reaches is not reached here.
func (p *Page) Reaches(c Control) bool {
	p.t.Helper()
	group := p.radioGroup(c.backend)
	for range mostTabs {
		at := p.focusedBackend()
		if at == c.backend {
			return true
		}
		if group != "" && p.radioGroup(at) == group {
			return p.alongRadios(c.backend, group)
		}
		p.Press("Tab")
	}
	return false
}

// alongRadios goes down a group of radio buttons, which comes round at its end.
func (p *Page) alongRadios(want int, group string) bool {
	p.t.Helper()
	for range mostTabs {
		p.Press("ArrowDown")
		switch at := p.focusedBackend(); {
		case at == want:
			return true
		case p.radioGroup(at) != group:
			return false
		}
	}
	return false
}

// UseByKeys goes to a button or link with Tab, presses Enter and waits for the
// page that follows.
func (p *Page) UseByKeys(c Control) {
	p.t.Helper()
	p.reach(c)
	p.Submit()
}

// MarkByKeys goes to a radio button or checkbox and marks it, unless it is marked.
func (p *Page) MarkByKeys(c Control) {
	p.t.Helper()
	if !c.Checked {
		p.reach(c)
		p.Press("Space")
	}
}

// EnterByKeys goes to a field with Tab and types over what it holds.
func (p *Page) EnterByKeys(c Control, text string) {
	p.t.Helper()
	p.reach(c)
	p.Press("End")
	for range len([]rune(c.Value)) {
		p.Press("Backspace")
	}
	if text != "" {
		p.Type(text)
	}
}

func (p *Page) reach(c Control) {
	p.t.Helper()
	if !p.Reaches(c) {
		p.t.Fatalf("browser: no key leads to the %s %q on %s", c.Role, c.Name, p.URL())
	}
}

// focusedBackend is what has the focus, 0 for nothing.
func (p *Page) focusedBackend() int {
	p.t.Helper()
	ids := p.nodes(":focus")
	if len(ids) == 0 {
		return 0
	}
	return p.backend(ids[len(ids)-1])
}

// radioGroup is the name that radio buttons share, "" for everything else.
func (p *Page) radioGroup(backend int) string {
	p.t.Helper()
	if backend == 0 {
		return ""
	}
	var answer struct{ Node struct{ Attributes []string } }
	p.send("DOM.describeNode", object{"backendNodeId": backend}, &answer)
	has := map[string]string{}
	for i := 0; i+1 < len(answer.Node.Attributes); i += 2 {
		has[answer.Node.Attributes[i]] = answer.Node.Attributes[i+1]
	}
	if has["type"] != "radio" {
		return ""
	}
	return has["name"]
}
