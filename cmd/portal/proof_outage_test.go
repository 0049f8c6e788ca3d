package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal"
)

const outageText = "今晚十点到明早六点，网上暂时办不了事。"

// outageFaults is what is wrong with how a page tells of an outage (A11Y-68).
func outageFaults(page []byte) []string {
	doc, err := audit.Parse(page)
	if err != nil {
		return []string{err.Error()}
	}
	var all []string
	check := func(name string, ok bool) {
		if !ok {
			all = append(all, name)
		}
	}
	box := doc.One("section.outage")
	check("missing", box.Exists())
	if !box.Exists() {
		return all
	}
	check("not once", len(doc.All("section.outage")) == 1)
	check("not the text", strings.Contains(box.Text(), outageText))
	check("no landmark", doc.ID(box.Attr("aria-labelledby")).Text() != "")
	check("not before main", strings.Index(string(page), `class="outage"`) < strings.Index(string(page), "<main"))
	check("folded or hidden", !box.Closest("details, [hidden]").Exists() && len(box.All("[hidden], details")) == 0)
	check("a picture", len(box.All("img, svg")) == 0)
	check("nobody to call", len(box.All(`a[href="tel:12385"]`)) == 1)
	return all
}

// TestProofOutage: what an operator writes stands on every page of residents and
// officers, taken up while the portal runs and gone when it is over.
func TestProofOutage(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "notices.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# nothing yet\n[]\n")
	c := startCast(t, "sqlite", func(c *config) { c.Catalogue = folder })
	pages := c.pagesOf()
	guide := shot{name: "guide plain", path: "/zh-Hans/services/nursing-subsidy"}
	if strings.Contains(string(c.take(t, guide).Body), "outage") {
		t.Fatal("an outage nobody wrote of")
	}
	now := c.Clock.Now().In(portal.Zone())
	write("- id: outage\n  from: " + now.Format("2006-01-02 15:04") + "\n  until: " + now.Add(time.Hour).Format("2006-01-02 15:04") +
		"\n  texts: {zh-Hans: " + outageText + "}\n  phone: \"12385\"\n")
	c.Clock.Move(11 * time.Second)
	told := 0
	for _, s := range pages {
		body := c.take(t, s).Body
		if !strings.Contains(string(body), `class="platerow"`) {
			continue // a paper that is printed and kept: it speaks for itself
		}
		told++
		for _, fault := range outageFaults(body) {
			t.Errorf("%s: %s", s.name, fault)
		}
	}
	if told < len(pages)*9/10 {
		t.Errorf("%d of %d pages have a top", told, len(pages))
	}
	mutants(t, string(c.take(t, guide).Body))

	write("- id: [broken")
	c.Clock.Move(11 * time.Second)
	if len(outageFaults(c.take(t, guide).Body)) > 0 {
		t.Error("a broken file took the announcement away")
	}
	write("[]\n")
	c.Clock.Move(11 * time.Second)
	if strings.Contains(string(c.take(t, guide).Body), "outage") {
		t.Error("an outage that is over is still told")
	}
	if !t.Failed() {
		floor.Prove(t, "go outage banner")
		floor.Count(t, "pages.outage", told)
	}
}

// mutants holds outageFaults against pages with one fault.
func mutants(t *testing.T, page string) {
	t.Helper()
	before, rest, _ := strings.Cut(page, `<section class="outage"`)
	box, after, _ := strings.Cut(rest, "</section>")
	box = `<section class="outage"` + box + "</section>"
	for fault, mutant := range map[string]string{
		"missing":          before + after,
		"not once":         before + box + box + after,
		"not the text":     before + strings.Replace(box, outageText, "通知", 1) + after,
		"no landmark":      before + strings.Replace(box, "aria-labelledby", "data-x", 1) + after,
		"not before main":  before + strings.Replace(after, "</main>", box+"</main>", 1),
		"folded or hidden": before + strings.Replace(box, "<section", "<section hidden", 1) + after,
		"a picture":        before + strings.Replace(box, "</p>", `<img alt="" src="x"></p>`, 1) + after,
		"nobody to call":   before + strings.Replace(box, "tel:", "x:", 1) + after,
	} {
		if found := outageFaults([]byte(mutant)); !strings.Contains(strings.Join(found, " "), fault) {
			t.Errorf("a page that is %s goes through: %q", fault, found)
		}
	}
}
