package listen

import (
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	j, err := Read(strings.NewReader("# why\nas anna\nlook esl\nnever alert\ntwice 同样的话\n\nopen /a\nhear 一\nhear 二\nuntil Tab 保存\n"))
	if err != nil {
		t.Fatal(err)
	}
	if j.As != "anna" || j.Look != "esl" || len(j.Never) != 1 || len(j.Twice) != 1 || len(j.Acts) != 2 {
		t.Errorf("%+v", j)
	}
	if a := j.Acts[0]; a.Verb != "open" || a.Arg != "/a" || !slices.Equal(a.Hear, []string{"一", "二"}) {
		t.Errorf("%+v", a)
	}
	for _, wrong := range []string{"hear 一", "jump 3"} {
		if _, err := Read(strings.NewReader(wrong)); err == nil {
			t.Errorf("%q is read", wrong)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, tc := range []struct {
		name string
		all  []Heard
		want int
	}{
		{"in order", []Heard{{"Tab", []string{"姓名 输入", "写全名"}, []string{"姓名", "全名"}}}, 0},
		{"other order", []Heard{{"Tab", []string{"写全名", "姓名 输入"}, []string{"姓名", "全名"}}}, 1},
		{"late", []Heard{{"Tab", nil, []string{"姓名"}}, {"Tab", []string{"姓名"}, nil}}, 0},
		{"too late", []Heard{{"Tab", nil, []string{"姓名"}}, {"Tab", nil, nil}, {"Tab", []string{"姓名"}, nil}}, 1},
	} {
		if got := Missing(tc.all); len(got) != tc.want {
			t.Errorf("%s: %q", tc.name, got)
		}
	}
}

func TestUnwanted(t *testing.T) {
	j := Journey{Never: []string{"通知."}, Twice: []string{"找人帮忙", "户口簿，首页"}}
	for _, tc := range []struct {
		said []string
		want int
	}{
		{[]string{"姓名 输入.", "写身份证上的名字。"}, 0},
		{[]string{"照片（JPG、PNG）或 PDF，每个 12 MB 以内"}, 0},
		{[]string{"电话 0479-000-0001", "138 0000 0000"}, 0},
		{[]string{"找人帮忙", "找人帮忙"}, 0},
		{[]string{"户口簿，首页 户口簿，首页: 未选择任何文件 按钮."}, 0},
		{[]string{"说说看，天天好"}, 0},
		{[]string{"姓名还没有填。", "姓名还没有填。"}, 1},
		{[]string{"姓名还没有填。错误：姓名还没有填。 错误：姓名还没有填。"}, 1},
		{[]string{"通知."}, 1},
		{[]string{"U+1824"}, 1},
		{[]string{"main.css 链接"}, 1},
		{[]string{"No file chosen 按钮"}, 3},
		{[]string{"blank"}, 1},
	} {
		if got := j.Unwanted([]Heard{{Key: "Tab", Said: tc.said}}); len(got) != tc.want {
			t.Errorf("%q: %q", tc.said, got)
		}
	}
}

// TestChineseOnAnotherPage: Orca's own words, names and the end of a title are no
// fault of a page in Cyrillic; a forgotten word is.
func TestChineseOnAnotherPage(t *testing.T) {
	j := Journey{In: "mn-Cyrl", Chinese: []string{"演示新来"}}
	for said, want := range map[string]int{
		"Таны нэр хэн бэ? 输入.":         0,
		"载入 Таны нэр хэн бэ? – 姓名 完成。": 0,
		"演示新来":           0,
		"保存并继续 按钮.":      1,
		"Алдаа: 姓名还没有填。": 1,
	} {
		if got := j.Unwanted([]Heard{{Key: "Tab", Said: []string{said}}}); len(got) != want {
			t.Errorf("%q: %q", said, got)
		}
	}
}

func TestTranscript(t *testing.T) {
	got := Transcript([]Heard{{Key: "Tab", Said: []string{"姓名 输入."}}, {Key: "go Return"}})
	if got != "[Tab]\n    姓名 输入.\n[go Return]\n" {
		t.Errorf("%q", got)
	}
}

// TestSettled: only the words of a live region move, and what was heard stays as it is.
func TestSettled(t *testing.T) {
	j := Journey{Live: []string{"保存好了。"}}
	heard := []Heard{{Key: "go Return", Said: []string{"保存好了。", "载入 字号 完成。", "跳到正文 链接."}}, {Key: "Tab"}}
	got := Transcript(j.Settled(heard))
	if want := "[go Return]\n    载入 字号 完成。\n    跳到正文 链接.\n    保存好了。\n[Tab]\n"; got != want {
		t.Errorf("%q", got)
	}
	if heard[0].Said[0] != "保存好了。" {
		t.Error("what was heard was changed")
	}
}
