package component

func fileExamples() []Example {
	f := Field{Name: "paper.id_card", Label: "居民身份证", Hint: "照片或 PDF，每个 10 MB 以内，最多 5 个。", Heading: true}
	const pick, none = "选文件", "还没有选"
	wrong := f
	wrong.Error, wrong.ErrorWord = "这个文件打不开。请重新拍一张照片。", "错误："
	ways := &ChoicesParams{
		Field: Field{Name: "paper.id_card.way", Label: "还没有照片，也可以"},
		Options: []Option{
			{Value: "office", Text: "带到窗口，由工作人员拍"},
			{Value: "post", Text: "寄过去"},
			{Value: "call", Text: "我拿不出来，请打电话给我", Checked: true},
		},
	}
	return []Example{
		{Name: "file", Component: FileField(FileFieldParams{Field: f, Pick: pick, None: none, Accept: "image/*,application/pdf", Multiple: true, Ways: ways})},
		{Name: "file-added", Component: FileField(FileFieldParams{
			Field: f, Pick: pick, None: none, AddedHeading: "已经加上的", Ways: ways,
			Added: []AddedFile{
				{Kind: "照片", Name: "正面.jpg", Size: "1.2 MB", Delete: ButtonParams{Text: "删除", Hidden: "：正面.jpg", Name: "_delete", Value: "f1"}},
				{Kind: "照片", Name: longWord + longWord + ".jpg", Size: "0.6 MB", Delete: ButtonParams{Text: "删除", Hidden: "：第二张", Name: "_delete", Value: "f2"}},
			},
		})},
		{Name: "file-many", Component: FileField(FileFieldParams{
			Field: Field{Name: "paper.many", Label: mixedText + longWord, Hint: longHint}, Pick: longWord, None: longHint, Accept: "image/*", Multiple: true, AddedHeading: "已经有的", Added: manyFiles(),
		})},
		{Name: "file-error", Component: FileField(FileFieldParams{Field: wrong, Pick: pick, None: none, Accept: "image/*,application/pdf"})},
	}
}

func manyFiles() []AddedFile {
	files := make([]AddedFile, 20)
	for i := range files {
		files[i] = AddedFile{Kind: "照片", Name: mixedText + ".jpg", Size: "10.0 MB", Delete: ButtonParams{
			Text: "删除", Hidden: "：第 " + itoa(i+1) + " 张", Kind: ButtonQuiet, Name: "_delete", Value: itoa(i),
		}}
	}
	return files
}
