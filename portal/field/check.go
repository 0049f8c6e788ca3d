package field

import (
	"slices"
	"strings"
	"unicode"

	"changban/mongol"
	"changban/portal"
)

// Check judges a canonical answer against the rules that look at other answers
// and at the day. A kept answer is judged again with it, because a card number
// corrected later may contradict an earlier answer. An empty answer has no
// problems here.
func Check(s Spec, v Value, c Context) []portal.FieldError {
	if len(v) == 0 {
		return nil
	}
	var found []portal.FieldError
	for _, rule := range []func(Spec, Value, Context) string{
		checkDay, checkEqual, checkDiffers, checkPrefix, checkVoice, checkInstitution,
	} {
		if name := rule(s, v, c); name != "" {
			found = append(found, s.problem(name))
		}
	}
	found = append(found, checkBounds(s, v, c)...)
	return append(found, checkRows(s, v, c)...)
}

func checkDay(s Spec, v Value, c Context) string {
	day := v.First()
	if s.Type != Date && s.Type != Month {
		return ""
	}
	if from := s.bound(s.NotBefore, c.Today); from != "" && day < from {
		return "past"
	}
	if to := s.bound(s.NotAfter, c.Today); to != "" && day > to {
		return "future"
	}
	return ""
}

// bound is a first or last day, or its month where a month is asked.
func (s Spec) bound(rule string, today portal.Day) string {
	if rule == "today" {
		rule = string(today)
	}
	if s.Type == Month {
		return rule[:min(len(rule), len("2006-01"))]
	}
	return rule
}

func checkEqual(s Spec, v Value, c Context) string {
	asked := false
	for _, id := range s.EqualsAny {
		other := c.answer(id)
		if len(other) == 0 {
			continue
		}
		asked = true
		if folded(other.First()) == folded(v.First()) {
			return ""
		}
	}
	if asked {
		return "differs"
	}
	return ""
}

func checkDiffers(s Spec, v Value, c Context) string {
	if other := c.answer(s.NotEqual); len(other) > 0 && folded(other.First()) == folded(v.First()) {
		return "same"
	}
	return ""
}

// checkPrefix: a card number begins with the citizen number of its holder.
func checkPrefix(s Spec, v Value, c Context) string {
	other := c.answer(s.Prefix18).First()
	if len(other) == 18 && !strings.HasPrefix(v.First(), other) {
		return "other_person"
	}
	return ""
}

// checkVoice: who does not hear or speak needs a way besides a call.
func checkVoice(s Spec, v Value, c Context) string {
	if len(s.NeverVoiceOnlyFor) == 0 || len(v) != 1 || v[0] != "voice" {
		return ""
	}
	if slices.Contains(s.NeverVoiceOnlyFor, c.answer("disability_category").First()) {
		return "voice_only"
	}
	return ""
}

// folded compares names as a bank prints them: without spaces, dots and case, and
// by the shape of Mongolian letters.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, mongol.Fold(s))
}
