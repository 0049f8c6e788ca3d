package component

import (
	"github.com/a-h/templ"

	"changban/a11y/preference"
)

// ExampleStyle stands for the fingerprinted sheet; the gallery and the tests
// put the real address in its place.
const ExampleStyle = "/static/portal.css"

func frameExamples() []Example {
	elder := preference.Preference{Elder: true, Size: preference.SizeStandard, Theme: preference.ThemeLight}
	yellow := preference.Preference{Size: preference.SizeStandard, Theme: preference.ThemeYellow}
	languages := exampleFrame(preference.Default())
	languages.Bar.Languages = exampleLanguages()
	return []Example{
		{Name: "page-home", Page: true, Component: With(Frame(languages), homeBody())},
		{Name: "page-home-elder", Page: true, Component: With(Frame(exampleFrame(elder)), homeBody())},
		{Name: "page-question", Page: true, Component: With(Frame(questionFrame(preference.Default())), questionBody("保存并继续"))},
		{Name: "page-question-elder", Page: true, Component: With(Frame(questionFrame(elder)), questionBody("下一题"))},
		{Name: "page-question-yellow", Page: true, Component: With(Frame(questionFrame(yellow)), questionBody("保存并继续"))},
		{Name: "page-error", Page: true, Component: With(Frame(errorFrame()), errorBody())},
		{Name: "page-receipt", Page: true, Component: With(Frame(caseFrame()), receiptBody())},
		{Name: "page-outage", Page: true, Component: With(Frame(outageFrame()), homeBody())},
		{Name: "page-case", Page: true, Component: With(Frame(caseFrame()), caseBody())},
	}
}

func exampleFrame(p preference.Preference) FrameParams {
	return FrameParams{
		Lang: "zh-Hans", Preference: p, Title: "您想办什么事？– 畅办", Robots: "noindex", StyleURL: ExampleStyle, Aloud: exampleAloud(),
		Skip: "跳到主要内容",
		Bar: TopBarParams{
			Toggle:      ToggleParams{Text: toggleWord(p), Action: "/zh-Hans/preferences/elder", Return: "/zh-Hans/"},
			Statement:   LinkParams{Text: "无障碍说明", URL: "/zh-Hans/accessibility"},
			Account:     LinkParams{Text: "乌日娜，已登录", URL: "/zh-Hans/mine"},
			Preferences: LinkParams{Text: "字号与配色", URL: "/zh-Hans/preferences"},
		},
		Plate: LinkParams{Text: "畅办", URL: "/zh-Hans/"}, Call: LinkParams{Text: "打电话 12385", URL: "tel:12385"},
		Demo: "演示", MenuLabel: "主菜单", Menu: exampleMenu(),
		Help: exampleHelp(), FootLabel: "页脚",
		Foot:      []LinkParams{{Text: "隐私", URL: "/zh-Hans/privacy"}, {Text: "无障碍声明与投诉", URL: "/zh-Hans/statement"}},
		FootLines: []string{"示例画面：人物、编号均为虚构。"},
	}
}

func outageFrame() FrameParams {
	f := exampleFrame(preference.Default())
	f.Banner = exampleBanner()
	return f
}

func toggleWord(p preference.Preference) string {
	if p.Elder {
		return "退出长者模式"
	}
	return "长者模式"
}

func exampleMenu() []LinkParams {
	return []LinkParams{
		{Text: "首页", URL: "/zh-Hans/", Current: true}, {Text: "办事", URL: "/zh-Hans/services"},
		{Text: "热线", URL: "/zh-Hans/hotline"}, {Text: "查进度", URL: "/zh-Hans/track"}, {Text: "我的", URL: "/zh-Hans/mine"},
	}
}

func exampleLanguages() []LanguageOption {
	return []LanguageOption{
		{Tag: "zh-Hans", Native: "汉文", URL: "/zh-Hans/", Current: true},
		{Tag: "mn-Mong", Native: "ᠮᠣᠩᠭᠣᠯ", Name: "蒙古文", URL: "/mn-Mong/"},
		{Tag: "mn-Cyrl", Native: "Монгол", Name: "西里尔", URL: "/mn-Cyrl/"},
	}
}

