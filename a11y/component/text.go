package component

import (
	"strconv"
	"strings"
)

// run is a stretch of marked text.
type run struct {
	text   string
	strong bool
}

// runs splits marked text at its asterisks. A mark without its twin is text.
func runs(s string) []run {
	parts := strings.Split(s, "**")
	if len(parts)%2 == 0 {
		return []run{{text: s}}
	}
	var out []run
	for i, p := range parts {
		if p != "" {
			out = append(out, run{text: p, strong: i%2 == 1})
		}
	}
	return out
}

func itoa(i int) string { return strconv.Itoa(i) }
