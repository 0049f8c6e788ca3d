package storetest

import (
	"context"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/session"
	"changban/portal/store/relation"
)

// sweep: what ran out goes, what can still be used stays.
func sweep(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	for id, expires := range map[string]time.Time{"old": noon().Add(-25 * time.Hour), "late": noon().Add(-time.Hour), "good": noon().Add(time.Hour)} {
		ok(t, s.PutCode(ctx, people.Code{ID: id, Phone: "13800000000", Hash: []byte{1}, Created: noon(), Expires: expires},
			delivery.Message{ID: portal.NewID(), Road: delivery.Log, Template: "t", Created: noon(), Next: noon()}))
	}
	for id, made := range map[string]time.Time{"stale": noon().Add(-49 * time.Hour), "fresh": noon().Add(-47 * time.Hour)} {
		ok(t, s.PutCode(ctx, people.Code{ID: "c" + id, Phone: "13800000000", Hash: []byte{1}, Created: made, Expires: noon()},
			delivery.Message{ID: id, Road: delivery.Log, Template: "t", Created: made, Next: noon()}))
	}
	for hash, ends := range map[string]time.Time{"over": noon().Add(-time.Second), "on": noon().Add(time.Hour)} {
		ok(t, s.CreateSession(ctx, session.Session{IDHash: hash, Kind: session.Resident, Subject: "x", Created: noon(), LastSeen: noon(), Ends: ends}))
	}
	ok(t, s.Sweep(ctx, noon()))
	for id, want := range map[string]portal.Kind{"old": portal.KindNotFound, "late": "", "good": ""} {
		_, err := s.Code(ctx, id)
		kind(t, err, want)
	}
	sent, err := s.Latest(ctx, 100)
	ok(t, err)
	for _, m := range sent {
		if m.ID == "stale" {
			t.Error("the message of a code is kept for ever")
		}
	}
	if len(sent) != 4 {
		t.Errorf("%d messages are left, want 4", len(sent))
	}
	for hash, want := range map[string]portal.Kind{"over": portal.KindNotFound, "on": ""} {
		_, err := s.Session(ctx, hash)
		kind(t, err, want)
	}
}
