package main

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// badAnswer is one thing typed into a question and what is said about it.
type badAnswer struct {
	draft, who, step string
	title            string
	form             url.Values
	says             string // "ok": is taken
}

// own and helper's questions of the service, each with what a field of its type
// must not take, and what it takes although it looks strange.
func badAnswers(c *cast) []badAnswer {
	plain := c.data.resident("long") // nothing is known of this person
	var all []badAnswer
	add := func(step, says, title string, pairs ...string) {
		b := badAnswer{draft: "long", who: "long", step: step, title: title, form: form(pairs...), says: says}
		if strings.HasPrefix(step, "own") || strings.HasPrefix(step, "guardian") || step == "mandate" {
			b.draft, b.who = "papers", "agent"
		}
		all = append(all, b)
	}
	for _, text := range []struct{ step, name string }{{"name", "name"}, {"own_name", "own_name"}, {"guardian_name", "guardian_name"}, {"holder", "account_holder"}} {
		add(text.step, "还没有填。", "nothing", text.name, "")
		add(text.step, "还没有填。", "spaces of all kinds", text.name, " \u3000\u00a0\t")
		add(text.step, "还没有填。", "zero-width only", text.name, "\u200b\ufeff\u2060")
		add(text.step, "姓名最多写 100 个字。", "too long", text.name, strings.Repeat("长", 101))
		add(text.step, "姓名最多写 100 个字。", "far too long", text.name, strings.Repeat("长", 20000))
	}
	// A name is what somebody says it is: it is kept as text.
	for _, text := range []string{`<script>alert(1)</script><b onclick=x>"'&amp;`, `'; drop table draft; --`, plain.Name} {
		add("name", "ok", "a name "+text, "name", text)
	}
	for _, id := range []struct{ step, name string }{{"id_number", "id_number"}, {"own_id", "own_id_number"}, {"guardian_id", "guardian_id_number"}} {
		add(id.step, "身份证号码还没有填。", "nothing", id.name, "")
		add(id.step, "身份证号码是 18 位。您填了 17 位。", "short", id.name, "15250119580306002")
		add(id.step, "有一位数字不对。请对着身份证再看一遍。", "checksum", id.name, "152501195803060026")
		add(id.step, "第 7 到 14 位是出生日期，没有这一天。", "30 February", id.name, "152501195802300025")
		add(id.step, "第 7 到 14 位是出生日期，这一天还没到。", "future birth", id.name, "152501209903060025")
		add(id.step, "身份证号码里不会有“O”。只有最后一位可能是 X。", "letters", id.name, "1525011958O3O6OO25")
		add(id.step, "身份证号码里不会有“<”。", "HTML", id.name, "<i>152501195803060025</i>")
	}
	add("id_number", "ok", "full width and spaces", "id_number", wide(plain.IDNumber[:6])+" "+wide(plain.IDNumber[6:]))
	add("id_number", "ok", "zero-width between", "id_number", plain.IDNumber[:6]+"\u200b"+plain.IDNumber[6:])
	add("phone", "联系电话还没有填。", "nothing", "phone", "")
	add("phone", "电话少了几位。您填了 7 位。", "short", "phone", "1380000")
	add("phone", "电话只有数字。您填的里面有“手”。", "letters", "phone", "手机")
	add("phone", "ok", "full width, dashes, country", "phone", "＋８６ １３８-0000-3003")
	add("contact", "请选一种办法。", "nothing")
	add("contact", "有一项不在下面。请重新选。", "unknown", "contact_channel", "pigeon")
	add("contact", "有一项不在下面。请重新选。", "many unknown", "contact_channel", "sms", "contact_channel", "<b>")
	add("contact_language", "请选一种语言。", "nothing")
	add("contact_language", "没有这一项。请从下面选。", "unknown", "contact_language", "fr")
	add("contact_language", "ok", "two", "contact_language", "zh", "contact_language", "mn")
	for _, p := range []struct{ step, name string }{{"hukou", "hukou_jurisdiction"}, {"residence", "residence_jurisdiction"}} {
		add(p.step, "还没有选。", "nothing")
		add(p.step, "没有这一项。请从下面选。", "unknown code", p.name, "999999")
		add(p.step, "请写出是哪个旗、县、区或市。", "other without a name", p.name, "other", p.name+".name", "")
		add(p.step, "没有找到“月亮上<b>”。请写旗、县、区或市的名字。", "no such place", p.name, "other", p.name+".name", "月亮上<b>")
		add(p.step, "叫“桥西区”的地方不止一个。请选一个。", "several places", p.name, "other", p.name+".name", "桥西区")
	}
	add("address", "住址还没有填。", "nothing", "residence_address.street", "")
	add("address", "住址最多写 120 个字。", "too long", "residence_address.street", strings.Repeat("街", 121))
	add("card", "残疾人证号码还没有填。", "nothing", "card_no", "")
	add("card", "这是身份证号码。残疾人证后面还有两位。", "short", "card_no", plain.CardNumber[:18])
	add("card", "第 19 位是类别，只有 1 到 7。", "category 9", "card_no", plain.IDNumber+"92")
	add("card", "前 18 位和填过的身份证号码不一样。", "another person's", "card_no", c.data.resident("batu").CardNumber)
	add("card", "ok", "full width", "card_no", wide(plain.CardNumber))
	day := func(y, m, d string) []string {
		return []string{"card_valid_to.year", y, "card_valid_to.month", m, "card_valid_to.day", d}
	}
	add("card_valid", "有效期还没有填。", "nothing", day("", "", "")...)
	add("card_valid", "2031 年 2 月没有 30 日。", "30 February", day("2031", "2", "30")...)
	add("card_valid", "月份要在 1 到 12 之间。您填的是 13。", "month 13", day("2031", "13", "1")...)
	add("card_valid", "日还没有填。", "no day", day("2031", "3", "")...)
	add("card_valid", "年份要写数字。您填的是“后年”。", "words", day("后年", "三", "x")...)
	add("card_valid", "这个证已经过期。", "past", day("2019", "1", "1")...)
	add("card_valid", "年份要写四位，比如 2030。您填的是 99999。", "year 99999", day("99999", "1", "1")...)
	add("card_valid", "ok", "full width", day("２０３１", "０３", "６")...)
	add("guardian_relation", "请选监护人是申请人的什么人。", "nothing")
	add("guardian_relation", "没有这一项。请从下面选。", "unknown", "guardian_relation", "cat")
	add("bank", "银行还没有填。", "nothing", "bank_name", "", "bank_account", "")
	add("bank", "卡号少了几位。您填了 4 位。", "short account", "bank_name", "演示银行", "bank_account", "1234")
	add("bank", "卡号只有数字。您填的里面有“X”。", "letters", "bank_name", "演示银行", "bank_account", "62280000x000001")
	add("bank", "卡号最多 23 位。您填了 30 位。", "long account", "bank_name", "演示银行", "bank_account", strings.Repeat("6", 30))
	add("bank", "ok", "full width and spaces", "bank_name", "演示银行", "bank_account", "６２２８ 0000 0000 0001")
	add("holder", "户名要和本人或监护人的姓名一样。", "somebody else", "account_holder", "演示别的人")
	add("care_needs", "有一项不在下面。请重新选。", "unknown", "care_needs", "dance")
	add("carer_name", "姓名最多写 100 个字。", "too long", "carer_name", strings.Repeat("长", 101))
	return append(all, badQuantities()...)
}

