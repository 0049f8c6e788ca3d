package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

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
