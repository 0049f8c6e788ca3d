package relation

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/seal"
)

// runColumns count what came of the payments; one that came back and was sent
// again in a later run still came back in this one.
const runColumns = "r.id, r.place, r.month, r.state, r.count, r.fen," +
	" (select count(*) from payment y where y.run = r.id and y.state = 'paid')," +
	" (select count(*) from payment y where y.run = r.id and y.state in ('returned', 'replaced'))," +
	" r.created, r.actor"

func runRow(c *cursor) (benefit.Run, error) {
	return benefit.Run{ID: c.text(), Place: portal.Place(c.text()), Month: portal.Month(c.text()), State: benefit.RunState(c.text()),
		Count: c.int(), Fen: c.number(), Paid: c.int(), Back: c.int(), Created: c.time(), By: c.text()}, nil
}

// CreateRun writes a run with its payments, all or none. A returned payment of the
// same benefit and month is replaced by the new one. KindExists when the key was
// used at the place: the first run is returned with it; KindConflict when a
// benefit's month stands in another run.
func (s *Store) CreateRun(ctx context.Context, r benefit.Run, pays []benefit.Pay, key string) (benefit.Run, error) {
	rows := []Statement{insert("pay_run", []set{{"id", r.ID}, {"place", string(r.Place)}, {"month", string(r.Month)},
		{"state", string(r.State)}, {"count", int64(r.Count)}, {"fen", r.Fen}, {"created", micros(r.Created)}, {"actor", r.By},
		{"start_key", key}})}
	keys, err := s.keysOf(ctx, personsOf(pays))
	if err != nil {
		return benefit.Run{}, err
	}
	for chunk := range slices.Chunk(pays, runChunk) {
		rows = append(rows, replacing(chunk), paying(keys, r.ID, chunk))
	}
	err = s.do(ctx, rows...)
	if !broke(err, "start_key") {
		return r, as(err, portal.KindExists, portal.KindConflict)
	}
	c, rerr := s.one(ctx, query("select "+runColumns+" from pay_run r where r.place = ? and r.start_key = ?", string(r.Place), key))
	if rerr != nil {
		return benefit.Run{}, rerr
	}
	first, _ := runRow(c)
	return first, err
}

// runChunk is how many payments one statement writes: SQLite has one writer, which
// a run of a whole place must not hold long, and no statement takes any number of
// values.
const runChunk = 50

// replacing marks returned payments of the same benefits and months.
func replacing(pays []benefit.Pay) Statement {
	var args []any
	for _, p := range pays {
		args = append(args, p.Benefit, string(p.Month))
	}
	places := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(pays)), ", ")
	return query("update payment set state = 'replaced' where state = 'returned'"+
		" and (benefit, month) in (values "+places+")", args...)
}

func paying(keys map[string]seal.PersonKey, run string, pays []benefit.Pay) Statement {
	rows := make([][]set, len(pays))
	for i, p := range pays {
		p.Run = run
		rows[i] = paySets(keys[p.Person], p)
	}
	return insertRows("payment", rows)
}

func personsOf(pays []benefit.Pay) []string {
	persons := make([]string, len(pays))
	for i, p := range pays {
		persons[i] = p.Person
	}
	return persons
}

// Run returns a run with its payments in the order of their services and ids;
// those of deleted persons are counted and not listed. KindNotFound.
func (s *Store) Run(ctx context.Context, id string) (benefit.Run, []benefit.Pay, error) {
	rows, err := s.read(ctx, query("select "+runColumns+" from pay_run r where r.id = ?", id),
		query("select "+ownerColumns+payColumns+" from payment y join person p on p.id = y.person where y.run = ?"+
			" order by y.service, y.month, y.id", id))
	if err != nil {
		return benefit.Run{}, nil, err
	}
	r, err := only(each(rows[0], runRow))
	if err != nil {
		return r, nil, err
	}
	pays, err := eachOwned(s, rows[1], payRow)
	return r, pays, err
}

// Runs lists up to n runs of places, newest first.
func (s *Store) Runs(ctx context.Context, places []portal.Place, n int) ([]benefit.Run, error) {
	if len(places) == 0 {
		return nil, nil
	}
	in := make([]any, len(places))
	for i, p := range places {
		in[i] = string(p)
	}
	rows, err := s.read(ctx, query("select "+runColumns+" from pay_run r where r.place in ("+marks(len(in))+")", in...).
		and(" order by r.created desc, r.id limit ?", int64(n)))
	if err != nil {
		return nil, err
	}
	return each(rows[0], runRow)
}
