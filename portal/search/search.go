// Package search owns finding one of a few hundred texts by what people type:
// everyday words, official words, parts of a sentence, readings in Latin letters
// with or without tones, and initials. It must not know what a text is about, how
// pages look or where the texts come from.
package search

import (
	"cmp"
	"slices"
	"strings"

	"changban/portal/pinyin"
)

// Entry is something to be found.
type Entry struct {
	ID    string
	Names []string // what it is called, most official first
	Words []string // what people call it
	Text  string   // what else is said about it
}

// Index is prepared once and then only read.
type Index struct {
	entries []prepared
}

type prepared struct {
	id    string
	names []phrase
	words []phrase
	text  string
}

type phrase struct {
	text string
	read pinyin.Text
}

// New prepares entries.
func New(entries []Entry) Index {
	var x Index
	for _, e := range entries {
		x.entries = append(x.entries, prepared{id: e.ID, names: phrases(e.Names), words: phrases(e.Words), text: strings.ToLower(e.Text)})
	}
	return x
}

func phrases(texts []string) []phrase {
	var all []phrase
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, phrase{strings.ToLower(text), pinyin.Read(text)})
		}
	}
	return all
}

// Points of a hit, best first: called exactly so, inside a name, inside a word,
// read like a name or a word, a pair of characters in common.
const (
	exact      = 1000
	inName     = 400
	inWord     = 300
	readName   = 200
	readWord   = 150
	pairInName = 4
	pairInText = 1
)

// Find returns the ids of what fits a query, best first; entries that fit equally
// keep their order. Nothing typed finds nothing.
func (x Index) Find(query string) []string {
	asked := read(query)
	if asked.whole == "" {
		return nil
	}
	points := map[string]int{}
	var found []string
	for _, e := range x.entries {
		if n := e.points(asked); n > 0 {
			points[e.id] = n
			found = append(found, e.id)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(points[b], points[a]) })
	return found
}

// asked is a query prepared.
type asked struct {
	whole   string
	letters string // as Latin readings, "" when it is none
	pairs   []string
}

func read(query string) asked {
	whole := strings.ToLower(strings.Join(strings.Fields(query), " "))
	return asked{whole: whole, letters: pinyin.Typed(whole), pairs: pairsOf(whole)}
}

// points counts the pairs only when more than a third of them are found: fewer
// are chance.
func (e prepared) points(q asked) int {
	best := max(bestOf(e.names, q, inName, readName), bestOf(e.words, q, inWord, readWord))
	pairs, hits := 0, 0
	for _, pair := range q.pairs {
		in := func(p phrase) bool { return strings.Contains(p.text, pair) }
		switch {
		case slices.ContainsFunc(e.names, in), slices.ContainsFunc(e.words, in):
			pairs, hits = pairs+pairInName, hits+1
		case strings.Contains(e.text, pair):
			pairs, hits = pairs+pairInText, hits+1
		}
	}
	if hits*3 > len(q.pairs) {
		best += pairs
	}
	return best
}

// bestOf also finds a word inside a sentence: people type what happened to them.
func bestOf(phrases []phrase, q asked, inside, reads int) int {
	best := 0
	for _, p := range phrases {
		switch {
		case p.text == q.whole:
			return exact
		case strings.Contains(p.text, q.whole), len([]rune(p.text)) > 1 && strings.Contains(q.whole, p.text):
			best = max(best, inside)
		case p.read.Matches(q.letters):
			best = max(best, reads)
		}
	}
	return best
}
