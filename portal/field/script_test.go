package field_test

import (
	"strings"
	"testing"

	"changban/mongol"
	"changban/portal/field"
)

// TestThreeScripts: what each type takes in Chinese, Cyrillic and traditional
// Mongolian comes to the same canonical value. A type that is chosen, not typed,
// is read alike in all.
func TestThreeScripts(t *testing.T) {
	script := mongol.FromLatin
	name := with(field.Text, func(s *field.Spec) { s.Name = true })
	covered := map[field.Type]bool{}
	for _, tc := range []struct {
		spec  field.Spec
		part  string
		typed []string
		want  string
	}{
		{spec(field.Text), "f", []string{"　西街 ３ 号"}, "西街 3 号"},
		{spec(field.Text), "f", []string{" Баруун  гудамж ３ "}, "Баруун гудамж 3"},
		{spec(field.Text), "f", []string{"ᠭᠠᠵᠠᠷ\u202Fᠤᠨ ３", "ᠭᠠᠵᠠᠷ\u180Eᠤᠨ 3", "ᠭᠠᠵᠠᠷ\u202F\u200Bᠤᠨ\u3000 3\u180E"}, script("γaǰar-un 3")},
		{spec(field.Text), "f", []string{"\u1888ᠣᠲᠠ", "\u200Dᠬᠣᠲᠠ\u200C"}, script("qota")},
		{name, "f", []string{"阿拉坦・乌拉。"}, "阿拉坦·乌拉"},
		{name, "f", []string{" Б.Сараа ", "\u200BБ.Сараа,"}, "Б.Сараа"},
		{name, "f", []string{"Дорж-Пагам • Өлзий"}, "Дорж-Пагам · Өлзий"},
		{name, "f", []string{"ᠰᠠᠷᠠᠨ\u202Fᠠ", "ᠰᠠᠷᠠᠨ\u180Eᠠ᠃"}, script("saran-a")},
		{name, "f", []string{"ᠪᠠ᠊ \u180Eᠳᠣᠷᠵᠢ"}, "ᠪᠠ᠊ ᠳᠣᠷᠵᠢ"},
		{name, "f", []string{strings.Repeat("ᠠ", 100)}, strings.Repeat("ᠠ", 100)},
		{spec(field.Textarea), "f", []string{"一\n二"}, "一\n二"},
		{spec(field.Textarea), "f", []string{"Нэг\r\nхоёр"}, "Нэг\nхоёр"},
		{spec(field.Textarea), "f", []string{"ᠨᠢᠭᠡ\n\u180Eᠬᠣᠶᠠᠷ\u202F"}, script("nige") + "\n" + script("qoyar")},
		{spec(field.Tel), "f", []string{"+86 138 0013 8000", "８６－１３８００１３８０００", "᠑᠓᠘᠐᠐᠑᠓᠘᠐᠐᠐",
			"нэг гурав найм тэг тэг нэг гурав найм тэг тэг тэг", script("nige γurba naima teg teg nige γurba naima teg teg teg")}, "13800138000"},
		{spec(field.IDCard), "f", []string{"11010519491231002Х", "11010519491231002х", "᠑᠑᠐᠑᠐᠕᠑᠙᠔᠙᠑᠒᠓᠑᠐᠐᠒X", "１１０１０５１９４９１２３１００２Ｘ"}, idNumber},
		{spec(field.CardNo), "f", []string{"11010519491231002Х42", "᠑᠑᠐᠑᠐᠕᠑᠙᠔᠙᠑᠒᠓᠑᠐᠐᠒х᠔᠒"}, cardText},
		{spec(field.CardNo), "f", []string{cardText + "В1", cardText + "в1"}, cardText + "B1"},
		{spec(field.Account), "f", []string{"᠖᠒᠑᠗ ᠐᠐᠐᠐ ᠑᠒᠓᠔ ᠕᠖᠗᠘ ᠙᠐᠑", "６２１７０００012345678901"}, "6217000012345678901"},
		{spec(field.Date), "f.year", []string{"二〇三〇年十月五日", "2030 оны 10 сарын 5", "2030 оны аравдугаар сарын 5-ны өдөр", "2030.10.05", "᠒᠐᠓᠐᠊᠑᠐᠊᠐᠕",
			"хоёр мянга гучин оны арван сарын тав", script("2030 on-u 10 sar-a-yin 5-u edür"), "2030 ᠣᠨ\u202Fᠤ ᠑᠐ ᠰᠠᠷ\u202Fᠠ\u202Fᠶᠢᠨ ᠕",
			script("qoyar mingγ-a γučin on-u arbaduγar sar-a-yin tabun")}, "2030-10-05"},
		{spec(field.Number), "f", []string{"6-р", "6-дугаар", "6 дахь"}, "6"},
		{spec(field.Month), "f.year", []string{"2030年11月", "2030 оны 11-р сар", "2030 оны арван нэгдүгээр сар", script("2030 on-u arban nigedüger sar-a")}, "2030-11"},
		{spec(field.Number), "f", []string{"２３", "二十三", "хорин гурав", "᠒᠓", script("qorin γurba"), "23 хүн"}, "23"},
		{spec(field.Number), "f", []string{"мянга есөн зуун дөчин зургаа", script("mingγ-a yisün ǰaγun döčin ǰirγuγ-a"), "一千九百四十六"}, "1946"},
		{spec(field.Money), "f", []string{"三千二百元", "3,200 юань", "гурван мянга хоёр зуун юань", "3 мянга 2 зуу", script("γurban mingγ-a qoyar ǰaγun yuwan")}, "3200.00"},
		{spec(field.Money), "f", []string{"2万3000元", "2 түм 3 мянга", script("qoyar tümen γurban mingγ-a")}, "23000.00"},
		{spec(field.Percent), "f", []string{"百分之二十", "хорин хувь", "᠒᠐%"}, "20"},
		{with(field.PlaceChoice, func(s *field.Spec) { s.Options = []string{field.Other} }), "f.name", []string{"᠑᠓᠐᠑᠐᠔", "１３０１０４"}, "130104"},
		{spec(field.Address), "f.street", []string{"ᠭᠤᠳᠤᠮᠵᠢ ３"}, script("γudumǰi 3")},
		{with(field.Radio, func(s *field.Spec) { s.Options = []string{"zh", "mn"} }), "f", []string{"mn"}, "mn"},
		{with(field.Multiselect, func(s *field.Spec) { s.Options = []string{"sms"} }), "f", []string{"sms"}, "sms"},
		{spec(field.Checkbox), "f", []string{"on"}, "true"},
		{spec(field.Area), "f.name", []string{"ᠰᠤᠮᠤ\u202F"}, script("sumu")},
		{with(field.Institution, func(s *field.Spec) { s.Options = []string{field.Other} }), "f.name", []string{"Эмнэлэг  ３"}, "Эмнэлэг 3"},
	} {
		covered[tc.spec.Type] = true
		for _, typed := range tc.typed {
			got, problems := field.Read(tc.spec, form(tc.part, typed), context())
			if strings.Join(got, "|") != tc.want || len(problems) > 0 {
				t.Errorf("%s %+q: got %+q %s, want %+q", tc.spec.Type, typed, got, say(problems), tc.want)
			}
		}
	}
	for _, typ := range field.Types() {
		if !covered[typ] && typ != field.List { // a list is made of the others
			t.Errorf("%s is tried in no script", typ)
		}
	}
}

