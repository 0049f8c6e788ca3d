package locales

import (
	"testing"
	"time"
)

// Written escaped: nobody sees the joiner.
func TestFormatsInEveryLanguage(t *testing.T) {
	all := load(t)
	zh, cyrl, mong := all.Localizer(Source), all.Localizer("mn-Cyrl"), all.Localizer("mn-Mong")
	at := time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC)
	for _, tc := range []struct {
		name  string
		write func(l *Localizer) string
		want  [3]string
	}{
		{"day", func(l *Localizer) string { return l.DateShort("2026-03-05", "") },
			[3]string{"2026 年 3 月 5 日", "2026 оны 3 сарын 5", "2026 ᠣᠨ\u180Eᠤ 3 ᠰᠠᠷ\u180Eᠠ\u180Eᠶᠢᠨ 5\u180Eᠤ ᠡᠳᠦᠷ"}},
		{"weekday", func(l *Localizer) string { return l.Date("2026-03-02", "2026-01-01") },
			[3]string{"3 月 2 日（星期一）", "3 сарын 2 (Даваа)", "3 ᠰᠠᠷ\u180Eᠠ\u180Eᠶᠢᠨ 2\u180Eᠤᠨ ᠡᠳᠦᠷ (ᠭᠠᠷᠠᠭ\u180Eᠤᠨ ᠨᠢᠭᠡᠨ)"}},
		{"instant", func(l *Localizer) string { return l.DateTime(at, "2026-01-01") },
			[3]string{"3 月 5 日 09:30", "3 сарын 5, 09:30", "3 ᠰᠠᠷ\u180Eᠠ\u180Eᠶᠢᠨ 5\u180Eᠤ ᠡᠳᠦᠷ᠂ 09:30"}},
		{"month", func(l *Localizer) string { return l.Month("2026-03") },
			[3]string{"2026 年 3 月", "2026 оны 3 сар", "2026 ᠣᠨ\u180Eᠤ 3 ᠰᠠᠷ\u180Eᠠ"}},
		{"no day", func(l *Localizer) string { return l.Date("2026-02-30", "") },
			[3]string{"2026-02-30", "2026-02-30", "2026-02-30"}},
		{"money", func(l *Localizer) string { return l.Fen(123450) },
			[3]string{"1234.50 元", "1,234.50 юань", "1,234.50 ᠶᠤᠸᠠᠨ"}},
		{"owed", func(l *Localizer) string { return l.Fen(-12345600) },
			[3]string{"-123456 元", "-123,456 юань", "-123,456 ᠶᠤᠸᠠᠨ"}},
		{"monthly", func(l *Localizer) string { return l.FenMonthly(11000) },
			[3]string{"每月 110 元", "сард 110 юань", "ᠰᠠᠷ\u180Eᠠ ᠪᠦᠷᠢ 110 ᠶᠤᠸᠠᠨ"}},
		{"working days", func(l *Localizer) string { return l.WorkingDays(1) },
			[3]string{"1 个工作日", "1 ажлын өдөр", "1 ᠠᠵᠢᠯ\u180Eᠤᠨ ᠡᠳᠦᠷ"}},
		{"third", func(l *Localizer) string { return l.Ordinal(3) },
			[3]string{"第 3", "3-р", "3\u180Eᠳᠤᠭᠠᠷ"}},
		{"number", func(l *Localizer) string { return l.Number(1234567) },
			[3]string{"1234567", "1,234,567", "1,234,567"}},
		{"list", func(l *Localizer) string { return l.List([]string{"1", "2"}) },
			[3]string{"1、2", "1, 2", "1᠂ 2"}},
		{"phone", func(l *Localizer) string { return l.Phone("13800000472") },
			[3]string{"138 0000 0472", "138 0000 0472", "138 0000 0472"}},
		{"size", func(l *Localizer) string { return l.FileSize(1258291) },
			[3]string{"1.2 MB", "1.2 MB", "1.2 MB"}},
	} {
		for i, l := range []*Localizer{zh, cyrl, mong} {
			if got := tc.write(l); got != tc.want[i] {
				t.Errorf("%s, %s: %+q, want %+q", tc.name, l.language.Tag, got, tc.want[i])
			}
		}
	}
}

// The word a number ends with: 21 is qorin nigen, 30 γučin, 31 γučin nigen.
func TestEndings(t *testing.T) {
	for kind, numbers := range map[string][]int{
		endsFront: {0, 1, 4, 9, 11, 14, 19, 21, 24, 29, 31, 40, 90, 10_000, 20_000},
		endsTwo:   {2, 12, 22, 102},
		endsBack:  {3, 5, 6, 7, 8, 10, 13, 15, 16, 17, 18, 20, 23, 25, 26, 27, 28, 30, 50, 60, 70, 80, 100, 300, 1000, 1110, 2026},
	} {
		for _, n := range numbers {
			if got := ending(n); got != kind {
				t.Errorf("%d: %s, want %s", n, got, kind)
			}
		}
	}
}

func TestNamed(t *testing.T) {
	mong := load(t).Localizer("mn-Mong")
	if got := mong.Named("place.150200", "包头市"); got != "ᠪᠤᠭᠤᠲᠤ ᠬᠣᠲᠠ" {
		t.Errorf("%+q", got)
	}
	if got := mong.Named("place.150200", "新包头市"); got != "新包头市" {
		t.Errorf("a name changed in the table is translated by its old words: %s", got)
	}
	if got := mong.Named("place.130102", "长安区"); got != "长安区" {
		t.Errorf("%s", got)
	}
}
