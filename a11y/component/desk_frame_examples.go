package component

import (
	"github.com/a-h/templ"

	"changban/a11y/preference"
)

func deskFrameExamples() []Example {
	return []Example{
		{Name: "page-desk-queue", Page: true, Component: With(DeskFrame(exampleDesk("待我办：23 件 – 畅办")), queueBody())},
		{Name: "page-desk-case", Page: true, Component: With(DeskFrame(exampleDesk("其其格 护理补贴 – 畅办")), deskCaseBody())},
	}
}

func exampleDesk(title string) DeskFrameParams {
	return DeskFrameParams{
		Lang: "zh-Hans", Preference: preference.Default(), Title: title, StyleURL: ExampleStyle, Skip: "跳到主要内容",
		Plate: LinkParams{Text: "畅办", URL: "/zh-Hans/desk"}, Demo: "演示", Desk: "工作台", Unit: "二连浩特市民社局",
		Statement:   LinkParams{Text: "无障碍说明", URL: "/zh-Hans/accessibility"},
		Preferences: LinkParams{Text: "字号与配色", URL: "/zh-Hans/preferences"},
		SignOut:     &SignOutParams{Text: "退出（示例经办员 宝力德）", Action: "/zh-Hans/desk/sign-out"},
		MenuLabel:   "工作台菜单",
		Menu: []LinkParams{
			{Text: "待我办", URL: "/zh-Hans/desk", Current: true}, {Text: "本单位", URL: "/zh-Hans/desk/unit"}, {Text: "查找", URL: "/zh-Hans/desk/search"},
		},
		Help: &HelpBlockParams{
			Heading: "值班电话", Phones: []Phone{{Number: "12345", Name: "政务服务便民热线"}},
			Lines: []string{"页面打不开、登不进来，也打这个电话。"},
		},
		FootLabel: "页脚", Foot: []LinkParams{{Text: "回居民页面", URL: "/zh-Hans/"}, {Text: "隐私", URL: "/zh-Hans/privacy"}},
		FootLines: []string{"示例画面：人物、编号均为虚构。"},
	}
}

func queueBody() templ.Component {
	return Join(
		Heading(HeadingParams{Level: 1, Text: "待我办：23 件"}),
		Aside("1 件已超期，2 件今天到期。先到期的排在前面。"),
		Filters(FiltersParams{Label: "筛选", Links: []LinkParams{
			{Text: "全部 23", URL: "?", Current: true}, {Text: "超期 1", URL: "?late"}, {Text: "今天到期 2", URL: "?today"},
		}}),
		SearchField(SearchFieldParams{Action: "/zh-Hans/desk", Field: Field{Name: "q", Label: "查编号、姓名或手机号后四位"}, Button: "查找"}),
		Table(exampleQueue()),
		Pagination(PaginationParams{Label: "页码", Text: "第 1 页，共 4 页", Next: &LinkParams{Text: "下一页", URL: "?page=2"}}),
	)
}

func deskCaseBody() templ.Component {
	return Join(
		BackLink(LinkParams{Text: "返回待我办", URL: "/zh-Hans/desk"}),
		Heading(HeadingParams{Level: 1, Text: "其其格 重度残疾人护理补贴"}),
		CaseLine(CaseLineParams{Tag: TagParams{Text: "待受理"}, Number: "1042 7736 9185", Text: "**还有 3 天**，11 月 26 日（星期四）前受理"}),
		With(Split(examplePanel()),
			shown(noticeExamples(), "notice-plain"),
			Heading(HeadingParams{Text: "条件核对"}), EligibilityList(exampleConditions()),
			shown(summaryExamples(), "summary-list"),
			Heading(HeadingParams{Text: "经过"}), shown(timelineExamples(), "history")),
	)
}
