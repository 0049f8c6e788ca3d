package browser

import (
	"os"
	"slices"
	"strings"

	"changban/a11y/audit"
)

// aceIgnored are the rules of IBM Equal Access that are wrong about one kind of
// element of our pages, with the end of that element's path, and why.
func aceIgnored() []ignored {
	const unnamed = "a form without a name is no landmark (HTML-AAM); a name for each would only be more to listen to"
	return []ignored{
		{"aria_content_in_landmark", "/body/div/a", "the skip link is the first thing of a page, before every landmark"},
		{"aria_form_label_unique", "/form", unnamed},
		{"aria_landmark_name_unique", "/form", unnamed},
	}
}

type ignored struct{ rule, end, why string }

func aceIgnores(rule, path string) bool {
	if at := strings.LastIndex(path, "["); strings.HasSuffix(path, "]") {
		path = path[:at] // the number of the element among its likes
	}
	return slices.ContainsFunc(aceIgnored(), func(i ignored) bool { return i.rule == rule && strings.HasSuffix(path, i.end) })
}

// unhidden shows the head of a table that became a list: IBM Equal Access takes
// what is there for screen readers alone for missing.
const unhidden = "thead{position:static!important;clip-path:none!important;inline-size:auto!important;block-size:auto!important}"

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
	p.measure(nil, "sheet", unhidden)
	defer p.measure(nil, "unsheet")
	var results []struct{ Rule, Path, Message string }
	p.Eval(`new ace_ibma.Checker().check(document, ["IBM_Accessibility", "WCAG_2_2"]).then(r => r.results
		.filter(x => x.value[0] === "VIOLATION" && x.value[1] === "FAIL")
		.map(x => ({ rule: x.ruleId, path: x.path.dom, message: x.message })))`, &results)
	var found []audit.Finding
	for _, r := range results {
		where := strings.ReplaceAll(r.Path, "[1]", "")
		if !aceIgnores(r.Rule, where) {
			found = append(found, audit.Finding{Rule: "ace " + r.Rule, Where: where, Text: r.Message})
		}
	}
	return found
}