// badQuantities are answers to the kinds of fields that other services ask.
func badQuantities() []badAnswer {
	var all []badAnswer
	add := func(draft, step, says, title string, pairs ...string) {
		all = append(all, badAnswer{draft: draft, who: draft, step: step, title: title, form: form(pairs...), says: says})
	}
	house := func(says, title, size, income string) {
		add("living", "household", says, title, "household_size", size, "household_income_month", income)
	}
	house("人数还没有填。", "no number", "", "100")
	house("这里要写数字。您填的是“x”。", "letters", "x", "100")
	house("这里要写整数。您填的是“2.5”。", "half a person", "2.5", "100")
	house("最大是 20。", "too many", "21", "100")
	house("最小是 1。", "nobody", "0", "100")
	house("金额要写数字。您填的是“<b>”。", "money of markup", "3", "<b>")
	house("金额最多写到分。您填的是“1.234”。", "less than a fen", "3", "1.234")
	house("金额最少是 0 元。", "negative money", "3", "-5")
	house("ok", "full width and a comma", "３", "１,２００.５")
	add("living", "area", "请写出是哪个街道、镇或苏木。", "another place without a name", "residence_area", "other", "residence_area.name", "", "residence_area.community", "演示社区")
	add("living", "area", "名字最多写", "a long community", "residence_area", "other", "residence_area.name", "演示街道", "residence_area.community", strings.Repeat("长", 500))
	add("devices", "devices", "请至少写一样。", "no row", "devices.0.device", "", "devices.0.body_data", "")
	var six []string
	for n := range 6 {
		six = append(six, "devices."+string(rune('0'+n))+".device", "演示轮椅", "devices."+string(rune('0'+n))+".body_data", "")
	}
	add("devices", "devices", "最多填 5 行。", "six rows", six...)
	ward := func(says, title, institution, name, month string) {
		add("rehab", "institution", says, title, "other_place", "no", "institution", institution, "institution.name", name, "training_month.year", "2026", "training_month.month", month)
	}
	ward("请写出机构的名字。", "another without a name", "other", "", "4")
	ward("没有这个机构。", "unknown institution", missing, "", "4")
	ward("月份要在 1 到 12 之间。您填的是 13。", "month 13", "office", "", "13")
	ward("月份还没有填。", "no month", "office", "", "")
	add("pension", "pay_year", "最小是 2026。", "a year long gone", "pay_year", "1999", "topup", "")
	add("first", "medical_summary", "身体的情况还没有写。", "nothing", "medical_summary", " \u3000")
	add("first", "assessment_institution", "没有这个机构。", "unknown institution", "assessment_institution", "<b>")
	return all
}

