package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/delivery/sms"
	"changban/portal/store/relation"
)

// order is what the process of a worker is told by its environment: where the
// gateway is, what time it is, and at which point, the how manieth time it comes
// there, it kills itself.
type order struct {
	Gateway string
	Now     time.Time
	Point   string // "" lives until nothing is due
	After   int
}

const orderEnv = "PORTAL_TEST_WORKER"

// points are where the worker's process is killed, with the least and the most
// passages before it. The least leaves each life some progress: a message that stops
// its process eight times is given up, as it should be.
func points() map[string][2]int {
	return map[string][2]int{"claim": {2, 3}, "handover": {3, 12}, "send": {3, 12}, "mark": {4, 20}, "spread": {3, 12}}
}

// Points names them in the order of a message's way.
func Points() []string { return []string{"claim", "spread", "handover", "send", "mark"} }

const gatewaySecret = "a secret of the tests"

// Work is what the process does that will be killed; false when it is none.
func Work(open func() *relation.Store) (bool, error) {
	text := os.Getenv(orderEnv)
	if text == "" {
		return false, nil
	}
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return true, err
	}
	s := open()
	channel, err := sms.New(o.Gateway, gatewaySecret, stopped(o.Now), plain{})
	if err != nil {
		return true, err
	}
	f := &faulty{Store: s, channel: channel, order: o}
	w := &delivery.Worker{Name: portal.NewID(), Store: f, Wishes: s, Clock: stopped(o.Now), Log: slog.New(slog.DiscardHandler),
		Channels: map[delivery.Road]delivery.Channel{delivery.SMS: f}}
	for n := 1; n > 0 && err == nil; {
		n, err = w.Once(context.Background())
	}
	return true, err
}

// stopped is a clock that stands.
type stopped time.Time

func (s stopped) Now() time.Time { return time.Time(s) }

// plain writes the reference, which is all that texts carry.
type plain struct{}

func (plain) Write(_ context.Context, m delivery.Message) (delivery.Text, error) {
	return delivery.Text{Body: m.Data["Ref"], Language: "zh-Hans"}, nil
}

// faulty is store and channel of a worker that dies at a point.
type faulty struct {
	delivery.Store
	channel delivery.Channel
	order   order
	passed  int
}

func (f *faulty) at(point string) {
	if point != f.order.Point {
		return
	}
	if f.passed++; f.passed == f.order.After {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing more happens here
	}
}

func (f *faulty) Claim(ctx context.Context, now time.Time, worker string, n int, lease time.Duration) ([]delivery.Message, error) {
	list, err := f.Store.Claim(ctx, now, worker, n, lease)
	if len(list) > 0 {
		f.at("claim")
	}
	return list, err
}

func (f *faulty) Send(ctx context.Context, m delivery.Message) error {
	f.at("handover")
	err := f.channel.Send(ctx, m)
	f.at("send")
	return err
}

func (f *faulty) Sent(ctx context.Context, id string, at time.Time) error {
	f.at("mark")
	return f.Store.Sent(ctx, id, at)
}

func (f *faulty) Spread(ctx context.Context, id string, more []delivery.Message, at time.Time) error {
	f.at("mark")
	err := f.Store.Spread(ctx, id, more, at)
	f.at("spread")
	return err
}

// postbook is a gateway that keeps what it got by id, and what it was asked twice.
type postbook struct {
	mu    sync.Mutex
	texts map[string]string
	posts int
	wrong []string
}

func (b *postbook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var p struct{ ID, Kind, To, Text string }
	if err == nil {
		err = json.Unmarshal(body, &p)
	}
	signed := r.Header.Get(sms.HeaderSignature) == sms.Sign([]byte(gatewaySecret), r.Header.Get(sms.HeaderTime), body)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.posts++
	said, again := b.texts[p.ID]
	if err != nil || !signed || again && said != p.To+" "+p.Text {
		b.wrong = append(b.wrong, p.ID)
		http.Error(w, "wrong", http.StatusBadRequest)
		return
	}
	b.texts[p.ID] = p.To + " " + p.Text
	fmt.Fprintf(w, `{"id":%q,"accepted":true}`, p.ID)
}

// Laborer is a store whose worker is killed.
type Laborer struct {
	Open func() *relation.Store
	// Process returns the program that calls Work on the store.
	Process func() *exec.Cmd
}

// Faults is how often a process is killed at each point: least, or what make fault
// asks for.
func Faults(t testing.TB, least int) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("PORTAL_FAULTS"), strconv.Itoa(least)))
	if err != nil || n < 1 {
		t.Fatalf("PORTAL_FAULTS: %v", err)
	}
	return n
}

