package component

import "changban/a11y/preference"

// PreferenceWords are the words of one row of the preference form.
type PreferenceWords struct{ Text, Hint string }

// ElderOptions are the rows for the page's look.
func ElderOptions(p preference.Preference, standard, elder PreferenceWords) []Option {
	return []Option{
		{Value: "0", Text: standard.Text, Hint: standard.Hint, Checked: !p.Elder},
		{Value: "1", Text: elder.Text, Hint: elder.Hint, Checked: p.Elder},
	}
}

// SizeOptions are the rows for the type size, each in its own size. The words
// are found by size.
func SizeOptions(p preference.Preference, words map[preference.Size]PreferenceWords) []Option {
	var rows []Option
	for _, size := range preference.Sizes() {
		w := words[size]
		rows = append(rows, Option{
			Value: string(size), Text: w.Text, Hint: w.Hint,
			Checked: size == p.Valid().Size, Look: string(size),
		})
	}
	return rows
}

// ThemeOptions are the rows for the colours, each in its own colours whatever
// theme the page has.
func ThemeOptions(p preference.Preference, words map[preference.Theme]PreferenceWords) []Option {
	var rows []Option
	for _, theme := range preference.Themes() {
		w := words[theme]
		rows = append(rows, Option{
			Value: string(theme), Text: w.Text, Hint: w.Hint,
			Checked: theme == p.Valid().Theme, Theme: string(theme),
		})
	}
	return rows
}
