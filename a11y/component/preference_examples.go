package component

import "changban/a11y/preference"

func preferenceExamples() []Example {
	p := preference.Parse("ehdwl-")
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
		Radios(ChoicesParams{Field: Field{Name: preference.FieldSpacing, Label: "行与行的距离"}, Pairs: true, Options: SpacingOptions(p, map[preference.Spacing]PreferenceWords{
			preference.SpacingNormal: {Text: "标准"}, preference.SpacingWide: {Text: "宽一些", Hint: "两行之间空得多"},
		})}),
		Checkboxes(ChoicesParams{Field: Field{Name: preference.FieldAids, Label: "阅读帮助"}, Pairs: true, Options: AidOptions(p, map[string]PreferenceWords{
			preference.AidPointer: {Text: "大鼠标箭头"}, preference.AidLine: {Text: "阅读线", Hint: "上下两条横线，看准一行"}, preference.AidPinyin: {Text: "难字注拼音"},
		})}),
		Radios(ChoicesParams{Field: Field{Name: preference.FieldSpeed, Label: "朗读快慢"}, Pairs: true, Options: SpeedOptions(p, map[preference.Speed]PreferenceWords{
			preference.SpeedSlow: {Text: "慢"}, preference.SpeedNormal: {Text: "标准"}, preference.SpeedFast: {Text: "快"},
		})}),
	)}}
}
