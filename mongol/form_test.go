package mongol

import "testing"

func TestKept(t *testing.T) {
	for in, want := range map[string]string{
		"王芳 Ann":                  "王芳 Ann",
		"a\u202Fb":                "a\u202Fb", // not ours
		"ᠭᠠᠵᠠᠷ\u202Fᠤᠨ":           "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ",
		"ᠨᠡᠷ\u180Eᠡ":              "ᠨᠡᠷ\u180Eᠡ",
		"\u180Eᠨᠡᠷ\u180E\u180B":   "ᠨᠡᠷ",
		"ᠨᠡᠷ\u202Fᠦᠭᠡᠢ":           "ᠨᠡᠷ ᠦᠭᠡᠢ",
		"\u1888ᠣᠲᠠ 5\u202Fᠤ":      "ᠬᠣᠲᠠ 5\u180Eᠤ",
		"ᠮᠠᠲ\u180Bᠧᠷᠢᠶᠠᠯ\u200D":   "ᠮᠠᠲ\u180Bᠧᠷᠢᠶᠠᠯ",
		"ᠭᠠᠵᠠᠷ\u202F\u202Fᠤᠨ\n 王": "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ\n 王",
	} {
		got := Kept(in)
		if got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
		if again := Kept(got); again != got {
			t.Errorf("%+q is not kept as it is: %+q", got, again)
		}
	}
}

func TestOutward(t *testing.T) {
	if got := Outward("ᠨᠡᠷ\u180Eᠡ\u180Eᠶᠢᠨ 5\u180Eᠤ"); got != "ᠨᠡᠷ\u180Eᠡ\u202Fᠶᠢᠨ 5\u202Fᠤ" {
		t.Errorf("%+q", got)
	}
	if got := Kept(Outward("ᠭᠠᠵᠠᠷ\u180Eᠤᠨ")); got != "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ" {
		t.Errorf("%+q", got)
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{FromLatin("qota"), FromLatin("quda"), FromLatin("qod1a")},
		{FromLatin("γaǰar-un"), "ᠭᠠᠵᠠᠷ\u202Fᠤᠨ", "ᠭᠠᠵᠠᠷᠤᠨ", "ᠭᠠᠵᠠᠷ ᠤᠨ"},
		{FromLatin("aimaγ"), FromLatin("ayimaγ")},
		{FromLatin("örün-e"), FromLatin("ürüne")},
	} {
		for _, text := range same[1:] {
			if Fold(text) != Fold(same[0]) {
				t.Errorf("%s and %s: %+q, %+q", ToLatin(same[0]), ToLatin(text), Fold(same[0]), Fold(text))
			}
		}
	}
	if Fold(FromLatin("ger")) == Fold(FromLatin("gar")) {
		t.Error("different shapes are one")
	}
	if Fold("残疾 abc") != "残疾 abc" {
		t.Error("other scripts are folded")
	}
}

func TestSuffixes(t *testing.T) {
	for latin, want := range map[string]bool{"yin": true, "un": true, "nügüd": true, "ner": true, "uu": false, "xyz": false} {
		if got := IsSuffix(FromLatin(latin)); got != want {
			t.Errorf("%s: %v", latin, got)
		}
	}
	if !IsApart(FromLatin("ügei")) || IsApart(FromLatin("yin")) || !IsSeparated("ᠡ") {
		t.Error("particles")
	}
}
