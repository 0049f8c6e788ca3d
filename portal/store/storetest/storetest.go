package storetest

import (
	"context"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// Fresh makes an empty database and returns how to open it: each call is one
// more process, as it were, on the same rows with the same keys.
type Fresh func(t testing.TB) (open func() *relation.Store)

// Run runs the whole suite; every part gets a database of its own.
func Run(t *testing.T, fresh Fresh) {
	parts := []struct {
		name string
		run  func(t *testing.T, open func() *relation.Store)
	}{
		{"persons", persons}, {"facts", facts}, {"verified", verified}, {"arrive", arriveTogether}, {"codes", codes},
		{"visibility", visibility}, {"deletion", deletion}, {"register", register},
		{"drafts", drafts}, {"draft with person", draftWithPerson}, {"definitions", definitions},
		{"submit", submit}, {"submit once", submitOnce}, {"one open", oneOpen}, {"case", caseLife},
		{"case clash", caseClash}, {"matters", matters}, {"queue order", queueOrder}, {"queue search", queueSearch},
		{"outbox", outbox}, {"claim", claimTogether}, {"wishes", wishes}, {"wishes of", wishesOf},
		{"spread", spread}, {"spread again", spreadAgain}, {"letters", letters}, {"revive", revive}, {"sessions", sessions}, {"settings", settings}, {"staff", staff},
		{"audit chain", auditChain}, {"append only", appendOnly}, {"uploads", uploads}, {"values", values}, {"sealed", sealed},
		{"mark", mark}, {"restart", restart}, {"trips", trips}, {"gone", gone},
		{"sweep", sweep},
		{"benefits", benefits}, {"benefit old", benefitOld}, {"queue elsewhere", queueElsewhere}, {"benefit twice", benefitTwice}, {"benefit clash", benefitClash}, {"cards", cards},
		{"card codes", cardCodes}, {"also", also}, {"twins", twins}, {"companions", companions},
		{"holdings seen", holdingsSeen}, {"holdings deleted", holdingsDeleted}, {"holdings proof", holdingsProof},
		{"holdings sealed", holdingsSealed}, {"pay runs", payRuns}, {"pay run once", payRunOnce}, {"pay run of many", payRunOfMany},
		{"settle", settle}, {"watch", watch}, {"banners", banners},
		{"help codes", helpCodes}, {"help codes together", helpCodesTogether}, {"help codes sealed", helpCodesSealed}, {"calls", calls}, {"marks", marks},
		{"ticket drafts", ticketDrafts}, {"ticket own", ticketOwn}, {"ticket sweep", ticketSweep}, {"ticket life", ticketLife},
		{"ticket clash", ticketClash}, {"ticket seen", ticketSeen}, {"ticket deletion", ticketDeletion},
		{"ticket filters", ticketFilters}, {"ticket order", ticketOrder}, {"ticket scopes", ticketScopes}, {"ticket search", ticketSearch},
		{"tickets due", ticketDue}, {"ticket near", ticketNear}, {"ticket answered", ticketAnswered}, {"ticket proof", ticketProof}, {"ticket meanwhile", ticketMeanwhile},
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) { part.run(t, fresh(t)) })
	}
}

