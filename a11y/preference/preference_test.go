package preference

import "testing"

func TestEveryVariantSurvivesTheCookie(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Variants() {
		s := p.String()
		if seen[s] {
			t.Errorf("%q stands for two variants", s)
		}
		seen[s] = true
		if got := Parse(s); got != p {
			t.Errorf("Parse(%q) = %+v, want %+v", s, got, p)
		}
	}
	if len(seen) != 24 {
		t.Errorf("%d variants, want 24", len(seen))
	}
	if Variants()[0] != Default() {
		t.Error("the first variant is not the default")
	}
}

func TestBadCookiesBecomeDefaults(t *testing.T) {
	for in, want := range map[string]Preference{
		"":       Default(),
		"x":      Default(),
		"ehyy":   Default(),
		"???":    Default(),
		"e??":    {Elder: true, Size: SizeStandard, Theme: ThemeLight},
		"xhq":    {Size: SizeHuge, Theme: ThemeLight},
		"长者模":    Default(),
		"s\x00y": {Size: SizeStandard, Theme: ThemeYellow},
	} {
		if got := Parse(in); got != want {
			t.Errorf("Parse(%q) = %+v, want %+v", in, got, want)
		}
	}
}

func TestFormValuesAreChecked(t *testing.T) {
	form := map[string]string{FieldElder: "1", FieldSize: "huge", FieldTheme: "<script>"}
	got := FromForm(func(n string) string { return form[n] })
	if want := (Preference{Elder: true, Size: SizeHuge, Theme: ThemeLight}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := FromForm(func(string) string { return "" }); got != Default() {
		t.Errorf("empty form = %+v", got)
	}
}

func TestAttributesNeverCarryUnknownValues(t *testing.T) {
	got := Preference{Elder: true, Size: `"x`, Theme: "pink"}.Attributes()
	want := []Attribute{{"data-mode", "elder"}, {"data-size", "standard"}, {"data-theme", "light"}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("attribute %d = %+v, want %+v", i, got[i], want[i])
		}
	}
	if (Preference{}).String() != "ssl" {
		t.Errorf("zero value writes %q", Preference{}.String())
	}
}
