package prefs

import (
	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/portal/web"
)

// groups are the questions of the page, every row in its own look.
func groups(p *web.Page) []group {
	look := p.Preference
	words := wordsOf(p)
	modes := byValue([]string{"standard", "elder"}, words, "prefs.look.")
	return []group{
		ask(p, preference.FieldElder, "prefs.look.question",
			component.ElderOptions(look, modes["standard"], modes["elder"])),
		ask(p, preference.FieldSize, "prefs.size.question",
			component.SizeOptions(look, byValue(preference.Sizes(), words, "prefs.size."))),
		ask(p, preference.FieldTheme, "prefs.theme.question",
			component.ThemeOptions(look, byValue(preference.Themes(), words, "prefs.theme."))),
		ask(p, preference.FieldSpacing, "prefs.spacing.question",
			component.SpacingOptions(look, byValue(preference.Spacings(), words, "prefs.spacing."))),
		tick(ask(p, preference.FieldAids, "prefs.aids.question",
			component.AidOptions(look, byValue(preference.Aids(), words, "prefs.aids.")))),
		ask(p, preference.FieldSpeed, "prefs.speed.question",
			component.SpeedOptions(look, byValue(preference.Speeds(), words, "prefs.speed."))),
	}
}

func ask(p *web.Page, field, question string, rows []component.Option) group {
	return group{ChoicesParams: component.ChoicesParams{
		Field: component.Field{Name: field, Label: p.T(question)}, Pairs: true, Options: rows,
	}}
}

func tick(g group) group {
	g.many = true
	return g
}

// wordsOf finds the words of a row, with a hint where there is one.
func wordsOf(p *web.Page) func(id string) component.PreferenceWords {
	return func(id string) component.PreferenceWords {
		w := component.PreferenceWords{Text: p.T(id)}
		if hint := id + "_hint"; p.Words().Has(hint) {
			w.Hint = p.T(hint)
		}
		return w
	}
}

func byValue[T ~string](values []T, words func(id string) component.PreferenceWords, prefix string) map[T]component.PreferenceWords {
	found := map[T]component.PreferenceWords{}
	for _, v := range values {
		found[v] = words(prefix + string(v))
	}
	return found
}
