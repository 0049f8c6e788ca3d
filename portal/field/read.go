package field

import (
	"changban/portal"
)

// Read reads one field from a form and returns its canonical value, or nil and
// every problem in page order. What was typed stays in the form for the page to
// show again.
func Read(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	return nil, nil
}

// Check judges a kept answer against the rules that look at other answers and at
// the day: a card number corrected later may contradict an earlier answer.
func Check(s Spec, v Value, c Context) []portal.FieldError {
	return nil
}
