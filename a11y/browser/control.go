package browser

// Control is something on the page that can be used, as the accessibility tree
// tells of it: who cannot see the page has nothing else to go by.
type Control struct {
	Role    string // textbox, radio, checkbox, button, link …
	Name    string
	Groups  []string // names of the groups around it, the nearest first
	Value   string
	Checked bool
	backend int
}

type axValue struct{ Value any }

func (v axValue) text() string {
	s, _ := v.Value.(string)
	return s
}

type axTreeNode struct {
	NodeID           string
	ParentID         string
	ChildIDs         []string
	BackendDOMNodeID int
	Ignored          bool
	Role             axValue
	Name             axValue
	Value            axValue
	Description      axValue
	Properties       []struct {
		Name  string
		Value axValue
	}
}

// usable lists the roles that Controls returns.
func usable() map[string]bool {
	return map[string]bool{"textbox": true, "radio": true, "checkbox": true, "button": true, "link": true, "spinbutton": true, "searchbox": true}
}

// Controls lists what can be used on the page in the order of its accessibility
// tree.
func (p *Page) Controls() []Control {
	p.t.Helper()
	var answer struct{ Nodes []axTreeNode }
	p.send("Accessibility.getFullAXTree", object{}, &answer)
	byID := map[string]axTreeNode{}
	for _, n := range answer.Nodes {
		byID[n.NodeID] = n
	}
	var controls []Control
	for _, n := range answer.Nodes {
		if n.Ignored || !usable()[n.Role.text()] {
			continue
		}
		c := Control{Role: n.Role.text(), Name: n.Name.text(), Value: n.Value.text(), backend: n.BackendDOMNodeID}
		for _, property := range n.Properties {
			c.Checked = c.Checked || property.Name == "checked" && property.Value.text() == "true"
		}
		for up := byID[n.ParentID]; up.NodeID != ""; up = byID[up.ParentID] {
			if role := up.Role.text(); (role == "group" || role == "radiogroup") && up.Name.text() != "" {
				c.Groups = append(c.Groups, up.Name.text())
			}
		}
		controls = append(controls, c)
	}
	return controls
}

// Enter puts the focus on a control and types over what it holds.
func (p *Page) Enter(c Control, text string) {
	p.t.Helper()
	p.focus(c)
	if c.Value != "" {
		p.press("End", "selectAll")
		p.press("Delete")
	}
	if text != "" {
		p.Type(text)
	}
}

// Mark puts the focus on a radio button or checkbox and presses Space, unless it
// is marked.
func (p *Page) Mark(c Control) {
	p.t.Helper()
	if !c.Checked {
		p.focus(c)
		p.Press("Space")
	}
}

// Use puts the focus on a button or link, presses Enter and waits for the page
// that follows.
func (p *Page) Use(c Control) {
	p.t.Helper()
	p.focus(c)
	p.Submit()
}

func (p *Page) focus(c Control) {
	p.t.Helper()
	p.send("DOM.focus", object{"backendNodeId": c.backend}, nil)
}
