package gloss

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
)

func readings() Readings {
	return New(map[string]string{
		"残疾": "cán jí", "残疾人证": "cán jí rén zhèng", "低保": "dī bǎo", "最低保障": "zuì dī bǎo zhàng", "畅办": "Chàngbàn",
	})
}

const (
	low  = `<ruby>低<rt aria-hidden="true">dī</rt>保<rt aria-hidden="true">bǎo</rt></ruby>`
	card = `<ruby>残<rt aria-hidden="true">cán</rt>疾<rt aria-hidden="true">jí</rt>人<rt aria-hidden="true">rén</rt>证<rt aria-hidden="true">zhèng</rt></ruby>`
)

func TestGloss(t *testing.T) {
	for in, want := range map[string]string{
		"<main>有低保。</main>":                                                      "<main>有" + low + "。</main>",
		"<main>残疾人证</main>":                                                      "<main>" + card + "</main>", // the longest term
		"<p>低保</p><main></main><p>低保</p>":                                        "<p>低保</p><main></main><p>低保</p>",
		"<main><p>低保，低保</p><p>低保</p></main>":                                     "<main><p>" + low + "，低保</p><p>" + low + "</p></main>",
		"<main><p>低<b>保</b> 低保 <a href='/低保'>低保</a></p></main>":                  "<main><p>低<b>保</b> " + low + " <a href='/低保'>低保</a></p></main>",
		"<main><textarea>低保<p></textarea><option>低保</option>&amp;低保</main>":      "<main><textarea>低保<p></textarea><option>低保</option>&amp;" + low + "</main>",
		"<main><ruby>低保<rt>x</rt></ruby><script>'低保'</script><!-- 低保 --></main>": "<main><ruby>低保<rt>x</rt></ruby><script>'低保'</script><!-- 低保 --></main>",
		"<main><input value='低保' alt=\"低保\"/>":                                   "<main><input value='低保' alt=\"低保\"/>",
		"<main>最低保障</main>":                                                      "<main>" + string(ruby("最低保障", "zuì dī bǎo zhàng")) + "</main>",
		"<main>畅办</main>":                                                        `<main><ruby>畅办<rt aria-hidden="true">Chàngbàn</rt></ruby></main>`,
		"<main>\xff低\xe4\xbd</main":                                              "<main>\xff低\xe4\xbd</main",
	} {
		if got := string(Gloss([]byte(in), readings())); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	if got := Gloss([]byte("<main>低保</main>"), Readings{}); string(got) != "<main>低保</main>" {
		t.Errorf("without readings: %s", got)
	}
}

var added = regexp.MustCompile(`<rt aria-hidden="true">[^<]*</rt>|</?ruby>`)

// plain takes the readings away again.
func plain(page []byte) []byte { return added.ReplaceAll(page, nil) }

// On every page of every component: without the readings it is the page again,
// the rules find nothing and nobody hears more than before.
func TestReadingsAreAllThatIsAdded(t *testing.T) {
	files, err := filepath.Glob("../component/testdata/golden/page-*.html")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	glossed := 0
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := Gloss(page, readings())
		glossed += bytes.Count(got, []byte("<ruby>"))
		if !bytes.Equal(plain(got), page) {
			t.Errorf("%s: more was changed than readings added", file)
		}
		before := fmt.Sprint(audit.Check(page))
		if after := fmt.Sprint(audit.Check(got)); after != before {
			t.Errorf("%s: the rules say %s, before %s", file, after, before)
		}
		if heard(got) != heard(page) {
			t.Errorf("%s: readings are heard", file)
		}
		if loud := bytes.ReplaceAll(got, []byte(` aria-hidden="true"`), nil); bytes.Contains(got, []byte("<ruby>")) && heard(loud) == heard(page) {
			t.Errorf("%s: a reading that is heard is not noticed", file)
		}
	}
	if glossed < 10 {
		t.Errorf("%d terms read: the test is blind", glossed)
	}
	if !t.Failed() {
		floor.Prove(t, "go gloss")
	}
}

// heard is the text of a page without what is marked as not to be heard.
func heard(page []byte) string {
	hidden := regexp.MustCompile(`<(\w+)[^>]* aria-hidden="true"[^>]*>[^<]*</\w+>`)
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAll(hidden.ReplaceAll(page, nil), nil)
	return strings.Join(strings.Fields(string(text)), " ")
}

func FuzzGloss(f *testing.F) {
	for _, seed := range []string{"<main>低保<p>残疾人证</main>", "<main><textarea>低保", "<main><ruby>", "</main><main>&#x4f4e;保<", "<!doctype", "<main><svg><title>低保"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if bytes.Contains(page, []byte("<ruby>")) || bytes.Contains(page, []byte("<rt ")) || bytes.Contains(page, []byte("</ruby>")) {
			return
		}
		if got := Gloss(page, readings()); !bytes.Equal(plain(got), page) {
			t.Errorf("%q became %q", page, got)
		}
	})
}
