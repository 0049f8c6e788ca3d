package relation

import (
	"context"
	"strings"

	"changban/portal"
	"changban/portal/office"
	"changban/portal/seal"
)

// Officers is the store of officers' accounts. It stands beside Store because
// using an officer's code and a resident's are two things of one name.
type Officers struct{ s *Store }

// Officers returns the store of officers' accounts.
func (s *Store) Officers() Officers { return Officers{s} }

const staffColumns = "id, number, name, unit, places, roles, ends, secret"

func staffPlace(column, id string) seal.Where {
	return seal.Where{Table: "staff", Column: column, Row: id}
}

func (o Officers) row(c *cursor) (office.Staff, office.Secret, error) {
	f := office.Staff{ID: c.text(), Number: c.text()}
	name := c.bytes()
	f.Unit = c.text()
	for _, place := range strings.Fields(c.text()) {
		f.Places = append(f.Places, portal.Place(place))
	}
	for _, role := range strings.Split(c.text(), ",") {
		if role != "" {
			f.Roles = append(f.Roles, office.Role(role))
		}
	}
	f.Ends = c.day()
	sealed := c.bytes()
	k := o.s.ring.System("staff")
	var err error
	if f.Name, err = openText(k, staffPlace("name", f.ID), name); err != nil {
		return f, nil, err
	}
	secret, err := openText(k, staffPlace("secret", f.ID), sealed)
	return f, office.Secret(secret), err
}

// Staff returns an account by id; KindNotFound.
func (o Officers) Staff(ctx context.Context, id string) (office.Staff, error) {
	c, err := o.s.one(ctx, query("select "+staffColumns+" from staff where id = ?", id))
	if err != nil {
		return office.Staff{}, err
	}
	f, _, err := o.row(c)
	return f, err
}

// StaffByNumber returns an account and its secret; KindNotFound.
func (o Officers) StaffByNumber(ctx context.Context, number string) (office.Staff, office.Secret, error) {
	c, err := o.s.one(ctx, query("select "+staffColumns+" from staff where number = ?", number))
	if err != nil {
		return office.Staff{}, nil, err
	}
	return o.row(c)
}

// StaffOf lists the accounts of units by number, ended ones included.
func (o Officers) StaffOf(ctx context.Context, units []string) ([]office.Staff, error) {
	if len(units) == 0 {
		return nil, nil
	}
	rows, err := o.s.read(ctx, query("select "+staffColumns+" from staff where unit in ("+marks(len(units))+")"+
		" order by number", anys(units)...))
	if err != nil {
		return nil, err
	}
	return each(rows[0], func(c *cursor) (office.Staff, error) {
		f, _, err := o.row(c)
		return f, err
	})
}

// AddStaff keeps a new account; KindExists when its number is taken.
func (o Officers) AddStaff(ctx context.Context, f office.Staff, secret office.Secret) error {
	places := make([]string, len(f.Places))
	for i, p := range f.Places {
		places[i] = string(p)
	}
	k := o.s.ring.System("staff")
	return o.s.do(ctx, insert("staff", []set{{"id", f.ID}, {"number", f.Number},
		{"name", sealText(k, staffPlace("name", f.ID), f.Name)}, {"unit", f.Unit}, {"places", strings.Join(places, " ")},
		{"roles", f.Roles.String()}, {"ends", string(f.Ends)},
		{"secret", sealText(k, staffPlace("secret", f.ID), string(secret))}, {"last_step", int64(0)}}))
}

// EndStaff sets the last day of an account; KindNotFound.
func (o Officers) EndStaff(ctx context.Context, id string, last portal.Day) error {
	err := o.s.do(ctx, update("staff", []set{{"ends", string(last)}}, "id = ?", id).must())
	return as(err, portal.KindConflict, portal.KindNotFound)
}

// UseCode notes the step of a code that was used, atomically; KindConflict when
// that step or a later one was used before.
func (o Officers) UseCode(ctx context.Context, id string, step int64) error {
	return o.s.do(ctx, update("staff", []set{{"last_step", step}}, "id = ? and last_step < ?", id, step).must())
}