// KillLaborer kills the worker's process kills times at each point, between which
// new messages come in, and lets the last one live: every message went to the
// gateway, under one id each, and nothing else did. It returns how often the gateway
// was asked again for what it had.
func KillLaborer(t testing.TB, l Laborer, kills int) (repeats int) {
	t.Helper()
	book := &postbook{texts: map[string]string{}}
	server := httptest.NewServer(book)
	defer server.Close()
	n := news{told: laborers(t, l), want: map[string]string{}}
	o := order{Gateway: server.URL, Now: noon()}
	n.write(t, l, 30)
	for round := range kills * len(Points()) {
		o.Point = Points()[round%len(Points())]
		span := points()[o.Point]
		o.After = span[0] + round/len(Points())%(span[1]-span[0]+1)
		o.Now = o.Now.Add(delivery.Lease + time.Minute)
		n.write(t, l, 10)
		if !died(t, l, o) {
			t.Fatalf("round %d: the process did not come to %q %d times", round, o.Point, o.After)
		}
	}
	o.Point, o.Now = "", o.Now.Add(delivery.Lease+time.Minute)
	if died(t, l, o) {
		t.Fatal("the last process was killed")
	}
	n.check(t, l, book)
	repeats = book.posts - len(book.texts)
	if repeats < kills {
		t.Errorf("%d posts were repeated: the kills after sending did not bite", repeats)
	}
	t.Logf("%d kills at each of %d points; %d messages, 0 lost, 0 doubled, %d repeated under their id", kills, len(Points()), len(n.want), repeats)
	return repeats
}

// died runs the process and reports whether it was killed.
func died(t testing.TB, l Laborer, o order) bool {
	t.Helper()
	text, err := json.Marshal(o)
	ok(t, err)
	cmd := l.Process()
	cmd.Env = append(cmd.Env, orderEnv+"="+string(text))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, is := exit.Sys().(syscall.WaitStatus); is && status.Signal() == syscall.SIGKILL {
			return true
		}
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return false
}

// laborers are people who are told at any hour.
func laborers(t testing.TB, l Laborer) []resident {
	t.Helper()
	s := l.Open()
	defer s.Close()
	var list []resident
	for i := range 5 {
		r := signIn(t, s, fmt.Sprint(13500000000+i))
		w := delivery.DefaultWish()
		w.Identity, w.Quiet = r.ID, delivery.Quiet{}
		ok(t, s.PutWish(context.Background(), w))
		list = append(list, r)
	}
	return list
}

// news are messages and what the gateway must have in the end.
type news struct {
	told []resident
	want map[string]string // text by id
}

// write writes n messages more, as a change does.
func (n *news) write(t testing.TB, l Laborer, count int) {
	t.Helper()
	s := l.Open()
	defer s.Close()
	var list []delivery.Message
	for range count {
		i := len(n.want)
		r := n.told[i%len(n.told)]
		at := noon().Add(time.Duration(i) * time.Millisecond)
		m := delivery.Message{ID: portal.NewID(), Person: r.self, Recipient: r.ID, Road: delivery.InPortal, Template: "notice.case.submit",
			Data: map[string]string{"Ref": fmt.Sprint(i)}, Created: at, Next: noon()}
		n.want[m.ID+":sms"] = fmt.Sprintf("%s %d", r.Phone, i)
		list = append(list, m)
	}
	written, err := s.Remind(context.Background(), list)
	ok(t, err)
	equal(t, "written", written, count)
}

// check: all rows are marked, none was given up, and the gateway has each text once.
func (n *news) check(t testing.TB, l Laborer, book *postbook) {
	t.Helper()
	s := l.Open()
	defer s.Close()
	rows, err := s.DB().Read(context.Background(), relation.Statement{SQL: "select id, state from outbox"})
	ok(t, err)
	equal(t, "rows", len(rows[0]), 2*len(n.want))
	for _, row := range rows[0] {
		id := fmt.Sprint(row[0])
		if !strings.HasSuffix(id, ":sms") {
			id += ":sms"
		}
		if _, is := n.want[id]; !is || fmt.Sprint(row[1]) != string(delivery.Sent) {
			t.Errorf("%v is %v", row[0], row[1])
		}
	}
	book.mu.Lock()
	defer book.mu.Unlock()
	if len(book.wrong) > 0 {
		t.Errorf("wrong or changed posts: %v", slices.Compact(book.wrong))
	}
	equal(t, "texts", len(book.texts), len(n.want))
	for id, text := range n.want {
		if book.texts[id] != text {
			t.Errorf("%s: the gateway has %q, want %q", id, book.texts[id], text)
		}
	}
}
