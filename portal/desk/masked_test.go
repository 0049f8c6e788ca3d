package desk

import "testing"

func TestMaskedKeepsTheFirstLetter(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "张三": "张○", "其其格·乌云": "其○○·○○", "Б. Номин": "Б○○", "ᠪᠠᠲᠤ": "ᠪ○○", "Batu": "B○○",
	} {
		if got := Masked(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