// noon is when the suite's stories begin; the microseconds must survive.
func noon() time.Time { return time.Date(2026, 11, 23, 4, 0, 0, 123456000, time.UTC) }

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func kind(t testing.TB, err error, want portal.Kind) {
	t.Helper()
	if portal.KindOf(err) != want {
		t.Fatalf("kind %q (%v), want %q", portal.KindOf(err), err, want)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// resident is somebody who signed in.
type resident struct {
	people.Identity
	self string // own person
}

func (r resident) actor() portal.Actor {
	return portal.Actor{Kind: portal.ActorIdentity, ID: r.ID, Channel: portal.ChannelWeb, Language: "zh-Hans"}
}

func signIn(t testing.TB, s *relation.Store, phone string) resident {
	t.Helper()
	identity, link, err := s.Arrive(context.Background(), phone, noon())
	ok(t, err)
	return resident{identity, link.Person}
}

// setFact gives a person a fact, as a page does.
func setFact(t testing.TB, s *relation.Store, r resident, person, name, value string) {
	t.Helper()
	ok(t, s.Change(context.Background(), factChange(t, s, r, person, name, value)))
}

func factChange(t testing.TB, s *relation.Store, r resident, person, name, value string) people.Change {
	t.Helper()
	k, err := s.Known(context.Background(), r.ID, person)
	ok(t, err)
	f := people.Fact{Value: []string{value}, Source: people.SourceTyped, At: noon(), By: r.ID}
	return people.Change{Person: k.Person.With(name, f), Facts: map[string]people.Fact{name: f}, Actor: r.actor(), At: noon()}
}

func newDraft(r resident, person, key string) application.Draft {
	return application.Draft{ID: portal.NewID(), Person: person, Service: "nursing-subsidy", Definition: "abc", Starter: r.actor(),
		Key: key, Known: []string{"name"}, Answers: map[string]application.Answer{"name": {Value: field.Value{"Bao"}, Version: 1}},
		Created: noon(), Updated: noon(), Expires: portal.DayOf(noon()).Add(90)}
}

func begin(t testing.TB, s *relation.Store, r resident, person string) application.Draft {
	t.Helper()
	d, err := s.CreateDraft(context.Background(), newDraft(r, person, portal.NewID()))
	ok(t, err)
	return d
}

// submission is a draft made into a case as application does it.
func submission(r resident, d application.Draft) application.Submission {
	at := noon().Add(time.Hour)
	c := application.Case{Ref: matter.NewReference(matter.CaseKind), Draft: d.ID, Person: d.Person, Service: d.Service,
		Definition: d.Definition, State: matter.Submitted, Hukou: "152501", Residence: "150202", Receiving: "donghe",
		Deciding: "erenhot", Unit: "donghe", Submitted: at, Stage: application.StageAccept, StageFrom: portal.DayOf(at),
		StageDays: 3, TotalDays: 16, Due: portal.DayOf(at).Add(3), Promised: portal.DayOf(at).Add(22),
		Channel: portal.ChannelWeb, Language: "zh-Hans", Mode: "elder", Key: portal.NewID(), Starter: r.ID,
		Capacity: people.AsSelf, Confirmed: true, OneOpen: true,
		Body: application.Body{Name: "Bao Lide", Answers: map[string]field.Value{"name": {"Bao Lide"}, "phone": {"13800001234"}},
			Relation: people.Self, Digest: "d"}}
	event := matter.Event{At: at, Actor: r.actor(), Person: d.Person, Unit: "donghe", Action: "submit", To: matter.Submitted, Key: c.Key}
	return application.Submission{DraftVersion: d.Version, Change: application.Change{Case: c, Event: event,
		Messages: []delivery.Message{notice(r, c)}, Audit: []audit.Entry{entry(r.actor(), "case.submit", d.Person)}}}
}

func notice(r resident, c application.Case) delivery.Message {
	return delivery.Message{ID: portal.NewID(), Person: c.Person, Recipient: r.ID, Road: delivery.InPortal,
		Template: "notice.case.submit", Data: map[string]string{"Ref": string(c.Ref)}, Case: string(c.Ref),
		Created: c.Submitted, Next: c.Submitted}
}

func entry(a portal.Actor, action, person string) audit.Entry {
	return audit.Entry{ID: portal.NewID(), Actor: a, Action: action, Object: "person", Target: person, Person: person, At: noon()}
}

// sent is a case that was submitted.
func sent(t testing.TB, s *relation.Store, r resident, person string, with func(*application.Submission)) application.Case {
	t.Helper()
	n := submission(r, begin(t, s, r, person))
	if with != nil {
		with(&n)
	}
	ok(t, s.Submit(context.Background(), n))
	return n.Case
}

func officer() portal.Actor {
	return portal.Actor{Kind: portal.ActorStaff, ID: "officer", Channel: portal.ChannelWeb, Language: "zh-Hans"}
}

// step is a change of a case to a state.
func step(action string, to matter.State, note string) func(application.Case) (application.Change, error) {
	return func(c application.Case) (application.Change, error) {
		e := matter.Event{At: noon().Add(2 * time.Hour), Actor: officer(), Person: c.Person, Unit: c.Unit, Action: action,
			From: c.State, To: to, Reasons: []string{"papers", "date"}, Note: note}
		c.State = to
		return application.Change{Case: c, Event: e, Audit: []audit.Entry{entry(officer(), "case."+action, c.Person)}}, nil
	}
}
