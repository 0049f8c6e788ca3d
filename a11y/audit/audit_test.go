package audit_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
)

func good(t *testing.T) string { return read(t, "good.html") }

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goodPages are pages with nothing wrong: with everything, a question that was
// answered wrongly, the check page, the receipt, one in the traditional script.
func goodPages(t *testing.T) []string {
	return []string{good(t), read(t, "question.html"), read(t, "check.html"), read(t, "receipt.html"), read(t, "vertical.html")}
}

// mutant is one change of the good page that breaks one rule.
type mutant struct{ rule, from, to string }

var mutants = []mutant{
	{"one-h1", "<h3>办理</h3>", "<h1>办理</h1>"},
	{"one-h1", "<h1>您哪天出生？</h1>", "您哪天出生？"},
	{"heading-order", "<h3>办理</h3>", "<h4>办理</h4>"},
	{"heading-text", "<h3>办理</h3>", "<h3> </h3>"},
	{"one-main", `</main>`, `</main><main><p>x</p></main>`},
	{"skip-link", `href="#main"`, `href="/main"`},
	{"skip-link", `id="main"`, `id="content"`},
	{"help-after-main", "</main>", "</main><p>别的</p>"},
	{"help-whole", "tel:12385", "/12385"},
	{"title", "您哪天出生？</title>", "您哪天出生？您哪天出生？您哪天出生？您哪天出生？您哪天出生？</title>"},
	{"title", "错误：您哪天出生？</title>", "</title>"},
	{"landmark-name", `<nav aria-labelledby="foot">`, `<nav>`},
	{"landmark-name", `<aside aria-labelledby="help">`, `<aside>`},
	{"zoom", "initial-scale=1", "initial-scale=1, user-scalable=no"},
	{"refresh", `<meta charset="utf-8">`, `<meta charset="utf-8"><meta http-equiv="refresh" content="5">`},
	{"id-unique", `id="f-yes"`, `id="f-why"`},
	{"id-unique", `id="menu"`, `id="the menu"`},
	{"reference", `aria-describedby="h-month e-birth"`, `aria-describedby="h-year e-birth"`},
	{"reference", `<label for="f-yes">`, `<label for="f-no">`},
	{"in-page-link", `href="#f-month"`, `href="#f-year"`},
	{"error-target", `href="#f-month"`, `href="#h-month"`},
	{"aria", `role="group"`, `role="alert"`},
	{"aria", `aria-current="page"`, `aria-live="polite"`},
	{"aria-hidden", `<p class="back"><a href="/back">`, `<p aria-hidden="true"><a href="/back">`},
	{"image-text", ` alt=""`, ``},
	{"image-text", ` aria-label="两年的数"`, ``},
	{"group-name", `autofocus aria-labelledby="errors"`, `autofocus`},
	{"hint-plain", `比如 6`, `<a href="/x">比如 6</a>`},
	{"table-heads", `<caption>一览</caption>`, ``},
	{"table-heads", `<th scope="row">`, `<th>`},
	{"control-label", `<label for="f-why">为什么？</label>`, `<p>为什么？</p>`},
	{"control-label", `<label for="f-file">户口簿</label>`, `<label for="f-file"> </label>`},
	{"group-legend", `<legend><h2>哪一种？</h2></legend>`, `<h2>哪一种？</h2>`},
	{"choice-group", `<fieldset><legend><h2>哪一种？</h2></legend>`, `<div>`},
	{"button-name", `>下一题<`, `><`},
	{"button-type", `<button type="submit">下一题`, `<button>下一题`},
	{"form-method", `<form method="post" action="/send"`, `<form method="post"`},
	{"field-name", ` name="why"`, ``},
	{"error-described", ` id="e-birth"`, ``},
	{"autofocus", `<textarea`, `<textarea autofocus`},
	{"file-form", ` enctype="multipart/form-data"`, ``},
	{"select", `<textarea id="f-why" name="why"></textarea>`, `<select id="f-why" name="why"><option>一</option></select>`},
	{"picker", `type="text"`, `type="date"`},
	{"disabled", `<button type="submit">下一题`, `<button type="submit" disabled>下一题`},
	{"required", `inputmode="numeric"`, `required`},
	{"placeholder", `inputmode="numeric"`, `placeholder="6"`},
	{"link-text", `>返回<`, `><`},
	{"link-address", `href="/back"`, `href="#"`},
	{"link-address", `href="/back"`, `href="javascript:history.back()"`},
	{"link-vague", `>返回<`, `>点击这里<`},
	{"link-line", `<p class="back"><a href="/back">返回</a></p>`, `<p>您可以<a href="/back">返回</a></p>`},
	{"link-line", `<a href="/law">国家的规定</a><p`, `<a href="/law">国家的规定</a>：看看<p`},
	{"link-line", `<p class="back"><a href="/back">返回</a></p>`, `<p><span class="x">或者</span><a href="/back">返回</a></p>`},
	{"link-window", `href="/law"`, `href="/law" target="_blank"`},
	{"nested", `>返回<`, `><button type="submit">返回</button><`},
	{"title-attribute", `<textarea`, `<textarea title="为什么"`},
	{"inline-style", `<h3>`, `<h3 style="color:red">`},
	{"inline-style", `</head>`, `<style>p{}</style></head>`},
	{"inline-script", `</body>`, `<script>1</script></body>`},
	{"handler", `<h3>`, `<h3 onclick="x()">`},
	{"tabindex", `<textarea`, `<textarea tabindex="1"`},
	{"accesskey", `<textarea`, `<textarea accesskey="w"`},
	{"moving", `<h3>`, `<iframe src="/x"></iframe><h3>`},
	{"presentational", `<p>畅办</p>`, `<p><font>畅办</font></p>`},
	{"foreign-file", `/static/p.png`, `https://example.org/p.png`},
	{"page-lang", ` lang="zh-Hans" dir`, ` dir`},
	{"lang-tag", `hreflang="mn-Cyrl"`, `hreflang="mongolian"`},
	{"lang-script", `<span lang="mn-Mong">`, `<span>`},
	{"lang-script", `<span lang="mn-Cyrl">`, `<span>`},
	{"lang-script", `lang="zh-Hans" dir`, `lang="mn-Cyrl" dir`},
}

