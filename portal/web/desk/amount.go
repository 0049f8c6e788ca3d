package desk

import (
	"strconv"
	"strings"
)

// maxYuan is longer than any monthly amount; the rules bound it further.
const maxYuan = 9

// fenOf reads an amount in yuan as people type it: full-width digits, commas,
// words around it, up to two decimals. 0 when it is no amount.
func fenOf(typed string) int64 {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == ',' || r == '，' || r == ' ' || r == '\u3000' || r == '\u00a0':
			return -1
		}
		return r
	}, typed)
	if strings.ContainsAny(folded, "-－−") {
		return 0
	}
	digits := strings.TrimFunc(folded, func(r rune) bool { return r < '0' || r > '9' })
	whole, part, _ := strings.Cut(digits, ".")
	if len(whole) > maxYuan || len(part) > 2 {
		return 0
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// yuan writes fen as the field shows it.
func yuan(fen int64) string {
	text := strconv.FormatInt(fen/100, 10)
	if fen%100 == 0 {
		return text
	}
	return text + "." + strconv.FormatInt(100+fen%100, 10)[1:]
}
