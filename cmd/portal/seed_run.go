package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/benefit"
)

// demoRun is a pay run of what is owed up to the month of its day.
type demoRun struct {
	Place    portal.Place `json:"place"`
	By       string       `json:"by"`   // staff number of a payer
	Days     int          `json:"days"` // before the first start
	Minutes  int          `json:"minutes"`
	Settled  bool         `json:"settled"`
	Returned []string     `json:"returned"` // names of residents whose payment comes back
	Reason   string       `json:"reason"`   // see benefit.ReturnReasons
}

func (h *house) seedRun(ctx context.Context, clock *steppedClock, now time.Time, r demoRun) error {
	clock.now = startOf(now, r.Days, r.Minutes)
	officer, _, err := h.store.Officers().StaffByNumber(ctx, r.By)
	if err != nil {
		return err
	}
	ctx = byOfficer(ctx, officer, "")
	by := benefit.Payer{Staff: officer.ID, Unit: officer.Unit, Places: []portal.Place{r.Place}}
	key := fmt.Sprintf("demo-%s-%d", r.Place, r.Days)
	run, err := h.payroll.Create(ctx, by, r.Place, portal.DayOf(clock.now).Month(), key)
	if err != nil || !r.Settled {
		return err
	}
	_, pays, err := h.payroll.Run(ctx, by, run.ID)
	if err != nil {
		return err
	}
	clock.now = clock.now.Add(48 * time.Hour)
	_, bad, err := h.payroll.Settle(ctx, by, run.ID, r.answer(pays, portal.DayOf(clock.now)))
	if len(bad) > 0 {
		return fmt.Errorf("%s: %s", bad[0].Text, bad[0].Problem.ID)
	}
	return err
}

// answer is the bank's file.
func (r demoRun) answer(pays []benefit.Pay, day portal.Day) string {
	var text strings.Builder
	for _, p := range pays {
		result, reason := benefit.Paid, ""
		if slices.Contains(r.Returned, p.Name) {
			result, reason = benefit.Returned, r.Reason
		}
		fmt.Fprintf(&text, "%s,%s,%s,%s\n", p.ID, result, reason, day)
	}
	return text.String()
}
