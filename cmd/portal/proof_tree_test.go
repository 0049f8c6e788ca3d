package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/cryptotest"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// TestProofTrees holds what a screen reader has to work with against golden text:
// the content of every page in every state, and the frame around it once for each
// kind of page and mode. Every control on the way has a name, says its hint and
// what is wrong, and stands in a group that says what is asked.
//
//	go test ./cmd/portal -run TestProofTrees -update
func TestProofTrees(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "e listening")
	// What is equal in all else stands in the order of its reference.
	cryptotest.SetGlobalRandom(t, 1)
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	g := golden{}
	count := 0
	for _, s := range c.pagesOf() {
		t.Run(s.name, func(t *testing.T) {
			g.add(t, c, page, s, "ssl")
			count++
			if slices.Contains(representative(), s.name) && !atDesk(s) {
				g.add(t, c, page, s, "esl")
				count++
			}
		})
	}
	g.hold(t)
	floor.Count(t, "proof.trees", count)
}

// golden are the texts of the golden files by the file's name, section by section.
type golden map[string][]string

func (g golden) add(t *testing.T, c *cast, page *browser.Page, s shot, look string) {
	t.Helper()
	p := c.lay(t, page, s, look)
	tree := p.Tree()
	for _, wrong := range slices.Concat(nameless(tree), silentErrors(tree), groupless(tree)) {
		t.Errorf("%s: %s", look, wrong)
	}
	kind, _, _ := strings.Cut(s.name, " ")
	file, _, _ := strings.Cut(kind, "-")
	title := s.name
	if look != "ssl" {
		file, title = "elder", title+", elder mode"
	}
	g[file] = append(g[file], section(t, title, tree))
	g.frame(tree, frameOf(s)+" "+look)
}

// section is the content of a page, and for whom somebody acts on it, as text.
func section(t *testing.T, title string, tree *browser.Node) string {
	t.Helper()
	content := tree.All(func(n *browser.Node) bool { return n.Role == "main" })
	if len(content) != 1 {
		t.Fatalf("%d main regions", len(content))
	}
	lines := []string{"# " + title, "page " + tree.Name}
	for _, part := range tree.All(inBand) {
		lines = append(lines, part.Lines(nil)...)
	}
	return plainly(append(lines, content[0].Lines(nil)...))
}

// frame keeps what stands around the content, once.
func (g golden) frame(tree *browser.Node, name string) {
	head := "# " + name + "\n"
	if slices.ContainsFunc(g["frame"], func(section string) bool { return strings.HasPrefix(section, head) }) {
		return
	}
	lines := tree.Lines(func(n *browser.Node) bool { return n.Role == "main" || inBand(n) })
	lines[0] = "page" // its title is the content's
	g["frame"] = append(g["frame"], head+plainly(lines))
}

// inBand tells what says for whom somebody acts.
func inBand(n *browser.Node) bool { return n.Inside("whofor") }

// frameOf is the kind of frame a page has: the desk's, that of a question, or that
// of all others, with somebody signed in or nobody.
func frameOf(s shot) string {
	kind := "page"
	switch {
	case atDesk(s):
		kind = "desk"
	case strings.HasPrefix(s.name, "question-"):
		kind = "question"
	}
	if s.who != "" {
		kind += " signed-in"
	}
	return kind
}

func atDesk(s shot) bool { return strings.HasPrefix(s.path, "/zh-Hans/desk") }

var (
	digitRun      = regexp.MustCompile(`\d(?:[ -]?\d)*`)
	ownAddress    = regexp.MustCompile(`http://127\.0\.0\.1:\d+(/v/\w+)?`)
	officerSecret = regexp.MustCompile(`(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}`)
	requestNumber = regexp.MustCompile(`\b[0-9a-f]{8}\b`)
	messageCount  = regexp.MustCompile(`蒙古文一共 \d+ 条`)
)

// plainly is the text of a section without what is drawn anew in every run:
// references, codes, secrets, numbers of requests, the port of this run; or grows
// with every message.
func plainly(lines []string) string {
	text := ownAddress.ReplaceAllString(strings.Join(lines, "\n"), "<address>")
	text = officerSecret.ReplaceAllString(text, "<secret>")
	text = messageCount.ReplaceAllString(text, "蒙古文一共 <count> 条")
	text = digitRun.ReplaceAllStringFunc(text, func(run string) string {
		digits := strings.NewReplacer(" ", "", "-", "").Replace(run)
		switch {
		case len(digits) == 6 && !strings.Contains(run, "-"):
			return "<code>"
		case len(digits) == 12 && strings.HasPrefix(digits, "1"):
			return "<ref>"
		}
		return run
	})
	return requestNumber.ReplaceAllString(text, "<number>") + "\n"
}

// hold compares with the golden files, or writes them.
func (g golden) hold(t *testing.T) {
	t.Helper()
	const dir = "testdata/trees"
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, sections := range g {
		sort.Strings(sections)
		path := filepath.Join(dir, name+".txt")
		text := strings.Join(sections, "\n")
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != text {
			t.Errorf("%s %s", path, difference(string(want), text))
		}
	}
	g.nothingElse(t, dir)
}

func (g golden) nothingElse(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if g[strings.TrimSuffix(filepath.Base(file), ".txt")] == nil {
			t.Errorf("%s is of no page", file)
		}
	}
}

