package component

func timelineExamples() []Example {
	return []Example{
		{Name: "timeline", Component: Timeline(exampleSteps())},
		{Name: "timeline-long", Component: Timeline([]Step{
			{State: StepNow, Word: "现在：", Title: mixedText, Days: longWord, Lines: []string{longWord + longWord, mixedText}},
		})},
		{Name: "timeline-open", Component: Timeline([]Step{
			{Title: "您申请", Lines: []string{"网上填，或到任一苏木、街道窗口。"}},
			{Title: "受理并送到户籍地", Days: "3 个工作日内", Lines: []string{"材料不齐，一次说清要补什么。"}},
			{Title: longWord},
		})},
		{Name: "history-many", Component: History(manyEvents())},
		{Name: "history", Component: History([]HistoryRow{
			{When: "11 月 23 日 10:24", Text: "乌日娜代其其格提交。网上，中文。"},
			{When: "11 月 23 日 10:40", Text: longWord + "打开（办理）。其其格可以看到这一条。"},
		})},
	}
}

func exampleSteps() []Step {
	return []Step{
		{State: StepDone, Word: "已完成：", Title: "已提交", Lines: []string{"11 月 23 日 10:24，乌日娜代其其格提交。"}},
		{State: StepDone, Word: "已完成：", Title: "街道看过材料", Lines: []string{"11 月 25 日 15:10，乌兰街道便民服务窗口（示例）。"}},
		{State: StepNow, Word: "现在：", Title: "等您补材料", Lines: []string{"11 月 25 日起，办理时间暂停。"}},
		{Word: "还没到：", Title: "残联核对证件", Lines: []string{"补上材料后 3 个工作日内。"}},
		{Word: "还没到：", Title: "告诉您结果", Lines: []string{"打电话给其其格，短信给乌日娜。"}},
	}
}

func manyEvents() []HistoryRow {
	rows := make([]HistoryRow, many)
	for i := range rows {
		rows[i] = HistoryRow{When: "11 月 23 日 10:" + itoa(10+i%50), Text: mixedText}
	}
	return rows
}
