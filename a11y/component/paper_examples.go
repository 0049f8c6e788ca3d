package component

func paperExamples() []Example {
	return []Example{{Name: "paper", Component: OfficialPaper(OfficialPaperParams{
		Title: "补正告知书", Reference: "编号 1042 7736 9185", Addressee: "其其格：",
		Blocks: []PaperBlock{
			{Paragraphs: []string{"您申请的重度残疾人护理补贴，还差 1 份材料。", "**最晚 11 月 30 日（星期一）补上就行。**"}},
			{Heading: "要补的材料", Rows: []SummaryRow{{Label: "户口簿本人页", Values: []string{"重新拍一张。原来那张右下角太暗。"}}}},
		},
		Unit: "二连浩特市民政和社会保障局（示例）", Date: "2026 年 11 月 25 日",
		Lines: []string{"有不明白的，打 12345。"},
	})}}
}
