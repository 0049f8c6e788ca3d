package delivery

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
)

// known is what people wish, by identity; told is whom a message goes to.
type known struct {
	of   map[string]Wish
	told []string
	err  error
}

func (k known) Wish(_ context.Context, identity string) (Wish, error) {
	w, is := k.of[identity]
	if !is && k.err == nil {
		return w, portal.NotFound()
	}
	return w, k.err
}

func (k known) WishesOf(context.Context, Message) ([]Wish, error) {
	var list []Wish
	for _, id := range k.told {
		list = append(list, k.of[id])
	}
	return list, k.err
}

func (k known) PutWish(context.Context, Wish) error { return nil }

// all is somebody whom every road reaches.
func all(identity string, roads ...Road) Wish {
	w := DefaultWish()
	w.Identity, w.Phone, w.Mail, w.Post, w.Roads = identity, "1390000"+identity, identity+"@example.org", "A street", roads
	return w
}

// spreader is a worker at an hour of the day in the portal's zone that notes what
// it sends.
func spreader(o *outbox, k Wishes, hour int) (*Worker, *clock, *[]Message) {
	var sent []Message
	note := channelFunc(func(m Message) error { sent = append(sent, m); return nil })
	c := newClock()
	c.now = time.Date(2026, 3, 2, hour, 30, 0, 0, portal.Zone()).UTC()
	w := worker(o, c, SMS, note)
	w.Wishes, w.Channels[Mail], w.Channels[Call] = k, note, note
	return w, c, &sent
}

