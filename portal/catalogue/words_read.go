package catalogue

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Words are message texts by language tag and id; plural forms stand under
// id#form. Words is a WordSource.
type Words map[string]map[string]string

// ReadWords reads what services are said in from a folder of languages: the
// words question.… and eligibility.… of {tag}/*.json, and {tag}/services/*.json.
func ReadWords(fsys fs.FS) (Words, error) {
	words, found := readWords(fsys, "")
	if len(found) > 0 {
		return nil, found
	}
	return words, nil
}

// ServiceWords returns the service's own words and the shared ones.
func (w Words) ServiceWords(service string) map[string]map[string]string {
	own := "service." + service + "."
	some := map[string]map[string]string{}
	for tag, texts := range w {
		some[tag] = map[string]string{}
		for id, text := range texts {
			if strings.HasPrefix(id, own) || strings.HasPrefix(id, "question.") || strings.HasPrefix(id, "eligibility.") {
				some[tag][id] = text
			}
		}
	}
	return some
}

// readWords reads words below dir; names in problems keep dir.
func readWords(fsys fs.FS, dir string) (Words, Problems) {
	words, found := Words{}, Problems{}
	for _, pattern := range []string{"*/*.json", "*/services/*.json"} {
		files, err := fs.Glob(fsys, path.Join(dir, pattern))
		if err != nil {
			found = append(found, Problem{pattern, 0, err.Error()})
		}
		for _, file := range files {
			tag, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(file, dir), "/"), "/")
			if words[tag] == nil {
				words[tag] = map[string]string{}
			}
			found = append(found, readWordFile(fsys, file, words[tag])...)
		}
	}
	return words, found
}

func readWordFile(fsys fs.FS, file string, into map[string]string) Problems {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return Problems{{file, 0, err.Error()}}
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return Problems{jsonProblem(file, raw, err)}
	}
	var found Problems
	want, own := ownPrefix(file)
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		if !own && !strings.HasPrefix(id, "question.") && !strings.HasPrefix(id, "eligibility.") {
			continue
		}
		if own && !strings.HasPrefix(id, want) {
			found = append(found, Problem{file, lineOfKey(raw, id), fmt.Sprintf("%q does not begin with %q", id, want)})
			continue
		}
		if err := readEntry(id, entries[id], into); err != nil {
			found = append(found, Problem{file, lineOfKey(raw, id), fmt.Sprintf("%q is neither a text nor plural forms", id)})
		}
	}
	return found
}

// readEntry reads "text" or {"other": "text", "one": …}.
func readEntry(id string, raw json.RawMessage, into map[string]string) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		into[id] = text
		return nil
	}
	var forms map[string]string
	if err := json.Unmarshal(raw, &forms); err != nil {
		return err
	}
	for form, text := range forms {
		if form == "other" {
			into[id] = text
			continue
		}
		into[id+"#"+form] = text
	}
	return nil
}

// ownPrefix: a service's file holds the words of that service and no others.
func ownPrefix(file string) (string, bool) {
	if path.Base(path.Dir(file)) != "services" {
		return "", false
	}
	return "service." + strings.TrimSuffix(path.Base(file), ".json") + ".", true
}

func lineOfKey(raw []byte, id string) int {
	before, _, found := strings.Cut(string(raw), `"`+id+`"`)
	if !found {
		return 0
	}
	return 1 + strings.Count(before, "\n")
}

// layered gives words of overlays over those of a source.
type layered struct {
	below WordSource
	over  []Words
}

// ServiceWords returns the words below with those of the overlays laid over.
func (l layered) ServiceWords(service string) map[string]map[string]string {
	all := map[string]map[string]string{}
	layers := []map[string]map[string]string{}
	if l.below != nil {
		layers = append(layers, l.below.ServiceWords(service))
	}
	for _, w := range l.over {
		layers = append(layers, w.ServiceWords(service))
	}
	for _, layer := range layers {
		for tag, texts := range layer {
			if all[tag] == nil {
				all[tag] = map[string]string{}
			}
			maps.Copy(all[tag], texts)
		}
	}
	return all
}
