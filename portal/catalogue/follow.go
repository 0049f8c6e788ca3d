package catalogue

import (
	"slices"
	"strconv"

	"changban/portal"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// follow adds facts that follow from others. What the register says stays.
func (s *Service) follow(facts eligibility.Facts, today portal.Day) {
	set := func(name, value string) {
		if _, known := facts[name]; !known && value != "" {
			facts[name] = []string{value}
		}
	}
	if id, problem := portal.ParseIDNumber(fact(facts, "id_number"), today); problem == "" {
		set("age", strconv.Itoa(id.Birth.YearsAt(today)))
	}
	if until := portal.Day(fact(facts, "card_valid_to")); until != "" {
		status := "active"
		if until < today {
			status = "expired"
		}
		set("card_status", status)
		set("card_months_to_expiry", strconv.Itoa(monthsBetween(today, until)))
	}
	if ended := portal.Day(fact(facts, "treatment_ended_on")); ended != "" {
		set("treatment_ended_months", strconv.Itoa(monthsBetween(ended, today)))
	}
	set("disability_category", applied(facts))
	set("event", s.event(facts))
	set("residency_in_service_area", s.residency(facts))
	set("residence_permit_jurisdiction", fact(facts, "residence_jurisdiction"))
	set(eligibility.PlaceField, s.deciding(facts))
	set("guardian_present", s.guarded(facts)) // last: whether one is asked depends on the others
}

// fact returns the first value of a fact, "" when it is open.
func fact(facts eligibility.Facts, name string) string { return field.Value(facts[name]).First() }

// monthsBetween counts full months; a day already past counts as less than 0.
func monthsBetween(from, to portal.Day) int {
	a, b := from.Time(), to.Time()
	n := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
	if from.AddMonths(n) > to {
		n--
	}
	return n
}

// applied is the category of who has no card yet: two or more make multiple
// (services facts, card-new).
func applied(facts eligibility.Facts) string {
	if fact(facts, "card_no") != "" {
		return ""
	}
	for _, name := range []string{"applied_category", "requested_category"} {
		switch chosen := facts[name]; len(chosen) {
		case 0:
		case 1:
			return chosen[0]
		default:
			return "multiple"
		}
	}
	return ""
}

// event is what happened to the card or its holder: the reason that was chosen,
// or the only one a service is for.
func (s *Service) event(facts eligibility.Facts) string {
	events := map[string]string{
		"expiry": "expiry", "damaged": "damaged", "info": "info_changed",
		"death": "death", "recovered": "no_longer_meets", "voluntary": "voluntary",
	}
	for _, name := range []string{"renew_reason", "cancel_reason"} {
		if e, ok := events[fact(facts, name)]; ok {
			return e
		}
	}
	return map[string]string{"transfer": "hukou_moved", "reissue": "lost"}[s.Outcome.Act]
}

// residency: the household register or the home lies where the service is given.
func (s *Service) residency(facts eligibility.Facts) string {
	known, open := false, false
	for _, name := range []string{"hukou_jurisdiction", "residence_jurisdiction"} {
		place := fact(facts, name)
		_, asked := s.Field(name)
		switch {
		case place != "" && s.serves(place):
			return "true"
		case place != "":
			known = true
		case asked:
			open = true // the answer to come may lie inside
		}
	}
	if !known || open {
		return ""
	}
	return "false"
}

func (s *Service) serves(place string) bool {
	return slices.ContainsFunc(s.ServedIn, func(p portal.Place) bool { return eligibility.Inside(portal.Place(place), p) })
}

// guarded: somebody files as guardian or named one. While a guardian is still to
// be asked for, nothing is known.
func (s *Service) guarded(facts eligibility.Facts) string {
	filing := fact(facts, "filing_as")
	if filing == "guardian" || fact(facts, "guardian_id_number") != "" {
		return "true"
	}
	asked, ok := s.Field("guardian_id_number")
	if filing == "" || ok && asked.When.Eval(facts) != eligibility.NotMet {
		return ""
	}
	return "false"
}

// deciding returns the code of the place that decides, "" while it is open.
func (s *Service) deciding(facts eligibility.Facts) string {
	hukou, residence := fact(facts, "hukou_jurisdiction"), fact(facts, "residence_jurisdiction")
	switch s.DecidesAt {
	case "hukou":
		return hukou
	case "either":
		return s.chosen(facts, hukou, residence)
	case "case_place", "unit_registration":
		if f, ok := s.CasePlace(); ok && (fact(facts, f.ID) != "" || s.DecidesAt == "unit_registration") {
			return fact(facts, f.ID)
		}
	}
	return residence
}

// chosen is the place the person chose of two. A service that does not ask takes
// the one where it is given, the home first.
func (s *Service) chosen(facts eligibility.Facts, hukou, residence string) string {
	if hukou == residence {
		return residence
	}
	if f, ok := s.PlaceQuestion(); ok {
		switch fact(facts, f.ID) {
		case "hukou":
			return hukou
		case "residence":
			return residence
		}
		return ""
	}
	if hukou == "" || residence == "" || s.serves(residence) {
		return residence
	}
	return hukou
}

// PlaceQuestion returns the field by which the person chooses who decides: the
// one whose options are hukou and residence.
func (s *Service) PlaceQuestion() (Field, bool) {
	return s.first(func(f Field) bool {
		return len(f.Options) == 2 && slices.Contains(f.Options, "hukou") && slices.Contains(f.Options, "residence")
	})
}

// CasePlace returns the field that says where the matter lies or the unit is
// registered: the place that is not the person's own.
func (s *Service) CasePlace() (Field, bool) {
	return s.first(func(f Field) bool {
		return f.Type == field.PlaceChoice && f.ID != "hukou_jurisdiction" && f.ID != "residence_jurisdiction"
	})
}

func (s *Service) first(is func(Field) bool) (Field, bool) {
	if i := slices.IndexFunc(s.Fields, is); i >= 0 {
		return s.Fields[i], true
	}
	return Field{}, false
}
