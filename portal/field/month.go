package field

import (
	"fmt"
	"strings"
	"unicode"

	"changban/portal"
)

// readMonth reads id.year and id.month; a whole month typed into the year, or
// sent as one value, is read too.
func readMonth(s Spec, f Form) (Value, []portal.FieldError) {
	year, month := first(f, s.ID+".year"), first(f, s.ID+".month")
	if month == "" {
		whole := year
		if whole == "" {
			whole = first(f, s.ID)
		}
		year, month = splitMonth(whole)
	}
	if year == "" && month == "" {
		return nil, nil
	}
	y, e1 := readPart(s, "year", year, 1000, 9999, sayYear)
	m, e2 := readPart(s, "month", month, 1, 12, sayMonth)
	if problems := append(e1, e2...); len(problems) > 0 {
		return nil, problems
	}
	return Value{fmt.Sprintf("%04d-%02d", y, m)}, nil
}

// splitMonth splits 2030-05, 2030/5, 203005 and the written form with units.
func splitMonth(whole string) (year, month string) {
	whole = withDigits(Clean(whole[:min(len(whole), 200)], false))
	parts := strings.FieldsFunc(whole, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) || r == sayYear || r == sayMonth
	})
	if len(parts) == 2 {
		return parts[0], parts[1]
	}
	if signs := Squeeze(whole); len(parts) == 1 && len(signs) == 6 {
		return signs[:4], signs[4:]
	}
	return whole, ""
}
