package lint

import (
	"strings"
	"testing"

	"changban/a11y/floor"
	"changban/mongol"
)

func mong(text string) Message { return Message{ID: "x.y", Other: text} }

func latin(text string) Message { return mong(mongol.FromLatin(text)) }

func rules(found []Finding) string {
	var names []string
	for _, f := range found {
		names = append(names, f.Rule)
	}
	return strings.Join(names, " ")
}

// TestMongolianRules: each rule objects to its fault, alone or with the rules
// that see the same fault, and to nothing in a message like it.
func TestMongolianRules(t *testing.T) {
	for _, tc := range []struct {
		rule string
		bad  Message
		good Message
	}{
		{"L01", latin("ner-e #"), latin("ner-e: 5")},
		{"L02", latin("<PDF> file"), Message{ID: "x", Other: mongol.FromLatin("<PDF> bičig"), Allowed: []string{"PDF"}}},
		{"L02", mong("ᠨᠡᠷ名"), latin("ner-e")},
		{"L02", mong("ᠨᠡᠷ нэр"), latin("ner-e")},
		{"L03", mong("\u1888ᠣᠲᠠ"), latin("qota")},
		{"L04", mong("ᠨᠡᠷ\uE266"), latin("ner-e")},
		{"L05", mong("ᠭᠠᠵᠠᠷ\u202Fᠤᠨ"), latin("γaǰar-un")},
		{"L06", mong("ᠭᠠᠵᠠᠷ\u180E"), latin("5-u edür")},
		{"L06", mong("ᠭᠠᠵᠠᠷ\u180E\u180Eᠤᠨ"), Message{ID: "x", Other: mongol.FromLatin("{{.Count}}-yin"), Source: "{{.Count}}", One: "1"}},
		{"L06", mong("\u180Eᠤᠨ"), latin("ner-e-yin")},
		{"L07", latin("γaǰar-qan"), latin("γaǰar-ača dotur-a-ki")},
		{"L08", latin("γaǰar un duγar"), latin("γaǰar tür ügei uu")},
		{"L09", mong("\u180Bᠮᠠᠲ"), latin("mat1ēriyal")},
		{"L10", mong("ᠨᠠ\u180Bᠮ"), latin("kod1")},
		{"L11", mong("ᠨᠠ\u200Dᠮ"), latin("nam")},
		{"L11", mong("ᠨᠠᠮ\u00A05"), latin("nam 5")},
		{"L12", latin("baatur"), latin("baγatur")},
		{"L13", latin("brg"), mong("ᠨᠮ\u180A")},
		{"L14", latin("γarge"), latin("kökeqota")},
		{"L15", latin("γaǰar-ün"), latin("mingγ-a")},
		{"L15", latin("ger-ača"), latin("ger-eče")},
		{"L16", latin("ayimaγ"), latin("aimaγ")},
		{"L17", mong("ᠨᠡᠷ."), latin("ner-e.")},
		{"L17", mong("ᠨᠡᠷ，"), latin("ner-e, 3.5")},
		{"L18", mong("ᠨᠡᠷ \u1815"), latin("ner-e 5")},
		{"L19", mong("{{.Name}}\u180Eᠤᠨ"), latin("{{.Name}} gedeg kümün.")},
		{"L20", Message{ID: "x", Source: "{{.Count}} 天", Other: "{{.Count}} ᠡᠳᠦᠷ"}, Message{ID: "x", Source: "{{.Count}} 天", One: "{{.Count}} ᠡᠳᠦᠷ", Other: "{{.Count}} ᠡᠳᠦᠷ"}},
		{"L20", Message{ID: "x", Source: "天", One: "ᠡᠳᠦᠷ", Other: "ᠡᠳᠦᠷ"}, latin("edür")},
		{"L21", latin("nam  nom"), latin("nam nom")},
		{"L21", latin("nam ."), latin("nam.")},
		{"L22", Message{ID: "x", Other: "e\u0301", Allowed: []string{"e\u0301"}}, latin("nam")},
	} {
		if found := Judge(Mong, tc.bad); !strings.Contains(rules(found), tc.rule) {
			t.Errorf("%s: %+q: found %q", tc.rule, tc.bad.Other, rules(found))
		}
		if found := Judge(Mong, tc.good); len(found) > 0 {
			t.Errorf("%s: %+q is right: %v", tc.rule, tc.good.Other, found)
		}
	}
}

func TestCyrillicRules(t *testing.T) {
	for _, tc := range []struct{ rule, bad, good string }{
		{"C01", "PDF файл", "файл, «нэр» – 5 (а)."},
		{"C01", "нэр名", "нэр"},
		{"C01", "ѳдѳр", "өдөр"},
		{"C01", "їқ", "үг"},
		{"C02", "нэp", "нэр"},
		{"L04", "нэр\uFFFD", "нэр"},
		{"L11", "нэр\u200B", "нэр"},
		{"L19", "{{.Name}}-ийн", "{{.Name}} гэдэг хүний"},
		{"L21", " нэр", "нэр"},
		{"L22", "хайи\u0306", "хай"},
	} {
		if found := Judge(Cyrl, mong(tc.bad)); !strings.Contains(rules(found), tc.rule) {
			t.Errorf("%s: %+q: found %q", tc.rule, tc.bad, rules(found))
		}
		if found := Judge(Cyrl, mong(tc.good)); len(found) > 0 {
			t.Errorf("%s: %q is right: %v", tc.rule, tc.good, found)
		}
	}
}

func TestOtherLanguagesHoldNoMongolianLetter(t *testing.T) {
	if found := Judge("zh-Hans", latin("ner-e")); rules(found) == "" || !found[0].Error {
		t.Error(found)
	}
	if found := Judge("zh-Hans", mong("残联 PDF，нэр")); len(found) > 0 {
		t.Error(found)
	}
}

// TestScriptAsItIsEncoded is A11Y-117: the old joiner before a suffix, a
// variation selector that modifies nothing and foreign punctuation are seen; the
// same words, rightly encoded, pass.
func TestScriptAsItIsEncoded(t *testing.T) {
	right := mongol.FromLatin("γaǰar-un ner-e, duγar.")
	if found := Judge(Mong, mong(right)); len(found) > 0 {
		t.Fatalf("right words: %v", found)
	}
	for fault, wrong := range map[string]string{
		"L05": strings.Replace(right, string(mongol.MVS), string(mongol.NNBSP), 1),
		"L09": "\u180B" + right,
		"L17": strings.NewReplacer("᠂", ",", "᠃", ".").Replace(right),
	} {
		if found := Judge(Mong, mong(wrong)); !strings.Contains(rules(found), fault) {
			t.Fatalf("%s does not see %+q: %v", fault, wrong, found)
		}
	}
	floor.Prove(t, "go mongolian lint")
}
