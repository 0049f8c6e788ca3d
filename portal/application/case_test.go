package application_test

import (
	"context"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/store/storetest"
)

// opened sends a case and lets an officer of Erenhot open it.
func opened(t *testing.T) (*storetest.House, storetest.Resident, storetest.Officer, string) {
	t.Helper()
	h, r, w := filled(t, erenhot())
	ref := string(submitted(t, h, r, w).Ref)
	o := h.Officer("Receiver", "erenhot-window", office.Receiver)
	h.Clock.Move(11 * time.Minute)
	_, err := h.Desk.Open(o.Ctx, o.Staff, ref)
	ok(t, err)
	return h, r, o, ref
}

func do(t *testing.T, h *storetest.House, o storetest.Officer, ref string, in desk.Input) application.Case {
	t.Helper()
	if in.Key == "" {
		in.Key = portal.NewID()
	}
	c, err := h.Desk.Do(o.Ctx, o.Staff, ref, in)
	ok(t, err)
	return c
}

func askFor(papers ...string) desk.Input {
	in := desk.Input{Act: desk.Ask}
	for _, p := range papers {
		in.Papers = append(in.Papers, application.AskedPaper{Paper: p, Reason: "blurred"})
	}
	return in
}

func read(t *testing.T, h *storetest.House, r storetest.Resident, ref string) application.CaseView {
	t.Helper()
	c, err := h.Apply.Case(r.Ctx, r.Own, ref)
	ok(t, err)
	return c
}

func notices(t *testing.T, h *storetest.House, r storetest.Resident) []string {
	t.Helper()
	m, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	var list []string
	for _, n := range m.Notices {
		list = append(list, n.Template)
	}
	return list
}

// Until an officer opens the case its answers can be changed, with the places
// that follow from them; the promise stays.
func TestAmend(t *testing.T) {
	h, r, w := filled(t, erenhot())
	sent := submitted(t, h, r, w)
	ref := string(sent.Ref)
	d, err := h.Apply.BeginAmend(r.Ctx, r.Own, ref, "press")
	ok(t, err)
	for _, key := range []string{"press", "another press"} {
		again, err := h.Apply.BeginAmend(r.Ctx, r.Own, ref, key)
		ok(t, err)
		if again.ID != d.ID {
			t.Errorf("%s opened a second draft", key)
		}
	}
	aw := application.Where{Person: r.Own, Draft: d.ID}
	if v := view(t, h, r, aw); !v.Journey().Done() || v.Answer("bank_name").First() != "Nongye" {
		t.Fatalf("the draft does not hold the answers")
	}
	for step, typed := range map[string]storetest.Typed{
		"address": {"residence_address.street": "New Street 9"}, "hukou": {"hukou_jurisdiction": storetest.Donghe},
	} {
		_, err = answer(h, r, aw, step, typed)
		ok(t, err)
	}
	got, err := h.Apply.Submit(r.Ctx, aw, storetest.Sending("amend"))
	ok(t, err)
	c := read(t, h, r, ref)
	if got.Ref != sent.Ref || c.Body.Answers["residence_address"].First() != "New Street 9" {
		t.Errorf("the case says %v", c.Body.Answers["residence_address"])
	}
	if c.Hukou != storetest.Donghe || c.Deciding != "donghe-civil-affairs" || c.Receiving != "erenhot-window" || c.Promised != sent.Promised {
		t.Errorf("hukou %s, deciding %s, promised %s", c.Hukou, c.Deciding, c.Promised)
	}
	if n := len(c.Events); n != 2 || c.Events[1].Action != "amend" || c.Events[1].From != c.Events[1].To {
		t.Errorf("history %+v", c.Events)
	}
	if again, err := h.Apply.Submit(r.Ctx, aw, storetest.Sending("amend")); err != nil || !again.Repeat || len(read(t, h, r, ref).Events) != 2 {
		t.Errorf("pressed twice: %+v, %v", again, err)
	}
	if list := notices(t, h, r); len(list) != 2 {
		t.Errorf("notices %v", list)
	}
}

// After the opening an amendment is refused and what was typed stays in its draft.
func TestAmendTooLate(t *testing.T) {
	h, r, w := filled(t, erenhot())
	ref := string(submitted(t, h, r, w).Ref)
	d, err := h.Apply.BeginAmend(r.Ctx, r.Own, ref, "press")
	ok(t, err)
	aw := application.Where{Person: r.Own, Draft: d.ID}
	_, err = answer(h, r, aw, "address", storetest.Typed{"residence_address.street": "New Street 9"})
	ok(t, err)
	h.Clock.Move(11 * time.Minute)
	o := h.Officer("Receiver", "erenhot-window", office.Receiver)
	_, err = h.Desk.Open(o.Ctx, o.Staff, ref)
	ok(t, err)
	_, err = h.Apply.Submit(r.Ctx, aw, storetest.Sending("amend"))
	refused(t, err, portal.KindExists, "matter.amend.late")
	if got := view(t, h, r, aw).Answer("residence_address").First(); got != "New Street 9" {
		t.Errorf("the draft says %q", got)
	}
	c := read(t, h, r, ref)
	if c.Amend || c.Body.Answers["residence_address"].First() == "New Street 9" {
		t.Error("the case changed")
	}
	_, err = h.Apply.BeginAmend(r.Ctx, r.Own, ref, "late press")
	refused(t, err, portal.KindExists, "matter.amend.late")
}

