package catalogue

import (
	"regexp"
	"slices"
	"strings"

	"changban/portal/eligibility"
	"changban/portal/field"
)

// sourceShape is a derive or prefill source: a field, a position of one, or
// something outside.
var sourceShape = regexp.MustCompile(`^(?:(?:register|link|actor)\.[a-z_]+|([a-z][a-z0-9_]*)(?:\[(?:18|19)\])?)$`)

func (c *checker) fields() {
	ids := make([]string, len(c.service.Fields))
	for i, f := range c.service.Fields {
		ids[i] = f.ID
		c.field(i, f)
		c.fieldOrigin(i, f)
	}
	c.unique("fields", ids)
}

func (c *checker) field(i int, f Field) {
	where := at{"fields", i}
	if f.ID == "paper" || f.ID == "stage" {
		c.say(where, "%q is the name of a group of words", f.ID)
	}
	c.spec(where, f.Spec, func(id string) bool {
		_, ok := c.service.Field(id)
		return ok
	})
	c.items(i, f)
}

func (c *checker) fieldOrigin(i int, f Field) {
	if f.Bind != "" {
		c.oneOf(at{"fields", i, "bind"}, f.Bind, Binds()...)
	}
	for key, from := range map[string]string{"derive": f.Derive, "prefill": f.Prefill} {
		if from == "" {
			continue
		}
		m := sourceShape.FindStringSubmatch(from)
		switch {
		case m == nil:
			c.say(at{"fields", i, key}, "%q is no source", from)
		case m[1] != "" && !c.known(m[1]):
			c.say(at{"fields", i, key}, "no field is called %q", m[1])
		}
	}
	if f.Readonly && f.Derive == "" && f.Bind != "link" {
		c.say(at{"fields", i}, "%q is read-only, but nothing gives its value", f.ID)
	}
	c.when(at{"fields", i, "when"}, f.When)
	c.when(at{"fields", i, "derive_when"}, f.DeriveWhen)
	_, asked := c.service.StepOf(f.ID)
	switch {
	case asked && (f.Readonly || f.AtCheck):
		c.say(at{"fields", i}, "%q has a step but is read-only or asked at the check", f.ID)
	case !asked && !f.Readonly && !f.AtCheck:
		c.say(at{"fields", i}, "no step asks %q", f.ID)
	}
}

func (c *checker) steps() {
	ids := make([]string, len(c.service.Steps))
	asked := map[string]bool{}
	for i, t := range c.service.Steps {
		ids[i] = t.ID
		kinds := 0
		for _, is := range []bool{len(t.Fields) > 0, t.Paper != "", t.Shared} {
			if is {
				kinds++
			}
		}
		if kinds != 1 {
			c.say(at{"steps", i}, "step %q asks fields, or one paper, or the shared papers", t.ID)
		}
		if _, ok := c.service.Paper(t.Paper); t.Paper != "" && !ok {
			c.say(at{"steps", i, "paper"}, "no paper is called %q", t.Paper)
		}
		c.stepFields(i, t, asked)
		c.when(at{"steps", i, "when"}, t.When)
	}
	c.unique("steps", ids)
}

// stepFields checks the fields of a step and that its conditions look back and
// not ahead: a later answer would make a page appear behind the reader.
func (c *checker) stepFields(i int, t Step, asked map[string]bool) {
	conditions := []eligibility.Expr{t.When}
	for j, id := range t.Fields {
		f, ok := c.service.Field(id)
		switch {
		case !ok:
			c.say(at{"steps", i, "fields", j}, "no field is called %q", id)
		case asked[id]:
			c.say(at{"steps", i, "fields", j}, "an earlier step asks %q", id)
		}
		conditions = append(conditions, f.When)
		asked[id] = true
	}
	for _, e := range conditions {
		for _, name := range e.Fields() {
			if later, ok := c.service.StepOf(name); ok && !asked[name] {
				c.say(at{"steps", i}, "step %q depends on %q, which step %q asks later", t.ID, name, later.ID)
			}
		}
	}
}

func (c *checker) papers() {
	ids := make([]string, len(c.service.Papers))
	shared := slices.ContainsFunc(c.service.Steps, func(t Step) bool { return t.Shared })
	for i, p := range c.service.Papers {
		ids[i] = p.ID
		for j, kind := range p.Accept {
			c.oneOf(at{"papers", i, "accept", j}, kind, "jpg", "png", "pdf")
		}
		if len(p.Accept) == 0 {
			c.say(at{"papers", i}, "paper %q accepts no kind of file", p.ID)
		}
		own := slices.ContainsFunc(c.service.Steps, func(t Step) bool { return t.Paper == p.ID })
		if !own && !(p.Share && shared) {
			c.say(at{"papers", i}, "no step asks for paper %q", p.ID)
		}
		if p.Kind != "" {
			c.oneOf(at{"papers", i, "kind"}, p.Kind, Photo)
		}
		if p.Kind == Photo && slices.Contains(p.Accept, "pdf") {
			c.say(at{"papers", i}, "paper %q is a photo, which is never a PDF", p.ID)
		}
		c.when(at{"papers", i, "when"}, p.When)
		c.when(at{"papers", i, "unless"}, p.Unless)
	}
	c.unique("papers", ids)
	for i, id := range c.service.Proxy.Papers {
		if !slices.Contains(ids, id) {
			c.say(at{"proxy", "papers", i}, "no paper is called %q", id)
		}
	}
}

// words checks that the source language says everything a page shows.
func (c *checker) words() {
	s := c.service
	need := func(where at, paths ...string) {
		for _, p := range paths {
			if !s.HasWord(p) {
				c.say(where, "no words in %s: %s", source, strings.Join(s.candidates(p), " or "))
			}
		}
	}
	need(at{"id"}, "name", "short", "promise", "purpose", "outcome")
	if c.transacts() {
		need(at{"delivery"}, "title", "start", "submit", "declaration")
	}
	for i, t := range s.Steps {
		need(at{"steps", i}, "step."+t.ID+".question")
	}
	for i, f := range s.Fields {
		need(at{"fields", i}, spoken(f.ID, f.Spec)...)
		for j, item := range f.Items {
			need(at{"fields", i, "items", j}, spoken(f.ID+"."+item.ID, item)...)
		}
	}
	for i, p := range s.Papers {
		need(at{"papers", i}, "paper."+p.ID+".name")
	}
	for i, t := range s.Stages {
		need(at{"stages", i}, "stage."+t.Code+".title")
	}
	for i, r := range s.Eligibility {
		rule := "eligibility." + r.ID + "."
		need(at{"eligibility", i}, rule+"met", rule+"not_met", rule+"unknown")
	}
	for i, n := range s.Notes {
		need(at{"notes", i}, "note."+n)
	}
}

// spoken lists the words a field or an item needs: its label, its options and
// the labels of controls beside.
func spoken(id string, s field.Spec) []string {
	paths := []string{"field." + id + ".label"}
	for _, o := range s.Options {
		if s.Type != field.PlaceChoice || o == field.Other {
			paths = append(paths, "field."+id+".option."+o)
		}
	}
	if s.Type == field.Area || slices.Contains(s.Options, field.Other) && (s.Type == field.PlaceChoice || s.Type == field.Institution) {
		paths = append(paths, "field."+id+".name.label")
	}
	if s.Type == field.Area {
		paths = append(paths, "field."+id+".community.label")
	}
	return paths
}
