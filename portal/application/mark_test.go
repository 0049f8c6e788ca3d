package application_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// call is a filled draft whose person reads the code out to an operator.
type call struct {
	t *testing.T
	*storetest.House
	r     storetest.Resident
	w     application.Where
	ctx   context.Context // the operator's
	staff office.Staff
	share string
}

func newCall(t *testing.T) *call {
	t.Helper()
	h := storetest.Memory(t)
	c := &call{t: t, House: h, r: h.Resident(t, phone)}
	c.w = h.Begin(t, c.r, c.r.Own)
	h.Fill(t, c.r, c.w, erenhot())
	v := view(t, h, c.r, c.w)
	h.Apply.OfferShare(c.r.Ctx, v)
	c.staff = office.Staff{ID: portal.NewID(), Name: "Subude", Unit: "xilingol-federation", Roles: office.Roles{office.Operator}}
	c.ctx = portal.WithActor(context.Background(), portal.Actor{Kind: portal.ActorStaff, ID: c.staff.ID, Channel: portal.ChannelPhone})
	id, err := h.Apply.OpenByCode(c.ctx, c.staff, v.Share.Code)
	ok(t, err)
	c.share = id
	return c
}

func (c *call) view() *application.View { return view(c.t, c.House, c.r, c.w) }

func (c *call) writes(step string, typed ...string) error {
	return c.Apply.Write(c.ctx, c.staff, c.share, application.Answers{Step: step, Form: storetest.Typed{}.With(typed...).Form()})
}

func (c *call) said(id string) string { return c.view().Answer(id).First() }

// waiting fails unless exactly these fields wait for the person.
func (c *call) waiting(want ...string) {
	c.t.Helper()
	var got []string
	for _, f := range c.view().Waiting() {
		got = append(got, f.ID)
	}
	if !slices.Equal(got, want) {
		c.t.Errorf("waiting for the person: %v, want %v", got, want)
	}
}

// actions counts what the audit log says of the draft.
func (c *call) actions() map[string]int {
	c.t.Helper()
	rows, err := c.Store.Looked(c.ctx, c.r.Own, 50)
	ok(c.t, err)
	n := map[string]int{}
	for _, e := range rows {
		n[e.Action]++
	}
	return n
}

// TestMarkConfirmed: what an operator writes counts only once the person confirms
// it; then the file learns it and the draft can be sent.
func TestMarkConfirmed(t *testing.T) {
	c := newCall(t)
	before, file := c.said("bank_name"), c.view().Known.Person.First("bank_name")
	ok(t, c.writes("bank", "bank_name", "Another Bank", "bank_account", c.said("bank_account")))
	c.waiting("bank_name")
	v := c.view()
	m := v.Draft.Marks["bank_name"]
	if v.Answer("bank_name").First() != "Another Bank" || m.Was.First() != before || m.Staff != c.staff.ID || m.Unit != c.staff.Unit {
		t.Errorf("the draft says %v, the mark %+v", v.Answer("bank_name"), m)
	}
	if got := v.Known.Person.First("bank_name"); got != file {
		t.Errorf("the person's file learnt %q before anybody confirmed", got)
	}
	var waits *application.Unconfirmed
	if _, err := c.Apply.Submit(c.r.Ctx, c.w, storetest.Sending("k")); !errors.As(err, &waits) || waits.Step != "bank" {
		t.Fatalf("sent with %v", err)
	}
	ok(t, c.Apply.Confirm(c.r.Ctx, c.w, v.Draft.Version-1)) // of a page that did not show it
	c.waiting("bank_name")
	ok(t, c.Apply.Confirm(c.r.Ctx, c.w, v.Draft.Version))
	ok(t, c.Apply.Confirm(c.r.Ctx, c.w, v.Draft.Version)) // pressed twice
	c.waiting()
	if got := c.view(); got.Known.Person.First("bank_name") != "Another Bank" || got.Draft.Answers["bank_name"].By != c.r.Identity.ID {
		t.Error("what was confirmed is not the person's own")
	}
	if n := c.actions(); n["draft.write"] != 1 || n["draft.confirm"] != 1 {
		t.Errorf("the audit log has %v", n)
	}
	_, err := c.Apply.Submit(c.r.Ctx, c.w, storetest.Sending("k"))
	ok(t, err)
	refused(t, c.writes("bank", "bank_name", "Late Bank", "bank_account", "1"), portal.KindNotFound, application.ShareSent)
	refused(t, c.Apply.Confirm(c.r.Ctx, c.w, 1000), portal.KindExists, "apply.draft.sent")
}

