package component

func tableExamples() []Example {
	return []Example{
		{Name: "table", Component: Table(exampleQueue())},
		{Name: "table-empty", Component: Table(TableParams{Caption: "事项列表", Columns: []string{"期限", "编号"}})},
		{Name: "table-many", Component: Table(manyCases())},
		{Name: "pagination-one", Component: Pagination(PaginationParams{Label: "页码", Text: "第 1 页，共 1 页"})},
		{Name: "pagination-long", Component: Pagination(PaginationParams{
			Label: "页码", Text: mixedText, Previous: &LinkParams{Text: longWord, URL: "?page=99"}, Next: &LinkParams{Text: "下一页" + longWord, URL: "?page=101"},
		})},
		{Name: "filters-long", Component: Filters(FiltersParams{ID: "long", Label: "筛选", Links: []LinkParams{
			{Text: mixedText, URL: "?", Current: true}, {Text: longWord + longWord + " 1000", URL: "?late"},
		}})},
		{Name: "pagination", Component: Pagination(PaginationParams{
			Label: "页码", Text: "第 2 页，共 4 页",
			Previous: &LinkParams{Text: "上一页", URL: "?page=1"}, Next: &LinkParams{Text: "下一页", URL: "?page=3"},
		})},
		{Name: "filters", Component: Filters(FiltersParams{Label: "筛选", Links: []LinkParams{
			{Text: "全部 23", URL: "?", Current: true}, {Text: "超期 1", URL: "?late"}, {Text: "待受理 9", URL: "?new"},
		}})},
	}
}

func exampleQueue() TableParams {
	link := func(n string) *LinkParams { return &LinkParams{Text: n, URL: "/zh-Hans/desk/cases/" + plain(n)} }
	return TableParams{
		Caption: "事项列表", Head: 1,
		Columns: []string{"期限", "编号", "申请人", "事项", "到哪一步", "谁在办"},
		Rows: []TableRow{
			{Late: true, Cells: []Cell{
				{Tag: &TagParams{Text: "已超 1 天", Kind: TagLate}, Text: "11 月 20 日"}, {Link: link("1073 2208 4416")},
				{Text: "巴图，听力 二级"}, {Text: "残疾人证换领"}, {Text: "待受理"}, {Text: "无"},
			}},
			{Cells: []Cell{
				{Tag: &TagParams{Text: "今天到期", Kind: TagTurn}, Text: "11 月 23 日"}, {Link: link("1018 9931 5072")},
				{Text: "萨仁，肢体 一级"}, {Text: "护理补贴"}, {Text: "待审定"}, {Text: "您"},
			}},
			{Cells: []Cell{
				{Text: "**还有 3 天** 11 月 26 日"}, {Link: link("1042 7736 9185")},
				{Text: longWord}, {Text: "护理补贴"}, {Text: "待受理"}, {Text: "无"},
			}},
		},
	}
}

func manyCases() TableParams {
	p := TableParams{Caption: mixedText, Columns: []string{"编号", longWord}}
	for i := range many {
		p.Rows = append(p.Rows, TableRow{Late: i%2 == 0, Cells: []Cell{
			{Link: &LinkParams{Text: "编号 " + itoa(i+1), URL: "/zh-Hans/desk/cases/" + itoa(i+1)}}, {Tag: &TagParams{Text: "已超 1 天", Kind: TagLate}, Text: mixedText},
		}})
	}
	return p
}
