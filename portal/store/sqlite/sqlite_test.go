package sqlite_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/hotline"
	"changban/portal/seal"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
	"changban/portal/store/storetest"
)

func TestStore(t *testing.T) { storetest.Run(t, fresh) }

func fresh(t testing.TB) func() *relation.Store {
	ring, folder := seal.Generate(time.Unix(1, 0)), t.TempDir()
	return func() *relation.Store {
		db, err := sqlite.Open(context.Background(), filepath.Join(folder, "portal.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return relation.New(db, ring, filepath.Join(folder, "uploads"))
	}
}

// TestPragmas reads the settings back on every connection (decisions 14).
func TestPragmas(t *testing.T) {
	db, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "a folder?", "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	seen := 0
	err = db.EachConnection(context.Background(), func(writer bool, pragma func(string) string) {
		seen++
		want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "query_only": "1"}
		if writer {
			want["query_only"] = "0"
		}
		for name, value := range want {
			if got := pragma(name); got != value {
				t.Errorf("writer %v: %s is %q, want %q", writer, name, got, value)
			}
		}
	})
	if err != nil || seen != 5 {
		t.Errorf("%d connections seen, %v", seen, err)
	}
}

// TestMemory: the tests' fake does what the file does.
func TestMemory(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.Memory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := relation.New(db, seal.Generate(time.Unix(1, 0)), t.TempDir())
	identity, link, err := s.Arrive(ctx, "13800001234", time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Known(ctx, identity.ID, link.Person); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Matters(ctx, identity.ID, link.Person); err != nil {
		t.Fatal(err)
	}
}

// TestSameMigrations: the two folders hold the same numbers and the same tables
// with the same columns (decision record 1).
func TestSameMigrations(t *testing.T) {
	names, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal("no migrations", err)
	}
	others, _ := filepath.Glob("../postgres/migrations/*.sql")
	if len(names) != len(others) {
		t.Fatalf("%d migrations here, %d for PostgreSQL", len(names), len(others))
	}
	for _, name := range names {
		ours, theirs := columns(t, name), columns(t, filepath.Join("..", "postgres", name))
		for i := range max(len(ours), len(theirs)) {
			if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
				t.Fatalf("%s differs from PostgreSQL's after %q", name, ours[max(0, i-9):min(i, len(ours))])
			}
		}
	}
}

// columns returns what a migration says of tables and columns, in one dialect.
func columns(t *testing.T, name string) []string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(raw), "-- +goose StatementBegin")
	text = strings.NewReplacer(` collate "C"`, "", "bigint", "integer", "bytea", "blob", ") strict;", ");").Replace(text)
	return strings.Fields(text)
}

// TestTampered: a row changed, removed or put in another's place behind the
// portal's back is found.
func TestTampered(t *testing.T) {
	for _, tc := range []struct{ problem, chain, text string }{
		{"changed", "person", "update person_event set actor = 'x' where seq = 1"},
		{"removed", "person", "delete from person_event where seq = 1"},
		{"changed", "ticket", "update ticket_event set action = 'x' where seq = 2"},
		{"changed", "ticket", "update ticket_event set note = x'' where seq = 3"},
		{"removed", "ticket", "delete from ticket_event where seq = 2"},
		{"reordered", "ticket", "update ticket_event set seq = case seq when 1 then 12 else 11 end where seq < 3;" +
			" update ticket_event set seq = seq - 10 where seq > 10"},
	} {
		t.Run(tc.chain+" "+tc.problem, func(t *testing.T) { tampered(t, tc.problem+"\tchain="+tc.chain+":", tc.chain, tc.text) })
	}
}

// tampered forges a store with a person and a ticket that have histories and looks
// whether the check says so first.
func tampered(t *testing.T, want, kind, text string) {
	ctx, ring := context.Background(), seal.Generate(time.Unix(1, 0))
	db, err := sqlite.Memory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := relation.New(db, ring, t.TempDir())
	house := storetest.NewHouse(t, s)
	ticket := house.Ticket(t, house.Resident(t, "13800001234"), hotline.Ticket{Type: hotline.Help, Topic: "card"})
	for range 2 {
		house.Act(t, ticket.Ref, hotline.Act{Action: hotline.Note, Part: hotline.Caller, Note: "note"})
	}
	if err := s.DeletePerson(ctx, ticket.Person, portal.Actor{Kind: portal.ActorSystem}, time.Unix(2, 0)); err != nil {
		t.Fatal(err)
	}
	if err := audit.Verify(ctx, s, ring.Signer("audit"), io.Discard); err != nil {
		t.Fatal(err)
	}
	forge := []relation.Statement{{SQL: "drop trigger " + kind + "_event_no_update"}, {SQL: "drop trigger " + kind + "_event_no_delete"}}
	for one := range strings.SplitSeq(text, ";") {
		forge = append(forge, relation.Statement{SQL: one})
	}
	if _, err := db.Write(ctx, forge...); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = audit.Verify(ctx, s, ring.Signer("audit"), &out)
	var broken *audit.Broken
	if !errors.As(err, &broken) || !strings.HasPrefix(out.String(), want) {
		t.Errorf("%v\n%s", err, out.String())
	}
}
