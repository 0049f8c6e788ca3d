package floor_test

import (
	"path/filepath"
	"strings"
	"testing"

	"changban/a11y/floor"
)

func TestCountsAddUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "counts.tsv")
	t.Setenv(floor.Env, path)
	floor.Count(t, "pages", 3)
	floor.Count(t, "pages", 4)
	floor.Count(t, "kills", 10)
	got, err := floor.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got["pages"] != 7 || got["kills"] != 10 {
		t.Errorf("counted %v", got)
	}
}

func TestShort(t *testing.T) {
	least := floor.Parts{"step": 9, "pages": 5, "kills": 10, "journeys": 1}
	counted := floor.Parts{"pages": 5, "kills": 9, "else": 2}
	if got := strings.Join(floor.Short(counted, least), " "); got != "journeys kills" {
		t.Errorf("too few: %q", got)
	}
	table := floor.Table(counted, least)
	for _, want := range []string{"else", "no floor yet", "TOO FEW", "ok"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
}

func TestReadRefusesOtherLines(t *testing.T) {
	for _, text := range []string{"pages 3", "pages\tmany", "\t3"} {
		if _, err := floor.Read(strings.NewReader(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestFloorFileIsReadable(t *testing.T) {
	least, err := floor.ReadFile("../floor.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if least["step"] < 1 {
		t.Error("floor.tsv has no line step")
	}
}
