package hotline

import (
	"errors"
	"slices"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/deadline"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/setting"
)

// monday is a working day with no holiday near.
var monday = time.Date(2026, 6, 1, 10, 0, 0, 0, portal.Zone())

// defaults are the settings nobody changed.
func defaults() setting.Values { return setting.Resolve(nil, "2026-03-02") }

func rules(t *testing.T) Rules {
	t.Helper()
	calendar, err := deadline.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return Rules{Calendar: calendar, Terms: TermsOf(defaults())}
}

// life is a ticket with the clock of its test.
type life struct {
	*testing.T
	rules Rules
	now   time.Time
	Ticket
}

// begin sends a ticket on a Monday at ten.
func begin(t *testing.T, said Ticket) *life {
	t.Helper()
	l := &life{T: t, rules: rules(t), now: monday}
	if said.Body.Content == "" {
		said.Body.Content = "楼道的坡道被堵住了"
	}
	if said.Body.Phone == "" && !said.Anonymous {
		said.Body.Phone = "13900000000"
	}
	ticket, event, err := l.rules.Send(said, LimitsOf(defaults(), said.Type), portal.Actor{Channel: portal.ChannelWeb, Language: "mn-Cyrl"}, "key", l.now)
	if err != nil {
		t.Fatal(err)
	}
	l.keep(ticket, event)
	return l
}

// next fails unless time has nothing to do before t.Next, and something then.
func (l *life) next(t Ticket) {
	l.Helper()
	before, err := l.rules.Due(t, t.Next.Add(-1))
	if err != nil || len(before) > 0 {
		l.Errorf("%s: before %v come %v, %v", t.State, t.Next, before, err)
	}
	then, err := l.rules.Due(t, t.Next)
	if err != nil || (len(then) > 0) == t.Next.IsZero() {
		l.Errorf("%s: at %v come %v, %v", t.State, t.Next, then, err)
	}
}

func (l *life) keep(t Ticket, e matter.Event) {
	t.Version++
	e.Seq = t.Version
	t.Events = append(t.Events, e)
	l.next(t)
	l.Ticket = t
}

// try carries an act out; the part's unit is the ticket's.
func (l *life) try(a Act) error {
	l.Helper()
	if a.At.IsZero() {
		a.At = l.now
	}
	if a.Unit == "" && a.Part == Handler {
		a.Unit = l.Unit
	}
	if a.Actor.ID == "" {
		a.Actor.ID = string(a.Part)
	}
	t, e, err := l.rules.Do(l.Ticket, a)
	if err == nil {
		l.keep(t, e)
	}
	return err
}

// do is try for what must go.
func (l *life) do(acts ...Act) {
	l.Helper()
	for _, a := range acts {
		if err := l.try(a); err != nil {
			l.Fatalf("%s by %s in %s: %v", a.Action, a.Part, l.State, err)
		}
	}
}

// refused expects an act to be refused for a reason.
func (l *life) refused(why string, a Act) {
	l.Helper()
	before := l.Version
	if err := l.try(a); saidOf(err) != "hotline.refused."+why || l.Version != before {
		l.Errorf("%s by %s in %s: %v, want %s", a.Action, a.Part, l.State, err, why)
	}
}

// pass lets days go by and does what time does, as the worker would; it returns
// what was done.
func (l *life) pass(d time.Duration) (done []string) {
	l.Helper()
	l.now = l.now.Add(d)
	for range 10 {
		acts, err := l.rules.Due(l.Ticket, l.now)
		if err != nil {
			l.Fatal(err)
		}
		if len(acts) == 0 {
			return done
		}
		l.do(acts...)
		for _, a := range acts {
			done = append(done, markOf(a))
		}
	}
	l.Fatalf("time never comes to rest: %q", done)
	return nil
}

// saidOf is the id of what an error says to its reader.
func saidOf(err error) string {
	var f *portal.Error
	if !errors.As(err, &f) {
		return ""
	}
	return f.Message.ID
}

const day = 24 * time.Hour

func to(unit string) Act { return Act{Action: Dispatch, Part: Operator, Target: unit} }

func reply() Act {
	return Act{Action: Respond, Part: Handler, Reply: Reply{Code: "done", Text: "已经清理", Language: "zh-Hans"}}
}

func handled() []Act {
	return []Act{to("housing"), {Action: Sign, Part: Handler, Unit: "housing"}, {Action: Start, Part: Handler, Unit: "housing"}}
}

func judged() []Act {
	return []Act{{Action: Review, Part: Reviewer}, {Action: CallBack, Part: Operator}}
}

func rate(score int) Act { return Act{Action: Rate, Part: Caller, Rating: Rating{Score: score}} }

