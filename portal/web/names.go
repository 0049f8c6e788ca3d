package web

import (
	"changban/portal"
	"changban/portal/office"
)

// Named returns a proper name that the authority's tables give in Chinese: in the
// page's language where our words have it, else as it stands.
func (p *Page) Named(id, chinese string) string { return p.words.Named(id, chinese) }

// Place names a county-level place, city or region.
func (p *Page) Place(of office.Places, code portal.Place) string { return p.path(of, code) }

// FullPlace names a place with the region and the city it lies in.
func (p *Page) FullPlace(of office.Places, code portal.Place) string {
	return p.path(of, of.Path(code)...)
}

// NearPlace names a place with its city only: its region is the reader's own.
func (p *Page) NearPlace(of office.Places, code portal.Place) string {
	path := of.Path(code)
	return p.path(of, path[min(1, len(path)-1):]...)
}

// path joins names, the largest place first. Where the last has no name in the
// page's language all are Chinese: an address of two languages is none.
func (p *Page) path(of office.Places, codes ...portal.Place) string {
	last := codes[len(codes)-1]
	named := p.words.Names(placeID(last), of.Name(last))
	text := ""
	for _, code := range codes {
		switch name := of.Name(code); {
		case !named:
			text += name
		case text == "":
			text = p.Named(placeID(code), name)
		default:
			text = p.Tp("format.place.within", "In", text, "Name", p.Named(placeID(code), name))
		}
	}
	if named {
		return text
	}
	return p.Name(text)
}

func placeID(code portal.Place) string { return "place." + string(code) }

// Area names a street, sumu, community or gacha, or returns what somebody typed.
func (p *Page) Area(of office.Places, code string) string {
	return p.Named("place."+code, of.AreaName(code))
}

// Unit names an office. One outside the portal without a row of its own goes by
// its place.
func (p *Page) Unit(of office.Tree, u office.Unit) string {
	if u.Nameless(of) {
		return p.FullPlace(of.Places(), u.Place)
	}
	return p.Named("unit."+u.ID, u.Name)
}
