package setting

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"changban/portal"
)

// Row is one version of a setting. Rows are added, never changed.
type Row struct {
	ID        string // portal.NewID
	Name      Name
	Value     string
	Effective portal.Day // first day it holds
	Reason    string     // why, in the officer's words
	By        string     // staff id
	At        time.Time
}

// Values are the settings that hold on a day.
type Values struct {
	Day  portal.Day
	rows map[Name]Row // only what differs from the default
}

// Resolve returns the values that hold on day: of each name the row with the
// latest effective day not after it, of two rows of one day the later written.
// Rows of unknown names or out of today's bounds do not count.
func Resolve(rows []Row, day portal.Day) Values {
	v := Values{Day: day, rows: make(map[Name]Row)}
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Effective, b.Effective), a.At.Compare(b.At))
	})
	for _, r := range sorted {
		if d, known := Define(r.Name); known && r.Effective <= day && d.Check(r.Value) == nil {
			v.rows[r.Name] = r
		}
	}
	return v
}

// Text returns the value of a setting as text; "" for an unknown name.
func (v Values) Text(name Name) string {
	if r, changed := v.rows[name]; changed {
		return r.Value
	}
	d, _ := Define(name)
	return d.Default
}

// Number returns the value of a number setting; 0 for any other.
func (v Values) Number(name Name) int {
	n, err := strconv.Atoi(v.Text(name))
	if d, _ := Define(name); err != nil || d.Kind != Number {
		return 0
	}
	return n
}

// Minutes returns a number setting as minutes.
func (v Values) Minutes(name Name) time.Duration { return time.Duration(v.Number(name)) * time.Minute }

// Row returns the row that changed a setting and whether there is one.
func (v Values) Row(name Name) (Row, bool) {
	r, changed := v.rows[name]
	return r, changed
}
