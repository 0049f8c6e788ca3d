package field_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/field"
)

const today = portal.Day("2026-12-01")

// Numbers are invented; their check signs are right.
const (
	idNumber = "11010519491231002X"
	cardText = "11010519491231002X42"
)

type places map[string][]portal.Place

func (p places) Valid(code portal.Place) bool {
	return code == "150202" || code == "152501" || code == "130104"
}

func (p places) Find(text string) []portal.Place { return p[text] }

func found() places {
	many := make([]portal.Place, 30)
	for i := range many {
		many[i] = "130104"
	}
	return places{
		"石家庄桥西区": {"130104"},
		"桥西区":    {"130104", "130503"},
		"区":      many,
	}
}

func form(pairs ...string) field.Form {
	values := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = append(values[pairs[i]], pairs[i+1])
	}
	return func(name string) []string { return values[name] }
}

func answers(pairs ...string) func(string) field.Value {
	return func(id string) field.Value {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == id {
				return field.Value{pairs[i+1]}
			}
		}
		return nil
	}
}

func context(pairs ...string) field.Context {
	return field.Context{Today: today, Places: found(), Answer: answers(pairs...)}
}

func spec(t field.Type) field.Spec { return field.Spec{ID: "f", Type: t, Required: true} }

func with(t field.Type, change func(*field.Spec)) field.Spec {
	s := spec(t)
	change(&s)
	return s
}

func TestReadGood(t *testing.T) {
	name := with(field.Text, func(s *field.Spec) { s.Name, s.Max = true, 50 })
	place := with(field.PlaceChoice, func(s *field.Spec) { s.Options = []string{"150202", "152501", field.Other} })
	many := with(field.Multiselect, func(s *field.Spec) { s.Options, s.MinItems = []string{"voice", "sms", "visit"}, 1 })
	mongolian := "\u1820\u1828\u180e\u1821"
	for _, tc := range []struct {
		title string
		spec  field.Spec
		form  field.Form
		want  string
	}{
		{"spaces of every kind", spec(field.Text), form("f", "\u3000 东河\u00a0\t区\u2003"), "东河 区"},
		{"full-width digits", spec(field.Text), form("f", "１９５６号ＡＢ"), "1956号AB"},
		{"zero-width and direction", spec(field.Text), form("f", "王\u200b\u202e小\ufeff\u2066明\u00ad"), "王小明"},
		{"control characters and broken bytes", spec(field.Text), form("f", "王\x00\x1b小\xff明"), "王小明"},
		{"html stays text", spec(field.Text), form("f", "<script>alert(1)</script>"), "<script>alert(1)</script>"},
		{"sql stays text", spec(field.Text), form("f", "'; drop table person; --"), "'; drop table person; --"},
		{"lines are one in a line field", spec(field.Text), form("f", "一\r\n二"), "一 二"},
		{"lines stay in an area", spec(field.Textarea), form("f", "\n一\r\n\r\n\r\n二 \n"), "一\n\n二"},
		{"dictated name", name, form("f", " 其其格。"), "其其格"},
		{"dot of a name", name, form("f", "阿拉坦•乌拉"), "阿拉坦·乌拉"},
		{"one-letter initials keep their dot", name, form("f", "Б. Саруул"), "Б. Саруул"},
		{"rare character", name, form("f", "𠮷\U000e0100田"), "𠮷\U000e0100田"},
		{"connector of Mongolian stays", name, form("f", mongolian), mongolian},
		{"older connector becomes the newer", name, form("f", "\u1820\u1828\u202f\u1821"), mongolian},
		{"joiner outside Mongolian goes", name, form("f", "其\u200d格"), "其格"},
		{"hundred characters without a rule", with(field.Text, func(s *field.Spec) { s.Name = true }), form("f", strings.Repeat("а", 100)), strings.Repeat("а", 100)},
		{"mobile with country code", spec(field.Tel), form("f", "+86 138-0013-8000"), "13800138000"},
		{"mobile as address books write it", spec(field.Tel), form("f", "8613800138000"), "13800138000"},
		{"mobile full-width and dictated", spec(field.Tel), form("f", "１３８ ００１３，８０００。"), "13800138000"},
		{"mobile in spoken numerals", spec(field.Tel), form("f", "幺三八零零一三八〇〇〇"), "13800138000"},
		{"mobile in Mongolian digits", spec(field.Tel), form("f", "᠑᠓᠘᠐᠐᠑᠓᠘᠐᠐᠐"), "13800138000"},
		{"fixed line", spec(field.Tel), form("f", "（0472）—4123456"), "04724123456"},
		{"lower-case x", spec(field.IDCard), form("f", "110105 19491231 002x"), idNumber},
		{"full-width ID", spec(field.IDCard), form("f", "１１０１０５１９４９１２３１００２Ｘ"), idNumber},
		{"multiplication sign for X", spec(field.IDCard), form("f", "11010519491231002×"), idNumber},
		{"Cyrillic for X", spec(field.IDCard), form("f", "11010519491231002х"), idNumber},
		{"card", spec(field.CardNo), form("f", "11010519491231002x-42"), cardText},
		{"replaced card", spec(field.CardNo), form("f", cardText+"b1"), cardText + "B1"},
		{"account in groups", spec(field.Account), form("f", "6217 0000 1234 5678 901"), "6217000012345678901"},
		{"date", spec(field.Date), form("f.year", "2030", "f.month", "03", "f.day", "5"), "2030-03-05"},
		{"date with units and numerals", spec(field.Date), form("f.year", "２０３０年", "f.month", "三月", "f.day", "二十一日"), "2030-03-21"},
		{"date spoken", spec(field.Date), form("f.year", "二〇三〇", "f.month", "十二", "f.day", "十号"), "2030-12-10"},
		{"date whole in the first field", spec(field.Date), form("f.year", "2030年5月1日"), "2030-05-01"},
		{"date in eight digits", spec(field.Date), form("f.year", "20300501"), "2030-05-01"},
		{"date with strokes", spec(field.Date), form("f", "2030-5-1"), "2030-05-01"},
		{"choice", with(field.Radio, func(s *field.Spec) { s.Options = []string{"zh", "mn"} }), form("f", "mn"), "mn"},
		{"choices in the order of the options", many, form("f", "visit", "f", "voice", "f", "visit"), "voice|visit"},
		{"checkbox", spec(field.Checkbox), form("f", "on"), "true"},
		{"served place", place, form("f", "152501"), "152501"},
		{"typed place", place, form("f", "other", "f.name", " 石家庄桥西区。"), "130104"},
		{"typed place without the choice", place, form("f.name", "石家庄桥西区"), "130104"},
		{"code of a place", place, form("f", "other", "f.name", "１３０１０４"), "130104"},
		{"candidate chosen", place, form("f", "130104"), "130104"},
		{"address", spec(field.Address), form("f.street", " 友谊路１２号 "), "友谊路12号"},
	} {
		t.Run(tc.title, func(t *testing.T) {
			got, problems := field.Read(tc.spec, tc.form, context())
			if strings.Join(got, "|") != tc.want || len(problems) > 0 {
				t.Errorf("got %q, problems %v; want %q", got, problems, tc.want)
			}
		})
	}
}

