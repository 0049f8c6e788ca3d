package desk_test

import (
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// situations brings a case of Erenhot into every state an officer can meet.
var situations = []struct {
	name  string
	state matter.State
	live  func(s *story)
}{
	{"unopened", matter.Submitted, func(*story) {}},
	{"opened", matter.Submitted, func(s *story) { s.open() }},
	{"waiting", matter.SupplementRequested, func(s *story) { s.open(); s.do(s.receiver, ask("card")) }},
	{"accepted", matter.Accepted, func(s *story) { s.open(); s.do(s.receiver, accept()) }},
	{"in review", matter.InReview, func(s *story) { s.reviewed() }},
	{"proposed", matter.InReview, func(s *story) { s.reviewed(); s.do(s.decider, approve(11000)) }},
	{"approved", matter.Approved, func(s *story) { s.decided(approve(11000)) }},
	{"delivered", matter.Delivered, func(s *story) {
		s.decided(approve(11000))
		s.do(s.decider, desk.Input{Act: desk.Deliver, How: "phone"})
	}},
	{"refused", matter.Refused, func(s *story) { s.decided(refuse()) }},
	{"closed", matter.Closed, func(s *story) { s.decided(refuse()); s.do(s.decider, desk.Input{Act: desk.Close}) }},
	{"not accepted", matter.NotAccepted, func(s *story) {
		s.open()
		s.do(s.receiver, desk.Input{Act: desk.NotAccept, Reasons: []string{"test_entry"}})
	}},
	{"withdrawn", matter.Withdrawn, func(s *story) {
		ok(s.t, s.h.Apply.Withdraw(s.resident.Ctx, s.resident.Own, s.ref, "w"))
	}},
	{"lapsed", matter.Lapsed, func(s *story) {
		s.open()
		s.do(s.receiver, ask("card"))
		s.h.Clock.MoveTo(s.now().Due.Add(1))
		_, err := s.h.Desk.Lapse(s.resident.Ctx)
		ok(s.t, err)
	}},
}

// choices is what each role may do in each situation; what is not written here
// must be refused and change nothing.
var choices = map[office.Role]map[string]string{
	office.Receiver: {
		"opened": "accept ask not_accept seen", "accepted": "forward seen", "in review": "ask forward seen",
		"proposed": "seen", "approved": "deliver", "delivered": "close", "refused": "close",
	},
	office.FirstReviewer: {"opened": "ask", "accepted": "review", "in review": "ask"},
	office.Decider: {
		"opened": "ask", "accepted": "review", "in review": "ask propose",
		"approved": "deliver", "delivered": "close", "refused": "close",
	},
	office.SecondDecider: {"proposed": "confirm send_back"},
	office.Supervisor:    {"accepted": "forward", "in review": "forward"},
	office.Auditor:       {},
	office.Administrator: {},
}

// every panel, filled in so that only role and state can be what is wrong.
func panels(c application.Case) []desk.Input {
	return []desk.Input{
		accept(), ask("card"), {Act: desk.NotAccept, Reasons: []string{"test_entry"}}, forward("erenhot-federation"),
		{Act: desk.Dispatch, How: "post"}, review(), approve(11000), refuse(),
		{Act: desk.Answered, Reasons: []string{"level"}, Note: "x"}, {Act: desk.Confirm},
		{Act: desk.SendBack, Reasons: []string{"amount"}}, {Act: desk.Deliver, How: "phone"}, {Act: desk.Close},
		{Act: desk.Seen, Papers: []application.AskedPaper{{Paper: "card"}}},
	}
}

func TestRolesAndStates(t *testing.T) {
	for _, at := range situations {
		t.Run(at.name, func(t *testing.T) {
			s := erenhot(t, "42")
			at.live(s)
			c := s.now()
			if c.State != at.state {
				t.Fatalf("the case is %s", c.State)
			}
			for _, role := range office.AllRoles() {
				o := s.h.Officer(string(role), "erenhot", role)
				want := choices[role][at.name]
				var got []string
				for _, act := range s.h.Desk.Choices(o.Staff, c) {
					got = append(got, string(act))
				}
				if strings.Join(got, " ") != want {
					t.Errorf("%s can %v, want %s", role, got, want)
				}
				for _, in := range panels(c) {
					if slices.Contains(got, string(in.Act)) {
						continue
					}
					if _, err := s.try(o, in); err == nil {
						t.Errorf("%s did %s", role, in.Act)
					}
				}
			}
			if now := s.now(); now.Version != c.Version || now.State != c.State {
				t.Errorf("a refused act changed the case: %d, %s", now.Version, now.State)
			}
		})
	}
}

// stations brings a first card into the states of assessment and notice.
var stations = []struct {
	name string
	live func(s *story)
}{
	{"in review", func(s *story) { s.reviewed() }},
	{"assessment", func(s *story) { s.reviewed(); s.do(s.reviewer, assess()) }},
	{"read", func(s *story) {
		s.reviewed()
		s.do(s.reviewer, assess())
		s.do(s.reviewer, conclude(s.today(), "2", "visual"))
	}},
	{"concluded", func(s *story) { s.reviewed(); s.assessed("2", "visual") }},
	{"notice", func(s *story) { s.reviewed(); s.assessed("2", "visual"); s.do(s.reviewer, publish()) }},
	{"notice over", func(s *story) {
		s.reviewed()
		s.assessed("2", "visual")
		c := s.do(s.reviewer, publish())
		s.h.Clock.MoveTo(c.Body.Notices[0].End.Add(1))
	}},
	{"noticed", func(s *story) { s.reviewed(); s.assessed("2", "visual"); s.published() }},
}

// stationChoices is what each role may do there.
var stationChoices = map[office.Role]map[string]string{
	office.Receiver: {"in review": "ask forward seen", "concluded": "ask forward seen", "noticed": "ask forward seen"},
	office.FirstReviewer: {
		"in review": "ask assess", "assessment": "appoint conclude", "read": "appoint conclude confirm_conclusion",
		"concluded": "ask assess publish", "notice": "notice_objection", "notice over": "notice_objection end_notice", "noticed": "ask assess",
	},
	office.Decider: {
		"in review": "ask propose assess", "assessment": "appoint conclude", "read": "appoint conclude confirm_conclusion",
		"concluded": "ask propose assess publish", "notice": "notice_objection", "notice over": "notice_objection end_notice", "noticed": "ask propose assess",
	},
	office.SecondDecider: {
		"in review": "assess", "assessment": "appoint conclude", "read": "appoint conclude confirm_conclusion",
		"concluded": "assess", "noticed": "assess",
	},
	office.Assessor:   {"assessment": "appoint conclude", "read": "appoint conclude"},
	office.Supervisor: {"in review": "forward", "concluded": "forward", "noticed": "forward"},
}

// Every act × role × state of a service that is assessed and hung up: what is not
// written above is refused and changes nothing; a role that never may gets 403.
func TestRolesAndStations(t *testing.T) {
	for _, at := range stations {
		t.Run(at.name, func(t *testing.T) {
			s := serve(t, "card-new", federation, typed("42"))
			at.live(s)
			c := s.now()
			for _, role := range office.AllRoles() {
				o := s.h.Officer(string(role), "erenhot", role)
				var got []string
				for _, act := range s.h.Desk.Choices(o.Staff, c) {
					got = append(got, string(act))
				}
				if want := stationChoices[role][at.name]; strings.Join(got, " ") != want {
					t.Errorf("%s can %v, want %s", role, got, want)
				}
				for _, in := range append(panels(c), stationPanels(s)...) {
					if slices.Contains(got, string(in.Act)) {
						continue
					}
					_, err := s.try(o, in)
					if possible := s.h.Desk.Possible(o.Staff, c, in.Act); err == nil || portal.KindOf(possible) != portal.KindOf(err) && portal.KindOf(err) != portal.KindNotFound {
						t.Errorf("%s %s: %v, possible: %v", role, in.Act, err, possible)
					}
				}
			}
			if now := s.now(); now.Version != c.Version || now.State != c.State {
				t.Errorf("a refused act changed the case: %d, %s", now.Version, now.State)
			}
		})
	}
}

func stationPanels(s *story) []desk.Input {
	return []desk.Input{
		assess(), {Act: desk.Appoint, Day: s.today()}, conclude(s.today(), "2", "visual"), {Act: desk.ConfirmConclusion},
		publish(), {Act: desk.NoticeObjection, Note: "x"}, {Act: desk.EndNotice}, {Act: desk.Advance, Fen: 100, Source: "x"},
	}
}

// TestRoleIsNotTime: who never may do an act is told so, not that it is too late.
func TestRoleIsNotTime(t *testing.T) {
	s := erenhot(t, "42")
	c := s.open()
	for _, o := range []storetest.Officer{s.h.Officer("Auditor", "erenhot", office.Auditor), s.other} {
		refused(t, s.h.Desk.Possible(o.Staff, c, desk.Accept), portal.KindForbidden, "desk.refused.role")
	}
	refused(t, s.h.Desk.Possible(s.receiver.Staff, c, desk.Deliver), portal.KindExists, "desk.act.late")
	ok(t, s.h.Desk.Possible(s.receiver.Staff, c, desk.Accept))
	kind(t, s.h.Desk.Possible(s.receiver.Staff, c, "fly"), portal.KindNotFound)
}

// Every step the stories make is one the contract knows.
func TestStepsFollowTheContract(t *testing.T) {
	for _, at := range situations {
		s := erenhot(t, "42")
		at.live(s)
		s.follows(at.name)
	}
	for _, at := range stations {
		s := serve(t, "card-new", federation, typed("42"))
		at.live(s)
		s.follows(at.name)
	}
}

func (s *story) follows(name string) {
	s.t.Helper()
	for i, e := range s.now().Events {
		if i > 0 && !matter.May(e.From, e.To) {
			s.t.Errorf("%s: %s from %s to %s", name, e.Action, e.From, e.To)
		}
		if e.Seq != i+1 || e.Person != s.resident.Own || e.Actor.ID == "" || e.At.IsZero() {
			s.t.Errorf("%s: %+v", name, e)
		}
	}
}

// TestScope: an officer of another place sees nothing, whatever the role; the
// deciding place sees a case before it comes over but cannot act on it.
func TestScope(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	for _, role := range office.AllRoles() {
		o := s.h.Officer("Elsewhere", "donghe", role)
		_, err := s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
		kind(t, err, portal.KindNotFound)
		_, err = s.try(o, accept())
		kind(t, err, portal.KindNotFound)
	}
	o := s.h.Officer("Narrowed", "erenhot", office.Receiver)
	o.Staff.Places = []portal.Place{storetest.Donghe}
	_, err := s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
	kind(t, err, portal.KindNotFound)
	o = s.h.Officer("Gone", "erenhot", office.Receiver)
	o.Staff.Ends = storetest.FirstDay.Add(-1)
	_, err = s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
	kind(t, err, portal.KindNotFound)
	for _, ref := range []string{"", "000000000000", "' or 1=1 --", string(matter.NewReference(matter.CaseKind))} {
		_, err = s.h.Desk.Open(s.receiver.Ctx, s.receiver.Staff, ref)
		kind(t, err, portal.KindNotFound)
	}
}

// A case that is still at the receiving place is not decided there for another
// one, nor by the other one before it came.
func TestNobodyDecidesForAnotherPlace(t *testing.T) {
	s := begin(t, storetest.Answers(storetest.Donghe, storetest.Erenhot, "42"), "donghe-civil-affairs")
	s.open()
	early := s.h.Officer("Early", "donghe", office.Receiver)
	_, err := s.try(early, accept())
	refused(t, err, portal.KindExists, "desk.act.late")
	s.do(s.receiver, accept())
	for _, o := range []storetest.Officer{s.reviewer, s.h.Officer("Local", "erenhot", office.FirstReviewer)} {
		_, err = s.try(o, review())
		refused(t, err, portal.KindExists, "desk.act.late")
	}
	s.do(s.receiver, forward("donghe-civil-affairs"))
	_, err = s.try(s.h.Officer("Local", "erenhot", office.FirstReviewer), review())
	refused(t, err, portal.KindExists, "desk.act.late")
	s.do(s.reviewer, review())
	_, err = s.try(s.receiver, ask("card"))
	refused(t, err, portal.KindExists, "desk.act.late")
}
