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
	stage, err := calendar.Due(c.StageFrom, c.StageDays, within(stops, c.StageFrom), max(today, c.StageFrom))
	if err != nil {
		return Case{}, err
	}
	whole, err := calendar.Due(at(c.Submitted), c.TotalDays, stops, today)
	if err != nil {
		return Case{}, err
	}
	c.Due, c.Promised, c.Estimated = stage.Day, whole.Day, whole.Estimated || stage.Estimated
	if c.Calendar > 0 { // a long holiday does not stretch calendar days (services facts 4)
		last := at(c.Submitted).Add(c.Calendar + stood(c.Stops))
		c.Due, c.Promised = min(c.Due, last), min(c.Promised, last)
	}
	return c, nil
}

// stood counts the calendar days the person had for papers: no limit of the
// office runs then, whichever days it counts (services facts 4).
func stood(stops []deadline.Stop) int {
	days := 0
	for _, s := range stops {
		if s.To != "" {
			days += s.From.Until(s.To)
		}
	}
	return days
}

func within(stops []deadline.Stop, from portal.Day) []deadline.Stop {
	var later []deadline.Stop
	for _, s := range stops {
		if s.From >= from {
			later = append(later, s)
		}
	}
	return later
}