// usedRoles are what can be used on a page.
func usedRoles() []string {
	return []string{"textbox", "searchbox", "spinbutton", "radio", "checkbox", "button", "link", "combobox", "Date", "DisclosureTriangle"}
}

// TestProofTreesAreHeardToFail takes names, descriptions and groups away from
// pages that pass.
func TestProofTreesAreHeardToFail(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	cryptotest.SetGlobalRandom(t, 1)
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	pages := c.pagesOf()
	file, err := os.ReadFile("testdata/trees/question.txt")
	if err != nil {
		t.Fatal(err)
	}
	unlike := func(tree *browser.Node) []string {
		text := section(t, "question-name fresh", tree)
		if strings.Contains(string(file), text) {
			return nil
		}
		return []string{text}
	}
	for _, m := range []struct {
		check, shot, change string
		find                func(*browser.Node) []string
	}{
		{"tree names", "question-name fresh", `document.querySelector("main label").removeAttribute("for")`, nameless},
		{"tree names", "front plain", `document.querySelector("main li a").textContent = ""`, nameless},
		{"tree descriptions", "question-name wrong-fresh", `document.querySelector("main [aria-invalid]").removeAttribute("aria-describedby")`, silentErrors},
		{"tree descriptions", "question-name wrong-fresh", `document.querySelector("main .hint").id = ""`, silentErrors},
		{"tree descriptions", "question-card_valid wrong-fresh", `document.querySelectorAll("main .error").forEach(e => e.id = "")`, silentErrors},
		{"tree groups", "question-hukou fresh", `document.querySelector("main fieldset > legend").remove()`, groupless},
		{"tree golden", "question-name fresh", `document.querySelector("main h1").replaceWith(...document.querySelector("main h1").childNodes)`, unlike},
		{"tree golden", "question-name fresh", `document.querySelector("main input:not([type=hidden])").type = "search"`, unlike},
	} {
		t.Run(m.check+"/"+m.shot, func(t *testing.T) {
			p := c.lay(t, page, shotNamed(t, pages, m.shot), "ssl")
			if wrong := m.find(p.Tree()); len(wrong) > 0 {
				t.Fatalf("the page itself: %q", wrong)
			}
			p.Eval(m.change, nil)
			if len(m.find(p.Tree())) == 0 {
				t.Fatalf("not seen: %s", m.change)
			}
			floor.Prove(t, m.check)
		})
	}
}

// shotNamed is the shot of a name.
func shotNamed(t *testing.T, pages []shot, name string) shot {
	t.Helper()
	i := slices.IndexFunc(pages, func(s shot) bool { return s.name == name })
	if i < 0 {
		t.Fatalf("no page is called %s", name)
	}
	return pages[i]
}

// nameless lists controls that say nothing of what they are for.
func nameless(tree *browser.Node) []string {
	var wrong []string
	for _, n := range tree.All(func(n *browser.Node) bool { return slices.Contains(usedRoles(), n.Role) }) {
		if n.Name == "" {
			wrong = append(wrong, "a "+n.Role+" without a name")
		}
	}
	return wrong
}

// silentErrors lists controls that are wrong and do not say why: the description
// is the hint and the error that the page shows for the control. Of a group of
// choices the first says it.
func silentErrors(tree *browser.Node) []string {
	texts := tree.All(func(n *browser.Node) bool { return n.Role == "text" })
	said := map[string]bool{}
	var wrong []string
	for _, n := range tree.All(func(n *browser.Node) bool { return slices.Contains(n.States, "invalid") }) {
		choice := n.Role == "radio" || n.Role == "checkbox"
		if n.Role == "group" || n.Role == "radiogroup" || choice && said[n.Attr("name")] {
			continue
		}
		said[n.Attr("name")] = true
		if !saysAll(n, texts) {
			wrong = append(wrong, n.Role+" "+n.Name+" is wrong and says only "+n.Description)
		}
	}
	return wrong
}

// saysAll tells whether a control says every text that it points to, in order,
// and an error with them.
func saysAll(n *browser.Node, texts []*browser.Node) bool {
	var all []string
	wrong := false
	for _, id := range strings.Fields(n.Attr("aria-describedby")) {
		before := len(all)
		for _, text := range texts {
			if text.Inside("#" + id) {
				all = append(all, text.Name)
				wrong = wrong || text.Inside("error")
			}
		}
		if len(all) == before {
			return false // it points nowhere
		}
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	return wrong && bare(n.Description) == bare(strings.Join(all, ""))
}

// groupless lists choices that stand in no group with a name: each is heard by
// itself, so the group must say what is asked. A box alone says it itself.
func groupless(tree *browser.Node) []string {
	isChoice := func(n *browser.Node) bool { return n.Role == "radio" || n.Role == "checkbox" }
	inside := map[*browser.Node]bool{}
	for _, group := range tree.All(func(n *browser.Node) bool { return (n.Role == "group" || n.Role == "radiogroup") && n.Name != "" }) {
		for _, choice := range group.All(isChoice) {
			inside[choice] = true
		}
	}
	choices := tree.All(isChoice)
	fellows := map[string]int{}
	for _, n := range choices {
		fellows[n.Attr("name")]++
	}
	var wrong []string
	for _, n := range choices {
		if !inside[n] && (n.Role == "radio" || fellows[n.Attr("name")] > 1) {
			wrong = append(wrong, n.Role+" "+n.Name+" stands in no group with a name")
		}
	}
	return wrong
}
