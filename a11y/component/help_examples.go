package component

func helpExamples() []Example {
	code := exampleHelp()
	code.Code = &HelpCode{Intro: "让工作人员看到这一页：", Code: "472 913", Lines: []string{"打电话时报这 6 位数，30 分钟内有效。"}}
	code.Ask = &LinkParams{Text: "用热线问这一题", URL: "/zh-Hans/hotline/new"}
	watched, spent := exampleHelp(), exampleHelp()
	watched.Code = &HelpCode{
		Intro: "读不懂这一题？打电话，报号码：", Code: "472 913", Watched: "接线员正在看您填的内容（10:12 起）。",
		Lines:  []string{"接线员能看，也能替您填。您确认了才算。"},
		Button: &ButtonParams{Text: "停止", Kind: ButtonSecondary, Form: "answer", Action: "/stop"},
	}
	spent.Code = &HelpCode{
		Lines: []string{"已经停止，接线员看不到了。"}, Button: &ButtonParams{Text: "要一个新号码", Kind: ButtonSecondary, Form: "answer", Action: "/new"},
	}
	return []Example{
		{Name: "help", Component: HelpBlock(exampleHelp())},
		{Name: "help-long", Component: HelpBlock(HelpBlockParams{
			Heading: mixedText, Phones: []Phone{{Number: "04718888888", Text: "0471 888 8888", Name: longWord + longWord}}, Lines: []string{longWord, mixedText},
		})},
		{Name: "help-code", Component: HelpBlock(code)},
		{Name: "help-watched", Component: Join(With(Form(FormParams{Action: "/", ID: "answer"}), Paragraph(longWord)), HelpBlock(watched))},
		{Name: "help-spent", Component: Join(With(Form(FormParams{Action: "/", ID: "answer"}), Paragraph(longWord)), HelpBlock(spent))},
		{Name: "who-for", Component: WhoFor(exampleWhoFor())},
		{Name: "who-for-long", Component: WhoFor(WhoForParams{Tag: "代办", Text: "您正在替 **" + longWord + "**（您的外祖母）办理"})},
	}
}

func exampleHelp() HelpBlockParams {
	return HelpBlockParams{
		Heading: "找人帮忙",
		Phones:  []Phone{{Number: "12385", Name: "残疾人服务热线"}, {Number: "12345", Name: "政务服务便民热线"}},
		Lines:   []string{"也可以到任一苏木、街道或社区的便民服务窗口，由工作人员替您填。"},
	}
}

func exampleWhoFor() WhoForParams {
	return WhoForParams{
		Tag: "代办", Text: "您正在替 **其其格**（您的母亲）办理",
		Own: LinkParams{Text: "改为办自己的事", URL: "/zh-Hans/for"},
	}
}
