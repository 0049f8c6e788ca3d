package component

func recordingExamples() []Example {
	return []Example{
		{Name: "recordings", Component: Recordings([]RecordingParams{
			{Label: "ᠠᠰᠠᠭᠤᠯᠲᠠ\u180eᠶᠢᠨ ᠳᠠᠭᠤ ᠪᠢᠴᠢᠯᠭᠡ\u180eᠶᠢ ᠰᠣᠨᠤᠰᠬᠤ", Chinese: "听题目录音", URL: "#sound"},
		})},
		{Name: "recordings-long", Component: Recordings([]RecordingParams{
			{Label: longWord, Chinese: longWord, URL: "#sound"}, {Label: longWord + longWord, URL: "#sound"},
		})},
	}
}