// TestMarkPutBack: the value before the first of an operator's answers comes back.
func TestMarkPutBack(t *testing.T) {
	c := newCall(t)
	before := c.said("phone")
	ok(t, c.writes("phone", "phone", "13947900002"))
	ok(t, c.writes("phone", "phone", "13947900003"))
	c.waiting("phone")
	old := c.view().Draft.Version - 1
	ok(t, c.Apply.PutBack(c.r.Ctx, c.w, "phone", old))
	ok(t, c.Apply.PutBack(c.r.Ctx, c.w, "bank", old+1))
	c.waiting("phone")
	ok(t, c.Apply.PutBack(c.r.Ctx, c.w, "phone", old+1))
	ok(t, c.Apply.PutBack(c.r.Ctx, c.w, "phone", old+1))
	c.waiting()
	if got := c.said("phone"); got != before {
		t.Errorf("put back: %q, want %q", got, before)
	}
	ok(t, c.writes("phone", "phone", "13947900002"))
	ok(t, c.writes("phone", "phone", before)) // the operator takes it back
	c.waiting()
	if n := c.actions(); n["draft.correct"] != 1 || n["draft.write"] != 4 {
		t.Errorf("the audit log has %v", n)
	}
	ok(t, c.writes("phone", "phone", before)) // nothing new is nothing written
	if n := c.actions(); n["draft.write"] != 4 {
		t.Errorf("the audit log has %v", n)
	}
}

// TestMarkOpenQuestion: a question nobody had answered is open again.
func TestMarkOpenQuestion(t *testing.T) {
	c := newCall(t)
	d := c.view().Draft
	delete(d.Answers, "care_needs")
	ok(t, c.Store.SaveDraft(c.ctx, d, nil))
	ok(t, c.writes("care_needs", "care_needs", "move"))
	c.waiting("care_needs")
	v := c.view()
	if step := v.Journey().Resume(); step != application.CheckStep {
		t.Errorf("the journey goes on at %s", step)
	}
	ok(t, c.Apply.PutBack(c.r.Ctx, c.w, "care_needs", v.Draft.Version))
	if step := c.view().Journey().Resume(); step != "care_needs" {
		t.Errorf("the journey goes on at %s", step)
	}
}

// TestMarkAnswered: an answer of one's own takes the mark away, the same one too.
func TestMarkAnswered(t *testing.T) {
	c := newCall(t)
	for _, own := range []string{"13947900002", "13947900004"} {
		ok(t, c.writes("phone", "phone", "13947900002"))
		_, err := answer(c.House, c.r, c.w, "phone", storetest.Typed{}.With("phone", own))
		ok(t, err)
		c.waiting()
		if a := c.view().Draft.Answers["phone"]; a.Value.First() != own || a.By != c.r.Identity.ID {
			t.Errorf("the answer is %+v", a)
		}
	}
}

// TestMarkClash: operator and person who write at a time both see both values.
func TestMarkClash(t *testing.T) {
	c := newCall(t)
	seen := c.view().Draft.Version
	_, err := answer(c.House, c.r, c.w, "phone", storetest.Typed{}.With("phone", "13947900005"))
	ok(t, err)
	in := application.Answers{Step: "phone", Form: storetest.Typed{}.With("phone", "13947900006").Form(), Seen: seen}
	says(t, c.Apply.Write(c.ctx, c.staff, c.share, in), "phone", application.ClashID)
	c.waiting()
	in.Seen = c.view().Draft.Version
	ok(t, c.Apply.Write(c.ctx, c.staff, c.share, in))
	own := application.Answers{Step: "phone", Form: storetest.Typed{}.With("phone", "13947900007").Form(), Seen: in.Seen}
	_, err = c.Apply.Answer(c.r.Ctx, c.w, own)
	says(t, err, "phone", application.ClashID)
	c.waiting("phone")
}

