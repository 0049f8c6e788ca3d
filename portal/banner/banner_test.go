package banner_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/banner"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

// TestOtherProcess: what one process writes another says after it has looked, no
// later than its time and no longer.
func TestOtherProcess(t *testing.T) {
	h := storetest.Memory(t)
	here := &banner.Desk{Store: h.Store, Clock: h.Clock, Board: &banner.Board{Store: h.Store, Clock: h.Clock}}
	there := &banner.Board{Store: h.Store, Clock: h.Clock}
	o := h.Officer("A1", "erenhot", office.Administrator)
	b := banner.Banner{Texts: map[string]string{"zh-Hans": "Closed."}, From: h.Clock.Now().Add(time.Hour), Until: h.Clock.Now().Add(2 * time.Hour)}
	for range 2 {
		if err := here.Write(o.Ctx, o.Staff, b, "once"); err != nil {
			t.Fatal(err)
		}
	}
	if err := there.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	said := func(at string, want int) string {
		t.Helper()
		revision := ""
		for name, board := range map[string]*banner.Board{"here": here.Board, "there": there} {
			list, r := board.Now()
			if len(list) != want {
				t.Errorf("%s, %s: %d are said, want %d", at, name, len(list), want)
			}
			revision = r
		}
		return revision
	}
	before := said("before", 0)
	h.Clock.Move(time.Hour)
	if now := said("in its time", 1); now == before {
		t.Error("pages made before are taken for new ones")
	}
	steps, err := here.Steps(t.Context())
	if err != nil || len(steps) != 1 {
		t.Fatalf("%d steps, %v", len(steps), err)
	}
	h.Clock.Move(time.Hour)
	said("after", 0)
	h.Clock.Move(-time.Hour)
	if err := here.Stop(o.Ctx, o.Staff, steps[0].ID, "stop"); err != nil {
		t.Fatal(err)
	}
	if list, _ := here.Board.Now(); len(list) != 0 {
		t.Error("it is said after it was ended")
	}
	if err := here.Stop(o.Ctx, o.Staff, "x", "stop"); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("ending nothing: %v", err)
	}
}

func TestWrong(t *testing.T) {
	h := storetest.Memory(t)
	d := &banner.Desk{Store: h.Store, Clock: h.Clock, Board: &banner.Board{Store: h.Store, Clock: h.Clock}}
	o := h.Officer("A1", "erenhot", office.Administrator)
	now := h.Clock.Now()
	for name, c := range map[string]struct {
		b     banner.Banner
		field string
	}{
		"no Chinese": {banner.Banner{Texts: map[string]string{"mn-Cyrl": "x"}, Until: now.Add(time.Hour)}, "zh-Hans"},
		"too long":   {banner.Banner{Texts: map[string]string{"zh-Hans": strings.Repeat("x", 301)}, Until: now.Add(time.Hour)}, "zh-Hans"},
		"two lines":  {banner.Banner{Texts: map[string]string{"zh-Hans": "a", "mn-Mong": "a\nb"}, Until: now.Add(time.Hour)}, "mn-Mong"},
		"no end":     {banner.Banner{Texts: map[string]string{"zh-Hans": "a"}}, "until"},
		"over":       {banner.Banner{Texts: map[string]string{"zh-Hans": "a"}, From: now.Add(2 * time.Hour), Until: now.Add(time.Hour)}, "until"},
		"too far":    {banner.Banner{Texts: map[string]string{"zh-Hans": "a"}, Until: now.AddDate(1, 0, 0)}, "until"},
		"number":     {banner.Banner{Texts: map[string]string{"zh-Hans": "a"}, Phone: "1234567890123", Until: now.Add(time.Hour)}, "phone"},
	} {
		var wrong portal.FieldErrors
		if err := d.Write(o.Ctx, o.Staff, c.b, "k"); !errors.As(err, &wrong) || wrong[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}
