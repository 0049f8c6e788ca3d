package application

import (
	"changban/portal"
	"changban/portal/deadline"
)

// Reckon computes the last day of the running stage and of the whole promise
// from what the case keeps: it never stores more than the facts of the clock.
func Reckon(calendar deadline.Calendar, c Case) (Case, error) {
	stops := c.Stops
	today := at(c.Submitted)
	if c.StoppedFrom != "" {
		stops = append(stops[:len(stops):len(stops)], deadline.Stop{From: c.StoppedFrom})
		today = c.StoppedFrom
	}
	due := calendar.Due
	if c.EveryDay() {
		due = deadline.DueCalendar
	}
	stage, err := due(c.StageFrom, c.StageDays, within(stops, c.StageFrom), max(today, c.StageFrom))
	if err != nil {
		return Case{}, err
	}
	whole, err := due(at(c.Submitted), c.TotalDays, stops, today)
	if err != nil {
		return Case{}, err
	}
	c.Due, c.Promised, c.Estimated = stage.Day, whole.Day, whole.Estimated || stage.Estimated
	if c.Calendar == 0 {
		return c, nil
	}
	// A long holiday does not stretch calendar days, the time the person had for
	// papers does: no limit of the office runs then (services facts 4).
	last, err := deadline.DueCalendar(at(c.Submitted), c.Calendar, stops, today)
	c.Due, c.Promised = min(c.Due, last.Day), min(c.Promised, last.Day)
	return c, err
}

// EveryDay reports whether every day counts in the promise, as in a petition's:
// its days fill the limit in calendar days (catalogue.Days.EveryDay).
func (c Case) EveryDay() bool { return c.Calendar > 0 && c.TotalDays == c.Calendar }

func within(stops []deadline.Stop, from portal.Day) []deadline.Stop {
	var later []deadline.Stop
	for _, s := range stops {
		if s.From >= from {
			later = append(later, s)
		}
	}
	return later
}
