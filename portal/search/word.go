package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"changban/mongol"
)

// key is the form in which texts and queries are compared: lower case, one space
// between words, Mongolian by its shape in either script.
func key(text string) string {
	text = strings.ToLower(mongol.Fold(strings.Join(strings.Fields(mongol.Kept(text)), " ")))
	return strings.Map(plainCyrillic, text)
}

// plainCyrillic makes one of letters that keyboards without the Mongolian ones
// give for these: barred o and fita are o, straight u and izhitsa are u, io is ie,
// short i is i. Signs that are not heard go. Code points, because no words stand
// in source files.
func plainCyrillic(r rune) rune {
	switch r {
	case '\u04e9', '\u0473':
		return '\u043e'
	case '\u04af', '\u0475':
		return '\u0443'
	case '\u0451':
		return '\u0435'
	case '\u0439':
		return '\u0438'
	case '\u044a', '\u044c':
		return -1
	}
	return r
}

func isMongolian(r rune) bool { return mongol.IsLetter(r) || unicode.Is(unicode.Cyrillic, r) }

//go:embed fillers.txt
var fillerList string

// fillers are words that say nothing about what is looked for, as keys.
var fillers = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(fillerList) {
		words := strings.Fields(line)
		for _, word := range words[1:] {
			if words[0] == "script" {
				word = mongol.FromLatin(word)
			}
			all[key(word)] = words[0] != "#"
		}
	}
	return all
})

// wordsOf returns the Mongolian words of a key that say something, each once.
func wordsOf(key string) []string {
	var words []string
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(key, func(r rune) bool { return !isMongolian(r) }) {
		if utf8.RuneCountInString(word) >= shortest && !seen[word] && !fillers()[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// Lengths in letters within which two words count as forms of one: Mongolian
// grows at the end, and the last letters of the stem move when it does.
const (
	shortest = 3 // a word that may be found as a part
	stem     = 4 // letters that must agree when both words go on differently
	moved    = 2 // letters at the end of the shorter word that may differ
	grown    = 5 // letters that may be added to a word found whole, fewer to the shortest
)

// isForm reports whether two words can be forms of one.
func isForm(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	same := 0
	for same < len(x) && x[same] == y[same] {
		same++
	}
	if same == len(x) {
		return same >= shortest && len(y)-same <= min(grown, 2*same-shortest-1)
	}
	return same >= stem && len(x)-same <= moved
}

// starts reports whether part stands in text at the beginning of a word; between
// Chinese characters every place is one. One letter of a word says nothing.
func starts(text, part string) bool {
	first, size := utf8.DecodeRuneInString(part)
	if !isMongolian(first) {
		return strings.Contains(text, part)
	}
	return len(part) > size && (strings.HasPrefix(text, part) || strings.Contains(text, " "+part))
}
