package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/setting"
	"changban/portal/store/storetest"
)

// The first ten minutes belong to the person; the refusal says from when.
func TestOpeningTooEarly(t *testing.T) {
	s := sent(t, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"), "erenhot-civil-affairs")
	opens := s.now().Submitted.Add(10 * time.Minute)
	s.h.Clock.Move(10*time.Minute - time.Microsecond)
	_, err := s.h.Desk.Open(s.receiver.Ctx, s.receiver.Staff, s.ref)
	refused(t, err, portal.KindForbidden, "desk.open.early")
	var e *portal.Error
	errors.As(err, &e)
	if at, _ := e.Message.Data["Time"].(time.Time); !at.Equal(opens) {
		t.Errorf("opens at %v, want %v", e.Message.Data["Time"], opens)
	}
	for _, in := range []desk.Input{accept(), ask("card"), {Act: desk.Seen}} {
		_, err = s.try(s.receiver, in)
		refused(t, err, portal.KindExists, "desk.act.late")
	}
	view, err := s.h.Apply.Case(s.resident.Ctx, s.resident.Own, s.ref)
	ok(t, err)
	if !view.Amend || !view.OpensAt.Equal(opens) {
		t.Errorf("amend %v until %v", view.Amend, view.OpensAt)
	}
	s.h.Clock.Move(time.Microsecond)
	c := s.open()
	if c.Opened.IsZero() || c.Amendable() || s.now().Events[1].Action != "open" {
		t.Errorf("opened %+v", c)
	}
	again := s.open()
	if !again.Opened.Equal(c.Opened) || again.Version != c.Version {
		t.Error("it was opened twice")
	}
}

// Every reading is in the audit log of the person, with who and why.
func TestReadingIsRecorded(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	s.open()
	_, _ = s.h.Desk.Open(s.decider.Ctx, s.decider.Staff, s.ref)
	entries, err := s.h.Store.Looked(context.Background(), s.resident.Own, 10)
	ok(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Action+"/"+e.Unit)
		if e.Target != s.ref || e.Actor.ID == "" || e.Action != "case.submit" && e.Purpose != application.StageAccept {
			t.Errorf("entry %+v", e)
		}
	}
	const want = "case.read/erenhot-civil-affairs case.read/erenhot-window case.open/erenhot-window case.submit/"
	if strings.Join(got, " ") != want {
		t.Errorf("recorded %v", got)
	}
}

// TestOwnCase: nobody opens a case of somebody of the own name (decisions 4).
func TestOwnCase(t *testing.T) {
	s := erenhot(t, "51")
	for _, name := range []string{"Bao Lide", "Bao Tuya"} { // applicant and guardian
		o := s.h.Officer(name, "erenhot-window", office.Receiver)
		_, err := s.h.Desk.Open(o.Ctx, o.Staff, s.ref)
		refused(t, err, portal.KindForbidden, "desk.refused.close")
		_, err = s.try(o, accept())
		refused(t, err, portal.KindForbidden, "desk.refused.close")
	}
	if !s.now().Opened.IsZero() {
		t.Error("it was opened")
	}
}

// Level 2 in Erenhot: 110 yuan a month stand in the source, from the month of
// filing.
func TestApproval(t *testing.T) {
	s := erenhot(t, "42")
	if fen, stated := s.h.Desk.Stated(s.now()); !stated || fen != 11000 {
		t.Fatalf("stated %d, %v", fen, stated)
	}
	c := s.decided(approve(11000))
	d := c.Body.Decision
	if c.State != matter.Approved || c.Fen == nil || *c.Fen != 11000 || d == nil || d.From != "2026-03" || d.By != s.decider.Staff.ID || d.Confirmed != s.other.Staff.ID {
		t.Errorf("decision %+v", d)
	}
	m, err := s.h.Apply.Matters(s.resident.Ctx, s.resident.Own)
	ok(t, err)
	if len(m.Benefits) != 1 {
		t.Fatalf("benefits %+v", m.Benefits)
	}
	b := m.Benefits[0]
	if b.Fen != 11000 || b.From != "2026-03" || b.Place != storetest.Erenhot || b.State != benefit.Active || b.Case != c.Ref || b.Person != s.resident.Own {
		t.Errorf("benefit %+v", b)
	}
}

// A decision in the next month still counts from the month of filing.
func TestBenefitCountsFromFiling(t *testing.T) {
	s := erenhot(t, "41")
	s.h.Clock.MoveTo("2026-04-07")
	if c := s.decided(approve(11000)); c.Body.Decision.From != "2026-03" {
		t.Errorf("from %s", c.Body.Decision.From)
	}
}

