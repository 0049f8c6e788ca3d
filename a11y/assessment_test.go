package a11y_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"changban/a11y"
	"changban/a11y/floor"
	"changban/locales"
)

var update = flag.Bool("update", false, "write docs/self-assessment.md")

const assessment = "../docs/self-assessment.md"

// TestSelfAssessment keeps the file for the review beside the code it is about:
// every item of the Chinese evaluation with its result and the evidence (A11Y-69).
// It changes with requirements.tsv, result.tsv or the sentences, never by hand.
func TestSelfAssessment(t *testing.T) {
	all, err := a11y.Requirements()
	if err != nil {
		t.Fatal(err)
	}
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	assess := func(r a11y.Result) string { return assessed(all, r, words.Localizer("zh-Hans").T) }
	want := assess(a11y.LastResult())
	if *update {
		if err := os.WriteFile(assessment, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(assessment)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Fatal("docs/self-assessment.md is not that of the last result; go test ./a11y -run SelfAssessment -update")
	}
	for _, q := range all {
		if q.Kind == a11y.Judged {
			continue
		}
		if mutant := turned(q.ID); assess(mutant) == want {
			t.Errorf("%s turned over leaves the file as it is", q.ID)
		}
	}
	floor.Prove(t, "go self-assessment")
}

// turned is the last result with one requirement the other way.
func turned(id string) a11y.Result {
	r := a11y.Result{}
	for name, value := range a11y.LastResult() {
		r[name] = value
	}
	r[id] = map[bool]string{true: "red", false: "green"}[r[id] == "green"]
	return r
}

// points is what an item of the review counts: half of what is judged in part.
func points(s a11y.Standing) float64 {
	switch s {
	case a11y.Green, a11y.Done:
		return 1
	case a11y.Partly:
		return 0.5
	}
	return 0
}

// score is the share of the reviewed items that are there, of 100, rounded down.
func score(review []a11y.Requirement, r a11y.Result) int {
	sum := 0.0
	for _, q := range review {
		sum += points(r.Standing(q))
	}
	return int(100 * sum / float64(len(review)))
}

func TestScore(t *testing.T) {
	review := []a11y.Requirement{
		{ID: "A11Y-50", Kind: a11y.Tested}, {ID: "A11Y-51", Kind: a11y.Tested}, {ID: "A11Y-65", Kind: a11y.Judged, State: "partly"}, {ID: "A11Y-70", Kind: a11y.Gate},
	}
	if got := score(review, a11y.Result{"A11Y-50": "green", "A11Y-51": "red"}); got != 37 { // 1.5 of 4
		t.Errorf("score %d", got)
	}
}

func assessed(all []a11y.Requirement, r a11y.Result, say func(string) string) string {
	var b strings.Builder
	day := r.Day()
	if day == "" {
		day = "还没有全面检查过 (no whole proof yet)"
	}
	var review []a11y.Requirement
	for _, c := range a11y.Chapters() {
		if c.ID == "china" {
			review = c.Of(all)
		}
	}
	n := score(review, r)
	fmt.Fprintf(&b, "# 自评表 · Self-assessment\n\n%s\n\n", strings.Join([]string{
		"互联网应用适老化及无障碍水平评测的自评材料。由 `go test ./a11y -run SelfAssessment -update` 生成，`make test` 核对，不用手改。",
		"Made of `a11y/requirements.tsv` and `a11y/result.tsv`; compared in `make test`.",
	}, "\n"))
	fmt.Fprintf(&b, "- 检查的日期 (day): %s\n- 版本 (commit): %s\n- 工具 (tools): %s\n", day, orDash(r["commit"]), tools(r))
	fmt.Fprintf(&b, "- 自评得分 (score): **%d / 100**。内部目标 95，评测及格线 60。\n\n", n)
	b.WriteString("得分怎么算：下表每一项，通过或判断过算 1，判断了一部分算 0.5，没有通过、没有检查、没有请人判断算 0；\n" +
		"合计除以项数，乘 100，舍去小数。这不是评测机构的分数：机构还要做技术评测和用户调查。\n" +
		"A score is never conformance (A11Y-157): it only says which items our own checks have shown.\n\n")
	writeTable(&b, "评测要求 · Items of the review", review, r, say)
	writeTotals(&b, all, r)
	for _, c := range a11y.Chapters() {
		if c.ID != "china" {
			writeTable(&b, say("statement.chapter."+c.ID), c.Of(all), r, say)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func tools(r a11y.Result) string {
	var named []string
	for _, name := range []string{"axe-core", "equal-access", "html-validate", "chromium", "firefox", "orca"} {
		if r[name] != "" {
			named = append(named, name+" "+r[name])
		}
	}
	return orDash(strings.Join(named, ", "))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func writeTable(b *strings.Builder, title string, list []a11y.Requirement, r a11y.Result, say func(string) string) {
	fmt.Fprintf(b, "## %s\n\n| 编号 | 要求 | 结果 | 证据 (checks) |\n|---|---|---|---|\n", title)
	for _, q := range list {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", q.ID, say("statement.requirement."+q.ID), verdict(q, r), evidence(q))
	}
	b.WriteString("\n")
}

func verdict(q a11y.Requirement, r a11y.Result) string {
	switch r.Standing(q) {
	case a11y.Green:
		return "通过 pass"
	case a11y.Red:
		return "没有通过 **fail**"
	case a11y.Pending:
		if q.Step > 3 {
			return fmt.Sprintf("第 %d 步做 pending", q.Step)
		}
		return "还没有检查 pending"
	case a11y.Partly:
		return "判断了一部分 judged in part"
	case a11y.Done:
		return "判断过 judged"
	}
	return "还没有请人判断 not judged yet"
}

func evidence(q a11y.Requirement) string {
	var named []string
	for _, c := range q.Checks {
		named = append(named, "`"+c+"`")
	}
	return orDash(strings.Join(named, ", "))
}

func writeTotals(b *strings.Builder, all []a11y.Requirement, r a11y.Result) {
	b.WriteString("## 合计 · Totals\n\n| | 通过 | 没有通过 | 还没有检查 | 没有请人判断 | 判断了一部分 | 判断过 |\n|---|---|---|---|---|---|---|\n")
	for _, row := range []struct {
		name string
		kind a11y.Kind
	}{{"机器能查的 (tested)", a11y.Tested}, {"由人判断的 (judged)", a11y.Judged}, {"检查的规矩 (harness)", a11y.Harness}, {"发布的门槛 (gate)", a11y.Gate}} {
		fmt.Fprintf(b, "| %s |", row.name)
		for _, s := range []a11y.Standing{a11y.Green, a11y.Red, a11y.Pending, a11y.Open, a11y.Partly, a11y.Done} {
			fmt.Fprintf(b, " %d |", len(r.In(all, s, row.kind)))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n页面、情形和规则的数目在 `a11y/result.tsv`；每条检查的名字在 `make test` 里会先在我们的页面上通过，再在弄坏的页面上报错。\n\n")
}