func questionFrame(p preference.Preference) FrameParams {
	f := exampleFrame(p)
	f.Title, f.Question = "残疾人证上写的是几级？– 畅办", true
	who := exampleWhoFor()
	f.WhoFor = &who
	return f
}

func caseFrame() FrameParams {
	f := questionFrame(preference.Default())
	f.Title, f.Question = "为母亲：护理补贴 – 畅办", false
	return f
}

func homeBody() templ.Component {
	return Join(
		Heading(HeadingParams{Level: 1, Text: "您想办什么事？", Home: true}),
		Lead("选一件就行。我们一步一步问您，填到一半可以停。"),
		With(Notice(NoticeParams{Kind: NoticeTurn, Heading: "您有 1 份没填完", Lines: []string{"重度残疾人护理补贴，停在第 3 题。您填的都还在，保存到 12 月 21 日。"}}),
			Link(LinkParams{Text: "接着填护理补贴", URL: "/zh-Hans/for/p/drafts/d", Strong: true})),
		TaskList(exampleTasks()),
	)
}

func questionBody(next string) templ.Component {
	return Join(questionHead(nil), With(Form(FormParams{Action: "/zh-Hans/for/p/drafts/d/level"}),
		Radios(ChoicesParams{
			Field:   Field{Name: "level", Label: "残疾人证上写的是几级？", Hint: "看证件里“残疾等级”那一行。一级最重，四级最轻。", Heading: true},
			Options: levelOptions(2),
		}),
		With(Details("为什么问这个"), Paragraph("一级、二级可以领护理补贴。")),
		With(Actions(), Button(ButtonParams{Text: next}), Link(LinkParams{Text: "先停在这里，下次再填", URL: "/zh-Hans/mine"})),
	))
}

func errorFrame() FrameParams {
	f := questionFrame(preference.Default())
	f.Title = "错误：证件有效期到哪一天？– 畅办"
	return f
}

func errorBody() templ.Component {
	return Join(questionHead(exampleErrors()), With(Form(FormParams{Action: "/zh-Hans/for/p/drafts/d/card_valid_to"}),
		shown(dateExamples(), "date-error"),
		With(Actions(), Button(ButtonParams{Text: "保存并继续"}), Link(LinkParams{Text: "先停在这里，下次再填", URL: "/zh-Hans/mine"})),
	))
}

func receiptBody() templ.Component {
	return Join(
		Receipt(ReceiptParams{
			Heading: "我们收到了其其格的申请", NumberLabel: "受理编号", Number: "1042 7736 9185",
			Lines: []string{"2026 年 11 月 23 日（星期一）上午 10:24", "重度残疾人护理补贴"},
		}),
		Lead("**最晚 12 月 15 日（星期二）告诉您结果。**到期没有结果，我们会自动催办，并告诉您原因。"),
		Heading(HeadingParams{Text: "接下来"}),
		Timeline(exampleSteps()),
		With(Actions(),
			ButtonLink(ButtonLinkParams{Text: "查看办理进度", URL: "/zh-Hans/case"}),
			ButtonLink(ButtonLinkParams{Text: "打印回执（大字）", Kind: ButtonSecondary, URL: "/zh-Hans/print"}),
			Link(LinkParams{Text: "撤回这份申请", URL: "/zh-Hans/withdraw"})),
	)
}

func caseBody() templ.Component {
	return Join(
		BackLink(LinkParams{Text: "返回我的事项", URL: "/zh-Hans/mine"}),
		Heading(HeadingParams{Level: 1, Text: "其其格的护理补贴"}),
		CaseLine(CaseLineParams{Tag: TagParams{Text: "要您补材料", Kind: TagTurn}, Label: "受理编号", Number: "1042 7736 9185"}),
		shown(noticeExamples(), "notice-turn"),
		Heading(HeadingParams{Text: "办到哪一步了"}),
		Timeline(exampleSteps()),
		shown(summaryExamples(), "summary-list"),
		With(Apart(), Button(ButtonParams{Text: "撤回这份申请", Kind: ButtonWarning})),
	)
}
