package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
)

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// outbox is a store in memory.
type outbox struct {
	mu    sync.Mutex
	rows  []*Message
	held  map[string]time.Time
	down  error
	calls int
}

func newOutbox(messages ...Message) *outbox {
	o := &outbox{held: map[string]time.Time{}}
	for _, m := range messages {
		m.State = Queued
		o.rows = append(o.rows, &m)
	}
	return o
}

func (o *outbox) Claim(_ context.Context, now time.Time, _ string, n int, lease time.Duration) ([]Message, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calls++
	var out []Message
	for _, m := range o.rows {
		if m.State == Queued && !m.Next.After(now) && !o.held[m.ID].After(now) && len(out) < n {
			m.Attempts++
			o.held[m.ID] = now.Add(lease)
			out = append(out, *m)
		}
	}
	return out, o.down
}

func (o *outbox) change(id string, fn func(*Message)) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, m := range o.rows {
		if m.ID == id {
			fn(m)
		}
	}
	delete(o.held, id)
	return o.down
}

func (o *outbox) Sent(_ context.Context, id string, _ time.Time) error {
	return o.change(id, func(m *Message) { m.State = Sent })
}

func (o *outbox) Failed(_ context.Context, id string, _, next time.Time, dead bool, code string) error {
	return o.change(id, func(m *Message) {
		m.Next, m.Code = next, code
		if dead {
			m.State = Dead
		}
	})
}

func (o *outbox) Hold(_ context.Context, id string, until time.Time) error {
	return o.change(id, func(m *Message) { m.Next, m.Attempts = until, m.Attempts-1 })
}

func (o *outbox) Spread(ctx context.Context, id string, more []Message, at time.Time) error {
	o.mu.Lock()
	for _, m := range more {
		if !slices.ContainsFunc(o.rows, func(r *Message) bool { return r.ID == m.ID }) {
			o.rows = append(o.rows, &m)
		}
	}
	o.mu.Unlock()
	return o.Sent(ctx, id, at)
}

type channelFunc func(Message) error

func (f channelFunc) Send(_ context.Context, m Message) error { return f(m) }

func worker(o *outbox, c *clock, road Road, send channelFunc) *Worker {
	return &Worker{Name: "w", Store: o, Channels: map[Road]Channel{road: send}, Clock: c, Log: slog.New(slog.DiscardHandler)}
}

func TestOnce(t *testing.T) {
	limited := portal.Because(portal.KindLimited, errors.New("canary 13800000001"))
	for _, tc := range []struct {
		name     string
		message  Message
		send     channelFunc
		state    State
		attempts int
		code     string
		wait     time.Duration
	}{
		{name: "sent", message: Message{ID: "a", Road: Log}, send: func(Message) error { return nil }, state: Sent, attempts: 1},
		{name: "first failure", message: Message{ID: "a", Road: Log}, send: func(Message) error { return limited },
			state: Queued, attempts: 1, code: "limited", wait: time.Minute},
		{name: "unknown error", message: Message{ID: "a", Road: Log}, send: func(Message) error { return errors.New("x") },
			state: Queued, attempts: 1, code: "internal", wait: time.Minute},
		{name: "third failure", message: Message{ID: "a", Road: Log, Attempts: 2}, send: func(Message) error { return limited },
			state: Queued, attempts: 3, code: "limited", wait: 30 * time.Minute},
		{name: "eighth failure", message: Message{ID: "a", Road: Log, Attempts: 7}, send: func(Message) error { return limited },
			state: Dead, attempts: 8, code: "limited", wait: 24 * time.Hour},
		{name: "stopped the process each time", message: Message{ID: "a", Road: Log, Attempts: 8}, send: func(Message) error { return nil },
			state: Dead, attempts: 9, code: "stopped", wait: 24 * time.Hour},
		{name: "panic", message: Message{ID: "a", Road: Log}, send: func(Message) error { panic("bug") },
			state: Queued, attempts: 1, code: "internal", wait: time.Minute},
		{name: "no channel", message: Message{ID: "a", Road: "pigeon"}, state: Dead, attempts: 1, code: "no_channel", wait: time.Minute},
	} {
		t.Run(tc.name, func(t *testing.T) {
			clk, o := newClock(), newOutbox(tc.message)
			if n, err := worker(o, clk, Log, tc.send).Once(context.Background()); n != 1 || err != nil {
				t.Fatalf("%d, %v", n, err)
			}
			m := o.rows[0]
			if m.State != tc.state || m.Attempts != tc.attempts || m.Code != tc.code {
				t.Errorf("got %+v", m)
			}
			if tc.code != "" && m.Next.Sub(clk.Now()) != tc.wait {
				t.Errorf("next in %v", m.Next.Sub(clk.Now()))
			}
		})
	}
}

