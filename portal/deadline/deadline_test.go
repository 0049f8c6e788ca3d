package deadline

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal"
)

func embedded(t *testing.T) Calendar {
	t.Helper()
	c, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWorking(t *testing.T) {
	c := embedded(t)
	for _, tc := range []struct {
		day  portal.Day
		want bool
		why  string
	}{
		{"2025-01-01", false, "new year"},
		{"2025-01-02", true, "plain Thursday"},
		{"2025-01-26", true, "Sunday swapped for Spring Festival"},
		{"2025-01-28", false, "eve of Spring Festival"},
		{"2025-02-04", false, "last day of Spring Festival"},
		{"2025-02-05", true, "first day after"},
		{"2025-02-08", true, "swapped Saturday"},
		{"2025-04-27", true, "swapped Sunday before Labour Day"},
		{"2025-09-28", true, "swapped Sunday before National Day"},
		{"2025-10-06", false, "Mid-autumn inside National Day"},
		{"2025-10-08", false, "last day of National Day"},
		{"2025-10-11", true, "swapped Saturday"},
		{"2025-10-12", false, "plain Sunday"},
		{"2026-01-04", true, "swapped Sunday after new year"},
		{"2026-02-14", true, "swapped Saturday before Spring Festival"},
		{"2026-02-16", false, "eve"},
		{"2026-02-23", false, "Monday, last day off"},
		{"2026-02-24", true, "back to work"},
		{"2026-02-28", true, "swapped Saturday"},
		{"2026-05-09", true, "swapped Saturday after Labour Day"},
		{"2026-09-20", true, "swapped Sunday"},
		{"2026-10-07", false, "last day of National Day"},
		{"2026-10-10", true, "swapped Saturday"},
		{"2027-02-06", false, "new year of the moon"},
		{"2027-06-09", false, "Dragon Boat, a Wednesday"},
		{"2027-09-15", false, "Mid-autumn, a Wednesday"},
	} {
		t.Run(string(tc.day), func(t *testing.T) {
			got, err := c.Working(tc.day)
			if err != nil || got != tc.want {
				t.Errorf("%s (%s): got %v, %v, want %v", tc.day, tc.why, got, err, tc.want)
			}
		})
	}
}

// The yearly totals are the cross-check on the rows: a row too many or too few
// changes them.
func TestWorkingDaysOfYear(t *testing.T) {
	c := embedded(t)
	for year, want := range map[string]int{"2025": 248, "2026": 248} {
		n := 0
		for d := portal.Day(year + "-01-01"); strings.HasPrefix(string(d), year); d = d.Add(1) {
			if w, err := c.Working(d); err != nil {
				t.Fatal(err)
			} else if w {
				n++
			}
		}
		if n != want {
			t.Errorf("%s has %d working days, want %d", year, n, want)
		}
	}
}

func TestUnknownYearFails(t *testing.T) {
	c := embedded(t)
	for _, d := range []portal.Day{"2024-12-31", "2028-01-03"} {
		_, err := c.Working(d)
		var y YearError
		if !errors.As(err, &y) || portal.KindOf(err) != portal.KindInternal {
			t.Errorf("%s: got %v", d, err)
		}
	}
	if _, err := c.Add("2027-12-30", 10); err == nil {
		t.Error("counting out of the known years gave no error")
	}
	if _, err := c.Between("2027-12-30", "2028-01-10"); err == nil {
		t.Error("counting between, out of the known years, gave no error")
	}
	for _, d := range []portal.Day{"", "2026-02-30", "tomorrow"} {
		if _, err := c.Working(d); portal.KindOf(err) != portal.KindInvalid {
			t.Errorf("%q: got %v", d, err)
		}
		if _, err := c.Add(d, 1); portal.KindOf(err) != portal.KindInvalid {
			t.Errorf("Add(%q): got %v", d, err)
		}
	}
	if _, err := c.Add("2026-01-05", -1); portal.KindOf(err) != portal.KindInvalid {
		t.Errorf("negative count: got %v", err)
	}
}

func TestEstimated(t *testing.T) {
	c := embedded(t)
	for d, want := range map[portal.Day]bool{
		"2025-06-01": false, "2026-12-31": false, "2027-01-01": true, "2029-01-01": true,
	} {
		if got := c.Estimated(d); got != want {
			t.Errorf("%s: got %v", d, got)
		}
	}
	if got := c.Holiday("2026-02-17"); got != "春节" {
		t.Errorf("holiday name %q", got)
	}
	if got := c.Holiday("2026-03-17"); got != "" {
		t.Errorf("plain day has name %q", got)
	}
}

func TestAdd(t *testing.T) {
	c := embedded(t)
	for _, tc := range []struct {
		from portal.Day
		n    int
		want portal.Day
		why  string
	}{
		{"2026-03-02", 0, "2026-03-02", "nothing to count"},
		{"2026-03-02", 1, "2026-03-03", "start day is not counted"},
		{"2026-03-06", 1, "2026-03-09", "Friday to Monday"},
		{"2026-03-07", 1, "2026-03-09", "complete on a Saturday"},
		{"2026-02-13", 3, "2026-02-25", "swapped Saturday counts, nine days off do not"},
		{"2025-09-26", 10, "2025-10-16", "National Day with two swaps"},
		{"2025-12-31", 2, "2026-01-05", "across the year, swapped Sunday counts"},
		{"2026-03-02", 13, "2026-03-19", "3 + 10 of the nursing subsidy"},
	} {
		t.Run(tc.why, func(t *testing.T) {
			got, err := c.Add(tc.from, tc.n)
			if err != nil || got != tc.want {
				t.Errorf("got %s, %v, want %s", got, err, tc.want)
			}
		})
	}
	if got := AddCalendar("2026-02-13", 7); got != "2026-02-20" {
		t.Errorf("calendar days: %s", got)
	}
}

func TestBetween(t *testing.T) {
	c := embedded(t)
	for _, tc := range []struct {
		from, to portal.Day
		want     int
	}{
		{"2026-03-02", "2026-03-02", 0},
		{"2026-03-02", "2026-03-06", 4},
		{"2026-03-06", "2026-03-08", 0},
		{"2026-03-06", "2026-03-02", -4},
		{"2026-02-13", "2026-02-24", 2},
	} {
		got, err := c.Between(tc.from, tc.to)
		if err != nil || got != tc.want {
			t.Errorf("%s to %s: got %d, %v, want %d", tc.from, tc.to, got, err, tc.want)
		}
	}
}

// Add and Between undo each other, Add grows with its number, and lands on a
// working day, for random days of the known years.
func TestAddBetweenInverse(t *testing.T) {
	c := embedded(t)
	r := rand.New(rand.NewPCG(2026, 7))
	for range 2000 {
		d := portal.Day("2025-01-01").Add(r.IntN(900))
		n := r.IntN(60)
		e, err := c.Add(d, n)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := c.Between(d, e); got != n {
			t.Fatalf("%s + %d = %s, but %d lie between", d, n, e, got)
		}
		if got, _ := c.Between(e, d); got != -n {
			t.Fatalf("%s back to %s: %d, want %d", e, d, got, -n)
		}
		if w, _ := c.Working(e); n > 0 && !w {
			t.Fatalf("%s + %d = %s is no working day", d, n, e)
		}
		if next, _ := c.Add(d, n+1); next <= e {
			t.Fatalf("%s + %d = %s, + %d = %s", d, n, e, n+1, next)
		}
	}
}

func TestParse(t *testing.T) {
	const good = "year: 2030 # one\nstatus: published\nnotice: N\nsource: S\n\n2030-01-01: holiday X\n"
	for _, tc := range []struct{ name, text, want string }{
		{"good", good, ""},
		{"no colon", good + "nonsense\n", "calendar/y.yaml:7: want"},
		{"unknown key", good + "colour: red\n", "calendar/y.yaml:7: \"colour\" is neither"},
		{"impossible day", good + "2030-02-30: holiday X\n", "calendar/y.yaml:7"},
		{"wrong kind", good + "2030-02-03: feast X\n", "neither holiday nor workday"},
		{"twice", good + "2030-01-01: workday X\n", "stands twice"},
		{"other year", good + "2031-01-01: holiday X\n", "not in year 2030"},
		{"no status", strings.Replace(good, "published", "maybe", 1), "status is"},
		{"no notice", strings.Replace(good, "notice: N\n", "", 1), "names its notice"},
		{"year is a word", strings.Replace(good, "2030 ", "soon ", 1), "calendar/y.yaml:1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse(fstest.MapFS{"calendar/y.yaml": {Data: []byte(tc.text)}})
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestOverlayReplacesYear(t *testing.T) {
	overlay := fstest.MapFS{"calendar/2027.yaml": {Data: []byte(
		"year: 2027\nstatus: published\nnotice: N\nsource: S\n2027-02-13: workday X\n")}}
	c, err := Parse(files, overlay)
	if err != nil {
		t.Fatal(err)
	}
	if c.Estimated("2027-03-01") {
		t.Error("year is still estimated")
	}
	if w, _ := c.Working("2027-02-13"); !w {
		t.Error("row of the overlay is not used")
	}
	if w, _ := c.Working("2027-06-09"); !w {
		t.Error("row of the replaced file is still there")
	}
	if w, _ := c.Working("2026-02-14"); !w {
		t.Error("another year changed")
	}
}
