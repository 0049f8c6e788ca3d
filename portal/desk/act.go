package desk

import (
	"context"
	"errors"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
)

// Act is something an officer does to a case.
type Act string

// Acts of the desk.
const (
	Accept            Act = "accept"
	NotAccept         Act = "not_accept"
	Ask               Act = "ask"
	Advance           Act = "advance" // first help of an urgent case (P38)
	Forward           Act = "forward"
	Dispatch          Act = "dispatch"
	Review            Act = "review"
	Assess            Act = "assess"             // send to a designated institution
	Appoint           Act = "appoint"            // say when and where it assesses
	Conclude          Act = "conclude"           // enter what it found
	ConfirmConclusion Act = "confirm_conclusion" // second pair of eyes on a conclusion read from paper
	Publish           Act = "publish"            // hang up the public notice
	NoticeObjection   Act = "notice_objection"
	EndNotice         Act = "end_notice"
	Extend            Act = "extend" // promise a later day, once
	Propose           Act = "propose"
	Answered          Act = "outside_answer"
	Confirm           Act = "confirm"
	SendBack          Act = "send_back"
	Deliver           Act = "deliver"
	Close             Act = "close"
	Seen              Act = "seen"
)

// Input is what an action panel posts.
type Input struct {
	Act     Act
	Key     string
	Version int // state of the case that was looked at, 0 when the page does not say; of Confirm and ConfirmConclusion
	Reasons []string
	Note    string                   // the officer's own words, shown with their language; of NoticeObjection what was said
	Papers  []application.AskedPaper // of Ask and Advance; of Seen only the ids
	Unit    string                   // of Forward
	How     string                   // of Dispatch and Deliver: post, mail, network, phone, counter
	Approve bool                     // of Propose and Answered
	Fen     int64                    // amount per period, of Propose, Answered and Advance, where the outcome pays
	Source  string                   // where the amount stands, when the catalogue does not say

	// Institution is of Assess one of Institutions, or a typed name where there
	// is none; of Propose who is paid, when the person left it to the office.
	Institution string
	Home        bool       // of Assess: the institution comes to the person
	Day         portal.Day // of Assess and Appoint the appointment, of Conclude the day of the assessment, of Publish the first day, of Propose the card's last day (NeedsCardDay), of Extend the new last day
	Time        string     // of Assess and Appoint, 09:30
	Place       string     // of Assess and Appoint, where to come
	Categories  []string   // of Conclude: Categories()
	Level       string     // of Conclude: 1 to 4, or 0 when the standard of a disability is not met
	Where       string     // of Publish: where the sheet hangs
	Objection   int        // of NoticeObjection: number of the one that was looked into, from 1; 0 is a new one
	Result      string     // of NoticeObjection: what the look into it found
}

// rule says when an act is possible: whose role (one of the needs), from which
// states, and what else has to hold.
type rule struct {
	act    Act
	needs  []office.Action
	states []matter.State
	also   func(d *Desk, s office.Staff, c application.Case) bool
}

func rules() []rule {
	return append(ordinaryRules(), assessmentRules()...)
}

func one(a office.Action) []office.Action { return []office.Action{a} }

// ordinaryRules are those of every service; assessmentRules stand with what
// belongs to them.
func ordinaryRules() []rule {
	return []rule{
		{Accept, one(office.Accept), []matter.State{matter.Submitted}, opened},
		{Ask, one(office.AskPapers), []matter.State{matter.Submitted, matter.InReview}, unsettled},
		{NotAccept, one(office.Accept), []matter.State{matter.Submitted}, opened},
		{Advance, one(office.Advance), []matter.State{matter.Submitted, matter.Accepted, matter.InReview}, unhelped},
		{Forward, one(office.Forward), []matter.State{matter.Accepted, matter.InReview}, inside},
		{Dispatch, one(office.Forward), []matter.State{matter.Accepted}, outside},
		{Review, one(office.Review), []matter.State{matter.Accepted, matter.Reopened}, atDeciding},
		{Propose, one(office.Decide), []matter.State{matter.InReview}, unproposed},
		{Extend, one(office.Decide), []matter.State{matter.InReview}, extendable},
		{Answered, one(office.Forward), []matter.State{matter.InReview}, away},
		{Confirm, one(office.Confirm), []matter.State{matter.InReview}, proposedByOther},
		{SendBack, one(office.Confirm), []matter.State{matter.InReview}, proposedByOther},
		{Deliver, one(office.Deliver), []matter.State{matter.Approved}, nil},
		{Close, one(office.Deliver), []matter.State{matter.Delivered, matter.Refused}, nil},
		{Seen, one(office.Accept), []matter.State{matter.Submitted, matter.Accepted, matter.InReview}, opened},
	}
}

