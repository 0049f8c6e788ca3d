package browser

import (
	"encoding/base64"
	"strings"

	"changban/a11y/audit"
)

// Queries go through the DOM domain, not through script, so that they work on
// pages whose script is off. Selectors are CSS; :focus, :checked and :target work.

func (p *Page) nodes(selector string) []int {
	p.t.Helper()
	var doc struct{ Root struct{ NodeID int } }
	p.send("DOM.getDocument", object{"depth": 0}, &doc)
	var found struct{ NodeIDs []int }
	p.send("DOM.querySelectorAll", object{"nodeId": doc.Root.NodeID, "selector": selector}, &found)
	return found.NodeIDs
}

func (p *Page) node(selector string) int {
	p.t.Helper()
	ids := p.nodes(selector)
	if len(ids) == 0 {
		p.t.Fatalf("browser: nothing matches %s on %s (%s)", selector, p.URL(), p.Title())
	}
	return ids[0]
}

func (p *Page) outer(node int) string {
	p.t.Helper()
	var answer struct{ OuterHTML string }
	p.send("DOM.getOuterHTML", object{"nodeId": node}, &answer)
	return answer.OuterHTML
}

// Count returns how many elements match.
func (p *Page) Count(selector string) int {
	p.t.Helper()
	return len(p.nodes(selector))
}

// Has tells whether an element matches.
func (p *Page) Has(selector string) bool {
	p.t.Helper()
	return p.Count(selector) > 0
}

// Text returns the text of the first match with runs of white space as one
// space; it ends the test when nothing matches.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return textOf(p.outer(p.node(selector)))
}

// Texts returns the text of every match, in the order of the document.
func (p *Page) Texts(selector string) []string {
	p.t.Helper()
	var texts []string
	for _, id := range p.nodes(selector) {
		texts = append(texts, textOf(p.outer(id)))
	}
	return texts
}

func textOf(html string) string {
	doc, err := audit.Parse([]byte(html))
	if err != nil {
		return ""
	}
	return doc.Text()
}

// Attr returns an attribute of the first match, "" when it has none.
func (p *Page) Attr(selector, name string) string {
	p.t.Helper()
	var answer struct{ Attributes []string }
	p.send("DOM.getAttributes", object{"nodeId": p.node(selector)}, &answer)
	for i := 0; i+1 < len(answer.Attributes); i += 2 {
		if answer.Attributes[i] == name {
			return answer.Attributes[i+1]
		}
	}
	return ""
}

// Value returns what a field holds now, typed or given.
func (p *Page) Value(selector string) string {
	p.t.Helper()
	return p.ax(p.node(selector)).value
}

// Name returns the accessible name of the first match, as a screen reader gets it.
func (p *Page) Name(selector string) string {
	p.t.Helper()
	return p.ax(p.node(selector)).name
}

// Description returns the accessible description of the first match.
func (p *Page) Description(selector string) string {
	p.t.Helper()
	return p.ax(p.node(selector)).description
}

type axNode struct{ role, name, value, description string }

func (p *Page) ax(node int) axNode {
	p.t.Helper()
	type text struct{ Value any }
	var answer struct {
		Nodes []struct{ Role, Name, Value, Description text }
	}
	p.send("Accessibility.getPartialAXTree", object{"nodeId": node, "fetchRelatives": false}, &answer)
	if len(answer.Nodes) == 0 {
		return axNode{}
	}
	n := answer.Nodes[0]
	plain := func(t text) string { s, _ := t.Value.(string); return s }
	return axNode{plain(n.Role), plain(n.Name), plain(n.Value), plain(n.Description)}
}

// URL returns the address now shown, with the part after #.
func (p *Page) URL() string {
	p.t.Helper()
	var tree struct {
		FrameTree struct {
			Frame struct{ URL, URLFragment string }
		}
	}
	p.send("Page.getFrameTree", nil, &tree)
	return tree.FrameTree.Frame.URL + tree.FrameTree.Frame.URLFragment
}

// Path returns the address without scheme and host.
func (p *Page) Path() string {
	p.t.Helper()
	_, rest, _ := strings.Cut(p.URL(), "://")
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		return rest[slash:]
	}
	return "/"
}

// Title returns the title of the page.
func (p *Page) Title() string {
	p.t.Helper()
	if ids := p.nodes("head > title"); len(ids) > 0 {
		return textOf("<p>" + strings.TrimSuffix(strings.TrimPrefix(p.outer(ids[0]), "<title>"), "</title>") + "</p>")
	}
	return ""
}

// HTML returns the page as the browser has it now.
func (p *Page) HTML() string {
	p.t.Helper()
	return p.outer(p.node("html"))
}

// Source returns the page as the server sent it.
func (p *Page) Source() []byte {
	p.t.Helper()
	p.mu.Lock()
	request := p.seen.loader // a document's request has the loader's id
	p.mu.Unlock()
	var answer struct {
		Body          string
		Base64Encoded bool
	}
	p.send("Network.getResponseBody", object{"requestId": request}, &answer)
	if !answer.Base64Encoded {
		return []byte(answer.Body)
	}
	body, err := base64.StdEncoding.DecodeString(answer.Body)
	p.must(err)
	return body
}
