package catalogue_test

import (
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal/catalogue"
)

// words are those the portal ships with.
func words(t *testing.T) catalogue.Words {
	t.Helper()
	w, err := catalogue.ReadWords(os.DirFS("../../locales"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func load(t *testing.T, overlays ...fs.FS) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load(catalogue.Embedded(), words(t), overlays...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func service(t *testing.T, c *catalogue.Catalogue, id string) *catalogue.Service {
	t.Helper()
	s, ok := c.Service(id)
	if !ok {
		t.Fatalf("no service %s", id)
	}
	return s
}

func TestEmbedded(t *testing.T) {
	c := load(t)
	s := service(t, c, "nursing-subsidy")
	if again, ok := c.ByHash(s.Hash); !ok || again != s || len(s.Hash) != 64 {
		t.Errorf("hash %q", s.Hash)
	}
	if _, ok := c.ByHash(""); ok {
		t.Error("a service without a hash")
	}
	if got := c.Categories(); !slices.Contains(got, "subsidy") {
		t.Errorf("categories %v", got)
	}
	if s.Days.Total() != 16 {
		t.Errorf("promise of %d days", s.Days.Total())
	}
}

func TestWordID(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	for path, want := range map[string]string{
		"name":                        "service.nursing-subsidy.name",
		"step.name.question":          "question.name.question",
		"step.name.question_other":    "question.name.question_other",
		"field.name.label":            "question.name.label",
		"field.filing_as.option.self": "question.filing_as.option.self",
		"paper.card.name":             "question.paper.card.name",
		"stage.pay.title":             "service.nursing-subsidy.stage.pay.title",
		"eligibility.card_active.met": "eligibility.card_active.met",
		"eligibility.severity.met":    "service.nursing-subsidy.eligibility.severity.met",
		"no.such":                     "service.nursing-subsidy.no.such",
	} {
		if got := s.WordID(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if s.HasWord("step.name.no_such") || !s.HasWord("step.name.hint") {
		t.Error("HasWord")
	}
	if f, _ := s.Field("name"); f.Words["empty"] != "question.name.wrong.empty" {
		t.Errorf("problem words %v", f.Words)
	}
}

func TestOverlayAlone(t *testing.T) {
	overlay := os.DirFS("testdata/overlay")
	c := load(t, overlay)
	s := service(t, c, "wheelchair-loan")
	if f, _ := s.Field("chair"); f.Words["empty"] != "service.wheelchair-loan.field.chair.wrong.empty" {
		t.Errorf("problem words %v", f.Words)
	}
	if got := s.Words("mn-Cyrl")["service.wheelchair-loan.name#one"]; got == "" {
		t.Error("plural form lost")
	}
	if len(c.All()) != len(load(t).All())+1 {
		t.Error("the overlay hid a service")
	}
	if a, b := service(t, c, "nursing-subsidy"), service(t, load(t), "nursing-subsidy"); a.Hash != b.Hash {
		t.Error("a foreign service changed the hash")
	}
}

func TestOverlayOver(t *testing.T) {
	raw, err := fs.ReadFile(catalogue.Embedded(), "services/nursing-subsidy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(raw), "fen: 11000", "fen: 12000", 1)
	before := service(t, load(t), "nursing-subsidy")
	structure := service(t, load(t, fstest.MapFS{"services/nursing-subsidy.yaml": {Data: []byte(changed)}}), "nursing-subsidy")
	word := service(t, load(t, fstest.MapFS{
		"locales/zh-Hans/services/nursing-subsidy.json": {Data: []byte(`{"service.nursing-subsidy.short": "护补"}`)},
	}), "nursing-subsidy")
	if before.Hash == structure.Hash || before.Hash == word.Hash || *structure.Amounts[0].Fen != 12000 {
		t.Error("a change of structure or words has to change the hash")
	}
	if word.Words("zh-Hans")["service.nursing-subsidy.short"] != "护补" {
		t.Error("words of the overlay do not win")
	}
}

func TestDecode(t *testing.T) {
	s := service(t, load(t), "nursing-subsidy")
	body, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := catalogue.Decode(body)
	if err != nil || back.Hash != s.Hash || !reflect.DeepEqual(s.Fields, back.Fields) || back.WordID("step.name.question") != "question.name.question" {
		t.Errorf("a kept definition reads back differently: %v", err)
	}
	if again, err := back.Encode(); err != nil || string(again) != string(body) {
		t.Errorf("encoding is not stable: %v", err)
	}
	if _, err := catalogue.Decode([]byte("{")); err == nil {
		t.Error("broken definition was read")
	}
}

// TestBroken compares what Check says with the comments in the broken files:
// "# want: a; b" asks for two problems on that line.
func TestBroken(t *testing.T) {
	const dir = "testdata/broken"
	found := catalogue.Check(fstest.MapFS{}, words(t), os.DirFS(dir))
	for _, p := range found {
		if !wanted(t, dir, p) {
			t.Errorf("unexpected: %v", p)
		}
	}
	for _, file := range []string{"services/broken-loan.yaml", "services/unreadable.yaml"} {
		for i, line := range lines(t, dir+"/"+file) {
			_, want, _ := strings.Cut(line, "# want: ")
			for _, part := range strings.Split(want, "; ") {
				if !slices.ContainsFunc(found, func(p catalogue.Problem) bool {
					return p.File == file && p.Line == i+1 && strings.Contains(p.Reason, part)
				}) && part != "" {
					t.Errorf("%s:%d: nothing says %q", file, i+1, part)
				}
			}
		}
	}
	if _, err := catalogue.Load(fstest.MapFS{}, words(t), os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "services/broken-loan.yaml:3: ") {
		t.Errorf("Load says %v", err)
	}
}

// whole lists problems that no line of the definition causes alone.
var whole = []string{
	`services/broken-loan.yaml:2: no words in zh-Hans: service.broken-loan.name`,
	`services/broken-loan.yaml:2: no words in zh-Hans: service.broken-loan.short`,
	`services/broken-loan.yaml:10: no words in zh-Hans: service.broken-loan.eligibility.adult.unknown`,
	`services/broken-loan.yaml:14: no step asks for paper "id_card"`,
	`locales/zh-Hans/services/broken-loan.json:10: "service.other-loan.name" does not begin with`,
	`locales/zh-Hans/services/torn.json:3: invalid character`,
	`services/torn.yaml:3: `,
}

func wanted(t *testing.T, dir string, p catalogue.Problem) bool {
	if slices.ContainsFunc(whole, func(w string) bool { return strings.HasPrefix(p.String(), w) }) {
		return true
	}
	all := lines(t, dir+"/"+p.File)
	if p.Line < 1 || p.Line > len(all) {
		return false
	}
	_, want, _ := strings.Cut(all[p.Line-1], "# want: ")
	return want != "" && slices.ContainsFunc(strings.Split(want, "; "), func(part string) bool {
		return strings.Contains(p.Reason, part)
	})
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(raw), "\n")
}