// wide writes digits and letters in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xfee0
		}
		return r
	}, s)
}

func TestBadAnswers(t *testing.T) {
	c := startCast(t, "sqlite")
	logged := c.listenToLog()
	count := 0
	for _, b := range badAnswers(c) {
		t.Run(b.step+"/"+b.title, func(t *testing.T) {
			client := c.client(t, b.who)
			a := client.Post(c.draftPath(b.draft, b.step), b.form)
			count++
			if b.says == "ok" {
				a.Want(303)
				client.Get(c.draftPath(b.draft, b.step)).Want(200).Audit()
				return
			}
			a.Want(422).Audit()
			if said := a.One("[autofocus]").Text(); !strings.Contains(said, b.says) {
				t.Errorf("%q is not said: %s", b.says, said)
			}
			kept(t, a, b.form)
		})
	}
	c.client(t, "long").Get(c.draftPath("long", missing)).Want(404)
	silent(t, logged, c.typedValues())
	floor.Count(t, "bad answers", count)
}

// kept: everything typed stands in the page again, as text and never as markup.
func kept(t *testing.T, a webtest.Answer, typed url.Values) {
	t.Helper()
	page := a.Doc()
	if page.One("html").Attr("lang") != "zh-Hans" || !strings.HasPrefix(page.One("title").Text(), "错误") {
		t.Errorf("title %q", page.One("title").Text())
	}
	for name, values := range typed {
		if strings.HasPrefix(name, "_") {
			continue
		}
		for _, v := range values {
			if v != "" && !holds(page, name, v) {
				t.Errorf("%s: what was typed is gone: %.60q", name, v)
			}
		}
	}
}

func holds(page audit.Doc, name, value string) bool {
	value = strings.ReplaceAll(strings.ToValidUTF8(value, "\uFFFD"), "\x00", "")
	choices := false
	for _, in := range page.All("main input, main textarea") {
		if in.Attr("name") != name {
			continue
		}
		if kind := in.Attr("type"); kind == "radio" || kind == "checkbox" {
			choices = true // a choice that is none of ours cannot be shown
			continue
		}
		if in.Attr("value") == value || in.Tag() == "textarea" && strings.TrimSpace(in.Text()) == strings.TrimSpace(value) {
			return true
		}
	}
	return choices
}

// listenToLog serves the house with a log that is kept, down to debugging.
func (c *cast) listenToLog() *lines {
	c.t.Helper()
	kept := &lines{}
	c.log = slog.New(slog.NewTextHandler(kept, &slog.HandlerOptions{Level: slog.LevelDebug}))
	server, assets := c.serverWith(func(config *web.Config) { config.Log = c.log })
	c.mount(server)
	c.must(c.mountDemo(c.t.Context(), server, assets))
	c.server = server
	return kept
}

// lines is a log that several requests write at once.
type lines struct {
	mu  sync.Mutex
	out bytes.Buffer
}

// Write keeps a line.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

// silent: nothing a person typed is in the log, and there is a log.
func silent(t *testing.T, logged *lines, typed []string) {
	t.Helper()
	text := logged.text()
	if text == "" {
		t.Error("nothing was logged at all")
	}
	for _, v := range typed {
		if strings.Contains(text, v) {
			t.Errorf("the log holds %q", v)
		}
	}
}

