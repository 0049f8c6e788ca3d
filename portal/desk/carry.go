package desk

import (
	"context"
	"maps"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/setting"
)

// work is one act on one case.
type work struct {
	staff    office.Staff
	c        application.Case
	in       Input
	settings setting.Values // of today
	promised setting.Values // of the day the case was sent: it keeps what it was promised
}

// carry turns an act into the change it makes.
func (d *Desk) carry(ctx context.Context, w work) (application.Change, error) {
	switch w.in.Act {
	case Accept:
		return d.accept(ctx, w)
	case NotAccept:
		return d.to(ctx, w, matter.NotAccepted)
	case Ask:
		return d.ask(ctx, w)
	case Advance:
		return d.advance(ctx, w)
	case Forward:
		return d.forward(ctx, w)
	case Dispatch:
		return d.dispatch(ctx, w)
	case Review:
		return d.review(ctx, w)
	case Extend:
		return d.extend(ctx, w)
	case Deliver:
		w.c.Body.Told = w.in.How
		return d.to(ctx, w, matter.Delivered)
	case Close:
		return d.to(ctx, w, matter.Closed)
	case Seen:
		return d.tick(ctx, w)
	case Propose, Answered, Confirm, SendBack:
		return d.decide(ctx, w)
	}
	return d.station(ctx, w)
}

// decide carries out the acts around a decision.
func (d *Desk) decide(ctx context.Context, w work) (application.Change, error) {
	switch w.in.Act {
	case Confirm:
		return d.confirm(ctx, w)
	case SendBack:
		w.c.Body.Proposal = nil
		return quiet(d.to(ctx, w, w.c.State))
	}
	return d.propose(ctx, w)
}

// station carries out the acts of assessment and public notice.
func (d *Desk) station(ctx context.Context, w work) (application.Change, error) {
	switch w.in.Act {
	case Assess:
		return d.assess(ctx, w)
	case Appoint:
		return d.appoint(ctx, w)
	case Conclude:
		return d.conclude(ctx, w)
	case ConfirmConclusion:
		return d.confirmConclusion(ctx, w)
	case Publish:
		return d.publish(ctx, w)
	case NoticeObjection:
		return d.object(ctx, w)
	}
	return d.endNotice(ctx, w)
}

func (d *Desk) accept(ctx context.Context, w work) (application.Change, error) {
	change, err := d.to(ctx, w, matter.Accepted)
	if err != nil {
		return change, err
	}
	return change, d.freeze(ctx, w.c, &change)
}

func (d *Desk) to(ctx context.Context, w work, state matter.State) (application.Change, error) {
	return d.step(ctx, w.staff, w.c, string(w.in.Act), state, w.in), nil
}

// quiet leaves out the notice of a step that concerns the office alone.
func quiet(c application.Change, err error) (application.Change, error) {
	c.Messages = nil
	return c, err
}

// ask requests every missing paper in one notice; the clock stands until the
// answer (services facts, workday rules).
func (d *Desk) ask(ctx context.Context, w work) (application.Change, error) {
	until, err := d.Calendar.Add(d.today(), w.settings.Number(setting.SupplementDays))
	if err != nil {
		return application.Change{}, err
	}
	if w.c, err = d.asked(w, until); err != nil {
		return application.Change{}, err
	}
	return d.to(ctx, w, matter.SupplementRequested)
}

// forward hands the case to another unit. The first time it leaves the receiving
// unit the deciding unit's days begin (P10).
func (d *Desk) forward(ctx context.Context, w work) (application.Change, error) {
	w.c.Unit = w.in.Unit
	w.c.Assignee = ""
	var err error
	if w.c.Stage == application.StageAccept {
		w.c, err = d.stage(w, application.StageDecide)
	}
	if err != nil {
		return application.Change{}, err
	}
	change, err := d.to(ctx, w, w.c.State)
	change.Event.Target = w.in.Unit
	return change, err
}

// review begins the judging. Where receiving and deciding office are one, nothing
// was forwarded and the deciding days begin here.
func (d *Desk) review(ctx context.Context, w work) (application.Change, error) {
	if w.c.Stage == application.StageAccept {
		var err error
		if w.c, err = d.stage(w, application.StageDecide); err != nil {
			return application.Change{}, err
		}
	}
	return d.to(ctx, w, matter.InReview)
}

