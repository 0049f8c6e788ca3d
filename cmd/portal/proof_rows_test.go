package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/a11y/pairwise"
	"changban/a11y/preference"
)

// row is one page in one state, seen in one way.
type row struct {
	page              string // name of a shot
	mode, theme, size string
	language          string
	width             int
	why               string // of rows that were red once
}

// String is the row as a11y/rows.tsv holds it.
func (r row) String() string {
	return strings.Join([]string{r.page, r.mode, r.theme, r.size, r.language, strconv.Itoa(r.width)}, "\t")
}

// parseRow reads a line of a11y/rows.tsv.
func parseRow(line string) (row, error) {
	parts := strings.Split(line, "\t")
	if len(parts) < 6 {
		return row{}, fmt.Errorf("%q has fewer than six columns", line)
	}
	width, err := strconv.Atoi(parts[5])
	r := row{page: parts[0], mode: parts[1], theme: parts[2], size: parts[3], language: parts[4], width: width}
	return r, err
}

func (r row) look() string {
	return preference.Preference{Elder: r.mode == "elder", Size: preference.Size(r.size), Theme: preference.Theme(r.theme)}.String()
}

// window is how large the window is for a row. Lines of a vertical page are as
// long as the window is high: its narrowest is 256 px (WCAG 2.2 1.4.10).
func (r row) window() (width, height int) {
	if r.language != "mn-Mong" {
		return r.width, 800
	}
	switch r.width {
	case 320:
		return 640, 256
	case 390:
		return 844, 390
	case 768:
		return 390, 844
	}
	return 1280, 800
}

const rowsFile = "../../a11y/rows.tsv"

// keptRows are rows that were red once: they are looked at in every run, first.
func keptRows(t testing.TB) []row {
	t.Helper()
	text, err := os.ReadFile(rowsFile)
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRow(line)
		if err != nil {
			t.Fatalf("rows.tsv: %v", err)
		}
		rows = append(rows, r)
	}
	return rows
}

// keep adds red rows to a11y/rows.tsv, where they stay. In CI nobody would see
// the file, so there they are only printed.
func keep(t *testing.T, red []row) {
	t.Helper()
	if len(red) == 0 {
		return
	}
	var lines strings.Builder
	known := keptRows(t)
	for _, r := range red {
		if !slices.ContainsFunc(known, func(k row) bool { return k.String() == r.String() }) {
			fmt.Fprintf(&lines, "%s\t%s\n", r, r.why)
		}
	}
	t.Logf("red rows, as a11y/rows.tsv holds them:\n%s", lines.String())
	if os.Getenv("CI") != "" || os.Getenv("PORTAL_PROOF_DRY") != "" {
		return
	}
	f, err := os.OpenFile(rowsFile, os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(lines.String())
	if err := cmp.Or(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// proofSeed is the day of the commit, so that every day's work is seen by other
// rows, and the same commit always by the same.
func proofSeed(t testing.TB) uint64 {
	day := os.Getenv("PORTAL_PROOF_SEED")
	if day == "" {
		if out, err := exec.Command("git", "log", "-1", "--format=%cs").Output(); err == nil {
			day = strings.TrimSpace(string(out))
		}
	}
	if day == "" {
		day = time.Now().Format(time.DateOnly)
	}
	t.Logf("rows of the day %s (PORTAL_PROOF_SEED sets another)", day)
	return pairwise.Seed(day)
}

// structure is what a page is made of: tags and classes of its main part, with
// neighbours of the same build counted once. Words, numbers and ids are not in it.
func structure(page []byte) string {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return err.Error()
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			return builtOf(n)
		}
	}
	return "no main"
}

func builtOf(n *html.Node) string {
	text := n.Data
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "type" || a.Key == "role" {
			text += "." + a.Val
		}
	}
	var parts []string
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		if part := builtOf(c); len(parts) == 0 || parts[len(parts)-1] != part {
			parts = append(parts, part)
		}
	}
	return text + "(" + strings.Join(parts, " ") + ")"
}

