package catalogue_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// subsidies are the services of money, rehabilitation and devices.
var subsidies = []string{
	"living-subsidy", "nursing-subsidy", "two-subsidy-change", "temp-relief", "wheelchair-fuel", "child-rehab", "assistive-device", "pension-aid",
}

const (
	donghe  = portal.Place("150202")
	erenhot = portal.Place("152501")
)

// yuan says what a place pays under the facts, in whole yuan; "" is not stated.
func yuan(s *catalogue.Service, place portal.Place, given string) string {
	a, ok := s.Amount(place, facts(given))
	if !ok || a.Fen == nil {
		return ""
	}
	return fmt.Sprintf("%d per %s", *a.Fen/100, a.Period)
}

// P10: counted from the month of filing, also when decided later.
func TestSubsidyCountsFromFilingMonth(t *testing.T) {
	c := load(t)
	for _, id := range []string{"living-subsidy", "nursing-subsidy"} {
		s := service(t, c, id)
		want := catalogue.Outcome{Type: catalogue.MonthlyPayment, From: catalogue.FilingMonth, PayTo: "own"}
		if s.Outcome != want || !s.CrossProvince || s.Days.Total() != 16 {
			t.Errorf("%s: %+v, %d days", id, s.Outcome, s.Days.Total())
		}
	}
}

// P13: from the month after the card ran out nothing is paid; after a renewed
// card at most three months are paid back.
func TestSubsidyStopsWithTheCardAndPaysThreeMonthsBack(t *testing.T) {
	c := load(t)
	for id, also := range map[string]string{"living-subsidy": "aid_lost", "nursing-subsidy": "level"} {
		s := service(t, c, id)
		for _, stop := range []string{"card_expired", "card_cancelled", "moved", "died", also} {
			if !slices.Contains(s.Stops, stop) {
				t.Errorf("%s does not stop: %s", id, stop)
			}
		}
		if s.BackPay != 3 {
			t.Errorf("%s pays %d months back", id, s.BackPay)
		}
	}
}

// Who has one subsidy can get the other, but not the same again.
func TestBothSubsidiesAtOnce(t *testing.T) {
	for id, other := range map[string]string{"living-subsidy": "nursing_subsidy", "nursing-subsidy": "living_subsidy"} {
		verdicts(t, id, "not_receiving", map[string]eligibility.Verdict{
			"receives=" + other:                            eligibility.Met,
			"receives=" + strings.ReplaceAll(id, "-", "_"): eligibility.NotMet,
			"": eligibility.Unknown,
		})
		if s := service(t, load(t), id); !slices.Contains(s.Notes, "both_subsidies") {
			t.Errorf("%s does not say that both can be had", id)
		}
	}
}

func TestBenefitIsNotGrantedTwice(t *testing.T) {
	for _, id := range []string{"living-subsidy", "nursing-subsidy", "wheelchair-fuel", "child-rehab", "pension-aid"} {
		verdicts(t, id, "not_receiving", map[string]eligibility.Verdict{"receives=" + strings.ReplaceAll(id, "-", "_"): eligibility.NotMet})
	}
}

// BG: not with support for the destitute, work-injury nursing or, for the living
// subsidy, an orphan's allowance, which leaves the nursing subsidy open.
func TestSubsidyExcludesOtherSupport(t *testing.T) {
	c := load(t)
	for id, rules := range map[string]map[string]string{
		"living-subsidy":  {"no_tekun": "tekun", "no_injury_nursing": "work_injury_nursing", "no_orphan_allowance": "orphan_allowance"},
		"nursing-subsidy": {"no_tekun": "tekun", "no_injury_nursing": "work_injury_nursing"},
	} {
		for rule, benefit := range rules {
			verdicts(t, id, rule, map[string]eligibility.Verdict{"receives=" + benefit: eligibility.NotMet, "receives=bus_pass": eligibility.Met})
		}
	}
	for _, r := range service(t, c, "nursing-subsidy").Verdicts(facts("receives=orphan_allowance")) {
		if r.Verdict == eligibility.NotMet {
			t.Errorf("an orphan may take the nursing subsidy: %s", r.Rule)
		}
	}
}

func TestLivingSubsidyAsksForDibao(t *testing.T) {
	verdicts(t, "living-subsidy", "poor_household", map[string]eligibility.Verdict{
		"household_aid=dibao": eligibility.Met, "household_aid=dibao_marginal": eligibility.NotMet,
		"household_aid=none": eligibility.NotMet, "": eligibility.Unknown,
	})
}

