package main

import (
	"fmt"
	"strings"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
	"changban/portal/office"
)

// applicant is one of the three who apply for a service.
type applicant struct {
	service  string
	as       string // plain, helped, edge
	birth    string // YYYYMMDD
	place    portal.Place
	card     string // category and level of the card, "" without one
	relation string // what the person is to who types, "" for oneself
	guardian bool
	answers  map[string][]string // by field, where the first option will not do
	first    string              // a service that is granted before
}

const (
	erenhotPlace portal.Place = "152501"
	donghePlace  portal.Place = "150202"
)

// applicants are three for each service: plain for oneself, with a guardian or
// helper, and at the edge of who may.
func applicants() []applicant {
	var all []applicant
	for _, service := range []struct {
		id                  string
		plain, helped, edge applicant
	}{
		{"card-new", applicant{birth: "19780516"}, applicant{birth: "20120516", relation: "son", guardian: true},
			applicant{birth: "19601101", place: donghePlace, answers: told("cause", "disease", "treatment_ended_on", "2025-03-18", "applied_category", "visual,hearing")}},
		{"card-renew", applicant{birth: "19780516", card: "42", answers: told("renew_reason", "damaged")}, applicant{birth: "20100516", card: "51", relation: "son", guardian: true, answers: told("renew_reason", "info")},
			applicant{birth: "19400516", card: "11", place: donghePlace, answers: told("renew_reason", "damaged")}},
		{"card-level-change", applicant{birth: "19780516", card: "43"}, applicant{birth: "19780516", card: "62", relation: "mother", guardian: true},
			applicant{birth: "19480516", card: "24", place: donghePlace}},
		{"card-transfer", moved(applicant{birth: "19780516", card: "42"}), moved(applicant{birth: "20100516", card: "52", relation: "son", guardian: true}), moved(applicant{birth: "19500516", card: "13"})},
		{"card-reissue", applicant{birth: "19780516", card: "42"}, applicant{birth: "19480516", card: "41", relation: "mother"}, applicant{birth: "19300516", card: "14", place: donghePlace}},
		{"card-cancel", applicant{birth: "19780516", card: "44", answers: told("cancel_reason", "voluntary")}, applicant{birth: "19400516", card: "42", relation: "mother", answers: told("cancel_reason", "recovered")},
			applicant{birth: "19300516", card: "14", place: donghePlace, answers: told("cancel_reason", "voluntary")}},
		{"living-subsidy", applicant{birth: "19780516", card: "43"}, applicant{birth: "19480516", card: "52", relation: "mother", guardian: true}, applicant{birth: "20030516", card: "74", place: donghePlace}},
		{"nursing-subsidy", applicant{birth: "19780516", card: "42"}, applicant{birth: "19480516", card: "61", relation: "mother", guardian: true}, applicant{birth: "19780516", card: "54", relation: "sibling", guardian: true}},
		{"two-subsidy-change", receiving(applicant{birth: "19780516", card: "42", answers: told("change_type", "bank")}), receiving(applicant{birth: "19480516", card: "41", relation: "mother", answers: told("change_type", "alive_check")}),
			receiving(applicant{birth: "19780516", card: "11", answers: told("change_type", "stop")})},
		{"temp-relief", applicant{birth: "19780516"}, applicant{birth: "19480516", relation: "mother"}, applicant{birth: "19780516", place: donghePlace, answers: told("urgent", "yes", "hardship_type", "sudden")}},
		{"wheelchair-fuel", fuel(applicant{birth: "19780516", card: "43"}), fuel(applicant{birth: "19480516", card: "41", relation: "father"}), fuel(applicant{birth: "19900516", card: "74", place: donghePlace, answers: told("limb_site", "mixed")})},
		{"child-rehab", ward(applicant{birth: "20200516", place: donghePlace}), ward(applicant{birth: "20130516", relation: "daughter"}), ward(applicant{birth: "20150319", place: donghePlace, answers: told("disability_category", "hearing")})},
		{"assistive-device", applicant{birth: "19780516", card: "42"}, applicant{birth: "20210516", relation: "son", guardian: true, answers: told("child_has_card", "no", "disability_category", "physical")}, applicant{birth: "19300516", card: "24", place: donghePlace}},
		{"sunshine-home", applicant{birth: "19780516", card: "42"}, applicant{birth: "19800516", card: "54", relation: "sibling", guardian: true}, applicant{birth: "20100318", card: "41", place: donghePlace, relation: "son", guardian: true}},
		{"job-registration", applicant{birth: "19780516", card: "43"}, applicant{birth: "19900516", card: "23", relation: "wife"}, applicant{birth: "19660319", card: "14", place: donghePlace}},
		{"startup-subsidy", applicant{birth: "19780516", card: "43"}, applicant{birth: "19900516", card: "23", relation: "husband"}, applicant{birth: "19660319", card: "14", place: donghePlace}},
		{"home-retrofit", applicant{birth: "19780516", card: "42"}, applicant{birth: "19400516", card: "11", relation: "mother"}, applicant{birth: "19500516", card: "12", place: donghePlace, answers: told("housing", "rented")}},
		{"pension-aid", applicant{birth: "19780516", card: "42"}, applicant{birth: "19700516", card: "21", relation: "sibling"}, applicant{birth: "19660319", card: "44", place: donghePlace}},
		{"legal-aid", applicant{birth: "19780516", card: "42"}, applicant{birth: "19480516", card: "61", relation: "mother", guardian: true}, applicant{birth: "19780516", card: "21", place: donghePlace, answers: told("urgent_limit", "yes")}},
		{"online-petition", applicant{birth: "19780516"}, applicant{birth: "19480516", relation: "mother"}, applicant{birth: "19300516", place: donghePlace, answers: told("petition_kind", "visit")}},
		{"info-access", applicant{birth: "19780516"}, applicant{birth: "19480516", relation: "mother"}, applicant{birth: "19300516", place: donghePlace, answers: told("formats", "braille,audio")}},
	} {
		all = append(all, service.plain.named(service.id, "plain"), service.helped.named(service.id, "helped"), service.edge.named(service.id, "edge"))
	}
	return all
}

