package matter

import (
	"slices"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	states "changban/portal/matter"
)

// Parts of the promise after sending, in order; the catalogue's stages belong to
// them.
const (
	partAccept = "accept"
	partDecide = "decide"
	partNotify = "notify"
	partPay    = "pay"
)

// steps are what happened, what happens now, and what is to come; oldest first.
func (v visit) steps() []component.Step {
	var steps []component.Step
	for _, e := range v.Events {
		if shown(e.Action) {
			steps = append(steps, v.done(e))
		}
	}
	now, coming := v.ahead()
	if now != nil {
		now.State, now.Word = component.StepNow, v.page.T("common.step.now")
		steps = append(steps, *now)
	}
	for _, part := range coming {
		if s, ok := v.part(part); ok {
			steps = append(steps, v.coming(s))
		}
	}
	return steps
}

// shown leaves out what happens inside the office before a decision stands.
func shown(action string) bool {
	return !slices.Contains([]string{"propose", "send_back", "seen"}, action)
}

func (v visit) done(e states.Event) component.Step {
	return component.Step{
		State: component.StepDone, Word: v.page.T("common.step.done"), Title: v.page.T("matter.event." + e.Action),
		Lines: []string{v.page.Tp("matter.event_line", "Time", v.page.DateTime(e.At), "Who", v.who(e))},
	}
}

// who names the one who acted: officers by their unit.
func (v visit) who(e states.Event) string {
	switch {
	case e.Actor.Kind == portal.ActorStaff:
		return v.office.UnitName(v.page, e.Unit)
	case e.Actor.Kind == portal.ActorSystem:
		return v.page.T("frame.site.name")
	case e.Actor.ID == v.Starter && v.Body.HelperName != "":
		return v.page.Tp("matter.who.helper", "Helper", v.page.Name(v.Body.HelperName), "Name", v.name())
	case e.Actor.ID == v.Starter || v.Body.HelperName != "":
		return v.name()
	}
	return v.page.Tp("matter.who.someone", "Name", v.name())
}

// ahead is what happens now and which parts come after it.
func (v visit) ahead() (now *component.Step, coming []string) {
	parts := []string{partAccept, partDecide, partNotify, partPay}
	switch v.State {
	case states.Submitted:
		return v.now(partAccept), parts[1:]
	case states.SupplementRequested:
		return v.stopped("matter.now.waiting"), parts[slices.Index(parts, v.askedIn()):]
	case states.Assessment:
		return v.stopped("matter.now.assessing"), parts[2:]
	case states.Accepted, states.InReview, states.PublicNotice, states.Reopened:
		return v.now(partDecide), parts[2:]
	case states.Approved:
		return v.now(partNotify), parts[3:]
	case states.Refused:
		return v.now(partNotify), nil
	case states.Delivered:
		return v.now(partPay), nil
	}
	return nil, nil
}

// askedIn is the part in which papers were asked for.
func (v visit) askedIn() string {
	if v.Asked != nil && v.Asked.From != states.Submitted {
		return partDecide
	}
	return partAccept
}

func (v visit) stopped(words string) *component.Step {
	s := &component.Step{Title: v.page.T(words)}
	if v.StoppedFrom != "" {
		s.Lines = []string{v.page.Tp("matter.now.stopped", "Day", v.page.DateShort(v.StoppedFrom))}
	}
	return s
}

func (v visit) now(part string) *component.Step {
	stage, ok := v.part(part)
	if !ok {
		return nil
	}
	s := &component.Step{Title: v.word("stage." + stage.Code + ".title")}
	if part == partPay {
		s.Lines = v.detail(stage)
		return s
	}
	s.Lines = append(s.Lines, v.page.Tp("matter.now.by", "Day", v.page.DateShort(v.Due), "Unit", v.office.UnitName(v.page, v.at())))
	s.Lines = append(s.Lines, v.detail(stage)...)
	return s
}

// at is the unit that has the case in hand: one outside the portal from the
// letter to its answer.
func (v visit) at() string {
	if n := len(v.Body.Dispatches); n > 0 && v.Body.Dispatches[n-1].Answered.IsZero() {
		return v.Body.Dispatches[n-1].Unit
	}
	return v.Unit
}

func (v visit) coming(stage catalogue.Stage) component.Step {
	s := component.Step{Word: v.page.T("common.step.later"), Title: v.word("stage." + stage.Code + ".title"), Lines: v.detail(stage)}
	if stage.Days > 0 {
		s.Days = v.page.Tp("matter.within", "Days", v.page.Words().LimitDays(stage.Days, v.EveryDay()))
	}
	return s
}

func (v visit) detail(stage catalogue.Stage) []string {
	s, ok := v.service()
	if path := "stage." + stage.Code + ".detail"; ok && s.HasWord(path) {
		return []string{v.word(path)}
	}
	return nil
}

// part finds the stage that stands for a part: the one of its name, else its
// last.
func (v visit) part(name string) (catalogue.Stage, bool) {
	var found catalogue.Stage
	s, ok := v.service()
	if !ok {
		return found, false
	}
	for _, stage := range s.Stages {
		if stage.Part == name && found.Code != name {
			found = stage
		}
	}
	return found, found.Code != "" && s.HasWord("stage."+found.Code+".title")
}

func (v visit) service() (*catalogue.Service, bool) { return v.office.Catalogue.Service(v.Service) }

func (v visit) word(path string) string {
	s, _ := v.service()
	return v.page.T(s.WordID(path))
}
