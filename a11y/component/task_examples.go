package component

func taskExamples() []Example {
	return []Example{
		{Name: "tasks", Component: TaskList(exampleTasks())},
		{Name: "tasks-long", Component: TaskList([]Task{{Title: mixedText, URL: "/zh-Hans/a", About: longWord + longWord, Need: mixedText + longWord}})},
	}
}

func exampleTasks() []Task {
	return []Task{
		{Title: "办残疾人证", URL: "/zh-Hans/a", About: "第一次办、换证、补办都从这里开始。", Need: "要有：身份证、户口簿、照片。约 20 分钟"},
		{Title: "领补贴", URL: "/zh-Hans/b", About: "护理补贴、生活补贴、轮椅车燃油补贴。", Need: "要有：残疾人证、银行卡。约 15 分钟"},
		{Title: "给孩子办康复救助", URL: "/zh-Hans/c", About: "由父母或监护人来填。", Need: "要有：户口簿、诊断证明。约 20 分钟"},
		{Title: "要轮椅、助听器等辅具", URL: "/zh-Hans/d", About: "也可以租用和维修。", Need: "要有：残疾人证。约 10 分钟"},
		{Title: "提问题、求助、投诉", URL: "/zh-Hans/e", About: "12385 热线网上填，到期必有答复。", Need: "说清什么事就行。约 5 分钟"},
		{Title: "查办到哪一步了", URL: "/zh-Hans/f", About: "不登录也能查。", Need: "要有：受理编号、手机号。约 1 分钟"},
		{Title: "看看我能享受什么", URL: "/zh-Hans/g", About: "不知道办哪件，先答几个问题。", Need: "不用准备。约 5 分钟"},
	}
}
