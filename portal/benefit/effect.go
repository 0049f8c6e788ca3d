package benefit

import (
	"cmp"
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
// with the card as it is now, so that nothing happens before the new card exists:
// until then the old rate is paid (P13). Benefits of other people are left alone.
func CardEffects(all []Benefit, after Certificate, r Rules, by By) []Step {
	var steps []Step
	for _, b := range all {
		stops := r.Stops(b.Service)
		if b.State == Ended || len(stops) == 0 || b.Person != after.Person {
			continue
		}
		if step, ok := r.effect(b, after, stops, by); ok {
			steps = append(steps, step)
		}
	}
	return steps
}

func (r Rules) effect(b Benefit, c Certificate, stops []string, by By) (Step, bool) {
	v := r.judge(b, c, stops, by.today())
	switch {
	case v.untouched:
		return Step{}, false
	case v.reason != "" && b.State == Active:
		step, err := Suspend(b, v.last.Add(1), v.reason, by)
		step.Benefit.Card = c.ValidTo
		return step, err == nil
	case v.reason == "" && b.State == Suspended && slices.Contains(cardReasons(), b.Reason):
		step, err := Resume(b, by.today().Month(), r.BackPay(b.Service), by)
		step.Benefit.Card = c.ValidTo
		return step, err == nil
	case v.reason == "" && b.State == Active && b.Card != c.ValidTo:
		return newCardDay(b, c.ValidTo, by), true
	}
	return Step{}, false
}

// cardReasons are the suspensions that a card in order ends.
func cardReasons() []string {
	return []string{CardHasExpired, CardWasCancelled, CardIsFrozen, LevelChanged}
}

// verdict is what a card means for a benefit: why it stops, "" when the rule is
// met, and the last month that is still paid.
type verdict struct {
	reason    string
	last      portal.Month
	untouched bool // the card is not in order and this benefit does not mind
}

func (r Rules) judge(b Benefit, c Certificate, stops []string, today portal.Day) verdict {
	v := verdict{last: today.Month()}
	switch c.On(today) {
	case CardExpired:
		v.reason, v.last = CardHasExpired, c.ValidTo.Month()
	case CardCancelled:
		v.reason = CardWasCancelled
	case CardFrozen:
		v.reason = CardIsFrozen
	default:
		if ok, why := r.Judge(b, c.Card); !ok {
			v.reason = cmp.Or(why, LevelChanged)
		}
		return v
	}
	v.untouched = !slices.Contains(stops, v.reason)
	return v
}
