package relation

import (
	"context"
	"errors"
	"slices"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/seal"
)

// BenefitFor reads a benefit with history and payments, newest month first, in
// one trip. KindNotFound unless the identity sent its case or is at LevelRegister.
func (s *Store) BenefitFor(ctx context.Context, identity, person, id string) (benefit.Benefit, []benefit.Pay, error) {
	rows, err := s.read(ctx,
		query("select "+ownerColumns+benefitColumns+" from benefit b join person p on p.id = b.person"+seenBenefit+
			" where b.person = ? and b.id = ?", identity, person, id),
		holdingEventsOf(benefitThing(id)),
		query("select "+payColumns+" from payment y where y.benefit = ? and y.person = ? order by y.month desc, y.id", id, person))
	if err != nil {
		return benefit.Benefit{}, nil, err
	}
	var pays []benefit.Pay
	list, err := eachOwned(s, rows[0], func(c *cursor, k seal.PersonKey) (benefit.Benefit, error) {
		b, err := s.benefitRow(c, k)
		if err != nil {
			return b, err
		}
		b.Events = holdingEventRows(rows[1], b.Version)
		pays, err = each(rows[2], func(c *cursor) (benefit.Pay, error) { return payRow(c, k) })
		return b, err
	})
	b, err := only(list, err)
	return b, pays, err
}

// only returns the single one of a list; KindNotFound when there is none.
func only[T any](list []T, err error) (T, error) {
	if err == nil && len(list) == 0 {
		err = portal.NotFound()
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// BenefitsOf lists a person's benefits without history, newest first, for the desk
// and for rules; scope is the caller's duty.
func (s *Store) BenefitsOf(ctx context.Context, person string) ([]benefit.Benefit, error) {
	rows, err := s.read(ctx, query("select "+ownerColumns+benefitColumns+" from benefit b join person p on p.id = b.person"+
		" where b.person = ? order by b.granted desc, b.id", person))
	if err != nil {
		return nil, err
	}
	return eachOwned(s, rows[0], s.benefitRow)
}

// benefitFile reads a benefit with its history.
func (s *Store) benefitFile(ctx context.Context, id string) (benefit.Benefit, error) {
	rows, err := s.read(ctx, query("select "+ownerColumns+benefitColumns+" from benefit b join person p on p.id = b.person"+
		" where b.id = ?", id), holdingEventsOf(benefitThing(id)))
	if err != nil {
		return benefit.Benefit{}, err
	}
	b, err := only(eachOwned(s, rows[0], s.benefitRow))
	if err == nil {
		b.Events = holdingEventRows(rows[1], b.Version)
	}
	return b, err
}

// UpdateBenefit reads, calls fn and writes its change as one step; a clash is
// retried with a fresh read. A repeated key, ErrNothing and a change without steps
// change nothing.
func (s *Store) UpdateBenefit(ctx context.Context, id, key string, fn func(benefit.Benefit) (benefit.Change, error)) (benefit.Benefit, error) {
	return fresh(func() (benefit.Benefit, bool, error) {
		b, err := s.benefitFile(ctx, id)
		if err != nil || done(b.Events, key) {
			return b, true, err
		}
		change, err := fn(b)
		if nothing(err) || err == nil && len(change.Steps) == 0 {
			return b, true, nil
		}
		if err != nil {
			return benefit.Benefit{}, true, err
		}
		change.Steps = slices.Clone(change.Steps)
		if i := slices.IndexFunc(change.Steps, func(step benefit.Step) bool { return step.Benefit.ID == id }); i >= 0 {
			change.Steps[i].Event.Key = key
		}
		if err := s.changeHoldings(ctx, benefit.CardChange{Change: change}); err != nil {
			return benefit.Benefit{}, false, err
		}
		b, err = s.benefitFile(ctx, id)
		return b, true, err
	})
}

// done reports whether the form with a key was worked on before.
func done(events []benefit.Event, key string) bool {
	return key != "" && slices.ContainsFunc(events, func(e benefit.Event) bool { return e.Key == key })
}

// changeHoldings writes steps of certificates and benefits that belong to no case.
func (s *Store) changeHoldings(ctx context.Context, n benefit.CardChange) error {
	w := s.writing()
	messages, err := s.messages(ctx, n.Messages)
	if err != nil {
		return err
	}
	w.add(messages...)
	w.audit = n.Audit
	if err := w.holdings(ctx, n.Cards, n.Steps); err != nil {
		return err
	}
	return w.commit(ctx)
}

func isAny(err error, kinds ...error) bool {
	return slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) })
}
