package component

func choiceClass(o Option) string {
	if o.Look == "" {
		return "choice"
	}
	return "choice look-" + o.Look
}
