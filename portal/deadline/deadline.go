// Package deadline owns the working-day calendar and the rules for counting time
// limits: from when, which days, when the clock stands still. It is pure: it
// must not know a clock, a store, a case or a page; the caller passes days.
//
// Counting follows the workday rules of the service facts: the day on which the
// complete papers came is not counted, weekends and statutory holidays are not,
// weekends swapped to working days are. A deadline is a day and ends at 24:00
// in Asia/Shanghai (decisions 13).
package deadline

import (
	"fmt"
	"time"

	"changban/portal"
)

// Calendar answers which days are working days. Build it with Embedded, Parse or
// New; it is never changed afterwards and safe for concurrent use.
type Calendar struct {
	years map[int]Year
}

// Year is what is known of one calendar year.
type Year struct {
	Number   int
	Status   Status
	Notice   string                // number of the State Council notice, or ""
	Source   string                // where the rows come from
	Holidays map[portal.Day]string // days off with their Chinese name, weekends inside included
	Workdays map[portal.Day]string // weekend days that are worked, and for which holiday
}

// Status tells how sure a year's days are.
type Status string

// Published means that the State Council's notice is out; Estimated that only
// the statutory days are known, so swapped weekends may still change a deadline.
const (
	Published Status = "published"
	Estimated Status = "estimated"
)

// YearError says that a day lies in a year without a calendar file. Nothing is
// guessed: a promise on an invented calendar would be worse than an error.
type YearError struct{ Year int }

// Error names the year.
func (e YearError) Error() string { return fmt.Sprintf("no working-day calendar for %d", e.Year) }

// New builds a calendar from years; a later year of the same number replaces an
// earlier one whole.
func New(years ...Year) Calendar {
	c := Calendar{years: make(map[int]Year, len(years))}
	for _, y := range years {
		c.years[y.Number] = y
	}
	return c
}

// Working reports whether d is a working day. The error is of KindInternal and
// wraps YearError when d's year is not known, KindInvalid when d is no day.
func (c Calendar) Working(d portal.Day) (bool, error) {
	t := d.Time()
	if t.IsZero() {
		return false, portal.Because(portal.KindInvalid, fmt.Errorf("%q is no day", string(d)))
	}
	y, ok := c.years[t.Year()]
	if !ok {
		return false, portal.Because(portal.KindInternal, YearError{t.Year()})
	}
	if _, off := y.Holidays[d]; off {
		return false, nil
	}
	if _, worked := y.Workdays[d]; worked {
		return true, nil
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday, nil
}

// Holiday returns the Chinese name under which d is off or worked, or "".
func (c Calendar) Holiday(d portal.Day) string {
	y := c.years[d.Time().Year()]
	if name, ok := y.Holidays[d]; ok {
		return name
	}
	return y.Workdays[d]
}

// Estimated reports whether d's year has no published notice, so that the desk
// must show a deadline there as estimated. A year without file counts as such.
func (c Calendar) Estimated(d portal.Day) bool {
	return c.years[d.Time().Year()].Status != Published
}

// Add returns the n-th working day after d; d itself is never counted. Add(d, 0)
// is d. A negative n is of KindInvalid, a missing year as in Working.
func (c Calendar) Add(d portal.Day, n int) (portal.Day, error) {
	return walk(d, n, c.Working)
}

// AddCalendar returns the day n calendar days after d, for the limits that the
// facts give in calendar days (legal aid, petitions, notice of 低保).
func AddCalendar(d portal.Day, n int) portal.Day { return d.Add(n) }

// Between returns how many working days lie after from up to and including to:
// the working days left. It is negative when to is earlier, that is overdue.
// Between(d, Add(d, n)) is n.
func (c Calendar) Between(from, to portal.Day) (int, error) {
	if to < from {
		n, err := c.Between(to, from)
		return -n, err
	}
	count := 0
	for d := from; d < to; {
		d = d.Add(1)
		working, err := c.Working(d)
		if err != nil {
			return 0, err
		}
		if working {
			count++
		}
	}
	return count, nil
}

// walk goes forward from d until n days have counted.
func walk(d portal.Day, n int, counts func(portal.Day) (bool, error)) (portal.Day, error) {
	if n < 0 || d.Time().IsZero() {
		return "", portal.Because(portal.KindInvalid, fmt.Errorf("cannot count %d days from %q", n, string(d)))
	}
	for n > 0 {
		d = d.Add(1)
		counted, err := counts(d)
		if err != nil {
			return "", err
		}
		if counted {
			n--
		}
	}
	return d, nil
}
