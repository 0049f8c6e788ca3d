package portal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"changban/portal"
)

func TestKindOf(t *testing.T) {
	inner := portal.Fail(portal.KindExists, portal.Msg("x"))
	fields := portal.FieldErrors{{Field: "a", Message: portal.Msg("m")}}
	for name, tc := range map[string]struct {
		err  error
		want portal.Kind
	}{
		"nil":            {nil, ""},
		"stranger":       {errors.New("disk full"), portal.KindInternal},
		"own":            {inner, portal.KindExists},
		"wrapped":        {fmt.Errorf("saving: %w", inner), portal.KindExists},
		"outermost":      {portal.Because(portal.KindUnavailable, inner), portal.KindUnavailable},
		"fields":         {fields, portal.KindInvalid},
		"wrapped fields": {fmt.Errorf("page: %w", fields), portal.KindInvalid},
		"not found":      {portal.NotFound(), portal.KindNotFound},
	} {
		if got := portal.KindOf(tc.err); got != tc.want || tc.err != nil && !portal.Is(tc.err, tc.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if portal.Is(nil, "") || portal.Is(nil, portal.KindInternal) {
		t.Error("no error is of a kind")
	}
}

func TestErrorText(t *testing.T) {
	err := &portal.Error{Kind: portal.KindConflict, Message: portal.Msg("a.b", "Name", "Bao"), Cause: errors.New("cause")}
	if got := err.Error(); got != "conflict: a.b: cause" {
		t.Errorf("got %q", got)
	}
	if strings.Contains(err.Error(), "Bao") {
		t.Error("values of readers stand in the text for logs")
	}
	if !errors.Is(err, err.Cause) {
		t.Error("the cause is lost")
	}
}

func TestFieldErrors(t *testing.T) {
	var none portal.FieldErrors
	if none.OrNil() != nil {
		t.Error("no problem is an error")
	}
	f := portal.FieldErrors{{Field: "a", Message: portal.Msg("1")}, {Field: "b", Part: "month", Message: portal.Msg("2")}, {Field: "a", Message: portal.Msg("3")}}
	if e, found := f.Of("a"); !found || e.Message.ID != "1" {
		t.Errorf("got %+v", e)
	}
	if _, found := f.Of("c"); found {
		t.Error("found what is not there")
	}
	if f.OrNil() == nil || f.Error() != "fields: a: 1; b: 2; a: 3" {
		t.Errorf("got %q", f.Error())
	}
}

func TestMsg(t *testing.T) {
	m := portal.Msg("id", "A", 1, "B", "two")
	if m.ID != "id" || m.Data["A"] != 1 || m.Data["B"] != "two" || portal.Msg("id").Data != nil {
		t.Errorf("got %+v", m)
	}
}

func TestIDs(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := portal.NewID()
		if !portal.ValidID(id) || seen[id] {
			t.Fatalf("id %q", id)
		}
		seen[id] = true
	}
	for _, bad := range []string{"", "a", strings.Repeat("a", 25), strings.Repeat("a", 27), strings.Repeat("A", 26),
		strings.Repeat("1", 26), strings.Repeat("a", 25) + "'", strings.Repeat("a", 23) + "长"} {
		if portal.ValidID(bad) {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestActor(t *testing.T) {
	if portal.ActorFrom(context.Background()).SignedIn() {
		t.Error("nobody is signed in")
	}
	a := portal.Actor{Kind: portal.ActorStaff, ID: "s"}
	if got := portal.ActorFrom(portal.WithActor(context.Background(), a)); got != a || !got.SignedIn() {
		t.Errorf("got %+v", got)
	}
}

func TestSystemClock(t *testing.T) {
	now := portal.SystemClock{}.Now()
	if now.Nanosecond()%1000 != 0 || now.Location().String() != "UTC" {
		t.Errorf("got %s", now)
	}
}
