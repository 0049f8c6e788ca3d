package main

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/a11y/pairwise"
)

// representative are pages with every kind of control and every build of the
// frame: what is slow is looked at on these, in both modes.
func representative() []string {
	return []string{
		"front plain", "services found", "guide plain", "track wrong", "preferences plain", "preferences saved", "sign-in wrong", "for-whom kin", "matters waiting",
		"question-name fresh", "question-contact fresh", "question-hukou wrong-fresh", "question-card_valid long", "question-papers full",
		"question-mandate papers", "question-devices added", "question-household wrong-field",
		"card active", "benefit returned", "account wrong", "other-service plain", "case late.refused", "pay-run open", "check plain", "case a1.submitted",
		"papers wang.supplement_requested", "print zhao.closed", "accessibility plain",
		"desk-sign-in plain", "queue filled", "desk-case new", "act-ask plain", "act-approve wrong", "error not-found",
	}
}

// looks are the representative pages in both modes; theme, size and width are
// spread over them so that each stands beside each other.
func (c *cast) looks(t *testing.T) []row {
	set := pairwise.Set{
		Factors: []pairwise.Factor{
			{Name: "page", Levels: representative()}, {Name: "mode", Levels: modes()}, {Name: "language", Levels: c.offered()},
			{Name: "theme", Levels: themes()}, {Name: "size", Levels: sizes()}, {Name: "width", Levels: widths()},
		},
		Loose: map[string]bool{"theme": true, "size": true, "width": true},
	}
	var rows []row
	for _, picked := range set.Rows(proofSeed(t)) {
		width, _ := strconv.Atoi(widths()[picked[5]])
		rows = append(rows, row{
			page: representative()[picked[0]], mode: modes()[picked[1]], language: c.offered()[picked[2]],
			theme: themes()[picked[3]], size: sizes()[picked[4]], width: width,
		})
	}
	return only(rows)
}

// TestProofScripts goes through the representative pages as people do who use
// no mouse, enlarge, space out, force colours, print or have no script: what no
// audit engine sees.
func TestProofScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	c := startCast(t, "sqlite")
	byName := c.byName()
	rows := c.looks(t)
	known := sync.Map{} // browser.Known by browser: no two share one
	each(t, rows, func(t *testing.T, p *browser.Page, r row) {
		s, is := byName[r.page]
		if !is {
			t.Errorf("no page is called %q", r.page)
			return
		}
		have, _ := known.LoadOrStore(p, browser.Known{})
		for _, f := range c.goThrough(t, p, s, r, have.(browser.Known)) {
			t.Errorf("%s: %s", strings.ReplaceAll(r.String(), "\t", " "), f)
		}
	})
	floor.Count(t, "proof.scripts", len(rows))
}

func (c *cast) byName() map[string]shot {
	pages := map[string]shot{}
	for _, s := range c.pagesOf() {
		pages[s.name] = s
	}
	return pages
}

// goThrough does on one page everything that takes time.
func (c *cast) goThrough(t *testing.T, page *browser.Page, s shot, r row, known browser.Known) []audit.Finding {
	t.Helper()
	p := c.open(t, page, s, r)
	look := r.look() + " " + strconv.Itoa(r.width)
	found := slices.Concat(p.KeyboardKnowing(known, look), p.Zoomed(), p.WideSpacing(), p.Still(), p.Turned(), p.Forced(), p.OnPaper(), p.Pointers(), p.OldEngine())
	if strings.HasSuffix(s.name, " saved") {
		found = append(found, said(p)...)
	}
	if s.form == nil {
		found = append(found, c.withoutScript(t, p, s, r)...)
	}
	return append(found, p.Changes()...) // last: the page is another one afterwards
}

// open opens a page as a row says.
func (c *cast) open(t *testing.T, page *browser.Page, s shot, r row) *browser.Page {
	t.Helper()
	s = s.in(r.language)
	page.Viewport(r.window())
	dark := "light"
	if r.theme == "system" {
		dark = "dark"
	}
	page.Media("prefers-color-scheme=" + dark)
	return c.lay(t, page, s, r.look())
}

// said: what was saved is told to who cannot see it change, and takes
// nobody's place.
func said(p *browser.Page) []audit.Finding {
	for _, pair := range p.Statuses() {
		if pair[1] == "said" {
			return nil
		}
	}
	return []audit.Finding{{Rule: "script status", Where: "page", Text: "says nothing of what happened as a status"}}
}

// withoutScript holds the page with script switched off against the same page
// with script: words, links and controls are the same, and every form can be sent.
func (c *cast) withoutScript(t *testing.T, p *browser.Page, s shot, r row) []audit.Finding {
	t.Helper()
	with := contents(p.HTML())
	p.NoScript()
	p.Goto(c.URL + s.in(r.language).path)
	page := p.HTML()
	p.Script()
	p.Reload()
	return withoutScriptFindings(with, page)
}

func withoutScriptFindings(with []string, page string) []audit.Finding {
	const rule = "script no javascript"
	var found []audit.Finding
	without := contents(page)
	for i := range max(len(with), len(without)) {
		if i >= len(with) || i >= len(without) || with[i] != without[i] {
			found = append(found, audit.Finding{Rule: rule, Where: strconv.Itoa(i), Text: "differs without script: " + at(with, i) + " | " + at(without, i)})
			break
		}
	}
	doc, err := audit.Parse([]byte(page))
	if err != nil {
		return append(found, audit.Finding{Rule: rule, Where: "page", Text: err.Error()})
	}
	for _, form := range doc.All("form") {
		if len(form.All(`button[type="submit"], button:not([type])`)) == 0 {
			found = append(found, audit.Finding{Rule: rule, Where: form.Where(), Text: "cannot be sent without script"})
		}
	}
	for _, e := range doc.All(`a[href^="javascript:"], a[href="#"], button[type="button"], [onclick], noscript`) {
		if !e.Closest(".aloud").Exists() {
			found = append(found, audit.Finding{Rule: rule, Where: e.Where(), Text: "does nothing without script"})
		}
	}
	return found
}

// contents is what can be read and used on a page, in order. Reading aloud is
// left out: it is there only for those who have script and a voice.
func contents(page string) []string {
	doc, err := audit.Parse([]byte(page))
	if err != nil {
		return []string{err.Error()}
	}
	var all []string
	for _, e := range doc.All("a, button, input, select, textarea, h1, h2, h3, p, li, dt, dd, label, legend, th, td, summary") {
		if name := e.Attr("name"); !e.Closest(".aloud").Exists() && !strings.HasPrefix(name, "_") {
			all = append(all, e.Tag()+" "+name+" "+e.Text())
		}
	}
	return all
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}
