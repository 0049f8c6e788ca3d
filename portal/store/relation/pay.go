package relation

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/seal"
)

const payColumns = "y.id, y.run, y.benefit, y.person, y.service, y.month, y.fen, y.state, y.reason, y.day, y.body"

// payBody is what of a payment is sealed: whom and where it went to.
type payBody struct {
	Payee benefit.Payee `json:"payee"`
	Name  string        `json:"name"`
}

func payPlace(id string) seal.Where {
	return seal.Where{Table: "payment", Column: "body", Row: id}
}

func paySets(k seal.PersonKey, p benefit.Pay) []set {
	return []set{{"id", p.ID}, {"run", p.Run}, {"benefit", p.Benefit}, {"person", p.Person},
		{"service", p.Service}, {"month", string(p.Month)}, {"fen", p.Fen}, {"state", string(p.State)}, {"reason", p.Reason},
		{"day", string(p.Day)}, {"body", sealJSON(k, payPlace(p.ID), payBody{p.Payee, p.Name})}}
}

// payRow reads payColumns.
func payRow(c *cursor, k seal.PersonKey) (benefit.Pay, error) {
	p := benefit.Pay{ID: c.text(), Run: c.text(), Benefit: c.text(), Person: c.text(), Service: c.text(),
		Month: portal.Month(c.text()), Fen: c.number(), State: benefit.PayState(c.text()), Reason: c.text(), Day: c.day()}
	body, err := openJSON[payBody](k, payPlace(p.ID), c.bytes())
	p.Payee, p.Name = body.Payee, body.Name
	return p, err
}

// returnedSeen lists a person's payments that came back and were not sent again,
// of benefits that an identity may see.
func returnedSeen(identity, person string) Statement {
	return query("select "+payColumns+" from payment y join benefit b on b.id = y.benefit"+seenBenefit+
		" where y.person = ? and y.state = 'returned' order by y.month desc, y.id", identity, person)
}

// Owed lists the payments granted at a place that count from a month or before,
// with the payments made of them, in one trip.
func (s *Store) Owed(ctx context.Context, place portal.Place, upTo portal.Month) ([]benefit.Due, error) {
	const which = " where b.place = ? and b.kind = 'payment' and b.from_month <= ?"
	rows, err := s.read(ctx,
		query("select "+ownerColumns+benefitColumns+", c.name from benefit b join case_file c on c.ref = b.case_ref"+
			" join person p on p.id = b.person"+which+" order by b.service, b.granted, b.id", string(place), string(upTo)),
		query("select "+ownerColumns+payColumns+" from payment y join benefit b on b.id = y.benefit"+
			" join person p on p.id = y.person"+which+" order by y.month, y.id", string(place), string(upTo)))
	if err != nil {
		return nil, err
	}
	pays, err := eachOwned(s, rows[1], payRow)
	if err != nil {
		return nil, err
	}
	of := map[string][]benefit.Pay{}
	for _, p := range pays {
		of[p.Benefit] = append(of[p.Benefit], p)
	}
	return eachOwned(s, rows[0], func(c *cursor, k seal.PersonKey) (benefit.Due, error) {
		b, err := s.benefitRow(c, k)
		if err != nil {
			return benefit.Due{}, err
		}
		name, err := openText(k, casePlace("name", b.Case), c.bytes())
		return benefit.Due{Benefit: b, Name: name, Pays: of[b.ID]}, err
	})
}

// settling returns the rows that mark payments of a run, and the run when nothing
// of it waits any more. One that was settled before makes the write fail.
func settling(run string, results []benefit.Pay) []Statement {
	var rows []Statement
	for _, p := range results {
		rows = append(rows, update("payment", []set{{"state", string(p.State)}, {"reason", p.Reason}, {"day", string(p.Day)}},
			"id = ? and run = ? and state = 'sent'", p.ID, run).must())
	}
	return append(rows, query("update pay_run set state = 'settled' where id = ?"+
		" and not exists (select 1 from payment y where y.run = pay_run.id and y.state = 'sent')", run))
}

// Settle marks payments of a run as paid or returned, with their messages, as one
// step. A payment settled before, or of another run, stays as it is; a message
// whose id is there is not written again.
func (s *Store) Settle(ctx context.Context, run string, results []benefit.Pay, change benefit.Change) (benefit.Run, error) {
	return fresh(func() (benefit.Run, bool, error) {
		r, pays, err := s.Run(ctx, run)
		if err != nil {
			return r, true, err
		}
		open := slices.DeleteFunc(slices.Clone(results), func(p benefit.Pay) bool {
			return !slices.ContainsFunc(pays, func(is benefit.Pay) bool { return is.ID == p.ID && is.State == benefit.PaySent })
		})
		if len(open) == 0 {
			return r, true, nil
		}
		if err := s.settle(ctx, run, open, change); err != nil {
			return benefit.Run{}, false, err
		}
		r, _, err = s.Run(ctx, run)
		return r, true, err
	})
}

func (s *Store) settle(ctx context.Context, run string, results []benefit.Pay, change benefit.Change) error {
	w := s.writing()
	w.add(settling(run, results)...)
	messages, err := s.messagesOnce(ctx, change.Messages)
	if err != nil {
		return err
	}
	w.add(messages...)
	w.audit = change.Audit
	if err := w.holdings(ctx, nil, change.Steps); err != nil {
		return err
	}
	return w.commit(ctx)
}
