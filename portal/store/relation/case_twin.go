package relation

import (
	"context"

	"changban/portal/matter"
	"changban/portal/seal"
)

// undecided is State.Open of a case t.
const undecided = "t.state not in ('approved', 'refused', 'delivered', 'not_accepted', 'lapsed', 'withdrawn', 'closed')"

// Twins lists other open cases of the same service about the same human being,
// known by the ID number: two parents may file for one child. Oldest first; scope
// is the caller's duty.
func (s *Store) Twins(ctx context.Context, ref matter.Reference) ([]matter.Reference, error) {
	return s.references(ctx, query("select t.ref from case_file c join case_file t on t.id_bix = c.id_bix and t.service = c.service"+
		" and t.ref <> c.ref where c.ref = ? and "+undecided+" order by t.submitted, t.ref", string(ref)))
}

// TwinOpen reports whether an open case, or a payment that runs, of a service is
// about the human being with an ID number.
func (s *Store) TwinOpen(ctx context.Context, idNumber, service string) (bool, error) {
	bix := s.blind(seal.BlindResidentID, seal.ResidentID(idNumber))
	if bix == nil {
		return false, nil
	}
	rows, err := s.read(ctx,
		query("select 1 from case_file t where t.id_bix = ? and t.service = ? and "+undecided+" limit 1", bix, service),
		query("select 1 from benefit b where b.id_bix = ? and b.service = ? and b.kind = 'payment' and b.period = 'month'"+
			" and b.state <> 'ended' limit 1", bix, service))
	if err != nil {
		return false, err
	}
	return len(rows[0])+len(rows[1]) > 0, nil
}

// ObjectionsOf lists the cases that contest a case, oldest first.
func (s *Store) ObjectionsOf(ctx context.Context, ref matter.Reference) ([]matter.Reference, error) {
	return s.references(ctx, query("select c.ref from case_file c where c.about = ? and c.about <> '' order by c.submitted, c.ref", string(ref)))
}

func (s *Store) references(ctx context.Context, list Statement) ([]matter.Reference, error) {
	rows, err := s.read(ctx, list)
	if err != nil {
		return nil, err
	}
	return each(rows[0], func(c *cursor) (matter.Reference, error) { return matter.Reference(c.text()), nil })
}
