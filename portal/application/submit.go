package application

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/catalogue"
	"changban/portal/delivery"
	"changban/portal/eligibility"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/setting"
)

// Sending is what the check page posts.
type Sending struct {
	Key      string
	Form     field.Form // the fields asked on the check page, such as the declaration of truth
	Consents []string   // texts of what was ticked, as read
	// Declare puts the view into the words that were read.
	Declare func(*View) Declaration
}

// Sent is what became of a draft.
type Sent struct {
	Ref    matter.Reference
	Repeat bool // it had been sent before; nothing happened twice
}

// Submit sends a draft: one case whatever the keys and however often it is
// pressed (decisions 12).
func (a *Applications) Submit(ctx context.Context, w Where, in Sending) (Sent, error) {
	if err := checkKey(in.Key); err != nil {
		return Sent{}, err
	}
	for range tries {
		sent, err := a.submit(ctx, w, in)
		if !portal.Is(err, portal.KindConflict) {
			return sent, err
		}
	}
	return Sent{}, portal.Fail(portal.KindConflict, portal.Message{})
}

func (a *Applications) submit(ctx context.Context, w Where, in Sending) (Sent, error) {
	v, err := a.View(ctx, w)
	if err != nil {
		return Sent{}, err
	}
	if v.Draft.Case != "" {
		return Sent{Ref: v.Draft.Case, Repeat: true}, nil
	}
	if err := a.ready(v, in); err != nil {
		return Sent{}, err
	}
	if v.Draft.Amends != "" {
		return a.sendAmendment(ctx, v, in)
	}
	settings, err := a.Settings.Today(ctx)
	if err != nil {
		return Sent{}, err
	}
	c, err := a.newCase(ctx, v, in, settings)
	if err != nil {
		return Sent{}, err
	}
	if err := a.twin(ctx, v); err != nil {
		return Sent{}, err
	}
	err = a.Cases.Submit(ctx, Submission{Change: a.first(ctx, c), DraftVersion: v.Draft.Version})
	if portal.Is(err, portal.KindExists) {
		err = portal.Fail(portal.KindExists, portal.Msg("apply.submit.one_open", "Service", v.Service.ID))
	}
	return Sent{Ref: c.Ref}, err
}

// ready refuses what cannot be sent: open questions, what an operator wrote and
// nobody confirmed, an unticked declaration, a place nobody here receives for.
func (a *Applications) ready(v *View, in Sending) error {
	var problems portal.FieldErrors
	for _, f := range v.Service.Fields {
		if f.AtCheck {
			_, bad := field.Read(f.Spec, in.Form, field.Context{Today: v.Today(), Answer: v.Answer})
			problems = append(problems, bad...)
		}
	}
	if step := v.Journey().Resume(); step != CheckStep {
		return &Unfinished{Step: step}
	}
	if err := v.confirmed(); err != nil {
		return err
	}
	if !v.Served(a.Units) {
		problems = append(problems, portal.FieldError{Field: "residence_jurisdiction", Message: portal.Msg("apply.submit.not_served")})
	}
	return problems.OrNil()
}

// Unfinished says which question is still open.
type Unfinished struct{ Step string }

// Error names the step.
func (u *Unfinished) Error() string { return "unfinished: " + u.Step }

// newCase builds the case as it stands the moment it is sent.
func (a *Applications) newCase(ctx context.Context, v *View, in Sending, settings setting.Values) (Case, error) {
	now := a.Clock.Now()
	c := Case{
		Ref: matter.NewReference(matter.CaseKind), Draft: v.Draft.ID, Person: v.Draft.Person,
		Service: v.Service.ID, State: matter.Submitted, Submitted: now,
		Key: in.Key, OneOpen: v.Service.OneOpen,
		Capacity: v.Known.Link.Capacity, Confirmed: v.Known.Link.Confirmed || !v.Known.Link.ForOther(),
		Body: a.body(v, in),
	}
	actor := portal.ActorFrom(ctx)
	c.Channel, c.Language, c.Mode = actor.Channel, actor.Language, actor.Mode
	// What was begun on the phone came by phone, wherever it was confirmed; the history says where.
	if v.Draft.Starter.Channel == portal.ChannelPhone {
		c.Channel = portal.ChannelPhone
	}
	// Who typed it keeps seeing it, whoever pressed last: the history names that one.
	c.Starter = v.Draft.Starter.ID
	c.Urgent = v.urgent()
	c, err := a.route(c, v)
	if err != nil {
		return Case{}, err
	}
	if c, err = a.objecting(ctx, v, c); err != nil {
		return Case{}, err
	}
	return a.promise(c, v, settings)
}

// urgent reports whether first help comes before the papers.
func (v *View) urgent() bool {
	return !v.Service.Urgent.Always() && v.Service.Urgent.Eval(v.facts) == eligibility.Met
}

// route gives the case its four places and the definition its answers follow.
func (a *Applications) route(c Case, v *View) (Case, error) {
	c.Definition = v.Service.Hash
	c.Hukou = portal.Place(first(v.facts, "hukou_jurisdiction"))
	c.Residence = portal.Place(first(v.facts, "residence_jurisdiction"))
	c.Receiving = v.Receiving(a.Units)
	c.Unit = c.Receiving
	deciding, err := a.deciding(v)
	c.Deciding = deciding.ID
	return c, err
}

// higherFederation decides for a whole city or league, so it is looked for there.
const higherFederation = string(office.KindHigherFederation)

