package hotline_test

import (
	"bytes"
	"encoding/binary"
	"net/url"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/web/webtest"
)

// TestBadInput: what cannot be taken is said at its field, with everything typed.
func TestBadInput(t *testing.T) {
	h := open(t)
	c := h.stranger()
	words := h.begin(c, "/zh-Hans/hotline/new", "complaint", "known")
	base := strings.TrimSuffix(words.Path, "/words")
	long := strings.Repeat("很长", 5000)
	odd := "<script>alert(1)</script> \u202eevil \U0001F9D1\u200d\U0001F9BD ᠮᠣᠩᠭᠣᠯ привет \x00"
	for _, tc := range []struct {
		step, says string
		form       url.Values
	}{
		{"words", "请写要说的事", form("content", " \u3000\u200b", "title", "坡道")},
		{"words", "最多写 2000 个字", form("content", long)},
		{"words", "最多写 60 个字", form("content", "写", "title", long)},
		{"place", "请选是哪个旗县", form("where", "门口", "urgent", "no")},
		{"place", "请选是哪个旗县", form("place", "999999", "urgent", "no")},
		{"place", "请选现在有没有急事", form("place", "150202", "where", long)},
		{"answer", "请留一个电话", form("name", "演示", "ways", "sms")},
		{"answer", "电话只有数字", form("phone", "手机", "ways", "sms")},
		{"answer", "电话少了几位", form("phone", "1380000", "ways", "sms")},
		{"answer", "请选一种办法", form("phone", phone)},
		{"answer", "有一项不在下面", form("phone", phone, "ways", "pigeon")},
		{"answer", "除了电话再选一种", form("phone", phone, "ways", "voice", "relay", "yes")},
		{"answer", "选了电子邮件", form("phone", phone, "ways", "mail")},
		{"answer", "邮箱地址不全", form("phone", phone, "ways", "mail", "mail", "a@@b")},
		{"answer", "选了寄信", form("phone", phone, "ways", "post")},
	} {
		a := c.Post(base+"/"+tc.step, tc.form).Want(422).Audit()
		if said := a.One("[autofocus]").Text(); !strings.Contains(said, tc.says) {
			t.Errorf("%s: %q is not said: %s", tc.step, tc.says, said)
		}
		for name, values := range tc.form {
			stands := a.One(`[name="` + name + `"]`)
			if kind := stands.Attr("type"); kind != "radio" && kind != "checkbox" && strings.TrimSpace(stands.Text()+stands.Attr("value")) != strings.TrimSpace(values[0]) {
				t.Errorf("%s %s: what was typed is gone: %.40q", tc.step, name, stands.Text()+stands.Attr("value"))
			}
		}
	}
	c.Post(base+"/words", form("content", odd)).Want(303)
	page := c.Get(base + "/words").Want(200).Audit()
	if got := page.One("textarea").Text(); !strings.Contains(got, "<script>") || strings.ContainsAny(got, "\u202e\x00") {
		t.Errorf("kept %q", got)
	}
	for _, shape := range []string{"＋８６ １３８-0000-1234", "0472-1234567", "138 0000 1234"} {
		c.Post(base+"/answer", form("phone", shape, "ways", "sms")).Want(303)
	}
	for _, path := range []string{"/zh-Hans/hotline/t/123", "/zh-Hans/hotline/t/%3Cb%3E", "/zh-Hans/hotline/t/100000000000/words", base + "/nonsense"} {
		c.Get(path).Want(404)
	}
	c.Get(base + "/rate").WantTo(base) // not sent yet
	c.Post(base+"/rate", form("_key", "k", "score", "5")).Want(409)
}

func sound() []byte {
	data := bytes.Repeat([]byte{1, 2}, 400)
	head := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(4+len(data)))...)
	return append(append(head, "WAVE"...), data...)
}

// TestFiles: good ones stay whatever is wrong beside them.
func TestFiles(t *testing.T) {
	h := open(t)
	c := h.stranger()
	words := h.begin(c, "/zh-Hans/hotline/new", "complaint", "known")
	file := func(name string, data []byte) webtest.File {
		return webtest.File{Field: "files", Name: name, Kind: "audio/mp4", Data: data}
	}
	a := c.PostFiles(words.Path, form("content", ""), file("坡道.jpg", photo(t)), file("film.mp4", []byte("\x1aE\xdf\xa3\x01\x00\x00\x00"))).Want(422).Audit()
	a.WantText("请写要说的事", "film.mp4", "不收视频", "坡道.png", "照片")
	a = c.PostFiles(words.Path, form("content", story), file("说明.mp3", sound()), file("program.exe", []byte("MZ\x90\x00\x03"))).Want(422).Audit()
	a.WantText("说明.wav", "录音", "只收照片、PDF 和录音", story)
	again := c.Press(a, a.One("ul.files button").Attr("value"), form("content", story)).Want(200).Audit()
	if again.Path != words.Path || len(again.Doc().All("ul.files li")) != 1 {
		t.Errorf("%s: %d files", again.Path, len(again.Doc().All("ul.files li")))
	}
	for range 4 {
		c.PostFiles(words.Path, form("content", story), file("bild.png", photo(t)))
	}
	if n := len(c.Get(words.Path).Doc().All("ul.files li")); n != 2 {
		t.Errorf("%d files: the same photo is kept once", n)
	}
	huge := bytes.Repeat([]byte{1}, 12<<20+1)
	if a := c.PostFiles(words.Path, form("content", story), file("huge.wav", huge)); a.Status != 422 && a.Status != 413 {
		t.Errorf("a file that is too large: %d", a.Status)
	}
	page := c.Get(words.Path)
	done := h.said(c, page, reachable())
	done.WantText("说明.wav")
	receipt := c.Press(done, "提交工单", nil).Want(200).Audit()
	link := receipt.One(`a[href*="/files/"]`).Attr("href")
	got := c.Get(link).Want(200)
	if !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", got.Header)
	}
	h.stranger().Get(link).Want(404)
	c.Get(strings.TrimSuffix(link, link[strings.LastIndex(link, "/"):]) + "/" + portal.NewID()).Want(404)
}
