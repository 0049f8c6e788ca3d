package postgres_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/matter"
	"changban/portal/seal"
	"changban/portal/store/postgres"
	"changban/portal/store/relation"
	"changban/portal/store/storetest"
)

const (
	killFolder = "PORTAL_TEST_KILL_FOLDER"
	killURL    = "PORTAL_TEST_KILL_URL"
	killCase   = "PORTAL_TEST_KILL_CASE"
)

// TestKill kills -9 a process that writes, and every other time PostgreSQL too.
func TestKill(t *testing.T) {
	const kills = 10
	cluster := storetest.NewCluster(t)
	owner, url := cluster.Database(t)
	if err := migrated(owner, url); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := seal.Generate(time.Unix(1, 0)).Save(filepath.Join(folder, "ring")); err != nil {
		t.Fatal(err)
	}
	storetest.Kill(t, storetest.Victim{
		Open: func() *relation.Store { return opened(t, folder, url) },
		Process: func(shared matter.Reference) *exec.Cmd {
			cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
			cmd.Env = append(os.Environ(), killFolder+"="+folder, killURL+"="+url, killCase+"="+string(shared))
			return cmd
		},
		Server: func(t testing.TB) {
			if err := cluster.Kill(); err != nil {
				t.Fatal(err)
			}
			if err := cluster.Start(); err != nil {
				t.Fatal(err)
			}
		},
	}, kills)
	floor.Count(t, "kills.postgres", kills)
}

// TestKilled is the process that TestKill starts and kills.
func TestKilled(t *testing.T) {
	folder := os.Getenv(killFolder)
	if folder == "" {
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends when the test that started us does
		os.Exit(1)
	}()
	storetest.KillWriters(opened(t, folder, os.Getenv(killURL)), matter.Reference(os.Getenv(killCase)), os.Stdout)
}

func opened(t testing.TB, folder, url string) *relation.Store {
	ring, err := seal.Load(filepath.Join(folder, "ring"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return relation.New(db, ring, filepath.Join(folder, "uploads"))
}

// TestWorkerKilled kills -9 the worker's process where it hurts most.
func TestWorkerKilled(t *testing.T) {
	kills := storetest.Faults(t, 20)
	_, url := storetest.PostgresLike(t, "migrated", migrated)
	folder := t.TempDir()
	if err := seal.Generate(time.Unix(1, 0)).Save(filepath.Join(folder, "ring")); err != nil {
		t.Fatal(err)
	}
	storetest.KillLaborer(t, storetest.Laborer{
		Open: func() *relation.Store { return opened(t, folder, url) },
		Process: func() *exec.Cmd {
			cmd := exec.Command(os.Args[0], "-test.run=^TestWorks$")
			cmd.Env = append(os.Environ(), killFolder+"="+folder, killURL+"="+url)
			return cmd
		},
	}, kills)
	for _, point := range storetest.Points() {
		floor.Count(t, "kills.worker at "+point, kills)
	}
}

// TestWorks is the process that TestWorkerKilled starts.
func TestWorks(t *testing.T) {
	_, err := storetest.Work(func() *relation.Store { return opened(t, os.Getenv(killFolder), os.Getenv(killURL)) })
	if err != nil {
		t.Fatal(err)
	}
}

// TestStopped: with the server away every call says so, and works again when it
// is back, without a restart of the portal.
func TestStopped(t *testing.T) {
	ctx := context.Background()
	cluster := storetest.NewCluster(t)
	owner, url := cluster.Database(t)
	if err := migrated(owner, url); err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := relation.New(db, seal.Generate(time.Unix(1, 0)), t.TempDir())
	if err := cluster.Stop(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, _, err := s.Arrive(ctx, "13800001234", time.Unix(1, 0)); !portal.Is(err, portal.KindUnavailable) {
			t.Errorf("%v, want %s", err, portal.KindUnavailable)
		}
		if err := s.PutDefinition(ctx, "h", "s", []byte("b")); !portal.Is(err, portal.KindUnavailable) {
			t.Errorf("%v, want %s", err, portal.KindUnavailable)
		}
	}
	if err := cluster.Start(); err != nil {
		t.Fatal(err)
	}
	if err := s.PutDefinition(ctx, "h", "s", []byte("b")); err != nil {
		t.Error(err)
	}
}
