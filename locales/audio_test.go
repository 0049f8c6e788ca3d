package locales_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/locales"
)

func bundle(t *testing.T) *locales.Bundle {
	t.Helper()
	b, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func record(t *testing.T, folder, name string, size int) {
	t.Helper()
	file := filepath.Join(folder, "mn-Mong", name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, make([]byte, size), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRecordings(t *testing.T) {
	b, folder := bundle(t), t.TempDir()
	passages := b.Passages()
	kinds := map[string]int{}
	for _, p := range passages {
		kinds[p.Kind]++
	}
	if kinds[locales.PassageHeading] < 200 || kinds[locales.PassageHint] < 150 || kinds[locales.PassageError] < 100 {
		t.Errorf("passages: %v", kinds)
	}
	if found, stale, err := b.Recordings(folder); len(found)+len(stale) > 0 || err != nil {
		t.Errorf("no folder: %v %v %v", found, stale, err)
	}
	p := passages[7]
	record(t, folder, p.Stem()+".mp3", 10)
	record(t, folder, p.ID+".00000000.mp3", 10)
	record(t, folder, p.Stem()+".wav", 10)
	found, stale, err := b.Recordings(folder)
	if err != nil || len(found) != 1 || found[0].Text != p.Text || found[0].Type != "audio/mpeg" || len(stale) != 2 {
		t.Errorf("%v %v %v", found, stale, err)
	}
	record(t, folder, passages[8].Stem()+".ogg", locales.MaxRecording+1)
	if _, _, err := b.Recordings(folder); err == nil || !strings.Contains(err.Error(), passages[8].Stem()+".ogg") {
		t.Errorf("a large file: %v", err)
	}
}

// TestGaps: every passage is recorded or on the list.
func TestGaps(t *testing.T) {
	b, folder := bundle(t), t.TempDir()
	passages := b.Passages()
	record(t, folder, passages[0].Stem()+".m4a", 10)
	var out bytes.Buffer
	if err := b.PrintGaps(&out, folder); err != nil {
		t.Fatal(err)
	}
	for i, p := range passages {
		if listed := strings.Contains(out.String(), "\t"+p.Stem()+"\t"); listed != (i > 0) {
			t.Errorf("%s: listed %v", p.ID, listed)
		}
	}
}
