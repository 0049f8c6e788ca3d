package redis

import (
	"context"
	"errors"
	"net"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"changban/portal"
	"changban/portal/session"
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

func TestOptions(t *testing.T) {
	for _, tc := range []struct {
		name, url string
		want      goredis.UniversalOptions
		bad       bool
		tls       bool
	}{
		{name: "plain", url: "redis://:pw@cache:6380/2",
			want: goredis.UniversalOptions{Addrs: []string{"cache:6380"}, Password: "pw", DB: 2}},
		{name: "default port", url: "redis://cache", want: goredis.UniversalOptions{Addrs: []string{"cache:6379"}}},
		{name: "six", url: "redis://[::1]", want: goredis.UniversalOptions{Addrs: []string{"[::1]:6379"}}},
		{name: "tls", url: "rediss://u:pw@cache", tls: true,
			want: goredis.UniversalOptions{Addrs: []string{"cache:6379"}, Username: "u", Password: "pw"}},
		{name: "sentinel", url: "redis+sentinel://:pw@a/1?master_name=m&addr=b:1",
			want: goredis.UniversalOptions{Addrs: []string{"a:26379", "b:1"}, Password: "pw", DB: 1, MasterName: "m"}},
		{name: "cluster", url: "rediss+cluster://a:7000?addr=b:7001", tls: true,
			want: goredis.UniversalOptions{Addrs: []string{"a:7000", "b:7001"}, IsClusterMode: true}},
		{name: "sentinel without master", url: "redis+sentinel://a", bad: true},
		{name: "no host", url: "redis://", bad: true},
		{name: "other scheme", url: "http://cache", bad: true},
		{name: "other kind", url: "redis+ring://cache", bad: true},
		{name: "database", url: "redis://cache/x", bad: true},
		{name: "unreadable", url: "redis://secret%zz", bad: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := options(tc.url)
			if (err != nil) != tc.bad {
				t.Fatalf("error %v", err)
			}
			if tc.bad {
				if strings.Contains(err.Error(), "secret") {
					t.Error("the error quotes the address")
				}
				return
			}
			same := strings.Join(got.Addrs, " ") == strings.Join(tc.want.Addrs, " ") && got.Username == tc.want.Username &&
				got.Password == tc.want.Password && got.DB == tc.want.DB && got.MasterName == tc.want.MasterName &&
				got.IsClusterMode == tc.want.IsClusterMode && (got.TLSConfig != nil) == tc.tls
			if !same {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestBreaker(t *testing.T) {
	var b breaker
	now := newClock().Now()
	for range breakAfter {
		if !b.allow(now) {
			t.Fatal("opened early")
		}
		b.fail(now)
	}
	if b.allow(now.Add(breakFor - 1)) {
		t.Error("asked while open")
	}
	if !b.allow(now.Add(breakFor)) {
		t.Error("no try after the pause")
	}
	if b.allow(now.Add(breakFor)) {
		t.Error("a second try beside the first")
	}
	b.succeed()
	if !b.allow(now) {
		t.Error("still open after success")
	}
}

// backend is a Redis the tests can stop and start.
type backend struct {
	name   string
	client func(t *testing.T, c *clock) (*Client, func(away bool))
}

func backends(t *testing.T) []backend {
	all := []backend{{"embedded", embeddedBackend}}
	if _, err := exec.LookPath("redis-server"); err == nil {
		all = append(all, backend{"real", realBackend})
	} else {
		t.Log("redis-server is not installed: only the embedded one is tested")
	}
	return all
}

func embeddedBackend(t *testing.T, c *clock) (*Client, func(bool)) {
	server := miniredis.RunT(t)
	client, err := Open("redis://"+server.Addr(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client, func(away bool) {
		if away {
			server.SetError("LOADING away")
			return
		}
		server.SetError("")
	}
}

func realBackend(t *testing.T, c *clock) (*Client, func(bool)) {
	addr, cmd := startServer(t)
	client, err := Open("redis://"+addr, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client, func(away bool) {
		signal := syscall.SIGCONT
		if away {
			signal = syscall.SIGSTOP
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
	}
}

func startServer(t *testing.T) (string, *exec.Cmd) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	_, port, _ := net.SplitHostPort(addr)
	cmd := exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	waitFor(t, addr)
	return addr, cmd
}

// waitFor connects until the server answers; the dialer's own retries pace it.
func waitFor(t *testing.T, addr string) {
	t.Helper()
	probe := goredis.NewClient(&goredis.Options{Addr: addr, MaxRetries: 5, MinRetryBackoff: 50 * time.Millisecond})
	defer probe.Close()
	for range 50 {
		if probe.Ping(context.Background()).Err() == nil {
			return
		}
	}
	t.Fatal("redis-server does not answer")
}

func TestCache(t *testing.T) {
	ctx := context.Background()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			c, _ := b.client(t, newClock())
			_, generation, err := c.Get(ctx, "a")
			if !errors.Is(err, session.ErrMiss) || generation == "" {
				t.Fatalf("first get: %v, generation %q", err, generation)
			}
			must(t, c.Put(ctx, "a", generation, []byte("one"), time.Minute))
			before := c.Count()
			value, _, err := c.Get(ctx, "a")
			if string(value) != "one" || err != nil {
				t.Errorf("got %q, %v", value, err)
			}
			if trips := c.Count() - before; trips != 1 {
				t.Errorf("a hit takes %d trips", trips)
			}
			must(t, c.Delete(ctx, "a"))
			must(t, c.Put(ctx, "a", generation, []byte("late"), time.Minute))
			if value, _, err := c.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
				t.Errorf("a put after the end is believed: %q, %v", value, err)
			}
			must(t, c.Put(ctx, "b", "", []byte("x"), time.Minute))
			if _, _, err := c.Get(ctx, "b"); !errors.Is(err, session.ErrMiss) {
				t.Errorf("put without a generation: %v", err)
			}
		})
	}
}

func TestGenerationChangesAfterErrors(t *testing.T) {
	ctx := context.Background()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			c, setAway := b.client(t, newClock())
			_, generation, _ := c.Get(ctx, "a")
			must(t, c.Put(ctx, "a", generation, []byte("one"), time.Minute))
			setAway(true)
			if err := c.Delete(ctx, "a"); !portal.Is(err, portal.KindUnavailable) {
				t.Fatalf("delete while away: %v", err)
			}
			setAway(false)
			if generationAfter(t, c) == generation {
				t.Error("the generation is the old one")
			}
			must(t, c.Put(ctx, "a", generation, []byte("stale"), time.Minute))
			if _, _, err := c.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
				t.Errorf("an entry of the old generation is believed: %v", err)
			}
		})
	}
}

