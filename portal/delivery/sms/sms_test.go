package sms

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

const secret = "a secret of the tests"

type still struct{}

func (still) Now() time.Time { return time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC) }

// written is what a writer makes of every message.
type written struct{ err error }

func (w written) Write(context.Context, delivery.Message) (delivery.Text, error) {
	return delivery.Text{Body: "您的工单有了答复。", Language: "zh-Hans"}, w.err
}

// gateway is a real server that checks what it gets as docs/gateway.md says and
// sends each id once. Its own requests run beside the test: an answer that was cut
// off tells the test nothing about when.
type gateway struct {
	lock  sync.Mutex
	sent  map[string]post
	posts int
	// spoil answers in place of the gateway; nil: it works.
	spoil http.HandlerFunc
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.lock.Lock()
	g.posts++
	g.lock.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil || !Fresh([]byte(secret), r.Header.Get(HeaderTime), r.Header.Get(HeaderSignature), body, still{}.Now()) {
		http.Error(w, "signature", http.StatusForbidden)
		return
	}
	var p post
	if err := json.Unmarshal(body, &p); err != nil {
		http.Error(w, "body", http.StatusBadRequest)
		return
	}
	g.lock.Lock()
	g.sent[p.ID] = p
	g.lock.Unlock()
	if g.spoil != nil {
		g.spoil(w, r)
		return
	}
	json.NewEncoder(w).Encode(answer{ID: p.ID, Accepted: true})
}

// got is how often it was asked and what it sends.
func (g *gateway) got() (int, map[string]post) {
	g.lock.Lock()
	defer g.lock.Unlock()
	return g.posts, maps.Clone(g.sent)
}

func start(t *testing.T) (*gateway, *Gateway) {
	t.Helper()
	g := &gateway{sent: map[string]post{}}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	channel, err := New(server.URL, secret, still{}, written{})
	if err != nil {
		t.Fatal(err)
	}
	return g, channel
}

var message = delivery.Message{ID: "m1", Road: delivery.SMS, Template: "notice.case.submit", To: "13900000000"}

func TestSend(t *testing.T) {
	g, channel := start(t)
	for range 3 { // the worker was stopped between sending and marking
		if err := channel.Send(t.Context(), message); err != nil {
			t.Fatal(err)
		}
	}
	want := post{ID: "m1", Kind: "sms", To: "13900000000", Text: "您的工单有了答复。", Language: "zh-Hans"}
	if posts, sent := g.got(); posts != 3 || len(sent) != 1 || sent["m1"] != want {
		t.Errorf("%d posts, sent %v", posts, sent)
	}
	call := message
	call.ID, call.Road = "m1:call", delivery.Call
	if err := channel.Send(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	if _, sent := g.got(); sent["m1:call"].Kind != "call" {
		t.Errorf("sent %v", sent)
	}
}

// Whatever a gateway says that is not yes to this message: it is tried again, and
// no error tells number or words.
func TestSpoiltAnswers(t *testing.T) {
	say := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, text)
		}
	}
	for name, spoil := range map[string]http.HandlerFunc{
		"late":        nil, // set below: it answers when nobody waits any more
		"broken":      say(500, `{"id":"m1","accepted":true}`),
		"nonsense":    say(200, "<html>您好</html>"),
		"nothing":     say(200, ""),
		"twice":       say(200, `{"id":"m1","accepted":true}{"id":"m1","accepted":true}`),
		"another":     say(200, `{"id":"m2","accepted":true}`),
		"refused":     say(200, `{"id":"m1","accepted":false}`),
		"endless":     say(200, `{"id":"m1","accepted":true}`+strings.Repeat(" ", maxAnswer)),
		"elsewhere":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/other", http.StatusFound) },
		"interrupted": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			g, channel := start(t)
			g.spoil = spoil
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if name == "late" {
				g.spoil = func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }
			}
			err := channel.Send(ctx, message)
			if !portal.Is(err, portal.KindUnavailable) || strings.Contains(err.Error(), "139") || strings.Contains(err.Error(), "工单") {
				t.Errorf("%v", err)
			}
			if posts, _ := g.got(); posts != 1 {
				t.Errorf("%d posts", posts)
			}
		})
	}
}

func TestNobodyToReach(t *testing.T) {
	g, channel := start(t)
	channel.writer = written{portal.NotFound()}
	err := channel.Send(t.Context(), message)
	if posts, _ := g.got(); !portal.Is(err, portal.KindNotFound) || posts != 0 {
		t.Errorf("%v after %d posts", err, posts)
	}
}

func TestAddressAndSecret(t *testing.T) {
	for address, good := range map[string]bool{
		"https://gateway.example/send": true, "http://127.0.0.1:9000": true, "http://gateway.example/send": false,
		"ftp://gateway.example": false, "": false, "https://": false, "://": false,
	} {
		if _, err := New(address, secret, still{}, written{}); (err == nil) != good || err != nil && !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := New("https://gateway.example", "short", still{}, written{}); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("a short secret: %v", err)
	}
}

// A post of yesterday, of another body or with another secret is not fresh.
func TestSignature(t *testing.T) {
	now, body := still{}.Now(), []byte(`{"id":"m1"}`)
	at := "1780279200"
	sign := Sign([]byte(secret), at, body)
	for name, fresh := range map[string]bool{
		"as sent":      Fresh([]byte(secret), at, sign, body, now),
		"a minute off": Fresh([]byte(secret), at, sign, body, now.Add(-time.Minute)),
	} {
		if !fresh {
			t.Errorf("%s: refused", name)
		}
	}
	for name, fresh := range map[string]bool{
		"yesterday":      Fresh([]byte(secret), at, sign, body, now.Add(24*time.Hour)),
		"another body":   Fresh([]byte(secret), at, sign, []byte(`{"id":"m2"}`), now),
		"another secret": Fresh([]byte("another secret, long"), at, sign, body, now),
		"no time":        Fresh([]byte(secret), "", sign, body, now),
	} {
		if fresh {
			t.Errorf("%s: taken", name)
		}
	}
}
