package deadline

import "changban/portal"

// Stop is a time in which the clock stands still: papers were asked for, or an
// assessment is under way. From is the day of the request and still counts, as
// the unit had that day; To is the day of the answer and does not, as counting
// always goes on with the day after. To "" means that the clock still stands.
type Stop struct {
	From, To portal.Day
}

// Due is a deadline as it stands today.
type Due struct {
	Day       portal.Day // last day of the limit; runs out at 24:00
	Left      int        // counted days after today up to Day; negative when overdue
	Stopped   bool       // the clock stands; Day holds only if the answer came today
	Estimated bool       // some counted year has no published notice
}

// Overdue reports whether the limit ran out before today.
func (d Due) Overdue(today portal.Day) bool { return d.Day < today }

// Due returns the last day of a limit of working days whose complete papers came
// on start. Errors as in Calendar.Add.
func (c Calendar) Due(start portal.Day, days int, stops []Stop, today portal.Day) (Due, error) {
	due, err := limit(start, days, stops, today, c.Working)
	if err != nil {
		return Due{}, err
	}
	if due.Left, err = c.Between(today, due.Day); err != nil {
		return Due{}, err
	}
	due.Estimated = c.estimatedWithin(start, due.Day)
	return due, nil
}

// DueCalendar is Due for a limit of calendar days. No holiday is spared, so no
// calendar file is needed and nothing is estimated.
func DueCalendar(start portal.Day, days int, stops []Stop, today portal.Day) (Due, error) {
	due, err := limit(start, days, stops, today, everyDay)
	due.Left = today.Until(due.Day)
	return due, err
}

func everyDay(portal.Day) (bool, error) { return true, nil }

// limit walks over the days that count and lie in no stop.
func limit(start portal.Day, days int, stops []Stop, today portal.Day, counts func(portal.Day) (bool, error)) (Due, error) {
	closed, stopped := closeStops(stops, today)
	day, err := walk(start, days, func(d portal.Day) (bool, error) {
		for _, s := range closed {
			if s.From < d && d <= s.To {
				return false, nil
			}
		}
		return counts(d)
	})
	return Due{Day: day, Stopped: stopped}, err
}

// closeStops ends a stop that is still open on today, the earliest day on which
// the answer can come.
func closeStops(stops []Stop, today portal.Day) (closed []Stop, stopped bool) {
	for _, s := range stops {
		if s.To == "" {
			s.To, stopped = today, true
		}
		closed = append(closed, s)
	}
	return closed, stopped
}

func (c Calendar) estimatedWithin(from, to portal.Day) bool {
	for d := from; d <= to; d = d.Add(1) {
		if c.Estimated(d) {
			return true
		}
	}
	return false
}
