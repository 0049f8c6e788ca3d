package mongol

import (
	"strings"
	"unicode"
)

// Kept returns text in the one form in which we keep it: the joiner of older
// text between letters becomes MVS, look-alike letters of old keyboards become
// Hudum, marks without a letter go. Text of other scripts comes back unchanged.
func Kept(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return IsScript(r) }) {
		return text
	}
	runes := []rune(text)
	var out strings.Builder
	for i, r := range runes {
		switch {
		case isJoiner(r):
			out.WriteString(joiner(runes, i))
		case r == zwj || r == zwnj, IsVariation(r) && !IsScriptLetter(at(runes, i-1)):
		default:
			out.WriteRune(hudum(r))
		}
	}
	return out.String()
}

// joiner is what a joiner at i becomes: one before a particle that stands apart
// is a space, and so is the older one where it joins nothing; it was typed as a
// kind of space.
func joiner(text []rune, i int) string {
	rest := text[i+1:]
	end := 0
	for end < len(rest) && IsScriptLetter(rest[end]) {
		end++
	}
	switch {
	case len(rest) > 0 && isJoiner(rest[0]):
		return ""
	case end > 0 && joins(before(text, i)) && !IsApart(string(rest[:end])):
		return string(MVS)
	case end > 0 && joins(before(text, i)) || text[i] == NNBSP:
		return " "
	}
	return ""
}

// before is the rune before a joiner, however many joiners there are.
func before(text []rune, i int) rune {
	for i > 0 && isJoiner(text[i]) {
		i--
	}
	return text[i]
}

func isJoiner(r rune) bool { return r == MVS || r == NNBSP }

func joins(r rune) bool { return IsScript(r) && r != MVS || unicode.IsDigit(r) }

// IsScriptLetter reports whether r is a letter of the Mongolian block, those of
// its sister scripts included.
func IsScriptLetter(r rune) bool { return IsScript(r) && unicode.IsLetter(r) }

// hudum replaces letters of sister scripts that keyboards give by mistake.
func hudum(r rune) rune {
	switch r {
	case '\u1888':
		return 'ᠬ'
	case '\u1889':
		return 'ᠭ'
	}
	return r
}

// Outward returns text for programs that draw it with a font of their own, such
// as an SMS, a window title or a table: the joiner before a suffix becomes the
// older one, which older fonts know. Before a separated a or e nothing changes.
func Outward(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		end := i + 1
		for end < len(runes) && IsLetter(runes[end]) {
			end++
		}
		if r == MVS && end > i+1 && !IsSeparated(string(runes[i+1:end])) {
			runes[i] = NNBSP
		}
	}
	return string(runes)
}

// Fold returns the key under which words that look alike are found: writers
// spell by sound, and two spellings may draw the same shape. Never shown.
// Text of other scripts comes back unchanged.
func Fold(text string) string {
	var out []rune
	for _, r := range joined(Kept(text)) {
		switch f := folded(r); {
		case f == 0:
		case f == 'ᠢ' && len(out) > 1 && out[len(out)-1] == 'ᠶ' && isVowel(out[len(out)-2]):
			out[len(out)-1] = 'ᠢ'
		default:
			out = append(out, f)
		}
	}
	return string(out)
}

// joined takes the space away that many write before a suffix.
func joined(text string) string {
	words := strings.Split(text, " ")
	var out strings.Builder
	for i, word := range words {
		if i > 0 && !IsSuffix(word) {
			out.WriteByte(' ')
		}
		out.WriteString(word)
	}
	return out.String()
}

// folded is the letter that stands for all of one shape; 0 for marks.
func folded(r rune) rune {
	switch {
	case r == MVS || IsVariation(r):
		return 0
	case r == 'ᠤ':
		return 'ᠣ'
	case r == 'ᠦ':
		return 'ᠥ'
	case r == 'ᠳ':
		return 'ᠲ'
	}
	return r
}
