// Package gloss owns putting readings above difficult terms of a rendered page:
// pinyin above Chinese characters, for readers who ask for it. It must not know
// which terms there are, languages, preferences or how a page comes about.
package gloss

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Readings are terms with how they are read, ready to be looked up. The zero
// value knows no term.
type Readings struct {
	terms map[rune][]term // by first character, longest first
}

// term is written out once: pages only copy it.
type term struct{ text, ruby []byte }

// New compiles readings: a term such as 残疾 to its syllables, one for each
// character, apart by spaces. A term whose syllables are not as many as its
// characters is read as one.
func New(readings map[string]string) Readings {
	r := Readings{terms: map[rune][]term{}}
	for text, reading := range readings {
		first, _ := utf8.DecodeRuneInString(text)
		r.terms[first] = append(r.terms[first], term{[]byte(text), ruby(text, reading)})
	}
	for _, same := range r.terms {
		slices.SortFunc(same, func(a, b term) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return r
}

// ruby sets each syllable above its own character: one long reading above a whole
// term could not be broken and would leave a narrow screen. The reading is marked
// as not to be heard, because the characters are heard already.
func ruby(text, reading string) []byte {
	characters, syllables := strings.Split(text, ""), strings.Fields(reading)
	if len(characters) != len(syllables) {
		characters, syllables = []string{text}, []string{reading}
	}
	var out bytes.Buffer
	out.WriteString("<ruby>")
	for i, c := range characters {
		out.WriteString(html.EscapeString(c) + `<rt aria-hidden="true">` + html.EscapeString(syllables[i]) + "</rt>")
	}
	out.WriteString("</ruby>")
	return out.Bytes()
}

// Gloss returns the page with readings above the terms in the text of main: the
// first time a term stands in a paragraph, heading, row or cell. Once in each is
// enough to go on reading, and who starts in the middle of a page finds it there
// too. All other bytes stay as they are.
func Gloss(page []byte, readings Readings) []byte {
	if len(readings.terms) == 0 {
		return page
	}
	w := walk{readings: readings, seen: map[string]bool{}}
	w.out.Grow(len(page) + len(page)/4)
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			// What the tokenizer could not finish is the page's too.
			w.out.Write(tokens.Raw())
			return w.out.Bytes()
		}
		w.token(kind, tokens)
	}
}

// walk is one way through a page.
type walk struct {
	readings Readings
	out      bytes.Buffer
	seen     map[string]bool // terms read in the block
	main     int             // open main elements
	closed   atom.Atom       // the open element whose text stays as it is, 0: none
	depth    int             // open elements of that name
}

func (w *walk) token(kind html.TokenType, tokens *html.Tokenizer) {
	raw := tokens.Raw() // valid until the next call
	if kind == html.TextToken && w.main > 0 && w.closed == 0 {
		w.text(raw)
		return
	}
	w.out.Write(raw)
	if kind != html.StartTagToken && kind != html.EndTagToken {
		return
	}
	name, _ := tokens.TagName()
	w.tag(atom.Lookup(name), map[bool]int{true: 1, false: -1}[kind == html.StartTagToken])
}

// tag follows a tag; step is 1 for an opening one, -1 for a closing one.
func (w *walk) tag(name atom.Atom, step int) {
	switch {
	case name == 0:
	case name == atom.Main:
		w.main += step
	case w.closed != 0:
		if name == w.closed {
			w.depth += step
		}
		if w.depth == 0 {
			w.closed = 0
		}
	case isClosed(name) && step > 0:
		w.closed, w.depth = name, 1
	case !isInline(name):
		clear(w.seen)
	}
}

// isClosed names elements whose text is typed, chosen, run or read already.
func isClosed(name atom.Atom) bool {
	switch name {
	case atom.Textarea, atom.Option, atom.Select, atom.Script, atom.Style, atom.Title, atom.Ruby, atom.Svg, atom.Template:
		return true
	}
	return false
}

// isInline names elements that are part of a sentence.
func isInline(name atom.Atom) bool {
	switch name {
	case atom.A, atom.Abbr, atom.B, atom.Br, atom.Button, atom.Code, atom.Em, atom.I, atom.Input, atom.Mark,
		atom.Rt, atom.Small, atom.Span, atom.Strong, atom.Time, atom.Wbr:
		return true
	}
	return false
}

// text copies text. Terms hold no character that HTML escapes, so the bytes can be
// compared as they stand.
func (w *walk) text(raw []byte) {
	for len(raw) > 0 {
		first, size := utf8.DecodeRune(raw)
		if found, ok := w.readings.at(first, raw); ok {
			w.write(found)
			raw = raw[len(found.text):]
			continue
		}
		w.out.Write(raw[:size])
		raw = raw[size:]
	}
}

func (w *walk) write(t term) {
	if w.seen[string(t.text)] {
		w.out.Write(t.text)
		return
	}
	w.seen[string(t.text)] = true
	w.out.Write(t.ruby)
}

// at returns the longest term that text begins with.
func (r Readings) at(first rune, text []byte) (term, bool) {
	for _, t := range r.terms[first] {
		if bytes.HasPrefix(text, t.text) {
			return t, true
		}
	}
	return term{}, false
}
