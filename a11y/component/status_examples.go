package component

func statusExamples() []Example {
	return []Example{
		{Name: "status-tag", Component: With(Actions(),
			StatusTag(TagParams{Text: "在办"}),
			StatusTag(TagParams{Text: "要您补材料", Kind: TagTurn}),
			StatusTag(TagParams{Text: "已办结", Kind: TagFinal}),
			StatusTag(TagParams{Text: "符合", Kind: TagMet}),
			StatusTag(TagParams{Text: "已超 1 天", Kind: TagLate}),
			StatusTag(TagParams{Text: "等" + longWord + "补材料"}),
		)},
		{Name: "status-tag-mixed", Component: StatusTag(TagParams{Text: mixedText, Kind: TagLate})},
		{Name: "case-line-long", Component: CaseLine(CaseLineParams{
			Tag: TagParams{Text: longWord, Kind: TagTurn}, Label: mixedText, Number: "1042 7736 9185", Text: "**" + longWord + "**" + mixedText,
		})},
		{Name: "case-line", Component: CaseLine(CaseLineParams{
			Tag: TagParams{Text: "待受理"}, Label: "受理编号", Number: "1042 7736 9185", Text: "**还有 3 天**，11 月 26 日（星期四）前受理",
		})},
	}
}
