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
	if err != nil || seen != 9 {
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

// TestTampered: a row changed or removed behind the portal's back is found.
func TestTampered(t *testing.T) {
	ctx := context.Background()
	ring := seal.Generate(time.Unix(1, 0))
	for name, text := range map[string]string{
		"changed": "update person_event set actor = 'x' where seq = 1",
		"removed": "delete from person_event where seq = 1",
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sqlite.Memory(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			s := relation.New(db, ring, t.TempDir())
			_, link, err := s.Arrive(ctx, "13800001234", time.Unix(1, 0))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.DeletePerson(ctx, link.Person, portal.Actor{Kind: portal.ActorSystem}, time.Unix(2, 0)); err != nil {
				t.Fatal(err)
			}
			if err := audit.Verify(ctx, s, ring.Signer("audit"), io.Discard); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Write(ctx, relation.Statement{SQL: "drop trigger person_event_no_update"},
				relation.Statement{SQL: "drop trigger person_event_no_delete"}, relation.Statement{SQL: text}); err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			err = audit.Verify(ctx, s, ring.Signer("audit"), &out)
			var broken *audit.Broken
			if !errors.As(err, &broken) || !strings.HasPrefix(out.String(), name+"\tchain=person:"+link.Person) {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}
