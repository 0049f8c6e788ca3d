package locales_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/a11y/floor"
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
	if forgotten := unlisted(out.String(), passages[1:]); len(forgotten) > 0 {
		t.Errorf("neither recorded nor listed: %v", forgotten)
	}
	if strings.Contains(out.String(), passages[0].Stem()) || !strings.Contains(out.String(), "\n1 of ") {
		t.Error("what is recorded is listed")
	}
	_, short, _ := strings.Cut(out.String(), "\n")
	if len(unlisted(short, passages[1:])) != 1 {
		t.Error("a list without its first line goes through")
	}
	if !t.Failed() {
		floor.Prove(t, "go recording gaps")
	}
}

func unlisted(list string, passages []locales.Passage) (forgotten []string) {
	for _, p := range passages {
		if !strings.Contains(list, "\t"+p.Stem()+"\t") {
			forgotten = append(forgotten, p.ID)
		}
	}
	return forgotten
}
