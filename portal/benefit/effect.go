package benefit

import (
	"slices"

	"changban/portal"
)

// Rules is what the catalogue says about benefits that stand on a card. It is
// handed in, because benefits know no definitions.
type Rules struct {
	// Stops returns the codes that stop a service's outcome; none: a card's
	// change does not touch it.
	Stops func(service string) []string
	// BackPay returns how many months are paid back when it runs again (P13).
	BackPay func(service string) int
	// Judge says whether the benefit's rule is met under a card, and if not why;
	// "" counts as LevelChanged.
	Judge func(Benefit, Card) (ok bool, reason string)
}

// CardEffects returns what a change of a card does to the person's benefits: one
// whose card ended, expired or no longer meets the rule is suspended from the
// month after; one that meets it again is resumed, with back-pay. It is called
// with the card as it was and as it is now, so that nothing happens before the
// new card exists: until then the old rate is paid (P13).
func CardEffects(all []Benefit, before, after Certificate, r Rules, by By) []Step {
	var steps []Step
	for _, b := range all {
		stops := r.Stops(b.Service)
		if b.State == Ended || len(stops) == 0 || !b.standsOn(before) {
			continue
		}
		if step, ok := r.effect(b, after, stops, by); ok {
			steps = append(steps, step)
		}
	}
	return steps
}

// standsOn reports whether a card that was c is the one b stands on. A person's
// first card taken over here is not known to older benefits.
func (b Benefit) standsOn(c Certificate) bool {
	return b.Person == c.Person || c.Person == ""
}

func (r Rules) effect(b Benefit, c Certificate, stops []string, by By) (Step, bool) {
	reason, last := r.stopped(b, c, stops, by.today())
	switch {
	case reason != "" && b.State == Active:
		step, err := Suspend(b, last.Add(1), reason, by)
		step.Benefit.Card = c.ValidTo
		return step, err == nil
	case reason == "" && b.State == Suspended && slices.Contains(cardReasons(), b.Reason):
		step, err := Resume(b, by.today().Month(), r.BackPay(b.Service), by)
		step.Benefit.Card = c.ValidTo
		return step, err == nil
	case reason == "" && b.State == Active && b.Card != c.ValidTo:
		return newCardDay(b, c.ValidTo, by), true
	}
	return Step{}, false
}

// cardReasons are the suspensions that a card in order ends.
func cardReasons() []string {
	return []string{CardHasExpired, CardWasCancelled, CardIsFrozen, LevelChanged}
}

// stopped returns why c stops b and the last month that is still paid, or "".
func (r Rules) stopped(b Benefit, c Certificate, stops []string, today portal.Day) (string, portal.Month) {
	for _, stop := range []struct {
		state  CardState
		reason string
		last   portal.Month
	}{
		{CardExpired, CardHasExpired, c.ValidTo.Month()},
		{CardCancelled, CardWasCancelled, today.Month()},
		{CardFrozen, CardIsFrozen, today.Month()},
	} {
		if c.On(today) == stop.state {
			if slices.Contains(stops, stop.reason) {
				return stop.reason, stop.last
			}
			return "", ""
		}
	}
	ok, reason := r.Judge(b, c.Card)
	if ok {
		return "", ""
	}
	if reason == "" {
		reason = LevelChanged
	}
	return reason, today.Month()
}
