package component

func linkExamples() []Example {
	return []Example{
		{Name: "link", Component: Join(
			BackLink(LinkParams{Text: "返回上一题", URL: "/zh-Hans/back"}),
			Link(LinkParams{Text: "打印这份说明", URL: "/zh-Hans/print"}),
			Link(LinkParams{Text: "更改", Hidden: "：姓名", URL: "/zh-Hans/change"}),
			Link(LinkParams{Text: "Бичиг баримт", Lang: "mn-Cyrl", URL: "/mn-Cyrl/", Strong: true}),
		)},
		{Name: "link-hostile", Component: Link(LinkParams{Text: "不会执行", URL: "javascript:alert(1)"})},
		{Name: "link-list", Component: LinkList([]LinkItem{
			{Link: LinkParams{Text: "重度残疾人护理补贴", URL: "/zh-Hans/services/nursing-subsidy"}, Text: "每月补一笔照护的钱。"},
			{Link: LinkParams{Text: longWord, URL: "/zh-Hans/services/long"}},
		})},
		{Name: "link-long", Component: Join(
			BackLink(LinkParams{Text: "返回" + longWord + longWord, URL: "/zh-Hans/back"}),
			Link(LinkParams{Text: mixedText, Hidden: longWord, URL: "/zh-Hans/long?a=" + longWord, Current: true}),
		)},
		{Name: "link-list-many", Component: LinkList(manyLinks())},
		{Name: "progress-long", Component: Progress(ProgressParams{Text: "第 100 题，共 100 题", Service: mixedText + longWord})},
		{Name: "progress", Component: Progress(ProgressParams{Text: "第 3 题，共 9 题", Service: "护理补贴申请"})},
		{Name: "question-head", Component: questionHead(nil)},
		{Name: "question-head-error", Component: questionHead(exampleErrors())},
	}
}

func manyLinks() []LinkItem {
	items := make([]LinkItem, many)
	for i := range items {
		items[i] = LinkItem{Link: LinkParams{Text: "事项 " + itoa(i+1), URL: "/zh-Hans/services/" + itoa(i+1)}, Text: mixedText}
	}
	return items
}