func TestGoodPage(t *testing.T) {
	for _, page := range goodPages(t) {
		for _, f := range audit.Check([]byte(page)) {
			t.Error(f)
		}
	}
}

func TestMutants(t *testing.T) {
	pages := goodPages(t)
	killed := map[string]bool{}
	for _, m := range slices.Concat(mutants, mutantsOfQuestions, mutantsOfVertical) {
		i := slices.IndexFunc(pages, func(page string) bool { return strings.Contains(page, m.from) })
		if i < 0 {
			t.Errorf("%s: %q is on no good page", m.rule, m.from)
			continue
		}
		changed := strings.Replace(pages[i], m.from, m.to, 1)
		found := audit.Check([]byte(changed))
		if !slices.ContainsFunc(found, func(f audit.Finding) bool { return f.Rule == m.rule }) {
			t.Errorf("%s did not see %q become %q; seen: %v", m.rule, m.from, m.to, found)
		}
		if left := audit.Check([]byte(changed), m.rule); slices.ContainsFunc(left, func(f audit.Finding) bool { return f.Rule == m.rule }) {
			t.Errorf("%s was not left out", m.rule)
		}
		killed[m.rule] = true
	}
	floor.Count(t, "audit rules with a mutant", len(killed))
	for id, source := range audit.Rules() {
		if !killed[id] {
			t.Errorf("no mutant for %s (%s)", id, source)
		}
		if source == "" {
			t.Errorf("%s: not said where it is decided", id)
		}
	}
}

func TestPart(t *testing.T) {
	if found := audit.CheckPart([]byte(`<p><a href="/x">去看</a></p>`)); len(found) > 0 {
		t.Error(found)
	}
	if found := audit.CheckPart([]byte(`<input name="a">`)); len(found) != 1 || found[0].Rule != "control-label" {
		t.Error(found)
	}
}

func TestMongolianTitle(t *testing.T) {
	long := strings.Repeat("ᠠ", 60)
	for title, want := range map[string]int{long: 0, long + "ᠠ": 1, long + " – 您哪天出生？": 0, long + " – 您哪天出生？一二三": 1, "⟦" + long + "⟧": 0} {
		html := strings.Replace(strings.Replace(good(t), "错误：您哪天出生？</title>", title+"</title>", 1), `<html lang="zh-Hans"`, `<html lang="mn-Mong"`, 1)
		got := 0
		for _, f := range audit.Check([]byte(html), "lang-script") {
			if f.Rule == "title" {
				got++
			}
		}
		if got != want {
			t.Errorf("%d findings for %q", got, title)
		}
	}
}

const pseudo = `<html lang="mn-Mong"><head><title>⟦甲⟧</title></head><body><p>⟦甲 ⟦乙⟧ 丙⟧ 12 <b>其其格</b></p>
<input type="text" value="typed"><input type="submit" value="⟦送⟧"><img alt="⟦图⟧"><nav aria-label="⟦目⟧"></nav><textarea>mine</textarea></body></html>`

