package main

import (
	"context"
	"net"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"changban/portal/session"
	"changban/portal/store/postgres"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

// publicPaths need no store.
func publicPaths() []string {
	return []string{
		"/zh-Hans", "/zh-Hans/services", "/zh-Hans/services/nursing-subsidy", "/zh-Hans/help", "/zh-Hans/hotline",
		"/zh-Hans/accessibility", "/zh-Hans/privacy", "/zh-Hans/track", "/zh-Hans/preferences", "/zh-Hans/sign-in", "/zh-Hans/desk/sign-in", "/healthz",
	}
}

// typedForm is the form of a question as a browser would send it.
func typedForm(page webtest.Answer, name, value string) url.Values {
	values := url.Values{}
	for _, in := range page.Doc().All("main form input[type=hidden]") {
		values.Add(in.Attr("name"), in.Attr("value"))
	}
	values.Set(name, value)
	return values
}

// away checks what works while the store is away (decisions 15), and returns the
// form as the page now carries it.
func away(t *testing.T, c *cast, client *webtest.Client, question string, posted url.Values) url.Values {
	t.Helper()
	for _, path := range publicPaths() {
		c.client(t, "").Get(path).Want(200)
	}
	c.client(t, "").Get("/readyz").Want(503)
	again := client.Post(question, posted).Want(503).Audit()
	again.WantText("您填的都还在这一页上", "再按一次")
	if got := again.One("main input[name=residence_address\\.street], main input[name='residence_address.street']").Attr("value"); got != posted.Get("residence_address.street") {
		t.Errorf("the answer is gone: %q", got)
	}
	if again.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	page := client.Get(question).Want(503).Audit()
	page.WantText("不是您填错了", "12385")
	next := typedForm(again, "residence_address.street", posted.Get("residence_address.street"))
	return next
}

// TestStoreAway stops, then kills PostgreSQL under signed-in people.
func TestStoreAway(t *testing.T) {
	cluster := storetest.NewCluster(t)
	owner, runtime := cluster.Database(t)
	role, err := postgres.RoleOf(runtime)
	if err != nil {
		t.Fatal(err)
	}
	if err := postgres.Migrate(context.Background(), owner, role); err != nil {
		t.Fatal(err)
	}
	c := startCast(t, "sqlite", func(config *config) { config.DatabaseURL = runtime })
	client, address := c.client(t, "fresh"), c.draftPath("fresh", "address")
	for i, stop := range []func() error{cluster.Stop, cluster.Kill} {
		street := []string{"演示路停机1号", "演示路停机2号"}[i]
		form := typedForm(client.Get(address).Want(200), "residence_address.street", street)
		check := c.client(t, "qiqige").Get(c.draftPath("full", "check"))
		c.must(stop())
		form = away(t, c, client, address, form)
		sending := typedForm(check, "truth_statement", "true")
		if check.Status == 200 {
			held := c.client(t, "qiqige").Post(c.draftPath("full", "check"), sending).Want(503).Audit("check-page") // the answers are in the store
			if got := held.One("main input[name=_key]").Attr("value"); got != sending.Get("_key") {
				t.Errorf("the key changed from %q to %q", sending.Get("_key"), got)
			}
		}
		c.must(cluster.Start())
		client.Post(address, form).Want(303)
		if got := client.Get(address).Want(200).One("main input[type=text]").Attr("value"); got != street {
			t.Errorf("after the retry %q is kept, want %q", got, street)
		}
		if check.Status == 200 {
			sent := c.client(t, "qiqige").Post(c.draftPath("full", "check"), sending).Want(303)
			if !strings.Contains(sent.Header.Get("Location"), "/cases/") {
				t.Errorf("sent leads to %q", sent.Header.Get("Location"))
			}
		}
	}
}

// TestSQLiteAway closes the file: no retry can follow, the answers are the same.
func TestSQLiteAway(t *testing.T) {
	c := startCast(t, "sqlite")
	client, address := c.client(t, "fresh"), c.draftPath("fresh", "address")
	form := typedForm(client.Get(address).Want(200), "residence_address.street", "演示路停机3号")
	c.must(c.store.Close())
	away(t, c, client, address, form)
}

// TestSessionsWithoutStore: who was seen within the last minute stays signed in,
// with the look of a person who is.
func TestSessionsWithoutStore(t *testing.T) {
	c := startCast(t, "sqlite")
	client := c.client(t, "empty")
	client.Get("/zh-Hans/me/people").Want(200)
	c.must(c.store.Close())
	client.Get("/zh-Hans/help").Want(200).WantText("退出登录")
	unseen := c.client(t, "zhao").Get("/zh-Hans/me").Want(503)
	unseen.WantText("不是您填错了")
}

// TestRedisAway: nothing lives only in Redis. Pages work without it, and a
// session that ended meanwhile stays ended when it is back (decisions 16).
func TestRedisAway(t *testing.T) {
	redis := storetest.NewRedis(t)
	c := startCast(t, "sqlite", func(config *config) { config.RedisURL = redis.URL() })
	var ended []*webtest.Client
	for range 3 {
		ended = append(ended, c.another(t, "qiqige"))
	}
	stays := c.another(t, "qiqige")
	for _, client := range append(ended, stays) {
		client.Get("/zh-Hans/me/people").Want(200) // now in the cache
	}
	c.must(redis.Kill())
	begin := time.Now()
	for i, client := range ended {
		copied := webtest.NewClient(t, c.server.App())
		copied.SetCookie("session", client.Cookie("session"))
		client.Post("/zh-Hans/sign-out", form()).Want(303)
		ended[i] = copied
	}
	stays.Get("/zh-Hans/me/people").Want(200)
	stays.Get(c.draftPath("full", "name")).Want(200)
	stays.Post(c.draftPath("full", "carer_name"), form("carer_name", "演示甲")).Want(303)
	c.client(t, "").Post("/zh-Hans/sign-in", form("phone", "13800003097")).Want(303)
	t.Logf("seven requests without Redis took %s", time.Since(begin).Round(time.Millisecond))
	for _, client := range ended {
		client.Get("/zh-Hans/me/people").Want(303)
	}
	c.must(redis.Start())
	for _, client := range ended {
		client.Get("/zh-Hans/me/people").Want(303)
	}
	stays.Get("/zh-Hans/me/people").Want(200)
}

// another signs a resident in on one more device.
func (c *cast) another(t *testing.T, who string) *webtest.Client {
	t.Helper()
	cookie, _, err := c.sessions.Open(t.Context(), session.Resident, c.players[who].id)
	c.must(err)
	client := webtest.NewClient(t, c.server.App())
	client.SetCookie("session", cookie)
	return client
}

// gate stands before a server and can stop passing on: to the portal the server
// is then frozen, not gone.
type gate struct {
	net.Listener
	to     string
	frozen atomic.Bool
	thaw   chan struct{}
}

func newGate(t *testing.T, to string) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Listener: l, to: to, thaw: make(chan struct{})}
	t.Cleanup(func() { l.Close() })
	go g.serve()
	return g
}

