package office

import (
	"io/fs"
	"strings"

	"changban/portal"
)

// LoadTree reads units.tsv and outside.tsv, embedded and of each overlay, whose
// rows add or replace. Without demo the invented rows are dropped, with what
// hangs below them. Errors name file, line and reason.
func LoadTree(places Places, demo bool, overlays ...fs.FS) (Tree, error) {
	t := Tree{places: places, units: map[string]Unit{}, outside: map[portal.Place]Unit{}}
	rows, err := tables("units.tsv", overlays, "id", "parent", "place", "kind", "name", "phone", "address", "demo")
	if err != nil {
		return Tree{}, err
	}
	if err := t.addUnits(rows, demo); err != nil {
		return Tree{}, err
	}
	rows, err = tables("outside.tsv", overlays, "place", "name", "phone", "address", "demo")
	if err != nil {
		return Tree{}, err
	}
	return t, t.addOutside(rows, demo)
}

func (t *Tree) addUnits(rows []row, demo bool) error {
	from := map[string]row{}
	for _, r := range rows {
		u := unitOf(r)
		if u.Demo && !demo {
			continue
		}
		if err := t.checkUnit(r, u); err != nil {
			return err
		}
		if _, known := t.units[u.ID]; !known {
			t.inOrder = append(t.inOrder, u.ID)
		}
		t.units[u.ID], from[u.ID] = u, r
	}
	for _, id := range t.inOrder {
		if err := t.checkParents(from[id], id); err != nil {
			return err
		}
	}
	return nil
}

func unitOf(r row) Unit {
	f := r.fields
	return Unit{
		ID: f["id"], Parent: f["parent"], Place: portal.Place(f["place"]), Kind: UnitKind(f["kind"]),
		Name: f["name"], Phone: f["phone"], Address: f["address"], Demo: f["demo"] == "yes",
	}
}

func (t *Tree) checkUnit(r row, u Unit) error {
	_, known := t.places.Lookup(u.Place)
	switch {
	case u.ID == "" || strings.Trim(u.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return r.fail("id %q: want small letters, digits and hyphens", u.ID)
	case !known:
		return r.fail("%q is no place", u.Place)
	case u.Kind == "" || u.Name == "":
		return r.fail("%s has no kind or no name", u.ID)
	}
	return checkDemo(r)
}

func checkDemo(r row) error {
	if d := r.fields["demo"]; d != "" && d != "yes" {
		return r.fail("demo is %q, want yes or nothing", d)
	}
	return nil
}

// checkParents follows the parents up: each must be there and none come twice.
func (t *Tree) checkParents(r row, id string) error {
	for steps, up := 0, t.units[id].Parent; up != ""; steps++ {
		parent, ok := t.units[up]
		if !ok {
			return r.fail("the parent %q of %s is not listed", up, id)
		}
		if steps > len(t.units) {
			return r.fail("%s lies below itself", id)
		}
		up = parent.Parent
	}
	return nil
}

func (t *Tree) addOutside(rows []row, demo bool) error {
	for _, r := range rows {
		f := r.fields
		place := portal.Place(f["place"])
		if !t.places.Valid(place) || f["name"] == "" {
			return r.fail("%q is no place, or the name is missing", place)
		}
		if err := checkDemo(r); err != nil {
			return err
		}
		if f["demo"] == "yes" && !demo {
			continue
		}
		t.outside[place] = Unit{
			ID: outsidePrefix + string(place), Place: place, Kind: KindCivilAffairs, Name: f["name"],
			Phone: f["phone"], Address: f["address"], Demo: f["demo"] == "yes", Outside: true,
		}
	}
	return nil
}
