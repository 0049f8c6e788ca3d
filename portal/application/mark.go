package application

import (
	"context"
	"maps"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Mark says that an answer was written by an operator and that the person has not
// confirmed it (decisions 22). The answer stands in the draft, so that the next
// questions follow from it, but the draft is not sent and no file learns it while
// the mark is there.
type Mark struct {
	Was   field.Value `json:"w"`           // what was answered before, as it was read; nil: nothing
	Own   *Answer     `json:"o,omitempty"` // what the draft itself held; nil when it held nothing
	Staff string      `json:"s"`           // account of the operator
	Unit  string      `json:"u"`
	At    time.Time   `json:"t"`
}

// Marking is one write of a draft whose marks change, with its audit row.
type Marking struct {
	Draft  Draft
	Share  Share           // by which the operator writes; zero when the person does
	Person *account.Change // what the person's file learns by a confirmation
	Entry  audit.Entry
}

// Unconfirmed says at which question an answer of an operator waits.
type Unconfirmed struct{ Step string }

// Error names the step.
func (u *Unconfirmed) Error() string { return "unconfirmed: " + u.Step }

// Waiting lists the fields whose answer was written by an operator and waits for
// the person, in the definition's order. An answer that does not apply now counts
// nowhere and holds nothing up.
func (v *View) Waiting() []catalogue.Field {
	var list []catalogue.Field
	for _, f := range v.Service.Fields {
		if _, marked := v.Draft.Marks[f.ID]; marked && f.When.Eval(v.facts) != eligibility.NotMet {
			list = append(list, f)
		}
	}
	return list
}

// WaitingAt is Waiting for one step.
func (v *View) WaitingAt(step string) []catalogue.Field {
	var list []catalogue.Field
	for _, f := range v.Waiting() {
		if s, _ := v.Service.StepOf(f.ID); s.ID == step {
			list = append(list, f)
		}
	}
	return list
}

// confirmed refuses to send what an operator wrote before the person said yes.
func (v *View) confirmed() error {
	waiting := v.Waiting()
	if len(waiting) == 0 {
		return nil
	}
	step, _ := v.Service.StepOf(waiting[0].ID)
	return &Unconfirmed{Step: step.ID}
}

// Confirm makes every answer of an operator the person's own, as far as the page
// showed it: seen is the draft's version that page was made from, and what was
// written later goes on waiting. Doing it twice changes nothing.
func (a *Applications) Confirm(ctx context.Context, w Where, seen int) error {
	return a.marked(ctx, w, func(v *View) (Marking, error) {
		values := map[string]field.Value{}
		var fields []catalogue.Field
		for _, f := range v.Waiting() {
			if given := v.Draft.Answers[f.ID]; given.Version <= seen {
				values[f.ID], fields = given.Value, append(fields, f)
			}
		}
		if len(fields) == 0 {
			return Marking{}, ErrNothing
		}
		change, err := a.learn(ctx, v, fields, values)
		return Marking{
			Draft: v.next(portal.ActorFrom(ctx).ID, values), Person: change, Entry: a.marking(ctx, v, "draft.confirm"),
		}, err
	})
}

// PutBack gives a step the answers it had before an operator wrote there. What was
// written after the page that seen is the version of stays.
func (a *Applications) PutBack(ctx context.Context, w Where, step string, seen int) error {
	return a.marked(ctx, w, func(v *View) (Marking, error) {
		d := v.touched()
		for _, f := range v.WaitingAt(step) {
			if d.Answers[f.ID].Version <= seen {
				d.restore(f.ID)
			}
		}
		if len(d.Marks) == len(v.Draft.Marks) {
			return Marking{}, ErrNothing
		}
		return Marking{Draft: d, Entry: a.marking(ctx, v, "draft.correct")}, nil
	})
}

// restore takes a mark off and the answer with it.
func (d *Draft) restore(id string) {
	own := d.Marks[id].Own
	delete(d.Marks, id)
	if own == nil {
		delete(d.Answers, id)
		return
	}
	d.Answers[id] = Answer{Value: own.Value, Version: d.Version + 1, By: own.By}
}

// marked reads the draft and writes what do makes of it, again when somebody else
// wrote meanwhile.
func (a *Applications) marked(ctx context.Context, w Where, do func(*View) (Marking, error)) error {
	for range tries {
		v, err := a.View(ctx, w)
		if err != nil {
			return err
		}
		if v.Draft.Case != "" {
			return portal.Fail(portal.KindExists, portal.Msg("apply.draft.sent"))
		}
		m, err := do(v)
		if err == nil {
			err = a.Shares.SaveMarked(ctx, m)
		}
		if !portal.Is(err, portal.KindConflict) {
			return Nothing(err)
		}
	}
	return portal.Fail(portal.KindConflict, portal.Message{})
}

// marking is the audit row of what a person does about a mark.
func (a *Applications) marking(ctx context.Context, v *View, action string) audit.Entry {
	return audit.Entry{
		ID: portal.NewID(), Actor: portal.ActorFrom(ctx), Action: action, Object: "draft",
		Target: v.Draft.ID, Person: v.Draft.Person, Purpose: "help", At: a.Clock.Now(),
	}
}

// touched is the draft at the version that was read, with answers and marks that
// can be changed.
func (v *View) touched() Draft {
	d := v.Draft
	d.Answers, d.Marks = maps.Clone(d.Answers), maps.Clone(d.Marks)
	if d.Answers == nil {
		d.Answers = map[string]Answer{}
	}
	if d.Marks == nil {
		d.Marks = map[string]Mark{}
	}
	d.Updated = v.Now
	d.Expires = v.Today().Add(v.keepDays())
	return d
}
