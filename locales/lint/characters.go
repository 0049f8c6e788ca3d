package lint

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"changban/mongol"
)

// mongRules are those of the table that look at one text, in its order.
func mongRules() []rule {
	return []rule{
		{"L01", true, onlyKnown}, {"L02", true, otherLetters}, {"L03", true, sisterScripts},
		{"L04", true, privateUse}, {"L05", true, oldJoiner}, {"L06", true, joinerPlace},
		{"L07", false, unknownSuffix}, {"L08", false, lostJoiner}, {"L09", true, variationPlace},
		{"L10", false, variationUse}, {"L11", true, invisible}, {"L12", false, doubled},
		{"L13", false, impossibleWord}, {"L14", false, harmony}, {"L15", false, suffixHarmony},
		{"L16", false, oldDiphthong}, {"L17", false, punctuation}, {"L18", false, foreignDigits},
		{"L19", true, suffixOnValue}, {"L21", false, spaces}, {"L22", true, composedForm},
	}
}

// cyrlRules hold what is said below the table. C rules are ours.
func cyrlRules() []rule {
	return []rule{
		{"C01", true, onlyCyrillic}, {"C02", true, lookAlikes}, {"L04", true, privateUse}, {"L11", true, invisible},
		{"L19", true, suffixOnValue}, {"L21", false, spaces}, {"L22", true, composedForm},
	}
}

// otherRules hold for languages that are not Mongolian: none of its letters.
func otherRules() []rule { return []rule{{"L02", true, mongolianLetters}, {"L04", true, privateUse}} }

// signs may stand in the traditional script besides its letters and marks.
const signs = " \n()/%+-:.,!?\uFF01\uFF1F«»“”《》" + string(value) + string(literal)

func known(r rune) bool {
	switch {
	case mongol.IsLetter(r), r == mongol.MVS, mongol.IsVariation(r), r == '\u180A':
		return true
	case r >= '\u1801' && r <= '\u1805', r >= '0' && r <= '9', r >= '①' && r <= '⑳':
		return true
	}
	return strings.ContainsRune(signs, r)
}

// onlyKnown leaves to other rules what they name better.
func onlyKnown(f form) []string {
	return f.eachRun("is not of the script", func(r rune) bool {
		return !known(r) && !unicode.IsLetter(r) && !isInvisible(r) && !isPrivate(r) && r != mongol.NNBSP
	})
}

func otherLetters(f form) []string {
	return f.eachRun("is of another script", func(r rune) bool { return unicode.IsLetter(r) && !mongol.IsScript(r) })
}

func sisterScripts(f form) []string {
	better := map[rune]string{'\u1888': ", write U+182C", '\u1889': ", write U+182D"}
	return f.eachRune(func(_ int, r rune) string {
		if mongol.IsScriptLetter(r) && !mongol.IsLetter(r) {
			return fmt.Sprintf("U+%04X is no Hudum letter%s", r, better[r])
		}
		return ""
	})
}

func isPrivate(r rune) bool { return unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar }

func privateUse(f form) []string {
	return f.eachRune(func(_ int, r rune) string {
		if isPrivate(r) {
			return fmt.Sprintf("U+%04X has no meaning outside one program", r)
		}
		return ""
	})
}

func oldJoiner(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		switch {
		case r != mongol.NNBSP:
			return ""
		case mongol.IsApart(f.letters(i + 1)):
			return "U+202F before a particle, write a space"
		}
		return "U+202F, write U+180E"
	})
}

// letters is the run of letters from i on.
func (f form) letters(i int) string {
	end := i
	for mongol.IsLetter(f.at(end)) {
		end++
	}
	return string(f.text[min(i, len(f.text)):end])
}

// joinerPlace: the joiner has a word, number or value before it and a letter
// behind.
func joinerPlace(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		before := f.at(i - 1)
		switch {
		case r != mongol.MVS:
			return ""
		case !mongol.IsLetter(f.at(i + 1)):
			return "U+180E without a letter behind it"
		case !mongol.IsLetter(before) && !mongol.IsVariation(before) && !unicode.IsDigit(before) && before != value && before != literal:
			return "U+180E without a letter or number before it"
		}
		return ""
	})
}

func variationPlace(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		if mongol.IsVariation(r) && !mongol.IsLetter(f.at(i-1)) {
			return fmt.Sprintf("U+%04X without a letter before it", r)
		}
		return ""
	})
}

// variationUse: only t and d of loan words need a variation selector.
func variationUse(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		if mongol.IsVariation(r) && f.at(i-1) != 'ᠲ' && f.at(i-1) != 'ᠳ' {
			return fmt.Sprintf("U+%04X after %s", r, mongol.ToLatin(string(f.at(i-1))))
		}
		return ""
	})
}

func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) && r != mongol.MVS && r != literal || r == '\u00A0' || r >= '\uFE00' && r <= '\uFE0F'
}

func invisible(f form) []string {
	return f.eachRune(func(_ int, r rune) string {
		if isInvisible(r) {
			return fmt.Sprintf("U+%04X cannot be seen", r)
		}
		return ""
	})
}

func composedForm(f form) []string {
	if norm.NFC.IsNormalString(f.raw) {
		return nil
	}
	return []string{"not in composed form (NFC)"}
}

func mongolianLetters(f form) []string {
	return f.eachRun("is of the traditional script", mongol.IsScript)
}

func isCyrillic(r rune) bool {
	return r >= 'А' && r <= 'я' || strings.ContainsRune("ЁёӨөҮү", r)
}

func onlyCyrillic(f form) []string {
	return f.eachRun("is not of Mongolian Cyrillic", func(r rune) bool {
		fine := isCyrillic(r) || r == '\n' || r >= ' ' && r < 0x7F && !unicode.IsLetter(r) || strings.ContainsRune("«»–", r)
		return !fine && r != value && r != literal && !isInvisible(r) && !isPrivate(r)
	})
}

// lookAlikes: a word of two alphabets is a slip of the keyboard.
func lookAlikes(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		latin := unicode.Is(unicode.Latin, r)
		if latin && (isCyrillic(f.at(i-1)) || isCyrillic(f.at(i+1))) {
			return fmt.Sprintf("%c (%U) is a Latin letter in a Cyrillic word", r, r)
		}
		return ""
	})
}
