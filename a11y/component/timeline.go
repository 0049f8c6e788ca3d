package component

import "github.com/a-h/templ"

func stepClass(s StepState) string {
	if s == StepNext {
		return "next"
	}
	return string(s)
}

// stepTitle shows the word of the present step; the words of the others are
// only heard, because their marks say the same.
func stepTitle(s Step) templ.Component {
	if s.State == StepNow {
		return words(s.Word+s.Title, "")
	}
	return markup(away(s.Word) + templ.EscapeString(s.Title))
}
