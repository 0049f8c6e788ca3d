package field

import (
	"strconv"
	"strings"
)

// Written numerals. Code points, because no words stand in source files.
const (
	sayTen    = '\u5341'
	sayYear   = '\u5e74'
	sayMonth  = '\u6708'
	sayDay    = '\u65e5'
	sayNumber = '\u53f7' // the spoken "day"
)

// digit returns the value of a digit in Latin, Mongolian or Chinese writing,
// with the telephone's "yao" for one.
func digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '\u1810' && r <= '\u1819':
		return int(r - '\u1810'), true
	case r == '\u96f6' || r == '\u3007':
		return 0, true
	case r == '\u5e7a':
		return 1, true
	}
	const oneToNine = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
	if i := strings.IndexRune(oneToNine, r); i >= 0 {
		return i/len("\u4e00") + 1, true
	}
	return 0, false
}

// number reads a small number as people write it: 3, 03, with its unit after
// it, or in Chinese numerals up to 99.
func number(s string, units ...rune) (int, bool) {
	for _, u := range units {
		s = strings.TrimSuffix(s, string(u))
	}
	if len(s) == 0 || len(s) > 12 {
		return 0, false
	}
	before, after, ten := strings.Cut(s, string(sayTen))
	if !ten {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= 0
	}
	tens, okT := oneDigit(before, 1)
	ones, okO := oneDigit(after, 0)
	return tens*10 + ones, okT && okO
}

// oneDigit reads one digit; empty stands for what "ten" alone means there.
func oneDigit(s string, empty int) (int, bool) {
	if s == "" {
		return empty, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= 9
}
