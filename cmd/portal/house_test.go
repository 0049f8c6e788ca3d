package main

import (
	"context"
	"log/slog"
	"net"
	"testing"
	"time"

	"changban/portal/delivery"
	"changban/portal/office"
	"changban/portal/store/postgres"
	"changban/portal/store/storetest"
	"changban/portal/web"
)

// stores are the two the portal runs on; every journey is walked on both.
var stores = []string{"sqlite", "postgres"}

// demo is a whole portal with invented people, listening on loopback, on a clock
// that only the test moves.
type demo struct {
	*house
	t      testing.TB
	Clock  *storetest.Clock
	URL    string
	Server *web.Server
}

// startDemo starts a demo on a store: sqlite with the embedded cache, postgres
// with a real Redis. It stands on Wednesday 18 March 2026, 10:00.
func startDemo(t testing.TB, store string, change ...func(*config)) *demo {
	t.Helper()
	ctx := context.Background()
	c := config{Listen: "127.0.0.1:0", Data: t.TempDir(), Demo: true}
	c.KeysFile = c.Data + "/keys.json"
	if store == "postgres" {
		c.DatabaseURL, c.RedisURL = migrated(t), storetest.Redis(t)
	}
	for _, f := range change {
		f(&c)
	}
	clock := storetest.NewClock("2026-03-18", 10, 0)
	h, err := build(ctx, c, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	server, err := h.ready(ctx)
	if err != nil {
		t.Fatal(err)
	}
	d := &demo{house: h, t: t, Clock: clock, Server: server}
	d.listen()
	return d
}

func migrated(t testing.TB) string {
	_, url := storetest.PostgresLike(t, "portal", func(owner, runtime string) error {
		role, err := postgres.RoleOf(runtime)
		if err != nil {
			return err
		}
		return postgres.Migrate(context.Background(), owner, role)
	})
	return url
}

func (d *demo) listen() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	d.URL = "http://" + listener.Addr().String()
	go func() { _ = d.Server.Serve(listener) }()
	d.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = d.Server.Shutdown(ctx)
		d.close()
	})
}

// code returns the digits sent last to a phone, as the demo's page shows them.
func (d *demo) code(phone string) string {
	d.t.Helper()
	messages, err := d.store.Latest(context.Background(), 50)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, m := range messages {
		if m.Data["Phone"] == phone && m.Road == delivery.Log {
			return m.Data["Code"]
		}
	}
	d.t.Fatalf("no code was sent to %s", phone)
	return ""
}

// officerCode returns a code of an officer's second device. A code works once:
// the clock moves on half a minute first.
func (d *demo) officerCode(number string) string {
	d.t.Helper()
	d.Clock.Move(31 * time.Second)
	_, secret, err := d.store.Officers().StaffByNumber(context.Background(), number)
	if err != nil {
		d.t.Fatal(err)
	}
	return secret.Code(office.Step(d.Clock.Now()))
}

func TestBothStoresStartTheDemo(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			d := startDemo(t, store)
			again, err := d.ready(context.Background())
			if err != nil || again == nil {
				t.Fatalf("second start: %v", err)
			}
		})
	}
}
