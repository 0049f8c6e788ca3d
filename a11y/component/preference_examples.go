package component

import "changban/a11y/preference"

func preferenceExamples() []Example {
	p := preference.Preference{Elder: true, Size: preference.SizeHuge, Theme: preference.ThemeDark}
	return []Example{{Name: "preferences", Component: Join(
		Radios(ChoicesParams{Field: Field{Name: preference.FieldElder, Label: "页面样子"}, Pairs: true, Options: ElderOptions(p,
			PreferenceWords{Text: "标准", Hint: "一页看得多一些"}, PreferenceWords{Text: "长者模式", Hint: "字大、按钮大，一页只做一件事"})}),
		Radios(ChoicesParams{Field: Field{Name: preference.FieldSize, Label: "字号"}, Pairs: true, Options: SizeOptions(p, map[preference.Size]PreferenceWords{
			preference.SizeStandard: {Text: "标准"}, preference.SizeLarge: {Text: "大"}, preference.SizeHuge: {Text: "特大"},
		})}),
		Radios(ChoicesParams{Field: Field{Name: preference.FieldTheme, Label: "配色"}, Pairs: true, Options: ThemeOptions(p, map[preference.Theme]PreferenceWords{
			preference.ThemeLight: {Text: "白底黑字"}, preference.ThemeDark: {Text: "黑底白字"},
			preference.ThemeYellow: {Text: "黑底黄字"}, preference.ThemeSystem: {Text: "跟手机或电脑一样"},
		})}),
	)}}
}
