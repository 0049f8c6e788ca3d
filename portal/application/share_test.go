package application_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// crowded takes digits only at the last try.
type crowded struct {
	application.ShareStore
	full int
	seen map[string]bool
}

func (c *crowded) PutShare(ctx context.Context, s application.Share) (application.Share, error) {
	c.seen[s.Code] = true
	if c.full--; c.full >= 0 {
		return s, &portal.Error{Kind: portal.KindExists}
	}
	return c.ShareStore.PutShare(ctx, s)
}

// TestShareDrawsAgain: digits that another page shows are drawn again, and a page
// goes without rather than draw for ever.
func TestShareDrawsAgain(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13947900001")
	w := h.Begin(t, r, r.Own)
	store := &crowded{ShareStore: h.Store, full: 1000, seen: map[string]bool{}}
	h.Apply.Shares = store
	v := view(t, h, r, w)
	h.Apply.OfferShare(r.Ctx, v)
	if v.Share.ID != "" || len(store.seen) < 2 {
		t.Errorf("%+v after %d draws", v.Share, len(store.seen))
	}
	store.full = 3
	h.Apply.OfferShare(r.Ctx, v)
	if len(v.Share.Code) != 6 || !v.Share.Live(h.Clock.Now()) {
		t.Errorf("no code although digits are free: %+v", v.Share)
	}
}

// TestShareAges: what a page offers as the half hour goes by.
func TestShareAges(t *testing.T) {
	start := time.Date(2026, 3, 23, 1, 0, 0, 0, time.UTC)
	unread := application.Share{ID: "x", Created: start, Until: start.Add(application.ShareLife)}
	read, stopped := unread, unread
	read.Opened, stopped.Ended = start.Add(time.Minute), start.Add(time.Minute)
	for _, c := range []struct {
		name                 string
		share                application.Share
		after                time.Duration
		live, watched, spent bool
	}{
		{"none", application.Share{}, 0, false, false, false},
		{"unread", unread, 29 * time.Minute, true, false, false},
		{"unread, over", unread, 30 * time.Minute, false, false, false},
		{"read", read, 29 * time.Minute, true, true, false},
		{"read, over", read, 30 * time.Minute, false, false, true},
		{"stopped", stopped, 2 * time.Minute, false, false, true},
	} {
		now := start.Add(c.after)
		if c.share.Live(now) != c.live || c.share.Watched(now) != c.watched || c.share.Spent(now) != c.spent {
			t.Errorf("%s: live %v, watched %v, spent %v", c.name, c.share.Live(now), c.share.Watched(now), c.share.Spent(now))
		}
	}
}

// TestShareAfterSending: what was sent is a case, which an operator does not see.
func TestShareAfterSending(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13947900001")
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot())
	v := view(t, h, r, w)
	h.Apply.OfferShare(r.Ctx, v)
	staff := office.Staff{ID: portal.NewID(), Name: "Subude", Roles: office.Roles{office.Operator}}
	ctx := portal.WithActor(context.Background(), portal.Actor{Kind: portal.ActorStaff, ID: staff.ID, Channel: portal.ChannelPhone})
	id, err := h.Apply.OpenByCode(ctx, staff, v.Share.Code)
	ok(t, err)
	_, err = h.Apply.Overlooked(ctx, staff, id)
	ok(t, err)
	_, err = h.Apply.Submit(r.Ctx, w, storetest.Sending("k"))
	ok(t, err)
	_, err = h.Apply.Overlooked(ctx, staff, id)
	refused(t, err, portal.KindNotFound, application.ShareSent)
	_, err = h.Apply.OpenByCode(ctx, staff, v.Share.Code)
	if problems := (portal.FieldErrors{}); !errors.As(err, &problems) {
		t.Errorf("the code of something sent: %v", err)
	}
	ended := staff
	ended.Ends = "2026-03-22"
	_, err = h.Apply.OpenByCode(ctx, ended, v.Share.Code)
	if err == nil {
		t.Error("an account that is over opens a draft")
	}
}
