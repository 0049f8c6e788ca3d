package component

import "github.com/a-h/templ"

func rowExamples() []Example {
	row := func(number, name string) templ.Component {
		remove := ButtonParams{
			Text: "去掉这一行", Hidden: "：第 " + number + " 行", Kind: ButtonQuiet,
			Name: "_row", Value: "remove:members:" + number, Action: "/zh-Hans/members#f-members",
		}
		return With(RowGroup(RowGroupParams{ID: FieldID("members." + number), Legend: "第 " + number + " 行", Remove: &remove}),
			TextField(TextFieldParams{Field: Field{Name: "members." + number + ".name", Label: "姓名"}, Value: name}))
	}
	list := Field{Name: "members", Label: "一起生活的有哪些人？", Hint: "一个人一行。", Heading: true}
	var rows []templ.Component
	for i := range 20 {
		rows = append(rows, row(itoa(i+1), mixedText))
	}
	return []Example{{Name: "rows-many", Component: With(Fieldset(list), rows...)}, {Name: "rows", Component: With(Fieldset(list), row("1", "包立德"), row("2", longWord),
		Button(ButtonParams{Text: "再加一行", Kind: ButtonSecondary, Name: "_row", Value: "add:members", Action: "/zh-Hans/members#f-members-2"}),
	)}}
}
