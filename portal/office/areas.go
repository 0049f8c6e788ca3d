package office

import (
	"io/fs"
	"strings"

	"changban/portal"
)

// Area is a street, town or sumu of a county-level place, or a community,
// village or gacha of one of these. Names are Chinese, as the table gives them.
type Area struct {
	Code string // nine digits, or twelve for a community; they begin with the place's six
	Name string
}

// Lengths of the statistics bureau's codes below county level.
const (
	areaDigits      = 9
	communityDigits = 12
)

// areas are the parts of places, by the code of what they lie in.
type areas struct {
	below  map[string][]Area
	byCode map[string]Area
}

// loadAreas reads the embedded table and then areas.tsv of each overlay, whose
// rows add or rename.
func loadAreas(p Places, overlays []fs.FS) (areas, error) {
	rows, err := tables("areas.tsv", overlays, "code", "name")
	if err != nil {
		return areas{}, err
	}
	all := areas{below: map[string][]Area{}, byCode: map[string]Area{}}
	for _, r := range rows {
		if err := all.add(p, r); err != nil {
			return areas{}, err
		}
	}
	return all, nil
}

func (a areas) add(p Places, r row) error {
	one := Area{Code: r.fields["code"], Name: r.fields["name"]}
	in := one.within()
	_, inArea := a.byCode[in]
	switch {
	case in == "" || one.Name == "" || strings.Trim(one.Code, "0123456789") != "":
		return r.fail("want a code of %d or %d digits and a name, have %q", areaDigits, communityDigits, one.Code)
	case !inArea && !p.Valid(portal.Place(in)):
		return r.fail("%s lies in no known place or area", one.Code)
	}
	if _, known := a.byCode[one.Code]; known {
		for i, other := range a.below[in] {
			if other.Code == one.Code {
				a.below[in][i] = one
			}
		}
	} else {
		a.below[in] = append(a.below[in], one)
	}
	a.byCode[one.Code] = one
	return nil
}

// within returns the code of what the area lies in, "" for no code of an area.
func (a Area) within() string {
	switch len(a.Code) {
	case areaDigits:
		return a.Code[:6]
	case communityDigits:
		return a.Code[:areaDigits]
	}
	return ""
}

// Areas returns the streets, towns and sumu of a place in the order of the
// table; none where the table does not know the place's.
func (p Places) Areas(place portal.Place) []Area { return p.areas.below[string(place)] }

// Communities returns the communities, villages and gachas of an area.
func (p Places) Communities(area string) []Area {
	if len(area) != areaDigits {
		return nil
	}
	return p.areas.below[area]
}

// Area returns the area or community of a code and whether there is one.
func (p Places) Area(code string) (Area, bool) {
	a, ok := p.areas.byCode[code]
	return a, ok
}

// AreaName returns its name, or the text itself: people may type what the table
// does not know.
func (p Places) AreaName(code string) string {
	if a, ok := p.Area(code); ok {
		return a.Name
	}
	return code
}