func TestPseudo(t *testing.T) {
	if found := audit.Pseudo([]byte(pseudo), "其其格"); len(found) > 0 {
		t.Error(found)
	}
	for from, to := range map[string]string{
		"<title>⟦甲⟧":         "<title>甲",
		"12 ":                "12 天",
		`value="⟦送⟧"`:        `value="送"`,
		`alt="⟦图⟧"`:          `alt="图"`,
		`aria-label="⟦目⟧"`:   `aria-label="menu"`,
		"其其格":                "图雅",
		"</body>":            `<p title="x">1</p></body>`,
		"<head>":             `<head><meta name="description" content="甲">`,
		`<input type="text"`: `<input type="text" placeholder="甲"`,
		"⟦甲 ⟦乙⟧ 丙⟧":          "⟦甲 ⟦乙⟧⟧ 丙",
	} {
		changed := strings.Replace(pseudo, from, to, 1)
		if found := audit.Pseudo([]byte(changed), "其其格"); changed == pseudo || len(found) != 1 {
			t.Errorf("%q become %q: %v", from, to, found)
		}
	}
	if found := audit.PseudoText("queue.csv", "⟦编号⟧,name"); len(found) != 1 {
		t.Error(found)
	}
}

func TestSelector(t *testing.T) {
	page := []byte(`<main id="m" class="a b"><h1>一</h1><p>二</p><p class="x" data-n="12">三<b>四</b></p><ul><li><a href="/x/1">五</a></li></ul></main>`)
	for selector, want := range map[string]string{
		"p": "二|三四", "main > p": "二|三四", "ul a": "五", "main > a": "", "h1 + p": "二", "p + p": "三四", ".x": "三四", ".a.b h1": "一",
		"#m b": "四", "[data-n]": "三四", `[data-n="12"]`: "三四", "[data-n=13]": "", `a[href^="/x"]`: "五", `a[href$='1']`: "五", `a[href*="x/"]`: "五",
		"p:not(.x)": "二", "h1, a": "一|五", "main[class~=b] li": "五", "p:not([data-n]):not(.y)": "二", "*[href]": "五", "p!": "", "": "",
	} {
		var texts []string
		for _, d := range audit.Find(page, selector) {
			texts = append(texts, d.Text())
		}
		if got := strings.Join(texts, "|"); got != want {
			t.Errorf("%s: %q, not %q", selector, got, want)
		}
	}
}

func TestDoc(t *testing.T) {
	page, err := audit.Parse([]byte(`<title>x</title><dl><div><dt>名</dt><dd id="n">其其格 <i>a</i></dd></div></dl><script>no</script>`))
	if err != nil {
		t.Fatal(err)
	}
	if page.Text() != "名 其其格 a" {
		t.Errorf("text %q", page.Text())
	}
	dd := page.One("dd")
	if !dd.Exists() || dd.Where() != `dd#n "其其格 a"` || dd.Closest("dl").Tag() != "dl" || page.One("dt").Next().Attr("id") != "n" {
		t.Errorf("dd: %s", dd.Where())
	}
	gone := page.One("table")
	if gone.Exists() || gone.Text() != "" || gone.Attr("id") != "" || gone.Next().Exists() || len(gone.All("p")) > 0 || gone.HTML() != "" || gone.Is("p") {
		t.Error("the zero Doc is not empty")
	}
	if !strings.HasPrefix(dd.HTML(), `<dd id="n">`) {
		t.Error(dd.HTML())
	}
}

func TestContrast(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want float64
	}{{"#000000", "#FFFFFF", 21}, {"#06507A", "#ffffff", 8.6}, {"#777777", "#777777", 1}} {
		got, err := audit.Contrast(tc.a, tc.b)
		if err != nil || math.Abs(got-tc.want) > 0.06 {
			t.Errorf("%s on %s: %.2f %v", tc.a, tc.b, got, err)
		}
	}
	if _, err := audit.Contrast("red", "#000000"); err == nil {
		t.Error("red was read")
	}
}

func TestMutantsOfAPageAreSeen(t *testing.T) {
	survivors, mutants := audit.Survivors([]byte(good(t)))
	if len(survivors) > 0 || mutants < 45 {
		t.Errorf("%d mutants, not seen: %v", mutants, survivors)
	}
	silent, few := audit.Survivors([]byte("<p>x</p>"))
	if few >= mutants || len(silent) > 0 {
		t.Errorf("a page with nothing on it: %d mutants, not seen: %v", few, silent)
	}
}
