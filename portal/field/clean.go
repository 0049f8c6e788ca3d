package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"changban/mongol"
)

// tooMuch is the number of bytes above which text is not looked at any closer:
// no field keeps so much.
const tooMuch = 1 << 16

// Clean returns typed text as it is kept: broken bytes, control, zero-width and
// direction characters gone, full-width letters and digits made half-width, runs
// of any Unicode space one space, traditional Mongolian in its one form. With
// lines, line ends stay.
func Clean(s string, lines bool) string {
	if strings.ContainsFunc(s, mongol.IsScript) {
		// Before spaces are joined: the older joiner counts as one.
		s = mongol.Kept(strings.Map(visible, strings.ToValidUTF8(s, "")))
	}
	c := cleaner{lines: lines}
	c.out.Grow(min(len(s), tooMuch))
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			continue
		}
		c.take(r)
	}
	return c.out.String()
}

// cleaner keeps what is between two written characters: a space or line ends
// are written only when something follows, which trims both ends.
type cleaner struct {
	out   strings.Builder
	lines bool
	last  rune // last character written, 0 at the start
	space bool
	ends  int // line ends waiting
}

func (c *cleaner) take(r rune) {
	switch {
	case r == '\n' && c.lines:
		c.ends++
	case unicode.IsSpace(r):
		c.space = true
	case visible(r) >= 0:
		c.write(halfWidth(r))
	}
}

func (c *cleaner) write(r rune) {
	if c.last != 0 {
		switch {
		case c.ends > 0:
			c.out.WriteString(strings.Repeat("\n", min(c.ends, 2)))
		case c.space:
			c.out.WriteByte(' ')
		}
	}
	c.space, c.ends, c.last = false, 0, r
	c.out.WriteRune(r)
}

// visible drops, as strings.Map does, what stands for nothing: control,
// zero-width and direction characters. The joiner of Mongolian is one of them
// that means something; mongol.Kept leaves it only where it does.
func visible(r rune) rune {
	if r != mongol.MVS && !unicode.IsSpace(r) && unicode.In(r, unicode.Cc, unicode.Cf) {
		return -1
	}
	return r
}

// halfWidth maps full-width letters and digits; full-width punctuation belongs
// to Chinese text and stays.
func halfWidth(r rune) rune {
	const shift = '\uff01' - '!'
	switch {
	case r >= '\uff10' && r <= '\uff19', r >= '\uff21' && r <= '\uff3a', r >= '\uff41' && r <= '\uff5a':
		return r - shift
	}
	return r
}

// CleanName is Clean for a name: the dot between name parts is one character,
// and what dictation puts at the ends is gone.
func CleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u2022', '\u2027', '\u30fb', '\uff0e', '\uff65', '\u2219', '\u22c5':
			return '\u00b7'
		}
		return r
	}, Clean(s, false))
	return strings.TrimFunc(s, func(r rune) bool {
		return r != '\u180a' && r != '.' && unicode.IsPunct(r) || r == ' '
	})
}

// Squeeze returns a typed number without everything people and dictation put
// between its signs: half-width, upper-case, written numerals as digits, every
// look-alike of X and B as these. What cannot belong to a number stays, to be shown.
func Squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\uff01' && r <= '\uff5e' {
			r -= '\uff01' - '!'
		}
		if d, ok := digit(r); ok {
			return '0' + rune(d)
		}
		switch {
		case loose(r):
			return -1
		case isX(r):
			return 'X'
		case strings.ContainsRune("\u0412\u0432\u0392\u03b2", r):
			return 'B' // what Cyrillic and Greek keyboards give for it
		}
		return unicode.ToUpper(r)
	}, s)
}

// loose reports whether r is a space, an invisible character, or a mark used to
// group a number.
func loose(r rune) bool {
	if unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Pd, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf) {
		return true
	}
	return r == utf8.RuneError || strings.ContainsRune("\u2212.,;:'\"/_\u00b7\u3002\u3001", r)
}

// isX reports whether r is typed for the check sign X: the multiplication sign,
// Cyrillic and Greek look-alikes.
func isX(r rune) bool { return strings.ContainsRune("xX\u00d7\u0445\u0425\u03c7\u03a7", r) }
