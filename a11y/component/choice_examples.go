package component

func choiceExamples() []Example {
	level := Field{Name: "level", Label: "残疾人证上写的是几级？", Hint: "看证件里“残疾等级”那一行。一级最重，四级最轻。", Heading: true}
	wrong := level
	wrong.Error, wrong.ErrorWord = "还没有选。看不清也可以选最后一项。", "错误："
	return []Example{
		{Name: "radios", Component: Radios(ChoicesParams{Field: level, Options: levelOptions(2)})},
		{Name: "radios-error", Component: Radios(ChoicesParams{Field: wrong, Options: levelOptions(0)})},
		{Name: "radios-many", Component: Radios(ChoicesParams{Field: Field{Name: "county", Label: "户口在哪个旗县？"}, Options: manyOptions(many)})},
		{Name: "radios-long", Component: Radios(ChoicesParams{
			Field:   Field{Name: "long", Label: mixedText + longWord, Hint: longHint, Error: mixedText, ErrorWord: "错误："},
			Options: []Option{{Value: "1", Text: mixedText, Hint: longWord}, {Value: "2", Text: longWord + longWord}},
		})},
		{Name: "checkboxes", Component: Checkboxes(ChoicesParams{Field: Field{Name: "kinds", Label: "残疾类别有哪几种？"}, Options: levelOptions(1)})},
		{Name: "checkboxes-many", Component: Checkboxes(ChoicesParams{Field: Field{Name: "counties", Label: "住过哪些旗县？"}, Options: manyOptions(many)})},
		{Name: "checkboxes-error", Component: Checkboxes(ChoicesParams{
			Field: Field{Name: "needs", Label: "需要哪些？", Hint: "可以选几项。", Error: "至少选一项。", ErrorWord: "错误："},
			Options: []Option{
				{Value: "wheelchair", Text: "轮椅", Hint: "也可以租用和维修。", Checked: true},
				{Value: "hearing", Text: "助听器"},
				{Value: "other", Text: longWord},
			},
		})},
		{Name: "checkbox", Component: Checkbox(CheckboxParams{Field: Field{Name: "declaration", Label: "以上都是真实的"}, Value: "yes"})},
		{Name: "checkbox-long", Component: Checkbox(CheckboxParams{Field: Field{Name: "agree", Label: mixedText + longWord}, Value: "yes"})},
		{Name: "checkbox-error", Component: Checkbox(CheckboxParams{
			Field: Field{Name: "declaration", Label: "以上都是真实的", Error: "看过以后，请在这里打勾。", ErrorWord: "错误："}, Value: "yes",
		})},
	}
}

func levelOptions(chosen int) []Option {
	rows := []Option{
		{Value: "1", Text: "一级"}, {Value: "2", Text: "二级"}, {Value: "3", Text: "三级"}, {Value: "4", Text: "四级"},
		{Value: "unknown", Text: "看不清，请工作人员帮我核对"},
	}
	for i := range rows {
		rows[i].Checked = i+1 == chosen
	}
	return rows
}

func manyOptions(n int) []Option {
	rows := make([]Option, n)
	for i := range rows {
		rows[i] = Option{Value: itoa(i), Text: "旗县 " + itoa(i+1)}
	}
	return rows
}
