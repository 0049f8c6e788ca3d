package desk

import "testing"

func TestAmountsAsTyped(t *testing.T) {
	for typed, want := range map[string]int64{
		"110": 11000, "１１０元": 11000, "每月 1,234.5 元": 123450, "0.05": 5, "110．20": 11020,
		"": 0, "-5": 0, "110-120": 0, "1.234": 0, "about": 0, "1.2.3": 0, "9999999999": 0,
	} {
		if got := fenOf(typed); got != want {
			t.Errorf("%q: %d, want %d", typed, got, want)
		}
	}
	for fen, want := range map[int64]string{11000: "110", 12050: "120.50", 5: "0.05"} {
		if got := yuan(fen); got != want || fenOf(got) != fen {
			t.Errorf("%d: %q", fen, got)
		}
	}
}