// 001 4.2.3: levels 3 and 4 of three categories in Erenhot; Donghe only plans it.
func TestNonSevereOnlyInErenhot(t *testing.T) {
	want := map[string]eligibility.Verdict{}
	for _, category := range []string{"visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple"} {
		widened := slices.Contains([]string{"intellectual", "psychiatric", "multiple"}, category)
		for _, level := range []string{"1", "2", "3", "4"} {
			for _, place := range []portal.Place{donghe, erenhot} {
				given := fmt.Sprintf("disability_category=%s disability_level=%s deciding_jurisdiction=%s", category, level, place)
				want[given] = eligibility.NotMet
				if level <= "2" || widened && place == erenhot {
					want[given] = eligibility.Met
				}
			}
		}
	}
	verdicts(t, "nursing-subsidy", "severity", want)
}

// Never stopped silently: the change leads to a decision with reasons, and can
// be contested.
func TestChangeIsDecidedAndSaysWhy(t *testing.T) {
	s := service(t, load(t), "two-subsidy-change")
	if s.Outcome.Type != catalogue.Decision || s.Outcome.Act != "change_benefit" || s.Object.Service == "" || !slices.Contains(s.Notes, "never_silent") {
		t.Errorf("%+v %+v %v", s.Outcome, s.Object, s.Notes)
	}
	verdicts(t, s.ID, "gets_subsidy", map[string]eligibility.Verdict{
		"receives=living_subsidy": eligibility.Met, "receives=nursing_subsidy": eligibility.Met,
		"receives=bus_pass": eligibility.NotMet, "": eligibility.Unknown,
	})
}

// A new account is asked for that change only, and is never the old one again.
func TestChangeAsksWhatItNeeds(t *testing.T) {
	s := service(t, load(t), "two-subsidy-change")
	for given, want := range map[string]string{
		"filing_as=self age=40 disability_category=visual change_type=moved": "",
		"filing_as=self age=40 disability_category=visual change_type=bank":  "bank bank_name bank_account account_holder",
		"filing_as=self age=40 disability_category=visual change_type=death": "death_proof",
	} {
		if got := needed(s, facts(given)); got != want {
			t.Errorf("%s: %s", given, got)
		}
	}
	if f, _ := s.Field("bank_account"); f.Bind != "" || f.Prefill != "" {
		t.Error("the old account is taken for the new one")
	}
}

// 001 4.3.3: up to 14 in Erenhot; 002 3.3.3: "0-10 first" in Donghe.
func TestChildRehabAgesPerPlace(t *testing.T) {
	verdicts(t, "child-rehab", "age_line", map[string]eligibility.Verdict{
		"age=0 deciding_jurisdiction=150202":  eligibility.Met,
		"age=10 deciding_jurisdiction=150202": eligibility.Met,
		"age=11 deciding_jurisdiction=150202": eligibility.NotMet,
		"age=11 deciding_jurisdiction=152501": eligibility.Met,
		"age=14 deciding_jurisdiction=152501": eligibility.Met,
		"age=15 deciding_jurisdiction=152501": eligibility.NotMet,
		"age=12":                              eligibility.Unknown,
		"age=15":                              eligibility.NotMet,
	})
}

// 002 3.3.3: by kind of disability; for others, and in Erenhot, nothing is stated.
func TestChildRehabYuanPerPlace(t *testing.T) {
	s := service(t, load(t), "child-rehab")
	for given, want := range map[string]string{
		"age=6 disability_category=physical":                   "20000 per year",
		"age=6 disability_category=intellectual":               "20000 per year",
		"age=6 disability_category=psychiatric autism=yes":     "20000 per year",
		"age=6 disability_category=psychiatric autism=no":      "",
		"age=6 disability_category=hearing":                    "24000 per year",
		"age=6 disability_category=visual low_vision=yes":      "5000 per year",
		"age=6 disability_category=visual low_vision=no":       "",
		"age=6 disability_category=speech rehab_kind=training": "",
		"age=2 disability_category=speech rehab_kind=training": "24000 per year", // P18
		"age=2 disability_category=physical":                   "20000 per year",
		"age=6 disability_category=multiple":                   "",
		"age=6":                                                "",
	} {
		if got := yuan(s, donghe, given); got != want {
			t.Errorf("Donghe, %s: %q, want %q", given, got, want)
		}
		if got := yuan(s, erenhot, given); got != "" {
			t.Errorf("Erenhot, %s: %q", given, got)
		}
	}
	if !slices.Contains(s.Notes, "no_income") {
		t.Error("no income condition, and nothing says so")
	}
}

