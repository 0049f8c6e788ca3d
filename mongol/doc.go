// Package mongol owns the traditional Mongolian script (Hudum) as text: how it
// is written in Latin letters by authors, the suffixes and their joiner, the one
// form in which we keep it, the form other programs can draw, and the key under
// which words that look alike are found. It must not know pages, messages,
// languages of readers or portal rules.
//
// Source: Unicode 16 §13.5, UTN 57 v4, GB/T 25914-2023 as told there;
// facts/mongolian.md §1.
package mongol

// Invisible characters are named, never typed.
const (
	MVS   = '\u180E' // joins suffixes and separated final a, e
	NNBSP = '\u202F' // the joiner of older text; accepted, never kept

	fvs1, fvs2, fvs3, fvs4 = '\u180B', '\u180C', '\u180D', '\u180F'
	nirugu                 = '\u180A'
	zwnj, zwj              = '\u200C', '\u200D'

	first, last = '\u1820', '\u1842' // the Hudum letters
)

// IsLetter reports whether r is a letter of Hudum (U+1820–1842).
func IsLetter(r rune) bool { return r >= first && r <= last }

// IsScript reports whether r belongs to the Mongolian block, marks included.
func IsScript(r rune) bool { return r >= 0x1800 && r <= 0x18AF }

// IsVariation reports whether r is one of the four free variation selectors.
func IsVariation(r rune) bool { return r == fvs1 || r == fvs2 || r == fvs3 || r == fvs4 }

// isVowel reports whether r is one of a e i o u ö ü é.
func isVowel(r rune) bool { return r >= first && r <= '\u1827' }
