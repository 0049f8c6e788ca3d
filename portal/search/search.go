// Package search owns finding one of a few hundred texts by what people type:
// everyday words, official words, parts of a sentence, readings in Latin letters
// with or without tones, initials, and forms of Mongolian words in either script.
// It must not know what a text is about, how pages look or where the texts come
// from.
package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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
	said  []string // Mongolian words of the text
}

type phrase struct {
	text string
	read pinyin.Text
	said []string // its Mongolian words
}

// New prepares entries.
func New(entries []Entry) Index {
	var x Index
	for _, e := range entries {
		text := key(e.Text)
		x.entries = append(x.entries, prepared{id: e.ID, names: phrases(e.Names), words: phrases(e.Words), text: text, said: wordsOf(text)})
	}
	return x
}

func phrases(texts []string) []phrase {
	var all []phrase
	for _, text := range texts {
		if text = key(text); text != "" {
			all = append(all, phrase{text, pinyin.Read(text), wordsOf(text)})
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
	wordShared = 60 // shared among the entries that have the word: a rare one says more
)

// Find returns the ids of what fits a query, best first; entries that fit equally
// keep their order. Nothing typed finds nothing.
func (x Index) Find(query string) []string {
	asked := read(query)
	if asked.whole == "" {
		return nil
	}
	rare := x.rarity(asked.words)
	points := map[string]int{}
	var found []string
	for _, e := range x.entries {
		if n := e.points(asked) + e.told(asked.words, rare); n > 0 {
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
	words   []string // Mongolian ones
}

func read(query string) asked {
	whole := key(query)
	return asked{whole: whole, letters: pinyin.Typed(whole), pairs: pairsOf(whole), words: wordsOf(whole)}
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
		case starts(p.text, q.whole), utf8.RuneCountInString(p.text) > 1 && starts(q.whole, p.text):
			best = max(best, inside)
		case p.read.Matches(q.letters):
			best = max(best, reads)
		}
	}
	return best
}

// rarity is what each word of a query is worth: the fewer entries have it in any
// form, the more.
func (x Index) rarity(words []string) []int {
	worth := make([]int, len(words))
	for i, word := range words {
		having := 0
		for _, e := range x.entries {
			if e.tells(word) > 0 {
				having++
			}
		}
		worth[i] = wordShared / max(having, 1)
	}
	return worth
}

// told counts the words of a query that the entry has, when they are more than a
// third of them.
func (e prepared) told(words []string, worth []int) int {
	points, hits := 0, 0
	for i, word := range words {
		if weight := e.tells(word); weight > 0 {
			points, hits = points+weight*worth[i], hits+1
		}
	}
	if hits*3 <= len(words) {
		return 0
	}
	return points
}

// tells weighs a word that the entry has in any form.
func (e prepared) tells(word string) int {
	isOne := func(other string) bool { return isForm(word, other) }
	in := func(p phrase) bool { return slices.ContainsFunc(p.said, isOne) }
	switch {
	case slices.ContainsFunc(e.names, in), slices.ContainsFunc(e.words, in):
		return pairInName
	case slices.ContainsFunc(e.said, isOne):
		return pairInText
	}
	return 0
}