// P16: paid to the institution; the guardian applies, the child is the person.
func TestChildRehabGuardianAppliesInstitutionIsPaid(t *testing.T) {
	s := service(t, load(t), "child-rehab")
	if s.Outcome.PayTo != "institution" || s.Outcome.Months != 12 || s.DecidesAt != "either" {
		t.Errorf("%+v", s.Outcome)
	}
	if f, _ := s.Field("filing_as"); slices.Contains(f.Options, "self") {
		t.Error("a child files for itself")
	}
	if f, _ := s.Field("institution"); f.Type != field.Institution || f.Kind != "rehab" {
		t.Errorf("%+v", f.Spec)
	}
	verdicts(t, s.ID, "guardian", map[string]eligibility.Verdict{
		"guardian_present=true": eligibility.Met, "guardian_present=false": eligibility.NotMet, "": eligibility.Unknown,
	})
	if got := needed(s, facts("filing_as=guardian age=5 child_has_card=yes card_status=active disability_category=physical residence_jurisdiction=150202 hukou_jurisdiction=150202")); !strings.Contains(got, "guardian_proof") {
		t.Errorf("the guardianship is not shown: %s", got)
	}
}

// A diagnosis stands for the card of a small child.
func TestSmallChildNeedsNoCard(t *testing.T) {
	c := load(t)
	for _, id := range []string{"child-rehab", "assistive-device"} {
		s := service(t, c, id)
		without, with := facts("age=5 child_has_card=no disability_category=physical"), facts("age=5 child_has_card=yes card_status=active")
		for paper, is := range map[string]bool{"diagnosis": true, "card": false} {
			has := func(f eligibility.Facts) bool {
				return slices.ContainsFunc(s.Needed(f), func(p catalogue.Paper) bool { return p.ID == paper })
			}
			if has(without) != is || has(with) == is {
				t.Errorf("%s, %s: %v without a card, %v with one", id, paper, has(without), has(with))
			}
		}
		if f, _ := s.Field("card_no"); f.When.Eval(without) != eligibility.NotMet {
			t.Errorf("%s asks for the number of a card that is none", id)
		}
	}
	verdicts(t, "assistive-device", "card_or_small_child", map[string]eligibility.Verdict{
		"age=6": eligibility.Met, "age=7 card_status=active": eligibility.Met, "age=7 card_status=expired": eligibility.NotMet,
	})
}

// P38: what cannot wait is paid first and skips the notice; the notice runs
// inside the 15 days.
func TestUrgentReliefPaysFirst(t *testing.T) {
	s := service(t, load(t), "temp-relief")
	for given, want := range map[string]eligibility.Verdict{"urgent=yes": eligibility.Met, "urgent=no": eligibility.NotMet} {
		if got := s.Urgent.Eval(facts(given)); got != want {
			t.Errorf("%s: %s", given, got)
		}
	}
	if s.Days.Accept != 1 || s.Days.Decide != 15 || s.Days.Notice != 3 || s.Days.Total() != 16 || !slices.Contains(s.Notes, "pay_first") {
		t.Errorf("%+v", s.Days)
	}
	if s.DecidesAt != "residence" || s.Outcome.Type != catalogue.OnePayment {
		t.Errorf("decides at %s, %+v", s.DecidesAt, s.Outcome)
	}
}

func TestReliefIsForEveryHousehold(t *testing.T) {
	aids := []string{"dibao", "tekun", "dibao_marginal", "low_income", "rigid_expenditure", "none"}
	want := map[string]eligibility.Verdict{}
	for _, aid := range aids {
		want["household_aid="+aid] = eligibility.Met
	}
	verdicts(t, "temp-relief", "any_household", want)
	if _, ok := service(t, load(t), "temp-relief").Field("card_no"); ok {
		t.Error("relief asks for a disability card")
	}
}

// The contribution is paid into the pension account; nobody names a bank card.
func TestPensionGoesToThePensionAccount(t *testing.T) {
	s := service(t, load(t), "pension-aid")
	if s.Outcome.PayTo != "pension" || s.Decider != "human_resources" {
		t.Errorf("%+v by %s", s.Outcome, s.Decider)
	}
	for _, id := range []string{"bank_account", "bank_name", "account_holder"} {
		if _, ok := s.Field(id); ok {
			t.Errorf("asks for %s", id)
		}
	}
	if f, _ := s.Field("pay_year"); f.Least != "this_year" || f.Most != "next_year" {
		t.Errorf("%+v", f.Spec)
	}
}

