package field

import (
	"slices"
	"strings"
)

// Spread spreads a kept answer over the controls that show it: the reverse of
// Read. With c it knows whether an area or institution was chosen or typed.
func Spread(s Spec, v Value, c Context) Form {
	values := map[string][]string{}
	spread(values, s, v, c)
	return func(name string) []string { return values[name] }
}

func spread(into map[string][]string, s Spec, v Value, c Context) {
	if len(v) == 0 {
		return
	}
	switch s.Type {
	case Date, Month:
		for i, part := range strings.Split(v.First(), "-") {
			name := []string{".year", ".month", ".day"}[min(i, 2)]
			into[s.ID+name] = []string{strings.TrimLeft(part, "0")}
		}
	case Address:
		into[s.ID+".street"] = v
	case Institution:
		chosen(into, s, v.First(), Choices(s, c))
	case Area:
		chosen(into, s, v.First(), AreasOf(s, c))
		into[s.ID+".community"] = v[1:]
	case List:
		for n, r := range Rows(v) {
			for _, item := range s.Items {
				spread(into, s.Cell(n, item), r[item.ID], c)
			}
		}
	default:
		into[s.ID] = v
	}
}

// chosen puts a value where it came from: an option, or the typed name.
func chosen(into map[string][]string, s Spec, value string, options []string) {
	if slices.Contains(options, value) {
		into[s.ID] = []string{value}
		return
	}
	into[s.ID] = []string{Other}
	into[s.ID+".name"] = []string{value}
}