func TestRefusal(t *testing.T) {
	s := erenhot(t, "42")
	s.reviewed()
	_, err := s.try(s.decider, desk.Input{Act: desk.Propose, Note: "No."})
	says(t, err, "reasons", "desk.reasons.empty")
	_, err = s.try(s.decider, desk.Input{Act: desk.Propose, Reasons: []string{"level_two"}})
	says(t, err, "reasons", "desk.reasons.unknown") // a reason to approve
	s.do(s.decider, refuse())
	c := s.do(s.other, desk.Input{Act: desk.Confirm})
	last := c.Events[len(c.Events)-1]
	if c.State != matter.Refused || c.Fen != nil || last.Action != "refuse" || !slices.Equal(last.Reasons, []string{"level"}) || last.Note != "The card says level 3." {
		t.Errorf("refused %+v, %+v", c.State, last)
	}
	m, err := s.h.Apply.Matters(s.resident.Ctx, s.resident.Own)
	ok(t, err)
	if len(m.Benefits) != 0 {
		t.Errorf("benefits %+v", m.Benefits)
	}
}

// TestAmounts: amounts are never invented. What the source does not state needs
// one.
func TestAmounts(t *testing.T) {
	for name, tc := range map[string]struct {
		hukou, card, deciding string
		stated                bool
	}{
		"Erenhot, level 1":                  {storetest.Erenhot, "41", "erenhot-civil-affairs", true},
		"Erenhot, intellectual, not severe": {storetest.Erenhot, "53", "erenhot-civil-affairs", false},
		"Donghe, level 2":                   {storetest.Donghe, "42", "donghe-civil-affairs", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, storetest.Answers(tc.hukou, storetest.Erenhot, tc.card), tc.deciding)
			if _, stated := s.h.Desk.Stated(s.now()); stated != tc.stated {
				t.Fatalf("stated: %v", stated)
			}
			s.reviewed()
			in := approve(10000)
			_, err := s.try(s.decider, in)
			says(t, err, "source", "desk.source.empty")
			in.Source = " \u3000"
			_, err = s.try(s.decider, in)
			says(t, err, "source", "desk.source.empty")
			for _, fen := range []int64{0, -1, 10_000_001} {
				in.Fen = fen
				_, err = s.try(s.decider, in)
				says(t, err, "amount", "desk.amount.empty")
			}
			in.Fen, in.Source = 10000, "Notice 12 of 2026"
			s.do(s.decider, in)
			c := s.do(s.other, desk.Input{Act: desk.Confirm})
			if *c.Fen != 10000 || c.Body.Decision.Source != "Notice 12 of 2026" {
				t.Errorf("decided %+v", c.Body.Decision)
			}
		})
	}
}

// Who proposed does not confirm, though the role would allow it.
func TestFourEyes(t *testing.T) {
	s := erenhot(t, "42")
	s.reviewed()
	both := s.h.Officer("Both", "erenhot-civil-affairs", office.Decider, office.SecondDecider)
	s.do(both, approve(11000))
	_, err := s.try(both, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindExists, "desk.act.late")
	_, err = s.try(s.decider, desk.Input{Act: desk.Confirm})
	refused(t, err, portal.KindForbidden, "desk.refused.role")
	_, err = s.try(s.other, desk.Input{Act: desk.SendBack})
	says(t, err, "reasons", "desk.reasons.empty")
	c := s.do(s.other, desk.Input{Act: desk.SendBack, Reasons: []string{"amount"}})
	if c.Body.Proposal != nil || c.State != matter.InReview {
		t.Errorf("sent back %+v", c.Body.Proposal)
	}
	s.do(both, approve(11000))
	if c = s.do(s.other, desk.Input{Act: desk.Confirm}); c.State != matter.Approved {
		t.Errorf("state %s", c.State)
	}
}

