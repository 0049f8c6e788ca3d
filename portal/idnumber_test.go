package portal

import (
	"regexp"
	"strings"
	"testing"
)

// withCheck completes 17 positions to a number of valid form.
func withCheck(first17 string) string { return first17 + string(idCheck(first17)) }

func TestParseIDNumber(t *testing.T) {
	const today = Day("2026-03-02")
	good := withCheck("15020219500615002") // invented
	last := "0"
	if strings.HasSuffix(good, "0") {
		last = "1"
	}
	for _, tc := range []struct {
		name, text string
		want       NumberProblem
	}{
		{"good", good, ""},
		{"example printed in GB 11643", "11010519491231002X", ""},
		{"second example of GB 11643", "440524188001010014", NumberBirth},
		{"lower-case x", "11010519491231002x", ""},
		{"in groups", "110105 19491231-002X", ""},
		{"full-width", "１１０１０５１９４９１２３１００２Ｘ", ""},
		{"zero-width characters", "\u200b110105\ufeff19491231002X\u200d", ""},
		{"empty", "", NumberEmpty},
		{"only blanks", " \u3000\t", NumberEmpty},
		{"too short", good[:17], NumberLength},
		{"old number of 15", "150202500615002", NumberLength},
		{"too long", good + "1", NumberLength},
		{"letters", "15020219500615OO2X", NumberCharacters},
		{"x in the middle", "1501X519491231002X", NumberCharacters},
		{"han", "身份证号码", NumberCharacters},
		{"markup", "<script>alert(1)</script>", NumberCharacters},
		{"30 February", withCheck("15020219500230002"), NumberBirth},
		{"month 13", withCheck("15020219501330002"), NumberBirth},
		{"day 0", withCheck("15020219500100002"), NumberBirth},
		{"29 February, leap year", withCheck("15020220000229002"), ""},
		{"29 February, no leap year", withCheck("15020219000229002"), NumberBirth},
		{"year 0", withCheck("15020200000101002"), NumberBirth},
		{"tomorrow", withCheck("15020220260303002"), NumberFuture},
		{"today", withCheck("15020220260302002"), ""},
		{"wrong check", good[:17] + last, NumberChecksum},
		{"two digits swapped", good[:2] + "20" + good[4:], NumberChecksum},
	} {
		t.Run(tc.name, func(t *testing.T) {
			id, problem := ParseIDNumber(tc.text, today)
			if problem != tc.want {
				t.Fatalf("got problem %q, want %q", problem, tc.want)
			}
			if (problem == "") != (len(id.Text) == 18) {
				t.Errorf("got %+v", id)
			}
		})
	}
	id, _ := ParseIDNumber("11010519491231002x", "")
	if want := (IDNumber{"11010519491231002X", "1949-12-31", Female, "110105"}); id != want {
		t.Errorf("got %+v, want %+v", id, want)
	}
	if id, problem := ParseIDNumber("440524188001010014", ""); problem != "" || id.Sex != Male {
		t.Errorf("without today: %+v, %q", id, problem)
	}
}

// Every single wrong digit and every swap of unequal neighbours is found.
func TestChecksumFindsTyping(t *testing.T) {
	const good = "11010519491231002X"
	for i := range 17 {
		for d := byte('0'); d <= '9'; d++ {
			wrong := []byte(good)
			wrong[i] = d
			if _, problem := ParseIDNumber(string(wrong), ""); (problem == "") != (string(wrong) == good) {
				t.Errorf("%s: %q", wrong, problem)
			}
		}
		if i < 16 && good[i] != good[i+1] {
			swapped := []byte(good)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			if _, problem := ParseIDNumber(string(swapped), ""); problem == "" {
				t.Errorf("%s passes", swapped)
			}
		}
	}
}

func TestParseCardNumber(t *testing.T) {
	const id = "11010519491231002X"
	pattern := regexp.MustCompile(`^[0-9]{17}[0-9X][1-7][1-4](B[0-9]{0,2})?$`)
	for _, tc := range []struct {
		name, text string
		want       NumberProblem
	}{
		{"visual 1", id + "11", ""},
		{"multiple 4", id + "74", ""},
		{"replaced", id + "42B1", ""},
		{"replaced, two digits", id + "42b12", ""},
		{"replaced, no digit", id + "42B", ""},
		{"in groups", "110105 19491231 002x 4 2", ""},
		{"empty", "", NumberEmpty},
		{"ID alone", id, NumberLength},
		{"too long", id + "421", NumberLength},
		{"suffix too long", id + "42B123", NumberSuffix},
		{"suffix no number", id + "42BB", NumberSuffix},
		{"category 0", id + "01", NumberCategory},
		{"category 8", id + "81", NumberCategory},
		{"level 0", id + "40", NumberLevel},
		{"level 5", id + "45", NumberLevel},
		{"letters", id + "4a", NumberCharacters},
		{"wrong check", "11010519491231002142", NumberChecksum},
		{"x as category", id + "X1", NumberCategory},
	} {
		t.Run(tc.name, func(t *testing.T) {
			card, problem := ParseCardNumber(tc.text, "2026-03-02")
			if problem != tc.want {
				t.Fatalf("got problem %q, want %q", problem, tc.want)
			}
			if problem == "" && !pattern.MatchString(card.Text) {
				t.Errorf("%q does not follow the pattern of the facts", card.Text)
			}
		})
	}
	card, _ := ParseCardNumber(id+"52B1", "")
	if card.Category != "intellectual" || card.Level != 2 || card.Suffix != "B1" || card.ID.Text != id || !card.Severe() {
		t.Errorf("got %+v", card)
	}
	for code, want := range map[string]string{"1": "visual", "2": "hearing", "3": "speech", "4": "physical", "6": "psychiatric"} {
		if card, _ := ParseCardNumber(id+code+"3", ""); card.Category != want || card.Severe() {
			t.Errorf("category %s: got %+v", code, card)
		}
	}
}

func FuzzParseNumbers(f *testing.F) {
	f.Add("11010519491231002X42B1")
	f.Add("\xff\xfeB")
	f.Fuzz(func(t *testing.T, s string) {
		if id, problem := ParseIDNumber(s, "2026-03-02"); problem == "" && len(id.Text) != 18 {
			t.Errorf("%q: %+v", s, id)
		}
		if card, problem := ParseCardNumber(s, "2026-03-02"); problem == "" && len(card.Text) < 20 {
			t.Errorf("%q: %+v", s, card)
		}
	})
}
