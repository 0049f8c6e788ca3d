package component

func textExamples() []Example {
	return []Example{
		{Name: "heading", Component: Join(
			Heading(HeadingParams{Level: 1, Text: "您想办什么事？", Home: true}),
			Heading(HeadingParams{Text: "要准备什么", ID: "prepare"}),
			Heading(HeadingParams{Level: 3, Text: "户口簿"}),
			Heading(HeadingParams{Level: 4, Text: "本人那一页"}),
		)},
		{Name: "heading-long", Component: Heading(HeadingParams{Level: 1, Text: longWord + "的重度残疾人护理补贴、困难残疾人生活补贴和康复救助"})},
		{Name: "heading-mixed", Component: Heading(HeadingParams{Level: 1, Text: mixedText})},
		{Name: "paragraph-long", Component: Join(Lead(mixedText+longWord), Paragraph("**"+longWord+longWord+"**"), Aside(mixedText))},
		{Name: "list-many", Component: List(manyLines())},
		{Name: "list-empty", Component: List(nil)},
		{Name: "paragraph", Component: Join(
			Lead("选一件就行。我们一步一步问您，填到一半可以停。"),
			Paragraph("**最晚 12 月 15 日（星期二）告诉您结果。**到期没有结果，我们会自动催办。"),
			Paragraph("一个没有成对的 ** 记号原样显示。"),
			Aside("提交后 10 分钟内一定能撤回。"),
		)},
		{Name: "list", Component: List([]string{"居民身份证，正反面", "户口簿，首页和本人那一页", longWord})},
		{Name: "quote", Component: Join(
			Quote(QuoteParams{Word: "原文", Lang: "mn-Cyrl", Text: "Бичиг баримт бүрэн биш байна.\nДахин авчирна уу."}),
			Quote(QuoteParams{Text: "社区门口的坡道<b>被挡住</b>了 **两周**。"}),
		)},
		{Name: "original", Component: With(Original("mn-Cyrl"), SummaryList(SummaryListParams{
			Heading: "Өргөдөл гаргагч", Rows: []SummaryRow{{Label: "Нэр", Values: []string{"Үзүүлэн Номин"}}, {Label: longWord, Values: []string{longWord}}},
		}))},
	}
}

func manyLines() []string {
	lines := make([]string, many)
	for i := range lines {
		lines[i] = "第 " + itoa(i+1) + " 条：" + mixedText
	}
	return lines
}
