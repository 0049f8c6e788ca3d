package office

import (
	"slices"
	"strings"

	"changban/portal"
)

// outsidePrefix starts the id of every outside unit; the place follows.
const outsidePrefix = "outside:"

// Tree is all units and how they hang together. Build it once with LoadTree; it
// is never changed afterwards and safe for concurrent use.
type Tree struct {
	places  Places
	units   map[string]Unit
	inOrder []string // ids as the tables list them
	outside map[portal.Place]Unit
}

// Places returns the places the tree was built on.
func (t Tree) Places() Places { return t.places }

// Unit returns a unit by id, outside units included. KindNotFound when there is
// none; ids come from addresses too.
func (t Tree) Unit(id string) (Unit, error) {
	if place, is := strings.CutPrefix(id, outsidePrefix); is {
		return t.Outside(portal.Place(place))
	}
	if u, ok := t.units[id]; ok {
		return u, nil
	}
	return Unit{}, portal.NotFound()
}

// Name returns a unit's name, or the id itself where it is unknown: an old case
// must stay readable when the tables change.
func (t Tree) Name(id string) string {
	if u, err := t.Unit(id); err == nil {
		return u.Name
	}
	return id
}

// Ending returns the place's unit whose name ends in text, as sources name offices
// for short: 区残联. The unit is not Known when there is none.
func (t Tree) Ending(place portal.Place, text string) Unit {
	found := t.where(func(u Unit) bool { return u.Place == place && strings.HasSuffix(u.Name, text) })
	if text == "" || len(found) == 0 {
		return Unit{}
	}
	return found[0]
}

// All returns every unit here, in the order of the tables.
func (t Tree) All() []Unit {
	return t.where(func(Unit) bool { return true })
}

// Children returns the units directly below id.
func (t Tree) Children(id string) []Unit {
	return t.where(func(u Unit) bool { return u.Parent == id && id != "" })
}

// Within reports whether id is ancestor or lies below it.
func (t Tree) Within(id, ancestor string) bool {
	for id != "" && ancestor != "" {
		if id == ancestor {
			return true
		}
		id = t.units[id].Parent
	}
	return false
}

// Below returns the ids of ancestor and everything below it: the units whose
// cases its staff may find.
func (t Tree) Below(ancestor string) []string {
	var ids []string
	for _, id := range t.inOrder {
		if t.Within(id, ancestor) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Serves reports whether a place has offices here.
func (t Tree) Serves(place portal.Place) bool {
	return slices.ContainsFunc(t.inOrder, func(id string) bool { return t.units[id].Place == place })
}

// Receiving returns the unit that receives a place's cases unless somebody
// chooses another: its first window, else the
// government service office, else civil affairs, else the county. A place
// without offices gets its outside unit; KindNotFound for no place at all.
func (t Tree) Receiving(place portal.Place) (Unit, error) {
	return t.first(place, KindWindow, KindGovernmentService, KindCivilAffairs, KindCounty)
}

var receivingKinds = []UnitKind{KindWindow, KindStreet, KindSumu, KindGovernmentService}

// Windows returns every unit of a place that receives papers, to choose from.
func (t Tree) Windows(place portal.Place) []Unit {
	return t.where(func(u Unit) bool {
		return u.Place == place && slices.Contains(receivingKinds, u.Kind)
	})
}

// Deciding returns a place's unit of a kind, or its civil affairs office, or the
// county, where it has none; for a place without offices its outside unit. A
// higher federation is that of the city or league above.
func (t Tree) Deciding(place portal.Place, kind UnitKind) (Unit, error) {
	if kind == KindHigherFederation {
		place = t.withHigher(place)
	}
	return t.first(place, kind, KindCivilAffairs, KindCounty)
}

// withHigher returns the city or league above a place when it has a federation
// here and the place has none of its own, else the place.
func (t Tree) withHigher(place portal.Place) portal.Place {
	for _, at := range []portal.Place{place, above(place)} {
		if _, has := t.has(at, KindHigherFederation); has {
			return at
		}
	}
	return place
}

// above returns the code of the city or league a place lies in.
func above(place portal.Place) portal.Place {
	if len(place) != 6 {
		return place
	}
	return place[:4] + "00"
}

// Institutions returns the institutions of a kind that serve a place: its own
// and those of the city or league above it.
func (t Tree) Institutions(place portal.Place, kind UnitKind) []Unit {
	return t.where(func(u Unit) bool { return u.Kind == kind && (u.Place == place || u.Place == above(place)) })
}

// Outside returns the unit to which cases of a place without offices here are
// sent. Without a row it has the place's full name (the page adds which office)
// and no phone. KindNotFound for a code that is no place.
func (t Tree) Outside(place portal.Place) (Unit, error) {
	if u, ok := t.outside[place]; ok {
		return u, nil
	}
	l, ok := t.places.Lookup(place)
	if !ok || !t.places.Valid(place) {
		return Unit{}, portal.NotFound()
	}
	return Unit{ID: outsidePrefix + string(place), Place: place, Kind: KindCivilAffairs, Name: l.Full(), Outside: true}, nil
}

// first returns the place's unit of the earliest kind it has.
func (t Tree) first(place portal.Place, kinds ...UnitKind) (Unit, error) {
	for _, kind := range kinds {
		if u, ok := t.has(place, kind); ok {
			return u, nil
		}
	}
	return t.Outside(place)
}

// has returns the place's first unit of a kind, if it has one.
func (t Tree) has(place portal.Place, kind UnitKind) (Unit, bool) {
	for _, id := range t.inOrder {
		if u := t.units[id]; u.Place == place && u.Kind == kind {
			return u, true
		}
	}
	return Unit{}, false
}

func (t Tree) where(keep func(Unit) bool) []Unit {
	var found []Unit
	for _, id := range t.inOrder {
		if u := t.units[id]; keep(u) {
			found = append(found, u)
		}
	}
	return found
}
