package office

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"changban/portal"
)

// Locality is a county-level place, or a city or league, and what it lies in. Names are Chinese, as
// the standard gives them.
type Locality struct {
	Code       portal.Place // six digits of GB/T 2260
	Province   string
	Prefecture string // "" where the place lies in the province directly
	Name       string
}

// Full returns province, prefecture and name in one, without saying a name twice.
func (l Locality) Full() string {
	if l.Prefecture == l.Name {
		return l.Province + l.Name
	}
	return l.Province + l.Prefecture + l.Name
}

// Places are all county-level places of mainland China. Build them once with
// LoadPlaces; they are never changed afterwards and safe for concurrent use.
type Places struct {
	byCode  map[portal.Place]Locality
	cities  map[portal.Place]Locality // regions, cities and leagues, by codes that end in 00
	inOrder []Locality
	areas   areas
	called  []called      // names in other languages
	endings map[rune]bool // last runes of names: what people leave out or mistake
}

// LoadPlaces reads the embedded table and then places.yaml of each overlay,
// whose lines "150202: NAME" (two, four or six digits) add or rename, and the
// same for areas.tsv. Errors name file, line and reason.
func LoadPlaces(overlays ...fs.FS) (Places, error) {
	rows, err := table(data, "data/places.tsv", "code", "name")
	if err != nil {
		return Places{}, err
	}
	for _, o := range overlays {
		more, err := placeLines(o)
		if err != nil {
			return Places{}, err
		}
		rows = append(rows, more...)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		if code := r.fields["code"]; !isCode(code) || r.fields["name"] == "" {
			return Places{}, r.fail("want a code of 2, 4 or 6 digits and a name, have %q", code)
		}
		names[r.fields["code"]] = r.fields["name"]
	}
	for _, r := range rows {
		if names[r.fields["code"][:2]] == "" {
			return Places{}, r.fail("%s lies in no known province", r.fields["code"])
		}
	}
	p := newPlaces(names)
	p.areas, err = loadAreas(p, overlays)
	return p, err
}

func newPlaces(names map[string]string) Places {
	p := Places{byCode: make(map[portal.Place]Locality, len(names)), cities: map[portal.Place]Locality{}, endings: map[rune]bool{}}
	for code, name := range names {
		if len(code) == 2 {
			region := portal.Place(code + "0000")
			p.cities[region] = Locality{region, "", name, name}
		}
		if len(code) == 4 {
			city := portal.Place(code + "00")
			p.cities[city] = Locality{city, names[code[:2]], name, name}
		}
		if len(code) != 6 {
			continue
		}
		l := Locality{portal.Place(code), names[code[:2]], names[code[:4]], name}
		p.byCode[l.Code] = l
		p.inOrder = append(p.inOrder, l)
		runes := []rune(name)
		p.endings[runes[len(runes)-1]] = true
	}
	slices.SortFunc(p.inOrder, func(a, b Locality) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return p
}

// placeLines reads an overlay's places.yaml: plain "code: name" lines.
func placeLines(fsys fs.FS) ([]row, error) {
	const name = "places.yaml"
	text, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rows []row
	for i, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		code, title, _ := strings.Cut(line, ":")
		code = strings.Trim(strings.TrimSpace(code), `"'`)
		rows = append(rows, row{name, i + 1, map[string]string{"code": code, "name": strings.TrimSpace(title)}})
	}
	return rows, nil
}

func isCode(s string) bool {
	return (len(s) == 2 || len(s) == 4 || len(s) == 6) && strings.Trim(s, "0123456789") == ""
}

// Lookup returns the place of a six-digit code and whether there is one: a
// county-level place, or the city or league of a code that ends in 00.
func (p Places) Lookup(code portal.Place) (Locality, bool) {
	if l, ok := p.byCode[code]; ok {
		return l, true
	}
	l, ok := p.cities[code]
	return l, ok
}

// Name returns the short name, or the code itself where it is unknown, so that
// nothing is ever shown empty.
func (p Places) Name(code portal.Place) string {
	if l, ok := p.Lookup(code); ok {
		return l.Name
	}
	return string(code)
}

// FullName returns the name with province and prefecture, or the code itself.
func (p Places) FullName(code portal.Place) string {
	if l, ok := p.Lookup(code); ok {
		return l.Full()
	}
	return string(code)
}

// Path returns the codes of the region and the city a place lies in and its own,
// whose names in one are its full name: none is said twice.
func (p Places) Path(code portal.Place) []portal.Place {
	l, ok := p.Lookup(code)
	if !ok {
		return []portal.Place{code}
	}
	var path []portal.Place
	if l.Province != "" && l.Province != l.Name {
		path = append(path, code[:2]+"0000")
	}
	if l.Prefecture != "" && l.Prefecture != l.Name {
		path = append(path, code[:4]+"00")
	}
	return append(path, code)
}

// All returns every county-level place in order of code. The caller must not
// change it.
func (p Places) All() []Locality { return p.inOrder }
