package portal

import "strings"

// NumberProblem says why a resident ID or card number cannot be right; "" means
// that nothing is wrong. Pages turn it into words.
type NumberProblem string

// Problems, in the order in which they are looked for.
const (
	NumberEmpty      NumberProblem = "empty"
	NumberCharacters NumberProblem = "characters" // something else than digits, X (18th) or B (card suffix)
	NumberLength     NumberProblem = "length"     // ID not 18, card not 20 positions
	NumberSuffix     NumberProblem = "suffix"     // after the B of a replaced card: at most two digits
	NumberBirth      NumberProblem = "birth"      // positions 7 to 14 are no day somebody alive was born on
	NumberFuture     NumberProblem = "future"     // born after today
	NumberChecksum   NumberProblem = "checksum"   // 18th position disagrees: mistyped
	NumberCategory   NumberProblem = "category"   // 19th position is not 1 to 7
	NumberLevel      NumberProblem = "level"      // 20th position is not 1 to 4
)

// Sex as the 17th position of a resident ID tells it.
type Sex string

// Odd is male, even is female (GB 11643).
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// IDNumber is a resident ID number of GB 11643 whose form is right. That it
// belongs to somebody is another question (decisions 2).
type IDNumber struct {
	Text  string // 18 positions, upper-case X
	Birth Day
	Sex   Sex
	Place Place // where it was first issued; the code may be abolished since
}

// CardNumber is a disability card number whose form is right: ID number,
// category, level and, on a replaced card, B with up to two digits.
type CardNumber struct {
	Text     string
	ID       IDNumber
	Category string // visual, hearing, speech, physical, intellectual, psychiatric, multiple
	Level    int    // 1 (most severe) to 4
	Suffix   string // "", "B", "B1" …
}

// Severe reports whether the level counts as severe (重度): 1 or 2.
func (c CardNumber) Severe() bool { return c.Level == 1 || c.Level == 2 }

// cardCategories are the names of category codes 1 to 7.
var cardCategories = [...]string{"visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple"}

const (
	idLength   = 18
	cardLength = 20
	oldestAge  = 130 // years; an older birth day is a typing mistake
)

// ParseIDNumber reads a resident ID as people type it: blanks, hyphens, full-width
// and lower-case letters are fine. today is needed to tell a birth in the future;
// "" leaves that out.
func ParseIDNumber(s string, today Day) (IDNumber, NumberProblem) {
	text := plainNumber(s)
	switch {
	case text == "":
		return IDNumber{}, NumberEmpty
	case strings.Trim(text, "0123456789X") != "", strings.Contains(text[:min(len(text), idLength-1)], "X"):
		return IDNumber{}, NumberCharacters
	case len(text) != idLength:
		return IDNumber{}, NumberLength
	}
	id := IDNumber{Text: text, Sex: Female, Place: Place(text[:6])}
	if (text[16]-'0')%2 == 1 {
		id.Sex = Male
	}
	birth, ok := NewDay(number(text[6:10]), number(text[10:12]), number(text[12:14]))
	id.Birth = birth
	switch {
	case !ok, today != "" && birth.YearsAt(today) > oldestAge:
		return IDNumber{}, NumberBirth
	case today != "" && birth > today:
		return IDNumber{}, NumberFuture
	case text[17] != idCheck(text[:17]):
		return IDNumber{}, NumberChecksum
	}
	return id, ""
}

// ParseCardNumber reads a disability card number. Its problems are those of
// ParseIDNumber for the first 18 positions, and length, suffix, category, level.
func ParseCardNumber(s string, today Day) (CardNumber, NumberProblem) {
	text := plainNumber(s)
	body, suffix, replaced := strings.Cut(text, "B")
	switch {
	case text == "":
		return CardNumber{}, NumberEmpty
	case strings.Trim(body+strings.ReplaceAll(suffix, "B", ""), "0123456789X") != "":
		return CardNumber{}, NumberCharacters
	case len(body) != cardLength:
		return CardNumber{}, NumberLength
	case len(suffix) > 2, strings.Trim(suffix, "0123456789") != "":
		return CardNumber{}, NumberSuffix
	}
	id, problem := ParseIDNumber(body[:idLength], today)
	category, level := body[18], body[19]
	switch {
	case problem != "":
		return CardNumber{}, problem
	case category < '1' || category > '7':
		return CardNumber{}, NumberCategory
	case level < '1' || level > '4':
		return CardNumber{}, NumberLevel
	}
	card := CardNumber{Text: text, ID: id, Category: cardCategories[category-'1'], Level: int(level - '0')}
	if replaced {
		card.Suffix = "B" + suffix
	}
	return card, ""
}

// plainNumber folds full-width forms and case and drops what people put between
// groups: blanks, hyphens, points and invisible characters.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch r {
		case ' ', '\t', '\n', '\r', '-', '.', '\u00a0', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u3000',
			'\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
			return -1
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
}

func number(digits string) int {
	n := 0
	for _, r := range digits {
		n = n*10 + int(r-'0')
	}
	return n
}

// idCheck computes the 18th position: ISO 7064 MOD 11-2 (GB 11643 clause 4.2.4).
func idCheck(first17 string) byte {
	sum := 0
	for _, r := range first17 {
		sum = (sum + int(r-'0')) * 2 % 11
	}
	return "0123456789X"[(12-sum)%11]
}
