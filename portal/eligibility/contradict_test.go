package eligibility_test

import (
	"testing"

	"changban/portal/eligibility"
)

func TestContradiction(t *testing.T) {
	shape := func(name string) eligibility.Shape {
		switch name {
		case "kind":
			return eligibility.Shape{Options: []string{"a", "b"}}
		case "receives":
			return eligibility.Shape{Many: true}
		}
		return eligibility.Shape{}
	}
	for text, want := range map[string]string{
		"age <= 5 and age >= 18":                     "age",
		"age < 18 and age >= 18":                     "age",
		"age <= 18 and age >= 18":                    "",
		"age >= 5 and age <= 18":                     "",
		"age > 60 and level == 1 and age < 3":        "age",
		"age == 5 and age >= 18":                     "age",
		"age in [5, 20] and age >= 18":               "",
		"kind == a and kind == b":                    "kind",
		"kind != a and kind != b":                    "kind",
		"kind != a":                                  "",
		"kind == c":                                  "kind",
		"kind in [a, b] and kind not in [a]":         "",
		"colour == red and colour != red":            "colour",
		"colour != red and colour != green":          "",
		"receives == x and receives == y":            "",
		"receives == x and receives not in [x]":      "receives",
		"receives in [x, y] and receives != x":       "",
		"kind == $other and kind == a":               "",
		"kind == a and other == $kind and kind == b": "kind",
	} {
		if got := contradiction(t, text, shape); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	if got := (eligibility.Expr{}).Alternatives(); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("an empty expression asks nothing, got %v", got)
	}
}

func contradiction(t *testing.T, text string, shape func(string) eligibility.Shape) string {
	t.Helper()
	e, err := eligibility.ParseExpr(text)
	if err != nil {
		t.Fatal(err)
	}
	return eligibility.Contradiction(e.Alternatives()[0], shape)
}
