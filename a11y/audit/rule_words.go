package audit

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

//go:embed banned.txt
var banned string

// maxSentence is how many Chinese characters a sentence of a question or an
// error may have.
const maxSentence = 25

// wordRules are about how the portal talks.
func wordRules() []rule {
	return []rule{
		must("words", "A11Y-34, 38; design 9: words of an office, and words that blame", "title, h1, h2, h3, p, li, dt, label, legend, button, a, caption, th, summary, span, strong", func(_, e Doc) string {
			word := Banned(ownText(e))
			return unless(word == "", "says "+word)
		}),
		must("sentence", "A11Y-34: at most 25 Chinese characters, one idea", "h1, legend, .error, .errors li, form .hint", func(_, e Doc) string {
			long := LongSentence(e.Text())
			return unless(long == "", "is too long: "+long)
		}),
	}
}

// Banned returns a word in the text that our tone leaves out, or "".
func Banned(text string) string {
	for word := range strings.FieldsSeq(banned) {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}

// LongSentence returns a sentence with more Chinese characters than a question
// or an error may have, with their number, or "".
func LongSentence(text string) string {
	ends := func(r rune) bool { return strings.ContainsRune("。？！；?!\n", r) }
	for sentence := range strings.FieldsFuncSeq(text, ends) {
		if n := hanIn(sentence); n > maxSentence {
			return fmt.Sprintf("%s (%d)", sentence, n)
		}
	}
	return ""
}

func hanIn(text string) int {
	return len(slices.DeleteFunc([]rune(text), func(r rune) bool { return !unicode.Is(unicode.Han, r) }))
}

// ownText is the text directly in an element, not that of elements in it.
func ownText(e Doc) string {
	var text strings.Builder
	for n := range e.node.ChildNodes() {
		if (Doc{n}).Tag() == "" {
			text.WriteString(n.Data)
		}
	}
	return text.String()
}
