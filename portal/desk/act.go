package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/office"
)

// Act is something an officer does to a case.
type Act string

// Acts of the desk.
const (
	Accept    Act = "accept"
	NotAccept Act = "not_accept"
	Ask       Act = "ask"
	Forward   Act = "forward"
	Dispatch  Act = "dispatch"
	Review    Act = "review"
	Propose   Act = "propose"
	Answered  Act = "outside_answer"
	Confirm   Act = "confirm"
	SendBack  Act = "send_back"
	Deliver   Act = "deliver"
	Close     Act = "close"
	Seen      Act = "seen"
)

// Input is what an action panel posts.
type Input struct {
	Act     Act
	Key     string
	Version int // state of the case that was looked at, 0 when the page does not say; of Confirm
	Reasons []string
	Note    string                   // the officer's own words, shown with their language
	Papers  []application.AskedPaper // of Ask; of Seen only the ids
	Unit    string                   // of Forward
	How     string                   // of Dispatch and Deliver: post, mail, network, phone, counter
	Approve bool                     // of Propose and Answered
	Fen     int64                    // amount per month
	Source  string                   // where the amount stands, when the catalogue does not say
}

// rule says when an act is possible: whose role, from which states, and what
// else has to hold.
type rule struct {
	act    Act
	need   office.Action
	states []matter.State
	also   func(d *Desk, s office.Staff, c application.Case) bool
}

func rules() []rule {
	return []rule{
		{Accept, office.Accept, []matter.State{matter.Submitted}, opened},
		{Ask, office.AskPapers, []matter.State{matter.Submitted, matter.InReview}, unsettled},
		{NotAccept, office.Accept, []matter.State{matter.Submitted}, opened},
		{Forward, office.Forward, []matter.State{matter.Accepted, matter.InReview}, inside},
		{Dispatch, office.Forward, []matter.State{matter.Accepted}, outside},
		{Review, office.Review, []matter.State{matter.Accepted}, atDeciding},
		{Propose, office.Decide, []matter.State{matter.InReview}, unproposed},
		{Answered, office.Forward, []matter.State{matter.InReview}, away},
		{Confirm, office.Confirm, []matter.State{matter.InReview}, proposedByOther},
		{SendBack, office.Confirm, []matter.State{matter.InReview}, proposedByOther},
		{Deliver, office.Deliver, []matter.State{matter.Approved}, nil},
		{Close, office.Deliver, []matter.State{matter.Delivered, matter.Refused}, nil},
		{Seen, office.Accept, []matter.State{matter.Submitted, matter.Accepted, matter.InReview}, opened},
	}
}

func opened(_ *Desk, _ office.Staff, c application.Case) bool {
	return !c.Opened.IsZero() || c.State != matter.Submitted
}

// unsettled: no proposal waits for its second pair of eyes.
func unsettled(d *Desk, s office.Staff, c application.Case) bool {
	return opened(d, s, c) && c.Body.Proposal == nil
}

func (d *Desk) isOutside(unit string) bool {
	u, err := d.Units.Unit(unit)
	return err == nil && u.Outside
}

func inside(d *Desk, _ office.Staff, c application.Case) bool {
	return !d.isOutside(c.Deciding) && c.Body.Proposal == nil
}

func outside(d *Desk, _ office.Staff, c application.Case) bool { return d.isOutside(c.Deciding) }

// away: the letter is out and no answer came.
func away(d *Desk, _ office.Staff, c application.Case) bool {
	return d.isOutside(c.Deciding) && c.Body.Proposal == nil
}

// atDeciding: the case has come to the place that decides, whose rules and money
// count.
func atDeciding(d *Desk, _ office.Staff, c application.Case) bool {
	has, err := d.Units.Unit(c.Unit)
	deciding, missing := d.Units.Unit(c.Deciding)
	return err == nil && missing == nil && !deciding.Outside && has.Place == deciding.Place
}

func unproposed(d *Desk, s office.Staff, c application.Case) bool {
	return atDeciding(d, s, c) && c.Body.Proposal == nil
}

func proposedByOther(_ *Desk, s office.Staff, c application.Case) bool {
	return c.Body.Proposal != nil && office.FourEyes(c.Body.Proposal.By, s)
}

// Choices lists what an officer can do to a case now, the usual one first.
func (d *Desk) Choices(s office.Staff, c application.Case) []Act {
	var acts []Act
	for _, r := range rules() {
		if d.may(r, s, c) {
			acts = append(acts, r.act)
		}
	}
	return acts
}

func (d *Desk) may(r rule, s office.Staff, c application.Case) bool {
	return office.May(s, r.need) && slices.Contains(r.states, c.State) && d.holds(r.act, s, c) && (r.also == nil || r.also(d, s, c))
}

// holds reports whether the officer's unit has the case now. The receiving unit
// tells the outcome too, wherever the case was decided.
func (d *Desk) holds(a Act, s office.Staff, c application.Case) bool {
	if (a == Deliver || a == Close) && d.Units.MaySee(s, c.Receiving) {
		return true
	}
	return d.Units.MaySee(s, c.Unit)
}

// Do carries out an act. Problems of the panel come back as FieldErrors; an act
// that is not possible any more is KindExists. A repeated key does nothing again
// and returns the case as it stands, whatever became possible since.
func (d *Desk) Do(ctx context.Context, s office.Staff, ref string, in Input) (application.Case, error) {
	i := slices.IndexFunc(rules(), func(r rule) bool { return r.act == in.Act })
	if i < 0 {
		return application.Case{}, portal.FieldErrors{{Field: "act", Message: portal.Msg("desk.act.choose")}}
	}
	if len(in.Key) > application.MaxKey {
		return application.Case{}, portal.Fail(portal.KindInvalid, portal.Message{})
	}
	r := rules()[i]
	seen, err := d.see(ctx, s, ref, r.need)
	if err != nil {
		return application.Case{}, err
	}
	if in.Key != "" && slices.ContainsFunc(seen.Events, func(e matter.Event) bool { return e.Key == in.Key }) {
		return seen, nil
	}
	if !d.may(r, s, seen) {
		return application.Case{}, late()
	}
	if err := d.check(seen, in); err != nil {
		return application.Case{}, err
	}
	settings, err := d.Settings.Today(ctx)
	if err != nil {
		return application.Case{}, err
	}
	promised, err := d.Settings.On(ctx, portal.DayOf(seen.Submitted))
	if err != nil {
		return application.Case{}, err
	}
	c, err := d.Cases.UpdateCase(ctx, seen.Ref, in.Key, func(c application.Case) (application.Change, error) {
		if !d.may(r, s, c) || in.outdated(c) {
			return application.Change{}, late()
		}
		return d.carry(ctx, work{staff: s, c: c, in: in, settings: settings, promised: promised})
	})
	return c, application.Nothing(err)
}

// outdated: nobody confirms a proposal that took the place of the one looked at.
func (in Input) outdated(c application.Case) bool {
	return in.Act == Confirm && in.Version != 0 && in.Version != c.Version
}

func late() error { return portal.Fail(portal.KindExists, portal.Msg("desk.act.late")) }
