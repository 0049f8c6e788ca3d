package application

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// tries is how often a write that lost a race is made again from a fresh read.
const tries = 5

// Answers is what a question page posts.
type Answers struct {
	Step string
	Form field.Form
	Seen int // the draft's version the page was made from, 0 when it did not say
}

// Answer reads every field of a step and keeps it. Problems come back as
// portal.FieldErrors in page order, and nothing is kept then: the page still
// holds what was typed. The result is the step to go to.
func (a *Applications) Answer(ctx context.Context, w Where, in Answers) (string, error) {
	for range tries {
		v, err := a.View(ctx, w)
		if err != nil {
			return "", err
		}
		next, err := a.answer(ctx, v, in)
		if !portal.Is(err, portal.KindConflict) {
			return next, err
		}
	}
	return "", portal.Fail(portal.KindConflict, portal.Message{})
}

func (a *Applications) answer(ctx context.Context, v *View, in Answers) (string, error) {
	if v.Draft.Case != "" {
		return "", portal.Fail(portal.KindExists, portal.Msg("apply.draft.sent"))
	}
	station, ok := v.Journey().Find(in.Step)
	if !ok || len(station.Step.Fields) == 0 {
		return "", portal.NotFound()
	}
	asked := v.Asked(station.Step)
	values, problems := v.read(asked, in.Form)
	if len(problems) > 0 {
		return "", problems
	}
	if clashes := v.clashes(asked, values, in.Seen); len(clashes) > 0 {
		return "", clashes
	}
	if err := a.keep(ctx, v, asked, values); err != nil {
		return "", err
	}
	return v.Journey().Next(in.Step), nil
}

// read reads all fields, so that every problem is told at once, and lets later
// fields see the earlier ones of the same page.
func (v *View) read(asked []catalogue.Field, form field.Form) (map[string]field.Value, portal.FieldErrors) {
	values := map[string]field.Value{}
	var problems portal.FieldErrors
	c := v.Context()
	c.Answer = func(id string) field.Value {
		if value, ok := values[id]; ok {
			return value
		}
		return v.Answer(id)
	}
	for _, f := range asked {
		value, bad := field.Read(f.Spec, form, c)
		problems = append(problems, bad...)
		if len(bad) == 0 {
			values[f.ID] = value
		}
	}
	return values, problems
}

// clashes finds answers that somebody else gave after this page was made. The
// message carries the other value; pressing again keeps one's own (decisions 9).
func (v *View) clashes(asked []catalogue.Field, values map[string]field.Value, seen int) portal.FieldErrors {
	var problems portal.FieldErrors
	for _, f := range asked {
		other, ok := v.Draft.Answers[f.ID]
		if ok && seen > 0 && other.Version > seen && !slices.Equal(other.Value, values[f.ID]) {
			problems = append(problems, portal.FieldError{Field: f.ID, Message: Clash(f, other.Value)})
		}
	}
	return problems
}

// ClashID is the message of an answer that somebody else changed meanwhile. Its
// data are Field and Value, the other's canonical answer.
const ClashID = "apply.clash"

// Clash builds that message; the page puts the value into words.
func Clash(f catalogue.Field, other field.Value) portal.Message {
	return portal.Msg(ClashID, "Field", f.ID, "Value", other.First())
}

// keep writes the answers into the draft and, where they are asked once per
// person, into the file they belong to, as one step.
func (a *Applications) keep(ctx context.Context, v *View, asked []catalogue.Field, values map[string]field.Value) error {
	d := v.next(portal.ActorFrom(ctx).ID, values)
	change, err := a.learn(ctx, v, asked, values)
	if err != nil {
		return err
	}
	err = a.Drafts.SaveDraft(ctx, d, change)
	if portal.Is(err, portal.KindExists) && change != nil && change.Verify {
		// Another person row holds this ID number. Two rows are merged by an
		// officer only (decisions 3); until then this one stays unproved.
		*change = change.Unproved()
		err = a.Drafts.SaveDraft(ctx, d, change)
	}
	if err != nil {
		return err
	}
	v.apply(d, change)
	return nil
}

// next returns the draft with answers added, at the version that was read.
func (v *View) next(actor string, values map[string]field.Value) Draft {
	d := v.touched()
	for id, value := range values {
		old, given := d.Answers[id]
		_, marked := d.Marks[id]
		delete(d.Marks, id) // whatever an operator wrote there, this is one's own
		if given && !marked && slices.Equal(old.Value, value) {
			continue
		}
		d.Answers[id] = Answer{Value: value, Version: d.Version + 1, By: actor}
	}
	return d
}

// keepDays is how long the draft was promised to be kept after its last change.
func (v *View) keepDays() int {
	return max(at(v.Draft.Updated).Until(v.Draft.Expires), 8)
}

func (v *View) apply(d Draft, change *account.Change) {
	d.Version++
	v.Draft = d
	if change != nil && change.Person.ID == v.Known.Person.ID {
		v.Known.Person = change.Person
	}
	if change != nil && change.Person.ID == v.Known.Own.ID {
		v.Known.Own = change.Person
	}
	v.facts = v.Service.Facts(v.given())
}

// learn builds the change of the file that bound answers belong to. A page is
// bound to one file; a person's page never changes the helper's.
func (a *Applications) learn(ctx context.Context, v *View, asked []catalogue.Field, values map[string]field.Value) (*account.Change, error) {
	typed := map[string]map[string][]string{}
	for _, f := range asked {
		value, ok := values[f.ID]
		if !ok || f.Bind != "person" && f.Bind != "actor" {
			continue
		}
		if typed[f.Bind] == nil {
			typed[f.Bind] = map[string][]string{}
		}
		typed[f.Bind][f.Fact()] = value
	}
	known := v.Known
	facts := typed["person"]
	if facts == nil && typed["actor"] != nil {
		facts, known = typed["actor"], v.own()
	}
	if facts == nil {
		return nil, nil
	}
	change, err := a.Accounts.Learn(ctx, known, facts)
	return &change, err
}

// own is the actor seen as the person acted for. The level is one that never
// is, so that learning a name writes the level anew.
func (v *View) own() account.Known {
	l := account.Link{
		Identity: v.Known.Identity.ID, Person: v.Known.Own.ID, Relation: account.Self,
		Capacity: account.AsSelf, Confirmed: true, Level: -1,
	}
	return account.Known{Identity: v.Known.Identity, Link: l, Person: v.Known.Own, Own: v.Known.Own}
}
