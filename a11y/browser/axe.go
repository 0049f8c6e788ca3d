package browser

import (
	"encoding/json"
	"slices"
	"strings"

	"changban/a11y/audit"
)

// axeTags are all levels of WCAG 2.2 and the good habits axe knows.
func axeTags() []string {
	return []string{"wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}
}

// axeExtra are rules that axe leaves out unless asked.
func axeExtra() []string {
	return []string{"target-size", "color-contrast-enhanced", "label-content-name-mismatch", "css-orientation-lock", "identical-links-same-purpose", "meta-refresh-no-exceptions"}
}

type axeRule struct {
	ID, Help string
	Nodes    []struct {
		Target         []any
		FailureSummary string
	}
}

// Axe runs axe-core over the page as it is now: every rule of A, AA, AAA and
// good habit. Rules named in except are left out; a test that does so says why.
// What axe cannot judge about contrast counts as failed, because our pages have
// nothing that would make it hard to judge; and so do links with one name and
// two targets, which it never calls a violation.
func (p *Page) Axe(except ...string) []audit.Finding {
	p.t.Helper()
	p.load("axe", "axe-core/axe.min.js")
	rules := object{}
	for _, id := range axeExtra() {
		rules[id] = object{"enabled": true}
	}
	for _, id := range except {
		rules[id] = object{"enabled": false}
	}
	options, err := json.Marshal(object{
		"runOnly": object{"type": "tag", "values": axeTags()}, "rules": rules, "resultTypes": []string{"violations", "incomplete"},
	})
	p.must(err)
	var answer struct{ Violations, Incomplete []axeRule }
	p.Eval("axe.run(document, "+string(options)+").then(r => ({violations: r.violations, incomplete: r.incomplete}))", &answer)
	upright := p.isVertical()
	undecided := slices.DeleteFunc(answer.Incomplete, func(r axeRule) bool { return !counts(r.ID, upright) })
	return axeFindings(append(answer.Violations, undecided...))
}

// counts reports whether a rule that could not be judged is a failure. On pages
// whose lines stand upright axe takes words of neighbouring columns for something
// that lies over a text; there our own script judges every text node.
func counts(rule string, upright bool) bool {
	return strings.HasPrefix(rule, "color-contrast") && !upright || rule == "identical-links-same-purpose" || rule == "link-in-text-block"
}

func (p *Page) isVertical() bool {
	var vertical bool
	p.Eval("getComputedStyle(document.documentElement).writingMode.startsWith('vertical')", &vertical)
	return vertical
}

func axeFindings(rules []axeRule) []audit.Finding {
	var found []audit.Finding
	for _, rule := range rules {
		for _, node := range rule.Nodes {
			where, _ := json.Marshal(node.Target)
			text := rule.Help + ": " + strings.Join(strings.Fields(node.FailureSummary), " ")
			found = append(found, audit.Finding{Rule: "axe " + rule.ID, Where: string(where), Text: text})
		}
	}
	return found
}
