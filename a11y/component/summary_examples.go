package component

func summaryExamples() []Example {
	change := func(name string) *LinkParams {
		return &LinkParams{Text: "更改", Hidden: "：" + name, URL: "/zh-Hans/change/" + name}
	}
	return []Example{
		{Name: "summary-list", Component: SummaryList(SummaryListParams{Heading: "申请人", Rows: []SummaryRow{
			{ID: "row-name", Label: "姓名", Values: []string{"其其格"}, Change: change("姓名")},
			{Label: "身份证号", Values: []string{"152501 19580306 002X"}, Change: change("身份证号")},
			{Label: "日常照护需要（选填）", Values: []string{"未填写"}, Change: change("日常照护需要")},
			{Label: "谁来填的", Values: []string{"女儿 乌日娜（代办）", "打电话，说蒙古语"}},
		}})},
		{Name: "summary-list-many", Component: SummaryList(SummaryListParams{Heading: mixedText, Rows: manyRows()})},
		{Name: "summary-list-long", Component: SummaryList(SummaryListParams{Rows: []SummaryRow{
			{Label: longWord, Values: []string{longWord + longWord}, Lang: "mn-Cyrl", Change: change("名字")},
		}})},
		{Name: "summary-list-empty", Component: SummaryList(SummaryListParams{Heading: "材料照片", Rows: []SummaryRow{
			{Label: "委托书", Values: []string{""}, Change: change("委托书")},
		}})},
	}
}

func manyRows() []SummaryRow {
	rows := make([]SummaryRow, many)
	for i := range rows {
		rows[i].Label = "第 " + itoa(i+1) + " 项 " + longWord
	}
	return rows
}
