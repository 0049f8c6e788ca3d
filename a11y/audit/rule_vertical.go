package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// vertical marks a page in the traditional script.
const vertical = "html[lang=mn-Mong]"

// Signs of the traditional script that are not seen, and its marks.
const (
	joiner       = '\u180E' // MVS
	oldJoiner    = '\u202F' // NNBSP
	firstVariant = '\u180B' // FVS1
)

// verticalRules are about pages in the traditional script.
func verticalRules() []rule {
	return []rule{
		onVertical("twin-first", "A11Y-124; decisions 24", func(page Doc) string {
			stops := page.stops()
			ok := len(stops) > 0 && stops[0].Is(`a[href^="/zh"], button[name=_language]`) && hanIn(stops[0].Text()) > 0 &&
				(stops[0].Is("[lang^=zh]") || stops[0].One("[lang^=zh]").Exists())
			return unless(ok, "the first stop is no link in Chinese to the Chinese page")
		}),
		onVertical("direction", "A11Y-110", func(page Doc) string {
			return unless(page.One("html").Attr("dir") == "ltr" && len(page.All("[dir=rtl]")) == 0, "columns and lines go from left to right")
		}),
		onVertical("ruby", "A11Y-110: readings belong to Chinese", func(page Doc) string {
			return unless(len(page.All("ruby")) == 0, "readings stand beside a word")
		}),
		onVertical("upright", "A11Y-120: one or two digits, nothing else", func(page Doc) string {
			for _, e := range page.All(".upright") {
				if text := e.Text(); len(text) > 2 || strings.Trim(text, "0123456789") != "" {
					return "stands upright: " + text
				}
			}
			return ""
		}),
		must("letters-apart", "A11Y-110: letters in elements of their own do not join", "span, b, i, em, strong", lettersApart),
		{id: "script-marks", source: "A11Y-117", check: marks},
	}
}

func onVertical(id, source string, wrong func(page Doc) string) rule {
	return once(id, source, func(page Doc) string {
		if !page.One(vertical).Exists() {
			return ""
		}
		return wrong(page)
	})
}

// lettersApart: an element with one letter, beside other letters of its word.
func lettersApart(_, e Doc) string {
	letters := []rune(e.Text())
	if len(letters) != 1 || !isScript(letters[0]) {
		return ""
	}
	for _, beside := range []*html.Node{e.node.PrevSibling, e.node.NextSibling} {
		if beside == nil {
			continue
		}
		text := []rune(Doc{beside}.whole())
		if len(text) > 0 && (beside == e.node.PrevSibling && isScript(text[len(text)-1]) || beside == e.node.NextSibling && isScript(text[0])) {
			return "tears a word apart"
		}
	}
	return ""
}

// whole is the text of a node as it stands, spaces included.
func (d Doc) whole() string {
	if d.node.Type == html.TextNode {
		return d.node.Data
	}
	var text strings.Builder
	for n := range d.node.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
	}
	return text.String()
}

func isScript(r rune) bool { return unicode.Is(unicode.Mongolian, r) && unicode.IsLetter(r) }

// marks: suffixes hang on the joiner of the standard, variants follow letters,
// and sentences end with the script's own marks. What people typed is theirs.
func marks(page Doc) []Finding {
	var found []Finding
	for n := range page.node.Descendants() {
		at := Doc{n.Parent}
		if n.Type != html.TextNode || at.Is("script, style, textarea, option, .typed") || at.Closest("[lang]").Attr("lang") != "mn-Mong" {
			continue
		}
		if text := wrongMark([]rune(n.Data)); text != "" {
			found = append(found, Finding{"script-marks", at.Where(), text})
		}
	}
	return found
}

func wrongMark(text []rune) string {
	for i, r := range text {
		before, after := rune(0), rune(0)
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			after = text[i+1]
		}
		switch {
		case r == oldJoiner && isScript(after):
			return "a suffix hangs on U+202F"
		case (r >= firstVariant && r <= '\u180D' || r == '\u180F') && !isScript(before):
			return fmt.Sprintf("U+%04X follows no letter", r)
		case r == joiner && !isScript(after):
			return "U+180E leads to no letter"
		case strings.ContainsRune(".;", r) && isScript(before):
			return fmt.Sprintf("%c follows a letter of the script", r)
		case slices.Contains([]rune("\uFF0C\u3002\u3001"), r) && isScript(before):
			return "a Chinese mark follows a letter of the script"
		}
	}
	return ""
}
