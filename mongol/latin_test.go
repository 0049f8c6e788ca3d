package mongol

import "testing"

func TestFromLatin(t *testing.T) {
	for latin, want := range map[string]string{
		"mongγol bičig":                    "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ",
		"ner-e":                            "ᠨᠡᠷ\u180Eᠡ",
		"γaǰar-un":                         "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ",
		"Kod1":                             "ᠺᠣᠳ\u180B",
		"kod1 12385":                       "ᠬᠣᠳ\u180B 12385",
		"XM":                               "XM", // no letters of ours
		"mat1ēriyal":                       "ᠮᠠᠲ\u180Bᠧᠷᠢᠶᠠᠯ",
		"<PDF> bolun <KB>":                 "PDF ᠪᠣᠯᠤᠨ KB",
		"{{.Count}}-yin, 3.5 %.":           "{{.Count}}\u180Eᠶᠢᠨ᠂ 3.5 %᠃",
		"1,234 - 5":                        "1,234 - 5",
		"n'gan ǰ ǰ":                        "ᠨᠭᠠᠨ ᠵ ᠵ",
		"2026 on-u 3 sar-a-yin 5-u edür 1": "2026 ᠣᠨ\u180Eᠤ 3 ᠰᠠᠷ\u180Eᠠ\u180Eᠶᠢᠨ 5\u180Eᠤ ᠡᠳᠦᠷ 1",
	} {
		if got := FromLatin(latin); got != want {
			t.Errorf("%s: %+q, want %+q", latin, got, want)
		}
	}
}

// What ToLatin writes is read back as the same text.
func TestToLatinComesBack(t *testing.T) {
	for _, latin := range []string{
		"kögǰil-ün berkesiyeltei kümün", "qaγudasu", "tobčiy-a", "γ-a", "mat1ēriyal-iyan nökün güičedkekü",
		"{{.Name}} gedeg kümün-ü ergüdel", "öngge, angqaraγulγ-a.", "<汉文> keblel", "alaša aimaγ", "begeǰing",
	} {
		text := FromLatin(latin)
		back := ToLatin(text)
		if FromLatin(back) != text {
			t.Errorf("%s became %s", latin, back)
		}
	}
	if got := ToLatin("ᠭᠠᠵᠠᠷ\u180Eᠤᠨ ᠬᠡᠯᠡ"); got != "γaǰar-un kele" {
		t.Error(got)
	}
}
