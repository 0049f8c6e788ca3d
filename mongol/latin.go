package mongol

import (
	"strings"
	"unicode"
)

// letters is the romanization of the glossary: one Latin letter each, ng being
// one. Where two stand for one letter (q and k, γ and g), ToLatin takes the one
// that its vowel asks for.
var letters = map[rune]rune{
	'a': 'ᠠ', 'e': 'ᠡ', 'i': 'ᠢ', 'o': 'ᠣ', 'u': 'ᠤ', 'ö': 'ᠥ', 'ü': 'ᠦ', 'ē': 'ᠧ',
	'n': 'ᠨ', 'b': 'ᠪ', 'p': 'ᠫ', 'q': 'ᠬ', 'k': 'ᠬ', 'γ': 'ᠭ', 'g': 'ᠭ', 'm': 'ᠮ', 'l': 'ᠯ',
	's': 'ᠰ', 'š': 'ᠱ', 't': 'ᠲ', 'd': 'ᠳ', 'č': 'ᠴ', 'ǰ': 'ᠵ', 'y': 'ᠶ', 'r': 'ᠷ', 'w': 'ᠸ', 'f': 'ᠹ',
	'K': 'ᠺ', 'ḵ': 'ᠺ', 'c': 'ᠼ', 'z': 'ᠽ', 'h': 'ᠾ', 'ĥ': 'ᠾ', 'ž': 'ᠿ',
}

const ng = 'ᠩ'

// FromLatin writes romanized Mongolian in its script. A hyphen before a letter
// is the joiner, 1 directly after a letter the first variation selector, an
// apostrophe keeps n and g apart. Comma and full stop become those of the
// script. What stands in <…> or {{…}} is taken over as it is, without the
// angle brackets. The romanization is that of facts/glossary.tsv.
func FromLatin(latin string) string {
	text := composed(latin)
	var out strings.Builder
	for i := 0; i < len(text); {
		n := literal(&out, text[i:])
		if n == 0 {
			n = sound(&out, text, i)
		}
		i += n
	}
	return out.String()
}

// composed turns j with a caron, which has two spellings, into one rune.
func composed(latin string) []rune {
	return []rune(strings.NewReplacer("j\u030C", "ǰ", "c\u030C", "č", "s\u030C", "š").Replace(latin))
}

// literal copies a placeholder or what stands in angle brackets and returns how
// many runes it took.
func literal(out *strings.Builder, text []rune) int {
	s := string(text)
	switch {
	case strings.HasPrefix(s, "{{"):
		if inner, _, ok := strings.Cut(s, "}}"); ok {
			out.WriteString(inner + "}}")
			return len([]rune(inner)) + 2
		}
	case strings.HasPrefix(s, "<"):
		if inner, _, ok := strings.Cut(s[1:], ">"); ok {
			out.WriteString(inner)
			return len([]rune(inner)) + 2
		}
	}
	return 0
}

func sound(out *strings.Builder, text []rune, i int) int {
	r, next := text[i], at(text, i+1)
	before := at(text, i-1)
	switch {
	case r == 'n' && next == 'g':
		out.WriteRune(ng)
		return 2
	case r == 'n' && next == '\'':
		out.WriteRune(letters['n'])
		return 2
	case r == '-' && isLatin(next) && before != ' ' && before != 0:
		out.WriteRune(MVS)
	case r == '1' && isLatin(before) && !unicode.IsDigit(next):
		out.WriteRune(fvs1)
	case r == ',' && !betweenDigits(before, next):
		out.WriteRune('᠂')
	case r == '.' && !unicode.IsDigit(next) && !unicode.IsDigit(before):
		out.WriteRune('᠃')
	case isLatin(r):
		out.WriteRune(letters[r])
	default:
		out.WriteRune(r)
	}
	return 1
}

func at(text []rune, i int) rune {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

func isLatin(r rune) bool { return letters[r] != 0 }

func betweenDigits(a, b rune) bool { return unicode.IsDigit(a) && unicode.IsDigit(b) }

// ToLatin romanizes text for translators and reviewers, who cannot see the
// joiner in an editor. Letters and the joiner come back as FromLatin reads them;
// other scripts stand in angle brackets.
func ToLatin(text string) string {
	runes := []rune(text)
	var out strings.Builder
	for i := 0; i < len(runes); {
		i += spell(&out, runes, i)
	}
	return out.String()
}

func spell(out *strings.Builder, text []rune, i int) int {
	r := text[i]
	switch {
	case r == '{' && at(text, i+1) == '{':
		return literal(out, text[i:])
	case r == ng:
		out.WriteString("ng")
	case r == 'ᠨ' && at(text, i+1) == 'ᠭ' && velar(text, i+1) == 'g':
		out.WriteString("n'")
	case r == 'ᠬ' || r == 'ᠭ':
		out.WriteRune(velar(text, i))
	case r == MVS:
		out.WriteByte('-')
	case r == fvs1:
		out.WriteByte('1')
	case r == '᠂':
		out.WriteByte(',')
	case r == '᠃':
		out.WriteByte('.')
	case plainLatin(r) != 0:
		out.WriteRune(plainLatin(r))
	case unicode.IsLetter(r):
		return bracketed(out, text[i:])
	default:
		out.WriteRune(r)
	}
	return 1
}

// bracketed copies a run of letters of another script.
func bracketed(out *strings.Builder, text []rune) int {
	n := 0
	for n < len(text) && unicode.IsLetter(text[n]) && !IsScript(text[n]) {
		n++
	}
	n = max(n, 1)
	out.WriteString("<" + string(text[:n]) + ">")
	return n
}

// velar chooses q or k, γ or g by the nearest vowel: a back one takes q and γ.
func velar(text []rune, i int) rune {
	back := backVowel(text, i, 1) || !frontVowel(text, i, 1) && backVowel(text, i, -1)
	switch {
	case text[i] == 'ᠬ' && back:
		return 'q'
	case text[i] == 'ᠬ':
		return 'k'
	case back:
		return 'γ'
	}
	return 'g'
}

func backVowel(text []rune, i, step int) bool { return vowelNear(text, i, step, "ᠠᠣᠤ") }

func frontVowel(text []rune, i, step int) bool { return vowelNear(text, i, step, "ᠡᠢᠥᠦᠧ") }

// vowelNear looks at the next vowel of the word in one direction; the joiner
// does not end the word.
func vowelNear(text []rune, i, step int, vowels string) bool {
	for j := i + step; j >= 0 && j < len(text) && (IsLetter(text[j]) || text[j] == MVS || IsVariation(text[j])); j += step {
		if isVowel(text[j]) {
			return strings.ContainsRune(vowels, text[j])
		}
	}
	return false
}

// plainLatin is the letter of r when there is only one way to write it.
func plainLatin(r rune) rune {
	switch r {
	case 'ᠬ', 'ᠭ', ng:
		return 0
	case 'ᠾ':
		return 'ĥ'
	case 'ᠺ':
		return 'K'
	}
	for latin, own := range letters {
		if own == r {
			return latin
		}
	}
	return 0
}
