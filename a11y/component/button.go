package component

func buttonClass(k ButtonKind) string {
	if k == "" {
		k = ButtonPrimary
	}
	return "button " + string(k)
}
