package benefit

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
)

// Payer is the officer who pays: somebody with the role, for the places of the
// finance unit. Whoever calls has checked both (office.May, office.Pay).
type Payer struct {
	Staff  string
	Unit   string
	Places []portal.Place
}

// Log keeps audit entries that belong to no change, such as fetching a file.
type Log interface {
	Record(ctx context.Context, e ...audit.Entry) error
}

// Payroll is the door of the payer.
type Payroll struct {
	Pays     Pays
	Benefits Benefits
	Log      Log
	Clock    portal.Clock
}

// Line is one benefit in a draft of a run.
type Line struct {
	Benefit Benefit
	Name    string
	Months  []portal.Month // owed, oldest first
	Fen     int64          // of all months
	Back    []Pay          // payments that came back and wait for another account
}

// Draft is what a run would pay, and what it would leave out.
type Draft struct {
	Place   portal.Place
	Month   portal.Month
	Lines   []Line
	Without []Line // owed, but no account to send it to
	Waiting []Line // came back; the account is still the same
	Count   int    // payments
	Fen     int64
}

// runsShown bounds the list of runs.
const runsShown = 50

// Runs lists the payer's runs, newest first.
func (p *Payroll) Runs(ctx context.Context, by Payer) ([]Run, error) {
	return p.Pays.Runs(ctx, by.Places, runsShown)
}

// Draft reckons what a place owes up to a month and has not sent. KindNotFound for
// a place that is not the payer's, KindInvalid for a month to come.
func (p *Payroll) Draft(ctx context.Context, by Payer, place portal.Place, month portal.Month) (Draft, error) {
	if !slices.Contains(by.Places, place) {
		return Draft{}, portal.NotFound()
	}
	if _, err := portal.ParseDay(string(month.First())); err != nil || month > portal.DayOf(p.Clock.Now()).Month() {
		return Draft{}, portal.FieldErrors{{Field: "month", Message: portal.Msg("benefit.run.month")}}
	}
	dues, err := p.Pays.Owed(ctx, place, month)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Place: place, Month: month}
	for _, due := range dues {
		d.add(due)
	}
	return d, nil
}

func (d *Draft) add(due Due) {
	l := Line{Benefit: due.Benefit, Name: due.Name, Months: Sendable(due.Benefit, due.Pays, d.Month), Back: Waiting(due.Benefit, due.Pays)}
	l.Fen = int64(len(l.Months)) * due.Benefit.Fen
	if len(l.Back) > 0 {
		d.Waiting = append(d.Waiting, l)
	}
	switch {
	case len(l.Months) == 0:
	case !due.Benefit.Payee.Payable():
		d.Without = append(d.Without, l)
	default:
		d.Lines = append(d.Lines, l)
		d.Count += len(l.Months)
		d.Fen += l.Fen
	}
}

// Create makes the run of a draft reckoned now. A repeated key returns the first
// run; KindConflict when another run took a month meanwhile, FieldErrors when
// nothing is owed.
func (p *Payroll) Create(ctx context.Context, by Payer, place portal.Place, month portal.Month, key string) (Run, error) {
	id := MessageID("pay.run", string(place), by.Staff, key) // a second press finds the first run although nothing is owed any more
	if first, _, err := p.Run(ctx, by, id); !portal.Is(err, portal.KindNotFound) {
		return first, err
	}
	made, err := p.create(ctx, by, id, place, month, key)
	if err != nil {
		if first, _, rerr := p.Run(ctx, by, id); rerr == nil { // two presses at the same moment
			return first, nil
		}
	}
	return made, err
}

func (p *Payroll) create(ctx context.Context, by Payer, id string, place portal.Place, month portal.Month, key string) (Run, error) {
	d, err := p.Draft(ctx, by, place, month)
	if err != nil {
		return Run{}, err
	}
	if d.Count == 0 {
		return Run{}, portal.FieldErrors{{Field: "month", Message: portal.Msg("benefit.run.nothing")}}
	}
	made, err := p.Pays.CreateRun(ctx, Run{
		ID: id, Place: place, Month: month, State: RunOpen, Count: d.Count, Fen: d.Fen, Created: p.Clock.Now(), By: by.Staff,
	}, d.pays(id), key)
	if err != nil {
		return Run{}, err
	}
	return made, p.Log.Record(ctx, p.entry(ctx, by, "pay.create", id))
}

