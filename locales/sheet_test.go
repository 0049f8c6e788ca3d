package locales

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder is a small tree of message files on disk.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"zh-Hans/a.json":      `{"a.count": "{{.Count}} 天", "a.name": "=名字", "a.new": "新", "a.who": "{{.Name}}"}`,
		"mn-Mong/a.json":      "{\n  \"a.count\": {\"one\": \"{{.Count}} ᠡᠳᠦᠷ\", \"other\": \"{{.Count}} ᠡᠳᠦᠷ\"},\n  \"a.name\": \"ᠨᠡᠷ\\u180eᠡ\\u180eᠶᠢᠨ\",\n  \"a.who\": \"{{.Name}}\"\n}\n",
		"mn-Cyrl/a.json":      `{"a.count": {"one": "{{.Count}} өдөр", "other": "{{.Count}} өдрүүд"}, "a.name": "-нэр"}`,
		"mn-Mong/allowed.tsv": "*\tPDF\tthe name of a format\n",
		"context.tsv":         "a.\tsomewhere\tb.png\na.name\ta name\tc.png\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Merge(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func exported(t *testing.T, dir, tag string) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := Export(&out, os.DirFS(dir), tag, ""); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), byteOrderMark) {
		t.Error("a spreadsheet needs the mark of UTF-8")
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// imported takes rows back and returns what was printed.
func imported(t *testing.T, dir, tag string, rows [][]string) (string, error) {
	t.Helper()
	var table, out bytes.Buffer
	if err := csv.NewWriter(&table).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	err := Import(&out, &table, tag, dir)
	return out.String(), err
}

func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, tag := range []string{"mn-Mong", "mn-Cyrl"} {
		for _, name := range []string{"a.json", "state.tsv"} {
			raw, err := os.ReadFile(filepath.Join(dir, tag, name))
			if err != nil {
				t.Fatal(err)
			}
			all.Write(raw)
		}
	}
	return all.String()
}

func rowOf(t *testing.T, rows [][]string, id string) []string {
	t.Helper()
	for _, row := range rows {
		if row[colID] == id {
			return row
		}
	}
	t.Fatalf("no row %s in %v", id, rows)
	return nil
}

func TestExportThenImportChangesNothing(t *testing.T) {
	dir := folder(t)
	was := contents(t, dir)
	for _, tag := range []string{"mn-Mong", "mn-Cyrl"} {
		out, err := imported(t, dir, tag, exported(t, dir, tag))
		if err != nil || !strings.Contains(out, "0 texts, 0 states") {
			t.Errorf("%s: %v\n%s", tag, err, out)
		}
	}
	if contents(t, dir) != was {
		t.Error("the files changed")
	}
}

// TestExportOfOurs: our own tables come back as they are, whole.
func TestExportOfOurs(t *testing.T) {
	for _, tag := range []string{"mn-Mong", "mn-Cyrl"} {
		var table, out bytes.Buffer
		if err := Export(&table, Files(), tag, ""); err != nil {
			t.Fatal(err)
		}
		if err := Import(&out, &table, tag, "."); err != nil || !strings.HasPrefix(out.String(), "0 texts, 0 states") {
			t.Errorf("%s: %v\n%.2000s", tag, err, out.String())
		}
	}
}

func TestExportTells(t *testing.T) {
	rows := exported(t, folder(t), "mn-Mong")
	name := rowOf(t, rows, "a.name")
	for column, want := range map[int]string{
		colChinese: "'=名字", colContext: "a name", colPicture: "c.png", colOther: "'-нэр",
		colText: "ᠨᠡᠷ\u180Eᠡ\u202Fᠶᠢᠨ", colLatin: "ner-e-yin", colState: StateDraft,
	} {
		if name[column] != want {
			t.Errorf("%s: %+q, want %+q", columns()[column], name[column], want)
		}
	}
	if row := rowOf(t, rows, "a.new"); row[colState] != StateMissing || row[colContext] != "somewhere" {
		t.Errorf("missing words: %q", row)
	}
	if row := rowOf(t, exported(t, folder(t), "mn-Cyrl"), "a.count#one"); row[colText] != "{{.Count}} өдөр" {
		t.Errorf("the form for one: %q", row)
	}
	if err := Export(&bytes.Buffer{}, Files(), Source, ""); err == nil {
		t.Error("the source is nobody's to translate")
	}
}

