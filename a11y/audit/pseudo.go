package audit

import (
	"slices"
	"strings"
	"unicode"
)

// The pseudo-language wraps every message in these marks.
const (
	openMark  = "⟦"
	closeMark = "⟧"
)

// Pseudo returns every text of a page rendered in the pseudo-language that no
// message holds: text, title, alternative texts, labels and the words of
// buttons. Texts that people typed, and numbers made of them, are given in typed.
func Pseudo(text []byte, typed ...string) []Finding {
	page, err := Parse(text)
	if err != nil {
		return []Finding{{"pseudo", "html", err.Error()}}
	}
	var found []Finding
	for _, run := range runs(page) {
		if !run.at.Is("script, style, textarea") {
			found = append(found, unwrapped(run.at, "text", run.text, typed)...)
		}
	}
	for _, e := range page.All("*") {
		found = append(found, attributes(e, typed)...)
	}
	return found
}

// PseudoText is Pseudo for text that is no page: a header of a CSV file, a notice.
func PseudoText(where, text string, typed ...string) []Finding {
	if rest := leftOver(text, typed); rest != "" {
		return []Finding{{"pseudo", where, "no message: " + rest}}
	}
	return nil
}

func attributes(e Doc, typed []string) []Finding {
	var found []Finding
	for _, attr := range []string{"alt", "aria-label", "aria-description", "title", "placeholder", "label"} {
		found = append(found, unwrapped(e, attr, e.Attr(attr), typed)...)
	}
	if e.Is("input[type=submit], input[type=button], input[type=reset]") {
		found = append(found, unwrapped(e, "value", e.Attr("value"), typed)...)
	}
	if e.Is("meta[name=description]") {
		found = append(found, unwrapped(e, "content", e.Attr("content"), typed)...)
	}
	return found
}

func unwrapped(at Doc, what, text string, typed []string) []Finding {
	if rest := leftOver(text, typed); rest != "" {
		return []Finding{{"pseudo", at.Where(), what + " is no message: " + rest}}
	}
	return nil
}

// leftOver returns what stands outside messages and typed texts, if it has letters.
func leftOver(text string, typed []string) string {
	rest := outside(text)
	longest := slices.Clone(typed)
	slices.SortFunc(longest, func(a, b string) int { return len(b) - len(a) })
	for _, t := range longest {
		if t != "" {
			rest = strings.ReplaceAll(rest, t, "")
		}
	}
	if !strings.ContainsFunc(rest, unicode.IsLetter) {
		return ""
	}
	return strings.Join(strings.Fields(rest), " ")
}

// outside removes messages, also those that hold other messages.
func outside(text string) string {
	if !strings.Contains(text, openMark) {
		return text
	}
	var rest strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case string(r) == openMark:
			depth++
		case string(r) == closeMark:
			depth = max(0, depth-1)
		case depth == 0:
			rest.WriteRune(r)
		}
	}
	return rest.String()
}
