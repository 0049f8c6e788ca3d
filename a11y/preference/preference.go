// Package preference owns what a reader chose about how pages look: elder mode,
// type size and colour theme. It reads and writes the cookie value, reads the
// preference form and names the attributes of the html element that carry the
// choice. It must not know cookies' names, HTTP, accounts or any words.
package preference

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

// Names of the fields of the preference form and of the elder mode toggle.
const (
	FieldElder = "elder" // "1" on, anything else off
	FieldSize  = "size"
	FieldTheme = "theme"
)

// Preference is one reader's choice. The zero value is not valid; use Default.
type Preference struct {
	Elder bool
	Size  Size
	Theme Theme
}

// Attribute is one attribute of the html element.
type Attribute struct{ Name, Value string }

// Default returns what a reader who chose nothing gets.
func Default() Preference { return Preference{Size: SizeStandard, Theme: ThemeLight} }

// Sizes returns every size, smallest first.
func Sizes() []Size { return []Size{SizeStandard, SizeLarge, SizeHuge} }

// Themes returns every theme in the order of the form.
func Themes() []Theme { return []Theme{ThemeLight, ThemeDark, ThemeYellow, ThemeSystem} }

// Parse reads a cookie value written by String; every part that is missing or
// unknown becomes its default, so a broken cookie never breaks a page.
func Parse(s string) Preference {
	p := Default()
	if len(s) != 3 {
		return p
	}
	p.Elder = s[0] == 'e'
	for _, size := range Sizes() {
		if size[0] == s[1] {
			p.Size = size
		}
	}
	for _, theme := range Themes() {
		if theme[0] == s[2] {
			p.Theme = theme
		}
	}
	return p
}

// String returns the cookie value: mode, size and theme as one letter each
// ("ssl", "ehy"). Equal preferences give equal strings: it is a cache key too.
func (p Preference) String() string {
	p = p.Valid()
	return p.Mode()[:1] + string(p.Size[0]) + string(p.Theme[0])
}

// FromForm reads the posted preference form; value returns a posted field, ""
// when it is missing. Unknown values become defaults.
func FromForm(value func(name string) string) Preference {
	p := Preference{
		Elder: value(FieldElder) == "1",
		Size:  Size(value(FieldSize)),
		Theme: Theme(value(FieldTheme)),
	}
	return p.Valid()
}

// Valid returns p with every unknown value replaced by its default.
func (p Preference) Valid() Preference {
	out := Preference{Elder: p.Elder, Size: SizeStandard, Theme: ThemeLight}
	for _, size := range Sizes() {
		if size == p.Size {
			out.Size = size
		}
	}
	for _, theme := range Themes() {
		if theme == p.Theme {
			out.Theme = theme
		}
	}
	return out
}

// Mode returns "elder" or "standard".
func (p Preference) Mode() string {
	if p.Elder {
		return "elder"
	}
	return "standard"
}

// Attributes returns the attributes of the html element that carry p.
func (p Preference) Attributes() []Attribute {
	v := p.Valid()
	return []Attribute{
		{Name: "data-mode", Value: v.Mode()},
		{Name: "data-size", Value: string(v.Size)},
		{Name: "data-theme", Value: string(v.Theme)},
	}
}

// Variants returns every combination, the default first: for ready-made pages
// and for tests that must see them all.
func Variants() []Preference {
	var all []Preference
	for _, elder := range []bool{false, true} {
		for _, size := range Sizes() {
			for _, theme := range Themes() {
				all = append(all, Preference{Elder: elder, Size: size, Theme: theme})
			}
		}
	}
	return all
}
