package locales

import (
	"strconv"
	"strings"
)

// Which ending a number written in digits takes follows from the word its reader
// says last (facts/mongolian.md §1.6). Messages that end a number come in these
// three kinds; where a language makes no difference they are alike.
const (
	endsBack  = "back"  // γurban, tabun, arban: vowels of the back, after n
	endsFront = "front" // nigen, dörben, yisün, döčin, yeren, tümen
	endsTwo   = "two"   // qoyar: the only one that does not end in n
)

// ending returns the kind of a number's last word.
func ending(n int) string {
	switch {
	case n == 0, n%10_000 == 0: // tig, tümen
		return endsFront
	case n%100 == 0: // ǰaγun, mingγan
		return endsBack
	case n%10 == 0:
		return kinds("back back back front back back back back front", n/10)
	}
	return kinds("front two back front back back back back front", n)
}

// kinds picks from a row of nine by the last digit of n.
func kinds(row string, n int) string { return strings.Fields(row)[n%10-1] }

// ended writes a number by the message below prefix that fits its last word.
func (l *Localizer) ended(prefix string, n int) string {
	return l.Tp(prefix+ending(n), map[string]any{"N": n})
}

// Ordinal writes a place in a row: 第 3, 3-р.
func (l *Localizer) Ordinal(n int) string { return l.ended("format.ordinal.", n) }

// Number writes a count that stands alone, as in a table: 1234, 1,234.
func (l *Localizer) Number(n int) string { return l.wrap(l.grouped(strconv.Itoa(n))) }

// grouped sets the thousands of a decimal number apart. Chinese readers count in
// ten thousands, so that the Chinese numbers stay whole.
func (l *Localizer) grouped(number string) string {
	if l.language.Tag == Source {
		return number
	}
	whole, rest, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
