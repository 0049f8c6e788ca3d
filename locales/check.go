package locales

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Check prints the coverage and review state of every language in a tree of
// message files, and everything that must be put right: files that cannot be
// read, ids out of order or written twice, empty words, placeholders that differ
// from the Chinese, translations of nothing. With source trees it also compares
// the ids they use with those that exist. The error says how many problems
// there are; missing translations of languages not offered are none.
func Check(w io.Writer, words fs.FS, sources ...fs.FS) error {
	layer, problems := inspect(words)
	if len(sources) > 0 {
		used, err := scan(sources...)
		if err != nil {
			return err
		}
		problems = append(problems, used.problems(layer)...)
	}
	for _, lang := range knownLanguages() {
		rows, err := readState(words, lang.Tag)
		if err != nil {
			problems = append(problems, err.Error())
		}
		fmt.Fprintln(w, coverage(lang.Tag, layer, rows))
	}
	for _, p := range problems {
		fmt.Fprintln(w, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("locales: %d problems", len(problems))
	}
	return nil
}

// coverage is one line of counts per language.
func coverage(tag string, words catalog, rows map[string]review) string {
	total := len(words[Source])
	if tag == Source {
		return fmt.Sprintf("%s: %d messages (source)", tag, total)
	}
	counts := map[string]int{}
	for id, m := range words[Source] {
		counts[stateOf(rows[id], m, words[tag][id])]++
	}
	line := fmt.Sprintf("%s: %d of %d messages", tag, total-counts[StateMissing], total)
	for _, state := range []string{StateMissing, StateDraft, StateStale, StateChecked} {
		line += fmt.Sprintf(", %s %d", state, counts[state])
	}
	return line
}

// inspect reads a tree and lists everything wrong in the files themselves.
func inspect(fsys fs.FS) (catalog, []string) {
	words, err := readLayer(fsys)
	var problems []string
	if err != nil {
		problems = append(problems, strings.Split(err.Error(), "\n")...)
	}
	for _, lang := range knownLanguages() {
		// Files that cannot be read are named by readLayer already.
		_ = eachFile(fsys, lang.Tag, func(name string, entries []entry) error {
			problems = append(problems, fileProblems(name, entries)...)
			return nil
		})
		if lang.Tag != Source {
			problems = append(problems, translationProblems(lang.Tag, words)...)
		}
	}
	return words, problems
}

func fileProblems(name string, entries []entry) []string {
	var problems []string
	for i, e := range entries {
		if i > 0 && e.id < entries[i-1].id {
			problems = append(problems, fmt.Sprintf("%s: %q must stand before %q", name, e.id, entries[i-1].id))
		}
		if strings.TrimSpace(e.message.Other) == "" {
			problems = append(problems, fmt.Sprintf("%s: %q has no words", name, e.id))
		}
	}
	return problems
}

func translationProblems(tag string, words catalog) []string {
	var problems []string
	for id, own := range words[tag] {
		source := words[Source][id]
		if source == nil {
			problems = append(problems, fmt.Sprintf("%s: %q translates nothing", tag, id))
			continue
		}
		want, got := placeholders(source), placeholders(own)
		if !slices.Equal(want, got) {
			problems = append(problems, fmt.Sprintf("%s: %q has placeholders %v, the Chinese %v", tag, id, got, want))
		}
	}
	slices.Sort(problems)
	return problems
}

// placeholders returns the names in all forms of a message, sorted, each once.
func placeholders(m *i18n.Message) []string {
	var names []string
	for _, text := range forms(m) {
		for _, hit := range placeholder.FindAllStringSubmatch(text, -1) {
			names = append(names, hit[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
