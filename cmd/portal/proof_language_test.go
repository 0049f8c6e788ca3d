package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
)

// in is the same page in another language.
func (s shot) in(language string) shot {
	s.path = strings.Replace(s.path, "/zh-Hans", "/"+language, 1)
	return s
}

// tongue is a page in one language and one mode.
type tongue struct {
	shot
	language, look string
}

func (s tongue) String() string { return s.name + "/" + s.language + "/" + s.look }

// everyTongue shows pages in Chinese in both modes, and in every other language
// once: the mode goes with the page.
func (c *cast) everyTongue(shots []shot, standard, elder string) []tongue {
	return tongues(shots, c.offered(), standard, elder, func(int, int) bool { return true })
}

// byTurn shows pages in Chinese in one mode and in another language in the other:
// which of them, the day decides, so that four days see all. The whole proof shows
// them as everyTongue does.
func (c *cast) byTurn(t testing.TB, shots []shot, standard, elder string) []tongue {
	if isFull() {
		return c.everyTongue(shots, standard, elder)
	}
	looks, languages, day := []string{standard, elder}, c.offered(), int(proofSeed(t)%4)
	var all []tongue
	for i, s := range shots {
		turn := i + day
		all = append(all, tongue{s, languages[0], looks[turn%2]})
		language := languages[1+turn/2%(len(languages)-1)]
		if other := s.in(language); other.path != s.path {
			all = append(all, tongue{other, language, looks[1-turn%2]})
		}
	}
	return all
}

// oneMore shows pages in Chinese in both modes, and once in one other language:
// language and mode go with the page.
func (c *cast) oneMore(shots []shot, standard, elder string) []tongue {
	others := len(c.offered()) - 1
	return tongues(shots, c.offered(), standard, elder, func(page, language int) bool { return page/2%others == language-1 })
}

func tongues(shots []shot, languages []string, standard, elder string, isSeen func(page, language int) bool) []tongue {
	looks := []string{standard, elder}
	var all []tongue
	for i, s := range shots {
		for _, look := range looks {
			all = append(all, tongue{s, languages[0], look})
		}
		for n, language := range languages {
			if other := s.in(language); other.path != s.path && isSeen(i, n) {
				all = append(all, tongue{other, language, looks[(i+n)%2]})
			}
		}
	}
	return all
}

// inOrder puts pages of one language together.
func inOrder(all []tongue) []tongue {
	slices.SortStableFunc(all, func(a, b tongue) int { return cmp.Compare(a.language, b.language) })
	return all
}

// listed are names that pages in Mongolian show in Chinese: of places that are
// elsewhere, of communities, of people who work here, what masks leave of a name,
// departments as a service's source names them (their Mongolian names are wanted),
// offices elsewhere; last, what was searched for, a screen reader, a document's number.
func (c *cast) listed() []string {
	var all []string
	for _, l := range c.places.All() {
		if !strings.HasPrefix(string(l.Code), "15") {
			all = append(all, l.Full(), l.Name)
		}
		for _, a := range c.places.Areas(l.Code) {
			all = append(all, a.Name)
			for _, within := range c.places.Communities(a.Code) {
				all = append(all, within.Name)
			}
		}
	}
	for _, o := range c.data.Staff {
		all = append(all, o.Name)
	}
	for _, r := range c.data.Residents {
		all = append(all, string([]rune(r.Name)[:1])+"\u25cb")
	}
	for _, s := range c.catalogue.All() {
		for _, d := range s.Departments {
			all = append(append(all, d.Lead...), d.With...)
		}
	}
	for _, u := range c.units.All() {
		if u.Outside {
			all = append(all, u.Name, u.Address)
		}
	}
	return append(all, "\u62a4\u7406", "\u563f\u563f", "\u4e89\u6e21", "\u6b8b\u8054\u53d1\u3014", "补贴", "二点五", "演示", "号", "石家庄市长安区民政局", "石家庄市长安区演示街1号")
}

// checkTongue: a page in Mongolian has no words of another language but those
// that people typed, its way to the Chinese page and the names of the languages.
func checkTongue(t *testing.T, s tongue, page []byte, typed []string) {
	t.Helper()
	if s.language == "zh-Hans" || s.isExample() {
		return
	}
	for _, f := range audit.Foreign(page, shownOf(typed, page)...) {
		t.Error(f)
	}
}

const chineseWord = "\u529e\u4e8b"

// TestProofOneLanguage: a word of another language is seen wherever it stands.
func TestProofOneLanguage(t *testing.T) {
	c := startCast(t, "sqlite")
	front := shot{name: "front plain", path: "/zh-Hans"}
	for _, language := range c.offered()[1:] {
		page := string(c.take(t, front.in(language)).Body)
		if found := audit.Foreign([]byte(page)); len(found) > 0 {
			t.Errorf("%s: %v", language, found)
		}
		for _, mutant := range []string{
			strings.Replace(page, "</h1>", ` <span lang="zh-Hans">`+chineseWord+`</span></h1>`, 1),
			strings.Replace(page, "<main", `<main aria-label="`+chineseWord+`"`, 1),
		} {
			if len(audit.Foreign([]byte(mutant))) == 0 {
				t.Errorf("%s: Chinese words are not seen", language)
			}
		}
	}
	if !t.Failed() {
		floor.Prove(t, "go one language")
	}
}

// TestProofLanguageSwitch: every kind of page leads to itself in the other
// languages, each by its own name in its own script (A11Y-97).
func TestProofLanguageSwitch(t *testing.T) {
	c := startCast(t, "sqlite")
	byName := c.byName()
	var green error
	for _, name := range representative() {
		for _, language := range c.offered() {
			s := byName[name].in(language)
			page := c.take(t, s).Body
			green = errors.Join(green, c.leadsToItself(byName[name], language, page))
		}
	}
	front := byName["front plain"]
	page := string(c.take(t, front).Body)
	astray := c.leadsToItself(front, "zh-Hans", []byte(strings.Replace(page, `href="/mn-Cyrl`, `href="/zh-Hans/help`, 1)))
	proves(t, "go language switch", green, astray)
	if c.leadsToItself(front, "zh-Hans", []byte(strings.Replace(page, `<span lang="mn-Mong">`, `<span>`, 1))) == nil {
		t.Error("a name without its language is not seen")
	}
}

// leadsToItself is an error when the switch of a page leads elsewhere, or does
// not name a language in its own script.
func (c *cast) leadsToItself(s shot, language string, page []byte) error {
	entries := audit.Find(page, ".languages li")
	if len(entries) != len(c.offered()) {
		return fmt.Errorf("%s in %s: %d languages", s.name, language, len(entries))
	}
	for i, tag := range c.offered() {
		here, _, _ := strings.Cut(s.in(tag).path, "?")
		link := entries[i].One("a")
		to, _, _ := strings.Cut(link.Attr("href"), "?")
		switch {
		case entries[i].One(`[lang="`+tag+`"]`).Text() == "":
			return fmt.Errorf("%s in %s: no name of %s in itself", s.name, language, tag)
		case tag == language || entries[i].One("button").Exists(): // a form that takes along what was typed
		case to != here:
			return fmt.Errorf("%s in %s: %s leads to %q, not to %s", s.name, language, tag, to, here)
		}
	}
	return nil
}
