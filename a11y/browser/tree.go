package browser

import (
	"fmt"
	"slices"
	"strings"
)

// Node is one thing of the accessibility tree: all that a screen reader has to
// work with. Things without meaning of their own are left out, and what is inside
// them stands in their place.
type Node struct {
	Role, Name, Value, Description string
	States                         []string // "level=1", "invalid", "not checked", "lang=mn-Mong"
	Children                       []*Node
	element                        element
}

// element is what the document says of the node's element.
type element struct {
	attrs map[string]string
	marks []string // its own classes and #id, and those around it
}

// Attr returns an attribute of the element behind the node, "" when it has none.
func (n *Node) Attr(name string) string { return n.element.attrs[name] }

// Inside tells whether the node is the element of a class or of an id (written
// #id), or stands in one.
func (n *Node) Inside(mark string) bool { return slices.Contains(n.element.marks, mark) }

// All returns this node and all below that are wanted, in reading order.
func (n *Node) All(wanted func(*Node) bool) []*Node {
	var found []*Node
	if wanted(n) {
		found = append(found, n)
	}
	for _, child := range n.Children {
		found = append(found, child.All(wanted)...)
	}
	return found
}

// Lines tells of the node and all below it, one line each, further in by level:
// role, name, value, description and states. It has no ids and no pixels. What
// leave tells to leave out is left out with all below it; leave may be nil.
func (n *Node) Lines(leave func(*Node) bool) []string {
	lines := []string{n.line()}
	for _, child := range n.Children {
		if leave != nil && leave(child) {
			continue
		}
		for _, line := range child.Lines(leave) {
			lines = append(lines, "  "+line)
		}
	}
	return lines
}

func (n *Node) line() string {
	line := n.Role
	if n.Name != "" {
		line += fmt.Sprintf(" %q", n.Name)
	}
	if n.Value != "" && n.Value != n.Name {
		line += fmt.Sprintf(" value=%q", short(n.Value))
	}
	if n.Description != "" {
		line += fmt.Sprintf(" description=%q", n.Description)
	}
	if len(n.States) > 0 {
		line += " [" + strings.Join(n.States, ", ") + "]"
	}
	return line
}

// short keeps what somebody wrote at length from filling the text: its beginning
// and how many characters there are.
func short(text string) string {
	runes := []rune(text)
	if len(runes) <= 40 {
		return text
	}
	return fmt.Sprintf("%s… %d", string(runes[:20]), len(runes))
}

// Tree returns the accessibility tree of the page; its first node is the page.
// Languages and aria-current come from the document: the protocol leaves them out.
func (p *Page) Tree() *Node {
	p.t.Helper()
	var answer struct{ Nodes []axTreeNode }
	p.send("Accessibility.getFullAXTree", nil, &answer)
	g := growth{byID: map[string]axTreeNode{}, elements: p.elements()}
	for _, n := range answer.Nodes {
		g.byID[n.NodeID] = n
	}
	for _, n := range answer.Nodes {
		if n.ParentID == "" {
			if nodes := g.grow(n, ""); len(nodes) == 1 {
				return nodes[0]
			}
		}
	}
	p.t.Fatalf("browser: %s has no accessibility tree", p.URL())
	return nil
}

type domNode struct {
	BackendNodeID int
	Attributes    []string
	Children      []domNode
}

// elements returns what the document has, by lasting id.
func (p *Page) elements() map[int]element {
	p.t.Helper()
	var doc struct{ Root domNode }
	p.send("DOM.getDocument", object{"depth": -1}, &doc)
	all := map[int]element{}
	doc.Root.collect(all, nil)
	return all
}

func (d domNode) collect(all map[int]element, around []string) {
	attrs := map[string]string{}
	for i := 0; i+1 < len(d.Attributes); i += 2 {
		attrs[d.Attributes[i]] = d.Attributes[i+1]
	}
	marks := append(slices.Clip(around), strings.Fields(attrs["class"])...)
	if attrs["id"] != "" {
		marks = append(marks, "#"+attrs["id"])
	}
	all[d.BackendNodeID] = element{attrs, marks}
	for _, child := range d.Children {
		child.collect(all, marks)
	}
}

// growth makes the tree that is shown out of the protocol's.
type growth struct {
	byID     map[string]axTreeNode
	elements map[int]element
}

// silent are roles that a reader makes nothing of: their content stands for them.
func silent() map[string]bool {
	return map[string]bool{
		"none": true, "generic": true, "presentation": true, "paragraph": true, "LabelText": true, "Legend": true,
		"InlineTextBox": true, "LineBreak": true, "ListMarker": true, "strong": true, "emphasis": true, "time": true,
		"rowgroup": true, "DescriptionListDetail": true, "LayoutTableCell": true,
	}
}

// grow returns a node, or where it means nothing the nodes inside it. Text that
// says no more than the name of what it stands in is left out.
func (g growth) grow(n axTreeNode, name string) []*Node {
	role := n.Role.text()
	if role == "InlineTextBox" || role == "LineBreak" || role == "ListMarker" {
		return nil
	}
	if n.Ignored || silent()[role] {
		return g.inside(n, name)
	}
	made := &Node{
		Role: role, Name: oneLine(n.Name.text()), Value: oneLine(n.Value.text()),
		Description: oneLine(n.Description.text()), element: g.elements[n.BackendDOMNodeID],
	}
	if role == "StaticText" {
		if made.Name == "" || strings.Contains(name, made.Name) {
			return nil
		}
		made.Role = "text"
		return []*Node{made}
	}
	made.States = states(n, made)
	if role == "RootWebArea" {
		made.Role = "page"
		made.Children = g.inside(n, "")
		return []*Node{made}
	}
	if role != "textbox" && role != "searchbox" { // there its text is the value
		made.Children = g.inside(n, made.Name)
	}
	return []*Node{made}
}

func (g growth) inside(n axTreeNode, name string) []*Node {
	var nodes []*Node
	for _, id := range n.ChildIDs {
		child, known := g.byID[id]
		if known {
			nodes = append(nodes, g.grow(child, name)...)
		}
	}
	return nodes
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// told are the properties that readers speak of.
func told() []string {
	return []string{
		"level", "required", "invalid", "checked", "expanded", "pressed", "selected", "disabled", "readonly",
		"multiline", "haspopup", "live", "modal", "roledescription",
	}
}

func states(n axTreeNode, made *Node) []string {
	var list []string
	for _, name := range told() {
		for _, property := range n.Properties {
			if property.Name != name || name == "level" && made.Role != "heading" {
				continue
			}
			switch value := fmt.Sprint(property.Value.Value); value {
			case "", "false", "none":
			case "true":
				list = append(list, name)
			default:
				list = append(list, name+"="+value)
			}
		}
	}
	if (made.Role == "radio" || made.Role == "checkbox") && !slices.Contains(list, "checked") {
		list = append(list, "not checked")
	}
	if current := made.Attr("aria-current"); current != "" && current != "false" {
		list = append(list, "current="+current)
	}
	if lang := made.Attr("lang"); lang != "" {
		list = append(list, "lang="+lang)
	}
	return list
}
