package component

// fileText is the name with the size behind it.
func fileText(f AddedFile) string {
	switch {
	case f.Size == "":
		return f.Name
	case f.Name == "":
		return f.Size
	}
	return f.Name + " (" + f.Size + ")"
}

func quiet(b ButtonParams) ButtonParams {
	b.Kind = ButtonQuiet
	return b
}
