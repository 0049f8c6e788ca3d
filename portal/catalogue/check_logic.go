package catalogue

import (
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// shape says what a field or predicate can be, for finding contradictions.
func (c *checker) shape(name string) eligibility.Shape {
	f, ok := c.service.Field(name)
	switch {
	case name == "receives":
		return eligibility.Shape{Many: true}
	case !ok:
		return eligibility.Shape{}
	case f.Type == field.PlaceChoice || f.Type == field.Institution:
		return eligibility.Shape{} // codes besides the options
	}
	return eligibility.Shape{Options: f.Options, Many: f.Type == field.Multiselect || f.Type == field.List}
}

// possible checks that expressions can hold together: each "or" of each of them
// with at least one of the others.
func (c *checker) possible(where at, all ...eligibility.Expr) {
	together := [][]eligibility.Term{nil}
	var texts []string
	for _, e := range all {
		if e.Always() {
			continue
		}
		texts = append(texts, e.String())
		var next [][]eligibility.Term
		for _, before := range together {
			for _, terms := range e.Alternatives() {
				next = append(next, slices.Concat(before, terms))
			}
		}
		together = next
	}
	name := ""
	for _, terms := range together {
		if name = eligibility.Contradiction(terms, c.shape); name == "" {
			return
		}
	}
	c.say(where, "%q can never hold: nothing meets what it asks of %q", strings.Join(texts, " and "), name)
}

// sizes checks that a comparison of size has a number on its right.
func (c *checker) sizes(where at, t eligibility.Term) {
	if !slices.Contains([]string{"gte", "lte", "gt", "lt"}, t.Op) {
		return
	}
	for _, v := range t.Value {
		if strings.Trim(v, "0123456789.-") != "" && !strings.HasPrefix(v, "$") {
			c.say(where, "%q is compared by size with %q, which is no number", t.Field, v)
		}
	}
	if f, ok := c.service.Field(t.Field); ok && slices.Contains([]field.Type{field.Text, field.Textarea, field.Multiselect, field.List, field.Date}, f.Type) {
		c.say(where, "%q is a %s and has no size", t.Field, f.Type)
	}
}

// conditions checks that somebody can meet the rows of one place together, and
// that no alternative of a row is dead.
func (c *checker) conditions() {
	places := []portal.Place{""}
	for _, r := range c.service.Eligibility {
		if r.Place != "" && !slices.Contains(places, r.Place) {
			places = append(places, r.Place)
		}
	}
	said := map[int]bool{}
	for _, place := range places {
		var terms []eligibility.Term
		for i, r := range c.service.Eligibility {
			if r.Place != "" && r.Place != place || len(r.AnyOf) > 0 {
				continue
			}
			terms = append(terms, r.Term())
			if name := eligibility.Contradiction(terms, c.shape); name != "" && !said[i] {
				said[i] = true
				c.say(at{"eligibility", i}, "nobody can meet this and the rows above: %q", name)
			}
		}
		c.alternatives(place, terms)
	}
}

func (c *checker) alternatives(place portal.Place, fixed []eligibility.Term) {
	if eligibility.Contradiction(fixed, c.shape) != "" {
		return // said at the row that makes it so
	}
	for i, r := range c.service.Eligibility {
		if r.Place != place {
			continue
		}
		for j, conjunction := range r.AnyOf {
			terms := slices.Clone(fixed)
			for _, row := range conjunction {
				terms = append(terms, row.Term())
			}
			if name := eligibility.Contradiction(terms, c.shape); name != "" {
				c.say(at{"eligibility", i, "any_of", j}, "nobody can meet this alternative with the other rows: %q", name)
			}
		}
	}
}

// reachable checks that a question can come up at all: the conditions of its
// step and its own hold together.
func (c *checker) reachable() {
	for i, t := range c.service.Steps {
		for j, id := range t.Fields {
			if f, ok := c.service.Field(id); ok && !t.When.Always() && !f.When.Always() {
				c.possible(at{"steps", i, "fields", j}, t.When, f.When)
			}
		}
		if p, ok := c.service.Paper(t.Paper); ok && !t.When.Always() && !p.When.Always() {
			c.possible(at{"steps", i, "paper"}, t.When, p.When)
		}
	}
}

// origins checks where values come from: no circle, and every option of a copied
// choice can come up.
func (c *checker) origins() {
	for i, f := range c.service.Fields {
		seen := map[string]bool{}
		for next := f; next.Derive != "" && !seen[next.ID]; {
			seen[next.ID] = true
			name, _, _ := strings.Cut(next.Derive, "[")
			if name == f.ID {
				c.say(at{"fields", i, "derive"}, "%q takes its value from itself by way of %q", f.ID, next.ID)
			}
			next, _ = c.service.Field(name)
		}
		from, ok := c.service.Field(f.Derive)
		if !ok || !f.Readonly || len(from.Options) == 0 {
			continue
		}
		for _, o := range f.Options {
			if !slices.Contains(from.Options, o) {
				c.say(at{"fields", i, "options"}, "option %q of %q never comes up: %q has no such option", o, f.ID, from.ID)
			}
		}
	}
}
