package hotline

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
)

// Desk is the door staff come in by.
type Desk struct {
	House
	Files Files
}

// View is a ticket as one officer sees it.
type View struct {
	Ticket
	Parts []Part   // what the officer is to it
	May   []Action // what can be done now, in the table's order
}

// PageSize is how many tickets a page of a list shows.
const PageSize = 20

const maxPage = 1_000_000

// parts are what an officer is to a ticket, none when it does not exist for them.
// Operators, reviewers and supervisors stand for a place and all below it, handlers
// for a unit, commissioners for a community; a name of the matter is nobody's.
func (d *Desk) parts(s office.Staff, t Ticket) []Part {
	if !s.Active(d.today()) || !office.Impartial([]string{s.Name}, []string{t.Body.Name}) {
		return nil
	}
	var parts []Part
	add := func(is bool, p Part) {
		if is && !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	here := slices.Contains(d.places(s), t.Place)
	add(here && s.Roles.Has(office.Operator), Operator)
	add(here && s.Roles.Has(office.Reviewer), Reviewer)
	add(here && s.Roles.Has(office.Supervisor), Supervisor)
	add(s.Roles.Has(office.Handler) && t.Unit != "" && d.Units.Within(t.Unit, s.Unit), Handler)
	add(s.Roles.Has(office.Commissioner) && t.Area != "" && slices.Contains(d.areas(s), t.Area), Commissioner)
	return parts
}

// places are those whose tickets an officer may see by place: that of the unit, and
// of a city's or the region's every place below it, unless the account is narrower.
func (d *Desk) places(s office.Staff) []portal.Place {
	unit, err := d.Units.Unit(s.Unit)
	if err != nil {
		return nil
	}
	var all []portal.Place
	for _, u := range d.Units.All() {
		path := d.Units.Places().Path(u.Place)
		if slices.Contains(path, unit.Place) && !slices.Contains(all, u.Place) && (len(s.Places) == 0 || slices.Contains(s.Places, u.Place)) {
			all = append(all, u.Place)
		}
	}
	return all
}

// areas are the streets and sumus an officer stands for: by unit, as a call names
// them, and by the code that people choose.
func (d *Desk) areas(s office.Staff) []string {
	all := d.Units.Below(s.Unit)
	for _, id := range all {
		unit, err := d.Units.Unit(id)
		if err != nil {
			continue
		}
		for _, a := range d.Units.Places().Areas(unit.Place) {
			if strings.HasSuffix(unit.Name, a.Name) {
				all = append(all, a.Code)
			}
		}
	}
	return all
}

// Queue lists the tickets an officer may see, the most urgent first.
func (d *Desk) Queue(ctx context.Context, s office.Staff, f Filter, search string, page int) (Queue, error) {
	q := Query{Filter: f, Today: d.today(), Search: search, Known: s.Roles.Has(office.Operator), Page: min(max(page, 1), maxPage), Size: PageSize}
	if !s.Active(q.Today) {
		return Queue{Counts: map[Filter]int{}}, nil
	}
	if s.Roles.Has(office.Operator) || s.Roles.Has(office.Reviewer) || s.Roles.Has(office.Supervisor) {
		q.Places = d.places(s)
	}
	if s.Roles.Has(office.Handler) {
		q.Units = d.Units.Below(s.Unit)
	}
	if s.Roles.Has(office.Commissioner) {
		q.Areas = d.areas(s)
	}
	found, err := d.Lists.Tickets(ctx, q)
	for i, t := range found.Tickets {
		found.Tickets[i] = t.SeenBy(strongest(d.parts(s, t)))
	}
	return found, err
}

// strongest is the part that sees most.
func strongest(parts []Part) Part {
	if len(parts) == 0 || slices.Contains(parts, Operator) {
		return Operator
	}
	return parts[0]
}

// Open reads a ticket for an officer. KindNotFound when it is none of theirs.
func (d *Desk) Open(ctx context.Context, s office.Staff, ref string) (View, error) {
	t, parts, err := d.see(ctx, s, ref)
	if err != nil {
		return View{}, err
	}
	return d.view(t, parts), nil
}

func (d *Desk) view(t Ticket, parts []Part) View {
	v := View{Ticket: t.SeenBy(strongest(parts)), Parts: parts}
	for _, step := range steps() {
		does := func(p Part) bool { return slices.Contains(step.parts, p) }
		if slices.Contains(step.from, t.State) && slices.ContainsFunc(parts, does) && offered(t, step.action) {
			v.May = append(v.May, step.action)
		}
	}
	return v
}

func (d *Desk) see(ctx context.Context, s office.Staff, ref string) (Ticket, []Part, error) {
	r, err := parse(ref)
	if err != nil {
		return Ticket{}, nil, err
	}
	t, err := d.Store.Ticket(ctx, r)
	if err != nil {
		return t, nil, err
	}
	if t.State == matter.TicketDraft { // a call being taken down is its taker's, wherever it will belong
		if t.Taker != s.ID || !s.Active(d.today()) {
			return Ticket{}, nil, portal.NotFound()
		}
		return t, []Part{Operator}, nil
	}
	parts := d.parts(s, t)
	if len(parts) == 0 {
		return Ticket{}, nil, portal.NotFound()
	}
	return t, parts, nil
}

// Do carries out an act of an officer in the first part that may do it.
// KindForbidden without such a part, or with a rule against it; KindConflict when
// the ticket is in another state by now.
func (d *Desk) Do(ctx context.Context, s office.Staff, ref string, a Act) (View, error) {
	t, parts, err := d.see(ctx, s, ref)
	if err != nil {
		return View{}, err
	}
	a.Actor, a.Unit, a.Part = portal.ActorFrom(ctx), s.Unit, partFor(a.Action, parts)
	if a.Part == Handler {
		a.Unit = t.Unit // an officer of the unit above acts for it
	}
	t, err = d.do(ctx, t.Ref, a)
	return d.view(t, parts), err
}

// partFor is the part in which somebody of several does an act.
func partFor(a Action, parts []Part) Part {
	for _, step := range steps() {
		for _, p := range parts {
			if step.action == a && slices.Contains(step.parts, p) {
				return p
			}
		}
	}
	return parts[0]
}

// Begin takes a call down: the ticket is the caller's, never the clerk's.
func (d *Desk) Begin(ctx context.Context, s office.Staff, said Ticket, key string) (Ticket, error) {
	if !s.Roles.Has(office.Operator) || !s.Active(d.today()) {
		return Ticket{}, portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	}
	if err := checkKey(key); err != nil {
		return Ticket{}, err
	}
	now, by := d.Clock.Now(), portal.ActorFrom(ctx)
	said.Ref, said.State, said.Key, said.Taker = matter.NewReference(matter.TicketKind), matter.TicketDraft, key, s.ID
	said.Own, said.Person, said.Channel, said.Begun, said.Touched = true, portal.NewID(), portal.ChannelPhone, now, now
	said.Body.Code = newCode()
	return d.Drafts.BeginTicket(ctx, said, by)
}

// Save fills in a call that is being taken down.
func (d *Desk) Save(ctx context.Context, s office.Staff, ref string, fn func(*Ticket) error) (Ticket, error) {
	t, _, err := d.see(ctx, s, ref)
	if err != nil {
		return t, err
	}
	return d.save(ctx, t, fn)
}

// MaxUnsent is how many calls that were not sent an officer's page lists.
const MaxUnsent = 20

// Unsent lists the calls an officer began to take down and did not send, touched
// last first: what a call that broke off left is gone on with, or thrown away.
func (d *Desk) Unsent(ctx context.Context, s office.Staff) ([]Ticket, error) {
	if !s.Roles.Has(office.Operator) || !s.Active(d.today()) {
		return nil, nil
	}
	return d.Drafts.TakenTickets(ctx, s.ID, MaxUnsent)
}

// Drop throws a call away that was not sent, with all that was said in it.
// KindNotFound when it is not the officer's or gone, KindConflict when it was sent.
func (d *Desk) Drop(ctx context.Context, s office.Staff, ref string) error {
	t, _, err := d.see(ctx, s, ref)
	if err != nil {
		return err
	}
	if t.State != matter.TicketDraft {
		return portal.Fail(portal.KindConflict, portal.Msg("hotline.refused.state"))
	}
	return d.Drafts.DropTicket(ctx, t.Ref, portal.ActorFrom(ctx), d.Clock.Now())
}

// Send sends what was taken down.
func (d *Desk) Send(ctx context.Context, s office.Staff, ref, key string) (Ticket, error) {
	t, _, err := d.see(ctx, s, ref)
	if err != nil || t.State != matter.TicketDraft {
		return t, err
	}
	by := portal.ActorFrom(ctx)
	by.Channel = portal.ChannelPhone
	return d.send(ctx, t, key, by, s.Unit)
}

// Proposed is the unit a ticket is proposed for.
func (d *Desk) Proposed(t Ticket) (office.Unit, error) { return Route(t, d.Units) }

// File reads a file of a ticket for an officer.
func (d *Desk) File(ctx context.Context, s office.Staff, ref, id string) (paper.File, []byte, error) {
	t, parts, err := d.see(ctx, s, ref)
	if err != nil {
		return paper.File{}, nil, err
	}
	f, content, err := t.file(ctx, d.Files, id)
	for _, seen := range t.SeenBy(strongest(parts)).Body.Files {
		if seen.ID == f.ID {
			f.Name = seen.Name
		}
	}
	return f, content, err
}

// Attach keeps a file that goes out with a reply.
func (d *Desk) Attach(ctx context.Context, s office.Staff, ref, name string, content []byte) (paper.File, error) {
	t, _, err := d.see(ctx, s, ref)
	if err != nil {
		return paper.File{}, err
	}
	return d.put(ctx, t, d.Files, name, content)
}