// shape is one kind of page and the different builds it has, in standard and in
// elder mode together; shots of the same build stand in for each other.
type shape struct {
	kind   string
	states [][]shot
}

// shapes sorts all pages by kind and build.
func (c *cast) shapes(t *testing.T) (shapes []shape, builds int) {
	t.Helper()
	at, state, seen := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, s := range c.pagesOf() {
		kind, _, _ := strings.Cut(s.name, " ")
		standard := structure(c.take(t, s, prefer("ssl")).Body)
		key := standard + structure(c.take(t, s, prefer("esl")).Body)
		seen[key] = true
		i, known := at[kind]
		if !known {
			i = len(shapes)
			at[kind] = i
			shapes = append(shapes, shape{kind: kind})
		}
		j, known := state[kind+key]
		if !known {
			j = len(shapes[i].states)
			state[kind+key] = j
			shapes[i].states = append(shapes[i].states, nil)
		}
		shapes[i].states[j] = append(shapes[i].states[j], s)
	}
	return shapes, len(seen)
}

// Levels of the factors of a row.
func modes() []string  { return []string{"standard", "elder"} }
func widths() []string { return []string{"320", "390", "768", "1280"} }

func themes() []string {
	var all []string
	for _, theme := range preference.Themes() {
		all = append(all, string(theme))
	}
	return all
}

func sizes() []string {
	var all []string
	for _, size := range preference.Sizes() {
		all = append(all, string(size))
	}
	return all
}

func (c *cast) offered() []string {
	var tags []string
	for _, l := range c.words.Offered() {
		tags = append(tags, l.Tag)
	}
	return tags
}

// rows chooses the rows of the day: every pair of shape, state, mode, theme,
// size, language and width is in one. A state belongs to its shape. With
// PORTAL_PROOF=full it is the whole product.
func (c *cast) rows(shapes []shape, seed uint64) []row {
	if isFull() {
		return c.allRows(shapes)
	}
	var kinds, states []string
	for _, s := range shapes {
		kinds = append(kinds, s.kind)
		for len(states) < len(s.states) {
			states = append(states, strconv.Itoa(len(states)))
		}
	}
	set := pairwise.Set{
		Factors: []pairwise.Factor{
			{Name: "shape", Levels: kinds}, {Name: "state", Levels: states}, {Name: "mode", Levels: modes()}, {Name: "theme", Levels: themes()},
			{Name: "size", Levels: sizes()}, {Name: "language", Levels: c.offered()}, {Name: "width", Levels: widths()},
		},
		Allowed: func(f, a, g, b int) bool { return f != 0 || g != 1 || b < len(shapes[a].states) },
	}
	var rows []row
	for i, picked := range set.Rows(seed) {
		same := shapes[picked[0]].states[picked[1]]
		width, _ := strconv.Atoi(widths()[picked[6]])
		rows = append(rows, row{
			page: same[(i+int(seed%1000))%len(same)].name, mode: modes()[picked[2]], theme: themes()[picked[3]],
			size: sizes()[picked[4]], language: c.offered()[picked[5]], width: width,
		})
	}
	return rows
}

// allRows is the whole product: every state in every mode, for both engines at
// the narrowest and the widest width. Our own scripts judge the widths between
// and every theme on the same load (see everyLook): that themes and sizes change
// only attributes of html, TestLooksChangeNothingElse proves byte by byte.
func (c *cast) allRows(shapes []shape) []row {
	var rows []row
	for _, s := range shapes {
		for _, same := range s.states {
			for i := range len(modes()) * 2 * len(c.offered()) {
				rows = append(rows, row{
					page: same[i%len(same)].name, mode: modes()[i%2], theme: themes()[(len(rows)+len(rows)/4)%4], width: []int{320, 1280}[i/2%2],
					size: sizes()[len(rows)/4%3], language: c.offered()[i/4],
				})
			}
		}
	}
	return rows
}

