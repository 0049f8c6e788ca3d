package catalogue_test

import (
	"strings"
	"testing"

	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Numbers are invented; check signs are right.
const (
	adult = "11010519491231002X"
)

func given(text string) catalogue.Given {
	values := map[string]field.Value{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		values[name] = strings.Split(value, ",")
	}
	look := func(name string) field.Value { return values[name] }
	return catalogue.Given{Answer: look, Source: look, Today: "2026-12-01"}
}

func TestFacts(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	g := given("link.filing_as=guardian link.relation=parent own_name=乌兰 own_id_number=x name=其其格 id_number=" + adult +
		" card_no=" + adult + "53 card_valid_to=2030-01-01 hukou_jurisdiction=152501 register.receives=living_subsidy proxy_name=forged")
	facts := s.Facts(g)
	for name, want := range map[string]string{
		"filing_as": "guardian", "disability_category": "intellectual", "disability_level": "3", "age": "76",
		"card_status": "active", "guardian_name": "乌兰", "guardian_relation": "parent",
		eligibility.PlaceField: "152501", "receives": "living_subsidy",
	} {
		if got := strings.Join(facts[name], ","); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, absent := range []string{"proxy_name", "proxy_phone", "truth_statement", "bank_name"} {
		if v, ok := facts[absent]; ok {
			t.Errorf("%s is %v", absent, v)
		}
	}
	if got := eligibility.Overall(s.Verdicts(facts)); got != eligibility.Met {
		t.Errorf("%s: %v", got, s.Verdicts(facts))
	}
	if got := s.Verdicts(facts)[1].Reason.ID; got != "service.nursing-subsidy.eligibility.severity.met" {
		t.Error(got)
	}
}

// asked lists the steps a reader goes through under an answer text.
func asked(s *catalogue.Service, g catalogue.Given) string {
	facts := s.Facts(g)
	var ids []string
	for _, t := range s.Steps {
		if fields := s.Asked(t, facts, g); len(fields) > 0 {
			ids = append(ids, t.ID)
		}
	}
	return strings.Join(ids, " ")
}

func TestAsked(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	const (
		first = "name id_number phone contact contact_language hukou residence address card card_valid"
		last  = "bank holder care_needs carer_name"
	)
	for _, tc := range []struct{ title, given, want string }{
		{"for oneself", "link.filing_as=self id_number=" + adult + " card_no=" + adult + "42", first + " " + last},
		{"guardian of an intellectual disability, own file known", "link.filing_as=guardian link.relation=child own_name=乌兰 own_id_number=1 id_number=" + adult + " card_no=" + adult + "53", "own_name name id_number own_id phone contact contact_language hukou residence address card card_valid " + last},
		{"guardian by a relation the form does not know", "link.filing_as=guardian link.relation=other own_name=乌兰 own_id_number=1 id_number=" + adult, "own_name name id_number own_id phone contact contact_language hukou residence address card card_valid guardian_relation " + last},
		{"agent for a psychiatric disability", "link.filing_as=agent id_number=" + adult + " card_no=" + adult + "61", "own_name name id_number own_id phone contact contact_language hukou residence address card card_valid guardian_name guardian_id guardian_relation " + last},
		{"register knows the card's end", "link.filing_as=self register.card_valid_to=2031-03-06 id_number=" + adult + " card_no=" + adult + "42", strings.Replace(first, " card_valid", "", 1) + " " + last},
	} {
		t.Run(tc.title, func(t *testing.T) {
			if got := asked(s, given(tc.given)); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestSuggested(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	g := given("actor.phone=13800138000 actor.language=fr name=其其格 hukou_jurisdiction=130104")
	for id, want := range map[string]string{
		"phone": "13800138000", "contact_language": "", "account_holder": "其其格", "residence_jurisdiction": "130104", "bank_name": "",
	} {
		f, _ := s.Field(id)
		if got := s.Suggested(f, s.Facts(g), g).First(); got != want {
			t.Errorf("%s starts with %q, want %q", id, got, want)
		}
	}
}

func TestExpiredCard(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	facts := s.Facts(given("card_valid_to=2026-11-30"))
	if got := facts["card_status"][0]; got != "expired" {
		t.Error(got)
	}
	facts = s.Facts(given("card_valid_to=2030-11-30 register.card_status=frozen"))
	if got := facts["card_status"][0]; got != "frozen" {
		t.Error("the register has the last word:", got)
	}
	facts = s.Facts(given("card_valid_to=2020-01-01 register.card_valid_to=2030-11-30"))
	if got := facts["card_status"][0]; got != "active" {
		t.Error("the register's day counts, not the typed one:", got)
	}
	if facts := s.Facts(catalogue.Given{}); len(facts) != 0 {
		t.Errorf("facts out of nothing: %v", facts)
	}
}
