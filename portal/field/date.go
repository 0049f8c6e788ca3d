package field

import (
	"fmt"
	"strings"
	"unicode"

	"changban/portal"
)

// dateParts is a date as it was typed, one text per part.
type dateParts struct{ year, month, day string }

// readDate reads three fields. A whole date typed into the year, or sent as one
// value, is read too.
func readDate(s Spec, f Form) (Value, []portal.FieldError) {
	p := dateParts{first(f, s.ID+".year"), first(f, s.ID+".month"), first(f, s.ID+".day")}
	if p.month == "" && p.day == "" {
		whole := p.year
		if whole == "" {
			whole = first(f, s.ID)
		}
		p = splitDate(whole)
	}
	if p == (dateParts{}) {
		return nil, nil
	}
	return p.read(s)
}

// splitDate splits 2030-05-01, 2030/5/1, 20300501 and the written form with
// units. What cannot be split stays in the year, where the message will be.
func splitDate(whole string) dateParts {
	whole = withDigits(Clean(whole[:min(len(whole), 200)], false))
	parts := strings.FieldsFunc(whole, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-/.,", r) || unicode.IsPunct(r) ||
			strings.ContainsRune(string([]rune{sayYear, sayMonth, sayDay, sayNumber}), r)
	})
	if len(parts) == 3 {
		return dateParts{parts[0], parts[1], parts[2]}
	}
	if digits := Squeeze(whole); len(parts) == 1 && len(digits) == 8 {
		return dateParts{digits[:4], digits[4:6], digits[6:]}
	}
	return dateParts{year: whole}
}

func (p dateParts) read(s Spec) (Value, []portal.FieldError) {
	year, e1 := readPart(s, "year", p.year, 1000, 9999, sayYear)
	month, e2 := readPart(s, "month", p.month, 1, 12, sayMonth)
	day, e3 := readPart(s, "day", p.day, 1, 31, sayDay, sayNumber)
	if problems := append(append(e1, e2...), e3...); len(problems) > 0 {
		return nil, problems
	}
	d, exists := portal.NewDay(year, month, day)
	if !exists {
		e := s.problem("no_such_day", "Year", fmt.Sprint(year), "Month", month, "Day", day)
		return nil, one(s.part("day", e))
	}
	return Value{string(d)}, nil
}

// readPart reads one part; its problems are <part>_empty, <part>_range and
// <part>_characters, with what was typed.
func readPart(s Spec, part, typed string, low, high int, units ...rune) (int, []portal.FieldError) {
	if typed == "" {
		return 0, one(s.part(part, s.problem(part+"_empty")))
	}
	const most = 200 // bytes
	n, ok := number(Squeeze(oneNumber(Clean(typed[:min(len(typed), most)], false))), units...)
	switch {
	case !ok || len(typed) > most:
		return 0, one(s.part(part, s.problem(part+"_characters", "Typed", quoted(typed))))
	case n < low || n > high:
		return 0, one(s.part(part, s.problem(part+"_range", "Typed", quoted(typed))))
	}
	return n, nil
}
