package component

func formExamples() []Example {
	name := Field{Name: "name", Label: "姓名", Hint: "和身份证上的一样。"}
	wrong := Field{
		Name: "id_number", Label: "身份证号是多少？", Hint: "18 位，最后一位可能是 X。",
		Error: "少了 1 位。要 18 位，您填了 17 位。", ErrorWord: "错误：", Heading: true,
	}
	return []Example{
		{Name: "text-field", Component: TextField(TextFieldParams{Field: name, Autocomplete: "name", NoSpelling: true})},
		{Name: "text-field-error", Component: TextField(TextFieldParams{Field: wrong, Value: `15250119580306<"'002`, Width: WidthNumber, NoSpelling: true})},
		{Name: "text-field-long", Component: TextField(TextFieldParams{
			Field: Field{Name: "long", Label: mixedText + longWord, Hint: longHint, Error: longWord, ErrorWord: "错误："}, Value: mixedText + longWord, Unit: longWord,
		})},
		{Name: "text-area-long", Component: TextArea(TextAreaParams{Field: Field{Name: "story", Label: longWord + longWord, Hint: longHint}, Value: mixedText + "\n" + longWord + longWord + "</textarea>"})},
		{Name: "search-long", Component: SearchField(SearchFieldParams{
			Action: "/zh-Hans/search", Field: Field{Name: "ask", Label: mixedText, Error: longWord, ErrorWord: "错误："}, Value: longWord + longWord, Button: longWord,
		})},
		{Name: "text-field-unit", Component: TextField(TextFieldParams{
			Field: Field{Name: "income", Label: "每月收入"}, Value: "1200", InputMode: "numeric", Width: WidthYear, Unit: "元",
		})},
		{Name: "text-area", Component: TextArea(TextAreaParams{
			Field: Field{Name: "care", Label: "平时要人照护哪些事？", Hint: "想到什么写什么。", Heading: true},
			Value: "吃饭、穿衣。\n</textarea><b>夜里翻身</b>",
		})},
		{Name: "text-area-error", Component: TextArea(TextAreaParams{
			Field: Field{Name: "text", Label: "写给申请人的话", Error: "还没有写。", ErrorWord: "错误："}, Rows: 4,
		})},
		{Name: "form", Component: With(Form(FormParams{
			Action: "/zh-Hans/for/p/drafts/d/name", ID: "answer", Multipart: true,
			Hidden: []HiddenParams{{Name: "_csrf", Value: "token"}, {Name: "_key", Value: "k-1"}},
			Enter:  &ButtonParams{Text: "保存并继续"},
		}), TextField(TextFieldParams{Field: name}), Button(ButtonParams{Text: "保存并继续"}))},
		{Name: "search", Component: SearchField(SearchFieldParams{
			Action: "/zh-Hans/search", Field: Field{Name: "q", Label: "上面没有？用自己的话说，我们来找", Hint: "例如：“一个月 110 块”“孩子听不见”。"}, Button: "查找",
		})},
	}
}
