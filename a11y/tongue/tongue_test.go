package tongue

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestMark(t *testing.T) {
	const han, mong, cyrl = `<span lang="zh-Hans">`, `<span lang="mn-Mong">`, `<span lang="mn-Cyrl">`
	for in, want := range map[string]string{
		`<html lang="mn-Cyrl"><p>Нэр: 王芳</p>`:                  `<html lang="mn-Cyrl"><p>Нэр: ` + han + `王芳</span></p>`,
		`<html lang="mn-Cyrl"><p>王芳，李 (东河)。Нэр</p>`:            `<html lang="mn-Cyrl"><p>` + han + `王芳，李 (东河)。</span>Нэр</p>`,
		`<html lang="zh-Hans"><p>他叫Болд。</p>`:                  `<html lang="zh-Hans"><p>他叫` + cyrl + `Болд</span>。</p>`,
		"<html lang='zh-Hans'><p>ᠭᠠᠵᠠᠷ\u180Eᠤᠨ ᠨᠡᠷ 王</p>":      "<html lang='zh-Hans'><p>" + mong + "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ ᠨᠡᠷ</span> 王</p>",
		`<html lang="mn-Mong"><b lang="zh-Hans">王</b>王</html>`: `<html lang="mn-Mong"><b lang="zh-Hans">王</b>` + han + `王</span></html>`,
		`<html lang="mn-Mong"><br><input value="王"><p>3</p>`:   `<html lang="mn-Mong"><br><input value="王"><p><span class="upright">3</span></p>`,
		`<html lang="mn-Mong"><p>12 345 12:30 2026 7%</p>`:     `<html lang="mn-Mong"><p>12 345 12:30 2026 7%</p>`,
		"<html lang='mn-Mong'><p>ᠨᠡᠷ 16, 5\u180Eᠤ &#39;7</p>":  "<html lang='mn-Mong'><p>ᠨᠡᠷ <span class=\"upright\">16</span>, 5\u180Eᠤ &#39;<span class=\"upright\">7</span></p>",
		`<html lang="mn-Mong"><title>王 1</title><textarea>王`:   `<html lang="mn-Mong"><title>王 1</title><textarea>王`,
		`<html lang="zh-Hans"><p>Болд，Дорж</p>`:                `<html lang="zh-Hans"><p>` + cyrl + `Болд</span>，` + cyrl + `Дорж</span></p>`,
		`<html lang="mn-Cyrl"><p>王○</p>`:                       `<html lang="mn-Cyrl"><p>` + han + `王○</span></p>`,
		`<html lang="mn-Mong"><svg><text>王</text></svg></p>`:   `<html lang="mn-Mong"><svg><text>王</text></svg></p>`,
		`<p>王 Болд 1</p>`:                                      `<p>王 Болд 1</p>`,
		`<html lang="zh-Hans"><p>共 3 件</p>`:                    `<html lang="zh-Hans"><p>共 3 件</p>`,
	} {
		got := string(Mark([]byte(in)))
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		if again := string(Mark([]byte(got))); again != got {
			t.Errorf("marked twice: %s", again)
		}
	}
}

// A Chinese page without other letters stays byte for byte.
func TestOwnLettersStay(t *testing.T) {
	files, err := filepath.Glob("../component/testdata/golden/page-*.html")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(Mark(page), page) {
			t.Errorf("%s was changed", file)
		}
	}
}
