package main

import (
	"strings"

	"changban/portal"
)

// form answers like the person: by the name of the control.
func (s *seeding) form(name string) []string {
	if text, ok := s.of.Answers[name]; ok {
		return strings.Split(text, ",")
	}
	if value := s.known()[name]; value != "" {
		return []string{value}
	}
	if value := s.datePart(name); value != "" {
		return []string{value}
	}
	return nil
}

// known is what the person is, whatever the service.
func (s *seeding) known() map[string]string {
	guardian := s.data.resident("saren")
	if s.of.Guardian {
		guardian = s.own
	}
	values := map[string]string{
		"name": s.who.Name, "id_number": s.who.IDNumber, "phone": s.who.Phone,
		"own_name": s.own.Name, "own_id_number": s.own.IDNumber,
		"contact_channel": "sms", "contact_language": s.speech(),
		"residence_address.street": s.who.Address,
		"card_no":                  s.who.CardNumber,
		"guardian_name":            guardian.Name, "guardian_id_number": guardian.IDNumber,
		"guardian_relation": "near_relative",
		"bank_name":         s.words.Localizer(spoken(s.own.Language)).T("demo.bank"), "bank_account": "6200000000000" + s.who.Phone[len(s.who.Phone)-6:],
		"account_holder": s.who.Name, "care_needs": "move", "assessment_institution": "office", "home_assessment": "no",
	}
	s.place(values, "hukou_jurisdiction", s.who.Hukou)
	s.place(values, "residence_jurisdiction", s.who.Residence)
	return values
}

// speech is what somebody wants to be spoken to in: who reads either Mongolian
// speaks it.
func (s *seeding) speech() string {
	lang, _, _ := strings.Cut(spoken(s.own.Language), "-")
	return lang
}

func (s *seeding) place(values map[string]string, name string, code portal.Place) {
	if s.units.Serves(code) {
		values[name] = string(code)
		return
	}
	values[name], values[name+".name"] = "other", s.places.FullName(code)
}

// datePart answers one of the three controls of a date.
func (s *seeding) datePart(name string) string {
	field, part, _ := strings.Cut(name, ".")
	text := s.of.Answers[field]
	if field == "card_valid_to" {
		text = string(s.who.CardValidTo)
	}
	from := portal.Day("")
	if s.clock != nil {
		from = portal.DayOf(s.clock.now)
	}
	year, month, day := split(dayOf(text, from))
	return map[string]string{"year": year, "month": month, "day": day}[part]
}

func split(d portal.Day) (year, month, day string) {
	parts := strings.Split(string(d), "-")
	if len(parts) != 3 {
		return "", "", ""
	}
	return parts[0], parts[1], parts[2]
}
