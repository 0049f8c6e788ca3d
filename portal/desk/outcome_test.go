package desk_test

import (
	"slices"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

func pays(fen int64, source string) desk.Input {
	return desk.Input{Act: desk.Propose, Approve: true, Fen: fen, Source: source, Reasons: []string{"conditions_met"}}
}

// Each kind of outcome stands under the person when the second officer confirms.
func TestOutcomes(t *testing.T) {
	justice := "erenhot-justice"
	for _, tc := range []struct {
		service, deciding string
		in                desk.Input
		want              benefit.Benefit
	}{
		{"wheelchair-fuel", federation, pays(26000, ""), benefit.Benefit{Kind: benefit.Payment, Fen: 26000, Period: benefit.Yearly,
			Until: "2027-03-23", Payee: benefit.Payee{To: benefit.PayOwn, Bank: "Nongye", Account: "6228480000000000018", Holder: "Bao Lide"}}},
		{"temp-relief", "erenhot-civil-affairs", pays(200000, "Notice 3"), benefit.Benefit{Kind: benefit.Payment, Fen: 200000, Period: benefit.Once,
			Payee: benefit.Payee{To: benefit.PayOwn, Bank: "Nongye", Account: "6228480000000000018", Holder: "Bao Lide"}}},
		{"pension-aid", "erenhot-human-resources", pays(10000, "Notice 4"), benefit.Benefit{Kind: benefit.Payment, Fen: 10000, Period: benefit.Yearly,
			Until: "2027-03-23", Payee: benefit.Payee{To: benefit.PayPension, Account: "152501000001", Holder: "Bao Lide"}}},
		{"assistive-device", federation, grants(), benefit.Benefit{Kind: benefit.Device}},
		{"home-retrofit", federation, grants(), benefit.Benefit{Kind: benefit.Service}},
		{"legal-aid", justice, grants(), benefit.Benefit{Kind: benefit.Service}},
		{"job-registration", "erenhot-human-resources", grants(), benefit.Benefit{Kind: benefit.Record}},
	} {
		t.Run(tc.service, func(t *testing.T) {
			s := serve(t, tc.service, tc.deciding, typed("42"))
			s.reviewed()
			if s.h.Desk.Pays(s.now()) != (tc.want.Fen > 0) {
				t.Error("whether it pays")
			}
			if slices.Contains(s.h.Desk.Choices(s.reviewer.Staff, s.now()), desk.Publish) {
				s.published()
			}
			c := s.granted(tc.in)
			all := s.benefits()
			if c.State != matter.Approved || len(all) != 1 {
				t.Fatalf("state %s, %+v", c.State, all)
			}
			got := all[0]
			if got.Kind != tc.want.Kind || got.Fen != tc.want.Fen || got.Period != tc.want.Period || got.Payee != tc.want.Payee || got.State != benefit.Active {
				t.Errorf("got %+v", got)
			}
			if tc.want.Until != "" && got.Until != s.today().AddMonths(12) || got.Case != c.Ref || got.Service != tc.service {
				t.Errorf("got %+v", got)
			}
			owed := benefit.Owed(got, nil, s.today().Month().Add(11))
			if n := len(owed); n != map[bool]int{true: 1}[got.Fen > 0] {
				t.Errorf("owed %v", owed)
			}
		})
	}
}

// Money of a child's treatment goes to the institution; the office names it when
// the guardian left that open.
func TestPaidToTheInstitution(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	child := h.AddRelative(t, r, "son", true)
	d, err := h.Apply.Begin(r.Ctx, child, "child-rehab", portal.NewID())
	ok(t, err)
	w := application.Where{Person: child, Draft: d.ID}
	answers := typed("42").With("id_number", storetest.CitizenNumber("15250120200615002"), "name", "Bao Xiao")
	h.Fill(t, r, w, answers)
	s := finish(t, h, r, w, federation)
	s.resident.Own = child
	s.reviewed()
	choices := h.Desk.PayeeChoices(s.now())
	if !slices.Contains(choices, "erenhot-rehab-1") {
		t.Fatalf("choices %v", choices)
	}
	in := pays(2000000, "Notice 5")
	_, err = s.try(s.decider, in)
	says(t, err, "institution", "desk.institution.empty")
	in.Institution = "erenhot-rehab-1"
	s.granted(in)
	if got := s.benefits(); len(got) != 1 || got[0].Payee != (benefit.Payee{To: benefit.PayInstitution, Institution: "erenhot-rehab-1"}) || got[0].Period != benefit.Yearly {
		t.Errorf("got %+v", got)
	}
}

func TestAmountsByTheDecidingPlace(t *testing.T) {
	for deciding, want := range map[string]int64{storetest.Donghe: 2400000, storetest.Erenhot: 0} {
		h := storetest.Memory(t)
		c := application.Case{Service: "child-rehab", Deciding: map[string]string{storetest.Donghe: "donghe-federation", storetest.Erenhot: federation}[deciding]}
		c.Body.Answers = map[string]field.Value{"disability_category": {"hearing"}}
		fen, known := h.Desk.Stated(c)
		if fen != want || known != (want > 0) {
			t.Errorf("%s: %d, %v", deciding, fen, known)
		}
	}
}

// The first row that holds counts: a place whose own amount is open does not get
// the region's.
func TestOwnRowsComeBeforeWiderOnes(t *testing.T) {
	h := storetest.Memory(t)
	for _, tc := range []struct {
		unit  string
		facts map[string]field.Value
		want  int64
	}{
		{federation, map[string]field.Value{"low_vision": {"yes"}}, 0},
		{"donghe-federation", map[string]field.Value{"low_vision": {"yes"}, "disability_category": {"visual"}, "autism": {"no"}}, 500000},
		{"donghe-federation", map[string]field.Value{"low_vision": {"no"}, "disability_category": {"visual"}}, 0},
	} {
		c := application.Case{Service: "child-rehab", Deciding: tc.unit}
		c.Body.Answers = tc.facts
		if fen, known := h.Desk.Stated(c); fen != tc.want || known != (tc.want > 0) {
			t.Errorf("%s %v: %d, %v", tc.unit, tc.facts, fen, known)
		}
	}
}

// How somebody wants to be told goes into the person's file.
func TestPreferencesAreKept(t *testing.T) {
	s := serve(t, "info-access", federation, typed("42"))
	s.reviewed()
	s.granted(grants())
	view, err := s.h.Apply.Case(s.resident.Ctx, s.resident.Own, s.ref)
	ok(t, err)
	for fact, want := range map[string]string{"contact_formats": "large", "contact_where": "portal", "contact_language": "zh"} {
		if got := view.Known.Person.First(fact); got != want {
			t.Errorf("%s: %q", fact, got)
		}
	}
}

// A report of a change changes what the person gets.
func TestReportedChanges(t *testing.T) {
	for change, want := range map[string]struct {
		state  benefit.State
		reason string
		last   portal.Month
	}{
		"bank": {benefit.Active, "", ""}, "alive_check": {benefit.Active, "", ""},
		"stop": {benefit.Ended, benefit.OwnWish, "2026-03"}, "moved": {benefit.Ended, benefit.Moved, "2026-03"},
		"death": {benefit.Ended, benefit.Died, "2026-03"},
	} {
		t.Run(change, func(t *testing.T) {
			first := subsidy(t)
			s := serveIn(t, first.h, first.resident, "two-subsidy-change", "erenhot-civil-affairs",
				typed("42").With("change_type", change, "bank_account", "6228480000000000026"))
			s.reviewed()
			s.granted(grants())
			got := s.benefits()[0]
			if got.State != want.state || got.Reason != want.reason || got.Spans[0].To != want.last {
				t.Errorf("got %+v", got)
			}
			if change == "bank" && got.Payee.Account != "6228480000000000026" {
				t.Errorf("paid to %+v", got.Payee)
			}
			if change == "alive_check" && got.Recheck != s.today().AddMonths(12) {
				t.Errorf("looked at again on %s", got.Recheck)
			}
		})
	}
}

// A change of nothing cannot be approved.
func TestNothingToChange(t *testing.T) {
	s := serve(t, "two-subsidy-change", "erenhot-civil-affairs", typed("42"))
	s.reviewed()
	_, err := s.try(s.decider, grants())
	says(t, err, "approve", "desk.approve.benefit")
}

// subsidy is the nursing subsidy of level 2, granted.
func subsidy(t *testing.T) *story {
	t.Helper()
	s := serve(t, "nursing-subsidy", "erenhot-civil-affairs", typed("42"))
	s.decided(approve(11000))
	return s
}

// One ID number gets one subsidy, whoever files: the desk sees the twin, and the
// second grant is refused by the store.
func TestTwins(t *testing.T) {
	s := serve(t, "nursing-subsidy", "erenhot-civil-affairs", typed("42"))
	second := serveIn(t, s.h, s.h.Resident(t, "13947900002"), "nursing-subsidy", "erenhot-civil-affairs", typed("42").With("phone", "13947900002"))
	for _, one := range []*story{s, second} {
		twins, err := s.h.Desk.Twins(s.resident.Ctx, one.now())
		ok(t, err)
		if len(twins) != 1 || string(twins[0]) == one.ref {
			t.Errorf("twins %v", twins)
		}
	}
	s.decided(approve(11000))
	second.reviewed()
	second.do(second.decider, approve(11000))
	_, err := second.try(second.other, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindExists, "desk.benefit.exists")
	if c := second.now(); c.State != matter.InReview {
		t.Errorf("state %s", c.State)
	}
}

// First help at once, papers afterwards, no public notice (P38).
func TestUrgentHelpComesFirst(t *testing.T) {
	s := serve(t, "temp-relief", "erenhot-civil-affairs", typed("42").With("urgent", "yes"))
	if by, waits := desk.HelpBy(s.now()); !waits || by != "2026-03-25" || s.now().Due > by {
		t.Errorf("help by %s, %v", by, waits)
	}
	s.open()
	in := desk.Input{Act: desk.Advance, Fen: 100000, Papers: []application.AskedPaper{{Paper: "hardship_proof", Reason: "missing"}}}
	_, err := s.try(s.receiver, in)
	says(t, err, "source", "desk.source.empty")
	in.Source, in.Key = "Notice 3", "press"
	c := s.do(s.receiver, in)
	until, err := s.h.Calendar.Add(s.today(), 5)
	ok(t, err)
	if c.State != matter.SupplementRequested || c.Body.Asked[0].Until != until || c.Due != until {
		t.Errorf("asked %+v", c.Body.Asked)
	}
	if _, waits := desk.HelpBy(c); waits {
		t.Error("help is still waited for")
	}
	s.do(s.receiver, in) // pressed twice
	if b := s.benefits(); len(b) != 1 || !b[0].Advance || b[0].Fen != 100000 || b[0].Period != benefit.Once || len(desk.Helped(c, b)) != 1 {
		t.Fatalf("help %+v", b)
	}
	if got := templates(s); !slices.Contains(got, "notice.case.advance") {
		t.Errorf("told %v", got)
	}
	ok(t, s.h.Apply.Supplement(s.resident.Ctx, s.resident.Own, s.ref, "papers", []application.PaperAnswer{{Paper: "hardship_proof", Way: "office"}}))
	_, err = s.try(s.receiver, desk.Input{Act: desk.Advance, Fen: 100000, Source: "Notice 3"})
	refused(t, err, portal.KindExists, "desk.act.late")
	s.do(s.receiver, accept())
	s.do(s.receiver, forward(s.now().Deciding))
	s.do(s.reviewer, review())
	c = s.granted(pays(0, ""))
	if c.State != matter.Approved || len(s.benefits()) != 1 {
		t.Errorf("state %s, %+v", c.State, s.benefits())
	}
}

func TestOrdinaryCasesGetNoAdvance(t *testing.T) {
	s := serve(t, "temp-relief", "erenhot-civil-affairs", typed("42"))
	s.open()
	_, err := s.try(s.receiver, desk.Input{Act: desk.Advance, Fen: 100, Source: "x"})
	refused(t, err, portal.KindExists, "desk.act.late")
	s.do(s.receiver, accept())
	s.do(s.receiver, forward(s.now().Deciding))
	s.do(s.reviewer, review())
	_, err = s.try(s.decider, pays(100, "x"))
	says(t, err, "approve", "desk.approve.notice")
}

// Legal aid gives no money: its first help is help.
func TestUrgentLegalAid(t *testing.T) {
	s := serve(t, "legal-aid", "erenhot-justice", typed("42").With("urgent_limit", "yes"))
	s.open()
	c := s.do(s.receiver, desk.Input{Act: desk.Advance})
	if b := s.benefits(); len(b) != 1 || b[0].Kind != benefit.Service || !b[0].Advance || c.State != matter.Submitted {
		t.Errorf("help %+v", b)
	}
}
