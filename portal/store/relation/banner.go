package relation

import (
	"context"
	"encoding/json"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/banner"
)

// BannerSteps lists up to n steps, newest first.
func (s *Store) BannerSteps(ctx context.Context, n int) ([]banner.Step, error) {
	rows, err := s.read(ctx, query("select id, seq, action, texts, phone, from_at, until_at, actor, unit, at, banner_key"+
		" from banner order by at desc, id, seq desc limit ?", int64(n)))
	if err != nil {
		return nil, err
	}
	var list []banner.Step
	for _, row := range rows[0] {
		c := &cursor{row: row}
		step := banner.Step{Banner: banner.Banner{ID: c.text()}, Seq: c.int(), Action: banner.Action(c.text())}
		if err := json.Unmarshal([]byte(c.text()), &step.Texts); err != nil {
			return nil, portal.Because(portal.KindInternal, err)
		}
		step.Phone, step.From, step.Until, step.By, step.Unit, step.At, step.Key = c.text(), c.time(), c.time(), c.text(), c.text(), c.time(), c.text()
		list = append(list, step)
	}
	return list, nil
}

// AddBannerStep keeps a step with its audit row. A repeated key, and an end of what
// has ended, change nothing.
func (s *Store) AddBannerStep(ctx context.Context, b banner.Step, e audit.Entry) error {
	texts, err := json.Marshal(b.Texts)
	if err != nil {
		return portal.Because(portal.KindInternal, err)
	}
	err = s.withAudit(ctx, []audit.Entry{e}, func() ([]Statement, error) {
		return []Statement{insert("banner", []set{{"id", b.ID}, {"seq", int64(b.Seq)}, {"action", string(b.Action)}, {"texts", string(texts)},
			{"phone", b.Phone}, {"from_at", micros(b.From)}, {"until_at", micros(b.Until)}, {"actor", b.By}, {"unit", b.Unit},
			{"at", micros(b.At)}, {"banner_key", b.Key}})}, nil
	})
	if broke(err, "banner") {
		return nil
	}
	return err
}