func (d Draft) pays(run string) []Pay {
	var out []Pay
	for _, l := range d.Lines {
		for _, m := range l.Months {
			out = append(out, Pay{
				ID: portal.NewID(), Run: run, Benefit: l.Benefit.ID, Person: l.Benefit.Person, Service: l.Benefit.Service,
				Month: m, Fen: l.Benefit.Fen, State: PaySent, Payee: l.Benefit.Payee, Name: l.Name,
			})
		}
	}
	return out
}

// Run returns a run of the payer's places with its payments; KindNotFound.
func (p *Payroll) Run(ctx context.Context, by Payer, id string) (Run, []Pay, error) {
	if !portal.ValidID(id) {
		return Run{}, nil, portal.NotFound()
	}
	r, pays, err := p.Pays.Run(ctx, id)
	if err == nil && !slices.Contains(by.Places, r.Place) {
		return Run{}, nil, portal.NotFound()
	}
	return r, pays, err
}

// Export returns the file for the bank and notes who fetched it.
func (p *Payroll) Export(ctx context.Context, by Payer, id string, words SheetWords) ([]byte, error) {
	_, pays, err := p.Run(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if err := p.Log.Record(ctx, p.entry(ctx, by, "pay.export", id)); err != nil {
		return nil, err
	}
	return Sheet(pays, words)
}

// Settle reads the bank's answer. Bad rows are returned and then nothing is
// applied. A payment that came back is told at once; what was paid shows on the
// benefit's page.
func (p *Payroll) Settle(ctx context.Context, by Payer, id, text string) (Run, []BadRow, error) {
	r, pays, err := p.Run(ctx, by, id)
	if err != nil {
		return Run{}, nil, err
	}
	results, bad := ReadReturn(text, pays, portal.DayOf(r.Created), portal.DayOf(p.Clock.Now()))
	if len(bad) > 0 {
		return r, bad, nil
	}
	change := Change{Audit: []audit.Entry{p.entry(ctx, by, "pay.settle", id)}}
	if change.Messages, err = p.returned(ctx, results); err != nil {
		return Run{}, nil, err
	}
	r, err = p.Pays.Settle(ctx, id, results, change)
	return r, nil, err
}

// returned tells of the payments that came back, with the page to change the
// account on. A message's id follows from the payment, so that it is told once.
func (p *Payroll) returned(ctx context.Context, results []Pay) ([]delivery.Message, error) {
	var out []delivery.Message
	for _, x := range results {
		if x.State != Returned {
			continue
		}
		all, err := p.Benefits.BenefitsOf(ctx, x.Person)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(b Benefit) bool { return b.ID == x.Benefit })
		if i < 0 {
			continue // the person was deleted meanwhile
		}
		m := tell(all[i], "returned", p.Clock.Now(), map[string]string{"Month": string(x.Month), "Reason": ReturnWords(x.Reason).ID})
		m.ID = MessageID("pay.returned", x.ID)
		out = append(out, m)
	}
	return out, nil
}

func (p *Payroll) entry(ctx context.Context, by Payer, action, run string) audit.Entry {
	return audit.Entry{
		ID: portal.NewID(), Actor: portal.ActorFrom(ctx), Unit: by.Unit, Action: action, Object: "pay_run", Target: run,
		Purpose: "pay", At: p.Clock.Now(),
	}
}

// SheetWords are the words of the file for the bank: nine column heads in the
// order of SheetColumns, the name of a service, and the label of the total.
type SheetWords struct {
	Heads   []string
	Service func(id string) string
	Total   string
}

// SheetColumns lists the columns of the file by id; words are ColumnWords.
func SheetColumns() []string {
	return strings.Fields("payment name service month amount bank account holder institution")
}
