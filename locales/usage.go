package locales

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// usage is what the sources say about message ids.
type usage struct {
	literals map[string]bool   // every quoted text that could be an id
	prefixes map[string]bool   // "reason." + code and the like
	asked    map[string]string // id handed to a message function → file:line
}

// dynamicPrefixes are ids put together from data at run time: no source names
// them one by one.
func dynamicPrefixes() []string {
	return []string{"service.", "field.error.", "state.", "reason.", "kind.", "place.", "role."}
}

var (
	quoted   = regexp.MustCompile("[\"`]([a-z][a-z0-9_]*\\.[^\"`\\s]*)[\"`]")
	bare     = regexp.MustCompile(`[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)+`)
	askedFor = regexp.MustCompile(`\b(?:T|Tp|Plural|Say|Around|LangOf|Msg)\(\s*"([^"\s]+)"\s*(\+?)`)
)

// scan reads the Go, templ and YAML sources of every tree. Tests and generated
// files are left out: the former invent ids, the latter repeat them.
func scan(trees ...fs.FS) (usage, error) {
	u := usage{map[string]bool{}, map[string]bool{}, map[string]string{}}
	for _, prefix := range dynamicPrefixes() {
		u.prefixes[prefix] = true
	}
	for _, tree := range trees {
		err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !isSource(name) {
				return err
			}
			raw, err := fs.ReadFile(tree, name)
			if err == nil {
				u.read(name, raw)
			}
			return err
		})
		if err != nil {
			return u, err
		}
	}
	return u, nil
}

func isSource(name string) bool {
	if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
		return false
	}
	return slices.Contains([]string{".go", ".templ", ".yaml"}, path.Ext(name))
}

func (u usage) read(name string, raw []byte) {
	if path.Ext(name) == ".yaml" {
		for _, id := range bare.FindAll(raw, -1) {
			u.literals[string(id)] = true
		}
		return
	}
	for _, m := range quoted.FindAllSubmatch(raw, -1) {
		u.note(string(m[1]))
	}
	for _, m := range askedFor.FindAllSubmatchIndex(raw, -1) {
		id := string(raw[m[2]:m[3]])
		if joined := m[5] > m[4]; !joined && !strings.HasSuffix(id, ".") {
			u.asked[id] = fmt.Sprintf("%s:%d", name, 1+bytes.Count(raw[:m[2]], []byte("\n")))
		}
	}
}

func (u usage) note(text string) {
	prefix, _, formatted := strings.Cut(text, "%")
	switch {
	case formatted || strings.HasSuffix(text, "."):
		u.prefixes[prefix] = true
	default:
		u.literals[text] = true
	}
}

func (u usage) uses(id string) bool {
	if u.literals[id] {
		return true
	}
	for prefix := range u.prefixes {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}

// usesPlain reports whether id is the everyday words of a message that is used.
func (u usage) usesPlain(words map[string]*i18n.Message, id string) bool {
	base, plain := strings.CutSuffix(id, plainEnding)
	return plain && words[base] != nil && u.uses(base)
}

// problems compares the sources with the source language, both ways; fresh is
// the Chinese that can be unused.
func (u usage) problems(words catalog, fresh map[string]*i18n.Message) []string {
	var found []string
	for id, where := range u.asked {
		if words[Source][id] == nil {
			found = append(found, fmt.Sprintf("%s asks for %q, which no file has", where, id))
		}
	}
	for id := range fresh {
		if !u.uses(id) && !u.usesPlain(words[Source], id) {
			found = append(found, fmt.Sprintf("%q is used nowhere", id))
		}
	}
	slices.Sort(found)
	return found
}
