package postgres_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/portal/seal"
	"changban/portal/store/postgres"
	"changban/portal/store/relation"
	"changban/portal/store/storetest"
)

func TestStore(t *testing.T) { storetest.Run(t, fresh) }

func migrated(ownerURL, _ string) error {
	return postgres.Migrate(context.Background(), ownerURL, storetest.RuntimeRole)
}

func fresh(t testing.TB) func() *relation.Store {
	ring, folder := seal.Generate(time.Unix(1, 0)), t.TempDir()
	_, url := storetest.PostgresLike(t, "migrated", migrated)
	return func() *relation.Store {
		db, err := postgres.Open(context.Background(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return relation.New(db, ring, filepath.Join(folder, "uploads"))
	}
}

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	owner, runtime := storetest.Postgres(t)
	refuse := func(url, want string) {
		t.Helper()
		if db, err := postgres.Open(ctx, url); err == nil {
			db.Close()
			t.Errorf("opened; want %q", want)
		} else if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q, want one sentence with %q", err, want)
		}
	}
	refuse(runtime, "migrations")
	if err := postgres.Migrate(ctx, owner, storetest.OwnerRole); err == nil {
		t.Error("the owner was taken as run-time role")
	}
	for range 2 { // a second time changes nothing
		if err := postgres.Migrate(ctx, owner, storetest.RuntimeRole); err != nil {
			t.Fatal(err)
		}
	}
	refuse(owner, "may change or remove rows of")
	refuse("postgres://nobody:secret@127.0.0.1:1/x", "cannot be reached")
	refuse("postgres://%zz:secret@", "cannot be read")
	if role, err := postgres.RoleOf(runtime); err != nil || role != storetest.RuntimeRole {
		t.Errorf("role %q, %v", role, err)
	}
	db, err := postgres.Open(ctx, runtime)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
}

// TestMigrateTogether: two that start at once wait for each other.
func TestMigrateTogether(t *testing.T) {
	owner, _ := storetest.Postgres(t)
	done := make(chan error, 3)
	for range cap(done) {
		go func() { done <- postgres.Migrate(context.Background(), owner, storetest.RuntimeRole) }()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
