package component

func formMethod(p FormParams) string {
	if p.Get {
		return "get"
	}
	return "post"
}

func inputClass(w Width) string {
	if w == WidthFull {
		return "input"
	}
	return "input w-" + string(w)
}

func areaRows(n int) string {
	if n < 1 {
		n = 6
	}
	return itoa(n)
}
