package locales

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"changban/locales/lint"
	"changban/mongol"
)

// TestGlossary: the script of a term is what its romanization says, and sureness
// has three steps.
func TestGlossary(t *testing.T) {
	rows, err := readTable(Files(), glossaryFile, glossaryColumns)
	if err != nil || len(rows) < 700 {
		t.Fatal(len(rows), err)
	}
	if _, err := readGlossary(Files()); err != nil {
		t.Fatal(err)
	}
	sure := []string{"none", "low", "medium", "high"}
	for _, c := range rows {
		if got := mongol.FromLatin(c[2]); got != c[3] {
			t.Errorf("%s: %s is %+q, the list has %+q", c[0], c[2], got, c[3])
		}
		if !slices.Contains(sure, c[4]) || !slices.Contains(sure, c[5]) || c[6] != "strict" && c[6] != "-" || c[7] == "" {
			t.Errorf("%s: %q", c[0], c[4:])
		}
	}
}

func TestGlossaryJudges(t *testing.T) {
	words := fstest.MapFS{glossaryFile: file(strings.Join([]string{
		"残疾\tбэрхшээл\tberkesiyel\t" + mongol.FromLatin("berkesiyel") + "\tlow\tlow\t-\tcomposed",
		"残疾人证\tбэрхшээлтэй хүний үнэмлэх / үнэмлэх\tünemlekü\t" + mongol.FromLatin("ünemlekü") + "\tlow\tlow\tstrict\tcomposed",
	}, "\n"))}
	terms, err := readGlossary(words)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		tag, zh, text string
		want          int
	}{
		{lint.Cyrl, "办残疾人证", "Үнэмлэхээ авах", 0},
		{lint.Cyrl, "办残疾人证", "Картаа авах", 1},
		{lint.Cyrl, "残疾和残疾人证", "Бэрхшээлийн үнэмлэх", 0},
		{lint.Cyrl, "残疾和残疾人证", "Үнэмлэх", 1},
		{lint.Mong, "残疾人证", mongol.FromLatin("ünemlekü-yi abqu"), 0},
		{lint.Mong, "残疾人证", mongol.FromLatin("kart abqu"), 1},
		{Source, "残疾人证", "", 0},
	} {
		found := terms.judge(tc.tag, lint.Message{ID: "x", Source: tc.zh, Other: tc.text})
		if len(found) != tc.want || tc.want == 1 && found[0].Error != strings.Contains(tc.zh, "人证") != (tc.zh == "残疾和残疾人证") {
			t.Errorf("%s %s %s: %v", tc.tag, tc.zh, tc.text, found)
		}
	}
	twice := fstest.MapFS{glossaryFile: file("一\tа\t\t\tlow\t\t-\tx\n一\tб\t\t\tlow\t\t-\tx\n")}
	if _, err := readGlossary(twice); err == nil {
		t.Error("a term says two things")
	}
}

// TestContextCoversEveryID: a translator knows of each message where it stands.
func TestContextCoversEveryID(t *testing.T) {
	all, err := readContext(Files())
	if err != nil {
		t.Fatal(err)
	}
	words, _ := inspect(Files(), nil)
	used := map[string]bool{}
	for id := range words[Source] {
		p := placeOf(id, all)
		used[p.prefix] = true
		if p.where == "" {
			t.Errorf("%s: stands nowhere", id)
		}
	}
	for _, p := range all {
		if _, err := os.Stat(filepath.Join("..", p.picture)); err != nil || !used[p.prefix] {
			t.Errorf("%s: %v, used %v", p.prefix, err, used[p.prefix])
		}
	}
}
