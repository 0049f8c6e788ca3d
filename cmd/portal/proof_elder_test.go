package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal/web/webtest"
)

// elderChoices is how many things the front page may offer (A11Y-64).
const elderChoices = 7

// isResident tells a resident's page from an officer's.
func (s shot) isResident() bool {
	return !strings.Contains(s.path, "/desk") && !strings.Contains(s.path, "/demo")
}

// TestProofElder holds elder mode as a journey against every resident's page in
// every state: one button, what comes next, and nothing that the standard mode
// has is out of reach.
func TestProofElder(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	e := elderProof{cast: c, searched: map[string]map[string]bool{}}
	count := 0
	for _, s := range c.pagesOf() {
		if !s.isResident() {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			elder := c.take(t, s, prefer("esl"))
			e.hold(t, elder.Body)
			if s.form == nil {
				e.same(t, s, c.take(t, s, prefer("ssl")), elder)
			}
			count++
		})
	}
	floor.Count(t, "pages.elder", count)
	front := c.take(t, shot{path: "/zh-Hans"}, prefer("esl"))
	e.front(t, front.Body)
	e.mutants(t)
}

type elderProof struct {
	*cast
	searched map[string]map[string]bool // what stands behind a link, by address
	question []byte                     // a page to make mutants of
}

func (e *elderProof) hold(t *testing.T, page []byte) {
	t.Helper()
	for _, wrong := range [][]string{manyButtons(page), noNext(page)} {
		for _, text := range wrong {
			t.Error(text)
		}
	}
	if e.question == nil && len(audit.Find(page, "main .head")) > 0 && len(audit.Find(page, "main .button.primary")) > 0 {
		e.question = page
	}
}

// manyButtons: one button of the first rank at most (A11Y-64).
func manyButtons(page []byte) []string {
	all := audit.Find(page, "main .button.primary")
	if len(all) < 2 {
		return nil
	}
	var names []string
	for _, b := range all {
		names = append(names, b.Text())
	}
	return []string{fmt.Sprintf("%d first buttons: %q", len(all), names)}
}

// noNext: every page says what comes next, at the end of its content.
func noNext(page []byte) []string {
	lines := audit.Find(page, "main > .next > p")
	if len(lines) == 0 {
		return []string{"the page does not say what comes next"}
	}
	var wrong []string
	for _, l := range lines {
		if strings.TrimSpace(l.Text()) == "" || strings.Contains(l.Text(), "⟪") {
			wrong = append(wrong, fmt.Sprintf("no words for what comes next: %q", l.Text()))
		}
	}
	return wrong
}

// front: seven tasks at most, in one column of boxes, and a link to the search
// (design 6).
func (e *elderProof) front(t *testing.T, page []byte) {
	t.Helper()
	for _, text := range frontWrong(page) {
		t.Error(text)
	}
	more := bytes.Replace(page, []byte(`<ul class="tasks">`), []byte(`<ul class="tasks"><li><h2><a href="/x">x</a></h2></li>`), 1)
	if len(frontWrong(more)) == 0 {
		t.Error("an eighth task is not seen")
	}
	floor.Prove(t, "go seven choices")
}

func frontWrong(page []byte) []string {
	var wrong []string
	if n := len(audit.Find(page, "main .tasks > li a")); n == 0 || n > elderChoices {
		wrong = append(wrong, fmt.Sprintf("%d tasks on the front page", n))
	}
	if len(audit.Find(page, "main input:not([type=hidden])")) > 0 {
		wrong = append(wrong, "the front page asks something")
	}
	if len(audit.Find(page, `main a[href="/zh-Hans/services"]`)) == 0 {
		wrong = append(wrong, "no way to the search")
	}
	return wrong
}

// same: what the standard page has, the elder page has, or a page it leads to.
func (e *elderProof) same(t *testing.T, s shot, standard, elder webtest.Answer) {
	t.Helper()
	here, there := reach(standard.Body), reach(elder.Body)
	for _, lost := range e.lost(t, s, here, there, elder.Body) {
		t.Errorf("elder mode has no %s", lost)
	}
	for thing := range there {
		if field, is := strings.CutPrefix(thing, "field "); is && !here[thing] {
			t.Errorf("elder mode asks %s besides", field)
		}
	}
}

func (e *elderProof) lost(t *testing.T, s shot, here, there map[string]bool, page []byte) []string {
	t.Helper()
	var lost []string
	for thing := range here {
		if !there[thing] && !e.behind(t, s, thing, page) {
			lost = append(lost, thing)
		}
	}
	slices.Sort(lost)
	return lost
}

// behind reports whether a link of the page's content leads to where the thing
// is.
func (e *elderProof) behind(t *testing.T, s shot, thing string, page []byte) bool {
	t.Helper()
	for _, a := range audit.Find(page, "main a") {
		to, _, _ := strings.Cut(a.Attr("href"), "#")
		if !strings.HasPrefix(to, "/zh-Hans") || strings.Contains(to, "/files/") {
			continue
		}
		if e.searched[to] == nil {
			e.searched[to] = reach(e.client(t, s.who).Get(to).Body)
		}
		if e.searched[to][thing] {
			return true
		}
	}
	return false
}

// reach is what a page lets its reader do: fields and buttons of its forms and
// where links lead. Hidden keys are new on every page, the button that changes
// the mode says the opposite.
func reach(page []byte) map[string]bool {
	things := map[string]bool{}
	for _, f := range audit.Find(page, "form") {
		action := f.Attr("action")
		things["form "+action] = true
		for _, control := range f.All("input, textarea, select, button[name]") {
			if name := control.Attr("name"); name != "" {
				things["field "+action+" "+name+choice(control)] = true
			}
		}
	}
	for _, a := range audit.Find(page, "a") {
		if to := a.Attr("href"); !strings.HasPrefix(to, "#") {
			things["link "+to] = true
		}
	}
	return things
}

// choice tells the answers of one question apart.
func choice(control audit.Doc) string {
	if kind := control.Attr("type"); kind == "radio" || kind == "checkbox" {
		return "=" + control.Attr("value")
	}
	return ""
}

// mutants: the checks see what they are for.
func (e *elderProof) mutants(t *testing.T) {
	t.Helper()
	page := string(e.question)
	button := audit.Find(e.question, "main .button.primary")[0].HTML()
	if twice := strings.Replace(page, "</main>", button+"</main>", 1); len(manyButtons([]byte(twice))) == 0 {
		t.Error("a second button is not seen")
	}
	floor.Prove(t, "go one button")
	if silent := strings.Replace(page, `<div class="next">`, `<div class="note">`, 1); len(noNext([]byte(silent))) == 0 {
		t.Error("a page that does not say what comes next is not seen")
	}
	floor.Prove(t, "go next line")
	all := reach(e.question)
	for thing := range all {
		field, is := strings.CutPrefix(thing, "field ")
		if !is || strings.Contains(field, "/preferences") {
			continue
		}
		less := map[string]bool{}
		for other := range all {
			less[other] = other != thing
		}
		if !slices.Contains(e.lost(t, shot{}, all, less, nil), thing) {
			t.Errorf("a lost %s is not seen", thing)
		}
	}
	floor.Prove(t, "go same in both modes")
}
