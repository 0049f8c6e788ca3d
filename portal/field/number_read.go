package field

import (
	"strings"

	"changban/portal"
)

// readNumber reads the types whose answer is a long number.
func readNumber(s Spec, c Context, typed string) (Value, []portal.FieldError) {
	const most = 1 << 12
	if len(typed) > most {
		return nil, one(s.problem("too_long"))
	}
	signs := Squeeze(digitByDigit(typed))
	if signs == "" {
		return nil, nil
	}
	switch s.Type {
	case Tel:
		return readTel(s, signs)
	case Account:
		return readAccount(s, signs)
	case CardNo:
		card, problem := portal.ParseCardNumber(signs, c.Today)
		return numberValue(s, signs, card.Text, problem)
	}
	id, problem := portal.ParseIDNumber(signs, c.Today)
	return numberValue(s, signs, id.Text, problem)
}

// numberValue turns a parsed number or its problem into what Read returns. Two
// lengths have a likely cause and so a message of their own.
func numberValue(s Spec, signs, text string, problem portal.NumberProblem) (Value, []portal.FieldError) {
	if problem == "" {
		return Value{text}, nil
	}
	name := string(problem)
	switch {
	case problem == portal.NumberCharacters:
		return nil, one(s.problem(name, "Sign", foreignSign(signs, "0123456789XB")))
	case problem == portal.NumberLength && s.Type == IDCard && len(signs) == 15:
		name = "old" // numbers of before 1999
	case problem == portal.NumberLength && s.Type == CardNo && len(signs) == 18:
		name = "only_id"
	}
	return nil, one(s.problem(name, "Length", len(signs)))
}

// foreignSign returns the first sign that does not belong; X and B in the wrong
// place are named themselves.
func foreignSign(signs, belongs string) string {
	letter := ""
	for _, r := range signs {
		if !strings.ContainsRune(belongs, r) {
			return string(r)
		}
		if letter == "" && (r == 'X' || r == 'B') {
			letter = string(r)
		}
	}
	return letter
}

// readTel reads a mobile number, or a fixed line with its area code. Contract of
// the service facts: 1[3-9] and 9 digits, or 0, area code, 7 or 8 digits.
func readTel(s Spec, signs string) (Value, []portal.FieldError) {
	n := withoutCountry(signs)
	length := len(n)
	fixed := strings.HasPrefix(n, "0")
	switch {
	case strings.HasPrefix(n, "+"):
		return nil, one(s.problem("abroad"))
	case !digits(n):
		return nil, one(s.problem("characters", "Sign", foreignSign(n, "0123456789")))
	case fixed && length >= 10 && length <= 12:
		return Value{n}, nil
	case !fixed && (length == 7 || length == 8) && n[0] != '1': // no fixed line begins with 1
		return nil, one(s.problem("area_code"))
	case !fixed && n[0] != '1':
		return nil, one(s.problem("unknown"))
	case fixed && length < 10, !fixed && length < 11:
		return nil, one(s.problem("short", "Length", length))
	case fixed, length > 11:
		return nil, one(s.problem("long", "Length", length))
	case n[1] < '3':
		return nil, one(s.problem("unknown"))
	}
	return Value{n}, nil
}

// withoutCountry drops the country code of China in the forms telephones and
// address books write it.
func withoutCountry(signs string) string {
	for _, code := range []string{"+86", "0086", "+0086"} {
		if n, ok := strings.CutPrefix(signs, code); ok {
			return n
		}
	}
	if len(signs) == 13 && strings.HasPrefix(signs, "861") {
		return signs[2:]
	}
	return signs
}

func readAccount(s Spec, signs string) (Value, []portal.FieldError) {
	const shortest, longest = 12, 23 // digits, service facts
	switch {
	case !digits(signs):
		return nil, one(s.problem("characters", "Sign", foreignSign(signs, "0123456789")))
	case len(signs) < shortest:
		return nil, one(s.problem("short", "Length", len(signs)))
	case len(signs) > longest:
		return nil, one(s.problem("long", "Length", len(signs)))
	}
	return Value{signs}, nil
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
