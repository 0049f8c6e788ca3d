package eligibility_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"changban/portal"
	"changban/portal/eligibility"
)

const guardian = "filing_as == guardian or age < 18 or disability_category in [intellectual, psychiatric]"

func TestExpr(t *testing.T) {
	for _, tc := range []struct {
		expr, facts string
		want        eligibility.Verdict
	}{
		{"", "", eligibility.Met},
		{guardian, "filing_as=self age=40 disability_category=visual", eligibility.NotMet},
		{guardian, "filing_as=self age=40", eligibility.Unknown},
		{guardian, "age=17", eligibility.Met},
		{guardian, "filing_as=self age=40 disability_category=psychiatric", eligibility.Met},
		{"filing_as in [agent, committee]", "filing_as=committee", eligibility.Met},
		{"disability_level not in [1, 2]", "disability_level=3", eligibility.Met},
		{"disability_level   not  in  [1,2]", "disability_level=2", eligibility.NotMet},
		{"a == 1 and b == 2 or c == 3", "a=1 b=1 c=3", eligibility.Met},
		{"a == 1 and b == 2", "a=2", eligibility.NotMet},
		{"a == 1 and b == 2", "a=1", eligibility.Unknown},
		{"residence_jurisdiction != $hukou_jurisdiction", "residence_jurisdiction=1 hukou_jurisdiction=2", eligibility.Met},
		{"residence_jurisdiction != $hukou_jurisdiction", "residence_jurisdiction=1 hukou_jurisdiction=1", eligibility.NotMet},
		{"residence_jurisdiction != $hukou_jurisdiction", "residence_jurisdiction=1", eligibility.Unknown},
		{"age >= 18 and age <= 60", "age=60", eligibility.Met},
		{"score>2", "score=3", eligibility.Met},
	} {
		e, err := eligibility.ParseExpr(tc.expr)
		if err != nil {
			t.Errorf("%s: %v", tc.expr, err)
			continue
		}
		if got := e.Eval(facts(tc.facts)); got != tc.want {
			t.Errorf("%s with %s: %s, want %s", tc.expr, tc.facts, got, tc.want)
		}
	}
}

func TestExprRefused(t *testing.T) {
	for _, text := range []string{
		"age", "age <", "age = 3", "age < 3 or", "x in a, b", "x in [a", "x == a b", "or", "x == a; drop",
		"Age < 3", "x in []", "x == [a]", "and and and",
	} {
		if _, err := eligibility.ParseExpr(text); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestExprFields(t *testing.T) {
	e, _ := eligibility.ParseExpr(guardian + " or age > $other")
	want := []string{"filing_as", "age", "disability_category", "other"}
	if got := e.Fields(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestExprKept(t *testing.T) {
	e, _ := eligibility.ParseExpr(guardian)
	text, err := json.Marshal(e)
	var back eligibility.Expr
	if err != nil || json.Unmarshal(text, &back) != nil || !reflect.DeepEqual(e, back) {
		t.Errorf("%s became %v", text, back)
	}
	if json.Unmarshal([]byte(`"x y"`), &back) == nil {
		t.Error("a broken expression was read")
	}
}

func TestPredicate(t *testing.T) {
	if !eligibility.Predicate("age") || eligibility.Predicate("agee") {
		t.Error("predicate list")
	}
}
