package seal

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Initials returns the first letters of a name's syllables, lower case: what an
// officer types to find a person quickly. A character that is read in several
// ways gives the reading the table names first; Latin letters stand for themselves
// and characters without a reading are left out.
func Initials(name string) string {
	args := pinyin.NewArgs()
	args.Style = pinyin.FirstLetter
	var out strings.Builder
	for _, r := range Name(name) {
		switch readings := pinyin.SinglePinyin(r, args); {
		case len(readings) > 0:
			out.WriteString(readings[0])
		case unicode.In(r, unicode.Latin):
			out.WriteRune(r)
		}
	}
	return out.String()
}
