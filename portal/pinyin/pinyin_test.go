package pinyin_test

import (
	"testing"

	"changban/portal/pinyin"
)

func TestMatches(t *testing.T) {
	text := pinyin.Read("重度残疾人护理补贴，绿色通道 12345")
	for typed, want := range map[string]bool{
		"canjiren": true, "cán jí rén": true, "can2ji2ren2": true, "cjr": true, "Hu Li": true, "hulibut": true,
		"zhongdu": true, "chongdu": true, "lvse": true, "lǜsè": true, "lüse": true, "hlbt": true, "zdcjr": true,
		"anji": false, "tie": true, "tielv": false, "btl": false, "c": false, "": false, "残疾": false, "xyz": false, "12": false,
	} {
		if got := text.Matches(pinyin.Typed(typed)); got != want {
			t.Errorf("%q: %v, want %v (typed %q)", typed, got, want, pinyin.Typed(typed))
		}
	}
}

func TestInitial(t *testing.T) {
	for r, want := range map[rune]string{'巴': "b", '重': "z", 'x': "", '1': ""} {
		if got := pinyin.Initial(r); got != want {
			t.Errorf("%c: %q, want %q", r, got, want)
		}
	}
}