func TestReadBad(t *testing.T) {
	name := with(field.Text, func(s *field.Spec) { s.Name, s.Max = true, 50 })
	place := with(field.PlaceChoice, func(s *field.Spec) { s.Options = []string{"150202", field.Other} })
	many := with(field.Multiselect, func(s *field.Spec) {
		s.Options, s.MinItems = []string{"voice", "sms"}, 1
		s.NeverVoiceOnlyFor = []string{"hearing", "speech"}
	})
	until := with(field.Date, func(s *field.Spec) { s.NotBefore = "today" })
	born := with(field.Date, func(s *field.Spec) { s.NotAfter = "today" })
	card := with(field.CardNo, func(s *field.Spec) { s.Prefix18 = "id_number" })
	holder := with(field.Text, func(s *field.Spec) { s.Name, s.EqualsAny = true, []string{"name", "guardian_name"} })
	proxy := with(field.IDCard, func(s *field.Spec) { s.NotEqual = "id_number" })
	huge := strings.Repeat("长", 10<<20/3)
	date := func(y, m, d string) field.Form { return form("f.year", y, "f.month", m, "f.day", d) }
	for _, tc := range []struct {
		title string
		spec  field.Spec
		form  field.Form
		want  string
	}{
		{"nothing", spec(field.Text), form(), "field.text.empty"},
		{"only invisible", spec(field.Text), form("f", "\u200b\u3000\u202e"), "field.text.empty"},
		{"too long", with(field.Text, func(s *field.Spec) { s.Max = 3 }), form("f", "一二三四"), "field.text.too_long Length=4 Max=3"},
		{"10 MB of text", spec(field.Text), form("f", huge), "field.text.too_long Max=100"},
		{"10 MB in an area", spec(field.Textarea), form("f", huge), "field.textarea.too_long Max=1000"},
		{"10 MB of address", spec(field.Address), form("f.street", huge), "field.address.too_long Max=120"},
		{"10 MB of number", spec(field.IDCard), form("f", strings.Repeat("1", 10<<20)), "field.idcard.too_long"},
		{"10 MB of phone", spec(field.Tel), form("f", huge), "field.tel.too_long"},
		{"10 MB of account", spec(field.Account), form("f", huge), "field.account.too_long"},
		{"10 MB of month", spec(field.Date), date("2030", huge, "1"), "month:field.date.month_characters Typed=" + strings.Repeat("长", 20) + "…"},
		{"10 MB of place", place, form("f.name", huge), "name:field.place.unknown Typed=" + strings.Repeat("长", 20) + "…"},
		{"no name", name, form("f", " 。"), "field.name.empty"},
		{"name without letters", name, form("f", "12345"), "field.name.letters"},
		{"name too long", name, form("f", strings.Repeat("а", 51)), "field.name.too_long Length=51 Max=50"},
		{"empty area", spec(field.Textarea), form("f", "\r\n"), "field.textarea.empty"},
		{"empty address", spec(field.Address), form("f.street", ""), "field.address.empty"},
		{"no phone", spec(field.Tel), form("f", " - "), "field.tel.empty"},
		{"phone short", spec(field.Tel), form("f", "1380013800"), "field.tel.short Length=10"},
		{"phone of seven digits", spec(field.Tel), form("f", "1380000"), "field.tel.short Length=7"},
		{"phone long", spec(field.Tel), form("f", "138001380001"), "field.tel.long Length=12"},
		{"phone of no network", spec(field.Tel), form("f", "12800138000"), "field.tel.unknown"},
		{"phone that is none", spec(field.Tel), form("f", "98765432101"), "field.tel.unknown"},
		{"fixed line without area code", spec(field.Tel), form("f", "8212345"), "field.tel.area_code"},
		{"fixed line short", spec(field.Tel), form("f", "0472123"), "field.tel.short Length=7"},
		{"fixed line long", spec(field.Tel), form("f", "0472123456789"), "field.tel.long Length=13"},
		{"phone abroad", spec(field.Tel), form("f", "+976 9911 2233"), "field.tel.abroad"},
		{"phone with letters", spec(field.Tel), form("f", "1380013800O"), "field.tel.characters Sign=O"},
		{"sql for a phone", spec(field.Tel), form("f", "1' or 1=1 --"), "field.tel.characters Sign=O"},
		{"no ID", spec(field.IDCard), form("f", "\u200b"), "field.idcard.empty"},
		{"ID short", spec(field.IDCard), form("f", "1101051949"), "field.idcard.length Length=10"},
		{"ID of the old kind", spec(field.IDCard), form("f", "110105491231002"), "field.idcard.old Length=15"},
		{"ID checksum", spec(field.IDCard), form("f", "110105194912310021"), "field.idcard.checksum Length=18"},
		{"ID of 30 February", spec(field.IDCard), form("f", "110105195002300021"), "field.idcard.birth Length=18"},
		{"ID of the future", spec(field.IDCard), form("f", "110105209912310021"), "field.idcard.future Length=18"},
		{"ID hidden by stars", spec(field.IDCard), form("f", "110105********002X"), "field.idcard.characters Sign=*"},
		{"ID with X inside", spec(field.IDCard), form("f", "1101051949X2310021"), "field.idcard.characters Sign=X"},
		{"ID of html", spec(field.IDCard), form("f", "<b>1</b>"), "field.idcard.characters Sign=<"},
		{"helper's own ID is the person's", proxy, form("f", idNumber), "field.idcard.same"},
		{"no card", card, form("f", ""), "field.cardno.empty"},
		{"ID instead of card", card, form("f", idNumber), "field.cardno.only_id Length=18"},
		{"card short", card, form("f", cardText[:19]), "field.cardno.length Length=19"},
		{"card category", card, form("f", idNumber+"92"), "field.cardno.category Length=20"},
		{"card level", card, form("f", idNumber+"45"), "field.cardno.level Length=20"},
		{"card suffix", card, form("f", cardText+"B123"), "field.cardno.suffix Length=24"},
		{"card checksum", card, form("f", "11010519491231002142"), "field.cardno.checksum Length=20"},
		{"card of somebody else", card, form("f", "44052418800101001443"), "field.cardno.birth Length=20"},
		{"no account", spec(field.Account), form("f", ""), "field.account.empty"},
		{"account short", spec(field.Account), form("f", "62170000"), "field.account.short Length=8"},
		{"account long", spec(field.Account), form("f", strings.Repeat("6", 24)), "field.account.long Length=24"},
		{"account with letters", spec(field.Account), form("f", "6217abcd12345678"), "field.account.characters Sign=A"},
		{"holder differs", holder, form("f", "李四"), "field.name.differs"},
		{"no date", spec(field.Date), date("", " ", ""), "field.date.empty"},
		{"part missing", spec(field.Date), date("2030", "", "5"), "month:field.date.month_empty"},
		{"month 13", spec(field.Date), date("2030", "１３", "5"), "month:field.date.month_range Typed=13"},
		{"day 32", spec(field.Date), date("2030", "1", "三十二"), "day:field.date.day_range Typed=三十二"},
		{"year of two digits", spec(field.Date), date("30", "1", "1"), "year:field.date.year_range Typed=30"},
		{"month in letters", spec(field.Date), date("2030", "May", "1"), "month:field.date.month_characters Typed=May"},
		{"30 February", spec(field.Date), date("2030", "2", "30"), "day:field.date.no_such_day Day=30 Month=2 Year=2030"},
		{"three wrong parts", spec(field.Date), date("x", "0", ""), "year:field.date.year_characters Typed=x;month:field.date.month_range Typed=0;day:field.date.day_empty"},
		{"negative month", spec(field.Date), date("2030", "\u22121", "99999999999999"), "day:field.date.day_characters Typed=99999999999999"},
		{"past", until, date("2026", "11", "30"), "field.date.past"},
		{"future birth", born, date("2026", "12", "2"), "field.date.future"},
		{"no choice", with(field.Radio, func(s *field.Spec) { s.Options = []string{"a"} }), form(), "field.radio.empty"},
		{"foreign choice", with(field.Radio, func(s *field.Spec) { s.Options = []string{"a"} }), form("f", "b"), "field.radio.unknown"},
		{"no choices", many, form(), "field.multiselect.empty"},
		{"foreign choices", many, form("f", "voice", "f", "'--"), "field.multiselect.unknown"},
		{"too few", with(field.Multiselect, func(s *field.Spec) { s.Options, s.MinItems = []string{"a", "b"}, 2 }), form("f", "a"), "field.multiselect.too_few Min=2"},
		{"voice alone for who does not hear", many, form("f", "voice"), "field.multiselect.voice_only"},
		{"not ticked", with(field.Checkbox, func(s *field.Spec) { s.MustBeTrue = true }), form("f", "false"), "field.checkbox.empty"},
		{"no place", place, form(), "field.place.empty"},
		{"other without a name", place, form("f", "other"), "name:field.place.name_empty"},
		{"unknown place", place, form("f", "other", "f.name", "亚特兰蒂斯"), "name:field.place.unknown Typed=亚特兰蒂斯"},
		{"several places", place, form("f", "other", "f.name", "桥西区"), "name:field.place.several Places=130104,130503 Typed=桥西区"},
		{"too many places", place, form("f", "other", "f.name", "区"), "name:field.place.many Typed=区"},
		{"foreign code", place, form("f", "999999"), "field.place.unknown_choice"},
	} {
		t.Run(tc.title, func(t *testing.T) {
			c := context("id_number", idNumber, "name", "其其格", "disability_category", "hearing")
			begin := time.Now()
			got, problems := field.Read(tc.spec, tc.form, c)
			if spent := time.Since(begin); spent > time.Second {
				t.Errorf("took %v", spent)
			}
			if said := say(problems); said != tc.want || got != nil {
				t.Errorf("got %q %v, want %q", said, got, tc.want)
			}
		})
	}
}

// say writes problems as part:id and sorted data.
func say(problems []portal.FieldError) string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		var data []string
		for k, v := range p.Message.Data {
			data = append(data, " "+k+"="+text(v))
		}
		slices.Sort(data)
		lines[i] = p.Message.ID + strings.Join(data, "")
		if p.Part != "" {
			lines[i] = p.Part + ":" + lines[i]
		}
	}
	return strings.Join(lines, ";")
}
