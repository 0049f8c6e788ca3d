// Package tongue owns marking, on a rendered page, which runs of its text are in
// another script than the words around them: a name in Chinese on a Mongolian
// page, a street in Cyrillic on a Chinese one. Each gets the lang its voice and
// font go by. On vertical pages it also stands short numbers upright. It must
// not know what a text is about, who typed it, or how a page comes about.
package tongue

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Tags of the languages whose letters are told apart.
const (
	chinese  = "zh-Hans"
	script   = "mn-Mong"
	cyrillic = "mn-Cyrl"
)

// Mark returns the page with every run of Chinese, Mongolian or Cyrillic letters
// that stands under another language in a span with its own lang. Under mn-Mong,
// numbers of one or two digits that stand alone are in a span of class upright
// (A11Y-120). All other bytes stay as they are. What is typed, chosen or heard
// only (textarea, option, attributes) cannot hold marks and is left alone.
func Mark(page []byte) []byte {
	w := walk{}
	w.out.Grow(len(page) + len(page)/8)
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

// open is an element that is not closed yet.
type open struct {
	name   atom.Atom
	lang   string // that holds inside
	closed bool   // its text stays as it is
}

type walk struct {
	out  bytes.Buffer
	path []open
}

func (w *walk) token(kind html.TokenType, tokens *html.Tokenizer) {
	raw := tokens.Raw() // valid until the next call
	now := w.now()
	if kind == html.TextToken && !now.closed {
		text{out: &w.out, lang: now.lang}.write(raw)
		return
	}
	w.out.Write(raw)
	switch kind {
	case html.StartTagToken:
		w.enter(tokens)
	case html.EndTagToken:
		name, _ := tokens.TagName()
		w.leave(atom.Lookup(name))
	}
}

func (w *walk) now() open {
	if len(w.path) == 0 {
		return open{}
	}
	return w.path[len(w.path)-1]
}

func (w *walk) enter(tokens *html.Tokenizer) {
	name, more := tokens.TagName()
	inner := open{name: atom.Lookup(name), lang: w.now().lang, closed: w.now().closed}
	if isVoid(inner.name) {
		return
	}
	inner.closed = inner.closed || isClosed(inner.name)
	for more {
		var key, value []byte
		key, value, more = tokens.TagAttr()
		switch string(key) {
		case "lang":
			inner.lang = string(value)
		case "class":
			inner.closed = inner.closed || string(value) == "upright"
		}
	}
	w.path = append(w.path, inner)
}

// leave closes the nearest element of that name and what was left open in it.
func (w *walk) leave(name atom.Atom) {
	for i := len(w.path) - 1; i >= 0; i-- {
		if w.path[i].name == name {
			w.path = w.path[:i]
			return
		}
	}
}

// isClosed names elements whose text is typed, chosen, run or drawn.
func isClosed(name atom.Atom) bool {
	switch name {
	case atom.Textarea, atom.Option, atom.Script, atom.Style, atom.Title, atom.Svg, atom.Template, atom.Ruby:
		return true
	}
	return false
}

func isVoid(name atom.Atom) bool {
	switch name {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// languageOf returns the language whose letters r belongs to, "" for signs that
// all share.
func languageOf(r rune) string {
	switch {
	case unicode.Is(unicode.Han, r):
		return chinese
	case unicode.Is(unicode.Mongolian, r) && unicode.IsLetter(r):
		return script
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	}
	return ""
}

// covers reports whether a page language needs no mark for letters of another
// tag: zh stands for zh-Hans, mn for Cyrillic.
func covers(lang, letters string) bool {
	return lang == letters || lang == "" || letters == chinese && len(lang) >= 2 && lang[:2] == "zh" || letters == cyrillic && lang == "mn"
}

// text writes one run of text of a page.
type text struct {
	out  *bytes.Buffer
	lang string
}

func (t text) write(raw []byte) {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		end := i + size
		switch own := languageOf(r); {
		case own != "" && !covers(t.lang, own):
			end = i + foreign(raw[i:], own)
			t.span(`lang="`+own+`"`, raw[i:end])
		case t.lang == script && isDigit(r):
			end = i + digits(raw[i:])
			t.number(raw, i, end)
		case r == '&': // a character reference is no text of its own
			end = i + reference(raw[i:])
			t.out.Write(raw[i:end])
		default:
			t.out.Write(raw[i:end])
		}
		i = end
	}
}

func (t text) span(attribute string, inner []byte) {
	t.out.WriteString("<span " + attribute + ">")
	t.out.Write(inner)
	t.out.WriteString("</span>")
}

// foreign is how many bytes belong to the run of own letters that raw begins
// with: what all scripts share is part of it when own letters follow.
func foreign(raw []byte, own string) int {
	end := 0
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		i += size
		switch of := languageOf(r); {
		case of == own, of == "" && endsRun(r, own):
			end = i
		case of != "" || r == '&' || r == '⟦' || r == '⟧' || endsRun(r, chinese):
			return end
		}
	}
	return end
}

// masked stands for a character of a name that is not shown.
const masked = '○'

// endsRun reports whether a sign belongs to the letters before it: full-width
// marks to Chinese, joiners and marks of the script to Mongolian.
func endsRun(r rune, own string) bool {
	switch own {
	case chinese:
		return r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || r == masked
	case script:
		return unicode.Is(unicode.Mongolian, r) || r == 0x202F
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// digits is how many bytes belong to the number that raw begins with, with what
// may stand inside one.
func digits(raw []byte) int {
	end := 0
	for i, c := range raw {
		if isDigit(rune(c)) {
			end = i + 1
		} else if !bytes.ContainsRune([]byte(".,:-/ "), rune(c)) || i > end {
			break
		}
	}
	return end
}

// number stands a number upright that is short and alone: no letter, sign or
// joiner touches it.
func (t text) number(raw []byte, from, to int) {
	before, _ := utf8.DecodeLastRune(raw[:from])
	after, _ := utf8.DecodeRune(raw[to:])
	if to-from > 2 || touches(before) || touches(after) {
		t.out.Write(raw[from:to])
		return
	}
	t.span(`class="upright"`, raw[from:to])
}

func touches(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || bytes.ContainsRune([]byte("%+-./*"), r) || r == 0x180E || r == 0x202F)
}

// reference is the length of a character reference such as &amp;.
func reference(raw []byte) int {
	if end := bytes.IndexByte(raw[:min(len(raw), 12)], ';'); end > 0 {
		return end + 1
	}
	return 1
}