// stage starts the next part of the clock with the days promised for it.
func (d *Desk) stage(w work, stage string) (application.Case, error) {
	days := catalogue.Days{}
	if s, ok := d.Catalogue.Service(w.c.Service); ok {
		days = application.Days(s, w.promised)
	}
	w.c.Stage, w.c.StageFrom, w.c.StageDays = stage, d.today(), days.Decide
	if stage == application.StageNotify {
		w.c.StageDays = days.Tell
	}
	return d.reckon(w.c)
}

// dispatch records a letter to an outside unit: the receiving desk keeps the
// case, the clock of the deciding unit runs (decisions 6).
func (d *Desk) dispatch(ctx context.Context, w work) (application.Change, error) {
	letter := application.Dispatch{Unit: w.c.Deciding, How: w.in.How, At: d.Clock.Now(), By: w.staff.ID}
	w.c.Body.Dispatches = append(slices.Clone(w.c.Body.Dispatches), letter)
	var err error
	if w.c, err = d.stage(w, application.StageDecide); err != nil {
		return application.Change{}, err
	}
	change, err := d.to(ctx, w, matter.InReview)
	change.Event.Target = w.c.Deciding
	return change, err
}

func (d *Desk) propose(ctx context.Context, w work) (application.Change, error) {
	now := d.Clock.Now()
	p := application.Proposal{
		Approve: w.in.Approve, Reasons: w.in.Reasons, Note: w.in.Note, Source: w.in.Source, By: w.staff.ID, At: now,
	}
	if p.Approve {
		p.From, p.CardUntil = d.countsFrom(w.c), w.in.Day
	}
	if slices.Contains(d.PayeeChoices(w.c), w.in.Institution) {
		p.Institution = w.in.Institution
	}
	if p.Approve && d.Pays(w.c) {
		p.Fen = w.in.Fen
	}
	w.c.Body.Proposal = &p
	if n := len(w.c.Body.Dispatches); w.in.Act == Answered && n > 0 {
		w.c.Body.Dispatches = slices.Clone(w.c.Body.Dispatches)
		w.c.Body.Dispatches[n-1].Answer, w.c.Body.Dispatches[n-1].Answered = w.in.Note, now
	}
	return quiet(d.to(ctx, w, w.c.State))
}

// countsFrom is the month a grant counts from: that of the filing where the rules
// say so (P10), else that of the decision.
func (d *Desk) countsFrom(c application.Case) portal.Month {
	if d.outcome(c).From == catalogue.FilingMonth {
		return portal.DayOf(c.Submitted).Month()
	}
	return d.today().Month()
}

// confirm makes a proposal the decision: a second person, the outcome and the
// notice in one step.
func (d *Desk) confirm(ctx context.Context, w work) (application.Change, error) {
	p := *w.c.Body.Proposal
	now := d.Clock.Now()
	w.c.Body.Decision = &application.Decision{Proposal: p, Confirmed: w.staff.ID, ConfirmedAt: now}
	w.in.Reasons, w.in.Note = p.Reasons, p.Note
	var err error
	if w.c, err = d.stage(w, application.StageNotify); err != nil {
		return application.Change{}, err
	}
	if !p.Approve {
		change := d.step(ctx, w.staff, w.c, "refuse", matter.Refused, w.in)
		return change, d.thaw(ctx, w.c, &change)
	}
	if d.Pays(w.c) && p.Fen > 0 {
		w.c.Fen = &p.Fen
	}
	change := d.step(ctx, w.staff, w.c, "approve", matter.Approved, w.in)
	if d.outcome(w.c).Type != catalogue.MonthlyPayment {
		change.Messages = []delivery.Message{application.Tell(w.c, "granted", now)} // no amount per month to look at
	}
	return change, d.enact(ctx, w, p, &change)
}

// tick notes papers as seen at the desk: 已见 (decisions 26).
func (d *Desk) tick(ctx context.Context, w work) (application.Change, error) {
	papers := maps.Clone(w.c.Body.Papers)
	ticked := 0
	for _, asked := range w.in.Papers {
		handed, ok := papers[asked.Paper]
		if !ok || handed.Seen {
			continue
		}
		handed.Seen, handed.SeenBy, handed.SeenAt = true, w.staff.ID, d.Clock.Now()
		papers[asked.Paper] = handed
		ticked++
	}
	if ticked == 0 {
		return application.Change{}, application.ErrNothing
	}
	w.c.Body.Papers = papers
	return quiet(d.to(ctx, w, w.c.State))
}