func TestImportTakes(t *testing.T) {
	dir := folder(t)
	rows := exported(t, dir, "mn-Mong")
	rowOf(t, rows, "a.count")[colLatin] = "{{.Count}} qonuγ"
	name := rowOf(t, rows, "a.name")
	name[colText], name[colState], name[colBy], name[colWhen] = "ᠨᠡᠷ\u180Eᠡ\u202Fᠢ", StateChecked, "其其格", "2026-11-22"
	fresh := rowOf(t, rows, "a.new")
	fresh[colLatin], fresh[colState] = "sin-e <PDF>", StateDraft
	out, err := imported(t, dir, "mn-Mong", rows)
	if err != nil || !strings.Contains(out, "3 texts, 3 states taken") {
		t.Fatalf("%v\n%s", err, out)
	}
	now := contents(t, dir)
	for _, want := range []string{
		`"a.count": {"one": "{{.Count}} ᠬᠣᠨᠤᠭ", "other": "{{.Count}} ᠬᠣᠨᠤᠭ"},`,
		`"a.name": "ᠨᠡᠷ\u180eᠡ\u180eᠢ",`, `"a.new": "ᠰᠢᠨ\u180eᠡ PDF",`, "\tchecked\t其其格\t2026-11-22",
	} {
		if !strings.Contains(now, want) {
			t.Errorf("not written: %s\n%s", want, now)
		}
	}
	rows = exported(t, dir, "mn-Mong")
	rowOf(t, rows, "a.name")[colLatin] = "ner-e"
	if _, err := imported(t, dir, "mn-Mong", rows); err != nil || strings.Contains(contents(t, dir), "其其格") {
		t.Error("a text that changed is still called checked", err)
	}
}

func TestImportRefuses(t *testing.T) {
	for reason, spoil := range map[string]func(row []string){
		"no such message":       func(row []string) { row[colID] = "a.none" },
		"Chinese has changed":   func(row []string) { row[colHash] = "00000000" },
		"placeholders":          func(row []string) { row[colLatin] = "{{.Other}}" },
		"L02":                   func(row []string) { row[colText] = "{{.Name}} нэр" },
		"both changed":          func(row []string) { row[colText], row[colLatin] = "{{.Name}} ᠠ", "{{.Name}} e" },
		"a name and a day":      func(row []string) { row[colState] = StateChecked },
		"a day such as":         func(row []string) { row[colState], row[colBy], row[colWhen] = StateChecked, "其其格", "yesterday" },
		"the state \"perfect\"": func(row []string) { row[colState] = "perfect" },
	} {
		dir := folder(t)
		was := contents(t, dir)
		rows := exported(t, dir, "mn-Mong")
		rowOf(t, rows, "a.name")[colLatin] = "ner-e"
		spoil(rowOf(t, rows, "a.who"))
		out, err := imported(t, dir, "mn-Mong", rows)
		if err == nil || !strings.Contains(out, reason) {
			t.Errorf("%s: %v\n%s", reason, err, out)
		}
		if contents(t, dir) != was {
			t.Errorf("%s: half of the table was written", reason)
		}
	}
	if err := Import(&bytes.Buffer{}, strings.NewReader("a,b\n"), "mn-Mong", folder(t)); err == nil {
		t.Error("another table was taken")
	}
}

func TestCellsAreInert(t *testing.T) {
	for _, cell := range []string{"", "=1", "+1", "-а", "@x", "'=1", "''", "'", "名"} {
		if marked := inert(cell); alive(marked) != cell || marked != "" && strings.ContainsRune("=+-@", rune(marked[0])) {
			t.Errorf("%q: %q: %q", cell, marked, alive(marked))
		}
	}
}

// TestStaleUntilSomebodyLooked: a change of the Chinese alone is an error until
// its translations are changed or said to fit.
func TestStaleUntilSomebodyLooked(t *testing.T) {
	dir := folder(t)
	if err := os.WriteFile(filepath.Join(dir, "zh-Hans/a.json"), []byte(`{"a.name": "姓名"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	stale := func() bool {
		var out bytes.Buffer
		_ = Check(&out, Checking{Words: os.DirFS(dir)})
		return strings.Contains(out.String(), "a.name: stale: ")
	}
	if err := Merge(dir); err != nil || !stale() {
		t.Error("nobody looked at it", err)
	}
	if err := Merge(dir, "a.name"); err != nil || stale() {
		t.Error("it was said to fit", err)
	}
}
