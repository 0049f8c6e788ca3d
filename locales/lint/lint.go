// Package lint owns the rules by which a program can judge Mongolian messages:
// characters, joiners, words, punctuation and placeholders (facts/mongolian.md
// §1.5). It knows the script and texts by id; it must not know files, review
// states, glossaries, pages or what a message is for. No rule proves that a
// sentence is right: the script draws different spellings alike.
package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Languages whose texts are judged.
const (
	Mong = "mn-Mong"
	Cyrl = "mn-Cyrl"
)

// Message is one message of a language with the Chinese it translates.
type Message struct {
	ID         string
	One, Other string
	Source     string   // the Chinese, all its forms
	Allowed    []string // what the allow list lets stand in it
}

// Finding is one thing a rule objects to. An error must be mended; a warning is
// looked at.
type Finding struct {
	Rule, ID, Detail string
	Error            bool
}

// String is a line for people: id, rule, reason.
func (f Finding) String() string { return f.ID + ": " + f.Rule + ": " + f.Detail }

// rule judges one form of a message and says what is wrong with it.
type rule struct {
	name  string
	fatal bool
	judge func(form) []string
}

// Judge returns everything the rules of a language find in a message.
func Judge(tag string, m Message) []Finding {
	rules := otherRules()
	switch tag {
	case Mong:
		rules = mongRules()
	case Cyrl:
		rules = cyrlRules()
	}
	var found []Finding
	for _, text := range m.forms() {
		f := newForm(text, m.Allowed)
		for _, r := range rules {
			for _, detail := range r.judge(f) {
				found = append(found, Finding{r.name, m.ID, detail, r.fatal})
			}
		}
	}
	if tag == Mong || tag == Cyrl {
		found = append(found, judgeForms(m)...)
	}
	return slices.CompactFunc(found, func(a, b Finding) bool { return a == b })
}

func (m Message) forms() []string {
	if m.One == "" || m.One == m.Other {
		return []string{m.Other}
	}
	return []string{m.One, m.Other}
}

// judgeForms holds L20: what counts has a form for one and a form for all.
func judgeForms(m Message) []Finding {
	counts := strings.Contains(m.Source, "{{.Count}}")
	if counts == (m.One != "") {
		return nil
	}
	detail := "counts, but has no form for one"
	if !counts {
		detail = "has a form for one, but counts nothing"
	}
	return []Finding{{"L20", m.ID, detail, true}}
}

// Stand-ins for what is not the translator's: a value and an allowed literal.
const (
	value   = '\uFFFC'
	literal = '\uFFFB'
)

// form is one text with its values and allowed literals taken out.
type form struct {
	raw    string
	text   []rune
	values []string // names of the values, in order
}

var placeholder = regexp.MustCompile(`\{\{\.([A-Za-z0-9]*)\}\}`)

func newForm(raw string, allowed []string) form {
	f := form{raw: raw}
	text := raw
	longest := slices.SortedFunc(slices.Values(allowed), func(a, b string) int { return len(b) - len(a) })
	for _, a := range longest {
		text = strings.ReplaceAll(text, a, string(literal))
	}
	for _, hit := range placeholder.FindAllStringSubmatch(text, -1) {
		f.values = append(f.values, hit[1])
	}
	f.text = []rune(placeholder.ReplaceAllString(text, string(value)))
	return f
}

// at is the rune at i, 0 outside.
func (f form) at(i int) rune {
	if i < 0 || i >= len(f.text) {
		return 0
	}
	return f.text[i]
}

// eachRune collects what a judgement says of single runes.
func (f form) eachRune(judge func(i int, r rune) string) []string {
	var found []string
	for i, r := range f.text {
		if detail := judge(i, r); detail != "" {
			found = append(found, detail)
		}
	}
	return found
}

// eachRun names the runs of runes a judgement objects to.
func (f form) eachRun(reason string, wrong func(rune) bool) []string {
	var found []string
	for i := 0; i < len(f.text); i++ {
		start := i
		for i < len(f.text) && wrong(f.text[i]) {
			i++
		}
		if i > start {
			run := f.text[start:i]
			found = append(found, fmt.Sprintf("%s (%U) %s", string(run), run, reason))
		}
	}
	return found
}
