package component

func pictureExamples() []Example {
	return []Example{
		{Name: "code-picture", Component: CodePicture(CodePictureParams{
			Name: "出示码：请对方用手机扫这张图", Size: 12, Path: "M4 4.5h3M4 5.5h1M6 5.5h1M4 6.5h3",
		})},
		{Name: "code-picture-long", Component: CodePicture(CodePictureParams{Name: longWord + `"><b>不会变成标记`, Size: 9, Path: "M4 4.5h1"})},
	}
}
