package relation

import (
	"context"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/seal"
)

// told reads pairs of an id and an identity.
func told(rows Rows) map[string][]string {
	of := map[string][]string{}
	for _, row := range rows {
		c := &cursor{row: row}
		id := c.text()
		of[id] = append(of[id], c.text())
	}
	return of
}

// CardsEnding lists active certificates whose last day lies in a span of days,
// both ends included, with the identities to tell.
func (s *Store) CardsEnding(ctx context.Context, from, to portal.Day) ([]benefit.CardDue, error) {
	const which = " where x.state = 'active' and x.valid_to >= ? and x.valid_to <= ? order by x.valid_to, x.id"
	span := []any{string(from), string(to)}
	rows, err := s.read(ctx,
		query("select "+ownerColumns+cardColumns+" from certificate x join person p on p.id = x.person"+which, span...),
		query("select x.id, l.identity from certificate x join link l on l.person = x.person and "+mineCard+which+", l.identity", span...))
	if err != nil {
		return nil, err
	}
	tell := told(rows[1])
	return eachOwned(s, rows[0], func(c *cursor, k seal.PersonKey) (benefit.CardDue, error) {
		x, err := s.cardRow(c, k)
		return benefit.CardDue{Certificate: x, Tell: tell[x.ID]}, err
	})
}

// BenefitsDue lists active and suspended benefits of which the day of the card, of
// the next look or of the end lies in a span of days, with the identities to tell.
func (s *Store) BenefitsDue(ctx context.Context, from, to portal.Day) ([]benefit.BenefitDue, error) {
	const which = " where b.state in ('active', 'suspended') and (b.card_day >= ? and b.card_day <= ?" +
		" or b.recheck_day >= ? and b.recheck_day <= ? or b.until_day >= ? and b.until_day <= ?) order by b.granted, b.id"
	f, t := max(string(from), "0"), string(to) // "" is no day
	span := []any{f, t, f, t, f, t}
	rows, err := s.read(ctx,
		query("select "+ownerColumns+benefitColumns+" from benefit b join person p on p.id = b.person"+which, span...),
		query("select b.id, l.identity from benefit b join case_file c on c.ref = b.case_ref"+
			" join link l on l.person = b.person and "+mineCase+which+", l.identity", span...))
	if err != nil {
		return nil, err
	}
	tell := told(rows[1])
	return eachOwned(s, rows[0], func(c *cursor, k seal.PersonKey) (benefit.BenefitDue, error) {
		b, err := s.benefitRow(c, k)
		return benefit.BenefitDue{Benefit: b, Tell: tell[b.ID]}, err
	})
}

// DraftsEnding lists unsent drafts that expire in a span of days.
func (s *Store) DraftsEnding(ctx context.Context, from, to portal.Day) ([]benefit.DraftDue, error) {
	rows, err := s.read(ctx, query("select d.id, d.person, d.service, d.expires, d.identity from draft d"+
		" join person p on p.id = d.person where d.case_ref = '' and d.expires >= ? and d.expires <= ? and p.wrapped_key <> ?"+
		" order by d.expires, d.id", string(from), string(to), []byte{}))
	if err != nil {
		return nil, err
	}
	return each(rows[0], func(c *cursor) (benefit.DraftDue, error) {
		return benefit.DraftDue{Draft: c.text(), Person: c.text(), Service: c.text(), Expires: c.day(), Tell: []string{c.text()}}, nil
	})
}

// PapersDue lists cases that wait for papers whose last day lies in a span of
// days. The day stands in the sealed body, so all that wait are opened.
func (s *Store) PapersDue(ctx context.Context, from, to portal.Day) ([]benefit.PaperDue, error) {
	rows, err := s.read(ctx, query("select "+ownerColumns+"c.ref, c.person, c.service, c.starter, c.body from case_file c"+
		" join person p on p.id = c.person where c.state = ? order by c.stopped_from, c.ref", string(matter.SupplementRequested)))
	if err != nil {
		return nil, err
	}
	all, err := eachOwned(s, rows[0], paperDue)
	if err != nil {
		return nil, err
	}
	var near []benefit.PaperDue
	for _, p := range all {
		if p.Until >= from && p.Until <= to {
			near = append(near, p)
		}
	}
	return near, nil
}

func paperDue(c *cursor, k seal.PersonKey) (benefit.PaperDue, error) {
	p := benefit.PaperDue{Case: matter.Reference(c.text()), Person: c.text(), Service: c.text(), Tell: []string{c.text()}}
	body, err := openJSON[application.Body](k, casePlace("body", p.Case), c.bytes())
	if n := len(body.Asked); n > 0 {
		p.Until = body.Asked[n-1].Until
	}
	return p, err
}

// Remind writes the messages whose ids are not there yet and returns how many that
// were. A message to a deleted person is left out.
func (s *Store) Remind(ctx context.Context, messages []delivery.Message) (int, error) {
	rows, err := s.messagesOnce(ctx, messages)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	changed, err := s.write(ctx, rows...)
	var n int64
	for _, one := range changed {
		n += one
	}
	return int(n), err
}