func (l *life) is(s matter.State) {
	l.Helper()
	if l.State != s {
		l.Errorf("is %s, want %s", l.State, s)
	}
}

// A low rating brings a ticket back with a promise of its own; a high one closes it.
func TestLowRatingReopens(t *testing.T) {
	l := begin(t, Ticket{Type: Complaint, Topic: "access", Place: "152501"})
	if l.is(matter.Accepted); l.Clocks.ReplyBy != "2026-06-15" || l.Language != "mn-Cyrl" || l.Ref.Kind() != matter.TicketKind {
		t.Errorf("promised %s, %s, %s", l.Clocks.ReplyBy, l.Language, l.Ref)
	}
	l.do(handled()...)
	l.do(reply())
	l.do(judged()...)
	l.do(rate(1))
	if done := l.pass(day); !slices.Equal(done, []string{"reopen"}) || l.Redos != 1 || l.Clocks.ReplyBy != "2026-06-16" {
		t.Errorf("%q, round %d, promised %s", done, l.Redos, l.Clocks.ReplyBy)
	}
	l.is(matter.Reopened)
	l.do(handled()...)
	l.do(reply())
	l.do(judged()...)
	l.do(rate(5))
	l.pass(time.Minute)
	l.is(matter.Closed)
	if len(l.Body.Replies) != 2 || len(l.Body.Ratings) != 2 {
		t.Errorf("%d replies, %d ratings", len(l.Body.Replies), len(l.Body.Ratings))
	}
	l.do(Act{Action: Reopen, Part: Caller, Reasons: []string{"again"}})
	l.is(matter.Reopened)
}

// Nothing is closed by the clock while somebody waits; who was asked and says
// nothing for the set days is told that it closed.
func TestClockClosesOnlyWhatNobodyWaitsFor(t *testing.T) {
	l := begin(t, Ticket{Type: Help, Topic: "care", Place: "152501"})
	l.refused("state", Act{Action: Close, Part: Clock})
	l.do(handled()...)
	l.do(reply())
	l.refused("state", Act{Action: Close, Part: Clock})
	l.do(judged()...)
	l.refused("waits", Act{Action: Close, Part: Clock})
	if done := l.pass(7 * day); len(done) > 0 {
		t.Errorf("%q in the days to rate", done)
	}
	if done := l.pass(day); !slices.Equal(done, []string{"close"}) {
		t.Errorf("%q", done)
	}
	l.pass(30 * day)
	l.now = l.now.Add(day)
	l.refused("reopen_late", Act{Action: Reopen, Part: Caller})
}

// A promise that is missed is warned of, told and seen; nobody has to look for it.
func TestOverdue(t *testing.T) {
	l := begin(t, Ticket{Type: Complaint, Topic: "access", Place: "152501"})
	if done := l.pass(2 * day); !slices.Equal(done, []string{"supervise dispatch"}) {
		t.Errorf("after a day without dispatch: %q", done)
	}
	l.do(to("housing"))
	if done := l.pass(2 * day); !slices.Equal(done, []string{"supervise sign"}) {
		t.Errorf("after a day without signing: %q", done)
	}
	l.do(handled()[1:]...)
	var done []string
	for range 12 {
		done = append(done, l.pass(day)...)
	}
	if !slices.Equal(done, []string{"warn reply", "supervise reply", "miss reply"}) || !l.Late {
		t.Errorf("%q, late %t", done, l.Late)
	}
	l.is(matter.InProgress)
	l.refused("extend_late", Act{Action: Extend, Part: Handler, Reasons: []string{"complex"}})
	l.do(reply())
	if done := l.pass(8 * day); !slices.Equal(done, []string{"supervise call"}) {
		t.Errorf("nobody asks the person: %q", done)
	}
}

// Somebody is called each half hour that danger waits for.
func TestUrgent(t *testing.T) {
	l := begin(t, Ticket{Type: Help, Topic: "care", Place: "152501", Urgent: true})
	if l.Clocks.ReplyBy != "2026-06-01" {
		t.Errorf("promised %s", l.Clocks.ReplyBy)
	}
	for i := range 3 {
		if done := l.pass(29 * time.Minute); len(done) > 0 {
			t.Errorf("%d: %q too early", i, done)
		}
		if done := l.pass(time.Minute); !slices.Equal(done, []string{"page dispatch"}) {
			t.Errorf("%d: %q", i, done)
		}
	}
	l.do(handled()...)
	l.refused("extend_never", Act{Action: Extend, Part: Handler, Reasons: []string{"complex"}})
	if done := l.pass(14 * time.Hour); !slices.Contains(done, "miss reply") {
		t.Errorf("%q", done)
	}
}