// right returns which of the needs the officer's roles allow, else the first: the
// refusal names one.
func (r rule) right(s office.Staff) office.Action {
	for _, need := range r.needs {
		if office.May(s, need) {
			return need
		}
	}
	return r.needs[0]
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

// Possible reports why an officer cannot do an act now: KindForbidden when the
// roles do not allow it, KindExists when the case has moved on; nil when it can
// be done.
func (d *Desk) Possible(s office.Staff, c application.Case, a Act) error {
	r, ok := ruleOf(a)
	switch {
	case !ok:
		return portal.NotFound()
	case !office.May(s, r.right(s)):
		return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	case !d.may(r, s, c):
		return late()
	}
	return nil
}

func ruleOf(a Act) (rule, bool) {
	all := rules()
	i := slices.IndexFunc(all, func(r rule) bool { return r.act == a })
	if i < 0 {
		return rule{}, false
	}
	return all[i], true
}

func (d *Desk) may(r rule, s office.Staff, c application.Case) bool {
	return office.May(s, r.right(s)) && slices.Contains(r.states, c.State) && d.holds(r.act, s, c) && (r.also == nil || r.also(d, s, c))
}

// holds reports whether the officer's unit has the case now. The receiving unit
// tells the outcome too, wherever the case was decided, and the unit that sent a
// case to an institution goes on with it meanwhile.
func (d *Desk) holds(a Act, s office.Staff, c application.Case) bool {
	if (a == Deliver || a == Close) && d.Units.MaySee(s, c.Receiving) {
		return true
	}
	if at, away := assessing(c); away && d.Units.MaySee(s, at.From) {
		return true
	}
	return d.Units.MaySee(s, c.Unit)
}

// Do carries out an act. Problems of the panel come back as FieldErrors; an act
// that is not possible any more is KindExists. A repeated key does nothing again
// and returns the case as it stands, whatever became possible since.
func (d *Desk) Do(ctx context.Context, s office.Staff, ref string, in Input) (application.Case, error) {
	r, ok := ruleOf(in.Act)
	if !ok {
		return application.Case{}, portal.FieldErrors{{Field: "act", Message: portal.Msg("desk.act.choose")}}
	}
	if len(in.Key) > application.MaxKey {
		return application.Case{}, portal.Fail(portal.KindInvalid, portal.Message{})
	}
	seen, err := d.see(ctx, s, ref, r.right(s))
	if portal.Is(err, portal.KindNotFound) && in.Key != "" && did(seen, s, in.Key) {
		return seen, nil // it left the officer's units with this very step
	}
	if err != nil {
		return application.Case{}, err
	}
	if in.Key != "" && slices.ContainsFunc(seen.Events, func(e matter.Event) bool { return e.Key == in.Key }) {
		return seen, nil
	}
	if err := d.ready(ctx, r, s, seen, in); err != nil {
		return application.Case{}, err
	}
	return d.write(ctx, r, s, seen, in)
}

// did reports whether an officer carried out the form with a key.
func did(c application.Case, s office.Staff, key string) bool {
	return slices.ContainsFunc(c.Events, func(e matter.Event) bool { return e.Key == key && e.Actor.ID == s.ID })
}

// ready finds what stands against an act before anything is written.
func (d *Desk) ready(ctx context.Context, r rule, s office.Staff, c application.Case, in Input) error {
	if !d.may(r, s, c) {
		return late()
	}
	if err := d.unbiased(ctx, s, c, in.Act); err != nil {
		return err
	}
	return d.check(ctx, c, in)
}

func (d *Desk) write(ctx context.Context, r rule, s office.Staff, seen application.Case, in Input) (application.Case, error) {
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
	if in.Act == Confirm && exists(err) {
		err = d.already(seen)
	}
	return c, application.Nothing(err)
}

// already says what is there already when the store refuses a second one.
func (d *Desk) already(c application.Case) error {
	m := portal.Msg("desk.benefit.exists")
	switch o := d.outcome(c); {
	case o.Type == catalogue.Certificate:
		m = portal.Msg("desk.card.exists")
	case o.Act == actReopen:
		m = portal.Msg("desk.reopen.open")
	}
	return portal.Fail(portal.KindExists, m)
}

// exists: a unique rule of the store stood against it, not one of ours, which
// says so itself.
func exists(err error) bool {
	var e *portal.Error
	return errors.As(err, &e) && e.Kind == portal.KindExists && e.Message.ID == ""
}

// outdated: nobody confirms a proposal or a conclusion that took the place of the one looked at.
func (in Input) outdated(c application.Case) bool {
	return (in.Act == Confirm || in.Act == ConfirmConclusion) && in.Version != 0 && in.Version != c.Version
}

func late() error { return portal.Fail(portal.KindExists, portal.Msg("desk.act.late")) }
