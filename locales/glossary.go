package locales

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"changban/locales/lint"
	"changban/mongol"
)

// glossaryFile holds the terms: Chinese; Cyrillic; romanized; the script; how
// sure the two are; strict or -; the source. Several words of one cell are apart
// by " / ": any of them will do.
const glossaryFile = "glossary.tsv"

// term is one row of the glossary.
type term struct {
	zh                string
	cyrl, latin, mong []string
	strict            bool
}

// glossary are the terms, longest Chinese first.
type glossary []term

const glossaryColumns = 8

func readGlossary(fsys fs.FS) (glossary, error) {
	rows, err := readTable(fsys, glossaryFile, glossaryColumns)
	if err != nil {
		return nil, err
	}
	var terms glossary
	seen := map[string]bool{}
	for _, c := range rows {
		if c[0] == "" || seen[c[0]] {
			return nil, fmt.Errorf("%s: %q stands twice or is empty", glossaryFile, c[0])
		}
		seen[c[0]] = true
		terms = append(terms, term{c[0], cells(c[1]), cells(c[2]), cells(c[3]), c[6] == "strict"})
	}
	slices.SortStableFunc(terms, func(a, b term) int { return len(b.zh) - len(a.zh) })
	return terms, nil
}

func cells(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, " / ")
}

// judge finds the terms of the Chinese that the translation does not hold. A
// term inside a longer one is not looked for again.
func (g glossary) judge(tag string, m lint.Message) []lint.Finding {
	if tag == Source {
		return nil
	}
	var found []lint.Finding
	said := wordsOf(m.One + " " + m.Other)
	rest := m.Source
	for _, t := range g {
		if len([]rune(t.zh)) < 2 || !strings.Contains(rest, t.zh) {
			continue
		}
		rest = strings.ReplaceAll(rest, t.zh, "|")
		if want := t.in(tag); len(want) > 0 && !slices.ContainsFunc(want, said.hold) {
			found = append(found, lint.Finding{
				Rule: "glossary", ID: m.ID, Error: t.strict,
				Detail: fmt.Sprintf("%s is %s", t.zh, strings.Join(t.shown(tag), " / ")),
			})
		}
	}
	return found
}

func (t term) in(tag string) []string {
	if tag == lint.Mong {
		return t.mong
	}
	return t.cyrl
}

// shown is how a term is told in a report: the script cannot be read in all
// terminals.
func (t term) shown(tag string) []string {
	if tag == lint.Mong {
		return t.latin
	}
	return t.cyrl
}

// saying are the words of a text in the form in which they are compared.
type saying []string

func wordsOf(text string) saying {
	return strings.FieldsFunc(strings.ToLower(mongol.Fold(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// hold reports whether every word of a term stands in the text, in whatever
// form: the first letters are compared, endings change.
func (s saying) hold(want string) bool {
	for _, w := range wordsOf(want) {
		begin := stem(w)
		if !slices.ContainsFunc(s, func(said string) bool { return strings.HasPrefix(said, begin) }) {
			return false
		}
	}
	return true
}

// stem is the beginning of a word that inflection leaves alone: a rule of thumb.
func stem(w string) string {
	letters := []rune(w)
	n := len(letters)
	keep := max(3, (n*3+4)/5)
	return string(letters[:min(n, keep)])
}
