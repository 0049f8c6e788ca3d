package locales

import (
	"testing"
	"testing/fstest"
	"time"
)

func load(t *testing.T, overlays ...fstest.MapFS) *Bundle {
	t.Helper()
	b, err := Load()
	if len(overlays) > 0 {
		b, err = Load(overlays[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func overlay() fstest.MapFS {
	return fstest.MapFS{
		"zh-Hans/services/x.json": {Data: []byte(`{"service.x.count": {"other": "{{.Count}} 件"}, "service.x.hello": "您好，{{.Name}}", "service.x.title": {"other": "标题", "description": "d"}}`)},
		"mn-Cyrl/x.json":          {Data: []byte(`{"service.x.count": {"one": "{{.Count}} one", "other": "{{.Count}} other"}}`)},
	}
}

func TestLocalizerWords(t *testing.T) {
	b := load(t, overlay())
	zh, mn := b.Localizer(Source), b.Localizer("mn-Cyrl")
	for _, tc := range []struct{ name, got, want string }{
		{"plain", zh.T("service.x.title"), "标题"},
		{"values", zh.Tp("service.x.hello", map[string]any{"Name": "其其格"}), "您好，其其格"},
		{"plural zh", zh.Plural("service.x.count", 1, nil), "1 件"},
		{"plural one", mn.Plural("service.x.count", 1, nil), "1 one"},
		{"plural other", mn.Plural("service.x.count", 5, nil), "5 other"},
		{"borrowed", mn.T("service.x.title"), "标题"},
		{"lang of borrowed", mn.LangOf("service.x.title"), Source},
		{"lang of own", mn.LangOf("service.x.count"), ""},
		{"unknown", zh.T("no.such.id"), "⟪no.such.id⟫"},
		{"value forgotten", zh.T("service.x.hello"), "⟪service.x.hello⟫"},
		{"unknown tag", b.Localizer("fr").T("service.x.title"), "标题"},
		{"name", zh.Name("东河区"), "东河区"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, tc.got, tc.want)
		}
	}
	want := []Miss{{Source, "no.such.id", true}, {Source, "service.x.hello", true}, {"mn-Cyrl", "service.x.title", false}}
	got := b.Missing()
	if len(got) != len(want) {
		t.Fatalf("missing = %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("missing[%d] = %v, want %v", i, got[i], want[i])
		}
	}
}

func TestAround(t *testing.T) {
	b := load(t)
	data := map[string]any{"Relation": "您的母亲"}
	before, after := b.Localizer(Source).Around("frame.for.sentence", "Name", data)
	if before != "您正在替" || after != "（您的母亲）办理" {
		t.Errorf("around: %q, %q", before, after)
	}
	if len(data) != 1 {
		t.Error("the caller's values were changed")
	}
	before, after = b.Pseudo(Source).Around("frame.for.sentence", "Name", data)
	if before != "⟦您正在替⟧" || after != "⟦（您的母亲）办理⟧" {
		t.Errorf("around, pseudo: %q, %q", before, after)
	}
	before, after = b.Localizer(Source).Around("frame.skip", "Name", nil)
	if before != "跳到正文" || after != "" {
		t.Errorf("around nothing: %q, %q", before, after)
	}
}

func TestPseudoWrapsEverything(t *testing.T) {
	b := load(t, overlay())
	for _, tag := range []string{Source, "mn-Mong", "mn-Cyrl"} {
		p := b.Pseudo(tag)
		text := p.T("service.x.title") + p.Tp("service.x.hello", map[string]any{"Name": p.Name("甲")}) +
			p.Plural("service.x.count", 3, nil) + p.Date("2026-12-15", "2026-11-01") + p.Phone("13800000472") +
			p.FileSize(1258291) + p.List([]string{"甲"})
		if out := OutsidePseudo(text); len(out) != 0 {
			t.Errorf("%s: outside the brackets: %q in %q", tag, out, text)
		}
		if p.Language().Tag != tag {
			t.Errorf("pseudo language of %s is %s", tag, p.Language().Tag)
		}
	}
	if len(b.Missing()) != 0 {
		t.Errorf("the pseudo-language recorded %v", b.Missing())
	}
	if out := OutsidePseudo("⟦甲⟦乙⟧⟧ stray ⟦丙⟧，⟪x.y⟫"); len(out) != 2 {
		t.Errorf("strays found: %q", out)
	}
}

func TestLoadRefusesBadFiles(t *testing.T) {
	for _, tc := range []struct{ name, file string }{
		{"syntax", `{"a.b": }`},
		{"not an object", `["a"]`},
		{"empty file", ``},
		{"logic in words", `{"a.b": "{{if .X}}x{{end}}"}`},
		{"open placeholder", `{"a.b": "{{.Name"}`},
		{"value of a wrong type", `{"a.b": 3}`},
		{"id twice", `{"a.b": "x", "a.b": "y"}`},
	} {
		if _, err := Load(fstest.MapFS{"zh-Hans/a.json": {Data: []byte(tc.file)}}); err == nil {
			t.Errorf("%s: no error", tc.name)
		}
	}
	if _, err := Load(fstest.MapFS{}); err != nil {
		t.Errorf("an empty overlay: %v", err)
	}
}

func TestMatch(t *testing.T) {
	all := newChooser(knownLanguages())
	for _, tc := range []struct{ explicit, header, want string }{
		{"", "mn", "mn-Cyrl"}, {"", "mn-MN", "mn-Cyrl"}, {"", "khk", "mn-Cyrl"}, {"", "mn-CN", "mn-Mong"},
		{"", "mn-Mong-CN", "mn-Mong"}, {"", "und-Mong", "mn-Mong"}, {"", "mn-Cyrl", "mn-Cyrl"},
		{"", "mn-Mong", "mn-Mong"}, {"", "mn-Mong-MN", "mn-Mong"}, {"", "mn-Cyrl-CN", "mn-Cyrl"}, {"", "zh", Source}, {"", "zh-Hans-CN", Source},
		{"", "zh-Hant", Source}, {"", "bo", Source}, {"", "ug", Source}, {"", "ja", Source}, {"", "xal", Source}, {"", "mnc", Source}, {"", "ru", Source},
		{"", "mvf", "mn-Mong"}, {"", "mvf-CN", "mn-Mong"},
		{"", "zh-CN,zh;q=0.9,en;q=0.8", Source}, {"", "zh-TW", Source}, {"", "zh-MN", Source}, {"", "zh-HK", Source},
		{"", "ru-RU,ru", Source}, {"", "kk", Source}, {"", "bxr", Source}, {"", "en", Source}, {"", "", Source},
		{"", "xx-;;;q=9", Source}, {"mn-Mong", "zh-CN", "mn-Mong"}, {"mn", "zh-CN", "mn-Cyrl"}, {"fr", "mn-CN", "mn-Mong"},
	} {
		if got := all.choose(tc.explicit, tc.header); got.Tag != tc.want {
			t.Errorf("explicit %q, header %q: %s, want %s", tc.explicit, tc.header, got.Tag, tc.want)
		}
	}
	b := load(t)
	if got := b.Match("mn-CN", "mn-Cyrl"); got.Tag != "mn-Cyrl" {
		t.Errorf("the choice of a reader does not count: %s", got.Tag)
	}
	for tag, want := range map[string]string{"zh": Source, "mn": "mn-Cyrl", "mn-CN": "mn-Mong", "mn-Latn": "", "en": "", "": "", "ZH": ""} {
		if got, _ := b.Alias(tag); got.Tag != want {
			t.Errorf("alias %q: %q, want %q", tag, got.Tag, want)
		}
	}
	if len(b.Languages()) != 3 || len(b.Offered()) != 3 {
		t.Errorf("languages %v, offered %v", b.Languages(), b.Offered())
	}
	for _, l := range b.Languages() {
		if l.OwnName == "" || l.ChineseName == "" || l.Vertical != (l.Tag == "mn-Mong") {
			t.Errorf("language %+v", l)
		}
	}
}

func TestFormats(t *testing.T) {
	zh := load(t).Localizer(Source)
	at := time.Date(2026, 11, 23, 10, 24, 0, 0, time.UTC)
	for _, tc := range []struct{ got, want string }{
		{zh.Date("2026-12-15", "2026-11-23"), "12 月 15 日（星期二）"},
		{zh.Date("2027-01-04", "2026-11-23"), "2027 年 1 月 4 日（星期一）"},
		{zh.Date("2027-01-04", ""), "2027 年 1 月 4 日（星期一）"},
		{zh.Date("2026-02-30", "2026-11-23"), "2026-02-30"},
		{zh.Date("", ""), ""},
		{zh.DateShort("2026-12-15", "2026-01-01"), "12 月 15 日"},
		{zh.DateShort("2025-12-15", "2026-01-01"), "2025 年 12 月 15 日"},
		{zh.Weekday("2026-11-22"), "星期日"},
		{zh.DateTime(at, "2026-01-01"), "11 月 23 日 10:24"},
		{zh.DateTime(at, "2027-01-01"), "2026 年 11 月 23 日 10:24"},
		{zh.Clock(at), "10:24"},
		{zh.Month("2031-03"), "2031 年 3 月"},
		{zh.Yuan(110), "110 元"}, {zh.Fen(11000), "110 元"}, {zh.Fen(11050), "110.50 元"}, {zh.Fen(-5), "-0.05 元"},
		{zh.FenMonthly(11000), "每月 110 元"},
		{zh.WorkingDays(16), "16 个工作日"}, {zh.Days(30), "30 天"}, {zh.Minutes(15), "约 15 分钟"}, {zh.Years(62), "62 岁"},
		{zh.FileSize(0), "1 KB"}, {zh.FileSize(319488), "312 KB"}, {zh.FileSize(1258291), "1.2 MB"}, {zh.FileSize(20 << 20), "20 MB"},
		{zh.List([]string{"甲", "乙"}), "甲、乙"},
		{zh.Phone("13800000472"), "138 0000 0472"}, {zh.Phone("0472-1234567"), "0472-1234567"}, {zh.Phone("138****0472"), "138 **** 0472"},
		{zh.IDNumber("150202196203040021"), "150202 19620304 0021"}, {zh.IDNumber("150202********0021"), "150202 ******** 0021"},
		{zh.CardNumber("15020219620304002142"), "150202 19620304 0021 42"}, {zh.CardNumber("15020219620304002142B1"), "150202 19620304 0021 42 B1"},
		{zh.Reference("123456789012"), "1234 5678 9012"}, {zh.Reference(""), ""},
		{zh.BankAccount("6222020612345678901"), "6222 0206 1234 5678 901"}, {zh.BankAccount("••••8901"), "•••• 8901"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}