func TestPensionAgesAndHardship(t *testing.T) {
	verdicts(t, "pension-aid", "old_enough", map[string]eligibility.Verdict{"age=15": eligibility.NotMet, "age=16": eligibility.Met})
	verdicts(t, "pension-aid", "before_pension", map[string]eligibility.Verdict{"age=59": eligibility.Met, "age=60": eligibility.NotMet})
	verdicts(t, "pension-aid", "severe_or_poor", map[string]eligibility.Verdict{
		"disability_level=2": eligibility.Met,
		"disability_level=3 household_aid=dibao deciding_jurisdiction=150202":                                 eligibility.Met,
		"disability_level=4 household_aid=tekun deciding_jurisdiction=152501":                                 eligibility.Met,
		"disability_level=3 household_aid=low_income deciding_jurisdiction=152501":                            eligibility.NotMet,
		"disability_level=3 household_aid=none disability_category=psychiatric deciding_jurisdiction=152501":  eligibility.NotMet, // the comparator's rule
		"disability_level=3 household_aid=none disability_category=intellectual deciding_jurisdiction=150202": eligibility.NotMet,
		"disability_level=3": eligibility.Unknown,
	})
	s := service(t, load(t), "pension-aid")
	if got := yuan(s, erenhot, "disability_level=1"); got != "300 per year" {
		t.Errorf("severe in Erenhot: %q", got)
	}
	if got := yuan(s, erenhot, "disability_level=3"); got != "" {
		t.Errorf("not severe in Erenhot: %q", got)
	}
	for given, want := range map[string]bool{"disability_level=2": false, "disability_level=3": true} {
		if f, _ := s.Field("household_aid"); (f.When.Eval(facts(given)) == eligibility.Met) != want {
			t.Errorf("%s: household asked is not %v", given, want)
		}
	}
}

// P20: lower limbs of physical or multiple disability; 260 yuan a vehicle and
// year in the whole country.
func TestFuelExcludesIntellectualAndPsychiatric(t *testing.T) {
	verdicts(t, "wheelchair-fuel", "limbs", map[string]eligibility.Verdict{
		"disability_category=physical": eligibility.Met, "disability_category=multiple": eligibility.Met,
		"disability_category=intellectual": eligibility.NotMet, "disability_category=psychiatric": eligibility.NotMet,
		"disability_category=visual": eligibility.NotMet, "": eligibility.Unknown,
	})
	verdicts(t, "wheelchair-fuel", "lower_limb", map[string]eligibility.Verdict{
		"limb_site=lower": eligibility.Met, "limb_site=mixed": eligibility.Met, "limb_site=upper": eligibility.NotMet, "limb_site=trunk": eligibility.NotMet,
	})
	s := service(t, load(t), "wheelchair-fuel")
	for _, place := range []portal.Place{donghe, erenhot} {
		if got := yuan(s, place, ""); got != "260 per year" {
			t.Errorf("%s: %q", place, got)
		}
	}
	if s.Outcome.Months != 12 || s.Outcome.PayTo != "own" {
		t.Errorf("%+v", s.Outcome)
	}
}

// The category hides no device: each is asked in free words, several at once.
func TestCategoryHidesNoDevice(t *testing.T) {
	s := service(t, load(t), "assistive-device")
	f, _ := s.Field("devices")
	if f.Type != field.List || f.MinItems != 1 || f.MaxItems != 5 || !f.When.Always() || len(f.Items) != 2 {
		t.Errorf("%+v", f.Spec)
	}
	for _, item := range f.Items {
		if len(item.Options) > 0 {
			t.Errorf("%s offers only %v", item.ID, item.Options)
		}
	}
	if s.Outcome.Months != 0 || !slices.Contains(s.Notes, "use_life") {
		t.Error("a use-life that no source of ours states")
	}
	if got := needed(s, facts("filing_as=self age=40 card_status=active disability_category=hearing self_bought=yes")); !strings.Contains(got, "invoice") {
		t.Errorf("what was bought needs an invoice: %s", got)
	}
}

