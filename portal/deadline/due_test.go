package deadline

import (
	"math/rand/v2"
	"testing"

	"changban/portal"
)

func TestDue(t *testing.T) {
	c := embedded(t)
	for _, tc := range []struct {
		name  string
		start portal.Day
		days  int
		stops []Stop
		today portal.Day
		want  Due
	}{
		{"no stop", "2026-03-02", 10, nil, "2026-03-02", Due{Day: "2026-03-16", Left: 10}},
		{"half way", "2026-03-02", 10, nil, "2026-03-09", Due{Day: "2026-03-16", Left: 5}},
		{"last day", "2026-03-02", 10, nil, "2026-03-16", Due{Day: "2026-03-16"}},
		{"overdue", "2026-03-02", 10, nil, "2026-03-18", Due{Day: "2026-03-16", Left: -2}},
		{"day of request counts, day of answer does not", "2026-03-02", 5,
			[]Stop{{"2026-03-04", "2026-03-09"}}, "2026-03-09", Due{Day: "2026-03-12", Left: 3}},
		{"two stops", "2026-03-02", 5,
			[]Stop{{"2026-03-03", "2026-03-04"}, {"2026-03-05", "2026-03-10"}}, "2026-03-10", Due{Day: "2026-03-13", Left: 3}},
		{"stops that overlap count once", "2026-03-02", 5,
			[]Stop{{"2026-03-03", "2026-03-06"}, {"2026-03-05", "2026-03-10"}}, "2026-03-10", Due{Day: "2026-03-16", Left: 4}},
		{"asked and answered on one day", "2026-03-02", 5,
			[]Stop{{"2026-03-04", "2026-03-04"}}, "2026-03-04", Due{Day: "2026-03-09", Left: 3}},
		{"still stopped", "2026-03-02", 5,
			[]Stop{{"2026-03-04", ""}}, "2026-03-18", Due{Day: "2026-03-23", Left: 3, Stopped: true}},
		{"stopped over a holiday", "2026-02-11", 3,
			[]Stop{{"2026-02-12", "2026-02-25"}}, "2026-02-25", Due{Day: "2026-02-27", Left: 2}},
		{"stop after the end changes nothing", "2026-03-02", 2,
			[]Stop{{"2026-03-10", ""}}, "2026-03-12", Due{Day: "2026-03-04", Left: -6, Stopped: true}},
		{"into an estimated year", "2026-12-28", 5, nil, "2026-12-28", Due{Day: "2027-01-05", Left: 5, Estimated: true}},
		{"swapped Saturday", "2026-10-08", 2, nil, "2026-10-08", Due{Day: "2026-10-10", Left: 2}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := c.Due(tc.start, tc.days, tc.stops, tc.today)
			if err != nil || got != tc.want {
				t.Errorf("got %+v, %v, want %+v", got, err, tc.want)
			}
			if got.Overdue(tc.today) != (tc.want.Left < 0) {
				t.Error("overdue disagrees with the days left")
			}
		})
	}
	if _, err := c.Due("2027-12-20", 20, nil, "2027-12-20"); err == nil {
		t.Error("a limit into an unknown year gave no error")
	}
	if _, err := c.Due("2026-03-02", 1, nil, "2035-01-01"); err == nil {
		t.Error("days left over unknown years gave no error")
	}
}

func TestDueCalendar(t *testing.T) {
	got, err := DueCalendar("2026-02-13", 7, []Stop{{"2026-02-14", "2026-02-16"}}, "2026-02-20")
	if want := (Due{Day: "2026-02-22", Left: 2}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if _, err := DueCalendar("", 7, nil, "2026-02-20"); portal.KindOf(err) != portal.KindInvalid {
		t.Errorf("no start: %v", err)
	}
}

// A stop moves the last day by exactly the working days it held.
func TestStopMovesByItsWorkingDays(t *testing.T) {
	c := embedded(t)
	r := rand.New(rand.NewPCG(13, 10))
	for range 1000 {
		start := portal.Day("2025-01-01").Add(r.IntN(700))
		plain, err := c.Add(start, 10)
		if err != nil {
			t.Fatal(err)
		}
		from := start.Add(r.IntN(start.Until(plain)))
		to := from.Add(r.IntN(40))
		got, err := c.Due(start, 10, []Stop{{from, to}}, to)
		if err != nil {
			t.Fatal(err)
		}
		held, _ := c.Between(from, to)
		if want, _ := c.Add(start, 10+held); got.Day != want {
			t.Fatalf("start %s, stop %s to %s: got %s, want %s", start, from, to, got.Day, want)
		}
	}
}
