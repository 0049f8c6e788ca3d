package catalogue

import (
	"slices"
	"strconv"

	"changban/portal"
	"changban/portal/field"
)

// InstitutionKinds lists the kinds of institution a question can offer.
func InstitutionKinds() []string {
	return []string{"assessment", "rehab", "fitting", "care", "school"}
}

// spec checks what a field or an item of a list says about itself. known tells
// which other answers it may be compared with.
func (c *checker) spec(where at, s field.Spec, known func(id string) bool) {
	types := make([]string, len(field.Types()))
	for n, t := range field.Types() {
		types[n] = string(t)
	}
	c.oneOf(where.and("type"), string(s.Type), types...)
	c.options(where, s)
	c.limits(where, s)
	c.days(where, s)
	if s.Kind != "" || s.Type == field.Institution {
		c.oneOf(where.and("kind"), s.Kind, InstitutionKinds()...)
	}
	compared := append([]string{s.NotEqual, s.Prefix18}, s.EqualsAny...)
	for _, id := range append(compared, s.Below) {
		if id != "" && !known(id) {
			c.say(where, "no field is called %q", id)
		}
	}
	if slices.ContainsFunc(compared, func(id string) bool { return id != "" }) && !comparable(s.Type) {
		c.say(where, "a field of type %s is never compared with another", s.Type)
	}
}

// comparable lists the types that have words for being like or unlike another
// answer.
func comparable(t field.Type) bool {
	return slices.Contains([]field.Type{field.Text, field.IDCard, field.CardNo, field.Tel, field.Account, field.Radio, field.PlaceChoice, field.Institution}, t)
}

func (c *checker) options(where at, s field.Spec) {
	choice := slices.Contains([]field.Type{field.Radio, field.Multiselect, field.PlaceChoice, field.Institution}, s.Type)
	if choice == (len(s.Options) == 0) {
		c.say(where, "options belong to radio, multiselect, place and institution, and to each of them")
	}
	for i, o := range s.Options {
		if slices.Contains(s.Options[:i], o) {
			c.say(where, "option %q stands twice", o)
		}
		if s.Type == field.Institution && o != field.Other && o != field.Office {
			c.say(where, "institutions come from the table of units; options are only %s and %s, not %q", field.Office, field.Other, o)
		}
	}
	if s.Type == field.Multiselect && s.MinItems > len(s.Options) {
		c.say(where, "nobody can choose %d of %d options", s.MinItems, len(s.Options))
	}
}

// limits checks lengths, counts and the bounds of quantities.
func (c *checker) limits(where at, s field.Spec) {
	if min(s.Max, s.MinItems, s.MaxItems) < 0 {
		c.say(where, "max, min_items and max_items are never below 0")
	}
	if s.MaxItems > 0 && s.MinItems > s.MaxItems {
		c.say(where, "min_items is above max_items")
	}
	if (s.Type == field.List) == (len(s.Items) == 0) {
		c.say(where, "items belong to a list, and to each list")
	}
	quantity := slices.Contains([]field.Type{field.Number, field.Money, field.Percent}, s.Type)
	var bounds []float64
	for _, rule := range []string{s.Least, s.Most} {
		if rule == "" {
			continue
		}
		n, err := strconv.ParseFloat(field.Limit(rule, "2000-01-01"), 64)
		if err != nil || n < 0 || !quantity {
			c.say(where, "least and most bound a number, money or percent by a decimal or a year, not %q", rule)
		}
		bounds = append(bounds, n)
	}
	if len(bounds) == 2 && bounds[0] > bounds[1] {
		c.say(where, "no number is at least %s and at most %s", s.Least, s.Most)
	}
}

// days checks the bounds of a date or month.
func (c *checker) days(where at, s field.Spec) {
	for _, day := range []string{s.NotBefore, s.NotAfter} {
		if _, err := portal.ParseDay(day); day != "" && day != "today" && err != nil {
			c.say(where, "%q is neither today nor YYYY-MM-DD", day)
		}
		if day != "" && s.Type != field.Date && s.Type != field.Month {
			c.say(where, "not_before and not_after bound a date or a month")
		}
	}
	both := s.NotBefore != "" && s.NotAfter != "" && s.NotBefore != "today" && s.NotAfter != "today"
	if both && s.NotBefore > s.NotAfter {
		c.say(where, "no day is from %s to %s", s.NotBefore, s.NotAfter)
	}
}

// items checks the fields of a row.
func (c *checker) items(i int, list Field) {
	seen := map[string]bool{}
	known := func(id string) bool {
		_, item := list.Item(id)
		_, outside := c.service.Field(id)
		return item || outside
	}
	for j, item := range list.Items {
		where := at{"fields", i, "items", j}
		switch {
		case !fieldShape.MatchString(item.ID):
			c.say(where, "id %q is not small letters, digits and underscores", item.ID)
		case slices.Contains([]string{"label", "hint", "option", "wrong"}, item.ID):
			c.say(where, "%q is the name of a group of words", item.ID)
		case seen[item.ID]:
			c.say(where, "id %q stands twice", item.ID)
		case item.Type == field.List:
			c.say(where, "a list in a list cannot be filled in")
		}
		seen[item.ID] = true
		c.spec(where, item, known)
	}
}

// and returns the place one step further down.
func (where at) and(step any) at { return append(slices.Clone(where), step) }
