package component

func factExamples() []Example {
	return []Example{
		{Name: "facts", Component: FactsRow([]Fact{
			{Label: "能领多少", Value: "每月 110 元", Note: "二连浩特市"},
			{Label: "多久有结果", Value: "16 个工作日内", Note: "从材料齐的第二天算起"},
			{Label: "要花钱吗", Value: "不收费"},
		})},
		{Name: "facts-long", Component: FactsRow([]Fact{{Label: longWord, Value: mixedText, Note: longWord + longWord}, {Label: "多久", Value: "—"}})},
		{Name: "conditions-long", Component: EligibilityList([]Condition{{Tag: TagParams{Text: longWord, Kind: TagMet}, Text: mixedText + longWord}})},
		{Name: "conditions", Component: EligibilityList(exampleConditions())},
	}
}

func exampleConditions() []Condition {
	return []Condition{
		{Tag: TagParams{Text: "符合", Kind: TagMet}, Text: "您的残疾人证有效。"},
		{Tag: TagParams{Text: "还不清楚"}, Text: "您是否在领工伤护理费？领了就不能同时领这项。"},
		{Tag: TagParams{Text: "不符合"}, Text: longWord},
	}
}
