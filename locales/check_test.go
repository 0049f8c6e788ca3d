package locales

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestCheckFindsProblems(t *testing.T) {
	words := fstest.MapFS{
		"zh-Hans/a.json":    file(`{"a.b.y": "二", "a.b.x": "{{.Name}}一", "a.b.z": "", "a.b.unused": "三"}`),
		"zh-Hans/b.json":    file(`{"a.b.y": "又"}`),
		"mn-Cyrl/a.json":    file(`{"a.b.gone": "г", "a.b.x": "{{.Naam}} а", "a.b.y": "б"}`),
		"mn-Cyrl/state.tsv": file(stateHeader + "\na.b.y\t00000000\tchecked\tB\t2026-11-21\n"),
		"mn-Mong/a.json":    file(`{"a.b.y": 3}`),
	}
	code := fstest.MapFS{
		"page.templ":    file(`{ p.T("a.b.x") } { p.T("a.b.none") } { p.T("a.c." + code) } p.Tp("a.b.y", nil)`),
		"page_templ.go": file(`p.T("a.b.generated")`),
		"page_test.go":  file(`p.T("a.b.tested")`),
		"rules.yaml":    file("reason: a.b.z\n"),
	}
	var out bytes.Buffer
	if err := Check(&out, Checking{Words: words, Sources: []fs.FS{code}}); err == nil {
		t.Error("no error")
	}
	for _, want := range []string{
		"zh-Hans: 4 messages (source)",
		"mn-Cyrl: 2 of 4 messages, missing 2, draft 1, stale 1, checked 0 (0 %)",
		`zh-Hans/b.json: "a.b.y" stands in zh-Hans/a.json already`,
		`zh-Hans/a.json: "a.b.x" must stand before "a.b.y"`,
		`zh-Hans/a.json: "a.b.z" has no words`,
		"mn-Mong/a.json: line 1: a.b.y:",
		`mn-Cyrl: "a.b.gone" translates nothing`,
		"mn-Cyrl/a.json: a.b.y: stale: the Chinese has changed since",
		`mn-Cyrl: "a.b.x" has placeholders [Naam], the Chinese [Name]`,
		`page.templ:1 asks for "a.b.none", which no file has`,
		`"a.b.unused" is used nowhere`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("not printed: %s", want)
		}
	}
	for _, wrong := range []string{"generated", "tested", `"a.b.y" is used nowhere`, `"a.b.z" is used nowhere`} {
		if strings.Contains(out.String(), wrong) {
			t.Errorf("printed: %s\n%s", wrong, out.String())
		}
	}
}

func TestMergeKeepsAndAdds(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("zh-Hans/a.json", `{"a.b.x": "一", "a.b.y": "二", "a.b.z": "三"}`)
	write("mn-Cyrl/a.json", `{"a.b.x": "а", "a.b.z": "в"}`)
	write("mn-Cyrl/state.tsv", stateHeader+"\na.b.gone\t11111111\tdraft\tB\t2026-01-01\na.b.x\t11111111\tchecked\tB\t2026-01-01\na.b.z\t11111111\tmissing\t\t\n")
	write("mn-Mong/a.json", `{}`)
	for range 2 { // the second run changes nothing
		if err := Merge(dir); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, "mn-Cyrl/state.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(got)), "\n")
	want := []string{stateHeader, "a.b.x\t11111111\tchecked\tB\t2026-01-01", "a.b.y\t", "a.b.z\t"}
	states := []string{"", "checked", "missing", "draft"}
	if len(lines) != len(want) {
		t.Fatalf("rows:\n%s", got)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) || !strings.Contains(line, states[i]) {
			t.Errorf("row %d: %q", i, line)
		}
	}
}

func TestStateFileWithBadRow(t *testing.T) {
	words := fstest.MapFS{
		"zh-Hans/a.json":    file(`{"a.b.x": "一"}`),
		"mn-Mong/state.tsv": file("a.b.x\tchecked\n"),
	}
	var out bytes.Buffer
	if err := Check(&out, Checking{Words: words}); err == nil || !strings.Contains(out.String(), "mn-Mong/state.tsv:1: 2 columns, want 5") {
		t.Errorf("error %v, printed %s", err, out.String())
	}
}
