package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"changban/mongol"
)

// punctuation: the script's own comma and full stop, and no shapes that only
// old vertical text needs.
func punctuation(f form) []string {
	return f.eachRune(func(i int, r rune) string {
		switch {
		case strings.ContainsRune("，。、", r), (r == '.' || r == ',') && mongol.IsLetter(f.at(i-1)):
			return fmt.Sprintf("%c (%U) where the script has its own mark", r, r)
		case r >= '\uFE10' && r <= '\uFE19', r >= '\uFE30' && r <= '\uFE4F':
			return fmt.Sprintf("%U is a shape, no character", r)
		}
		return ""
	})
}

func foreignDigits(f form) []string {
	return f.eachRune(func(_ int, r rune) string {
		if unicode.IsDigit(r) && r > '9' {
			return fmt.Sprintf("%c (%U), write digits as 0–9", r, r)
		}
		return ""
	})
}

// numbers are values that are digits everywhere: an ending may follow them, since
// a reader says the number and its vowels are known. Others are allowed by id.
var numbers = strings.Fields("Count Days Months Years Minutes")

// suffixOnValue: the vowels of a value are not known, so no ending fits it.
func suffixOnValue(f form) []string {
	n := -1 // of the values that were not allowed
	return f.eachRune(func(i int, r rune) string {
		if r != value {
			return ""
		}
		n++
		next := f.at(i + 1)
		if next == '-' {
			next = f.at(i + 2)
		}
		if slices.Contains(numbers, f.values[n]) || next != mongol.MVS && !mongol.IsLetter(next) && !isCyrillic(next) {
			return ""
		}
		return "{{." + f.values[n] + "}} has an ending; put a noun behind it"
	})
}

func spaces(f form) []string {
	switch {
	case strings.TrimSpace(f.raw) != f.raw:
		return []string{"a space at the beginning or end"}
	case strings.Contains(f.raw, "  "):
		return []string{"two spaces"}
	case strings.Contains(f.raw, " ᠂") || strings.Contains(f.raw, " ᠃"):
		return []string{"a space before a mark"}
	}
	return nil
}