func (g *gate) serve() {
	for {
		from, err := g.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", g.to)
		if err != nil {
			from.Close()
			continue
		}
		go g.pass(from, to)
		go g.pass(to, from)
	}
}

func (g *gate) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		if g.frozen.Load() {
			<-g.thaw
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestRedisFrozen: a Redis that takes connections and never answers costs a
// bounded wait, and what ended meanwhile stays ended.
func TestRedisFrozen(t *testing.T) {
	real, err := url.Parse(storetest.NewRedis(t).URL())
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, real.Host)
	real.Host = g.Addr().String()
	c := startCast(t, "sqlite", func(config *config) { config.RedisURL = real.String() })
	ends, stays := c.another(t, "qiqige"), c.another(t, "qiqige")
	ends.Get("/zh-Hans/me/people").Want(200)
	stays.Get("/zh-Hans/me/people").Want(200)
	g.frozen.Store(true)
	copied := webtest.NewClient(t, c.server.App())
	copied.SetCookie("session", ends.Cookie("session"))
	begin := time.Now()
	ends.Post("/zh-Hans/sign-out", form()).Want(303)
	stays.Get(c.draftPath("full", "name")).Want(200)
	took := time.Since(begin)
	t.Logf("two requests with a frozen Redis took %s", took.Round(time.Millisecond))
	if took > 5*time.Second {
		t.Errorf("two requests took %s", took)
	}
	g.frozen.Store(false)
	close(g.thaw)
	copied.Get("/zh-Hans/me/people").Want(303)
	stays.Get("/zh-Hans/me/people").Want(200)
}
