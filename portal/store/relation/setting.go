package relation

import (
	"context"

	"changban/portal/setting"
)

// Settings returns all rows, oldest first.
func (s *Store) Settings(ctx context.Context) ([]setting.Row, error) {
	rows, err := s.read(ctx, query("select id, name, value, effective, reason, actor, at from setting order by at, id"))
	if err != nil {
		return nil, err
	}
	var list []setting.Row
	for _, row := range rows[0] {
		c := &cursor{row: row}
		list = append(list, setting.Row{ID: c.text(), Name: setting.Name(c.text()), Value: c.text(), Effective: c.day(),
			Reason: c.text(), By: c.text(), At: c.time()})
	}
	return list, nil
}

// PutSetting adds a row; rows are never changed.
func (s *Store) PutSetting(ctx context.Context, r setting.Row) error {
	return s.do(ctx, insert("setting", []set{{"id", r.ID}, {"name", string(r.Name)}, {"value", r.Value},
		{"effective", string(r.Effective)}, {"reason", r.Reason}, {"actor", r.By}, {"at", micros(r.At)}}))
}
