package benefit

import (
	"slices"

	"changban/portal"
)

// Owed returns the months up to upTo for which money of b is owed and not on its
// way, oldest first. A payment that came back counts as owed again once the
// account was changed or confirmed.
func Owed(b Benefit, pays []Pay, upTo portal.Month) []portal.Month {
	return slices.DeleteFunc(b.months(upTo), func(m portal.Month) bool { return b.settled(pays, m) })
}

// Sendable returns the months of Owed that a run may hold. While a payment waits
// for another account nothing is sent: it would only come back once more, and
// nothing is lost.
func Sendable(b Benefit, pays []Pay, upTo portal.Month) []portal.Month {
	if len(Waiting(b, pays)) > 0 {
		return nil
	}
	return Owed(b, pays, upTo)
}

// Waiting returns the payments that came back and wait for another account.
func Waiting(b Benefit, pays []Pay) []Pay {
	var out []Pay
	for _, p := range pays {
		if p.State == Returned && p.Payee == b.Payee {
			out = append(out, p)
		}
	}
	return out
}

// settled reports that a month needs no new payment.
func (b Benefit) settled(pays []Pay, m portal.Month) bool {
	return slices.ContainsFunc(pays, func(p Pay) bool {
		back := p.State == Returned && p.Payee != b.Payee
		return p.Month == m && p.State != PayReplaced && !back
	})
}

// months returns every month of b's life up to upTo that has a payment.
func (b Benefit) months(upTo portal.Month) []portal.Month {
	if b.Kind != Payment || b.Fen <= 0 || b.From == "" {
		return nil
	}
	if b.Until != "" && b.Period != Once {
		upTo = min(upTo, b.Until.Month())
	}
	step := map[Period]int{Monthly: 1, Yearly: 12}[b.Period]
	var out []portal.Month
	for m := b.From; m <= upTo; m = m.Add(step) {
		if b.owes(m) {
			out = append(out, m)
		}
		if step == 0 { // once
			break
		}
	}
	return out
}

// owes reports whether a month lies in the months that are owed. A payment
// without any span is one that nothing has stopped yet.
func (b Benefit) owes(m portal.Month) bool {
	if len(b.Spans) == 0 {
		return b.State == Active
	}
	return slices.ContainsFunc(b.Spans, func(s Span) bool { return s.From <= m && (s.To == "" || m <= s.To) })
}

// Payable reports whether money can be sent to p: an account with its holder, or
// an institution or pension account.
func (p Payee) Payable() bool {
	switch p.To {
	case PayInstitution:
		return p.Institution != ""
	case PayPension:
		return true
	}
	return p.Account != "" && p.Holder != ""
}

// Whom money goes to.
const (
	PayOwn         = "own"
	PayGuardian    = "guardian"
	PayInstitution = "institution"
	PayPension     = "pension"
)
