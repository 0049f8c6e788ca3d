package seal

import (
	"bytes"
	"testing"

	"changban/mongol"
)

func TestBlind(t *testing.T) {
	ring := Generate(firstDay)
	index := ring.Blind(BlindPhone, "13800000001")
	if len(index) != BlindSize || !bytes.Equal(index, ring.Blind(BlindPhone, "13800000001")) {
		t.Error("not stable")
	}
	for name, other := range map[string][]byte{
		"value":   ring.Blind(BlindPhone, "13800000002"),
		"purpose": ring.Blind(BlindLastFour, "13800000001"),
		"ring":    Generate(firstDay).Blind(BlindPhone, "13800000001"),
	} {
		if bytes.Equal(index, other) {
			t.Errorf("another %s gives the same index", name)
		}
	}
}

func TestNormalise(t *testing.T) {
	for _, tc := range []struct {
		name     string
		fn       func(string) string
		in, want string
	}{
		{"id", ResidentID, " 150202 19600101 001x ", "15020219600101001X"},
		{"id full width", ResidentID, "１５０２０２１９６００１０１００１ｘ", "15020219600101001X"},
		{"id zero width", ResidentID, "150202\u200b19600101001X", "15020219600101001X"},
		{"id empty", ResidentID, "", ""},
		{"card", CardNumber, "15020219600101001x-43", "15020219600101001X43"},
		{"phone", Phone, "138 0000-0001", "13800000001"},
		{"phone with country", Phone, "+86 138 0000 0001", "13800000001"},
		{"phone with 0086", Phone, "0086-13800000001", "13800000001"},
		{"phone full width", Phone, "１３８０００００００１", "13800000001"},
		{"land line", Phone, "(0472) 515 0000", "04725150000"},
		{"land line that begins like a country", Phone, "8612345", "8612345"},
		{"name", Name, " 王 小明 ", "王小明"},
		{"name dots", Name, "巴特尔·苏和", "巴特尔苏和"},
		{"name bullet", Name, "巴特尔•苏和", "巴特尔苏和"},
		{"name full-width dot", Name, "巴特尔．苏和", "巴特尔苏和"},
		{"name katakana dot", Name, "巴特尔・苏和", "巴特尔苏和"},
		{"name full-width space", Name, "王　小明", "王小明"},
		{"name latin", Name, "Ｂａｔ Ｅrdene", "baterdene"},
		{"name invisible", Name, "王\u200b小\ufeff明", "王小明"},
		{"name cyrillic", Name, "Бат-Эрдэнэ", "бат-эрдэнэ"},
		{"name look-alikes", Name, "Ѳлзий Сѵхээ", "өлзийсүхээ"},
		{"initials", Initials, "王小明", "wxm"},
		{"initials dots", Initials, "苏和·巴特尔", "shbte"},
		{"initials latin", Initials, "Bat 王", "batw"},
		{"initials without reading", Initials, "☃1", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.fn(tc.in); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestNameByShape: however a name in the traditional script was typed, it is one
// index; names of another shape are others.
func TestNameByShape(t *testing.T) {
	want := Name(mongol.FromLatin("saran-a")) + Name(mongol.FromLatin("toγtaqu"))
	for _, typed := range []string{
		"ᠰᠠᠷᠠᠨ\u202Fᠠ ᠲᠣᠭᠲᠠᠬᠤ", "ᠰᠠᠷᠠᠨ\u180Eᠠ·ᠲᠤᠭᠲᠠᠬᠤ", "ᠰᠠᠷᠠᠨᠠ ᠳᠣᠭᠳᠠᠬᠤ", "ᠰᠠᠷᠠᠨ\u180Eᠠ ᠲ\u180Bᠣᠭᠲᠠ\u1888ᠣ\u200D",
	} {
		if got := Name(typed); got != want {
			t.Errorf("%+q: %+q, want %+q", typed, got, want)
		}
	}
	if Name(mongol.FromLatin("saran-a")) == Name(mongol.FromLatin("serin-e")) {
		t.Error("two shapes are one")
	}
}

func TestLastFour(t *testing.T) {
	for _, tc := range []struct{ unit, phone, want string }{
		{"u1", "138 0000 0001", "u1\x000001"},
		{"u2", "138 0000 0001", "u2\x000001"},
		{"u1", "0001", "u1\x000001"},
		{"u1", "001", ""},
		{"u1", "", ""},
	} {
		if got := LastFour(tc.unit, tc.phone); got != tc.want {
			t.Errorf("%s %s: got %q", tc.unit, tc.phone, got)
		}
	}
}
