package component

// columnName is the name of column i; a row longer than the head has no name.
func columnName(p TableParams, i int) string {
	if i >= len(p.Columns) {
		return ""
	}
	return p.Columns[i]
}
