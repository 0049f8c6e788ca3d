// Package pinyin owns how Chinese characters are read aloud in Latin letters:
// their readings, initials, and whether something typed on a Latin keyboard can
// mean a text. It must not know services, people or where the text comes from.
package pinyin

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Initial returns the first letter of a character's first reading, "" when it has
// none.
func Initial(r rune) string {
	args := pinyin.NewArgs()
	args.Style = pinyin.FirstLetter
	if readings := pinyin.SinglePinyin(r, args); len(readings) > 0 {
		return readings[0]
	}
	return ""
}

// Text is a text prepared for Matches: the readings of each character, without
// tones. A letter or digit is read as itself; anything else is a break.
type Text [][]string

// Read prepares a text. Do it once: a table is looked up for each character.
func Read(text string) Text {
	args := pinyin.NewArgs()
	args.Heteronym = true
	var out Text
	for _, r := range text {
		readings := pinyin.SinglePinyin(r, args)
		switch {
		case len(readings) > 0:
			out = append(out, readings)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out = append(out, []string{string(unicode.ToLower(r))})
		case len(out) > 0 && out[len(out)-1] != nil:
			out = append(out, nil)
		}
	}
	return out
}

// Typed brings what was typed to plain letters: tone marks, tone numbers after
// letters, blanks and apostrophes fall away, ü is written v as on keyboards. ""
// when it holds anything that is no Latin reading.
func Typed(query string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(strings.ReplaceAll(query, "ü", "v"))) {
		switch {
		case r >= 'a' && r <= 'z':
			out.WriteRune(r)
		case r == '\u0308': // the dots of a ü that had a tone mark too
			written := strings.TrimSuffix(out.String(), "u")
			out.Reset()
			out.WriteString(written + "v")
		case unicode.IsLetter(r) || unicode.IsDigit(r) && !toneNumber(r, out.Len()):
			return ""
		}
	}
	return out.String()
}

func toneNumber(r rune, before int) bool { return before > 0 && r >= '1' && r <= '5' }

// shortest is the shortest query that means something: two letters.
const shortest = 2

// Matches reports whether plain letters (Typed) can mean a stretch of the text:
// whole readings, of the last one a beginning, or the initials alone.
func (t Text) Matches(letters string) bool {
	if len(letters) < shortest {
		return false
	}
	for i := range t {
		if t[i:].reads(letters) || t[i:].begins(letters) {
			return true
		}
	}
	return false
}

// reads consumes whole readings; the last may be begun only.
func (t Text) reads(letters string) bool {
	if letters == "" {
		return true
	}
	if len(t) == 0 || t[0] == nil {
		return false
	}
	for _, reading := range t[0] {
		if rest, whole := strings.CutPrefix(letters, reading); whole && t[1:].reads(rest) {
			return true
		}
		if len(letters) < len(reading) && strings.HasPrefix(reading, letters) {
			return true
		}
	}
	return false
}

// begins compares initials, one letter a character.
func (t Text) begins(letters string) bool {
	for n, r := range []byte(letters) {
		if n >= len(t) || !begins(t[n], r) {
			return false
		}
	}
	return true
}

func begins(readings []string, letter byte) bool {
	for _, reading := range readings {
		if reading[0] == letter {
			return true
		}
	}
	return false
}
