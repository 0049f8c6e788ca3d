package catalogue

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Given is what is known when a service looks at an application.
type Given struct {
	// Answer returns what was answered, in the draft or in the bound file; nil
	// when the question is open.
	Answer func(fieldID string) field.Value
	// Source returns what a derive or prefill source gives:
	// "register.<fact>", "link.<fact>", "actor.<fact>"; nil for nothing.
	Source func(name string) field.Value
	Today  portal.Day
}

// Facts returns everything the conditions can look at: answers, derived fields,
// and what follows from them. Fields whose "when" does not hold are left out.
func (s *Service) Facts(g Given) eligibility.Facts {
	facts := eligibility.Facts{}
	for _, name := range eligibility.Predicates() {
		if v := g.source("register." + name); v.Answered() {
			facts[name] = v
		}
	}
	for _, f := range s.Fields {
		if v := g.answer(f.ID); v.Answered() && !f.Readonly {
			facts[f.ID] = v
		}
	}
	// Twice: a derived field may be asked for by another's condition.
	for range 2 {
		s.derive(facts, g)
		s.follow(facts, g.Today)
	}
	for _, f := range s.Fields {
		if f.When.Eval(facts) == eligibility.NotMet {
			delete(facts, f.ID)
		}
	}
	return facts
}

// Asked returns the fields of a step that have to be asked under the facts:
// their "when" holds and nothing derives them.
func (s *Service) Asked(t Step, facts eligibility.Facts, g Given) []Field {
	if t.When.Eval(facts) != eligibility.Met {
		return nil
	}
	var asked []Field
	for _, id := range t.Fields {
		f, ok := s.Field(id)
		if ok && !f.Readonly && f.When.Eval(facts) == eligibility.Met && !s.derived(f, facts, g).Answered() {
			asked = append(asked, f)
		}
	}
	return asked
}

// Needed returns the papers that are needed under the facts, in order.
func (s *Service) Needed(facts eligibility.Facts) []Paper {
	var needed []Paper
	for _, p := range s.Papers {
		if p.Needed(facts) {
			needed = append(needed, p)
		}
	}
	return needed
}

// Suggested returns what a field starts with, or nil.
func (s *Service) Suggested(f Field, facts eligibility.Facts, g Given) field.Value {
	return f.fitting(take(f.Prefill, facts, g))
}

// Verdicts judges the conditions under the facts; reasons are message ids of
// the service (WordID).
func (s *Service) Verdicts(facts eligibility.Facts) []eligibility.Result {
	results := eligibility.Evaluate(s.Eligibility, facts)
	for i := range results {
		results[i].Reason.ID = s.WordID(results[i].Reason.ID)
	}
	return results
}

func (s *Service) derive(facts eligibility.Facts, g Given) {
	for _, f := range s.Fields {
		if v := s.derived(f, facts, g); v.Answered() {
			facts[f.ID] = v
		}
	}
}

func (s *Service) derived(f Field, facts eligibility.Facts, g Given) field.Value {
	if f.Derive == "" || f.DeriveWhen.Eval(facts) != eligibility.Met {
		return nil
	}
	return f.fitting(take(f.Derive, facts, g))
}

// fitting drops a value that is none of the field's options.
func (f Field) fitting(v field.Value) field.Value {
	foreign := func(o string) bool { return !slices.Contains(f.Options, o) }
	if len(v) == 0 || f.closed() && slices.ContainsFunc(v, foreign) {
		return nil
	}
	return v
}

// closed reports whether the options are all the field can hold: places and
// institutions have codes besides.
func (f Field) closed() bool {
	return len(f.Options) > 0 && f.Type != field.PlaceChoice && f.Type != field.Institution
}

// take reads a source: a position of a field, something outside, or a field.
func take(source string, facts eligibility.Facts, g Given) field.Value {
	name, rest, indexed := strings.Cut(source, "[")
	switch {
	case source == "":
		return nil
	case indexed:
		return cardPart(field.Value(facts[name]).First(), rest)
	case strings.Contains(source, "."):
		return g.source(source)
	}
	return facts[source]
}

// cardPart reads category and level, positions 19 and 20 of a card number,
// counted from 0 as the service facts do.
func cardPart(number, position string) field.Value {
	card, problem := portal.ParseCardNumber(number, "")
	switch {
	case problem != "":
		return nil
	case position == "18]":
		return field.Value{card.Category}
	case position == "19]":
		return field.Value{strconv.Itoa(card.Level)}
	}
	return nil
}

func (g Given) answer(id string) field.Value {
	if g.Answer == nil {
		return nil
	}
	return g.Answer(id)
}

func (g Given) source(name string) field.Value {
	if g.Source == nil {
		return nil
	}
	return g.Source(name)
}