func TestGivesUpAfterEight(t *testing.T) {
	clk, o, tries := newClock(), newOutbox(Message{ID: "a", Road: Log}), 0
	w := worker(o, clk, Log, func(Message) error { tries++; return errors.New("x") })
	begin := clk.Now()
	for o.rows[0].State == Queued {
		if _, err := w.Once(context.Background()); err != nil {
			t.Fatal(err)
		}
		if o.rows[0].State == Queued {
			clk.add(Wait(o.rows[0].Attempts))
		}
	}
	if tries != MaxAttempts || clk.Now().Sub(begin) < 24*time.Hour {
		t.Errorf("%d tries in %v", tries, clk.Now().Sub(begin))
	}
}

func TestWaitGrows(t *testing.T) {
	for n := 1; n < MaxAttempts-1; n++ {
		if Wait(n) >= Wait(n+1) {
			t.Errorf("wait %d is %v, then %v", n, Wait(n), Wait(n+1))
		}
	}
	if Wait(0) != Wait(1) || Wait(100) != 24*time.Hour {
		t.Error("ends of the table")
	}
}

func TestEightWorkersSendOnce(t *testing.T) {
	const count = 500
	messages := make([]Message, count)
	for i := range messages {
		messages[i] = Message{ID: fmt.Sprint(i), Road: Log}
	}
	clk, o := newClock(), newOutbox(messages...)
	var mu sync.Mutex
	sent := map[string]int{}
	var group sync.WaitGroup
	for range 8 {
		w := worker(o, clk, Log, func(m Message) error {
			mu.Lock()
			defer mu.Unlock()
			sent[m.ID]++
			return nil
		})
		group.Go(func() { w.drain(context.Background()) })
	}
	group.Wait()
	for id, n := range sent {
		if n != 1 {
			t.Errorf("message %s went %d times", id, n)
		}
	}
	if len(sent) != count {
		t.Errorf("%d messages went", len(sent))
	}
}

func TestSlowSendsStopBeforeTheLeaseEnds(t *testing.T) {
	clk, o, tries := newClock(), newOutbox(Message{ID: "a", Road: Log}, Message{ID: "b", Road: Log}), 0
	w := worker(o, clk, Log, func(Message) error { tries++; clk.add(Lease); return nil })
	if _, err := w.Once(context.Background()); err != nil || tries != 1 {
		t.Fatalf("%d sends, %v", tries, err)
	}
	if _, err := w.Once(context.Background()); err != nil || tries != 2 || o.rows[1].State != Sent {
		t.Errorf("%d sends, %v, %+v", tries, err, o.rows[1])
	}
}

func TestStoreAway(t *testing.T) {
	o := newOutbox(Message{ID: "a", Road: Log})
	o.down = portal.Because(portal.KindUnavailable, errors.New("away"))
	w := worker(o, newClock(), Log, func(Message) error { return nil })
	if _, err := w.Once(context.Background()); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestRun(t *testing.T) {
	o := newOutbox()
	ctx, cancel := context.WithCancel(context.Background())
	ticks, done := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(done)
		worker(o, newClock(), Log, nil).Run(ctx, ticks)
	}()
	o.mu.Lock()
	o.down = errors.New("away") // an error does not stop the worker
	o.mu.Unlock()
	for range 3 {
		ticks <- time.Time{}
	}
	cancel()
	<-done
	if o.calls < 2 {
		t.Errorf("%d claims for three ticks", o.calls)
	}
}

func TestChannels(t *testing.T) {
	var out bytes.Buffer
	logged := LogChannel{Log: slog.New(slog.NewJSONHandler(&out, nil))}
	m := Message{ID: "id-canary", Person: "person-canary", Recipient: "recipient-canary", Template: "notice.code",
		Data: map[string]string{"Code": "data-canary"}, Case: "case-canary", Created: newClock().Now()}
	if err := logged.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "canary") || !strings.Contains(out.String(), "notice.code") {
		t.Errorf("logged %s", out.String())
	}
}
