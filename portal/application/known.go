package application

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/benefit"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Names of facts that what a person has gives.
const (
	factReceives    = "receives"
	factReissues    = "reissue_count_this_year"
	factAssessed    = "months_since_assessment"
	factCancelled   = "months_since_cancel"
	factCaseNo      = "case_no" // of an objection: the reference of what it contests
	factEvidence    = "has_new_medical_evidence"
	factConcluded   = "workdays_since_conclusion"
	cardNone        = "none"
	actionReissue   = "reissue"
	actionCancelled = "cancel"
	paperDiagnosis  = "diagnosis"
)

// Code is the name of a service in the fact "receives".
func Code(service string) string { return strings.ReplaceAll(service, "-", "_") }

// registered returns a fact that no one typed: from what the person has here,
// else from the register.
func (v *View) registered(name string) field.Value {
	if value := v.had(name); value.Answered() {
		return value
	}
	if f, ok := v.Known.Person.Facts[name]; ok && f.Source == account.SourceRegister {
		return f.Value
	}
	if name == account.FieldCardStatus && v.certain() && v.Known.Person.First(account.FieldCardNumber) == "" {
		return field.Value{cardNone}
	}
	return nil
}

// certain reports whether the identity sees everything the person has: only then
// is something missing known to be missing (decisions 2).
func (v *View) certain() bool { return v.Known.Link.Level >= account.LevelRegister }

// had returns what the person's benefits and cards say, nil for nothing.
func (v *View) had(name string) field.Value {
	switch name {
	case factReceives:
		return v.receives()
	case factEvidence:
		return v.evidence()
	}
	if v.Draft.About != "" {
		switch name {
		case factConcluded:
			return v.Draft.Answers[name].Value
		case factCaseNo:
			return field.Value{string(v.Draft.About)}
		}
	}
	c, ok := v.card()
	if !ok {
		return nil
	}
	living := c.State != benefit.CardCancelled
	switch name {
	case account.FieldCardNumber:
		return onlyIf(living, c.Card.Number)
	case account.FieldCardValidTo:
		return onlyIf(living, string(c.ValidTo))
	case account.FieldCardStatus:
		return field.Value{v.cardStatus(c)}
	case factAssessed:
		return monthsSince(c.Card.Concluded, v.Today())
	case factCancelled:
		return v.sinceCancel(c)
	case factReissues:
		return v.reissues(c)
	}
	return nil
}

// evidence is what a hospital wrote newly: the paper is there or on its way
// (P05). That there is none is not known.
func (v *View) evidence() field.Value {
	if _, asked := v.Service.Paper(paperDiagnosis); asked && v.Draft.Papers[paperDiagnosis].Coming() {
		return field.Value{"true"}
	}
	return nil
}

// onlyIf is what stands on a card that is one still.
func onlyIf(living bool, value string) field.Value {
	if !living {
		return nil
	}
	return one(value)
}

// card is the certificate that counts: the newest that is not cancelled, else the
// newest.
func (v *View) card() (benefit.Certificate, bool) {
	if len(v.Cards) == 0 {
		return benefit.Certificate{}, false
	}
	i := slices.IndexFunc(v.Cards, func(c benefit.Certificate) bool { return c.State != benefit.CardCancelled })
	return v.Cards[max(i, 0)], true
}

// cardStatus is the status conditions ask for: a card about to end still is
// active.
func (v *View) cardStatus(c benefit.Certificate) string {
	if state := c.On(v.Today()); state != benefit.CardExpiring {
		return string(state)
	}
	return string(benefit.CardActive)
}

func (v *View) sinceCancel(c benefit.Certificate) field.Value {
	for _, e := range c.Events {
		if e.Action == actionCancelled {
			return monthsSince(at(e.At), v.Today())
		}
	}
	return nil
}

// reissues counts the cards given again this year: the limit is the calendar
// year's (services facts, card-reissue). Without the history nothing is known.
func (v *View) reissues(c benefit.Certificate) field.Value {
	if len(c.Events) == 0 {
		return nil
	}
	n := 0
	for _, e := range c.Events {
		if e.Action == actionReissue && string(at(e.At))[:4] == string(v.Today())[:4] {
			n++
		}
	}
	return number(n)
}

// receives lists the benefits in force. What others pay is not known here, so the
// list is never whole; benefits of the portal's own services are known to be
// missing when the identity sees everything.
func (v *View) receives() field.Value {
	var list field.Value
	for _, b := range v.Has {
		if b.State == benefit.Active && !slices.Contains(list, Code(b.Service)) {
			list = append(list, Code(b.Service))
		}
	}
	if v.certain() {
		for _, service := range v.services {
			if !slices.Contains(list, Code(service)) {
				list = append(list, eligibility.Not+Code(service))
			}
		}
	}
	if list == nil {
		return nil
	}
	return append(list, eligibility.More)
}

// monthsSince counts whole months; nil when the day is not known.
func monthsSince(from, to portal.Day) field.Value {
	if from == "" || from > to {
		return nil
	}
	n := 0
	for from.AddMonths(n+1) <= to {
		n++
	}
	return number(n)
}

func number(n int) field.Value { return field.Value{strconv.Itoa(n)} }
