package home_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"changban/a11y"
	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/locales"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// proof is a result in which every tested requirement up to a step is green,
// apart from the ids named red.
func proof(t *testing.T, red ...string) a11y.Result {
	t.Helper()
	all, err := a11y.Requirements()
	if err != nil {
		t.Fatal(err)
	}
	r := a11y.Result{"day": "2026-11-20", "commit": "abc1234", "axe-core": "4.14.1", "orca": "43.1", "routes": "92", "states": "640"}
	for _, q := range all {
		if q.Kind != a11y.Judged && q.Step <= 3 {
			r[q.ID] = string(a11y.Green)
		}
		if slices.Contains(red, q.ID) {
			r[q.ID] = string(a11y.Red)
		}
	}
	return r
}

func statementOf(t *testing.T, r a11y.Result, path string) webtest.Answer {
	t.Helper()
	p := pages(t)
	p.Result = r
	return kernel(t, p).Client(t).Get("/zh-Hans/accessibility" + path).Want(200).Audit()
}

var loaded = sync.OnceValues(func() (*locales.Bundle, error) { return locales.Load() })

func sentence(t *testing.T, id string) string {
	t.Helper()
	words, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return words.Localizer("zh-Hans").T("statement.requirement." + id)
}

// under returns the lines below a heading, up to the next of its level.
func under(page webtest.Answer, heading string) string {
	_, rest, found := strings.Cut(page.One("main").Text(), heading)
	if !found {
		return ""
	}
	for _, next := range page.Doc().All("main h2") {
		if before, _, ends := strings.Cut(rest, next.Text()); ends && next.Text() != heading {
			rest = before
		}
	}
	return rest
}

// A statement says what was checked, with what, and where to complain (A11Y-67).
func TestStatement(t *testing.T) {
	page := statementOf(t, proof(t), "")
	for _, missing := range lacking(page.One("main").Text()) {
		t.Errorf("the statement does not say %q", missing)
	}
	for _, said := range mustSay() {
		if len(lacking(strings.ReplaceAll(page.One("main").Text(), said, ""))) == 0 {
			t.Errorf("a statement without %q is not caught", said)
		}
	}
	links := page.Doc().All("main a")
	for _, want := range []string{"/zh-Hans/hotline", "/zh-Hans/accessibility/requirements"} {
		if !slices.ContainsFunc(links, func(a audit.Doc) bool { return a.Attr("href") == want }) {
			t.Errorf("no link to %s", want)
		}
	}
	if !t.Failed() {
		floor.Prove(t, "go statement")
	}
}

func mustSay() []string {
	return []string{
		"WCAG 2.2", "AA 级", "GB/T 37668-2019", "无障碍环境建设法", "2026 年 11 月 20 日", "abc1234", "axe-core 4.14.1", "Orca 43.1",
		"没有查出问题的：88 条", "查出问题的：0 条", "NVDA、争渡、VoiceOver、TalkBack 还没有试过", "一条都还没有请人判断过",
		"蒙古文没有能用的语音", "12385", "12345", "10 个工作日", "网上写投诉还没有开通", "没有查出问题，不等于每个人都好用",
	}
}

func lacking(text string) []string {
	return slices.DeleteFunc(mustSay(), func(want string) bool { return strings.Contains(text, want) })
}

// What a check found, and what is not there yet, stands in the statement by its
// own sentence: red of every kind, and everything pending.
func TestKnownDefects(t *testing.T) {
	all, err := a11y.Requirements()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"A11Y-08", "A11Y-70", "A11Y-155", "A11Y-123"} {
		r := proof(t, id)
		page := statementOf(t, r, "")
		if !strings.Contains(under(page, "查出来、还没有改好的"), sentence(t, id)) {
			t.Errorf("%s is red, and the statement does not say so", id)
		}
		if hidden := hiding(t, r, all, page.Text()); len(hidden) > 0 {
			t.Errorf("hidden: %q", hidden)
		}
		mutant := strings.ReplaceAll(page.Text(), sentence(t, id), "")
		if !slices.Contains(hiding(t, r, all, mutant), id) {
			t.Errorf("a statement that hides %s is not caught", id)
		}
	}
	if !strings.Contains(statementOf(t, proof(t), "").Text(), "这一次没有查出问题") {
		t.Error("nothing is red, and the statement does not say so")
	}
	if !t.Failed() {
		floor.Prove(t, "go known defects")
	}
}

// hiding names what is not green and does not stand in a text.
func hiding(t *testing.T, r a11y.Result, all []a11y.Requirement, text string) []string {
	var hidden []string
	for _, q := range all {
		if r.Standing(q) != a11y.Green && !strings.Contains(text, sentence(t, q.ID)) {
			hidden = append(hidden, q.ID)
		}
	}
	return hidden
}

// Before the first whole proof nothing is claimed.
func TestStatementWithoutProof(t *testing.T) {
	page := statementOf(t, a11y.Result{}, "")
	page.WantText("还没有做过一次全面检查", "没有查出问题的：0 条")
	if strings.Contains(page.Text(), "这一次没有查出问题") {
		t.Error("claims that nothing was found")
	}
	for id := range proof(t) {
		if strings.HasPrefix(id, "A11Y-") && strings.Contains(under(page, "查出来"), sentence(t, id)) {
			t.Errorf("%s is called a defect, though nothing was checked", id)
		}
	}
}

// Every requirement stands in one part of the list, where it belongs.
func TestRequirementPages(t *testing.T) {
	r := proof(t, "A11Y-12")
	list := statementOf(t, r, "/requirements")
	seen := map[string]bool{}
	for _, c := range a11y.Chapters() {
		if !slices.ContainsFunc(list.Doc().All("main a"), func(a audit.Doc) bool {
			return a.Attr("href") == "/zh-Hans/accessibility/requirements/"+c.ID
		}) {
			t.Errorf("no link to %s", c.ID)
		}
		page := statementOf(t, r, "/requirements/"+c.ID)
		all, _ := a11y.Requirements()
		for _, q := range c.Of(all) {
			seen[q.ID] = strings.Contains(page.Text(), fmt.Sprintf("%s（%s）", sentence(t, q.ID), q.ID))
		}
	}
	for id, shown := range seen {
		if !shown {
			t.Errorf("%s is not shown", id)
		}
	}
	see := statementOf(t, r, "/requirements/see")
	if !strings.Contains(under(see, "查出问题"), "A11Y-12") || strings.Contains(under(see, "查出问题"), "A11Y-11") {
		t.Error("what is red stands elsewhere")
	}
	p := pages(t)
	for _, id := range []string{"none", "..%2f", "SEE", strings.Repeat("x", 500)} {
		kernel(t, p).Client(t).Get("/zh-Hans/accessibility/requirements/" + id).Want(404).Audit()
	}
}

// No word of the statement stands outside the locales.
func TestStatementWords(t *testing.T) {
	p := pages(t)
	p.Result = proof(t, "A11Y-12", "A11Y-153")
	k := kernel(t, p, func(c *web.Config) { c.Pseudo = true })
	for _, path := range []string{"", "/requirements", "/requirements/see", "/requirements/checks"} {
		for _, f := range audit.Pseudo(k.Client(t).Get("/zh-Hans/accessibility"+path).Body, "zzz") {
			t.Errorf("%s: %s", path, f)
		}
	}
}
