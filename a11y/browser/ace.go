package browser

import (
	"os"
	"strings"

	"changban/a11y/audit"
)

// aceIgnored are the two rules of IBM Equal Access that are wrong about our
// pages, each with its reason.
func aceIgnored() map[string]string {
	return map[string]string{
		"aria_content_in_landmark": "the skip link is the first thing of the page, before every landmark",
		"element_tabbable_role_valid": "a region that scrolls takes the focus, so that it can be scrolled by keys; " +
			"so does the summary of problems",
	}
}

// engines are put into every page before its own script, so that they need not
// be sent again for each page: together they are 1.3 MB.
func (p *Page) engines() {
	p.t.Helper()
	if p.armed {
		return
	}
	p.armed = true
	for _, name := range []string{"axe-core/axe.min.js", "accessibility-checker-engine/ace-window.js"} {
		source, err := os.ReadFile(engine(p.t, name))
		p.must(err)
		p.send("Page.addScriptToEvaluateOnNewDocument", object{"source": string(source)}, nil)
	}
}

// Arm lets every page that is opened from now on carry the audit engines.
func (p *Page) Arm() *Page {
	p.t.Helper()
	p.engines()
	return p
}

// load evaluates an engine where the page does not carry it yet.
func (p *Page) load(global, name string) {
	p.t.Helper()
	var loaded bool
	if p.Eval("typeof "+global+" === 'object'", &loaded); loaded {
		return
	}
	source, err := os.ReadFile(engine(p.t, name))
	p.must(err)
	p.Eval(string(source)+"\n;1", nil)
}

// Ace runs IBM Equal Access over the page as it is now and returns its definite
// violations. What it says of contrast counts for Chinese text only: it leaves
// every other script out in silence, so it is our own check that judges those.
func (p *Page) Ace() []audit.Finding {
	p.t.Helper()
	p.load("ace_ibma", "accessibility-checker-engine/ace-window.js")
	var results []struct{ Rule, Path, Message string }
	p.Eval(`new ace_ibma.Checker().check(document, ["IBM_Accessibility", "WCAG_2_2"]).then(r => r.results
		.filter(x => x.value[0] === "VIOLATION" && x.value[1] === "FAIL")
		.map(x => ({ rule: x.ruleId, path: x.path.dom, message: x.message })))`, &results)
	var found []audit.Finding
	for _, r := range results {
		if aceIgnored()[r.Rule] == "" {
			where := strings.ReplaceAll(r.Path, "[1]", "")
			found = append(found, audit.Finding{Rule: "ace " + r.Rule, Where: where, Text: r.Message})
		}
	}
	return found
}
