package component

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Examples() {
		t.Run(e.Name, func(t *testing.T) {
			file := filepath.Join("testdata", "golden", e.Name+".html")
			seen[file] = true
			got := render(t, e)
			if *update {
				write(t, file, got)
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s; look at the change, then run with -update", file)
			}
		})
	}
	files, _ := filepath.Glob(filepath.Join("testdata", "golden", "*.html"))
	for _, f := range files {
		if !seen[f] {
			t.Errorf("%s belongs to no example", f)
		}
	}
}

// render adds a line break before every tag, so that a change shows as a line.
func render(t *testing.T, e Example) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Component.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return append(bytes.ReplaceAll(b.Bytes(), []byte("><"), []byte(">\n<")), '\n')
}

func write(t *testing.T, file string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