// generationAfter reads until Redis answers again. Key a must not be believed: it
// is missing, of an old generation, or the late delete reached Redis after all.
func generationAfter(t *testing.T, c *Client) string {
	t.Helper()
	for range 20 {
		if value, _, err := c.Get(context.Background(), "a"); err == nil {
			t.Fatalf("%q is believed", value)
		}
		_, generation, err := c.Get(context.Background(), "other")
		if errors.Is(err, session.ErrMiss) && generation != "" {
			return generation
		}
	}
	t.Fatal("no answer")
	return ""
}

func TestTwoProcessesShareTheGeneration(t *testing.T) {
	ctx := context.Background()
	server := miniredis.RunT(t)
	one, err := Open("redis://"+server.Addr(), newClock())
	must(t, err)
	defer one.Close()
	_, generation, _ := one.Get(ctx, "a")
	must(t, one.Put(ctx, "a", generation, []byte("one"), time.Minute))
	two, err := Open("redis://"+server.Addr(), newClock())
	must(t, err)
	defer two.Close()
	if _, _, err := two.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
		t.Errorf("a new process believes an entry it cannot vouch for: %v", err)
	}
	if _, _, err := one.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
		t.Errorf("the first process keeps the old generation: %v", err)
	}
	server.FlushAll()
	if _, _, err := one.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
		t.Errorf("emptied: %v", err)
	}
	if _, generation, err := one.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) || generation == "" {
		t.Errorf("no new generation after emptying: %v", err)
	}
}

