package locales

import (
	"io/fs"
	"strings"
)

// contextFile tells translators where words stand: beginning of ids, place, and
// a picture of docs/screens that shows it.
const contextFile = "context.tsv"

// place is where the messages stand whose ids begin with prefix.
type place struct{ prefix, where, picture string }

func readContext(fsys fs.FS) ([]place, error) {
	rows, err := readTable(fsys, contextFile, 3)
	var all []place
	for _, c := range rows {
		all = append(all, place{c[0], c[1], c[2]})
	}
	return all, err
}

// placeOf returns the place with the longest beginning; none is empty.
func placeOf(id string, all []place) place {
	var best place
	for _, p := range all {
		if strings.HasPrefix(id, p.prefix) && len(p.prefix) > len(best.prefix) {
			best = p
		}
	}
	return best
}
