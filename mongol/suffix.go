package mongol

import (
	"slices"
	"strings"
)

// suffixes are the endings that the joiner binds to a word, romanized
// (facts/mongolian.md §1.6). Those of a pair follow the vowels of the word.
var suffixes = strings.Fields(`
	yin un ün u ü yi i du dü tu tü dur dür tur tür ača eče
	bar ber iyar iyer tai tei luγa lüge ban ben iyan iyen
	ud üd nuγud nügüd nar ner
	daki deki taki teki daγan degen taγan tegen ačaγan ečegen yuγan yügen`)

// apart stand after a space, never after the joiner: question, negation,
// direction.
var apart = strings.Fields("uu üü ügei uruγu busu")

// IsSuffix reports whether text, in the script, is an ending that the joiner
// binds, or several of them.
func IsSuffix(text string) bool { return slices.Contains(suffixes, ToLatin(text)) }

// IsApart reports whether text is a particle that stands after a space.
func IsApart(text string) bool { return slices.Contains(apart, ToLatin(text)) }

// IsSeparated reports whether text is the a or e that stands apart at the end of
// a word.
func IsSeparated(text string) bool { return text == "ᠠ" || text == "ᠡ" }
