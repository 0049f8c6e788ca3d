package field

import (
	"slices"
	"strings"

	"changban/portal"
)

func readRadio(s Spec, f Form) (Value, []portal.FieldError) {
	typed := first(f, s.ID)
	if typed == "" {
		return nil, nil
	}
	if !slices.Contains(s.Options, typed) {
		return nil, one(s.problem("unknown"))
	}
	return Value{typed}, nil
}

// readMany reads checkboxes; the value has the order of the options.
func readMany(s Spec, f Form) (Value, []portal.FieldError) {
	typed := f(s.ID)
	var v Value
	for _, option := range s.Options {
		if slices.Contains(typed, option) {
			v = append(v, option)
		}
	}
	foreign := func(t string) bool { return strings.TrimSpace(t) != "" && !slices.Contains(s.Options, t) }
	if slices.ContainsFunc(typed, foreign) {
		return nil, one(s.problem("unknown"))
	}
	if len(v) < s.MinItems {
		if len(v) == 0 {
			return nil, one(s.problem("empty"))
		}
		return nil, one(s.problem("too_few", "Min", s.MinItems))
	}
	return v, nil
}

func readCheckbox(typed []string) Value {
	for _, t := range typed {
		if t == "true" || t == "on" || t == "1" || t == "yes" {
			return Value{"true"}
		}
	}
	return nil
}
