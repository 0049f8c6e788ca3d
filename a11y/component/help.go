package component

func phoneText(p Phone) string {
	if p.Text == "" {
		return p.Number
	}
	return p.Text
}
