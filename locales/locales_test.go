package locales

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// TestFiles holds for every language: sorted, each id once, nothing empty, the
// same placeholders as the Chinese.
func TestFiles(t *testing.T) {
	_, problems := inspect(Files(), nil)
	for _, p := range problems {
		t.Error(p)
	}
}

// sources are the trees whose ids must match the files; trees that are not
// there yet are left out.
func sources() []fs.FS {
	var trees []fs.FS
	for _, dir := range []string{"../portal", "../a11y", "../cmd", "."} {
		if _, err := os.Stat(dir); err == nil {
			trees = append(trees, os.DirFS(dir))
		}
	}
	return trees
}

func TestEveryUsedIDExists(t *testing.T) {
	for _, p := range usageProblems(t) {
		if !strings.HasSuffix(p, "is used nowhere") {
			t.Error(p)
		}
	}
}

func TestEveryIDIsUsed(t *testing.T) {
	if _, err := os.Stat("../portal/web"); err != nil {
		t.Skip("no pages yet that could use words")
	}
	for _, p := range usageProblems(t) {
		if strings.HasSuffix(p, "is used nowhere") {
			t.Error(p)
		}
	}
}

func usageProblems(t *testing.T) []string {
	t.Helper()
	used, err := scan(sources()...)
	if err != nil {
		t.Fatal(err)
	}
	words, _ := inspect(Files(), nil)
	return used.problems(words, words[Source])
}

// TestIDs: an id is area.page.item, and the words of a service stand in its own
// file.
func TestIDs(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[A-Za-z0-9_-]+)+$`)
	_ = eachFile(Files(), Source, func(name string, entries []entry) error {
		for _, e := range entries {
			if !form.MatchString(e.id) {
				t.Errorf("%s: %q is no id", name, e.id)
			}
			service, ok := strings.CutPrefix(strings.TrimSuffix(name, ".json"), Source+"/services/")
			if ok && !strings.HasPrefix(e.id, "service."+service+".") {
				t.Errorf("%s: %q belongs to another file", name, e.id)
			}
		}
		return nil
	})
}

// TestTone holds the words that design §9 bans and the length of what has to be
// understood at once.
func TestTone(t *testing.T) {
	words, _ := inspect(Files(), nil)
	for id, m := range words[Source] {
		for _, banned := range []string{"请勿", "务必", "系统", "非法", "有误", "！", "!", "点击", "温馨提示"} {
			if strings.Contains(m.Other, banned) {
				t.Errorf("%s: %q must not be written: %s", id, banned, m.Other)
			}
		}
		if !isShortKind(id) {
			continue
		}
		for _, sentence := range strings.FieldsFunc(m.Other, func(r rune) bool { return strings.ContainsRune("。？；：\n", r) }) {
			if n := hanRunes(sentence); n > 25 {
				t.Errorf("%s: a sentence of %d characters: %s", id, n, sentence)
			}
		}
	}
}

// isShortKind tells questions, hints, errors and our own fixed pages from law,
// official papers and service descriptions.
func isShortKind(id string) bool {
	for _, area := range []string{"frame.", "common.", "prefs.", "kind.", "home.", "field.", "apply.", "account."} {
		if strings.HasPrefix(id, area) {
			return true
		}
	}
	last := id[strings.LastIndex(id, ".")+1:]
	return strings.HasSuffix(last, "question") || strings.HasSuffix(last, "hint") || strings.HasSuffix(last, "error")
}

func hanRunes(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