func (c *cast) typedValues() []string {
	values := []string{"drop table", "<script>", "月亮上", "pigeon", "演示银行", "长长长", "152501195803060026", "62280000"}
	for _, r := range c.data.Residents {
		values = append(values, r.Name, r.IDNumber, r.Phone)
	}
	return values
}

// hostile texts go into every text control of every page.
func hostile() []string {
	return []string{
		`<script>alert("畅办")</script><img src=x onerror=alert(1)>`,
		`'; drop table person; -- " or 1=1 {{.}} ${7*7} %s %n ../../etc/passwd`,
		"a\x00b\xff\xfe\u202e\u200b\u2066𝟘\U0001F9D1\u200d\U0001F9BD",
		strings.Repeat("很长", 5000),
		"\u200b",
	}
}

// TestHostileTextEverywhere fills every form of every page with texts that mean
// harm: the answer is a page, the text is text.
func TestHostileTextEverywhere(t *testing.T) {
	c := startCast(t, "sqlite")
	shots := c.shots()
	logged := c.listenToLog()
	count, done := 0, map[string]bool{}
	for _, s := range shots {
		if s.form != nil || s.isExample() || s.status() != 200 || done[s.kind()+s.who] {
			continue
		}
		done[s.kind()+s.who] = true
		page := c.client(t, s.who).Get(s.path)
		if page.Status != 200 {
			continue // an attack before was a fine answer: the matter moved on
		}
		for _, f := range page.Doc().All("main form") {
			count += c.attack(t, s, f)
		}
	}
	if text := logged.text(); strings.Contains(text, "drop table") || strings.Contains(text, "level=ERROR") {
		t.Errorf("the log says %.2000s", text)
	}
	floor.Count(t, "hostile posts", count)
}

func (c *cast) attack(t *testing.T, s shot, f audit.Doc) (count int) {
	t.Helper()
	texts := f.All("input:not([type=hidden]):not([type=submit]):not([type=file]), textarea")
	action := f.Attr("action")
	if len(texts) == 0 || action == "" {
		return 0
	}
	for _, bad := range hostile() {
		values := url.Values{}
		for _, hidden := range f.All("input[type=hidden]") {
			values.Add(hidden.Attr("name"), hidden.Attr("value"))
		}
		for _, in := range texts {
			values.Set(in.Attr("name"), bad)
		}
		client := c.client(t, s.who)
		var a webtest.Answer
		if f.Attr("method") == "get" {
			if len(bad) > 4000 {
				continue // browsers and servers bound addresses
			}
			a = client.Get(action + "?" + values.Encode())
		} else {
			a = client.Post(action, values)
		}
		count++
		if a.Status >= 500 {
			t.Errorf("%s: status %d for %.40q", s.name, a.Status, bad)
		}
		if len(a.Body) > 0 {
			a.Audit("sentence") // a clash repeats what was typed, however long
		}
		if a.Status == 303 && !strings.HasPrefix(a.Header.Get("Location"), "/") {
			t.Errorf("%s leads to %q", s.name, a.Header.Get("Location"))
		}
		if a.Status == 422 {
			kept(t, a, values)
		}
	}
	return count
}

