package field_test

import (
	"fmt"
	"reflect"
	"testing"

	"changban/portal"
	"changban/portal/field"
)

func text(v any) string { return fmt.Sprint(v) }

func TestOptionalLeftOpen(t *testing.T) {
	for _, typ := range field.Types() {
		s := field.Spec{ID: "f", Type: typ, Options: []string{"a"}}
		v, problems := field.Read(s, form("f", " "), context())
		if !v.Answered() || len(v) != 0 || len(problems) > 0 {
			t.Errorf("%s: got %#v %v, want answered with nothing", typ, v, problems)
		}
	}
}

func TestCheckKeptAnswers(t *testing.T) {
	holder := field.Spec{ID: "account_holder", Type: field.Text, Name: true, EqualsAny: []string{"name", "guardian_name"}}
	card := field.Spec{ID: "card_no", Type: field.CardNo, Prefix18: "id_number"}
	for _, tc := range []struct {
		title   string
		spec    field.Spec
		value   string
		answers []string
		want    string
	}{
		{"own account", holder, "阿拉坦·乌拉", []string{"name", "阿拉坦 乌拉"}, ""},
		{"guardian's account", holder, "其其格", []string{"name", "乌兰", "guardian_name", "其其格"}, ""},
		{"nobody to compare with", holder, "其其格", nil, ""},
		{"agent's account", holder, "张三", []string{"name", "乌兰", "guardian_name", "其其格"}, "field.name.differs"},
		{"own card", card, cardText, []string{"id_number", idNumber}, ""},
		{"card before the ID", card, cardText, nil, ""},
		{"card of another", card, cardText, []string{"id_number", "110105194912310021"}, "field.cardno.other_person"},
	} {
		t.Run(tc.title, func(t *testing.T) {
			got := say(field.Check(tc.spec, field.Value{tc.value}, context(tc.answers...)))
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestOwnWords(t *testing.T) {
	s := spec(field.Text)
	s.Words = map[string]string{"empty": "question.name.empty"}
	if _, problems := field.Read(s, form(), context()); say(problems) != "question.name.empty" {
		t.Error(say(problems))
	}
}

func TestCandidates(t *testing.T) {
	place := with(field.PlaceChoice, func(s *field.Spec) { s.Options = []string{field.Other} })
	_, problems := field.Read(place, form("f.name", "桥西区"), context())
	if got := field.Candidates(problems[0]); !reflect.DeepEqual(got, []portal.Place{"130104", "130503"}) {
		t.Error(got)
	}
	if field.Candidates(portal.FieldError{}) != nil {
		t.Error("candidates out of nothing")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("１９５６\u202e<b>", "三月")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, typ := range field.Types() {
			s := spec(typ)
			in := form("f", a, "f.year", a, "f.month", b, "f.day", b, "f.name", a, "f.street", b)
			v, problems := field.Read(s, in, context())
			if (len(v) == 0) == (len(problems) == 0) {
				t.Errorf("%s: %q %v", typ, v, problems)
			}
			if again, _ := field.Read(s, form("f", v.First()), context()); len(v) == 1 && len(problems) == 0 && again.First() != v.First() {
				t.Errorf("%s: %q reads back as %q", typ, v, again)
			}
		}
	})
}
