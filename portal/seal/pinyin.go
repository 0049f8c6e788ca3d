package seal

import (
	"strings"
	"unicode"

	"changban/portal/pinyin"
)

// Initials returns the first letters of a name's syllables, lower case: what an
// officer types to find a person quickly. A character that is read in several
// ways gives the reading the table names first; Latin letters stand for themselves
// and characters without a reading are left out.
func Initials(name string) string {
	var out strings.Builder
	for _, r := range Name(name) {
		switch initial := pinyin.Initial(r); {
		case initial != "":
			out.WriteString(initial)
		case unicode.In(r, unicode.Latin):
			out.WriteRune(r)
		}
	}
	return out.String()
}
