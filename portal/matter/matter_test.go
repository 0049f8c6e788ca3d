package matter_test

import (
	"slices"
	"testing"

	"changban/portal/matter"
)

func TestReferenceFindsTelephoneErrors(t *testing.T) {
	for range 200 {
		ref := matter.NewReference(matter.CaseKind)
		if _, err := matter.ParseReference(string(ref)); err != nil {
			t.Fatalf("%s: %v", ref, err)
		}
		for i := 1; i < 12; i++ {
			b := []byte(ref)
			b[i] = '0' + (b[i]-'0'+1)%10
			if _, err := matter.ParseReference(string(b)); err == nil {
				t.Fatalf("%s taken for %s", b, ref)
			}
			b = []byte(ref)
			if i < 11 && b[i] != b[i+1] {
				b[i], b[i+1] = b[i+1], b[i]
				if _, err := matter.ParseReference(string(b)); err == nil {
					t.Fatalf("swap %s taken for %s", b, ref)
				}
			}
		}
	}
}

func TestReferenceIsReadAsTyped(t *testing.T) {
	ref := string(matter.NewReference(matter.TicketKind))
	for _, typed := range []string{
		ref[:4] + " " + ref[4:8] + " " + ref[8:],
		ref[:4] + "-" + ref[4:8] + "-" + ref[8:],
		ref[:4] + "　" + ref[4:],
	} {
		if got, err := matter.ParseReference(typed); err != nil || string(got) != ref {
			t.Errorf("%q: %s, %v", typed, got, err)
		}
	}
	for _, bad := range []string{"", "1", "3" + ref[1:], ref + "1", "abcd"} {
		if _, err := matter.ParseReference(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestMovesFollowTheContract(t *testing.T) {
	for _, tc := range []struct {
		from, to matter.State
		want     bool
	}{
		{matter.Submitted, matter.Accepted, true},
		{matter.Submitted, matter.Approved, false},
		{matter.SupplementRequested, matter.InReview, true},
		{matter.InReview, matter.Approved, true},
		{matter.InReview, matter.Withdrawn, true},
		{matter.Approved, matter.Withdrawn, false},
		{matter.Refused, matter.Withdrawn, false},
		{matter.NotAccepted, matter.Withdrawn, false},
		{matter.Withdrawn, matter.Submitted, false},
		{matter.InReview, matter.InReview, true},
		{matter.Closed, matter.Reopened, true},
	} {
		if got := matter.May(tc.from, tc.to); got != tc.want {
			t.Errorf("May(%s, %s) = %v", tc.from, tc.to, got)
		}
	}
}

// TestMovesOfAssessmentNoticeAndObjection holds the rows of contract 5 that the
// second step uses.
func TestMovesOfAssessmentNoticeAndObjection(t *testing.T) {
	want := map[matter.State][]matter.State{
		matter.InReview:     {matter.Assessment, matter.SupplementRequested, matter.PublicNotice, matter.Approved, matter.Refused},
		matter.Assessment:   {matter.InReview},
		matter.PublicNotice: {matter.InReview, matter.Approved, matter.Refused},
		matter.Refused:      {matter.Closed},
		matter.Closed:       {matter.Reopened},
		matter.Reopened:     {matter.InReview},
	}
	for from, ways := range want {
		for _, to := range matter.States() {
			allowed := from == to || slices.Contains(ways, to) || to == matter.Withdrawn && from.Withdrawable()
			if matter.May(from, to) != allowed {
				t.Errorf("May(%s, %s) = %v", from, to, !allowed)
			}
		}
	}
	for _, s := range []matter.State{matter.Assessment, matter.PublicNotice, matter.Reopened} {
		if !s.Open() || s.Final() || !s.Withdrawable() {
			t.Errorf("%s is not open", s)
		}
	}
}
