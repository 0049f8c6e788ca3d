package preference

import (
	"slices"
	"strings"
	"testing"

	"changban/a11y/floor"
)

// every returns all choices there are, the default first.
func every() []Preference {
	var all []Preference
	for _, p := range Variants() {
		for bits := range 1 << 4 {
			for _, speed := range []Speed{SpeedNormal, SpeedSlow, SpeedFast} {
				p.Spacing = map[bool]Spacing{true: SpacingWide, false: SpacingNormal}[bits&1 != 0]
				p.Pointer, p.Line, p.Pinyin, p.Speed = bits&2 != 0, bits&4 != 0, bits&8 != 0, speed
				all = append(all, p)
			}
		}
	}
	return all
}

func TestEveryChoiceSurvivesTheCookie(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range every() {
		s := p.String()
		if seen[s] {
			t.Errorf("%q stands for two choices", s)
		}
		seen[s] = true
		if got := Parse(s); got != p || !Readable(s) {
			t.Errorf("Parse(%q) = %+v, want %+v", s, got, p)
		}
	}
	if len(seen) != 24*16*3 {
		t.Errorf("%d choices, want %d", len(seen), 24*16*3)
	}
	if len(Variants()) != 24 || Variants()[0] != Default() {
		t.Error("24 variants, the default first")
	}
}

// Cookies of readers who chose before there were more choices.
func TestCookiesOfThreeLettersStillCount(t *testing.T) {
	want := Default()
	want.Elder, want.Size, want.Theme = true, SizeHuge, ThemeYellow
	if got := Parse("ehy"); got != want || want.String() != "ehy" {
		t.Errorf("%+v, %q", got, want.String())
	}
}

func TestBadCookiesBecomeDefaults(t *testing.T) {
	look := func(elder bool, size Size, theme Theme) Preference {
		p := Default()
		p.Elder, p.Size, p.Theme = elder, size, theme
		return p
	}
	bad := map[string]Preference{
		"":                         Default(),
		"x":                        Default(),
		"???":                      Default(),
		"e??":                      look(true, SizeStandard, ThemeLight),
		"xhq":                      look(false, SizeHuge, ThemeLight),
		"长者模":                      Default(),
		"s\x00y":                   look(false, SizeStandard, ThemeYellow),
		"ehyyy":                    look(true, SizeHuge, ThemeYellow),   // repeated
		"ssl-+":                    Default(),                           // contradicting
		"ehyyw":                    look(true, SizeHuge, ThemeYellow),   // not the order we write
		"slyw?":                    look(false, SizeLarge, ThemeYellow), // unknown
		"sslwply-+":                Default(),                           // longer than any
		strings.Repeat("ehy", 999): Default(),
	}
	trusting := 0 // a parser that takes every letter it knows
	for in, want := range bad {
		got := Parse(in)
		if got != want {
			t.Errorf("Parse(%q) = %+v, want %+v", in, got, want)
		}
		if in != "" && Readable(in) {
			t.Errorf("%q passes for a cookie of ours", in)
		}
		if trust(in) != want {
			trusting++
		}
	}
	if trusting == 0 {
		t.Error("a parser that trusts would pass: the cases are blind")
	}
	if !t.Failed() {
		floor.Prove(t, "go preference cookie")
	}
}

func trust(s string) Preference {
	p := Default()
	if len(s) < looks {
		return p
	}
	p.Elder, p.Size, p.Theme = s[0] == 'e', byLetter(s[1], Sizes(), p.Size), byLetter(s[2], Themes(), p.Theme)
	p.Pinyin = strings.Contains(s[looks:], letterPinyin)
	return p
}

func FuzzParse(f *testing.F) {
	for _, p := range Extras() {
		f.Add(p.String())
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := Parse(s)
		if p != p.Valid() || Parse(p.String()) != p {
			t.Errorf("Parse(%q) = %+v", s, p)
		}
	})
}

func TestFormOverWhatWasChosen(t *testing.T) {
	now := Parse("eldwy-")
	for _, c := range []struct {
		form   map[string][]string
		want   string
		unread int
	}{
		{nil, "eldwy-", 0},
		{map[string][]string{FieldSize: {"huge"}}, "ehdwy-", 0},
		{map[string][]string{FieldElder: {"0"}}, "sldwy-", 0},
		{map[string][]string{FieldAidsAre: {""}}, "eldw-", 0},
		{map[string][]string{FieldAids: {AidLine, AidPointer}}, "eldwpl-", 0},
		{map[string][]string{FieldSpeed: {"fast"}, FieldSpacing: {"normal"}}, "eldy+", 0},
		{map[string][]string{FieldTheme: {"<script>"}}, "ellwy-", 1},
		{map[string][]string{FieldTheme: {"dark", "light"}}, "ellwy-", 1},
		{map[string][]string{FieldElder: {"yes"}, FieldSize: {""}, FieldAids: {"pinyin", "x"}, FieldSpeed: {"9"}}, "ssdwy", 4},
	} {
		got, unread := FromForm(func(n string) []string { return c.form[n] }, now)
		if got.String() != c.want || unread != c.unread {
			t.Errorf("%v: %q with %d unread, want %q with %d", c.form, got, unread, c.want, c.unread)
		}
	}
}

func TestAttributesNeverCarryUnknownValues(t *testing.T) {
	got := Preference{Elder: true, Size: `"x`, Theme: "pink", Spacing: "tight", Speed: "9"}.Attributes()
	want := []Attribute{{"data-mode", "elder"}, {"data-size", "standard"}, {"data-theme", "light"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if (Preference{}).String() != "ssl" {
		t.Errorf("zero value writes %q", Preference{}.String())
	}
	all := Parse("ehywply+").Attributes()
	rest := []Attribute{{"data-spacing", "wide"}, {"data-pointer", "large"}, {"data-line", "on"}, {"data-pinyin", "on"}, {"data-speed", "fast"}}
	if !slices.Equal(all[3:], rest) {
		t.Errorf("%v, want %v", all[3:], rest)
	}
}

func TestExtras(t *testing.T) {
	for _, p := range Extras() {
		if !p.HasExtras() || p != p.Valid() {
			t.Errorf("%s", p)
		}
	}
	for _, p := range Variants() {
		if p.HasExtras() {
			t.Errorf("%s has extras", p)
		}
	}
}
