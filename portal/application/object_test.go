package application_test

import (
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

// begin starts a draft of any service for the resident.
func begin(t *testing.T, h *storetest.House, r storetest.Resident, service string) application.Where {
	t.Helper()
	d, err := h.Apply.Begin(r.Ctx, r.Own, service, portal.NewID())
	ok(t, err)
	return application.Where{Person: r.Own, Draft: d.ID}
}

// passes takes a case along its states without a desk; decided goes into it where
// it is approved or refused.
func passes(t *testing.T, h *storetest.House, r storetest.Resident, ref matter.Reference, states ...matter.State) application.Case {
	t.Helper()
	var last application.Case
	for _, state := range states {
		c, err := h.Store.UpdateCase(r.Ctx, ref, portal.NewID(), func(c application.Case) (application.Change, error) {
			e := matter.Event{At: h.Clock.Now(), Actor: portal.ActorFrom(r.Ctx), Person: c.Person, Action: string(state), From: c.State, To: state, Key: portal.NewID()}
			c.State = state
			if state == matter.Refused || state == matter.Approved {
				c.Body.Decision = &application.Decision{
					Proposal: application.Proposal{Approve: state == matter.Approved, Reasons: []string{"level"}}, ConfirmedAt: h.Clock.Now(),
				}
			}
			return application.Change{Case: c, Event: e}, nil
		})
		ok(t, err)
		last = c
	}
	return last
}

// refusedCase is a nursing subsidy that was not granted.
func refusedCase(t *testing.T) (*storetest.House, storetest.Resident, matter.Reference) {
	t.Helper()
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	ref := h.Send(t, r, r.Own, erenhot())
	passes(t, h, r, ref, matter.Accepted, matter.InReview, matter.Refused)
	return h, r, ref
}

func TestAgainTakesTheAnswers(t *testing.T) {
	h, r, ref := refusedCase(t)
	c := read(t, h, r, string(ref))
	if !c.CanAgain {
		t.Fatal("a refused case cannot be used again")
	}
	d, err := h.Apply.Again(r.Ctx, r.Own, string(ref), "again")
	ok(t, err)
	twice, err := h.Apply.Again(r.Ctx, r.Own, string(ref), "again")
	ok(t, err)
	if d.ID != twice.ID {
		t.Error("one key made two drafts")
	}
	v := view(t, h, r, application.Where{Person: r.Own, Draft: d.ID})
	if v.Answer("care_needs").First() != "eat" || !v.Journey().Done() || v.Draft.Definition != v.Service.Hash {
		t.Errorf("answers %v, next %s", v.Draft.Answers, v.Journey().Resume())
	}
	if v.Draft.Amends != "" || v.Draft.About != "" {
		t.Error("it is no draft of its own")
	}
	sent, err := h.Apply.Submit(r.Ctx, application.Where{Person: r.Own, Draft: d.ID}, storetest.Sending("s"))
	ok(t, err)
	if sent.Ref == ref {
		t.Error("the old case was sent again")
	}
}

func TestAgainIsNotForOthersOrRunning(t *testing.T) {
	h, r, ref := refusedCase(t)
	other := h.Resident(t, "13947900002")
	_, err := h.Apply.Again(other.Ctx, r.Own, string(ref), "k")
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Again(other.Ctx, other.Own, string(ref), "k")
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Object(other.Ctx, r.Own, string(ref), "k")
	kind(t, err, portal.KindNotFound)
	running := h.Send(t, r, r.Own, erenhot())
	_, err = h.Apply.Again(r.Ctx, r.Own, string(running), "k")
	refused(t, err, portal.KindExists, "apply.again.running")
	_, err = h.Apply.Object(r.Ctx, r.Own, string(running), "k")
	refused(t, err, portal.KindExists, "apply.object.nothing")
	if c := read(t, h, r, string(running)); c.CanObject != nil || c.CanAgain {
		t.Error("a running case offers both")
	}
}

func TestObjectWithinSixtyDays(t *testing.T) {
	h, r, ref := refusedCase(t)
	con := read(t, h, r, string(ref)).CanObject
	if con == nil || con.Service != "objection" || con.Until != storetest.FirstDay.Add(60) || con.Late {
		t.Fatalf("contest %+v", con)
	}
	h.Clock.MoveTo(con.Until)
	d, err := h.Apply.Object(r.Ctx, r.Own, string(ref), "object")
	ok(t, err)
	second, err := h.Apply.Object(r.Ctx, r.Own, string(ref), "another key")
	ok(t, err)
	if d.ID != second.ID || d.About != ref {
		t.Errorf("drafts %s and %s about %q", d.ID, second.ID, d.About)
	}
	w := application.Where{Person: r.Own, Draft: d.ID}
	passed := h.Fill(t, r, w, storetest.Typed{"objection_reason": "Look again."})
	if len(passed) > 4 {
		t.Errorf("asked %v", passed)
	}
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("s"))
	ok(t, err)
	c := read(t, h, r, string(sent.Ref))
	if c.About != ref || c.Deciding != "erenhot-civil-affairs" {
		t.Errorf("about %q, decided by %s", c.About, c.Deciding)
	}
	amended, err := h.Apply.BeginAmend(r.Ctx, r.Own, string(sent.Ref), "amend")
	ok(t, err)
	w = application.Where{Person: r.Own, Draft: amended.ID}
	_, err = answer(h, r, w, "objection_reason", storetest.Typed{"objection_reason": "Look closely."})
	ok(t, err)
	_, err = h.Apply.Submit(r.Ctx, w, storetest.Sending("amended"))
	ok(t, err)
	if c := read(t, h, r, string(sent.Ref)); c.About != ref || c.Deciding != "erenhot-civil-affairs" || c.Body.Answers["objection_reason"].First() != "Look closely." {
		t.Errorf("amended: about %q, decided by %s", c.About, c.Deciding)
	}
	_, err = h.Apply.Object(r.Ctx, r.Own, string(ref), "third")
	refused(t, err, portal.KindExists, "apply.object.running")
	passes(t, h, r, sent.Ref, matter.Accepted, matter.InReview, matter.Refused)
	_, err = h.Apply.Object(r.Ctx, r.Own, string(ref), "fourth")
	refused(t, err, portal.KindExists, "apply.object.decided")
}

