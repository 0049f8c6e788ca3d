package portal_test

import (
	"testing"
	"time"

	"changban/portal"
)

func TestDayOfIsShanghai(t *testing.T) {
	for utc, want := range map[string]portal.Day{
		"2026-03-22T15:59:59Z": "2026-03-22",
		"2026-03-22T16:00:00Z": "2026-03-23",
		"2025-12-31T16:00:00Z": "2026-01-01",
	} {
		at, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		if got := portal.DayOf(at); got != want {
			t.Errorf("%s is %s, want %s", utc, got, want)
		}
	}
}

func TestNewDay(t *testing.T) {
	for _, tc := range []struct {
		y, m, d int
		want    portal.Day
	}{
		{2024, 2, 29, "2024-02-29"}, {2026, 2, 29, ""}, {2026, 2, 30, ""}, {2026, 13, 1, ""}, {2026, 0, 1, ""},
		{2026, 4, 31, ""}, {0, 1, 1, ""}, {10000, 1, 1, ""}, {-5, 1, 1, ""}, {1, 1, 1, "0001-01-01"}, {1900, 2, 29, ""},
	} {
		got, ok := portal.NewDay(tc.y, tc.m, tc.d)
		if got != tc.want || ok != (tc.want != "") {
			t.Errorf("%d-%d-%d: %q, %v", tc.y, tc.m, tc.d, got, ok)
		}
	}
}

func TestParseDay(t *testing.T) {
	if d, err := portal.ParseDay("2026-03-23"); err != nil || d != "2026-03-23" {
		t.Errorf("%s, %v", d, err)
	}
	for _, bad := range []string{"", "2026-3-23", "2026-02-30", "23.03.2026", "2026-03-23T00:00:00Z", "２０２６-03-23", "' or 1=1"} {
		if _, err := portal.ParseDay(bad); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A deadline ends at 24:00 of its day.
func TestEnd(t *testing.T) {
	d := portal.Day("2026-03-31")
	if end := d.End(); portal.DayOf(end) != "2026-04-01" || portal.DayOf(end.Add(-time.Microsecond)) != d {
		t.Errorf("ends %s", end)
	}
	if !portal.Day("").Time().IsZero() || portal.Day("").Month() != "" || d.Month() != "2026-03" {
		t.Error("month or no day")
	}
	if d.Weekday() != time.Tuesday {
		t.Errorf("%s", d.Weekday())
	}
}

// Days differ by whole days also over the summer times that China had from 1986
// to 1991.
func TestAddAndUntil(t *testing.T) {
	for _, start := range []portal.Day{"2026-01-31", "1986-05-03", "1986-09-13", "1991-04-13", "1919-04-12", "2024-02-28"} {
		for _, n := range []int{-400, -1, 0, 1, 2, 365} {
			if got := start.Until(start.Add(n)); got != n {
				t.Errorf("%s and %d days: %s, %d apart", start, n, start.Add(n), got)
			}
		}
	}
	if got := portal.Day("2024-02-28").Add(2); got != "2024-03-01" {
		t.Errorf("got %s", got)
	}
}

func TestYearsAt(t *testing.T) {
	for _, tc := range []struct {
		birth, at portal.Day
		want      int
	}{
		{"2008-03-23", "2026-03-22", 17}, {"2008-03-23", "2026-03-23", 18}, {"2008-02-29", "2026-02-28", 17},
		{"2008-02-29", "2026-03-01", 18}, {"2026-03-23", "2026-03-23", 0}, {"1950-06-15", "2026-03-23", 75},
	} {
		if got := tc.birth.YearsAt(tc.at); got != tc.want {
			t.Errorf("%s at %s: %d, want %d", tc.birth, tc.at, got, tc.want)
		}
	}
}
