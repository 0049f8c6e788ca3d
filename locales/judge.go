package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"changban/locales/lint"
)

// allowance lets literals of another script stand in the messages whose ids
// begin with a prefix.
type allowance struct {
	prefix   string
	literals []string
}

// readAllowed reads <tag>/allowed.tsv: an id, or the beginning of ids followed by
// *; the literals, apart by spaces; the reason. No file allows nothing.
func readAllowed(fsys fs.FS, tag string) ([]allowance, error) {
	rows, err := readTable(fsys, path.Join(tag, "allowed.tsv"), 3)
	if err != nil {
		return nil, err
	}
	var all []allowance
	for _, cells := range rows {
		if cells[2] == "" {
			return nil, fmt.Errorf("%s/allowed.tsv: %q is allowed for no reason", tag, cells[1])
		}
		all = append(all, allowance{cells[0], strings.Fields(cells[1])})
	}
	return all, nil
}

func allowedIn(id string, all []allowance) []string {
	var literals []string
	for _, a := range all {
		prefix, open := strings.CutSuffix(a.prefix, "*")
		if open && strings.HasPrefix(id, prefix) || id == a.prefix {
			literals = append(literals, a.literals...)
		}
	}
	return literals
}

// readTable reads lines of cells apart by tabs; # begins a remark. No file is an
// empty table.
func readTable(fsys fs.FS, name string, columns int) ([][]string, error) {
	raw, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	var rows [][]string
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return nil, fmt.Errorf("%s:%d: %d columns, want %d", name, n, len(cells), columns)
		}
		rows = append(rows, cells)
	}
	return rows, nil
}

// judge holds the own words of every language against the linter and the
// glossary. An overlay may bring a list of what it allows.
func (t tree) judge(words, top fs.FS) ([]finding, error) {
	terms, err := readGlossary(words)
	if err != nil {
		return nil, err
	}
	var found []finding
	for _, lang := range knownLanguages() {
		allowed, err := readAllowed(words, lang.Tag)
		more, moreErr := readAllowed(top, lang.Tag)
		if err := errors.Join(err, moreErr); err != nil {
			return nil, err
		}
		found = append(found, t.judgeLanguage(lang.Tag, append(allowed, more...), terms)...)
	}
	return found, nil
}

func (t tree) judgeLanguage(tag string, allowed []allowance, terms glossary) []finding {
	var found []finding
	for id := range t.own[tag] {
		m := t.message(tag, id)
		m.Allowed = allowedIn(id, allowed)
		for _, f := range append(lint.Judge(tag, m), terms.judge(tag, m)...) {
			found = append(found, finding{f, tag, t.files[tag][id]})
		}
		found = append(found, t.stale(tag, id)...)
	}
	slices.SortStableFunc(found, func(a, b finding) int { return strings.Compare(a.file+a.ID+a.Rule, b.file+b.ID+b.Rule) })
	return found
}

// stale names words whose Chinese has changed since they were written: a change
// carries its words in every language.
func (t tree) stale(tag, id string) []finding {
	source := t.words[Source][id]
	if tag == Source || source == nil || stateOf(t.rows[tag][id], source, t.own[tag][id]) != StateStale {
		return nil
	}
	f := lint.Finding{Rule: StateStale, ID: id, Detail: "the Chinese has changed since; does it fit, say so with locales merge DIR " + id, Error: true}
	return []finding{{f, tag, t.files[tag][id]}}
}

func (t tree) message(tag, id string) lint.Message {
	own := t.own[tag][id]
	m := lint.Message{ID: id, One: own.One, Other: own.Other}
	if source := t.words[Source][id]; source != nil {
		m.Source = strings.Join(forms(source), "\n")
	}
	return m
}
