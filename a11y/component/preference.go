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

// SpacingOptions are the rows for the room between lines, each with its own.
func SpacingOptions(p preference.Preference, words map[preference.Spacing]PreferenceWords) []Option {
	var rows []Option
	for _, spacing := range preference.Spacings() {
		w := words[spacing]
		rows = append(rows, Option{
			Value: string(spacing), Text: w.Text, Hint: w.Hint,
			Checked: spacing == p.Valid().Spacing, Look: string(spacing),
		})
	}
	return rows
}

// AidOptions are the rows for what helps to read, by value of the field: the
// pointer shows itself over its row, the line is drawn in it.
func AidOptions(p preference.Preference, words map[string]PreferenceWords) []Option {
	chosen := map[string]bool{
		preference.AidPointer: p.Pointer, preference.AidLine: p.Line, preference.AidPinyin: p.Pinyin,
	}
	var rows []Option
	for _, aid := range preference.Aids() {
		w := words[aid]
		rows = append(rows, Option{Value: aid, Text: w.Text, Hint: w.Hint, Checked: chosen[aid], Look: aid})
	}
	return rows
}

// SpeedOptions are the rows for reading aloud.
func SpeedOptions(p preference.Preference, words map[preference.Speed]PreferenceWords) []Option {
	var rows []Option
	for _, speed := range preference.Speeds() {
		w := words[speed]
		rows = append(rows, Option{Value: string(speed), Text: w.Text, Hint: w.Hint, Checked: speed == p.Valid().Speed})
	}
	return rows
}
