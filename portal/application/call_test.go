package application_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/delivery"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

func called(pairs ...string) application.Called {
	in := application.Called{Phone: "１３９ ４７９０－0001", Service: "nursing-subsidy", Language: "mn-Cyrl", Road: delivery.SMS, Key: portal.NewID()}
	if len(pairs) == 2 {
		switch pairs[0] {
		case "phone":
			in.Phone = pairs[1]
		case "service":
			in.Service = pairs[1]
		case "road":
			in.Road = delivery.Road(pairs[1])
		}
	}
	return in
}

// rung lists the messages that wait to be sent.
func rung(t *testing.T, h *storetest.House) []delivery.Message {
	t.Helper()
	list, err := h.Store.Claim(t.Context(), h.Clock.Now(), "w", 100, time.Minute)
	ok(t, err)
	return list
}

// TestBeginCall: the draft is the caller's, the code goes to the caller's phone
// alone, it opens the draft, and the case says that it came by phone.
func TestBeginCall(t *testing.T) {
	h := storetest.Memory(t)
	by := h.Officer("Subude", "xilingol-federation", office.Operator)
	in := called()
	again, err := h.Apply.BeginCall(by.Ctx, by.Staff, in)
	ok(t, err)
	messages := rung(t, h)
	if again || len(messages) != 1 {
		t.Fatalf("again %v, %d messages", again, len(messages))
	}
	m, r := messages[0], h.Resident(t, phone)
	if m.Road != delivery.SMS || m.Language != "mn-Cyrl" || m.Template != "notice.code.help" || m.Recipient != r.Identity.ID || !m.Urgent {
		t.Errorf("sent %+v", m)
	}
	mine, err := h.Apply.Matters(r.Ctx, r.Own)
	ok(t, err)
	if len(mine.Drafts) != 1 {
		t.Fatalf("%d drafts", len(mine.Drafts))
	}
	d := mine.Drafts[0]
	if d.Starter.ID != r.Identity.ID || d.Starter.Kind != portal.ActorIdentity || d.Starter.Channel != portal.ChannelPhone {
		t.Errorf("begun by %+v", d.Starter)
	}
	looked, err := h.Store.Looked(t.Context(), r.Own, 10)
	ok(t, err)
	if len(looked) != 1 || looked[0].Action != "draft.begin" || looked[0].Actor.ID != by.Staff.ID || looked[0].Actor.Channel != portal.ChannelPhone {
		t.Errorf("audit says %+v", looked)
	}
	_, err = h.Apply.OpenByCode(by.Ctx, by.Staff, m.Data["Code"])
	ok(t, err)
	w := application.Where{Person: r.Own, Draft: d.ID}
	h.Fill(t, r, w, erenhot())
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	ok(t, err)
	c, err := h.Store.Case(t.Context(), sent.Ref)
	ok(t, err)
	if c.Channel != portal.ChannelPhone || c.Starter != r.Identity.ID {
		t.Errorf("the case came by %s of %s", c.Channel, c.Starter)
	}
}

// TestBeginCallOnce: one press, however often; an unfinished draft is opened
// instead, with another code.
func TestBeginCallOnce(t *testing.T) {
	h := storetest.Memory(t)
	by := h.Officer("Subude", "xilingol-federation", office.Operator)
	in := called()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := h.Apply.BeginCall(by.Ctx, by.Staff, in); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	first := rung(t, h)
	_, err := h.Apply.BeginCall(by.Ctx, by.Staff, in)
	ok(t, err)
	if len(first) != 1 || len(rung(t, h)) != 0 {
		t.Fatalf("%d messages of one press", len(first))
	}
	other := called("road", "call")
	for range 2 {
		again, err := h.Apply.BeginCall(by.Ctx, by.Staff, other)
		ok(t, err)
		if !again {
			t.Error("another draft of the same service")
		}
	}
	second := rung(t, h)
	if len(second) != 1 || second[0].Road != delivery.Call {
		t.Fatalf("sent %+v", second)
	}
	if _, err = h.Apply.OpenByCode(by.Ctx, by.Staff, first[0].Data["Code"]); err == nil && first[0].Data["Code"] != second[0].Data["Code"] {
		t.Error("the code before still opens it")
	}
	_, err = h.Apply.OpenByCode(by.Ctx, by.Staff, second[0].Data["Code"])
	ok(t, err)
}

// TestBeginCallRefuses says everything at its field and writes nothing.
func TestBeginCallRefuses(t *testing.T) {
	h := storetest.Memory(t)
	by := h.Officer("Subude", "xilingol-federation", office.Operator)
	for _, c := range []struct{ field, typed, message string }{
		{"phone", "", "field.tel.empty"}, {"phone", "12", "field.tel.short"}, {"phone", strings.Repeat("🙂", 500), ""},
		{"service", "invented", "desk.begin.service.empty"}, {"service", "hotline-ticket", "desk.begin.service.empty"},
		{"road", "pigeon", "desk.begin.road.empty"},
	} {
		_, err := h.Apply.BeginCall(by.Ctx, by.Staff, called(c.field, c.typed))
		if c.message == "" {
			if portal.KindOf(err) != portal.KindInvalid {
				t.Errorf("%.10s: %v", c.typed, err)
			}
			continue
		}
		says(t, err, c.field, c.message)
	}
	receiver := h.Officer("Naren", "erenhot-civil-affairs", office.Receiver)
	_, err := h.Apply.BeginCall(receiver.Ctx, receiver.Staff, called())
	refused(t, err, portal.KindForbidden, "desk.refused.role")
	if n := len(rung(t, h)); n != 0 {
		t.Errorf("%d messages", n)
	}
	r := h.Resident(t, phone)
	for range application.MaxUnsent {
		_, err := h.Apply.Begin(r.Ctx, r.Own, "living-subsidy", portal.NewID())
		ok(t, err)
	}
	_, err = h.Apply.BeginCall(by.Ctx, by.Staff, called())
	says(t, err, "phone", "desk.begin.many")
	h.Apply.Tries = shut{}
	_, err = h.Apply.BeginCall(by.Ctx, by.Staff, called("service", "living-subsidy"))
	says(t, err, "phone", "desk.begin.limited")
}

// shut lets nothing happen once more.
type shut struct{}

func (shut) Allowed(context.Context, string, string) error {
	return portal.Fail(portal.KindLimited, portal.Message{})
}
