package storetest

import (
	"context"
	"testing"
	"time"

	"changban/portal/banner"
	"changban/portal/store/relation"
)

// putUp is a banner of three days that begins an hour later.
func putUp(id, key string) banner.Step {
	return banner.Step{Banner: banner.Banner{ID: id, Texts: map[string]string{"zh-Hans": "No power.", "mn-Cyrl": "No power here."}, Phone: "12345",
		From: noon().Add(time.Hour), Until: noon().Add(72 * time.Hour)}, Seq: 1, Action: banner.Put, By: "officer", Unit: "donghe", At: noon(), Key: key}
}

// banners: steps come back as they were kept, once for each key, and one that has
// ended cannot end again.
func banners(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	put := func(b banner.Step) { ok(t, s.AddBannerStep(ctx, b, entry(officer(), "banner."+string(b.Action), ""))) }
	first := putUp("a", "1")
	put(first)
	put(first)
	again := first
	again.ID = "other"
	put(again)
	end := first
	end.Seq, end.Action, end.Key, end.At = 2, banner.End, "2", noon().Add(2*time.Hour)
	put(end)
	end.Key = "3"
	put(end)
	put(putUp("b", "4"))
	steps, err := s.BannerSteps(ctx, 10)
	ok(t, err)
	equal(t, "steps", len(steps), 3)
	end.Key = "2"
	same(t, "the newest", steps[0], end)
	same(t, "the oldest of its instant", steps[1], first)
	standing := banner.Standing(steps, noon())
	equal(t, "standing", len(standing), 1)
	equal(t, "which", standing[0].ID, "b")
	few, err := s.BannerSteps(ctx, 1)
	ok(t, err)
	equal(t, "few", len(few), 1)
}