func (a applicant) named(service, as string) applicant {
	a.service, a.as = service, as
	if a.place == "" {
		a.place = erenhotPlace
	}
	return a
}

// told builds answers from pairs of field and values with commas between.
func told(pairs ...string) map[string][]string {
	m := map[string][]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = strings.Split(pairs[i+1], ",")
	}
	return m
}

func (a applicant) with(pairs ...string) applicant {
	m := told(pairs...)
	for k, v := range a.answers {
		m[k] = v
	}
	a.answers = m
	return a
}

func moved(a applicant) applicant {
	return a.with("from_jurisdiction", "150202", "to_jurisdiction", "152501", "hukou_moved_on", "2026-02-10")
}

func fuel(a applicant) applicant {
	return a.with("limb_site", "lower", "owns_motor_wheelchair", "true")
}

func ward(a applicant) applicant {
	if a.relation == "" {
		a.relation = "son"
	}
	a.guardian = true
	return a.with("child_has_card", "no", "disability_category", "physical")
}

// receiving gets a nursing subsidy first, in the same way.
func receiving(a applicant) applicant {
	a.first = "nursing-subsidy"
	return a
}

// people are the one applied for and the one who types. Numbers are made from n,
// so that nobody comes twice.
func (a applicant) people(w town, n int) (who, own demoResident) {
	w.t.Helper()
	phone := func(k int) string { return fmt.Sprintf("1391%07d", 2*n+k) }
	who = demoResident{
		Name: "演示申请人", Phone: phone(0), IDNumber: idNumber(string(a.place) + a.birth + fmt.Sprintf("%03d", 2*n+1)),
		Hukou: a.place, Residence: a.place, Address: "演示路" + fmt.Sprint(n) + "号", CardValidTo: "2031-03-06", Register: true,
	}
	own = who
	if a.relation != "" {
		own = demoResident{
			Name: "演示家里人", Phone: phone(1), IDNumber: idNumber(string(a.place) + "19820303" + fmt.Sprintf("%03d", 2*n)),
			Hukou: a.place, Residence: a.place, Address: who.Address,
		}
	}
	if a.card != "" {
		who = w.invented(who, a.card)
		if a.relation == "" {
			own = who
		}
	}
	return who, own
}

// value is what the robot answers to a field: what the applicant says, what the
// person is, else something the type allows.
func (r *robot) value(f catalogue.Field) []string {
	if v, ok := r.answers[f.ID]; ok {
		return v
	}
	if v, ok := r.self()[f.ID]; ok {
		return []string{v}
	}
	if f.Type == field.Institution {
		for _, u := range r.units.Institutions(r.place, office.UnitKind(f.Kind)) {
			return []string{u.ID}
		}
		return []string{field.Office}
	}
	if f.Type == field.Area {
		return []string{r.places.Areas(r.place)[0].Code}
	}
	if len(f.Options) > 0 {
		return f.Options[:1]
	}
	return []string{example(f)}
}

func (r *robot) self() map[string]string {
	return map[string]string{
		"name": r.who.Name, "id_number": r.who.IDNumber, "phone": r.own.Phone, "own_name": r.own.Name, "own_id_number": r.own.IDNumber,
		"contact_channel": "sms", "contact_language": "zh", "hukou_jurisdiction": string(r.place), "residence_jurisdiction": string(r.place),
		"case_place": string(r.place), "residence_address": r.who.Address, "card_no": r.who.CardNumber, "card_valid_to": string(r.who.CardValidTo),
		"guardian_name": r.own.Name, "guardian_id_number": r.own.IDNumber, "bank_name": "示例银行", "bank_account": "6200 0000 0000 0004 729",
		"account_holder": r.who.Name, "pay_year": "2026",
	}
}

func example(f catalogue.Field) string {
	switch f.Type {
	case field.Date:
		if f.NotBefore != "" {
			return "2030-05-01"
		}
		return "2026-02-03"
	case field.Month:
		return "2026-04"
	case field.Number:
		return "3"
	case field.Money:
		return "860.50"
	case field.Percent:
		return "12.5"
	}
	return "演示内容"
}