// TestNoOpenRedirect: an address to return to is ours or is not used.
func TestNoOpenRedirect(t *testing.T) {
	c := startCast(t, "sqlite")
	for _, to := range []string{"https://portal.example/", "//portal.example", `/\portal.example`, "javascript:alert(1)", "/zh-Hans\r\nSet-Cookie: a=b", "/%0d%0aX: y"} {
		for _, a := range []webtest.Answer{
			c.client(t, "").Post("/zh-Hans/preferences", form("elder", "1", "return", to)),
			c.client(t, "qiqige").Get("/zh-Hans/sign-in?next=" + url.QueryEscape(to)),
			c.client(t, "E101").Get("/zh-Hans/desk/sign-in?next=" + url.QueryEscape(to)),
		} {
			if got := a.Header.Get("Location"); a.Status != 303 || !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.HasPrefix(got, `/\`) || a.Header.Get("X") != "" {
				t.Errorf("%q leads to %q, status %d", to, got, a.Status)
			}
		}
	}
}

// TestStrangeBodies: what is no form of ours, or too much of it, is answered with
// a page and 4xx.
func TestStrangeBodies(t *testing.T) {
	c := startCast(t, "sqlite")
	many := url.Values{}
	for i := range 600 {
		many.Add("f"+strings.Repeat("x", i%50), "1")
	}
	name, papers := c.draftPath("full", "name"), c.draftPath("papers", "guardian_proof")
	for _, tc := range []struct {
		title, path, kind string
		body              string
		want              int
	}{
		{"10 MB of text", name, formKind, "name=" + strings.Repeat("a", 10<<20), 413},
		{"10 MB to the check", c.draftPath("full", "check"), formKind, "a=" + strings.Repeat("a", 10<<20), 413},
		{"600 fields", name, formKind, many.Encode(), 413},
		{"a long name", name, formKind, strings.Repeat("n", 5000) + "=1", 413},
		{"JSON", name, "application/json", `{"name":"演示"}`, 422},
		{"text", name, "text/plain", "name=演示", 422},
		{"nothing said", name, "", "name=演示", 422},
		{"broken multipart", papers, "multipart/form-data; boundary=x", "--x\r\nbroken", 400},
		{"multipart without boundary", papers, "multipart/form-data", "x", 400},
		{"empty", name, formKind, "", 422},
		{"percent signs", c.draftPath("full", "id_number"), formKind, "id_number=%zz%&&&==%%%", 422},
		{"unknown step", c.draftPath("full", missing), formKind, "name=x", 404},
		{"other people's draft", strings.Replace(name, c.drafts["full"].Person, c.players["empty"].own, 1), formKind, "name=x", 404},
	} {
		who := "qiqige"
		if tc.path == papers {
			who = "agent"
		}
		a := c.client(t, who).Do("POST", tc.path, tc.kind, []byte(tc.body))
		if a.Status != tc.want {
			t.Errorf("%s: status %d, want %d", tc.title, a.Status, tc.want)
		}
		a.Audit()
		if !strings.Contains(a.Text(), "12385") {
			t.Errorf("%s: no phone on the page", tc.title)
		}
	}
}

const formKind = "application/x-www-form-urlencoded"

// badFile is a file that must not be kept.
type badFile struct {
	title, name, kind string
	data              []byte
	says              string
}

func badFiles(t testing.TB) []badFile {
	photo := picture(t)
	return []badFile{
		{"HTML as a photo", "a.jpg", "image/jpeg", []byte("<!doctype html><script>alert(1)</script>"), "field.file.kind"},
		{"SVG", "a.png", "image/png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`), "field.file.svg"},
		{"HEIC", "a.heic", "image/heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "field.file.heic"},
		{"PDF with a program", "a.pdf", "application/pdf", []byte("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF"), "field.file.pdf_program"},
		{"PDF with a hidden program", "a.pdf", "application/pdf", []byte("%PDF-1.7\n1 0 obj<</S/J#61vaScript/#4aS(1)>>endobj\n%%EOF"), "field.file.pdf_program"},
		{"locked PDF", "a.pdf", "application/pdf", []byte("%PDF-1.7\ntrailer<</Encrypt 1 0 R>>\n%%EOF"), "field.file.pdf_locked"},
		{"60 megapixels", "a.png", "image/png", hugeHeader(photo), "field.file.pixels"},
		{"half a photo", "a.png", "image/png", photo[:len(photo)/2], "field.file.unreadable"},
		{"program", "a.exe", "application/octet-stream", []byte("MZ\x90\x00"), "field.file.kind"},
		{"12 MB and a little", "a.jpg", "image/jpeg", append([]byte("\xff\xd8\xff"), bytes.Repeat([]byte{1}, 12<<20)...), "field.file.too_large"},
		{"name with markup", `<b>"x"</b>.jpg`, "image/jpeg", []byte("no photo"), "field.file.kind"},
	}
}

// hugeHeader claims 10000 × 6000 points.
func hugeHeader(photo []byte) []byte {
	b := bytes.Clone(photo)
	binary.BigEndian.PutUint32(b[16:], 10000)
	binary.BigEndian.PutUint32(b[20:], 6000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestBadFiles(t *testing.T) {
	c := startCast(t, "sqlite")
	logged := c.listenToLog()
	path := c.draftPath("papers", "guardian_proof")
	words := c.words.Localizer("zh-Hans")
	for _, f := range badFiles(t) {
		t.Run(f.title, func(t *testing.T) {
			a := c.client(t, "agent").PostFiles(path, form("paper.guardian_proof.way", "post"),
				webtest.File{Field: "paper.guardian_proof", Name: f.name, Kind: f.kind, Data: f.data})
			a.Want(422).Audit()
			if says := words.Say(f.says, map[string]any{"Megabytes": 12}, nil); !strings.Contains(a.Text(), says) {
				t.Errorf("%q is not said: %.300s", says, a.One("main").Text())
			}
			if !a.One("input[value=post][checked]").Exists() {
				t.Error("the chosen way is gone")
			}
		})
	}
	c.client(t, "agent").PostFiles(path, nil, webtest.File{Field: "paper.guardian_proof", Name: "a.jpg", Kind: "image/jpeg"}).Want(422).Audit()
	c.client(t, "agent").Get(c.draftPath("papers", missing)).Want(404)
	silent(t, logged, []string{"alert(1)", "<b>", "a.heic"})
	floor.Count(t, "bad files", len(badFiles(t))+1)
}

// TestFileLargerThanTheServerTakes sends over a real connection, where the server
// stops reading: the answer still has to arrive.
func TestFileLargerThanTheServerTakes(t *testing.T) {
	c := startCast(t, "sqlite")
	for _, megabytes := range []int{14, 40} {
		r, err := http.NewRequest(http.MethodPost, c.URL+c.draftPath("papers", "guardian_proof"), bytes.NewReader(make([]byte, megabytes<<20)))
		c.must(err)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.AddCookie(&http.Cookie{Name: "session", Value: c.players["agent"].cookie})
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Errorf("%d MB: %v", megabytes, err)
			continue
		}
		page, err := io.ReadAll(a.Body)
		a.Body.Close()
		if err != nil || a.StatusCode != 413 || !bytes.Contains(page, []byte("12385")) {
			t.Errorf("%d MB: status %d, %v, %.200s", megabytes, a.StatusCode, err, page)
		}
	}
}

// TestTwoFilesInOne: what stands behind the end of a photo is not kept.
func TestTwoFilesInOne(t *testing.T) {
	c := startCast(t, "sqlite")
	path := c.draftPath("papers", "guardian_proof")
	archive := "PK\x03\x04hidden archive"
	c.client(t, "agent").PostFiles(path, nil, webtest.File{
		Field: "paper.guardian_proof", Name: "two.png", Kind: "image/png", Data: append(picture(t), archive...),
	}).Want(303)
	p := c.players["agent"]
	v, err := c.apply.View(p.ctx, c.drafts["papers"])
	c.must(err)
	files := v.Draft.Papers["guardian_proof"].Files
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	_, content, err := c.store.File(p.ctx, c.drafts["papers"].Person, files[0].ID)
	c.must(err)
	if !bytes.Equal(content, picture(t)) {
		t.Errorf("%d bytes are kept, want %d", len(content), len(picture(t)))
	}
	page := c.take(t, shot{path: path, who: "agent"}).Audit()
	page.WantText("two.png")
}

// TestReplayedPosts: the same post again is told the same, and makes nothing new.
func TestReplayedPosts(t *testing.T) {
	c := startCast(t, "sqlite")
	check := c.draftPath("full", "check")
	client := c.client(t, "qiqige")
	key := portal.NewID()
	first := client.Post(check, form("_key", key, "truth_statement", "true")).Want(303)
	for _, k := range []string{key, key, portal.NewID()} {
		again := client.Post(check, form("_key", k, "truth_statement", "true")).Want(303)
		if strings.TrimSuffix(again.Header.Get("Location"), "?done=again") != first.Header.Get("Location") {
			t.Errorf("led to %q, then to %q", first.Header.Get("Location"), again.Header.Get("Location"))
		}
	}
	client.Post(c.draftPath("full", "name"), form("name", "演示其其格")).Want(409).Audit()
	m, err := c.apply.Matters(c.players["qiqige"].ctx, c.players["qiqige"].own)
	c.must(err)
	if len(m.Cases) != 1 {
		t.Errorf("%d cases", len(m.Cases))
	}
	begin := "/zh-Hans/services/nursing-subsidy/apply"
	who := form("_for", c.players["empty"].own, "_key", portal.NewID())
	one := c.client(t, "empty").Post(begin, who).Want(303)
	two := c.client(t, "empty").Post(begin, who).Want(303)
	if one.Header.Get("Location") != two.Header.Get("Location") {
		t.Error("two drafts for one key")
	}
}
