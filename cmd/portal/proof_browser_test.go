package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
)

// Least sizes in CSS pixels (decisions 24, design 5).
const (
	leastTarget = 44
	leastElder  = 60
	leastType   = 18
)

// TestPagesInABrowser lays every kind of page out in a real browser, in every
// state, in standard and elder mode: axe-core with all rules of A, AA and AAA,
// sizes of targets and of type, reflow at 320 px, wide spacing, the console and
// what is asked from elsewhere. Themes are judged on one state of every kind.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	c := startCast(t, "sqlite")
	b := browser.Start(t)
	axe, themes, problems := 0, 0, 0
	seen := map[string]bool{}
	page := b.Page(t) // one for all: what takes time is opening one
	for _, s := range c.laid() {
		t.Run(s.name, func(t *testing.T) {
			for _, look := range []string{"ssl", "esl"} {
				p := c.lay(t, page, s, look)
				measure(t, p, look)
				axe++
				all := p.Problems()
				if s.status() < 400 && len(all) > problems {
					t.Errorf("%s: %q", look, all[problems:])
				}
				problems = len(all)
				if kind := s.kind() + look + strconv.Itoa(s.status()); !seen[kind] {
					seen[kind] = true
					themes += judge(t, p, look)
				}
			}
		})
	}
	floor.Count(t, "pages.axe", axe)
	floor.Count(t, "pages.themes", themes)
}

func measure(t *testing.T, p *browser.Page, look string) {
	t.Helper()
	report(t, look, p.Axe())
	report(t, look, p.Targets(leastTarget))
	report(t, look, p.SmallType(leastType))
	report(t, look, p.Spacing())
	if err := p.Reflow(); err != nil {
		t.Errorf("%s: %v", look, err)
	}
}

// judge changes theme and size where they stand, in the html element; that
// nothing else of the page differs is TestLooksChangeNothingElse's.
func judge(t *testing.T, p *browser.Page, look string) int {
	t.Helper()
	for _, theme := range []string{"dark", "yellow"} {
		p.Eval(`document.documentElement.dataset.theme = "`+theme+`"`, nil)
		report(t, look+" "+theme, p.Axe())
	}
	p.Eval(`document.documentElement.dataset.size = "huge"`, nil)
	if err := p.Reflow(); err != nil {
		t.Errorf("%s huge: %v", look, err)
	}
	return 2
}

// laid leaves out what looks the same: questions of further drafts, and prints
// and papers of further cases.
func (c *cast) laid() []shot {
	var few []shot
	seen := map[string]bool{}
	for _, s := range c.pagesOf() {
		kind, state, _ := strings.Cut(s.name, " ")
		question := strings.HasPrefix(kind, "question-")
		switch state {
		case "papers", "helped", "begun", "long", "wrong-papers":
			if question && seen[kind+strings.TrimSuffix(state, "papers")] && kind != "question-name" && kind != "question-address" {
				continue
			}
			seen[kind+strings.TrimSuffix(state, "papers")] = true
		case "fresh", "full", "wrong-fresh":
			seen[kind], seen[kind+"wrong-"] = true, seen[kind+"wrong-"] || state == "wrong-fresh"
		default:
			_, of, isCase := strings.Cut(state, ".")
			switch {
			case kind == "case" && isCase: // one of every state and service
				k, err := c.store.Case(c.t.Context(), c.refs[state])
				c.must(err)
				kind = "case-" + of + "-" + k.Service
			case strings.HasPrefix(kind, "guide-") && kind != "guide-one-thing":
				kind = "guide-"
			case kind == "card" && strings.HasPrefix(state, "ended-"), kind == "benefit" && strings.HasPrefix(state, "account-"):
				kind += "-done"
			case kind == "matters" && strings.HasPrefix(state, "card-"):
				kind += "-card"
			}
			repeats := kind == "print" || strings.Contains(kind, "official") || kind == "desk-case" && strings.Contains(state, "-") ||
				strings.HasPrefix(kind, "case-") || kind == "guide-" || strings.HasSuffix(kind, "-done") || kind == "matters-card"
			if repeats && seen[kind] {
				continue
			}
			seen[kind] = repeats
		}
		few = append(few, s)
	}
	return few
}

// TestKeyboardOnPages goes through representative pages with Tab alone.
func TestKeyboardOnPages(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	count := 0
	for _, s := range c.pagesOf() {
		if !slices.Contains(representative(), s.name) {
			continue
		}
		for _, look := range []string{"ssl", "esd"} {
			t.Run(s.name+"/"+look, func(t *testing.T) {
				report(t, look, c.lay(t, page, s, look).Keyboard())
				count++
			})
		}
	}
	if want := 2 * len(representative()); count != want {
		t.Errorf("%d pages, want %d", count, want)
	}
	floor.Count(t, "pages.keyboard", count)
}