// Services facts 3: to the person's or the guardian's account, whoever files.
func TestMoneyNeverToAnAgent(t *testing.T) {
	for _, s := range load(t).All() {
		f, ok := s.Field("account_holder")
		if !ok {
			if s.Outcome.Pays() && s.Outcome.PayTo == "own" {
				t.Errorf("%s pays to nobody's account", s.ID)
			}
			continue
		}
		for filing, refused := range map[string]bool{"self": false, "guardian": false, "agent": true, "committee": true} {
			answers := map[string]field.Value{"name": {"其其格"}, "own_name": {"王强"}, "filing_as": {filing}, "change_type": {"bank"}}
			got := s.Facts(catalogue.Given{
				Answer: func(id string) field.Value { return answers[id] },
				Source: func(name string) field.Value {
					return map[string]field.Value{"link.filing_as": {filing}, "actor.name": {"王强"}}[name]
				},
				Today: "2026-11-21",
			})
			holder := field.Value{"王强"}
			if filing == "self" {
				holder = field.Value{"其其格"}
			}
			context := field.Context{Today: "2026-11-21", Answer: func(id string) field.Value { return got[id] }}
			if problems := field.Check(f.Spec, holder, context); (len(problems) > 0) != refused {
				t.Errorf("%s filed as %s, money to %s: %v", s.ID, filing, holder.First(), problems)
			}
		}
	}
}

// No other region's rule, place or amount is in a definition.
func TestComparatorsAreNowhere(t *testing.T) {
	files, err := fs.Glob(catalogue.Embedded(), "services/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		raw, err := fs.ReadFile(catalogue.Embedded(), file)
		if err != nil {
			t.Fatal(err)
		}
		for _, foreign := range []string{"230881", "110000", "tongjiang", "beijing", "comparator", "004_293d26da189e8b36"} {
			if strings.Contains(strings.ToLower(string(raw)), foreign) {
				t.Errorf("%s holds %q", file, foreign)
			}
		}
	}
	for _, s := range load(t).All() {
		for _, a := range s.Amounts {
			if !slices.ContainsFunc([]portal.Place{donghe, erenhot}, func(p portal.Place) bool { return eligibility.Inside(p, a.Place) }) {
				t.Errorf("%s: an amount of %s", s.ID, a.Place)
			}
		}
	}
}

// stated are all amounts in fen that the sources state, with the source each
// begins with; "" is not stated. Copied by hand from the service facts.
var stated = map[string]string{
	"living-subsidy 152501":                "11000 001_b80f171f793ed242.txt 一(一)",
	"living-subsidy 150202":                " 002_8371b38728e487da.txt 专栏2(3)",
	"nursing-subsidy 152501":               "11000 001_b80f171f793ed242.txt 一(一)",
	"nursing-subsidy 150202":               " 002_8371b38728e487da.txt 专栏2(3)",
	"temp-relief 150202":                   " 002_8371b38728e487da.txt 专栏2(7)",
	"temp-relief 152501":                   " 001_b80f171f793ed242.txt 四(二)4",
	"wheelchair-fuel 000000":               "26000 P20",
	"child-rehab 150202 body_mind_autism":  "2000000 002_8371b38728e487da.txt 三(三)3",
	"child-rehab 150202 hearing":           "2400000 002_8371b38728e487da.txt 三(三)3",
	"child-rehab 150202 low_vision":        "500000 002_8371b38728e487da.txt 三(三)3",
	"child-rehab 152501":                   " 001_b80f171f793ed242.txt 四(三)3",
	"child-rehab 150200 early_help":        "2400000 P18",
	"child-rehab 150000 region_low_vision": "375000 P18",
	"assistive-device 152501":              " 001_b80f171f793ed242.txt 四(三)4",
	"assistive-device 150202":              " 002_8371b38728e487da.txt 三(三)5",
	"pension-aid 152501":                   "30000 001_b80f171f793ed242.txt 一(一)",
	"pension-aid 150202":                   " 002_8371b38728e487da.txt 专栏2(6)",
	"card-new 000000":                      "0 P07",
	"card-renew 000000":                    "0 P01",
	"card-level-change 000000":             "0 P01",
	"card-transfer 000000":                 "0 P07",
	"card-reissue 000000":                  "0 P08",
	"home-retrofit 150202":                 " 002_8371b38728e487da.txt 专栏1(11)",
	"home-retrofit 152501":                 " 001_b80f171f793ed242.txt 一(三)",
	"startup-subsidy 152501":               " 001_b80f171f793ed242.txt 四(一)1",
	"startup-subsidy 150202":               " 002_8371b38728e487da.txt 专栏3(2)",
	"sunshine-home 152501":                 " 001_b80f171f793ed242.txt 四(三)6",
	"sunshine-home 150202":                 " 002_8371b38728e487da.txt 专栏2(4)",
}

