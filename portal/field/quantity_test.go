package field_test

import (
	"strings"
	"testing"

	"changban/portal/field"
)

func TestReadQuantity(t *testing.T) {
	for _, tc := range []struct {
		typ         field.Type
		typed, want string
	}{
		{field.Number, "3", "3"},
		{field.Number, " １２ 人", "12"},
		{field.Number, "三", "3"},
		{field.Number, "十二个", "12"},
		{field.Number, "两口", "2"},
		{field.Number, "一百零五", "105"},
		{field.Number, "一百二", "120"},
		{field.Number, "3.0", "3"},
		{field.Number, "二〇二五年", "2025"},
		{field.Money, "1234.5", "1234.50"},
		{field.Money, "1,234.50元", "1234.50"},
		{field.Money, "￥１，２３４．５０", "1234.50"},
		{field.Money, "¥0", "0.00"},
		{field.Money, "三千二百块钱", "3200.00"},
		{field.Money, "1.5万", "15000.00"},
		{field.Money, "三万五", "35000.00"},
		{field.Money, "2万3000元整", "23000.00"},
		{field.Money, "二点五", "2.50"},
		{field.Percent, "1.5%", "1.5"},
		{field.Percent, "１．５０％", "1.5"},
		{field.Percent, "百分之二十", "20"},
		{field.Percent, "0", "0"},
	} {
		got, problems := field.Read(spec(tc.typ), form("f", tc.typed), context())
		if strings.Join(got, "|") != tc.want || len(problems) > 0 {
			t.Errorf("%s %q: got %q %s, want %q", tc.typ, tc.typed, got, say(problems), tc.want)
		}
	}
}

func TestQuantityRefused(t *testing.T) {
	bounded := with(field.Number, func(s *field.Spec) { s.Least, s.Most = "1", "20" })
	lastYear := with(field.Number, func(s *field.Spec) { s.Least, s.Most = "last_year", "last_year" })
	thisOrNext := with(field.Number, func(s *field.Spec) { s.Least, s.Most = "this_year", "next_year" })
	for _, tc := range []struct {
		spec        field.Spec
		typed, want string
	}{
		{spec(field.Number), "", "field.number.empty"},
		{spec(field.Number), "many", "field.number.characters Typed=many"},
		{spec(field.Number), "3.5", "field.number.decimals Typed=3.5"},
		{spec(field.Number), "-1", "field.number.small Least=0 Most=999999999"},
		{spec(field.Number), "负三", "field.number.small Least=0 Most=999999999"},
		{spec(field.Number), "99999999999", "field.number.large Least=0 Most=999999999"},
		{spec(field.Number), "百二百", "field.number.characters Typed=百二百"},
		{spec(field.Number), "1e9", "field.number.characters Typed=1e9"},
		{spec(field.Number), "1/2", "field.number.characters Typed=1/2"},
		{spec(field.Number), "0x10", "field.number.characters Typed=0x10"},
		{bounded, "0", "field.number.small Least=1 Most=20"},
		{bounded, "21", "field.number.large Least=1 Most=20"},
		{lastYear, "2026", "field.number.exact Least=2025 Most=2025"},
		{thisOrNext, "2028", "field.number.large Least=2026 Most=2027"},
		{spec(field.Money), "1,5", "field.money.characters Typed=1,5"},
		{spec(field.Money), "1.234", "field.money.decimals Typed=1.234"},
		{spec(field.Money), "1.2.3", "field.money.characters Typed=1.2.3"},
		{spec(field.Money), strings.Repeat("9", 200), "field.money.characters Typed=" + strings.Repeat("9", 20) + "…"},
		{spec(field.Percent), "101", "field.percent.large Least=0 Most=100"},
	} {
		got, problems := field.Read(tc.spec, form("f", tc.typed), context())
		if said := say(problems); said != tc.want || got != nil {
			t.Errorf("%s %q: got %q %v, want %q", tc.spec.Type, tc.typed, said, got, tc.want)
		}
	}
	if v, problems := field.Read(lastYear, form("f", "2025"), context()); v.First() != "2025" {
		t.Errorf("last year: %v %s", v, say(problems))
	}
}

func TestReadMonth(t *testing.T) {
	ahead := with(field.Month, func(s *field.Spec) { s.NotBefore = "today" })
	past := with(field.Month, func(s *field.Spec) { s.NotAfter = "today" })
	for _, tc := range []struct {
		spec field.Spec
		form field.Form
		want string
	}{
		{spec(field.Month), form("f.year", "2026", "f.month", "3"), "2026-03"},
		{spec(field.Month), form("f.year", "二〇二六年", "f.month", "十二月"), "2026-12"},
		{spec(field.Month), form("f.year", "2026年3月"), "2026-03"},
		{spec(field.Month), form("f", "2026-3"), "2026-03"},
		{spec(field.Month), form("f", "202603"), "2026-03"},
		{ahead, form("f", "2026-12"), "2026-12"},
		{past, form("f", "2026-12"), "2026-12"},
		{ahead, form("f", "2026-11"), "field.month.past"},
		{past, form("f", "2027-01"), "field.month.future"},
		{spec(field.Month), form("f.year", "", "f.month", " "), "field.month.empty"},
		{spec(field.Month), form("f.year", "2026"), "month:field.month.month_empty"},
		{spec(field.Month), form("f.month", "4"), "year:field.month.year_empty"},
		{spec(field.Month), form("f.year", "26", "f.month", "13"), "year:field.month.year_range Typed=26;month:field.month.month_range Typed=13"},
	} {
		got, problems := field.Read(tc.spec, tc.form, context())
		if said := got.First() + say(problems); said != tc.want {
			t.Errorf("got %q, want %q", said, tc.want)
		}
	}
}
