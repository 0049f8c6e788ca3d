package component

func stepClass(s StepState) string {
	if s == StepNext {
		return "next"
	}
	return string(s)
}