// Moved from office to office it comes before the supervisor, who may end it.
func TestTransfersAndReturns(t *testing.T) {
	l := begin(t, Ticket{Type: Complaint, Topic: "rehab", Place: "152501", About: "federation"})
	l.refused("about", to("federation"))
	for _, unit := range []string{"housing", "health", "education"} {
		l.do(to(unit))
		l.refused("reason", Act{Action: Return, Part: Handler})
		if err := l.try(Act{Action: Sign, Part: Handler, Unit: "other"}); !portal.Is(err, portal.KindNotFound) {
			t.Errorf("another unit signs: %v", err)
		}
		l.do(Act{Action: Return, Part: Handler, Reasons: []string{"not_ours"}})
		if unit == "housing" {
			l.refused("returned", to("housing"))
		}
	}
	if done := l.pass(time.Minute); !slices.Equal(done, []string{"escalate transfers"}) {
		t.Errorf("%q", done)
	}
	l.is(matter.Escalated)
	l.do(Act{Action: Start, Part: Supervisor})
	l.do(Act{Action: Respond, Part: Supervisor, Reply: Reply{Code: "done", Text: "由旗里办", Language: "zh-Hans"}})
	l.refused("own_reply", Act{Action: Review, Part: Supervisor})
	l.do(judged()...)
}

// Handed to 12345 and back: history and clock go on.
func TestAwayAndBack(t *testing.T) {
	l := begin(t, Ticket{Type: Complaint, Topic: "other", Place: "150202"})
	l.do(handled()...)
	l.refused("reason", Act{Action: SendAway, Part: Operator})
	l.do(Act{Action: SendAway, Part: Operator, Reasons: []string{"elsewhere"}})
	l.refused("away", reply())
	promised := l.Clocks.ReplyBy
	l.pass(3 * day)
	l.do(Act{Action: TakeBack, Part: Operator})
	l.refused("home", Act{Action: TakeBack, Part: Operator})
	if l.Clocks.ReplyBy != promised || l.State != matter.InProgress {
		t.Errorf("promised %s, was %s; %s", l.Clocks.ReplyBy, promised, l.State)
	}
	l.do(Act{Action: Extend, Part: Handler, Reasons: []string{"complex"}})
	l.refused("state", Act{Action: Extend, Part: Handler, Reasons: []string{"complex"}})
	if l.Clocks.ReplyBy != "2026-06-23" { // 15 working days; 19 June is a holiday
		t.Errorf("extended to %s", l.Clocks.ReplyBy)
	}
	l.do(reply())
}

// A report that somebody is hurt: who handles it never learns who said so.
func TestShielded(t *testing.T) {
	l := begin(t, Ticket{Type: Report, Topic: "rights", Place: "152501", Person: "p", Starter: "i", Public: true,
		Body: Body{Name: "演示甲", Phone: "13900000001", ByWhom: "演示乙", Mail: "jia@example.cn", Post: "演示路1号", Case: "109063180560",
			Files: []paper.File{{ID: "a", Name: "演示甲.jpg"}, {ID: "b", Name: "演示乙.m4a"}}}})
	l.do(handled()...)
	l.do(reply())
	for _, p := range []Part{Handler, Reviewer, Supervisor} {
		seen := l.SeenBy(p)
		if seen.Person+seen.Starter+seen.Body.Name+seen.Body.Phone+seen.Body.ByWhom != "" || seen.Body.Content == "" {
			t.Errorf("%s sees %+v", p, seen.Body)
		}
		if b := seen.Body; b.Mail+b.Post+string(b.Case) != "" || b.Files[0].Name != "1.jpg" || b.Files[1].Name != "2.m4a" || l.Body.Files[0].Name != "演示甲.jpg" {
			t.Errorf("%s sees by what else one is known: %+v", p, b)
		}
		for _, e := range seen.Events {
			if e.Person != "" || e.Unit == "" && e.Action == "accept" && e.Actor.ID != "" {
				t.Errorf("%s sees whose row it is: %+v", p, e)
			}
		}
	}
	if l.SeenBy(Operator).Body.Name == "" || l.Events[0].Person == "" {
		t.Error("hidden from whom it must not be")
	}
	if _, public := l.Answered(); public {
		t.Error("answered in public")
	}
}

func TestWithdraw(t *testing.T) {
	l := begin(t, Ticket{Type: Suggestion, Topic: "website", Place: "152501"})
	l.do(handled()...)
	l.refused("part", Act{Action: Withdraw, Part: Handler})
	l.do(Act{Action: Withdraw, Part: Caller})
	l.is(matter.Withdrawn)
	late := begin(t, Ticket{Type: Suggestion, Topic: "website", Place: "152501"})
	late.do(handled()...)
	late.do(reply())
	late.refused("state", Act{Action: Withdraw, Part: Caller})
}