// Forwarding begins the deciding days; a case that is never forwarded begins them
// with the review; the decision begins the days to tell.
func TestStagesOfTheClock(t *testing.T) {
	due := func(s *story, from portal.Day, days int) portal.Day {
		day, err := s.h.Calendar.Add(from, days)
		ok(t, err)
		return day
	}
	s := erenhot(t, "42")
	promised := s.now().Promised
	if c := s.open(); c.Stage != application.StageAccept || c.Due != due(s, storetest.FirstDay, 3) {
		t.Errorf("accept by %s", c.Due)
	}
	s.h.Clock.MoveTo("2026-03-24")
	s.do(s.receiver, accept())
	s.h.Clock.MoveTo("2026-03-25")
	c := s.do(s.receiver, forward("erenhot-civil-affairs"))
	if c.Unit != "erenhot-civil-affairs" || c.Stage != application.StageDecide || c.StageDays != 10 || c.Due != due(s, "2026-03-25", 10) || c.State != matter.Accepted {
		t.Errorf("decide by %s: %+v", c.Due, c)
	}
	s.h.Clock.MoveTo("2026-03-26")
	if c = s.do(s.reviewer, review()); c.Due != due(s, "2026-03-25", 10) {
		t.Errorf("the review moved the day to %s", c.Due)
	}
	s.do(s.decider, approve(11000))
	s.h.Clock.MoveTo("2026-03-30")
	c = s.do(s.other, desk.Input{Act: desk.Confirm})
	if c.Stage != application.StageNotify || c.StageDays != 3 || c.Due != due(s, "2026-03-30", 3) || c.Promised != promised {
		t.Errorf("tell by %s, promised %s: %+v", c.Due, c.Promised, c)
	}
	c = s.do(s.receiver, desk.Input{Act: desk.Deliver, How: "visit"})
	if c.State != matter.Delivered || c.Body.Told != "visit" {
		t.Errorf("delivered %+v", c.Body.Told)
	}
	here := erenhot(t, "42")
	here.open()
	here.do(here.receiver, accept())
	if c = here.do(here.reviewer, review()); c.Stage != application.StageDecide || c.StageDays != 10 {
		t.Errorf("reviewed where it was received: %+v", c)
	}
}

// A case keeps the days of the day it was sent.
func TestDaysAsPromised(t *testing.T) {
	s := erenhot(t, "42")
	s.h.Clock.MoveTo("2026-03-24")
	ok(t, s.h.Settings.Change(s.receiver.Ctx, setting.Row{Name: setting.DaysDecide, Value: "30", Reason: "busy", Effective: "2026-03-24"}))
	s.open()
	s.do(s.receiver, accept())
	if c := s.do(s.receiver, forward("erenhot-civil-affairs")); c.StageDays != 10 || c.TotalDays != 16 {
		t.Errorf("%d days of %d", c.StageDays, c.TotalDays)
	}
}

// A case of Donghe filed in Erenhot crosses over, and is decided there.
func TestCrossingOver(t *testing.T) {
	s := begin(t, storetest.Answers(storetest.Donghe, storetest.Erenhot, "42"), "donghe-civil-affairs")
	s.open()
	s.do(s.receiver, accept())
	for _, unit := range []string{"", "erenhot-civil-affairs", "erenhot-window", "donghe-tax", "nowhere"} {
		_, err := s.try(s.receiver, forward(unit))
		says(t, err, "unit", "desk.unit.empty")
	}
	c := s.do(s.receiver, forward("donghe-civil-affairs"))
	if slices.Contains(s.h.Desk.Targets(c), c.Unit) || !slices.Contains(s.h.Desk.Targets(c), "donghe-federation") {
		t.Errorf("targets %v", s.h.Desk.Targets(c))
	}
	s.do(s.reviewer, review())
	in := approve(10000)
	in.Source = "Notice 12 of 2026"
	s.do(s.decider, in)
	s.do(s.other, desk.Input{Act: desk.Confirm})
	m, err := s.h.Apply.Matters(s.resident.Ctx, s.resident.Own)
	ok(t, err)
	if len(m.Benefits) != 1 || m.Benefits[0].Place != storetest.Donghe {
		t.Errorf("benefits %+v", m.Benefits)
	}
}

