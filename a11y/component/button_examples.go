package component

func buttonExamples() []Example {
	return []Example{
		{Name: "button", Component: With(Actions(),
			Button(ButtonParams{Text: "保存并继续"}),
			Button(ButtonParams{Text: "查找", Kind: ButtonSecondary, Name: "_act", Value: "find"}),
			Button(ButtonParams{Text: "撤回这份申请", Kind: ButtonWarning}),
			Button(ButtonParams{Text: "删除", Hidden: "：坡道.jpg", Kind: ButtonQuiet, Name: "_delete", Value: "1"}),
			ButtonLink(ButtonLinkParams{Text: "开始申请护理补贴", URL: "/zh-Hans/start"}),
			ButtonLink(ButtonLinkParams{Text: "打印回执（大字）", Kind: ButtonSecondary, URL: "/zh-Hans/print"}),
		)},
		{Name: "button-mixed", Component: With(Actions(), Button(ButtonParams{Text: mixedText}), ButtonLink(ButtonLinkParams{Text: longWord + longWord, Kind: ButtonSecondary, URL: "/zh-Hans/"}))},
		{Name: "button-long", Component: With(Apart(),
			Button(ButtonParams{Text: "撤回" + longWord + "的这一份重度残疾人护理补贴申请", Kind: ButtonWarning}),
		)},
	}
}
