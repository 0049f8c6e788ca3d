package component

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// run is a stretch of marked text.
type run struct {
	text   string
	strong bool
}

// runs splits marked text at its asterisks. A mark without its twin is text.
func runs(s string) []run {
	parts := strings.Split(s, "**")
	if len(parts)%2 == 0 {
		return []run{{text: s}}
	}
	var out []run
	for i, p := range parts {
		if p != "" {
			out = append(out, run{text: p, strong: i%2 == 1})
		}
	}
	return out
}

// addressed reports whether a text holds a web address, which has no place to break
// where words of the script must not.
func addressed(text string) bool { return strings.Contains(text, "://") }

func itoa(i int) string { return strconv.Itoa(i) }

// words is text with an ending that is only heard. Written in Go: a template
// would put a space between the two, and Chinese words have none.
func words(text, hidden string) templ.Component {
	return markup(templ.EscapeString(text) + away(hidden))
}

// away is text that is heard and not seen, as markup.
func away(text string) string {
	if text == "" {
		return ""
	}
	return `<span class="away">` + templ.EscapeString(text) + `</span>`
}

func markup(html string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, html)
		return err
	})
}
