package sqlite_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"changban/a11y/floor"
	"changban/portal/matter"
	"changban/portal/seal"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
	"changban/portal/store/storetest"
)

const (
	killFolder = "PORTAL_TEST_KILL_FOLDER"
	killCase   = "PORTAL_TEST_KILL_CASE"
)

// TestKill kills -9 a process that writes to a database file.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills are left out of the short run")
	}
	const kills = 10
	folder := t.TempDir()
	if err := seal.Generate(time.Unix(1, 0)).Save(filepath.Join(folder, "ring")); err != nil {
		t.Fatal(err)
	}
	storetest.Kill(t, storetest.Victim{
		Open: func() *relation.Store { return opened(t, folder) },
		Process: func(shared matter.Reference) *exec.Cmd {
			cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
			cmd.Env = append(os.Environ(), killFolder+"="+folder, killCase+"="+string(shared))
			return cmd
		},
	}, kills)
	floor.Count(t, "kills.sqlite", kills)
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
	storetest.KillWriters(opened(t, folder), matter.Reference(os.Getenv(killCase)), os.Stdout)
}

func opened(t testing.TB, folder string) *relation.Store {
	ring, err := seal.Load(filepath.Join(folder, "ring"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(context.Background(), filepath.Join(folder, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return relation.New(db, ring, filepath.Join(folder, "uploads"))
}

// TestWorkerKilled kills -9 the worker's process where it hurts most.
func TestWorkerKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills are left out of the short run")
	}
	kills := storetest.Faults(t, 20)
	folder := t.TempDir()
	if err := seal.Generate(time.Unix(1, 0)).Save(filepath.Join(folder, "ring")); err != nil {
		t.Fatal(err)
	}
	storetest.KillLaborer(t, storetest.Laborer{
		Open: func() *relation.Store { return opened(t, folder) },
		Process: func() *exec.Cmd {
			cmd := exec.Command(os.Args[0], "-test.run=^TestWorks$")
			cmd.Env = append(os.Environ(), killFolder+"="+folder)
			return cmd
		},
	}, kills)
	for _, point := range storetest.Points() {
		floor.Count(t, "kills.worker at "+point, kills)
	}
}

// TestWorks is the process that TestWorkerKilled starts.
func TestWorks(t *testing.T) {
	_, err := storetest.Work(func() *relation.Store { return opened(t, os.Getenv(killFolder)) })
	if err != nil {
		t.Fatal(err)
	}
}
