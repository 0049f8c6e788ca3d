package component

func noticeExamples() []Example {
	return []Example{
		{Name: "notice-plain", Component: With(Notice(NoticeParams{Lines: []string{"**您正在办这一件**，到 11:10 为止别人不能改。"}}),
			Link(LinkParams{Text: "放回队列", URL: "/zh-Hans/desk/release"}))},
		{Name: "notice-turn", Component: With(Notice(NoticeParams{Kind: NoticeTurn, Heading: "请补 1 份材料", Lines: []string{
			"**户口簿本人那一页，重新拍一张。**", "原来那张右下角太暗，看不清出生日期。请在亮处平放着拍。",
			"11 月 30 日（星期一）前补上就行。等您的这几天不算在办理时间里。",
		}}), With(Actions(),
			ButtonLink(ButtonLinkParams{Text: "补交户口簿照片", URL: "/zh-Hans/papers"}),
			Link(LinkParams{Text: "我拍不了，带到窗口去", URL: "/zh-Hans/office"}),
		))},
		{Name: "notice-good", Component: With(Notice(NoticeParams{Kind: NoticeGood, Heading: "您看起来符合条件"}),
			EligibilityList(exampleConditions()), Paragraph("有一条不清楚也可以申请，由工作人员核对。"))},
		{Name: "notice-long", Component: With(Notice(NoticeParams{Heading: mixedText + longWord, Lines: []string{longWord + longWord, mixedText}}),
			Link(LinkParams{Text: longWord, URL: "/zh-Hans/"}))},
		{Name: "receipt-long", Component: Receipt(ReceiptParams{
			Heading: "我们收到了" + longWord + "的申请", NumberLabel: mixedText, Number: "1042 7736 9185 1042 7736 9185", Lines: []string{longWord},
		})},
		{Name: "status-message-long", Component: StatusMessage(mixedText + longWord)},
		{Name: "details-long", Component: With(Details(mixedText+longWord), List(manyLines()))},
		{Name: "receipt", Component: Receipt(ReceiptParams{
			Heading: "我们收到了其其格的申请", NumberLabel: "受理编号", Number: "1042 7736 9185",
			Lines: []string{"2026 年 11 月 23 日（星期一）上午 10:24", "重度残疾人护理补贴"},
		})},
		{Name: "status-message", Component: StatusMessage("已经保存。")},
		{Name: "details", Component: With(Details("为什么问这个"), Paragraph("一级、二级可以领护理补贴。"))},
	}
}
