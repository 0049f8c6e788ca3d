package web

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"changban/a11y/component"
)

// typing is the form of a page that its reader fills in: the languages and the
// mode of the frame are buttons of it, so that a press on one loses nothing.
type typing struct {
	id         string                  // "" when the page has none
	enter      *component.ButtonParams // its first button
	start, end int                     // in the content, in bytes
	named      bool                    // the form brought its id
	filled     bool                    // there is something to type or choose
}

// typingForm is the id of a form that the page gave none.
const typingForm = "typed"

// findTyping finds the first form that posts what is typed or chosen in it.
func findTyping(content []byte) typing {
	var t typing
	inside, at := false, 0
	tokens := html.NewTokenizer(bytes.NewReader(content))
	for tokens.Next() != html.ErrorToken {
		start := at
		at += len(tokens.Raw())
		token := tokens.Token()
		switch {
		case isTag(token, "form"):
			inside = attr(token, "method") == "post"
			t = typing{id: attr(token, "id"), start: start}
		case !inside:
		case isControl(token):
			t.filled = true
		case isTag(token, "button") && t.enter == nil:
			t.enter = pressed(token, content[at:])
		case token.Type == html.EndTagToken && token.Data == "form":
			if inside = false; t.filled && t.enter != nil {
				return t.until(at)
			}
		}
	}
	return typing{}
}

func (t typing) until(end int) typing {
	t.end, t.named = end, t.id != ""
	if !t.named {
		t.id = typingForm
	}
	t.enter.Form = t.id
	return t
}

func isTag(token html.Token, name string) bool {
	return token.Data == name && token.Type == html.StartTagToken
}

// pressed is a button as a copy that nobody sees; rest starts with its words.
func pressed(button html.Token, rest []byte) *component.ButtonParams {
	b := &component.ButtonParams{Name: attr(button, "name"), Value: attr(button, "value"), Action: attr(button, "formaction")}
	tokens := html.NewTokenizer(bytes.NewReader(rest))
	for tokens.Next() != html.ErrorToken {
		switch token := tokens.Token(); {
		case token.Type == html.TextToken:
			b.Text += token.Data
		case token.Type == html.EndTagToken && token.Data == "button":
			b.Text = strings.TrimSpace(b.Text)
			return b
		}
	}
	return b
}

// isControl reports whether a reader types or chooses here.
func isControl(token html.Token) bool {
	if isTag(token, "textarea") {
		return true
	}
	return token.Data == "input" && token.Type != html.EndTagToken && !slices.Contains([]string{"hidden", "file", "submit"}, attr(token, "type"))
}

func attr(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// takeForm finds the form of the content that the frame's buttons belong to, gives it an id
// and, when it was sent for another language, what stood in it.
func (p *Page) takeForm(content []byte) []byte {
	if p.typing = findTyping(content); p.typing.id == "" {
		return content
	}
	form := content[p.typing.start:p.typing.end]
	if p.typed != nil {
		r := refill{page: p, next: map[string]int{}}
		form = r.fill(form)
	}
	if !p.typing.named {
		before, after, _ := bytes.Cut(form, []byte("form"))
		form = slices.Concat(before, []byte(`form id="`+typingForm+`"`), after)
	}
	return slices.Concat(content[:p.typing.start], form, content[p.typing.end:])
}

// refill puts what was typed into a form that was made afresh.
type refill struct {
	page *Page
	out  bytes.Buffer
	next map[string]int // values of a name that are used
}

func (r *refill) fill(form []byte) []byte {
	tokens := html.NewTokenizer(bytes.NewReader(form))
	for tokens.Next() != html.ErrorToken {
		raw := bytes.Clone(tokens.Raw())
		token := tokens.Token()
		switch {
		case token.Data == "input" && token.Type != html.EndTagToken && attr(token, "name") != "":
			r.input(token)
		case isTag(token, "textarea"):
			r.out.Write(raw)
			r.area(tokens, attr(token, "name"))
		case token.Data == "form" && token.Type == html.EndTagToken:
			r.rest()
			r.out.Write(raw)
		default:
			r.out.Write(raw)
		}
	}
	return r.out.Bytes()
}

// take returns the next value that was sent under a name.
func (r *refill) take(name string) (string, bool) {
	values, n := r.page.typed.All(name), r.next[name]
	r.next[name]++
	if n >= len(values) {
		return "", false
	}
	return values[n], true
}

func (r *refill) input(token html.Token) {
	name, now := attr(token, "name"), attr(token, "value")
	switch attr(token, "type") {
	case "radio", "checkbox":
		r.next[name]++
		token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
		if slices.Contains(r.page.typed.All(name), now) {
			token.Attr = append(token.Attr, html.Attribute{Key: "checked"})
		}
	case "file":
	default:
		if value, sent := r.take(name); sent && name != FieldToken {
			token.Attr = setValue(token.Attr, r.page.address(value))
		}
	}
	r.out.WriteString(token.String())
}

func setValue(attrs []html.Attribute, value string) []html.Attribute {
	attrs = slices.DeleteFunc(attrs, func(a html.Attribute) bool { return a.Key == "value" })
	return append(attrs, html.Attribute{Key: "value", Val: value})
}

// Again is a form that leads back to the page whose form waits in held fields, with
// everything that stood in it, and does nothing else.
func (p *Page) Again(held []component.HiddenParams) component.FormParams {
	next := p.Path("/")
	fields := []component.HiddenParams{{Name: FieldLanguage, Value: p.Language.Tag}}
	for _, h := range held {
		if h.Name == FieldNext {
			next = p.address(SafeNext(h.Value, next))
		} else if own, is := strings.CutPrefix(h.Name, heldPrefix); is {
			fields = append(fields, component.HiddenParams{Name: own, Value: h.Value})
		}
	}
	return p.Form(next, fields...)
}

// address is an address of a page of ours in the page's language, where a form
// carries one; other values stay.
func (p *Page) address(value string) string {
	tag, rest := firstPart(value)
	if strings.HasPrefix(value, "/") && p.server.offered(tag) {
		return "/" + p.Language.Tag + rest
	}
	return value
}

func (r *refill) area(tokens *html.Tokenizer, name string) {
	value, sent := r.take(name)
	if sent {
		r.out.WriteString("\n" + html.EscapeString(value)) // the first line break is not the text's
	}
	for tokens.Next() != html.ErrorToken {
		raw := bytes.Clone(tokens.Raw())
		if end := tokens.Token(); end.Type == html.EndTagToken {
			r.out.Write(raw)
			return
		}
		if !sent {
			r.out.Write(raw)
		}
	}
}

// rest carries what this page has no control for, such as a form that waits for
// its sender to sign in.
func (r *refill) rest() {
	for _, name := range r.page.typed.Names() {
		if _, shown := r.next[name]; shown || name == FieldLanguage || name == FieldMode || name == FieldToken {
			continue
		}
		for _, value := range r.page.typed.All(name) {
			token := html.Token{Type: html.StartTagToken, Data: "input", Attr: []html.Attribute{
				{Key: "type", Val: "hidden"}, {Key: "name", Val: name}, {Key: "value", Val: r.page.address(value)},
			}}
			r.out.WriteString(token.String())
		}
	}
}
