package prefs_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// Readings stand on pages of readers who chose them, and on nobody else's: the
// kept pages of others stay as they are.
func TestPinyinForWhoChoseIt(t *testing.T) {
	k, _ := kernel(t)
	with, without := k.Client(t), k.Client(t)
	with.SetCookie("prefs", "ssly")
	read := with.Get("/zh-Hans/help").Want(200).Audit()
	plain := without.Get("/zh-Hans/help").Want(200)
	if n := bytes.Count(read.Body, []byte("<ruby>")); n == 0 {
		t.Error("no term is read")
	}
	if bytes.Contains(plain.Body, []byte("<ruby>")) {
		t.Error("a reader who did not choose it gets readings")
	}
	added := regexp.MustCompile(`<rt aria-hidden="true">[^<]*</rt>|</?ruby>| data-pinyin="on"`)
	if got := added.ReplaceAll(read.Body, nil); !bytes.Equal(got, plain.Body) {
		t.Error("more than readings was added")
	}
	again := with.Get("/zh-Hans/help").Want(200)
	if !bytes.Equal(again.Body, read.Body) || strings.Contains(again.Text(), "jí") {
		t.Error("the second time is another page, or readings count as words")
	}
}
