package locales

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// inspect reads a layer and lists everything wrong in the files themselves.
// below are the words it is laid over, none for the lowest layer.
func inspect(fsys fs.FS, below catalog) (catalog, []string) {
	own, err := readLayer(fsys)
	problems := lines(err)
	all := catalog{}
	all.add(below)
	all.add(own)
	for _, lang := range knownLanguages() {
		// Files that cannot be read are named by readLayer already.
		_ = eachFile(fsys, lang.Tag, func(name string, entries []entry) error {
			problems = append(problems, fileProblems(name, entries)...)
			return nil
		})
		if lang.Tag != Source {
			problems = append(problems, translationProblems(lang.Tag, own[lang.Tag], all[Source])...)
		}
	}
	return own, problems
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

func translationProblems(tag string, words, sources map[string]*i18n.Message) []string {
	var problems []string
	for id, own := range words {
		source := sources[id]
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

// origins tells in which file each message of a layer stands, by tag and id.
func origins(fsys fs.FS) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range knownLanguages() {
		all[lang.Tag] = map[string]string{}
		_ = eachFile(fsys, lang.Tag, func(name string, entries []entry) error {
			for _, e := range entries {
				all[lang.Tag][e.id] = name
			}
			return nil
		})
	}
	return all
}
