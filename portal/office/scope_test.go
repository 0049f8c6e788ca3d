package office

import (
	"slices"
	"testing"

	"changban/portal"
)

func TestParseRoles(t *testing.T) {
	roles, err := ParseRoles("second_decider, receiver,receiver")
	if err != nil || roles.String() != "receiver,second_decider" {
		t.Errorf("got %q, %v", roles, err)
	}
	for _, bad := range []string{"", " , ", "king", "decider king"} {
		if _, err := ParseRoles(bad); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// Every role and action stands here once more by hand: a right given by mistake
// shows.
func TestRolesAllow(t *testing.T) {
	actions := []Action{
		SeeCase, Accept, AskPapers, Forward, Review, Decide, Confirm, Deliver, Assess, Conclude, Publish, Advance, Pay,
		Reassign, MergePersons, ReadAudit, ChangeSettings, ManageStaff, OpenDraft, SeeTickets, Announce,
	}
	for role, want := range map[Role]string{
		Receiver:      "111100010001000000000",
		FirstReviewer: "101010001011000000000",
		Decider:       "101011011010000000000",
		SecondDecider: "100000101000000000000",
		Assessor:      "100000000100000000000",
		Payer:         "000000000000100000000",
		Operator:      "000000000000000000110",
		Handler:       "000000000000000000010",
		Reviewer:      "000000000000000000010",
		Commissioner:  "000000000000000000010",
		Supervisor:    "100100000000011100011",
		Auditor:       "000000000000000100000",
		Administrator: "000000000000000011001",
		"":            "000000000000000000000",
	} {
		got := ""
		for _, a := range actions {
			if May(Staff{Roles: Roles{role}}, a) {
				got += "1"
			} else {
				got += "0"
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", role, got, want)
		}
	}
}

func TestMaySee(t *testing.T) {
	tr := tree(t, true)
	for _, tc := range []struct {
		name  string
		staff Staff
		units []string
		want  bool
	}{
		{"own unit", Staff{Unit: "donghe-window", Roles: Roles{Receiver}}, []string{"donghe-window", "erenhot-civil-affairs"}, true},
		{"deciding side", Staff{Unit: "erenhot-civil-affairs", Roles: Roles{Decider}}, []string{"donghe-window", "erenhot-civil-affairs"}, true},
		{"unit below", Staff{Unit: "donghe-civil-affairs", Roles: Roles{Decider}}, []string{"donghe-window"}, true},
		{"unit above", Staff{Unit: "donghe-window", Roles: Roles{Receiver}}, []string{"donghe-civil-affairs"}, false},
		{"unit beside", Staff{Unit: "donghe-federation", Roles: Roles{Decider}}, []string{"donghe-window", "donghe-civil-affairs"}, false},
		{"other county", Staff{Unit: "erenhot", Roles: Roles{Supervisor}}, []string{"donghe-window"}, false},
		{"whole county", Staff{Unit: "donghe", Roles: Roles{Supervisor}}, []string{"donghe-window"}, true},
		{"place left out", Staff{Unit: "donghe", Places: []portal.Place{"152501"}, Roles: Roles{Supervisor}}, []string{"donghe-window"}, false},
		{"administrator", Staff{Unit: "donghe", Roles: Roles{Administrator}}, []string{"donghe-window"}, false},
		{"auditor", Staff{Unit: "donghe", Roles: Roles{Auditor}}, []string{"donghe-window"}, false},
		{"payer", Staff{Unit: "donghe-finance", Roles: Roles{Payer}}, []string{"donghe-finance", "donghe-window"}, false},
		{"assessor at the institution", Staff{Unit: "donghe-assessment-1", Roles: Roles{Assessor}}, []string{"donghe-federation", "donghe-assessment-1"}, true},
		{"assessor of a case sent elsewhere", Staff{Unit: "donghe-assessment-1", Roles: Roles{Assessor}}, []string{"donghe-federation", "donghe-assessment-2"}, false},
		{"assessor put at the federation by mistake", Staff{Unit: "donghe-federation", Roles: Roles{Assessor}}, []string{"donghe-federation"}, false},
		{"officer who also assesses", Staff{Unit: "donghe-federation", Roles: Roles{FirstReviewer, Assessor}}, []string{"donghe-federation"}, true},
		{"federation of what it sent", Staff{Unit: "donghe-federation", Roles: Roles{FirstReviewer}}, []string{"donghe-assessment-1"}, true},
		{"league of an objection", Staff{Unit: "xilingol-federation", Roles: Roles{Decider}}, []string{"erenhot-window", "xilingol-federation"}, true},
		{"league of other cases", Staff{Unit: "xilingol-federation", Roles: Roles{Decider}}, []string{"erenhot-window", "erenhot-federation"}, false},
		{"no unit", Staff{Roles: Roles{Supervisor}}, []string{"donghe-window", ""}, false},
		{"outside unit", Staff{Unit: "outside:130102", Roles: Roles{Decider}}, []string{"outside:130102"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tr.MaySee(tc.staff, tc.units...); got != tc.want {
				t.Errorf("got %v", got)
			}
			inScope := slices.ContainsFunc(tc.units, func(u string) bool { return slices.Contains(tr.Scope(tc.staff), u) })
			if inScope != tc.want {
				t.Errorf("Scope says %v", tr.Scope(tc.staff))
			}
		})
	}
}

func TestMayAct(t *testing.T) {
	tr := tree(t, true)
	li := Staff{ID: "li", Unit: "erenhot-civil-affairs", Roles: Roles{Decider}, Ends: "2026-03-31"}
	mine := Concern{Units: []string{"erenhot-civil-affairs"}, Near: []string{"p1", "p2", ""}, Concerned: []string{"p9", ""}}
	close := mine
	close.Concerned = []string{"p9", "p2"}
	for _, tc := range []struct {
		name   string
		action Action
		today  portal.Day
		c      Concern
		want   portal.Kind
	}{
		{"may", Decide, "2026-03-31", mine, ""},
		{"account ended", Decide, "2026-04-01", mine, portal.KindNotFound},
		{"out of scope looks like none", Decide, "2026-03-31", Concern{Units: []string{"donghe-window"}}, portal.KindNotFound},
		{"a relative's case", Decide, "2026-03-31", close, portal.KindForbidden},
		{"not even seen", SeeCase, "2026-03-31", close, portal.KindForbidden},
		{"not this role", Accept, "2026-03-31", mine, portal.KindForbidden},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := portal.KindOf(tr.MayAct(li, tc.action, tc.today, tc.c)); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// A pay run holds money and names; the papers behind it stay closed to the payer.
func TestPayersSeeNoCase(t *testing.T) {
	tr := tree(t, true)
	payer := Staff{ID: "p", Unit: "erenhot-finance", Roles: Roles{Payer}}
	if !May(payer, Pay) || len(tr.Scope(payer)) != 0 {
		t.Errorf("payer: %v", tr.Scope(payer))
	}
	c := Concern{Units: []string{"erenhot-finance"}}
	if got := tr.MayAct(payer, SeeCase, "2026-03-31", c); !portal.Is(got, portal.KindNotFound) {
		t.Errorf("a payer opens a case: %v", got)
	}
}

func TestFourEyes(t *testing.T) {
	second := Staff{ID: "wang", Roles: Roles{SecondDecider}}
	if !FourEyes("li", second) || FourEyes("wang", second) || FourEyes("", second) || FourEyes("li", Staff{ID: "zhao", Roles: Roles{Decider}}) {
		t.Error("the second pair of eyes is not told from the first")
	}
}