// TestMarkTheirs: what only the person says, no operator asks or writes.
func TestMarkTheirs(t *testing.T) {
	c := newCall(t)
	for _, step := range []string{"name", "id_number", "papers", "own_name", "guardian_name", application.CheckStep, "nothing", ""} {
		kind(t, c.writes(step, "name", "Somebody Else", "id_number", "152501198001010018", "truth_statement", "true"), portal.KindNotFound)
		_, _, err := c.Apply.Ask(c.ctx, c.staff, c.share, step)
		kind(t, err, portal.KindNotFound)
	}
	says(t, c.writes("phone", "phone", "12"), "phone", "field.tel.short")
	for _, s := range c.Catalogue.All() {
		v, _, _ := c.Apply.Blank(s.Hash, "")
		for _, step := range s.Steps {
			for _, f := range v.Writable(step) {
				if slices.Contains([]string{"name", "id_number", "own_name", "own_id_number", "guardian_name", "guardian_id_number", "guardian_relation", "filing_as"}, f.ID) || f.Bind == "actor" {
					t.Errorf("%s: an operator may write %s", s.ID, f.ID)
				}
			}
		}
	}
	c.waiting()
}

// TestMarkRefused: no code, no writing; and nobody else's.
func TestMarkRefused(t *testing.T) {
	c := newCall(t)
	other := c.staff
	other.ID = portal.NewID()
	typed := application.Answers{Step: "phone", Form: storetest.Typed{}.With("phone", "13947900002").Form()}
	kind(t, c.Apply.Write(c.ctx, other, c.share, typed), portal.KindNotFound)
	kind(t, c.Apply.Write(c.ctx, c.staff, portal.NewID(), typed), portal.KindNotFound)
	kind(t, c.Apply.Write(c.ctx, c.staff, "x", typed), portal.KindNotFound)
	other = c.staff
	other.Roles = office.Roles{office.Receiver}
	kind(t, c.Apply.Write(c.ctx, other, c.share, typed), portal.KindForbidden)
	other = c.staff
	other.Name = c.said("name")
	refused(t, c.Apply.Write(c.ctx, other, c.share, typed), portal.KindForbidden, "desk.refused.close")
	stranger := c.Resident(t, "13947900009")
	kind(t, c.Apply.Confirm(stranger.Ctx, c.w, 1000), portal.KindNotFound)
	kind(t, c.Apply.PutBack(stranger.Ctx, c.w, "phone", 1000), portal.KindNotFound)
	kind(t, c.Apply.Confirm(c.ctx, c.w, 1000), portal.KindSignIn) // the operator is no person
	ok(t, c.Apply.StopShare(c.r.Ctx, c.view()))
	refused(t, c.Apply.Write(c.ctx, c.staff, c.share, typed), portal.KindNotFound, application.ShareStopped)
	c.waiting()
	again := newCall(t)
	again.Clock.Move(application.ShareLife)
	refused(t, again.Apply.Write(again.ctx, again.staff, again.share, typed), portal.KindNotFound, application.ShareLate)
}

// busy ends the code, or lets the person write, just before the operator's write.
type busy struct {
	application.ShareStore
	first func()
}

func (b *busy) SaveMarked(ctx context.Context, m application.Marking) error {
	if do := b.first; do != nil {
		b.first = nil
		do()
	}
	return b.ShareStore.SaveMarked(ctx, m)
}

// TestMarkRace: what happens between reading and writing is seen.
func TestMarkRace(t *testing.T) {
	c := newCall(t)
	v := c.view()
	store := &busy{ShareStore: c.Store}
	c.Apply.Shares = store
	store.first = func() {
		_, err := answer(c.House, c.r, c.w, "care_needs", storetest.Typed{}.With("care_needs", "eat"))
		ok(t, err)
	}
	ok(t, c.writes("phone", "phone", "13947900002"))
	if c.said("care_needs") != "eat" || c.said("phone") != "13947900002" {
		t.Error("one of two writers lost")
	}
	store.first = func() { ok(t, c.Apply.StopShare(c.r.Ctx, v)) }
	refused(t, c.writes("phone", "phone", "13947900003"), portal.KindNotFound, application.ShareStopped)
	if c.said("phone") != "13947900002" {
		t.Error("written after the person stopped it")
	}
}