func TestFrozenRedisFailsFast(t *testing.T) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("redis-server is not installed")
	}
	ctx, clock := context.Background(), newClock()
	c, setAway := realBackend(t, clock)
	must(t, c.Ping(ctx))
	setAway(true)
	defer setAway(false)
	for range breakAfter {
		begin := time.Now()
		if _, _, err := c.Get(ctx, "a"); err == nil {
			t.Fatal("a frozen Redis answered")
		}
		if took := time.Since(begin); took > 2*Deadline {
			t.Errorf("a call took %v", took)
		}
	}
	trips := c.Count()
	if _, _, err := c.Get(ctx, "a"); !errors.Is(err, errOpen) {
		t.Errorf("after %d failures: %v", breakAfter, err)
	}
	if c.Count() != trips {
		t.Error("the breaker still asks")
	}
	setAway(false)
	clock.add(breakFor)
	if _, _, err := c.Get(ctx, "a"); !errors.Is(err, session.ErrMiss) {
		t.Errorf("after the pause: %v", err)
	}
}

func TestAllow(t *testing.T) {
	ctx := context.Background()
	rule := session.Rule{Name: "test", Count: 2, Window: time.Minute}
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			c, setAway := b.client(t, newClock())
			for i, want := range []bool{true, true, false, false} {
				ok, retry, err := c.Allow(ctx, rule, "13800000001")
				if err != nil || ok != want || ok != (retry == 0) || retry > time.Minute {
					t.Errorf("try %d: %v, %v, %v", i+1, ok, retry, err)
				}
			}
			if ok, _, _ := c.Allow(ctx, rule, "13800000002"); !ok {
				t.Error("keys share a counter")
			}
			keys, err := c.redis.Keys(ctx, "*").Result()
			if err != nil || strings.Contains(strings.Join(keys, " "), "1380000") {
				t.Errorf("a phone number stands in a key: %v %v", keys, err)
			}
			setAway(true)
			if _, _, err := c.Allow(ctx, rule, "x"); !portal.Is(err, portal.KindUnavailable) {
				t.Errorf("away: %v", err)
			}
			setAway(false)
		})
	}
}

func TestEmbeddedTicks(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	ticks := make(chan time.Time)
	c, err := Embedded(clk, ticks)
	must(t, err)
	defer c.Close()
	rule := session.Rule{Name: "test", Count: 1, Window: time.Minute}
	allow := func(want bool) {
		t.Helper()
		if ok, _, err := c.Allow(ctx, rule, "k"); err != nil || ok != want {
			t.Errorf("allowed %v, %v", ok, err)
		}
	}
	tick := func(d time.Duration) {
		clk.add(d)
		ticks <- clk.Now()
		ticks <- clk.Now() // taken only after the first was worked on
	}
	tick(0)
	allow(true)
	tick(59 * time.Second)
	allow(false)
	tick(2 * time.Second)
	allow(true)
}

func TestEmbeddedNeedsPassword(t *testing.T) {
	c, err := Embedded(newClock(), nil)
	must(t, err)
	defer c.Close()
	addr := c.redis.(*goredis.Client).Options().Addr
	if !strings.HasPrefix(addr, "127.0.0.1:") {
		t.Errorf("listens on %s", addr)
	}
	stranger := goredis.NewClient(&goredis.Options{Addr: addr, MaxRetries: -1})
	defer stranger.Close()
	if err := stranger.Get(context.Background(), keyGeneration).Err(); err == nil || errors.Is(err, goredis.Nil) {
		t.Errorf("read without a password: %v", err)
	}
}

func TestShrink(t *testing.T) {
	server := miniredis.RunT(t)
	for _, key := range []string{keyGeneration, keySession + "a", keySession + "b", keyLimit + "a", keyLimit + "b"} {
		must(t, server.Set(key, "x"))
	}
	shrink(server, 2)
	if got := strings.Join(server.Keys(), " "); got != keyGeneration+" "+keyLimit+"b" {
		t.Errorf("left: %s", got)
	}
}

func TestClosedClient(t *testing.T) {
	c, err := Embedded(newClock(), nil)
	must(t, err)
	must(t, c.Close())
	if err := c.Ping(context.Background()); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("ping after close: %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
