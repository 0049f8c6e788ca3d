package main

import (
	"encoding/json"
	"net/url"
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

// TestHTML holds all pages against html-validate at once.
func TestHTML(t *testing.T) {
	if testing.Short() {
		t.Skip("needs node")
	}
	c := startCast(t, "sqlite")
	pages := map[string][]byte{}
	for _, s := range c.byTurn(t, c.pagesOf(), "ssl", "esl") {
		pages[s.String()] = c.take(t, s.shot, prefer(s.look)).Body
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
		name, value := c.cookieOf(s.who)
		p.Cookie(c.URL, name, value)
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
