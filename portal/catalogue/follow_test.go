package catalogue_test

import (
	"os"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// plain is a service that asks what the facts below follow from.
func plain(change func(*catalogue.Service)) *catalogue.Service {
	s := &catalogue.Service{DecidesAt: "hukou", ServedIn: []portal.Place{"152501"}}
	for _, id := range strings.Fields("filing_as id_number card_no card_valid_to treatment_ended_on renew_reason cancel_reason hukou_jurisdiction residence_jurisdiction") {
		s.Fields = append(s.Fields, catalogue.Field{Spec: field.Spec{ID: id, Type: field.Text}})
	}
	for _, id := range []string{"applied_category", "requested_category"} {
		s.Fields = append(s.Fields, catalogue.Field{Spec: field.Spec{ID: id, Type: field.Multiselect, Options: []string{"visual", "hearing"}}})
	}
	if change != nil {
		change(s)
	}
	return s
}

func follows(s *catalogue.Service, told, name string) string {
	return strings.Join(s.Facts(given(told))[name], ",")
}

// TestFactsThatFollow: given says today is 2026-12-01.
func TestFactsThatFollow(t *testing.T) {
	for _, tc := range []struct{ told, name, want string }{
		{"card_valid_to=2027-12-01", "card_months_to_expiry", "12"},
		{"card_valid_to=2027-11-30", "card_months_to_expiry", "11"},
		{"card_valid_to=2026-11-30", "card_months_to_expiry", "-1"},
		{"card_valid_to=2026-12-01", "card_status", "active"},
		{"card_valid_to=2026-11-30", "card_status", "expired"},
		{"card_valid_to=2030-01-01 register.card_status=cancelled", "card_status", "cancelled"},
		{"card_valid_to=2030-01-01 register.card_months_to_expiry=3", "card_months_to_expiry", "3"},
		{"treatment_ended_on=2025-12-01", "treatment_ended_months", "12"},
		{"treatment_ended_on=2025-12-02", "treatment_ended_months", "11"},
		{"treatment_ended_on=2026-08-31", "treatment_ended_months", "3"},
		{"applied_category=visual", "disability_category", "visual"},
		{"applied_category=visual,hearing", "disability_category", "multiple"},
		{"requested_category=hearing", "disability_category", "hearing"},
		{"card_no=" + adult + "42 applied_category=visual", "disability_category", ""},
		{"renew_reason=damaged", "event", "damaged"},
		{"renew_reason=info", "event", "info_changed"},
		{"renew_reason=expiry", "event", "expiry"},
		{"cancel_reason=recovered", "event", "no_longer_meets"},
		{"cancel_reason=death", "event", "death"},
		{"", "event", ""},
		{"hukou_jurisdiction=152501", "residency_in_service_area", "true"},
		{"hukou_jurisdiction=130104", "residency_in_service_area", ""},
		{"hukou_jurisdiction=130104 residence_jurisdiction=152501", "residency_in_service_area", "true"},
		{"hukou_jurisdiction=130104 residence_jurisdiction=130105", "residency_in_service_area", "false"},
		{"hukou_jurisdiction=130104 residence_jurisdiction=152501", eligibility.PlaceField, "130104"},
		{"residence_jurisdiction=152501", "residence_permit_jurisdiction", "152501"},
		{"filing_as=guardian", "guardian_present", "true"},
		{"filing_as=self", "guardian_present", "false"},
		{"", "guardian_present", ""},
	} {
		if got := follows(plain(nil), tc.told, tc.name); got != tc.want {
			t.Errorf("%s: %s is %q, want %q", tc.told, tc.name, got, tc.want)
		}
	}
}

func TestEventOfAServiceForOneThing(t *testing.T) {
	for act, want := range map[string]string{"transfer": "hukou_moved", "reissue": "lost", "issue": ""} {
		s := plain(func(s *catalogue.Service) { s.Outcome.Act = act })
		if got := follows(s, "", "event"); got != want {
			t.Errorf("%s: %q, want %q", act, got, want)
		}
	}
}

// TestGuardianStillToBeAsked: while the question is open nothing is known, and a
// condition on it refuses nobody.
func TestGuardianStillToBeAsked(t *testing.T) {
	when, err := eligibility.ParseExpr("filing_as == guardian or age < 18 or disability_category in [intellectual, psychiatric]")
	if err != nil {
		t.Fatal(err)
	}
	s := plain(func(s *catalogue.Service) {
		s.Fields = append(s.Fields, catalogue.Field{Spec: field.Spec{ID: "guardian_id_number", Type: field.IDCard}, When: when})
	})
	for told, want := range map[string]string{
		"filing_as=agent applied_category=visual id_number=" + adult:                  "false",
		"filing_as=agent id_number=11010520100307" + "1239":                           "",
		"filing_as=agent register.age=10":                                             "",
		"filing_as=agent register.age=10 guardian_id_number=" + adult:                 "true",
		"filing_as=agent register.disability_category=psychiatric id_number=" + adult: "",
	} {
		if got := follows(s, told, "guardian_present"); got != want {
			t.Errorf("%s: %q, want %q", told, got, want)
		}
	}
}

func TestDecidingPlace(t *testing.T) {
	asks := func(s *catalogue.Service) {
		s.Fields = append(s.Fields, catalogue.Field{Spec: field.Spec{ID: "decide_place", Type: field.Radio, Options: []string{"hukou", "residence"}}})
	}
	matter := func(s *catalogue.Service) {
		s.Fields = append(s.Fields, catalogue.Field{Spec: field.Spec{ID: "other_place", Type: field.PlaceChoice, Options: []string{"other"}}})
	}
	const two = "hukou_jurisdiction=130104 residence_jurisdiction=152501"
	for _, tc := range []struct {
		decides, told, want string
		with                func(*catalogue.Service)
	}{
		{"hukou", two, "130104", nil},
		{"residence", two, "152501", nil},
		{"either", "hukou_jurisdiction=130104 residence_jurisdiction=130104", "130104", nil},
		{"either", two, "152501", nil}, // the one where the service is given
		{"either", "hukou_jurisdiction=152501 residence_jurisdiction=130104", "152501", nil},
		{"either", two, "", asks},
		{"either", two + " decide_place=hukou", "130104", asks},
		{"either", two + " decide_place=residence", "152501", asks},
		{"case_place", two, "152501", matter},
		{"case_place", two + " other_place=150202", "150202", matter},
		{"case_place", two, "152501", nil},
		{"unit_registration", two, "", matter},
		{"unit_registration", two + " other_place=150202", "150202", matter},
	} {
		s := plain(func(s *catalogue.Service) {
			s.DecidesAt = tc.decides
			if tc.with != nil {
				tc.with(s)
			}
		})
		if got := follows(s, tc.told, eligibility.PlaceField); got != tc.want {
			t.Errorf("%s, %s: %q, want %q", tc.decides, tc.told, got, tc.want)
		}
	}
}

// TestStopCodesAreReasons: a definition can name every reason a benefit knows.
func TestStopCodesAreReasons(t *testing.T) {
	if got, want := strings.Join(catalogue.StopCodes(), " "), strings.Join(benefit.Reasons(), " "); got != want {
		t.Errorf("codes %s, reasons %s", got, want)
	}
}

func TestItemsHaveTheirOwnWords(t *testing.T) {
	s := service(t, load(t, os.DirFS(sound)), "stove-aid")
	f, _ := s.Field("members")
	if len(f.Items) != 2 || s.WordID("field.members.kin.label") != "service.stove-aid.field.members.kin.label" {
		t.Errorf("items %v", f.Items)
	}
}
