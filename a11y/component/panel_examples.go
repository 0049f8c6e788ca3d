package component

import "github.com/a-h/templ"

func panelExamples() []Example {
	return []Example{
		{Name: "panel", Component: examplePanel()},
		{Name: "panel-long", Component: With(ActionPanel(mixedText+longWord), Paragraph(longWord+longWord))},
		{Name: "split", Component: With(Split(examplePanel()), EligibilityList(exampleConditions()))},
	}
}

func examplePanel() templ.Component {
	return With(ActionPanel("下一步"), With(Form(FormParams{Action: "/zh-Hans/desk/cases/c"}),
		Radios(ChoicesParams{
			Field: Field{Name: "act", Label: "怎么办这一件"},
			Options: []Option{
				{Value: "accept", Text: "受理", Hint: "材料齐，送审定", Checked: true},
				{Value: "papers", Text: "要求补材料", Hint: "一次列清，暂停计时"},
				{Value: "forward", Text: "转给别的单位"},
			},
		}),
		TextArea(TextAreaParams{Field: Field{Name: "text", Label: "写给申请人的话", Hint: "用平常话。会原样发给其其格和乌日娜。"}, Rows: 4}),
		Button(ButtonParams{Text: "确定受理"}),
		Aside("审定要另一位同事复核。"),
	))
}