func TestObjectTooLate(t *testing.T) {
	h, r, ref := refusedCase(t)
	d, err := h.Apply.Object(r.Ctx, r.Own, string(ref), "in time")
	ok(t, err)
	w := application.Where{Person: r.Own, Draft: d.ID}
	h.Fill(t, r, w, storetest.Typed{"objection_reason": "Look again."})
	h.Clock.MoveTo(storetest.FirstDay.Add(61))
	if con := read(t, h, r, string(ref)).CanObject; con == nil || !con.Late {
		t.Errorf("contest %+v", con)
	}
	_, err = h.Apply.Submit(r.Ctx, w, storetest.Sending("s"))
	refused(t, err, portal.KindExists, "apply.object.late")
	ok(t, h.Apply.Delete(r.Ctx, w))
	_, err = h.Apply.Object(r.Ctx, r.Own, string(ref), "late")
	refused(t, err, portal.KindExists, "apply.object.late")
}

// A card is contested for its assessment within ten working days, at the
// federation of the city or league.
func TestCardConclusionGoesToTheFederationAbove(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := begin(t, h, r, "card-new")
	h.Fill(t, r, w, newCard())
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("k"))
	ok(t, err)
	passes(t, h, r, sent.Ref, matter.Accepted, matter.InReview)
	if con := read(t, h, r, string(sent.Ref)).CanObject; con != nil {
		t.Errorf("nothing was found yet: %+v", con)
	}
	_, err = h.Store.UpdateCase(r.Ctx, sent.Ref, "read", func(c application.Case) (application.Change, error) {
		c.Body.Assessments = []application.Assessment{{Conclusion: &application.Conclusion{Level: 0, Day: storetest.FirstDay, At: h.Clock.Now()}}}
		e := matter.Event{At: h.Clock.Now(), Actor: portal.ActorFrom(r.Ctx), Person: c.Person, Action: "conclude", From: c.State, To: c.State, Key: "read"}
		return application.Change{Case: c, Event: e}, nil
	})
	ok(t, err)
	h.Clock.Move(24 * time.Hour)
	con := read(t, h, r, string(sent.Ref)).CanObject
	until, err := h.Calendar.Add(storetest.FirstDay, 10)
	ok(t, err)
	if con == nil || con.Service != "card-objection" || con.Until != until {
		t.Fatalf("contest %+v, want until %s", con, until)
	}
	d, err := h.Apply.Object(r.Ctx, r.Own, string(sent.Ref), "object")
	ok(t, err)
	w = application.Where{Person: r.Own, Draft: d.ID}
	v := view(t, h, r, w)
	if field.Value(v.Facts()["workdays_since_conclusion"]).First() != "1" || v.Answer("case_no").First() != string(sent.Ref) {
		t.Errorf("days %v, case %v", v.Facts()["workdays_since_conclusion"], v.Answer("case_no"))
	}
	h.Fill(t, r, w, newCard().With("objection_reason", "Look again."))
	again, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("o"))
	ok(t, err)
	c := read(t, h, r, string(again.Ref))
	if u, err := h.Units.Unit(c.Deciding); err != nil || u.Kind != "higher_federation" || u.Place != "152500" {
		t.Errorf("decided by %s at %s", c.Deciding, u.Place)
	}
}

// newCard is what somebody without a card types.
func newCard() storetest.Typed {
	return erenhot().With("applied_category", "physical", "cause", "accident", "medical_summary", "The left leg.",
		"assessment_institution", "office", "home_assessment", "no")
}
