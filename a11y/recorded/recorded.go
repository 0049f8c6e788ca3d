// Package recorded owns finding, on a rendered page, the words somebody may have
// read out and recorded (heading, hints, errors) and the place where the players
// stand: directly after the heading (A11Y-123). It must not know recordings,
// languages, or how a page comes about.
package recorded

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Found is what a page says that may be recorded.
type Found struct {
	Texts []string // heading first, then hints and errors in page order, each once
	After int      // where players stand, in bytes; 0 when the page has no heading
}

// Find reads the main part of a page. A heading inside a legend is the name of
// its group, so players stand after the legend.
func Find(page []byte) Found {
	w := walk{}
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for at := 0; ; {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return w.found
		}
		raw := len(tokens.Raw()) // Token would move the bytes
		w.token(kind, tokens.Token(), at+raw)
		at += raw
	}
}

type walk struct {
	found  Found
	main   bool
	legend bool
	errors bool      // the list of what is wrong
	in     atom.Atom // the element that is read: h1, p of a hint, a in the list of errors
	text   strings.Builder
}

func (w *walk) token(kind html.TokenType, token html.Token, end int) {
	switch {
	case kind == html.TextToken && w.in != 0:
		w.text.WriteString(token.Data)
	case kind == html.StartTagToken:
		w.begin(token)
	case kind == html.EndTagToken:
		w.end(token.DataAtom, end)
	}
}

func (w *walk) begin(token html.Token) {
	switch {
	case token.DataAtom == atom.Main:
		w.main = true
	case !w.main || w.in != 0:
	case token.DataAtom == atom.Legend:
		w.legend = true
	case token.DataAtom == atom.Div && has(token, "errors"):
		w.errors = true
	case token.DataAtom == atom.H1, token.DataAtom == atom.P && has(token, "hint"), token.DataAtom == atom.A && w.errors:
		w.in = token.DataAtom
	}
}

func has(token html.Token, class string) bool {
	for _, a := range token.Attr {
		if a.Key == "class" {
			return slices.Contains(strings.Fields(a.Val), class)
		}
	}
	return false
}

func (w *walk) end(tag atom.Atom, end int) {
	switch {
	case tag == atom.Main:
		w.main = false
	case tag == atom.Div:
		w.errors = false
	case tag == atom.Legend:
		if w.found.After < 0 {
			w.found.After = end
		}
		w.legend = false
	case w.in != 0 && tag == w.in:
		w.close(end)
	}
}

func (w *walk) close(end int) {
	text := strings.Join(strings.Fields(w.text.String()), " ")
	if w.in == atom.H1 {
		w.found.Texts = slices.Insert(w.found.Texts, 0, text)
		w.found.After = end
		if w.legend {
			w.found.After = -1 // until the legend ends
		}
	} else if !slices.Contains(w.found.Texts, text) {
		w.found.Texts = append(w.found.Texts, text)
	}
	w.in = 0
	w.text.Reset()
}
