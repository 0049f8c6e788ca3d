package portal

import (
	"fmt"
	"time"
	_ "time/tzdata" // the zone must be there on machines without one (decisions 13)
)

// Zone is Asia/Shanghai, the zone of every calendar day and deadline here.
func Zone() *time.Location { return zone }

var zone = mustZone()

func mustZone() *time.Location {
	z, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err) // embedded above: cannot happen
	}
	return z
}

// Day is a calendar day in Asia/Shanghai, written YYYY-MM-DD; "" is no day.
// Days compare with < and > because the text sorts.
type Day string

// DayOf returns the day of an instant in Asia/Shanghai.
func DayOf(t time.Time) Day { return Day(t.In(zone).Format(time.DateOnly)) }

// NewDay returns the day of year, month, day and whether that day exists.
func NewDay(year, month, day int) (Day, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, zone)
	ok := year >= 1 && year <= 9999 && t.Year() == year && int(t.Month()) == month && t.Day() == day
	if !ok {
		return "", false
	}
	return Day(fmt.Sprintf("%04d-%02d-%02d", year, month, day)), true
}

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	if _, err := time.ParseInLocation(time.DateOnly, s, zone); err != nil {
		return "", Because(KindInvalid, err)
	}
	return Day(s), nil
}

// Time returns the day's first instant, or the zero time for "".
func (d Day) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// End returns the instant a deadline on that day runs out: 24:00 in
// Asia/Shanghai (decisions 13).
func (d Day) End() time.Time { return d.Time().AddDate(0, 0, 1) }

// Add returns the day n calendar days later.
func (d Day) Add(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Until returns the number of calendar days from d to other, negative when
// other is earlier.
func (d Day) Until(other Day) int {
	between := other.Time().Sub(d.Time()) // 23 or 25 hours make a day when summer time began or ended, last in 1991
	return int(between.Round(24*time.Hour) / (24 * time.Hour))
}

// Month is a calendar month, written YYYY-MM.
type Month string

// Month returns the day's month.
func (d Day) Month() Month {
	if len(d) < 7 {
		return ""
	}
	return Month(d[:7])
}

// YearsAt returns the full years from a birth day to another day: the age.
func (d Day) YearsAt(other Day) int {
	b, o := d.Time(), other.Time()
	years := o.Year() - b.Year()
	if o.Month() < b.Month() || o.Month() == b.Month() && o.Day() < b.Day() {
		years--
	}
	return years
}

// Place is a six-digit county-level code of GB/T 2260; "" is no place
// (decisions 6).
type Place string

// AddMonths returns the same day n months on, or the last day of that month when
// it has no such day.
func (d Day) AddMonths(n int) Day {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, zone)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// Add returns the month n months on.
func (m Month) Add(n int) Month { return m.First().AddMonths(n).Month() }

// First returns the first day of the month.
func (m Month) First() Day { return Day(m) + "-01" }
