package sms_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/delivery/sms"
	"changban/portal/store/storetest"
)

const secret = "a secret of the tests"

type plain struct{}

func (plain) Write(_ context.Context, m delivery.Message) (delivery.Text, error) {
	return delivery.Text{Body: "编号 " + m.Data["Ref"], Language: "zh-Hans"}, nil
}

// moody is a gateway that took every message the first time and says so only in
// the end: before that late, with nonsense, for another message, or twice over.
type moody struct {
	lock  sync.Mutex
	posts map[string][]string // bodies by id
	late  chan struct{}       // told when nobody is answered
	bad   []string
}

// moods are what it says to the same message, one after the other.
func moods(id string) []string {
	yes := fmt.Sprintf(`{"id":%q,"accepted":true}`, id)
	return []string{"late", "<html>您好</html>", `{"id":"another","accepted":true}`, yes + yes, "late", yes}
}

func (g *moody) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var p struct{ ID, Kind, To string }
	err := json.Unmarshal(body, &p)
	g.lock.Lock()
	if signed := r.Header.Get(sms.HeaderSignature) == sms.Sign([]byte(secret), r.Header.Get(sms.HeaderTime), body); err != nil || !signed || !strings.HasSuffix(p.ID, ":"+p.Kind) {
		g.bad = append(g.bad, string(body))
	}
	all := moods(p.ID)
	say := all[min(len(g.posts[p.ID]), len(all)-1)]
	g.posts[p.ID] = append(g.posts[p.ID], string(body))
	g.lock.Unlock()
	if say == "late" {
		g.late <- struct{}{}
		<-r.Context().Done()
		return
	}
	_, _ = io.WriteString(w, say)
}

// hasty is a channel whose time is over as soon as the gateway has the message.
type hasty struct {
	delivery.Channel
	late chan struct{}
}

func (h hasty) Send(ctx context.Context, m delivery.Message) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-h.late:
			cancel()
		case <-ctx.Done():
		}
	}()
	return h.Channel.Send(ctx, m)
}

// TestMoodyGateway: text and call are tried again under one id and with the same
// words, later each time, until the gateway says yes to them, and never after.
func TestMoodyGateway(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13800001234")
	wish := delivery.DefaultWish()
	wish.Identity, wish.Roads, wish.Quiet = r.Identity.ID, []delivery.Road{delivery.SMS, delivery.Call}, delivery.Quiet{}
	must(t, h.Store.PutWish(r.Ctx, wish))
	now := h.Clock.Now()
	_, err := h.Store.Remind(r.Ctx, []delivery.Message{{ID: portal.NewID(), Person: r.Own, Recipient: r.Identity.ID, Road: delivery.InPortal,
		Template: "notice.case.submit", Data: map[string]string{"Ref": "1"}, Created: now, Next: now, State: delivery.Queued}})
	must(t, err)
	g := &moody{posts: map[string][]string{}, late: make(chan struct{})}
	server := httptest.NewServer(g)
	defer server.Close()
	gateway, err := sms.New(server.URL, secret, h.Clock, plain{})
	must(t, err)
	channel := hasty{gateway, g.late}
	w := delivery.Worker{Name: "w", Store: h.Store, Wishes: h.Store, Clock: h.Clock, Log: slog.New(slog.DiscardHandler),
		Channels: map[delivery.Road]delivery.Channel{delivery.SMS: channel, delivery.Call: channel}}
	for try := range len(moods("")) + 3 {
		for n := 1; n > 0; { // all that is due
			n, err = w.Once(r.Ctx)
			must(t, err)
		}
		h.Clock.Move(delivery.Wait(try + 1))
	}
	if len(g.posts) != 2 || len(g.bad) > 0 {
		t.Errorf("%d messages, wrong posts %v", len(g.posts), g.bad)
	}
	for id, posts := range g.posts {
		if len(posts) != len(moods(id)) {
			t.Errorf("%s: posted %d times, want %d", id, len(posts), len(moods(id)))
		}
		for _, p := range posts {
			if p != posts[0] {
				t.Errorf("%s: %s was %s before", id, p, posts[0])
			}
		}
	}
	if dead, err := h.Store.Dead(r.Ctx, 10); err != nil || len(dead) > 0 {
		t.Errorf("given up: %v, %v", dead, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
