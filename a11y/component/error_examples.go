package component

import "github.com/a-h/templ"

func exampleErrors() *ErrorSummaryParams {
	return &ErrorSummaryParams{
		Heading: "有问题需要改正（1 处）",
		Items:   []ErrorItem{{Text: "月份要在 1 到 12 之间。您填的是 13。", Target: FieldID("card_valid_to.month")}},
	}
}

func errorExamples() []Example {
	many := ErrorSummaryParams{Heading: "有问题需要改正（3 处）", Items: []ErrorItem{
		{Text: "还没有选残疾等级。看不清也可以选最后一项。", Target: FieldID("level")},
		{Text: "手机号要 11 位。您填了 10 位。", Target: FieldID("phone")},
		{Text: "不认识“" + longWord + "”。", Target: FieldID("name")},
	}}
	return []Example{
		{Name: "error-summary", Component: ErrorSummary(*exampleErrors())},
		{Name: "error-summary-many", Component: ErrorSummary(many)},
	}
}

func questionHead(summary *ErrorSummaryParams) templ.Component {
	return QuestionHead(QuestionHeadParams{
		Back:     &LinkParams{Text: "返回上一题", URL: "/zh-Hans/for/p/drafts/d/level"},
		Summary:  summary,
		Progress: &ProgressParams{Text: "第 4 题，共 9 题", Service: "护理补贴申请"},
	})
}