func once(t *testing.T, w *Worker) {
	t.Helper()
	if _, err := w.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// rows are id, road and state of what is in the outbox.
func rows(o *outbox) string {
	var list []string
	for _, m := range o.rows {
		list = append(list, m.ID+" "+string(m.State))
	}
	return strings.Join(list, ", ")
}

func TestSpread(t *testing.T) {
	people := map[string]Wish{
		"h": all("h", SMS), "p": all("p", Mail, Letter), "none": all("none"), "c": all("c", Call), "far": all("far", "pigeon"),
	}
	for _, tc := range []struct {
		name    string
		message Message
		told    []string
		want    string
	}{
		{"recipient", Message{Recipient: "h"}, []string{"h"}, "a sent, a:sms queued"},
		{"helper and person", Message{Recipient: "h"}, []string{"h", "p"}, "a sent, a:sms queued, a:mail:p queued, a:letter:p waiting"},
		{"in the portal only", Message{Recipient: "none"}, []string{"none"}, "a sent"},
		{"a road there is not", Message{Recipient: "far"}, []string{"far"}, "a sent"},
		{"whoever may see it", Message{}, []string{"h", "c"}, "a sent, a:sms:h queued, a:call:c queued"},
		{"nobody with an identity", Message{Data: Wish{Phone: "1", Post: "here", Roads: []Road{SMS, Letter, Mail}}.Carry(nil)}, []string{"h"},
			"a sent, a:sms queued, a:letter waiting"},
		{"nobody, nothing wished", Message{Data: Wish{Phone: "1"}.Carry(nil)}, []string{"h"}, "a sent"},
		{"person deleted", Message{Recipient: "h"}, nil, "a sent"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.message.ID, tc.message.Road = "a", InPortal
			o := newOutbox(tc.message)
			w, _, _ := spreader(o, known{of: people, told: tc.told}, 10)
			once(t, w)
			if got := rows(o); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// A worker that was killed between writing and marking spreads again: rows that are
// there stay as they are.
func TestSpreadTwice(t *testing.T) {
	o := newOutbox(Message{ID: "a", Road: InPortal, Recipient: "h"}, Message{ID: "a:sms", Road: SMS, Recipient: "h", Next: newClock().Now().Add(99 * time.Hour)})
	w, _, _ := spreader(o, known{of: map[string]Wish{"h": all("h", SMS)}, told: []string{"h"}}, 10)
	once(t, w)
	if got := rows(o); got != "a sent, a:sms queued" || o.rows[1].Next.IsZero() {
		t.Error(got)
	}
}

func TestWishesAway(t *testing.T) {
	o := newOutbox(Message{ID: "a", Road: InPortal, Recipient: "h"})
	w, _, _ := spreader(o, known{err: portal.Because(portal.KindInternal, errors.New("sealed"))}, 10)
	once(t, w)
	if m := o.rows[0]; m.State != Queued || m.Code != "internal" || !m.Next.After(w.Clock.Now()) {
		t.Errorf("%+v", m)
	}
}

// Texts and calls wait for the end of the quiet time, whenever they come to be
// sent; mail and what is urgent do not.
func TestQuietTime(t *testing.T) {
	people := known{of: map[string]Wish{"h": all("h", SMS, Mail, Call)}, told: []string{"h"}}
	for name, tc := range map[string]struct {
		hour   int
		urgent bool
		sent   int
	}{"day": {10, false, 3}, "evening": {21, false, 1}, "morning": {7, false, 1}, "urgent": {3, true, 3}, "after": {8, false, 3}} {
		t.Run(name, func(t *testing.T) {
			o := newOutbox(Message{ID: "a", Road: InPortal, Recipient: "h", Urgent: tc.urgent})
			w, c, sent := spreader(o, people, tc.hour)
			once(t, w)
			once(t, w)
			if len(*sent) != tc.sent {
				t.Errorf("%d sent at %d:30", len(*sent), tc.hour)
			}
			c.add(12 * time.Hour)
			if tc.hour == 21 {
				once(t, w)
				if len(*sent) != 3 {
					t.Errorf("%d sent in the morning", len(*sent))
				}
			}
		})
	}
}

// A text whose worker stood still until the night is put off, and that is no
// attempt.
func TestHeld(t *testing.T) {
	o := newOutbox(Message{ID: "a:sms", Road: SMS, Recipient: "h"})
	w, c, sent := spreader(o, known{of: map[string]Wish{"h": all("h", SMS)}}, 23)
	once(t, w)
	m := o.rows[0]
	if len(*sent) != 0 || m.Attempts != 0 || m.Next != time.Date(2026, 3, 3, 8, 0, 0, 0, portal.Zone()).UTC() {
		t.Fatalf("%d sent, %+v", len(*sent), m)
	}
	c.now = m.Next
	once(t, w)
	if len(*sent) != 1 || (*sent)[0].To != "1390000h" || m.To != "" {
		t.Errorf("%v", *sent)
	}
}

func TestNowhereToSend(t *testing.T) {
	for name, tc := range map[string]struct {
		message Message
		code    string
	}{
		"no address": {Message{Road: Mail, Recipient: "h"}, "no_address"}, "nobody": {Message{Road: SMS, Recipient: "x"}, "not_found"},
		"stranger": {Message{Road: SMS}, "no_address"},
	} {
		t.Run(name, func(t *testing.T) {
			tc.message.ID = "a"
			o := newOutbox(tc.message)
			w, _, _ := spreader(o, known{of: map[string]Wish{"h": {}}}, 10)
			once(t, w)
			if m := o.rows[0]; m.State != Dead || m.Code != tc.code {
				t.Errorf("%+v", m)
			}
		})
	}
}

// What is gone is given up at once.
func TestGone(t *testing.T) {
	o := newOutbox(Message{ID: "a", Road: SMS, Data: map[string]string{"Phone": "1"}, Urgent: true})
	w := worker(o, newClock(), SMS, func(Message) error { return portal.NotFound() })
	once(t, w)
	if m := o.rows[0]; m.State != Dead || m.Attempts != 1 || m.Code != "not_found" {
		t.Errorf("%+v", m)
	}
}

func TestWays(t *testing.T) {
	hard := all("h", Call)
	hard.Hard = true
	both := all("h", Call, Mail)
	both.Hard = true
	for name, tc := range map[string]struct {
		wish Wish
		want []Road
	}{
		"usual":                    {Wish{Phone: "1", Roads: DefaultWish().Roads}, []Road{SMS}},
		"in page order":            {all("h", Letter, SMS), []Road{SMS, Letter}},
		"no address":               {Wish{Phone: "1", Roads: []Road{Mail, Letter}}, nil},
		"a call alone":             {all("h", Call), []Road{Call}},
		"never a call alone":       {hard, []Road{SMS, Call}},
		"a call beside a mail":     {both, []Road{Mail, Call}},
		"a call to another number": {Wish{Voice: "2", Roads: []Road{Call}}, []Road{Call}},
		"none":                     {all("h"), nil},
	} {
		if got := tc.wish.Ways(); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestCarry(t *testing.T) {
	w := Wish{Phone: "13900000000", Mail: "a@example.org", Post: "A street", Language: "mn-Cyrl", Roads: []Road{SMS, Letter}}
	data := map[string]string{"Ref": "1"}
	got, is := Carried(w.Carry(data))
	w.Quiet = DefaultWish().Quiet
	if len(data) != 1 || !is || got.Phone != w.Phone || got.Mail != w.Mail || got.Post != w.Post || got.Language != w.Language ||
		!slices.Equal(got.Roads, w.Roads) || got.Quiet != w.Quiet {
		t.Errorf("%+v", got)
	}
	if _, is := Carried(data); is {
		t.Error("a message without a wish carries one")
	}
}

func TestQuiet(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 2, hour, minute, 30, 0, portal.Zone()) }
	for _, tc := range []struct {
		quiet Quiet
		at    time.Time
		want  time.Duration
	}{
		{Quiet{21 * 60, 8 * 60}, at(20, 59), 0},
		{Quiet{21 * 60, 8 * 60}, at(21, 0), 11*time.Hour - 30*time.Second},
		{Quiet{21 * 60, 8 * 60}, at(7, 59), 30 * time.Second},
		{Quiet{21 * 60, 8 * 60}, at(8, 0), 0},
		{Quiet{13 * 60, 14*60 + 30}, at(14, 0), 30*time.Minute - 30*time.Second},
		{Quiet{13 * 60, 14*60 + 30}, at(15, 0), 0},
		{Quiet{}, at(3, 0), 0},
		{Quiet{600, 600}, at(10, 0), 0},
	} {
		if got := tc.quiet.Until(tc.at).Sub(tc.at); got != tc.want {
			t.Errorf("%v at %v: %v, want %v", tc.quiet, tc.at, got, tc.want)
		}
	}
}

func TestCheck(t *testing.T) {
	for name, tc := range map[string]struct {
		wish Wish
		want string
	}{
		"usual":             {DefaultWish(), ""},
		"all":               {all("h", Choices()...), ""},
		"unknown road":      {Wish{Roads: []Road{Log}}, "roads"},
		"mail without one":  {Wish{Roads: []Road{Mail}}, "mail"},
		"no mail address":   {Wish{Mail: "a at b"}, "mail"},
		"name and address":  {Wish{Mail: "A <a@example.org>"}, "mail"},
		"header in address": {Wish{Mail: "a@example.org\r\nBcc: b@example.org"}, "mail"},
		"letter nowhere":    {Wish{Roads: []Road{Letter}}, "post"},
		"long address":      {Wish{Post: strings.Repeat("x", 301)}, "post"},
		"no hour":           {Wish{Quiet: Quiet{From: -1}}, "quiet"},
		"after midnight":    {Wish{Quiet: Quiet{To: 1440}}, "quiet"},
	} {
		var fields []string
		var faults portal.FieldErrors
		if errors.As(tc.wish.Check(), &faults) {
			for _, f := range faults {
				fields = append(fields, f.Field)
			}
		}
		if got := strings.Join(fields, " "); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
