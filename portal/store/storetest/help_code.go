package storetest

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/store/relation"
)

func shareFor(r resident, draft, code string, at time.Time) application.Share {
	return application.Share{ID: portal.NewID(), Draft: draft, Person: r.self, Identity: r.ID, Code: code,
		Created: at, Until: at.Add(application.ShareLife)}
}

func looking(n application.Share, staff string, at time.Time) (application.Share, audit.Entry) {
	n.Opened, n.OpenedBy = at, staff
	return n, audit.Entry{ID: portal.NewID(), Actor: portal.Actor{Kind: portal.ActorStaff, ID: staff, Channel: portal.ChannelPhone},
		Action: "draft.open", Object: "draft", Target: n.Draft, Person: n.Person, At: at}
}

// helpCodes: one code for a draft at a time, no two alike at a time; found while
// it lives, opened by one officer, over when it is ended; it comes with its draft.
func helpCodes(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d, other := begin(t, s, a, a.self), begin(t, s, a, a.self)
	none, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "no code yet", none.Share, application.Share{})
	first := shareFor(a, d.ID, "472913", noon())
	kept, err := s.PutShare(ctx, first)
	ok(t, err)
	equal(t, "kept", kept, first)
	held, err := s.PutShare(ctx, shareFor(a, d.ID, "000001", noon().Add(time.Minute)))
	ok(t, err)
	equal(t, "a draft keeps the code it has", held, first)
	_, err = s.PutShare(ctx, shareFor(a, other.ID, "472913", noon()))
	kind(t, err, portal.KindExists)
	read, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	equal(t, "with its draft", read.Share, first)
	found, err := s.ShareByCode(ctx, "472913", first.Until.Add(-time.Microsecond))
	ok(t, err)
	equal(t, "found", found, first)
	_, err = s.ShareByCode(ctx, "472913", first.Until)
	kind(t, err, portal.KindNotFound)
	_, err = s.ShareByCode(ctx, "", noon())
	kind(t, err, portal.KindNotFound)

	seen, entry := looking(first, "officer", noon().Add(time.Minute))
	ok(t, s.OpenShare(ctx, seen, entry))
	theirs, entry := looking(first, "colleague", noon().Add(2*time.Minute))
	kind(t, s.OpenShare(ctx, theirs, entry), portal.KindConflict)
	late, entry := looking(seen, "officer", first.Until)
	kind(t, s.OpenShare(ctx, late, entry), portal.KindConflict)
	got, err := s.Share(ctx, first.ID)
	ok(t, err)
	equal(t, "opened", got, seen)
	looked, err := s.Looked(ctx, a.self, 10)
	ok(t, err)
	equal(t, "audit rows of what really happened", len(looked), 1)

	ok(t, s.EndShare(ctx, d.ID, noon().Add(3*time.Minute)))
	_, err = s.ShareByCode(ctx, "472913", noon().Add(3*time.Minute))
	kind(t, err, portal.KindNotFound)
	again, entry := looking(seen, "officer", noon().Add(3*time.Minute))
	kind(t, s.OpenShare(ctx, again, entry), portal.KindConflict)
	ok(t, second(s.PutShare(ctx, shareFor(a, other.ID, "472913", noon().Add(4*time.Minute)))))
	keyed := shareFor(a, d.ID, "000002", noon().Add(5*time.Minute))
	keyed.Key = "key"
	ok(t, second(s.PutShare(ctx, keyed)))
	ok(t, s.EndShare(ctx, d.ID, noon().Add(6*time.Minute)))
	repeat := shareFor(a, d.ID, "000003", noon().Add(7*time.Minute))
	repeat.Key = "key"
	same, err := s.PutShare(ctx, repeat)
	ok(t, err)
	equal(t, "a form that is sent again", same.ID, keyed.ID)
	ranOut := shareFor(a, d.ID, "472913", noon().Add(time.Hour))
	kept, err = s.PutShare(ctx, ranOut)
	ok(t, err)
	equal(t, "digits of one that ran out", kept.ID, ranOut.ID)
	ok(t, s.DeleteDraft(ctx, a.ID, a.self, d.ID))
	_, err = s.Share(ctx, ranOut.ID)
	kind(t, err, portal.KindNotFound)
	ok(t, s.Sweep(ctx, noon().Add(48*time.Hour)))
	left, err := s.Draft(ctx, a.ID, a.self, other.ID)
	ok(t, err)
	equal(t, "swept", left.Share, application.Share{})
}