func representative() []string {
	return []string{
		"front plain", "services found", "guide plain", "track wrong", "preferences plain", "sign-in wrong", "for-whom kin", "matters waiting",
		"question-name fresh", "question-contact fresh", "question-hukou wrong-fresh", "question-card_valid long", "question-papers full",
		"question-mandate papers", "question-devices added", "question-household wrong-field",
		"card active", "benefit returned", "account wrong", "other-service plain", "case late.refused", "pay-run open", "check plain", "case a1.submitted", "papers wang.supplement_requested", "print zhao.closed",
		"desk-sign-in plain", "queue filled", "desk-case new", "act-ask plain", "act-approve wrong",
	}
}

// TestElderTargets: in elder mode the main button and the header's targets are
// as large as a thumb that trembles needs.
func TestElderTargets(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	for _, s := range c.pagesOf() {
		if !slices.Contains(representative(), s.name) || strings.HasPrefix(s.name, "desk") || strings.HasPrefix(s.name, "queue") || strings.HasPrefix(s.name, "act") {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			p := c.lay(t, page, s, "esl")
			var small []string
			p.Eval(`[...document.querySelectorAll("header a, header button, main form button, main .button")].filter(e => {
				const r = e.getBoundingClientRect();
				return r.width > 1 && r.height > 1 && (r.height < 60 || r.width < 60);
			}).map(e => e.textContent.trim() + " " + Math.round(e.getBoundingClientRect().width) + "×" + Math.round(e.getBoundingClientRect().height))`, &small)
			if len(small) > 0 {
				t.Errorf("smaller than %d px: %q", leastElder, small)
			}
		})
	}
}

// TestHTML holds all pages against html-validate at once.
func TestHTML(t *testing.T) {
	if testing.Short() {
		t.Skip("needs node")
	}
	c := startCast(t, "sqlite")
	pages := map[string][]byte{}
	for _, s := range c.pagesOf() {
		for _, look := range []string{"ssl", "esl"} {
			pages[s.name+" "+look] = c.take(t, s, prefer(look)).Body
		}
	}
	for _, f := range browser.ValidateHTML(t, pages) {
		t.Error(f)
	}
	floor.Count(t, "pages.html", len(pages))
}

// pagesOf are the shots that show a page of the portal. A question is laid out
// once for each of its states, whoever fills it in.
func (c *cast) pagesOf() []shot {
	seen := map[string]bool{}
	var pages []shot
	for _, s := range c.shots() {
		if s.status() == 303 || s.isExample() || seen[s.name] || s.want == 413 {
			continue
		}
		seen[s.name] = true
		pages = append(pages, s)
	}
	return pages
}

// lay opens a shot in a page, as its reader.
func (c *cast) lay(t *testing.T, page *browser.Page, s shot, look string) *browser.Page {
	t.Helper()
	p := page.For(t)
	p.ForgetCookies()
	p.Cookie(c.URL, "prefs", look)
	if s.who != "" {
		p.Cookie(c.URL, "session", c.players[s.who].cookie)
	}
	if s.form == nil {
		p.Goto(c.URL + s.path)
	} else {
		c.post(p, s)
	}
	if p.Status() != s.status() {
		t.Fatalf("%s: status %d, want %d", look, p.Status(), s.status())
	}
	return p
}

// post sends a form as a page of ours would.
func (c *cast) post(p *browser.Page, s shot) {
	p.Goto(c.URL + "/zh-Hans/help")
	fields, err := json.Marshal(pairs(s.form))
	c.must(err)
	path, err := json.Marshal(s.path)
	c.must(err)
	p.Loading(func() {
		p.Eval(`(() => {
			const form = document.createElement("form");
			form.method = "post";
			form.action = `+string(path)+`;
			for (const [name, value] of `+string(fields)+`) {
				const input = document.createElement("input");
				input.type = "hidden"; input.name = name; input.value = value;
				form.append(input);
			}
			document.body.append(form);
			HTMLFormElement.prototype.submit.call(form);
		})()`, nil)
	})
}

func pairs(form url.Values) [][2]string {
	list := [][2]string{}
	for name, values := range form {
		for _, v := range values {
			list = append(list, [2]string{name, v})
		}
	}
	return list
}

func report(t *testing.T, look string, found []audit.Finding) {
	t.Helper()
	for _, f := range found {
		t.Errorf("%s: %s", look, f)
	}
}
