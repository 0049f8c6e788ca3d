package component

import "changban/a11y/preference"

// switchExamples are the small parts of the frame, each alone: skip link,
// language switch, mode switch, menu, what comes next.
func switchExamples() []Example {
	elder := preference.Preference{Elder: true}.Valid()
	mode := exampleFrame(preference.Default()).Bar.Toggle
	long := mode
	long.Text = mixedText + longWord
	return []Example{
		{Name: "skip-link", Component: skip("跳到主要内容")},
		{Name: "language-switch", Component: languages(exampleLanguages())},
		{Name: "language-switch-one", Component: languages(exampleLanguages()[:1])},
		{Name: "mode-switch", Component: Toggle(mode, preference.Default())},
		{Name: "mode-switch-elder", Component: Toggle(exampleFrame(elder).Bar.Toggle, elder)},
		{Name: "mode-switch-long", Component: Toggle(long, elder)},
		{Name: "menu", Component: menu("主菜单", exampleMenu())},
		{Name: "menu-long", Component: menu(longWord, []LinkParams{{Text: mixedText, URL: "/zh-Hans/"}, {Text: longWord + longWord, URL: "/zh-Hans/me"}})},
		{Name: "language-link", Component: Switch(SwitchParams{Text: "看汉文版", To: "zh-Hans", URL: "/zh-Hans/me"})},
		{Name: "language-button", Component: Join(
			With(Form(FormParams{Action: "/zh-Hans/me", ID: "typed"}), With(Actions(), Button(ButtonParams{Text: "保存"}))),
			enter(&ButtonParams{Text: "保存", Form: "typed"}),
			Switch(SwitchParams{Text: "ᠮᠣᠩᠭᠣᠯ", Lang: "mn-Mong", To: "mn-Mong", URL: "/mn-Mong/me", Form: "typed", Field: "_language"}),
		)},
		{Name: "next-lines", Component: NextLines([]string{"填好以后，按上面的大按钮。", mixedText + longWord})},
	}
}