// helpCodesTogether: eight pages of one draft that are shown at once show one code.
func helpCodesTogether(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	var wait sync.WaitGroup
	var mu sync.Mutex
	codes := map[string]bool{}
	for i := range 8 {
		wait.Go(func() {
			n, err := s.PutShare(ctx, shareFor(a, d.ID, fmt.Sprintf("%06d", i), noon()))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			codes[n.Code] = true
		})
	}
	wait.Wait()
	equal(t, "codes shown", len(codes), 1)
}

// helpCodesSealed: the digits are nowhere in the rows, and another row's seal does
// not open them.
func helpCodesSealed(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d, other := begin(t, s, a, a.self), begin(t, s, a, a.self)
	ok(t, second(s.PutShare(ctx, shareFor(a, d.ID, "472913", noon()))))
	ok(t, second(s.PutShare(ctx, shareFor(a, other.ID, "472914", noon()))))
	rows, err := s.DB().Read(ctx, relation.Statement{SQL: "select * from help_code"})
	ok(t, err)
	equal(t, "rows", len(rows[0]), 2)
	for _, row := range rows[0] {
		for _, v := range row {
			text, _ := v.(string)
			raw, _ := v.([]byte)
			if text == "472913" || bytes.Contains(raw, []byte("472913")) {
				t.Error("the digits stand in a column")
			}
		}
	}
	_, err = s.DB().Write(ctx, relation.Statement{
		SQL: "update help_code set code = (select o.code from help_code o where o.draft = $1) where draft = $2", Args: []any{other.ID, d.ID}})
	ok(t, err)
	if _, err := s.Draft(ctx, a.ID, a.self, d.ID); err == nil {
		t.Error("a code that was moved to another row is shown")
	}
	ok(t, s.DeletePerson(ctx, a.self, a.actor(), noon()))
	_, err = s.ShareByCode(ctx, "472914", noon())
	kind(t, err, portal.KindNotFound)
}

// calls: what an operator begins is written whole, once for a key, and a code that
// ran before is over.
func calls(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d, taken := begin(t, s, a, a.self), begin(t, s, a, a.self)
	ok(t, second(s.PutShare(ctx, shareFor(a, d.ID, "472913", noon()))))
	ok(t, second(s.PutShare(ctx, shareFor(a, taken.ID, "111111", noon()))))
	calling := func(draft application.Draft, code, key string) application.Calling {
		n := shareFor(a, draft.ID, code, noon())
		n.Key = key
		_, entry := looking(n, "officer", noon())
		return application.Calling{Draft: draft, Share: n, Entry: entry, Message: delivery.Message{
			ID: portal.NewID(), Person: a.self, Recipient: a.ID, Road: delivery.SMS, Template: "notice.code.help", Data: map[string]string{"Code": code},
			Created: noon(), Next: noon()}}
	}
	kind(t, s.PutCall(ctx, calling(d, "111111", "one")), portal.KindExists)
	_, err := s.ShareByCode(ctx, "472913", noon())
	ok(t, err)
	ok(t, s.PutCall(ctx, calling(d, "222222", "one")))
	_, err = s.ShareByCode(ctx, "472913", noon())
	kind(t, err, portal.KindNotFound)
	equal(t, "the same key again", s.PutCall(ctx, calling(d, "333333", "one")), application.ErrNothing)
	fresh := d
	fresh.ID, fresh.Key = portal.NewID(), "two"
	begun := calling(fresh, "444444", "two")
	begun.Fresh = true
	ok(t, s.PutCall(ctx, begun))
	fresh.ID = portal.NewID()
	begun = calling(fresh, "555555", "two")
	begun.Fresh = true
	equal(t, "a draft of the same key", s.PutCall(ctx, begun), application.ErrNothing)
	looked, err := s.Looked(ctx, a.self, 10)
	ok(t, err)
	equal(t, "audit rows of what really happened", len(looked), 2)
	list, err := s.Claim(ctx, noon(), "w", 10, time.Minute)
	ok(t, err)
	equal(t, "messages of what really happened", len(list), 2)
}