// everyLook judges a page that is open at its own and the next width in every
// theme.
func everyLook(p *browser.Page, r row) []audit.Finding {
	var found []audit.Finding
	for _, width := range []int{r.width, cmp.Or(map[int]int{320: 390, 1280: 768}[r.width], r.width)} {
		seen := r
		seen.width = width
		p.Viewport(seen.window())
		for _, theme := range themes() {
			p.Eval(`document.documentElement.dataset.theme = "`+theme+`"`, nil)
			found = slices.Concat(found, p.Inspect(r.mode == "elder"), p.Overflow("script reflow 320"))
		}
	}
	return found
}

func isFull() bool { return os.Getenv("PORTAL_PROOF") == "full" }

// workers is how many browsers look at pages side by side: one for each of the
// two cores that CI has.
const workers = 2

// each deals things out to the browsers; every one is looked at once.
func each[T any](t *testing.T, things []T, do func(t *testing.T, p *browser.Page, thing T)) {
	t.Helper()
	var next atomic.Int64
	t.Run("browsers", func(t *testing.T) {
		for w := range workers {
			t.Run(strconv.Itoa(w), func(t *testing.T) {
				t.Parallel()
				page := browser.Start(t).Page(t)
				for i := int(next.Add(1)) - 1; i < len(things); i = int(next.Add(1)) - 1 {
					do(t, page.For(t), things[i])
				}
			})
		}
	})
}

// TestProofRows holds the rows of the day against axe-core, IBM Equal Access and
// our own scripts, in a real browser. Rows that were red once come first.
func TestProofRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "b axe and ace")
	c := startCast(t, "sqlite")
	shapes, builds := c.shapes(t)
	kept := keptRows(t)
	rows := only(append(kept, c.rows(shapes, proofSeed(t))...))
	byName := c.byName()
	began := time.Now()
	var mu sync.Mutex
	var red []row
	violations, written := 0, [2]int{}
	each(t, rows, func(t *testing.T, p *browser.Page, r row) {
		s, known := byName[r.page]
		if !known {
			t.Errorf("rows.tsv: no page is called %q now; give the row the page's new name", r.page)
			return
		}
		if found := c.lookAt(t, p, s, r); len(found) > 0 {
			for _, f := range found {
				t.Errorf("%s: %s", strings.ReplaceAll(r.String(), "\t", " "), f)
			}
			r.why = found[0].Rule
			mu.Lock()
			red, violations = append(red, r), violations+len(found)
			mu.Unlock()
		}
		mongolian, cyrillic := p.Written()
		mu.Lock()
		written[0], written[1] = written[0]+mongolian, written[1]+cyrillic
		mu.Unlock()
	})
	keep(t, red)
	t.Logf("%d kinds of pages in %d builds, %d rows of which %d are kept, %d violations, %.2f s a row", len(shapes), builds, len(rows), len(kept), violations, time.Since(began).Seconds()/float64(len(rows)))
	floor.Count(t, "proof.shapes", builds)
	floor.Count(t, "proof.rows", len(rows))
	floor.Count(t, "proof.violations", violations)
	floor.Count(t, "contrast of mongolian", written[0])
	floor.Count(t, "contrast of cyrillic", written[1])
}

// only leaves the rows of pages whose name contains PORTAL_PROOF_ONLY, for who
// works on one page.
func only(rows []row) []row {
	name := os.Getenv("PORTAL_PROOF_ONLY")
	return slices.DeleteFunc(rows, func(r row) bool { return !strings.Contains(r.page, name) })
}

// lookAt opens a page as a row says and returns everything that is wrong there.
func (c *cast) lookAt(t *testing.T, page *browser.Page, s shot, r row) []audit.Finding {
	t.Helper()
	before := len(page.Arm().Problems())
	p := c.open(t, page, s, r)
	p.Unfold()
	var found []audit.Finding
	if s.status() < 400 {
		found = p.Elsewhere(before)
	}
	found = slices.Concat(found, p.Inspect(r.mode == "elder"), p.Overflow("script reflow 320"), p.WideSpacing(), p.Axe(), p.Ace())
	if isFull() {
		found = append(found, everyLook(p, r)...)
	}
	return found
}
