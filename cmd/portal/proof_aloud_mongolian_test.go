package main

import (
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/static"
)

const localMongolian = `{ name: 'm', lang: 'mn-MN', localService: true }`

// TestProofAloudMongolian: a voice for Mongolian reads Cyrillic pages, and of
// them what is in Cyrillic; pages in the traditional script have no button.
func TestProofAloudMongolian(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	d := startDemo(t, "sqlite")
	page := browser.Start(t).Page(t)
	a := aloud{page, d.URL + "/mn-Cyrl/help", ""}
	for _, list := range []string{"", localChinese, `{ name: 'o', lang: 'mn-MN', localService: false }`} {
		if a.open(list); !a.is(hiddenBox) {
			t.Errorf("a button with the voices [%s]", list)
		}
	}
	a.open(localMongolian)
	if a.is(hiddenBox) {
		t.Fatal("no button with a voice for Mongolian")
	}
	if said := a.saidOf(mixedSample); said != "Тэтгэмж сард 12000 юань.|Утас 1 2 3 8 5." {
		t.Errorf("said %q", said)
	}
	source, err := static.Script()
	if err != nil {
		t.Fatal(err)
	}
	bent := strings.Replace(string(source), ".replace(/^mn-mong/, 'mong')", "", 1)
	spoilt := aloud{page, a.url, bent}
	spoilt.open(localMongolian)
	if said := spoilt.saidOf(mixedSample); bent == string(source) || !strings.Contains(said, "ᠮᠣᠩᠭᠣᠯ") {
		t.Errorf("a script that reads the traditional script goes through: %q", said)
	}
	for _, path := range []string{"/mn-Mong", "/mn-Mong/help", "/mn-Mong/desk/sign-in"} {
		if page.Goto(d.URL + path); page.Count(".aloud") > 0 {
			t.Errorf("%s has a button", path)
		}
	}
}

const mixedSample = `<p>Тэтгэмж сард 12000 юань. Утас 12385.</p><p lang="mn-Mong">ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠃</p><p lang="zh-Hans">汉文。</p>`

// saidOf is what is said of a page whose main part holds only html.
func (a aloud) saidOf(html string) string {
	a.Eval("(() => { const box = document.querySelector('.aloud'), main = document.querySelector('main'); "+
		"for (const e of [...main.children]) if (e !== box) e.remove(); "+
		"main.append(Object.assign(document.createElement('div'), { innerHTML: `"+html+"` })) })()", nil)
	a.press(1)
	a.Eval(`for (let n = 0; device.now() && n < 50; n++) device.end()`, nil)
	return a.text(`device.said.join('|')`)
}