// TestNoNumber: words that make no number are refused with what was typed.
func TestNoNumber(t *testing.T) {
	for typ, all := range map[field.Type][]string{
		field.Number: {"тав гурав", "гурав хүүхэд", "1.5 мянга", "1.5мянга", "3-5 хүн", "-5 хүн", mongol.FromLatin("olan"), "2 3 мянга"},
		field.Date:   {"2030 оны сар 5", "маргааш", mongol.FromLatin("margasi")},
	} {
		for _, typed := range all {
			if got, problems := field.Read(spec(typ), form("f", typed), context()); len(problems) == 0 {
				t.Errorf("%s %s is read as %s", typ, typed, got)
			}
		}
	}
}

// FuzzClean: what is kept once is kept as it is.
func FuzzClean(f *testing.F) {
	f.Add("ᠭᠠᠵᠠᠷ\u202F\u180Eᠤᠨ\u200B\u180B 王\xff\n")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, lines := range []bool{false, true} {
			once := field.Clean(typed, lines)
			if again := field.Clean(once, lines); again != once {
				t.Errorf("%+q is kept as %+q, then as %+q", typed, once, again)
			}
			if strings.ContainsRune(once, mongol.NNBSP) {
				t.Errorf("%+q keeps the older joiner: %+q", typed, once)
			}
		}
	})
}
