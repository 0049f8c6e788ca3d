package field

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"changban/mongol"
)

//go:embed numerals.tsv
var numeralTable string

// beside is the value of a word that stands beside a number and adds nothing.
const beside = -1

// numerals are the Mongolian words for numbers in both scripts; those of the
// traditional one by their shape.
var numerals = sync.OnceValue(func() map[string]int {
	words := map[string]int{}
	for line := range strings.Lines(numeralTable) {
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(row) != 3 {
			continue // the comment
		}
		value, err := strconv.Atoi(row[0])
		if err != nil {
			value = beside
		}
		for _, word := range strings.Fields(row[1]) {
			words[word] = value
		}
		for _, word := range strings.Fields(row[2]) {
			words[mongol.Fold(mongol.FromLatin(word))] = value
		}
	}
	return words
})

// said is a number word, or a number that was typed in digits beside some.
type said struct {
	n     int
	typed bool
}

// oneNumber is withDigits where a single number is asked; words that make several
// are left as they are, which no reader of numbers takes.
func oneNumber(s string) string {
	if text := withDigits(s); len(strings.Fields(text)) < 2 {
		return text
	}
	return s
}

// digitByDigit writes each word for a digit as that digit, as numbers of
// telephones and papers are read out.
func digitByDigit(s string) string {
	if !strings.ContainsFunc(s, isMongolian) {
		return s
	}
	words := wordsOf(s)
	for i, word := range words {
		value, known := valueOf(word)
		if known && !value.typed && value.n >= 0 && value.n <= 9 {
			words[i] = strconv.Itoa(value.n)
		}
	}
	return strings.Join(words, "")
}

// withDigits writes Mongolian numbers that are said in words as digits: two
// thousand twenty six is 2026. What stands beside them and adds nothing becomes a
// space. Other text comes back as it is.
func withDigits(s string) string {
	if !strings.ContainsFunc(s, isMongolian) {
		return s
	}
	var out strings.Builder
	var row []said
	settle := func() {
		if len(row) > 0 {
			out.WriteString(" " + summed(row) + " ")
		}
		row = nil
	}
	for _, word := range wordsOf(s) {
		value, known := valueOf(word)
		switch {
		case known && value.n != beside:
			row = append(row, value)
		case strings.TrimSpace(word) == "", word == "-" && len(row) > 0: // 6-ny: an ending follows
		case known:
			settle()
		default:
			settle()
			out.WriteString(" " + word + " ")
		}
	}
	settle()
	return strings.Join(strings.Fields(out.String()), " ")
}

// valueOf reads a word, or a run of digits that is no telephone number.
func valueOf(word string) (said, bool) {
	const most = 9
	n, runes := 0, []rune(word)
	for _, r := range runes {
		d, ok := digit(r)
		if !ok || len(runes) > most {
			value, known := numerals()[mongol.Fold(strings.ToLower(word))]
			return said{n: value}, known
		}
		n = n*10 + d
	}
	return said{n, true}, true
}

func isMongolian(r rune) bool { return mongol.IsScript(r) || unicode.Is(unicode.Cyrillic, r) }

// wordsOf cuts text into runs of Mongolian letters, of blanks, of digits with
// what groups them, and of what is none of these.
func wordsOf(s string) []string {
	var words []string
	last := 0
	for _, r := range s {
		kind := 1
		switch _, isDigit := digit(r); {
		case unicode.IsSpace(r):
			kind = 2
		case isDigit, last == 3 && (r == '.' || r == ','):
			kind = 3
		case isMongolian(r) && !unicode.IsPunct(r):
			kind = 4
		}
		if kind != last {
			words = append(words, "")
		}
		words[len(words)-1] += string(r)
		last = kind
	}
	return words
}

// summed adds up words, such as five, ten, thousand. What cannot belong to the
// number before it begins the next one.
func summed(all []said) string {
	var numbers []string
	var sum counted
	for i, word := range all {
		if i > 0 && !sum.takes(word) {
			numbers = append(numbers, sum.text())
			sum = counted{}
		}
		sum.add(word)
	}
	return strings.Join(append(numbers, sum.text()), " ")
}

// counted is a number while it is read: what is below thousand may still be
// multiplied.
type counted struct {
	thousands, hundreds, small int

	typed bool // small stands there in digits: only a unit can follow
}

func (c *counted) takes(word said) bool {
	switch {
	case word.typed:
		return c.small == 0 && c.thousands+c.hundreds > 0 && word.n < 1000
	case word.n == 0:
		return false
	case word.n >= 1000:
		return c.hundreds+c.small > 0
	case word.n == 100:
		return c.hundreds == 0 && (c.small < 10 || c.typed)
	case word.n >= 10:
		return c.small == 0
	}
	return !c.typed && c.small%10 == 0
}

func (c *counted) add(word said) {
	switch {
	case word.typed || word.n < 100:
		c.small, c.typed = c.small+word.n, word.typed
		return
	case word.n == 100:
		c.hundreds = max(c.small, 1) * word.n
	default:
		c.thousands, c.hundreds = c.thousands+max(c.hundreds+c.small, 1)*word.n, 0
	}
	c.small, c.typed = 0, false
}

func (c *counted) text() string { return strconv.Itoa(c.thousands + c.hundreds + c.small) }
