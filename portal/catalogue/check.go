package catalogue

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/eligibility"
)

// checker collects what is wrong with one definition.
type checker struct {
	document
	all   map[string]document // by service id
	found Problems
}

// at says where a problem stands: keys and indexes down the file.
type at []any

func (c *checker) say(where at, format string, args ...any) {
	c.found = append(c.found, Problem{c.file, c.line(where...), fmt.Sprintf(format, args...)})
}

// oneOf says it when value is none of the allowed.
func (c *checker) oneOf(where at, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		c.say(where, "%q is none of %s", value, strings.Join(allowed, ", "))
	}
}

func (d document) check(all map[string]document) Problems {
	c := &checker{document: d, all: all}
	for _, part := range []func(){
		c.head, c.fields, c.origins, c.steps, c.reachable, c.papers, c.rules, c.conditions, c.amounts, c.served,
		c.stages, c.promise, c.roles, c.proxies, c.outcome, c.others, c.words,
	} {
		part()
	}
	return c.found
}

var (
	idShape    = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	fieldShape = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	placeShape = regexp.MustCompile(`^[0-9]{6}$`)
)

func (c *checker) head() {
	s := c.service
	if name := strings.TrimSuffix(path.Base(c.file), ".yaml"); s.ID != name || !idShape.MatchString(s.ID) {
		c.say(at{"id"}, "id %q is not the name of the file, or not small letters, digits and hyphens", s.ID)
	}
	c.oneOf(at{"category"}, s.Category, categories()...)
	c.oneOf(at{"delivery"}, s.Delivery, "transact", "referral", "guide", "hotline")
	c.oneOf(at{"decides_at"}, s.DecidesAt, "hukou", "residence", "either", "case_place", "unit_registration")
	if len(s.ServedIn) == 0 {
		c.say(at{"served_in"}, "no place is served")
	}
	for i, p := range s.ServedIn {
		c.place(at{"served_in", i}, p)
	}
	if len(s.Sources) == 0 {
		c.say(at{"sources"}, "no source is named")
	}
}

func (c *checker) place(where at, p portal.Place) {
	if !placeShape.MatchString(string(p)) {
		c.say(where, "%q is no six-digit place code", p)
	}
}

// unique says it when an id stands twice in a list or is none.
func (c *checker) unique(list string, ids []string) {
	seen := map[string]bool{}
	for i, id := range ids {
		switch {
		case !fieldShape.MatchString(id):
			c.say(at{list, i}, "id %q is not small letters, digits and underscores", id)
		case seen[id]:
			c.say(at{list, i, "id"}, "id %q stands twice", id)
		}
		seen[id] = true
	}
}

func (c *checker) known(name string) bool {
	_, ok := c.service.Field(name)
	return ok || eligibility.Predicate(name)
}

// when checks an expression: its names are known, its values possible.
func (c *checker) when(where at, e eligibility.Expr) {
	for _, name := range e.Fields() {
		if !c.known(name) {
			c.say(where, "%q asks for %q, which no field or predicate is called", e, name)
		}
	}
	for _, terms := range e.Alternatives() {
		if name := eligibility.Contradiction(terms, c.shape); name != "" {
			c.say(where, "%q can never hold: nothing meets what it asks of %q", e, name)
		}
	}
	for _, t := range e.Terms() {
		c.sizes(where, t)
		f, ok := c.service.Field(t.Field)
		for _, v := range t.Value {
			switch _, isField := c.service.Field(v); {
			case isField:
				c.say(where, "%q: write $%s for the answer of that field", e, v)
			case ok && f.closed() && !strings.HasPrefix(v, "$") && !slices.Contains(f.Options, v) && !f.capacity(v):
				c.say(where, "%q: %q is no option of %q", e, v, t.Field)
			}
		}
	}
}

// capacity reports whether v is a right to file that this service does not know:
// a block shared by services may name it.
func (f Field) capacity(v string) bool {
	return f.Bind == "link" && slices.Contains([]string{"self", "guardian", "agent", "committee"}, v)
}

func (c *checker) rules() {
	ids := make([]string, len(c.service.Eligibility))
	for i, r := range c.service.Eligibility {
		ids[i] = r.ID
		c.rule(at{"eligibility", i}, r)
	}
	c.unique("eligibility", ids)
}

func (c *checker) rule(where at, r eligibility.Rule) {
	if r.Place != "" {
		c.place(append(where, "place"), r.Place)
	}
	if len(r.AnyOf) == 0 {
		c.row(where, r)
		return
	}
	if r.Field != "" || r.Op != "" {
		c.say(where, "a rule has any_of or a field, not both")
	}
	for i, conjunction := range r.AnyOf {
		for j, row := range conjunction {
			c.row(slices.Concat(where, at{"any_of", i, j}), row)
		}
	}
}

func (c *checker) row(where at, r eligibility.Rule) {
	if !c.known(r.Field) {
		c.say(where, "no field or predicate is called %q", r.Field)
	}
	c.oneOf(append(slices.Clone(where), "op"), r.Op, eligibility.Ops()...)
	if len(r.Value) == 0 {
		c.say(where, "the row compares with nothing")
	}
	c.sizes(where, r.Term())
	f, _ := c.service.Field(r.Field)
	for _, v := range r.Value {
		if f.closed() && !slices.Contains(f.Options, v) {
			c.say(where, "%q is no option of %q", v, r.Field)
		}
	}
}

func (c *checker) amounts() {
	seen := map[string]bool{}
	for i, a := range c.service.Amounts {
		where := at{"amounts", i}
		// Rows of one place differ in their conditions and are told apart by words.
		key := string(a.Place) + a.Kind + a.ID
		if seen[key] {
			c.say(where, "a second %s of place %s", a.Kind, a.Place)
		}
		seen[key] = true
		if a.ID != "" && (a.OnlyWhen.Always() || !c.service.HasWord("amount."+a.ID)) {
			c.say(where, "%q needs only_when and words: %s", a.ID, strings.Join(c.service.candidates("amount."+a.ID), " or "))
		}
		c.place(where, a.Place)
		if a.Fen != nil && *a.Fen < 0 {
			c.say(at{"amounts", i, "fen"}, "an amount is never below 0")
		}
		// A comparator's amount is never shown to residents, so it is no data here.
		c.oneOf(at{"amounts", i, "kind"}, a.Kind, "benefit", "fee")
		c.oneOf(at{"amounts", i, "period"}, a.Period, "month", "year", "once", "item", "household", "case", "ride", "course", "person")
		if a.Source == "" {
			c.say(where, "the amount has no source")
		}
		c.when(at{"amounts", i, "only_when"}, a.OnlyWhen)
	}
}

func (c *checker) stages() {
	s := c.service
	ids := make([]string, len(s.Stages))
	for i, t := range s.Stages {
		ids[i] = t.Code
		c.oneOf(at{"stages", i, "role"}, t.Role, "applicant", "receiver", "first_reviewer", "assessor", "decider", "payer")
		c.oneOf(at{"stages", i, "at"}, t.At, append([]string{"applicant", "receiving", "deciding_township", "institution", "village", "finance"}, Deciders()...)...)
		c.oneOf(at{"stages", i, "part"}, t.Part, "apply", "accept", "decide", "notify", "pay")
		if t.Days < 0 {
			c.say(at{"stages", i, "days"}, "days are never below 0")
		}
	}
	c.unique("stages", ids)
}
