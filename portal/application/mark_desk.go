package application

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/office"
)

// Writable lists the fields of a step that an operator may answer for the person:
// those that are asked and not the person's alone.
func (v *View) Writable(step catalogue.Step) []catalogue.Field {
	return slices.DeleteFunc(v.Asked(step), theirs)
}

// theirs reports whether only the person answers a field. Who somebody is, who
// speaks for somebody and in what right, and what is declared or agreed to are the
// person's own to say: a voice at the phone proves none of it, and an operator who
// wrote it would act as the person (decisions 1, 2, 22). Papers have no fields, so
// that nobody else brings them.
func theirs(f catalogue.Field) bool {
	switch {
	case f.AtCheck || f.Readonly || f.MustBeTrue || f.Type == field.Checkbox:
		return true
	case f.Bind == "actor" || f.Bind == "link" || f.Group == "helper" || f.Group == "guardian":
		return true
	case f.Fact() == account.FieldName || identifies(f.Spec):
		return true
	}
	return slices.ContainsFunc([]string{"own_", "guardian_", "proxy_"}, func(p string) bool { return strings.HasPrefix(f.ID, p) })
}

// identifies reports whether a field, or a row of it, takes somebody's ID number.
func identifies(f field.Spec) bool {
	return f.Type == field.IDCard || slices.ContainsFunc(f.Items, identifies)
}

// Ask is Overlooked for one question that the operator may answer. KindNotFound
// for every other step.
func (a *Applications) Ask(ctx context.Context, s office.Staff, share, step string) (*View, Station, error) {
	v, err := a.overlook(ctx, s, share)
	if err != nil {
		return nil, Station{}, err
	}
	station, err := v.forOperator(step)
	if err != nil {
		return nil, station, err
	}
	return v, station, a.Shares.OpenShare(ctx, v.Share, a.looked(ctx, s, v.Share, "draft.read"))
}

func (v *View) forOperator(step string) (Station, error) {
	station, ok := v.Journey().Find(step)
	if !ok || len(v.Writable(station.Step)) == 0 {
		return station, portal.NotFound()
	}
	return station, nil
}

// Write puts an operator's answers of a step into the draft and marks them. They
// are read as the person's are: problems come back as portal.FieldErrors, also
// what the person answered meanwhile (decisions 9). Refused as Overlooked is.
func (a *Applications) Write(ctx context.Context, s office.Staff, share string, in Answers) error {
	for range tries {
		v, err := a.overlook(ctx, s, share)
		if err == nil {
			err = a.write(ctx, s, v, in)
		}
		if !portal.Is(err, portal.KindConflict) {
			return Nothing(err)
		}
	}
	return portal.Fail(portal.KindConflict, portal.Message{})
}

func (a *Applications) write(ctx context.Context, s office.Staff, v *View, in Answers) error {
	station, err := v.forOperator(in.Step)
	if err != nil {
		return err
	}
	asked := v.Writable(station.Step)
	values, problems := v.read(asked, in.Form)
	if len(problems) > 0 {
		return problems
	}
	if clashes := v.clashes(asked, values, in.Seen); len(clashes) > 0 {
		return clashes
	}
	d := v.touched()
	changed := false
	for _, f := range asked {
		value := values[f.ID]
		if was := v.Answer(f.ID); was.Answered() && slices.Equal(was, value) {
			continue // it said so before, whoever wrote it
		}
		changed = true
		d.mark(f.ID, value, Mark{Was: v.Answer(f.ID), Staff: s.ID, Unit: s.Unit, At: v.Now})
	}
	if !changed {
		return ErrNothing
	}
	entry := a.looked(ctx, s, v.Share, "draft.write")
	return a.Shares.SaveMarked(ctx, Marking{Draft: d, Share: v.Share, Entry: entry})
}

// mark writes an operator's answer. What stood there before the first of them is
// kept; an operator who writes that again leaves nothing to confirm.
func (d *Draft) mark(id string, value field.Value, m Mark) {
	before, marked := d.Marks[id]
	own, given := d.Answers[id]
	switch {
	case marked && slices.Equal(before.Was, value) && before.Was.Answered() == value.Answered():
		d.restore(id)
		return
	case marked:
		m.Was, m.Own = before.Was, before.Own
	case given:
		m.Own = &own
	}
	d.Marks[id] = m
	d.Answers[id] = Answer{Value: value, Version: d.Version + 1, By: m.Staff}
}
