package static

import (
	"bytes"
	"strings"
)

// Minify drops comments and the white space that CSS does not need; runs of
// white space become one space, in strings too. The spaces around + and - stay,
// because calc() needs them.
func Minify(css []byte) []byte {
	text := squeeze(dropComments(string(css)))
	var out bytes.Buffer
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '"' {
			end := i + 1 + strings.IndexByte(text[i+1:], '"')
			out.WriteString(text[i : end+1])
			i = end
			continue
		}
		if c == ' ' && spaceIdle(&out, text, i) {
			continue
		}
		if c == '}' {
			trimSemicolon(&out)
		}
		out.WriteByte(c)
	}
	return out.Bytes()
}

// spaceIdle reports whether the space at i separates nothing. A space before a
// colon or a bracket stays: "a :hover" and "and (" need it.
func spaceIdle(out *bytes.Buffer, text string, i int) bool {
	b := out.Bytes()
	if len(b) == 0 || i+1 == len(text) {
		return true
	}
	return strings.IndexByte("{};,:(", b[len(b)-1]) >= 0 || strings.IndexByte("{};,)!", text[i+1]) >= 0
}

func trimSemicolon(out *bytes.Buffer) {
	if b := out.Bytes(); len(b) > 0 && b[len(b)-1] == ';' {
		out.Truncate(len(b) - 1)
	}
}

func dropComments(s string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