func TestAmountsAreNeverInvented(t *testing.T) {
	open := maps.Clone(stated)
	for _, s := range load(t).All() {
		for _, a := range s.Amounts {
			row := strings.TrimSpace(fmt.Sprintf("%s %s %s", s.ID, a.Place, a.ID))
			fen := ""
			if a.Fen != nil {
				fen = fmt.Sprint(*a.Fen)
			}
			want, known := stated[row]
			amount, source, _ := strings.Cut(want, " ")
			if !known || fen != amount || !strings.HasPrefix(a.Source, source) {
				t.Errorf("%s: %q by %q, want %q", row, fen, a.Source, want)
			}
			delete(open, row)
		}
	}
	if len(open) > 0 {
		t.Errorf("stated and missing: %v", slices.Sorted(maps.Keys(open)))
	}
}

// BG: 60 days; every one of them can be contested and is decided by the unit the
// facts name first.
func TestSubsidiesCanBeContested(t *testing.T) {
	c := load(t)
	for _, id := range subsidies {
		s := service(t, c, id)
		if s.Object.Service != "objection" || s.Object.Days != 60 || s.Object.Source != "BG" || s.Delivery != "transact" || s.Priority != "launch" {
			t.Errorf("%s: %+v", id, s.Object)
		}
		if len(s.Departments) < 2 || s.Departments[0].Source == "" {
			t.Errorf("%s: departments %v", id, s.Departments)
		}
		decider := map[string]string{"pension-aid": "human_resources", "wheelchair-fuel": "federation", "child-rehab": "federation", "assistive-device": "federation"}[id]
		if decider == "" {
			decider = "civil_affairs"
		}
		if s.Decider != decider {
			t.Errorf("%s is decided by %s", id, s.Decider)
		}
	}
}

// What one service learns of a person the next does not ask: the facts have one
// name and stand in the person's file.
func TestPersonFactsHaveOneName(t *testing.T) {
	c := load(t)
	for _, id := range subsidies {
		s := service(t, c, id)
		for _, fact := range []string{
			"household_aid", "household_size", "household_income_month", "limb_site", "owns_motor_wheelchair",
			"insured_resident_pension", "pension_no", "child_has_card", "card_no", "card_valid_to", "autism", "low_vision",
		} {
			if f, ok := s.Field(fact); ok && f.Bind != "person" {
				t.Errorf("%s keeps %s nowhere", id, fact)
			}
		}
		if words := s.Words("zh-Hans")[s.WordID("keywords")]; strings.Count(words, "、") < 5 {
			t.Errorf("%s is found by %q only", id, words)
		}
	}
}

// Somebody whose file is filled is asked at most six pages by each of them
// (decisions 5): new facts of the person count, those of every service do not.
func TestSubsidiesAskKnownPeopleLittle(t *testing.T) {
	c := load(t)
	nursing := service(t, c, "nursing-subsidy")
	known := facts("filing_as=self age=40 disability_category=physical disability_level=3 card_status=active limb_site=lower change_type=bank self_bought=yes")
	child := facts("filing_as=guardian age=5 disability_category=physical card_status=active child_has_card=yes hukou_jurisdiction=150202 residence_jurisdiction=150202")
	for _, id := range subsidies {
		s, have := service(t, c, id), known
		if id == "child-rehab" {
			have = child
		}
		given := catalogue.Given{Answer: func(id string) field.Value { return have[id] }, Today: "2026-11-23"}
		var pages []string
		for _, step := range s.Steps {
			p, single := s.Paper(step.Paper)
			asked := slices.DeleteFunc(s.Asked(step, have, given), func(f catalogue.Field) bool {
				before, ok := nursing.Field(f.ID)
				return f.Derive != "" || f.Bind != "" && ok && before.Bind == f.Bind
			})
			if len(asked) > 0 || step.Shared || single && p.ID != "guardian_proof" && p.When.Eval(have) == eligibility.Met {
				pages = append(pages, step.ID)
			}
		}
		t.Logf("%s: %s", id, strings.Join(pages, " "))
		if len(pages) > 6 {
			t.Errorf("%s asks %d: %v", id, len(pages), pages)
		}
	}
}
