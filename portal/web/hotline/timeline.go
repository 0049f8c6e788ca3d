package hotline

import (
	"errors"
	"slices"
	"strconv"

	"changban/a11y/component"
	"changban/portal"
	line "changban/portal/hotline"
	"changban/portal/matter"
)

// stations are what happened, what happens now and what is to come; oldest first.
func (v *visit) stations() []component.Step {
	var steps []component.Step
	for _, e := range v.Events {
		if shown(line.Action(e.Action)) {
			steps = append(steps, v.happened(e))
		}
	}
	if now, runs := v.now(); runs {
		steps = append(steps, now)
	}
	for _, part := range v.coming() {
		steps = append(steps, component.Step{Word: v.t("common.step.later"), Title: v.t("hotline.page.coming." + part)})
	}
	return steps
}

// shown leaves out what happens inside the office: reminders, and a reply that was
// sent back before it counted.
func shown(a line.Action) bool {
	return !slices.Contains([]line.Action{line.Warn, line.Page, line.SendBack, line.Review}, a)
}

func (v *visit) happened(e matter.Event) component.Step {
	s := component.Step{
		State: component.StepDone, Word: v.t("common.step.done"), Title: v.t("hotline.page.event." + e.Action),
		Lines: []string{v.page.Tp("matter.event_line", "Time", v.page.DateTime(e.At), "Who", v.who(e))},
	}
	if line.Action(e.Action) == line.Note && !v.own(e) {
		s.Title = v.t("hotline.page.event.note_office")
	}
	if line.Action(e.Action) == line.Dispatch && e.Target != "" {
		s.Lines = append(s.Lines, v.page.Tp("hotline.page.event.to", "Unit", v.office().UnitName(v.page, e.Target)))
	}
	for _, code := range e.Reasons {
		if id := "reason." + line.GroupOf(line.Action(e.Action)) + "." + code; v.page.Words().Has(id) && !v.own(e) {
			s.Lines = append(s.Lines, v.t(id))
		}
	}
	return s
}

// own reports whether the row is the person's or a helper's.
func (v *visit) own(e matter.Event) bool {
	return e.Unit == "" && e.Actor.Kind != portal.ActorSystem && e.Actor.Kind != portal.ActorStaff
}

// who names the one who acted: officers by their unit, the portal by its name.
func (v *visit) who(e matter.Event) string {
	switch {
	case e.Actor.Kind == portal.ActorStaff:
		return v.office().UnitName(v.page, e.Unit)
	case e.Actor.Kind == portal.ActorSystem:
		return v.t("frame.site.name")
	case v.Body.Name != "":
		return v.page.Name(v.Body.Name)
	}
	return v.t("hotline.page.who.you")
}

// now is the step that runs, with its last day.
func (v *visit) now() (component.Step, bool) {
	part := v.part()
	if part == "" {
		return component.Step{}, false
	}
	s := component.Step{State: component.StepNow, Word: v.t("common.step.now"), Title: v.t("hotline.page.now." + part)}
	day := v.Clocks.ReplyBy
	if part == partCall {
		day = v.Clocks.CallBy
	}
	if day != "" && part != partRate {
		s.Lines = []string{v.page.Tp("hotline.page.now.by", "Day", v.page.DateShort(day))}
	}
	return s, true
}

// Parts of the way, in order.
const (
	partSend = "send"
	partWork = "work"
	partCall = "call"
	partRate = "rate"
)

func (v *visit) part() string {
	switch v.State {
	case matter.Accepted, matter.Returned, matter.Reopened:
		return partSend
	case matter.Dispatched, matter.Signed, matter.InProgress, matter.Extended, matter.Escalated:
		return partWork
	case matter.AnsweredNow, matter.Replied, matter.Reviewed:
		return partCall
	case matter.Callback:
		return partRate
	}
	return ""
}

// coming are the parts after the one that runs.
func (v *visit) coming() []string {
	all := []string{partSend, partWork, partCall, partRate}
	i := slices.Index(all, v.part())
	if i < 0 {
		return nil
	}
	return all[i+1:]
}

func scoreID(score int) string { return strconv.Itoa(min(max(score, 1), 5)) }

// refusedWords are what the domain says of an act it refused.
func refusedWords(err error) []portal.Message {
	var e *portal.Error
	if errors.As(err, &e) && e.Message.ID != "" {
		return []portal.Message{e.Message}
	}
	return nil
}