// deciding is the unit that decides: of the place the rules name, an outside
// unit when that place has none here (decisions 6). While the rules leave the
// place open, as for a hukou and a residence that may both decide, the place
// that receives does.
func (a *Applications) deciding(v *View) (office.Unit, error) {
	place := portal.Place(first(v.facts, eligibility.PlaceField))
	if place == "" {
		u, err := a.Units.Unit(v.Receiving(a.Units))
		if err != nil {
			return u, err
		}
		place = u.Place
	}
	if !a.Units.Serves(place) {
		return a.Units.Outside(place)
	}
	if v.Service.Decider == higherFederation {
		if above := place[:4] + "00"; a.Units.Serves(above) {
			place = above
		}
	}
	return a.Units.Deciding(place, office.UnitKind(v.Service.Decider))
}

// twin tells a reader at the register's level that another open application has
// the same ID number, such as that of the other parent for one child. Others are
// told nothing: knowing numbers proves nothing, and the desk sees it (decisions 2).
func (a *Applications) twin(ctx context.Context, v *View) error {
	id := first(v.facts, account.FieldIDNumber)
	if a.Twins == nil || !v.certain() || !v.Service.OneOpen || id == "" {
		return nil
	}
	open, err := a.Twins.TwinOpen(ctx, id, v.Service.ID)
	if err != nil || !open {
		return err
	}
	m, err := a.Matters(ctx, v.Draft.Person)
	if err != nil || m.has(v.Service.ID) {
		return err // the person's own: the store says so
	}
	return portal.Fail(portal.KindExists, portal.Msg("apply.submit.twin"))
}

// promise starts the clock. Counting starts on the working day after the papers
// came; the numbers are kept with the case (decisions 7).
func (a *Applications) promise(c Case, v *View, settings setting.Values) (Case, error) {
	days := Days(v.Service, settings)
	c.Stage, c.StageFrom, c.StageDays, c.TotalDays = StageAccept, at(c.Submitted), days.Accept, days.Total()
	c.Calendar = days.Calendar
	c, err := Reckon(a.Calendar, c)
	if c.Urgent && err == nil {
		c.Due = min(c.Due, at(c.Submitted).Add(HelpDays))
	}
	return c, err
}

// HelpDays is by when an urgent case gets its first help: 48 hours, in calendar
// days (P38).
const HelpDays = 2

// subsidyDays is the rule whose 3 + 10 + 3 days the settings are the numbers of.
const subsidyDays = "P10"

// Days returns the working days of each stage that a service promises under the
// settings of a day. The three settings are the numbers of P10, which the two
// subsidies promise: what an office changed goes before the catalogue there
// (decisions 7). A service with days of another basis keeps its own.
func Days(s *catalogue.Service, settings setting.Values) catalogue.Days {
	days := s.Days
	if !strings.HasPrefix(days.Basis, subsidyDays) {
		return days
	}
	for name, n := range map[setting.Name]*int{
		setting.DaysAccept: &days.Accept, setting.DaysDecide: &days.Decide, setting.DaysNotify: &days.Tell,
	} {
		if _, changed := settings.Row(name); changed {
			*n = settings.Number(name)
		}
	}
	return days
}

func (a *Applications) body(v *View, in Sending) Body {
	handed := map[string]Handed{}
	for _, p := range v.Papers() {
		handed[p.ID] = Handed{Choice: v.Choice(p)}
	}
	declaration := in.Declare(v)
	declaration.Consents, declaration.At = in.Consents, v.Now
	b := Body{
		Answers: v.answers(), Declaration: declaration, Papers: handed,
		Name: first(v.facts, account.FieldName), Relation: v.Known.Link.Relation,
	}
	if v.Known.Link.ForOther() {
		b.HelperName = v.Known.Own.First(account.FieldName)
	}
	b.Digest = digest(b)
	return b
}

// digest tells whether two sendings say the same.
func digest(b Body) string {
	text, err := json.Marshal(struct {
		Answers map[string]field.Value
		Papers  map[string]Handed
	}{b.Answers, b.Papers})
	if err != nil {
		return "" // plain values only: cannot happen
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// first is the change that writes a new case with its first history row and its
// notice.
func (a *Applications) first(ctx context.Context, c Case) Change {
	return a.step(ctx, c, "submit", "", matter.Submitted, c.Key, c.Submitted)
}

// step is one change of a case by the resident or helper.
func (a *Applications) step(ctx context.Context, c Case, action string, from, to matter.State, key string, now time.Time) Change {
	actor := portal.ActorFrom(ctx)
	c.State = to
	return Change{
		Case: c,
		Event: matter.Event{
			At: now, Actor: actor, Person: c.Person, Unit: c.Unit,
			Action: action, From: from, To: to, Key: key,
		},
		Messages: []delivery.Message{Tell(c, action, now)},
		Audit: []audit.Entry{{
			ID: portal.NewID(), Actor: actor, Action: "case." + action, Object: "case",
			Target: string(c.Ref), Person: c.Person, At: now,
		}},
	}
}

// Tell builds the in-portal notice of a step. It carries the reference and no
// personal detail beyond it.
func Tell(c Case, action string, now time.Time) delivery.Message {
	return delivery.Message{
		ID: portal.NewID(), Person: c.Person, Recipient: c.Starter, Road: delivery.InPortal,
		Template: "notice.case." + action,
		Data:     map[string]string{"Ref": string(c.Ref), "Service": c.Service, "Day": string(c.Promised)},
		Case:     string(c.Ref), Created: now, State: delivery.Queued, Next: now,
	}
}