func TestWithdraw(t *testing.T) {
	h, r, o, ref := opened(t)
	do(t, h, o, ref, askFor("card"))
	ok(t, h.Apply.Withdraw(r.Ctx, r.Own, ref, "press"))
	ok(t, h.Apply.Withdraw(r.Ctx, r.Own, ref, "press"))
	ok(t, h.Apply.Withdraw(r.Ctx, r.Own, ref, "another press"))
	c := read(t, h, r, ref)
	if c.State != matter.Withdrawn || c.Withdraw || c.Amend || c.Asked != nil {
		t.Errorf("case %+v", c)
	}
	last := c.Events[len(c.Events)-1]
	if last.Action != "withdraw" || last.From != matter.SupplementRequested || len(c.Events) != 4 {
		t.Errorf("history %+v", c.Events)
	}
	_, err := h.Desk.Do(o.Ctx, o.Staff, ref, desk.Input{Act: desk.Accept, Key: "k"})
	refused(t, err, portal.KindExists, "desk.act.late")
	stranger := h.Resident(t, "13947900002")
	kind(t, h.Apply.Withdraw(stranger.Ctx, r.Own, ref, "k"), portal.KindNotFound)
}

func TestWithdrawAfterTheDecision(t *testing.T) {
	h, r, o, ref := opened(t)
	do(t, h, o, ref, desk.Input{Act: desk.NotAccept, Reasons: []string{"other_service"}})
	err := h.Apply.Withdraw(r.Ctx, r.Own, ref, "press")
	refused(t, err, portal.KindExists, "matter.withdraw.late")
	if c := read(t, h, r, ref); c.State != matter.NotAccepted || c.Withdraw {
		t.Errorf("state %s", c.State)
	}
}

