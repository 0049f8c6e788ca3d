package locales

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestOurWords: from here on every change carries its words in all three
// languages, without a fault that a program can see.
func TestOurWords(t *testing.T) {
	var out bytes.Buffer
	if err := Check(&out, Checking{Words: Files()}); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	t.Log(out.String())
}

// TestCheckOfAnOverlay: the words of an operator are held to what ours are held
// to, and named with file, id and reason; ours are not judged again.
func TestCheckOfAnOverlay(t *testing.T) {
	words := fstest.MapFS{
		"zh-Hans/a.json":      file(`{"a.name": "名字", "a.who": "{{.Name}}"}`),
		"mn-Cyrl/a.json":      file(`{"a.name": "PDF"}`), // ours is wrong, and not asked about
		"mn-Mong/allowed.tsv": file("*\tKB\ta size\n"),
	}
	overlay := fstest.MapFS{
		"zh-Hans/b.json":      file(`{"a.name": "姓名", "b.unused": "多", "service.x.title": "服务"}`),
		"mn-Cyrl/b.json":      file(`{"a.name": "нэp", "a.who": "{{.Wrong}}", "b.gone": "г", "service.x.title": "үйлчилгээ"}`),
		"mn-Mong/b.json":      file(`{"a.name": "ᠨᠡᠷ\u202fᠦᠨ KB PDF"}`),
		"mn-Mong/allowed.tsv": file("a.name\tPDF\ta format\n"),
	}
	var out bytes.Buffer
	err := Check(&out, Checking{Words: words, Overlay: overlay, Sources: []fs.FS{overlay}})
	if err == nil {
		t.Error("no error")
	}
	for _, want := range []string{
		"zh-Hans: 4 messages (source)",
		"mn-Cyrl/b.json: a.name: C02: ",
		`mn-Cyrl: "a.who" has placeholders [Wrong], the Chinese [Name]`,
		`mn-Cyrl: "b.gone" translates nothing`,
		`mn-Mong: "service.x.title" has no words`,
		"mn-Mong/b.json: a.name: L05: U+202F, write U+180E",
		`"b.unused" is used nowhere`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("not printed: %s\n%s", want, out.String())
		}
	}
	for _, wrong := range []string{"L02", "a.json", `"a.name" is used nowhere`, `"service.x.title" is used`} {
		if strings.Contains(out.String(), wrong) {
			t.Errorf("printed: %s\n%s", wrong, out.String())
		}
	}
}

func TestAllowanceNeedsAReason(t *testing.T) {
	words := fstest.MapFS{"mn-Mong/allowed.tsv": file("*\tKB\t\n")}
	if err := Check(&bytes.Buffer{}, Checking{Words: words}); err == nil {
		t.Error("allowed for no reason")
	}
}

// TestLoadNamesTheFault: a start that ends for the words says which words.
func TestLoadNamesTheFault(t *testing.T) {
	_, err := Load(fstest.MapFS{"mn-Mong/services/x.json": file("{\n  \"service.x.title\": 3\n}")})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"mn-Mong/services/x.json", "line 2", "service.x.title", "unsupported"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not told: %s in %v", want, err)
		}
	}
}
