package field_test

import (
	"reflect"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/field"
)

func members() field.Spec {
	return field.Spec{ID: "members", Type: field.List, Required: true, MaxItems: 3, Items: []field.Spec{
		{ID: "name", Type: field.Text, Name: true, Required: true},
		{ID: "id_number", Type: field.IDCard, NotEqual: "id_number"},
		{ID: "born", Type: field.Date, NotAfter: "today"},
		{ID: "works", Type: field.Radio, Options: []string{"yes", "no"}},
	}}
}

func TestReadList(t *testing.T) {
	f := form(
		"members.0.name", " 乌兰。", "members.0.born.year", "1980", "members.0.born.month", "５", "members.0.born.day", "1",
		"members.1.name", " ", "members.1.born.year", "", // empty: left out
		"members.2.name", "<b>", "members.2.works", "yes",
	)
	v, problems := field.Read(members(), f, context())
	want := field.Value{`{"born":["1980-05-01"],"name":["乌兰"]}`, `{"name":["\u003cb\u003e"],"works":["yes"]}`}
	if !reflect.DeepEqual(v, want) || len(problems) > 0 {
		t.Fatalf("got %q %s", v, say(problems))
	}
	rows := field.Rows(v)
	if len(rows) != 2 || rows[1]["name"].First() != "<b>" || rows[1]["works"].First() != "yes" || rows[0]["works"] != nil {
		t.Errorf("rows %v", rows)
	}
	if again, problems := field.Read(members(), field.Spread(members(), v, context()), context()); !reflect.DeepEqual(again, v) {
		t.Errorf("spread and read again: %q %s", again, say(problems))
	}
	if broken := field.Rows(field.Value{"{", "null", "[]"}); len(broken) != 0 {
		t.Errorf("rows of nonsense: %v", broken)
	}
}

func TestListRefused(t *testing.T) {
	two := members()
	two.MinItems = 2
	pair := func(n, name string) []string { return []string{"members." + n + ".name", name} }
	many := append(append(append(pair("0", "甲"), pair("1", "乙")...), pair("2", "丙")...), pair("3", "丁")...)
	for _, tc := range []struct {
		title string
		spec  field.Spec
		form  []string
		want  string
	}{
		{"nothing", members(), nil, "field.list.empty"},
		{"one empty row", members(), pair("0", " "), "field.list.empty"},
		{"too few", two, pair("0", "甲"), "field.list.too_few Min=2"},
		{"too many", members(), many, "field.list.too_many Max=3"},
		{"cells keep their row", members(), append(pair("0", ""), "members.2.works", "yes", "members.2.id_number", "1"),
			"2.name:field.name.empty;2.id_number:field.idcard.length Length=1"},
		{"part of a date", members(), append(pair("1", "甲"), "members.1.born.year", "2000", "members.1.born.month", "13"),
			"1.born.month:field.date.month_range Typed=13;1.born.day:field.date.day_empty"},
		{"the applicant is no member", members(), append(pair("0", "甲"), "members.0.id_number", idNumber), "0.id_number:field.idcard.same"},
		{"foreign option", members(), append(pair("0", "甲"), "members.0.works", "maybe"), "0.works:field.radio.unknown"},
	} {
		v, problems := field.Read(tc.spec, form(tc.form...), context("id_number", idNumber))
		if said := say(problems); said != tc.want || v != nil {
			t.Errorf("%s: got %q %v, want %q", tc.title, said, v, tc.want)
		}
		for _, p := range problems {
			if p.Field != "members" {
				t.Errorf("%s: problem of field %q", tc.title, p.Field)
			}
		}
	}
}

// TestKeptListIsJudgedAgain: an earlier answer corrected later may contradict a
// row.
func TestKeptListIsJudgedAgain(t *testing.T) {
	v := field.Value{`{"name":["甲"]}`, `{"id_number":["` + idNumber + `"],"name":["乙"]}`}
	if got := say(field.Check(members(), v, context("id_number", idNumber))); got != "1.id_number:field.idcard.same" {
		t.Errorf("got %q", got)
	}
}

func TestEditRows(t *testing.T) {
	s := members()
	f := form("members.0.name", "甲", "members.1.name", "", "members.1.born.year", "1990", "members.2.name", "丙", "other", "x")
	if n := field.CountRows(s, f); n != 3 {
		t.Fatalf("%d rows", n)
	}
	if _, n, done := field.EditRows(s, f, "add:members"); !done || n != 3 {
		t.Errorf("a fourth of at most three: %d", n)
	}
	g, n, done := field.EditRows(s, f, "remove:members:0")
	if !done || n != 2 || field.CountRows(s, g) != 2 {
		t.Fatalf("%d rows, %v", n, done)
	}
	got := []string{g("members.0.born.year")[0], g("members.1.name")[0], g("other")[0]}
	if strings.Join(got, " ") != "1990 丙 x" || len(g("members.2.name")) > 0 {
		t.Errorf("after removing: %v", got)
	}
	if _, n, done := field.EditRows(s, g, "add:members"); !done || n != 3 {
		t.Errorf("adding: %d %v", n, done)
	}
	for _, foreign := range []string{"", "add:others", "remove:members:9", "remove:members:-1", "remove:members:x", "remove:others:0"} {
		if _, n, done := field.EditRows(s, f, foreign); done || n != 3 {
			t.Errorf("%q was done", foreign)
		}
	}
}

