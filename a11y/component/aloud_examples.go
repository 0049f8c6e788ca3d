package component

func aloudExamples() []Example {
	return []Example{
		{Name: "read-aloud", Component: ReadAloud(exampleAloud())},
		{Name: "read-aloud-long", Component: ReadAloud(ReadAloudParams{
			Start: longWord, Pause: longWord + longWord, Continue: "ᠦᠷᠭᠦᠯᠵᠢᠯᠡᠬᠦ Үргэлжлүүлэх 继续", Stop: longWord,
		})},
	}
}

func exampleAloud() ReadAloudParams {
	return ReadAloudParams{Start: "听这一页", Pause: "暂停", Continue: "继续", Stop: "停止"}
}
