package preference

import "strings"

// The cookie value has one letter each for mode, size and theme ("ssl", "ehy"),
// then one for each further choice that is not standard, in this order.
const (
	looks   = 3 // letters that are always there
	longest = looks + 5

	letterWide    = "w"
	letterPointer = "p"
	letterLine    = "l"
	letterPinyin  = "y"
	letterSlow    = "-"
	letterFast    = "+"
)

// Parse reads a cookie value written by String. Of the first three letters each
// counts for itself; the rest counts only as a whole, as String writes it, so
// that repeated, contradicting or unknown letters are no choice at all. What does
// not count is standard: a broken cookie never breaks a page.
func Parse(s string) Preference {
	p := Default()
	if len(s) < looks || len(s) > longest {
		return p
	}
	p.Elder = s[0] == 'e'
	p.Size = byLetter(s[1], Sizes(), p.Size)
	p.Theme = byLetter(s[2], Themes(), p.Theme)
	rest := s[looks:]
	q := p
	q.Spacing = SpacingNormal
	if strings.Contains(rest, letterWide) {
		q.Spacing = SpacingWide
	}
	q.Pointer = strings.Contains(rest, letterPointer)
	q.Line = strings.Contains(rest, letterLine)
	q.Pinyin = strings.Contains(rest, letterPinyin)
	switch {
	case strings.Contains(rest, letterSlow):
		q.Speed = SpeedSlow
	case strings.Contains(rest, letterFast):
		q.Speed = SpeedFast
	}
	if q.extras() != rest {
		return p
	}
	return q
}

func byLetter[T ~string](letter byte, offered []T, standard T) T {
	for _, v := range offered {
		if v[0] == letter {
			return v
		}
	}
	return standard
}

// Readable reports whether Parse understands the whole of a cookie value.
func Readable(s string) bool { return Parse(s).String() == s }

// String returns the cookie value. Equal preferences give equal strings: it is a
// cache key too.
func (p Preference) String() string {
	p = p.Valid()
	return p.Mode()[:1] + string(p.Size[0]) + string(p.Theme[0]) + p.extras()
}

func (p Preference) extras() string {
	var s strings.Builder
	for _, extra := range []struct {
		letter string
		chosen bool
	}{
		{letterWide, p.Spacing == SpacingWide}, {letterPointer, p.Pointer}, {letterLine, p.Line},
		{letterPinyin, p.Pinyin}, {letterSlow, p.Speed == SpeedSlow}, {letterFast, p.Speed == SpeedFast},
	} {
		if extra.chosen {
			s.WriteString(extra.letter)
		}
	}
	return s.String()
}
