package application

import (
	"slices"

	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// CheckStep is the address of the page that shows every answer before sending.
const CheckStep = "check"

// Journey is the questions of one application in their order, computed from
// definition and answers. Nothing stores where the reader is.
type Journey struct {
	Steps []Station
	// Beside are steps whose answers were known before the draft began: they
	// are not asked, but can be changed from check answers.
	Beside []Station
	// Other says that an answer leads to another service: it has to be changed or
	// followed before anything is sent.
	Other bool
}

// Station is a step with whether it is answered.
type Station struct {
	Step     catalogue.Step
	Answered bool
	New      bool // the service changed and this question came new (decisions 9)
}

// Journey computes the steps that apply now. A step whose condition is still
// unknown waits: what decides it is asked before it.
func (v *View) Journey() Journey {
	var j Journey
	service, _ := v.Elsewhere()
	j.Other = service != ""
	for _, s := range v.Service.Steps {
		if s.When.Eval(v.facts) != eligibility.Met || !v.asks(s) {
			continue
		}
		station := Station{Step: s, Answered: v.answered(s)}
		if station.Answered && v.knew(s) {
			j.Beside = append(j.Beside, station)
			continue
		}
		station.New = !station.Answered && v.newSince(s)
		j.Steps = append(j.Steps, station)
	}
	return j
}

// Asked returns the fields a step really asks: those that apply, are not derived
// and not read-only.
func (v *View) Asked(s catalogue.Step) []catalogue.Field {
	return v.Service.Asked(s, v.facts, v.given())
}

// SharedPapers lists the papers the office looks up itself.
func (v *View) SharedPapers() []catalogue.Paper {
	return slices.DeleteFunc(v.Papers(), func(p catalogue.Paper) bool { return !p.Share })
}

func (v *View) asks(s catalogue.Step) bool {
	switch {
	case s.Shared:
		return len(v.SharedPapers()) > 0
	case s.Paper != "":
		p, ok := v.Service.Paper(s.Paper)
		return ok && p.Needed(v.facts)
	}
	return len(v.Asked(s)) > 0
}

func (v *View) answered(s catalogue.Step) bool {
	switch {
	case s.Shared:
		return !slices.ContainsFunc(v.SharedPapers(), func(p catalogue.Paper) bool {
			return !v.Draft.Papers[p.ID].Given()
		})
	case s.Paper != "":
		return v.Draft.Papers[s.Paper].Given()
	}
	return !slices.ContainsFunc(v.Asked(s), func(f catalogue.Field) bool { return !v.settled(f) })
}

// settled reports whether a field has an answer that still holds beside the
// other answers; optional fields are settled once their page was passed.
func (v *View) settled(f catalogue.Field) bool {
	value := v.Answer(f.ID)
	if !value.Answered() || f.Required && len(value) == 0 {
		return false
	}
	return len(field.Check(f.Spec, value, v.Context())) == 0
}

// newSince reports whether the version the draft began with did not ask this.
func (v *View) newSince(s catalogue.Step) bool {
	if v.before == nil {
		return false
	}
	if _, known := v.before.Step(s.ID); !known {
		return true
	}
	return slices.ContainsFunc(s.Fields, func(id string) bool {
		_, known := v.before.Field(id)
		return !known
	})
}

func (v *View) knew(s catalogue.Step) bool {
	return len(s.Fields) > 0 && !slices.ContainsFunc(v.Asked(s), func(f catalogue.Field) bool {
		return !slices.Contains(v.Draft.Known, f.ID)
	})
}

// knownFields lists the bound fields that have an answer before the draft's
// first question.
func (v *View) knownFields() []string {
	var known []string
	for _, f := range v.Service.Fields {
		a := v.Answer(f.ID)
		if f.Bind != "" && (len(a) > 0 || a.Answered() && !f.Required) {
			known = append(known, f.ID)
		}
	}
	return known
}

// Find returns the station of a step id, asked or known before.
func (j Journey) Find(id string) (Station, bool) {
	for _, list := range [][]Station{j.Steps, j.Beside} {
		if i := indexOf(list, id); i >= 0 {
			return list[i], true
		}
	}
	return Station{}, false
}

// Number returns the place of a step, from 1, and how many there are; 0 for a
// step that was known before.
func (j Journey) Number(id string) (n, of int) {
	return indexOf(j.Steps, id) + 1, len(j.Steps)
}

// Next returns where to go after a step: to the page of another service when an
// answer belongs there, the next open question, one left open before it, or check
// answers.
func (j Journey) Next(after string) string {
	if j.Other {
		return OtherStep
	}
	open := func(s Station) bool { return !s.Answered }
	from := indexOf(j.Steps, after) + 1
	if i := slices.IndexFunc(j.Steps[from:], open); i >= 0 {
		return j.Steps[from+i].Step.ID
	}
	if i := slices.IndexFunc(j.Steps, open); i >= 0 {
		return j.Steps[i].Step.ID
	}
	return CheckStep
}

// Resume returns where somebody who comes back goes on.
func (j Journey) Resume() string { return j.Next("") }

// Before returns the step before one, or "" before the first.
func (j Journey) Before(id string) string {
	if id == CheckStep && len(j.Steps) > 0 {
		return j.Steps[len(j.Steps)-1].Step.ID
	}
	if i := indexOf(j.Steps, id); i > 0 {
		return j.Steps[i-1].Step.ID
	}
	return ""
}

// Done reports whether every question is answered.
func (j Journey) Done() bool { return j.Resume() == CheckStep }

func indexOf(list []Station, id string) int {
	return slices.IndexFunc(list, func(s Station) bool { return s.Step.ID == id })
}