// A case of Shijiazhuang goes out by letter; the answer and a second person
// decide.
func TestOutsideUnit(t *testing.T) {
	s := begin(t, storetest.Answers(storetest.Shijiazhuang, storetest.Erenhot, "42"), "erenhot-civil-affairs")
	s.open()
	s.do(s.receiver, accept())
	_, err := s.try(s.receiver, forward("outside:130102"))
	refused(t, err, portal.KindExists, "desk.act.late")
	_, err = s.try(s.reviewer, review())
	refused(t, err, portal.KindExists, "desk.act.late")
	_, err = s.try(s.receiver, desk.Input{Act: desk.Dispatch, How: "pigeon"})
	says(t, err, "how", "desk.how.empty")
	c := s.do(s.receiver, desk.Input{Act: desk.Dispatch, How: "post"})
	if c.State != matter.InReview || c.Unit != "erenhot-window" || c.Stage != application.StageDecide || c.StageDays != 10 {
		t.Errorf("sent out %+v", c)
	}
	if len(c.Body.Dispatches) != 1 || c.Body.Dispatches[0].Unit != "outside:130102" || c.Body.Dispatches[0].How != "post" {
		t.Errorf("letters %+v", c.Body.Dispatches)
	}
	_, err = s.try(s.decider, approve(11000))
	refused(t, err, portal.KindExists, "desk.act.late")
	_, err = s.try(s.receiver, desk.Input{Act: desk.Answered, Approve: true, Fen: 9000, Reasons: []string{"outside_answer"}})
	says(t, err, "source", "desk.source.empty")
	c = s.do(s.receiver, desk.Input{Act: desk.Answered, Approve: true, Fen: 9000, Source: "Their letter 7",
		Reasons: []string{"outside_answer"}, Note: "Granted from March."})
	if d := c.Body.Dispatches[0]; d.Answer != "Granted from March." || d.Answered.IsZero() || c.State != matter.InReview {
		t.Errorf("answer %+v", d)
	}
	c = s.do(s.other, desk.Input{Act: desk.Confirm})
	if c.State != matter.Approved || *c.Fen != 9000 {
		t.Errorf("decided %s", c.State)
	}
}

// A press that comes twice does its work once, even when the case has moved on.
func TestRepeatedKey(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	in := accept()
	in.Key = "press"
	first := s.do(s.receiver, in)
	s.do(s.receiver, forward("erenhot-civil-affairs"))
	again := s.do(s.receiver, in)
	if first.Version+1 != again.Version || again.Unit != "erenhot-civil-affairs" {
		t.Errorf("versions %d and %d", first.Version, again.Version)
	}
	move := forward("erenhot-federation")
	move.Key = "move"
	mover := s.h.Officer("Mover", "erenhot", office.Receiver)
	once := s.do(mover, move)
	if twice := s.do(mover, move); twice.Version != once.Version {
		t.Errorf("forwarded twice: versions %d and %d", once.Version, twice.Version)
	}
}

func TestTwoOfficersAtOnce(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	inputs := []desk.Input{accept(), {Act: desk.NotAccept, Reasons: []string{"test_entry"}}, ask("card"), accept()}
	errs := make([]error, len(inputs))
	var wait sync.WaitGroup
	for n, in := range inputs {
		wait.Go(func() { _, errs[n] = s.try(s.receiver, in) })
	}
	wait.Wait()
	through := 0
	for _, err := range errs {
		if err == nil {
			through++
		} else if !portal.Is(err, portal.KindExists) {
			t.Error(err)
		}
	}
	if c := s.now(); through != 1 || len(c.Events) != 3 {
		t.Errorf("%d acts went through: %+v", through, c.Events)
	}
}

// While a proposal waits for its second pair of eyes nothing else is asked.
func TestAskingForPapers(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	_, err := s.try(s.receiver, ask())
	says(t, err, "papers", "desk.papers.empty")
	_, err = s.try(s.receiver, ask("no such paper"))
	says(t, err, "papers", "desk.papers.unknown")
	in := ask("card")
	in.Papers[0].Reason = "ugly"
	_, err = s.try(s.receiver, in)
	says(t, err, "reason.card", "desk.reasons.empty")
	in = ask("card")
	in.Note = strings.Repeat("长", 1001)
	_, err = s.try(s.receiver, in)
	says(t, err, "note", "desk.note.too_long")
	in.Note = "请拍清楚。"
	c := s.do(s.receiver, in)
	if a := c.Body.Asked[0]; a.Note != "请拍清楚。" || a.From != matter.Submitted || a.Papers[0].Paper != "card" {
		t.Errorf("asked %+v", a)
	}
}

// Ticked papers are noted with who saw them; ticking twice changes nothing, and
// the person gets no notice of it.
func TestSeen(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	in := desk.Input{Act: desk.Seen, Papers: []application.AskedPaper{{Paper: "card"}, {Paper: "no such paper"}}}
	c := s.do(s.receiver, in)
	if p := c.Body.Papers["card"]; !p.Seen || p.SeenBy != s.receiver.Staff.ID || p.SeenAt.IsZero() || c.Body.Papers["hukou"].Seen {
		t.Errorf("papers %+v", c.Body.Papers)
	}
	if again := s.do(s.receiver, in); again.Version != c.Version {
		t.Error("ticked twice")
	}
	if list := templates(s); !slices.Equal(list, []string{"notice.case.submit"}) {
		t.Errorf("notices %v", list)
	}
}

