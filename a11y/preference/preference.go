// Package preference owns what a reader chose about how pages look and are read
// aloud. It reads and writes the cookie value, reads the preference form and
// names the attributes of the html element that carry the choice. It must not
// know cookies' names, HTTP, accounts or any words.
package preference

import "slices"

// Size is the reader's type size; the pixel values stand in static/css/base.css.
type Size string

// Sizes offered, smallest first.
const (
	SizeStandard Size = "standard"
	SizeLarge    Size = "large"
	SizeHuge     Size = "huge"
)

// Theme is the reader's colour theme.
type Theme string

// Themes offered. ThemeSystem follows the device between light and dark.
const (
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
	ThemeYellow Theme = "yellow"
	ThemeSystem Theme = "system"
)

// Spacing is the room between lines.
type Spacing string

// Spacings offered; wide lines are at least twice the type apart.
const (
	SpacingNormal Spacing = "normal"
	SpacingWide   Spacing = "wide"
)

// Speed is how fast a page is read aloud; the script knows the rates.
type Speed string

// Speeds offered.
const (
	SpeedSlow   Speed = "slow"
	SpeedNormal Speed = "normal"
	SpeedFast   Speed = "fast"
)

// Preference is one reader's choice. The zero value is not valid; use Default.
type Preference struct {
	Elder   bool
	Size    Size
	Theme   Theme
	Spacing Spacing
	Pointer bool // a large mouse pointer
	Line    bool // a line that helps to stay in the row
	Pinyin  bool // how difficult terms are read, above them
	Speed   Speed
}

// Attribute is one attribute of the html element.
type Attribute struct{ Name, Value string }

// Default returns what a reader who chose nothing gets.
func Default() Preference {
	return Preference{Size: SizeStandard, Theme: ThemeLight, Spacing: SpacingNormal, Speed: SpeedNormal}
}

// Sizes returns every size, smallest first.
func Sizes() []Size { return []Size{SizeStandard, SizeLarge, SizeHuge} }

// Themes returns every theme in the order of the form.
func Themes() []Theme { return []Theme{ThemeLight, ThemeDark, ThemeYellow, ThemeSystem} }

// Spacings returns every spacing in the order of the form.
func Spacings() []Spacing { return []Spacing{SpacingNormal, SpacingWide} }

// Speeds returns every speed, slowest first.
func Speeds() []Speed { return []Speed{SpeedSlow, SpeedNormal, SpeedFast} }

// Valid returns p with every unknown value replaced by its default.
func (p Preference) Valid() Preference {
	d := Default()
	p.Size = known(p.Size, Sizes(), d.Size)
	p.Theme = known(p.Theme, Themes(), d.Theme)
	p.Spacing = known(p.Spacing, Spacings(), d.Spacing)
	p.Speed = known(p.Speed, Speeds(), d.Speed)
	return p
}

func known[T comparable](v T, offered []T, standard T) T {
	if slices.Contains(offered, v) {
		return v
	}
	return standard
}

// HasExtras reports whether p asks for more than a mode, a size and a theme.
// Pages for such readers are not kept ready-made: there are too many of them.
func (p Preference) HasExtras() bool { return len(p.String()) > looks }

// Mode returns "elder" or "standard".
func (p Preference) Mode() string {
	if p.Elder {
		return "elder"
	}
	return "standard"
}

// Attributes returns the attributes of the html element that carry p: mode, size
// and theme always, the others when they are not standard.
func (p Preference) Attributes() []Attribute {
	v := p.Valid()
	all := []Attribute{
		{Name: "data-mode", Value: v.Mode()},
		{Name: "data-size", Value: string(v.Size)},
		{Name: "data-theme", Value: string(v.Theme)},
	}
	for _, extra := range []struct {
		Attribute
		chosen bool
	}{
		{Attribute{"data-spacing", string(v.Spacing)}, v.Spacing != SpacingNormal},
		{Attribute{"data-pointer", "large"}, v.Pointer},
		{Attribute{"data-line", "on"}, v.Line},
		{Attribute{"data-pinyin", "on"}, v.Pinyin},
		{Attribute{"data-speed", string(v.Speed)}, v.Speed != SpeedNormal},
	} {
		if extra.chosen {
			all = append(all, extra.Attribute)
		}
	}
	return all
}

// Variants returns every combination of mode, size and theme, the default first:
// for ready-made pages and for tests that must see them all.
func Variants() []Preference {
	var all []Preference
	for _, elder := range []bool{false, true} {
		for _, size := range Sizes() {
			for _, theme := range Themes() {
				p := Default()
				p.Elder, p.Size, p.Theme = elder, size, theme
				all = append(all, p)
			}
		}
	}
	return all
}

// Extras returns what Variants leaves out: each further choice alone, and at last
// all of them at once.
func Extras() []Preference {
	changes := []func(*Preference){
		func(p *Preference) { p.Spacing = SpacingWide },
		func(p *Preference) { p.Pointer = true },
		func(p *Preference) { p.Line = true },
		func(p *Preference) { p.Pinyin = true },
		func(p *Preference) { p.Speed = SpeedFast },
		func(p *Preference) { p.Speed = SpeedSlow },
	}
	var all []Preference
	together := Default()
	for _, change := range changes {
		p := Default()
		change(&p)
		change(&together)
		all = append(all, p)
	}
	return append(all, together)
}