func TestHugeListIsBounded(t *testing.T) {
	endless := func(name string) []string { return []string{"x"} }
	if n := field.CountRows(members(), endless); n > 6 {
		t.Errorf("%d rows", n)
	}
	if _, problems := field.Read(members(), endless, context()); len(problems) == 0 {
		t.Error("taken")
	}
}

func unitContext() field.Context {
	c := context("residence_jurisdiction", "152501")
	c.Options = func(s field.Spec) []string { return []string{"erenhot-" + s.Kind} }
	c.Areas = func(p portal.Place) []string { return []string{string(p) + "100", string(p) + "101"} }
	return c
}

func TestReadInstitution(t *testing.T) {
	full := field.Spec{ID: "f", Type: field.Institution, Kind: "care", Required: true, Options: []string{field.Office, field.Other}}
	listed := full
	listed.Options = []string{field.Office}
	for _, tc := range []struct {
		spec field.Spec
		form field.Form
		want string
	}{
		{full, form("f", "erenhot-care"), "erenhot-care"},
		{full, form("f", "office"), "office"},
		{full, form("f", "other", "f.name", " 阳光家园。"), "阳光家园"},
		{full, form("f.name", "阳光家园"), "阳光家园"},
		{full, form("f", "other"), "name:field.institution.name_empty"},
		{full, form("f", "other", "f.name", strings.Repeat("长", 61)), "name:field.institution.name_long Max=60"},
		{full, form("f", "elsewhere"), "field.institution.unknown"},
		{full, form(), "field.institution.empty"},
		{listed, form("f", "other", "f.name", "x"), "field.institution.unknown"},
		{listed, form("f.name", "x"), "field.institution.empty"},
	} {
		v, problems := field.Read(tc.spec, tc.form, unitContext())
		if said := v.First() + say(problems); said != tc.want {
			t.Errorf("got %q, want %q", said, tc.want)
		}
	}
	if got := say(field.Check(listed, field.Value{"donghe-care"}, unitContext())); got != "field.institution.unknown" {
		t.Errorf("an institution of another place: %q", got)
	}
	if got := strings.Join(field.Choices(full, unitContext()), " "); got != "erenhot-care office other" {
		t.Errorf("choices %s", got)
	}
	typed := field.Spread(full, field.Value{"阳光家园"}, unitContext())
	if typed("f")[0] != "other" || typed("f.name")[0] != "阳光家园" {
		t.Error("a typed name goes back to its control")
	}
}

func TestReadArea(t *testing.T) {
	area := field.Spec{ID: "f", Type: field.Area, Required: true}
	both := area
	both.MinItems = 2
	for _, tc := range []struct {
		spec field.Spec
		form field.Form
		want string
	}{
		{area, form("f", "152501100"), "152501100"},
		{area, form("f", "152501101", "f.community", " 北疆嘎查 "), "152501101|北疆嘎查"},
		{area, form("f", "other", "f.name", "东城街道"), "东城街道"},
		{area, form("f.name", "东城街道", "f.community", "西社区"), "东城街道|西社区"},
		{area, form(), "field.area.empty"},
		{area, form("f", "other"), "name:field.area.name_empty"},
		{area, form("f.community", "西社区"), "name:field.area.name_empty"},
		{area, form("f", "150202100"), "field.area.unknown"},
		{both, form("f", "152501100"), "community:field.area.community_empty"},
		{both, form("f", "152501100", "f.community", strings.Repeat("长", 61)), "community:field.area.community_long Max=60"},
		{both, form("f.name", strings.Repeat("长", 61), "f.community", "x"), "name:field.area.name_long Max=60"},
	} {
		v, problems := field.Read(tc.spec, tc.form, unitContext())
		if said := strings.Join(v, "|") + say(problems); said != tc.want {
			t.Errorf("got %q, want %q", said, tc.want)
		}
		if len(v) == 0 {
			continue
		}
		if again, _ := field.Read(tc.spec, field.Spread(tc.spec, v, unitContext()), unitContext()); !reflect.DeepEqual(again, v) {
			t.Errorf("spread and read again: %v, was %v", again, v)
		}
	}
	if codes := field.AreasOf(area, context()); codes != nil {
		t.Errorf("areas without a place: %v", codes)
	}
}

// TestNastyInputs: whatever is sent, reading answers with a value or a problem.
func TestNastyInputs(t *testing.T) {
	nasty := []string{"\xff\xfe", strings.Repeat("十", 1000), "百", "-", "..", ",", "万", "0万", "%", strings.Repeat("9", 99), "\x00", "万万", "\u202e123", "😀", strings.Repeat("长", 1<<20)}
	for _, typ := range field.Types() {
		s := field.Spec{ID: "f", Type: typ, Required: true, Options: []string{field.Other}, Items: members().Items}
		for _, in := range nasty {
			v, problems := field.Read(s, func(string) []string { return []string{in} }, unitContext())
			if (len(v) == 0) == (len(problems) == 0) {
				t.Errorf("%s %.20q: %v %s", typ, in, v, say(problems))
			}
		}
	}
}