// templates lists the notices of the person, oldest first.
func templates(s *story) []string {
	s.t.Helper()
	m, err := s.h.Apply.Matters(s.resident.Ctx, s.resident.Own)
	ok(s.t, err)
	var list []string
	for _, n := range m.Notices {
		list = append(list, n.Template)
	}
	slices.Sort(list)
	return list
}

// Each step that a person should know of is told, and what concerns the office
// alone is not.
func TestNotices(t *testing.T) {
	s := erenhot(t, "42")
	s.decided(approve(11000))
	s.do(s.receiver, desk.Input{Act: desk.Deliver, How: "phone"})
	s.do(s.receiver, desk.Input{Act: desk.Close})
	want := []string{"notice.case.accept", "notice.case.approve", "notice.case.close", "notice.case.deliver",
		"notice.case.forward", "notice.case.review", "notice.case.submit"}
	if got := templates(s); !slices.Equal(got, want) {
		t.Errorf("told %v", got)
	}
}

func TestUnknownAct(t *testing.T) {
	s := erenhot(t, "42")
	s.open()
	for _, act := range []desk.Act{"", "delete", "' or 1=1"} {
		_, err := s.try(s.receiver, desk.Input{Act: act})
		says(t, err, "act", "desk.act.choose")
	}
}

// A file of a case is read by those who may see the case, from when it may be
// opened, and each reading is recorded.
func TestFilesOfACase(t *testing.T) {
	s := erenhot(t, "42")
	_, _, err := s.h.Desk.File(s.receiver.Ctx, s.receiver.Staff, s.ref, "no such file")
	kind(t, err, portal.KindNotFound)
	o := s.h.Officer("Elsewhere", "donghe", office.Receiver)
	_, _, err = s.h.Desk.File(o.Ctx, o.Staff, s.ref, "any")
	kind(t, err, portal.KindNotFound)
	early := sent(t, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"), "erenhot-civil-affairs")
	_, _, err = early.h.Desk.File(early.receiver.Ctx, early.receiver.Staff, early.ref, "any")
	refused(t, err, portal.KindForbidden, "desk.open.early")
}

func TestReasonsAreMany(t *testing.T) {
	for _, group := range desk.Groups() {
		codes := desk.Reasons(group)
		if len(codes) < 12 {
			t.Errorf("%s has %d reasons", group, len(codes))
		}
		sorted := slices.Clone(codes)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(codes) {
			t.Errorf("%s names a reason twice", group)
		}
	}
	if desk.Reasons("none") != nil {
		t.Error("an unknown group has reasons")
	}
}

// Every service offers at least twelve reasons for each decision, and each code
// has words.
func TestReasonsFitEveryService(t *testing.T) {
	h := storetest.Memory(t)
	words := reasonWords(t)
	for _, group := range desk.Groups() {
		for _, code := range desk.Reasons(group) {
			if words["reason."+group+"."+code] == "" {
				t.Errorf("no words: reason.%s.%s", group, code)
			}
		}
		for _, s := range h.Catalogue.All() {
			codes := h.Desk.ReasonsFor(application.Case{Service: s.ID}, group)
			if len(codes) < 12 {
				t.Errorf("%s: %d reasons to %s", s.ID, len(codes), group)
			}
			for i, code := range codes {
				if !slices.Contains(desk.Reasons(group), code) || slices.Contains(codes[:i], code) {
					t.Errorf("%s %s: %s", s.ID, group, code)
				}
			}
		}
	}
}

func reasonWords(t *testing.T) map[string]string {
	t.Helper()
	words := map[string]string{}
	for _, name := range []string{"reason.json", "reason_more.json"} {
		raw, err := os.ReadFile("../../locales/zh-Hans/" + name)
		ok(t, err)
		ok(t, json.Unmarshal(raw, &words))
	}
	return words
}

func TestOverdue(t *testing.T) {
	s := erenhot(t, "42")
	c := s.open()
	if desk.Overdue(c, c.Due) || !desk.Overdue(c, c.Due.Add(1)) {
		t.Errorf("due on %s", c.Due)
	}
	if asked := s.do(s.receiver, ask("card")); desk.Overdue(asked, asked.Due.Add(30)) {
		t.Error("a stopped clock is overdue")
	}
}