// Asking stops the clock; the answer sets it going where it stood.
func TestSupplement(t *testing.T) {
	h, r, o, ref := opened(t)
	before := read(t, h, r, ref)
	asked := do(t, h, o, ref, askFor("card", "bank"))
	if asked.State != matter.SupplementRequested || asked.StoppedFrom != storetest.FirstDay || asked.Promised != before.Promised {
		t.Fatalf("asked %+v", asked)
	}
	until, err := h.Calendar.Add(storetest.FirstDay, 15)
	ok(t, err)
	v := read(t, h, r, ref)
	if v.Asked == nil || v.Asked.Until != until || len(v.Papers) != 2 || v.Due != until {
		t.Fatalf("asked %+v, due %s, want %s", v.Asked, v.Due, until)
	}
	h.Clock.MoveTo("2026-03-30") // five working days later
	some := []application.PaperAnswer{{Paper: "card", New: uploads(picture(t, 9))}}
	says(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", some), "paper.bank", "field.paper.way")
	whole := append(some, application.PaperAnswer{Paper: "bank", Way: paper.Office})
	ok(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", whole))
	ok(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", whole))
	c := read(t, h, r, ref)
	if c.State != matter.Submitted || c.StoppedFrom != "" || len(c.Stops) != 1 || c.Stops[0].From != storetest.FirstDay || c.Stops[0].To != "2026-03-30" {
		t.Errorf("clock %+v", c.Case)
	}
	for day, was := range map[portal.Day]portal.Day{c.Promised: before.Promised, c.Due: before.Due} {
		if n, _ := h.Calendar.Between(was, day); n != 5 {
			t.Errorf("%s became %s: %d working days", was, day, n)
		}
	}
	if c.Body.Papers["card"].Choice.Way != paper.Upload || len(c.Body.Papers["card"].Choice.Files) != 1 || c.Body.Papers["bank"].Choice.Way != paper.Office {
		t.Errorf("papers %+v", c.Body.Papers)
	}
	if c.Body.Asked[0].Answered.IsZero() || len(c.Events) != 4 {
		t.Errorf("history %+v", c.Events)
	}
}

// A new picture of a paper stands beside the earlier one; earlier alone is no
// answer.
func TestSupplementKeepsEarlierFiles(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "51"))
	_, _, err := hand(h, r, w, application.PaperAnswer{New: uploads(picture(t, 4))})
	ok(t, err)
	ref := string(submitted(t, h, r, w).Ref)
	h.Clock.Move(11 * time.Minute)
	o := h.Officer("Receiver", "erenhot-window", office.Receiver)
	_, err = h.Desk.Open(o.Ctx, o.Staff, ref)
	ok(t, err)
	do(t, h, o, ref, askFor("guardian_proof"))
	in := application.PaperAnswer{Paper: "guardian_proof", Way: paper.Upload}
	says(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", []application.PaperAnswer{in}), "paper.guardian_proof", "field.paper.file")
	in.New = uploads(picture(t, 7))
	ok(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "press", []application.PaperAnswer{in}))
	if files := read(t, h, r, ref).Body.Papers["guardian_proof"].Choice.Files; len(files) != 2 {
		t.Errorf("files %+v", files)
	}
}

// Papers that did not come by the last day end the case, and not a day earlier.
func TestLapse(t *testing.T) {
	h, r, o, ref := opened(t)
	do(t, h, o, ref, askFor("card"))
	until := read(t, h, r, ref).Asked.Until
	h.Clock.MoveTo(until)
	n, err := h.Desk.Lapse(context.Background())
	ok(t, err)
	if n != 0 || read(t, h, r, ref).State != matter.SupplementRequested {
		t.Errorf("%d ended on the last day", n)
	}
	h.Clock.MoveTo(until.Add(1))
	n, err = h.Desk.Lapse(context.Background())
	ok(t, err)
	c := read(t, h, r, ref)
	if n != 1 || c.State != matter.Lapsed || notices(t, h, r)[0] != "notice.case.lapse" {
		t.Errorf("%d ended, state %s", n, c.State)
	}
	last := c.Events[len(c.Events)-1]
	if last.Actor.Kind != portal.ActorSystem || last.Action != "lapse" {
		t.Errorf("history %+v", last)
	}
	n, err = h.Desk.Lapse(context.Background())
	ok(t, err)
	if n != 0 {
		t.Errorf("%d ended twice", n)
	}
	ok(t, h.Apply.Supplement(r.Ctx, r.Own, ref, "late", nil))
	if read(t, h, r, ref).State != matter.Lapsed {
		t.Error("a lapsed case came back")
	}
	h.Send(t, r, r.Own, erenhot()) // and one may apply again
}

// TestWhoSeesACase: who sent it, and who is proved; knowing the reference or the
// person's address is not enough (decisions 2).
func TestWhoSeesACase(t *testing.T) {
	h, r, w := filled(t, erenhot())
	ref := string(submitted(t, h, r, w).Ref)
	stranger := h.Resident(t, "13947900002")
	_, err := h.Apply.Case(stranger.Ctx, r.Own, ref)
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Case(stranger.Ctx, stranger.Own, ref)
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Case(context.Background(), r.Own, ref)
	kind(t, err, portal.KindSignIn)
	for _, bad := range []string{"", "123", "1234 5678 9012", "' or 1=1", ref + "0"} {
		_, err = h.Apply.Case(r.Ctx, r.Own, bad)
		kind(t, err, portal.KindNotFound)
	}
	h.Link(t, stranger, r.Own, account.LevelMatched)
	_, err = h.Apply.Case(stranger.Ctx, r.Own, ref)
	kind(t, err, portal.KindNotFound)
	m, err := h.Apply.Matters(stranger.Ctx, r.Own)
	ok(t, err)
	if len(m.Cases)+len(m.Drafts)+len(m.Notices)+len(m.Benefits) != 0 {
		t.Errorf("an unproved link lists %+v", m)
	}
	h.Link(t, stranger, r.Own, account.LevelRegister)
	if _, err = h.Apply.Case(stranger.Ctx, r.Own, ref); err != nil {
		t.Error(err)
	}
}

// TestTrack: reference and last four digits of the phone given; both or nothing.
func TestTrack(t *testing.T) {
	h, r, w := filled(t, erenhot())
	ref := submitted(t, h, r, w).Ref
	c, err := h.Apply.Track(context.Background(), ref, "0001")
	ok(t, err)
	if c.Ref != ref {
		t.Errorf("found %s", c.Ref)
	}
	for _, four := range []string{"", "0002", "001", "13947900001", "%"} {
		_, err = h.Apply.Track(context.Background(), ref, four)
		kind(t, err, portal.KindNotFound)
	}
	_, err = h.Apply.Track(context.Background(), matter.NewReference(matter.CaseKind), "0001")
	kind(t, err, portal.KindNotFound)
}

func TestMattersOfStrangers(t *testing.T) {
	h, r, _ := filled(t, erenhot())
	stranger := h.Resident(t, "13947900002")
	_, err := h.Apply.Matters(stranger.Ctx, r.Own)
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Matters(r.Ctx, "not an id")
	kind(t, err, portal.KindNotFound)
	_, err = h.Apply.Matters(context.Background(), r.Own)
	kind(t, err, portal.KindSignIn)
	mother := h.AddRelative(t, r, account.Mother, false)
	m, err := h.Apply.Matters(r.Ctx, mother)
	ok(t, err)
	if len(m.Drafts) != 0 || m.Known.Link.Relation != account.Mother {
		t.Errorf("the mother has %+v", m)
	}
}
